"""The words of directives, templates and the start page: the catalogue ``site``."""

from ..catalogues import catalogue
from ..kit.words import Words


def words(lang: str) -> Words:
    """The site's words in one language."""
    return Words(lang, catalogue(lang, "site"))

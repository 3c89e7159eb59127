"""The words that the program says, from the catalogues in ``locale``."""

import functools
import locale
import os
import re
from pathlib import Path

from babel.messages.pofile import read_po

from .errors import Refused
from .kit.words import Words

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", "es")


@functools.cache
def catalogue(lang: str, domain: str) -> dict[str, str | list[str]]:
    """The messages of one catalogue: id -> text, or [one, other]. Raises Refused where there is no such
    language."""
    if lang not in LANGUAGES:
        raise Refused(f"There is no language {lang!r}. Languages: {', '.join(LANGUAGES)}.")
    with (LOCALE / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        messages = read_po(file, locale=lang)
    table: dict[str, str | list[str]] = {}
    for message in messages:
        if message.id:
            id = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string or ""
            table[id] = said if isinstance(said, str) else list(said)
    return table


@functools.cache
def words(lang: str, id: str) -> Words:
    """The words of the tool ``id`` (or of another catalogue): the kit's own and its own."""
    return Words(lang, catalogue(lang, "kit") | catalogue(lang, id))


def machine_language() -> str:
    """The language that this machine is set to, of ours: "es" or, for any other, "en"."""
    given = (
        next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
        or locale.getlocale()[0]
        or ""
    )
    return "es" if re.match(r"es([^a-z]|$)|spanish|español", given, re.IGNORECASE) else "en"

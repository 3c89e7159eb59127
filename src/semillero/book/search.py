"""Search that finds «campaña» for "campana": accents are folded in the index, and by search.js in what is typed.

Sphinx builds the index and its stemmer; only the page that asks is ours, since Sphinx's own keeps words in the
browser's storage, writes styles into the page and misspells its Spanish.
"""
import unicodedata

from sphinx.search.en import SearchEnglish
from sphinx.search.es import SearchSpanish


def folded(word):
    """``word`` without accents: ñ is n, as on a keyboard that has none."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


class FoldingSpanish(SearchSpanish):
    """Spanish stems of folded words."""

    def stem(self, word):
        return super().stem(folded(word))


class FoldingEnglish(SearchEnglish):
    """English stems of folded words."""

    def stem(self, word):
        return super().stem(folded(word))


def setup(app):
    """Take the place of Sphinx's own Spanish and English."""
    app.add_search_language(FoldingSpanish)
    app.add_search_language(FoldingEnglish)

"""Search that finds «campaña» for "campana": accents are folded in the index, and by search.js in what is typed.

Sphinx builds the index and its stemmer; only the page that asks is ours, since Sphinx's own keeps words in the
browser's storage, writes styles into the page and misspells its Spanish.
"""
import re
import unicodedata

from sphinx.search.en import SearchEnglish
from sphinx.search.es import SearchSpanish


def folded(word):
    """``word`` without accents: ñ is n, as on a keyboard that has none."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


class FoldingSpanish(SearchSpanish):
    """Light stems of folded words, the same in the index and on the page: Sphinx's two Spanish stemmers differ."""

    js_stemmer_rawcode = ""
    js_stemmer_code = (
        'function Stemmer() { this.stemWord = word => word.replace(/([aeiou])s$|([^aeiou])es$/, "$1$2").replace(/(.{3})[aeo]$/, "$1"); }'
    )

    def stem(self, word):
        return re.sub("(.{3})[aeo]$", r"\1", re.sub("([aeiou])s$|([^aeiou])es$", r"\1\2", folded(word).lower()))


class FoldingEnglish(SearchEnglish):
    """English stems of folded words."""

    def stem(self, word):
        return super().stem(folded(word))


def setup(app):
    """Take the place of Sphinx's own Spanish and English."""
    app.add_search_language(FoldingSpanish)
    app.add_search_language(FoldingEnglish)

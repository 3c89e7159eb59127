"""Search that finds «campaña» for "campana": accents are folded in the index, and by search.js in what is
typed.

Sphinx builds the index and its stemmer; only the page that asks is ours, since Sphinx's own keeps words in
the browser's storage, writes styles into the page and misspells its Spanish.
"""

import json
import re
import unicodedata
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.search.es import SearchSpanish


def folded(word: str) -> str:
    """``word`` without accents: ñ is n, as on a keyboard that has none."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


class FoldingSpanish(SearchSpanish):
    """Light stems of folded words, the same in the index and on the page: Sphinx's two Spanish stemmers
    differ."""

    js_stemmer_rawcode = ""
    js_stemmer_code = (
        "function Stemmer() { this.stemWord = word => word.replace(/([aeiou])s$|([^aeiou])es$/,"
        ' "$1$2").replace(/(.{3})[aeo]$/, "$1"); }'
    )

    def stem(self, word: str) -> str:
        return re.sub(
            "(.{3})[aeo]$", r"\1", re.sub("([aeiou])s$|([^aeiou])es$", r"\1\2", folded(word).lower())
        )


class FoldingEnglish(SearchEnglish):
    """English stems of folded words, each worked out once: the stemmer is slow."""

    def init(self, options: dict[str, str]) -> None:
        super().init(options)
        self.known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        if word not in self.known:
            self.known[word] = super().stem(folded(word))
        return self.known[word]


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's own Spanish and English."""
    app.add_search_language(FoldingSpanish)
    app.add_search_language(FoldingEnglish)
    app.connect("build-finished", forget)


def forget(app: Sphinx, error: Exception | None) -> None:
    """Words that stood only in what was changed since: Sphinx keeps them in the index, with no page. What
    somebody took out of a page must not be read there, and the same course makes the same index, however it
    was built."""
    path = Path(app.outdir) / "searchindex.js"
    if error or app.builder.format != "html" or not path.is_file():
        return
    start, bracket, rest = path.read_text(encoding="utf-8").partition("(")
    index, end = json.JSONDecoder().raw_decode(rest)
    for part in ("terms", "titleterms"):
        index[part] = {word: pages for word, pages in index[part].items() if pages != []}
    path.write_text(start + bracket + json.dumps(index, sort_keys=True) + rest[end:], encoding="utf-8")

"""Words: one agreed term for each concept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.model import GLOSSARY, Term
from semillero.course.tree import Tree
from semillero.languages import LANGUAGES

EXPLAIN = Explanations(
    {"term-avoided": ("says {found!r}; the agreed term is {term!r}", "Use the agreed term of {file}")}
)


def _pattern(terms: tuple[Term, ...], lang: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """One pattern for every avoided word of a language, and the agreed term for each."""
    agreed = {word.lower(): term.term.get(lang) for term in terms for word in term.avoid[lang]}
    words = sorted(agreed, key=len, reverse=True)
    if not words:
        return None, agreed
    either = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)({either})(?:e?s)?(?!\w)", re.IGNORECASE), agreed


def terms(tree: Tree) -> Iterator[Finding]:
    """Words that the glossary asks not to use."""
    patterns = {lang: _pattern(tree.terms, lang) for lang in LANGUAGES}
    for page in tree.pages.values():
        pattern, agreed = patterns[page.lang]
        if pattern is None:
            continue
        for cell in page.cells:
            found = {match[1].lower() for text in cell.scan.seen for match in pattern.finditer(text)}
            for word in sorted(found):
                yield EXPLAIN.finding(
                    "term-avoided", page.path, cell.place(word), found=word, term=agreed[word], file=GLOSSARY
                )


RULES = (terms,)

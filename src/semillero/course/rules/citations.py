"""Citations: every key that a page cites is in the bibliography, every entry there is cited."""

from __future__ import annotations

from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.model import BIBLIOGRAPHY
from semillero.course.tree import Tree

EXPLAIN = Explanations(
    {
        "cite-unknown": ("cites {key}, which is not in {file}", "Add the entry, or mend the key"),
        "source-english": (
            "{key}: the reference in {lang!r} says {text!r}",
            "Add howpublished_{lang} = {{...}} to the entry",
        ),
        "cite-none": ("cites no source", "Cite where each statement of fact comes from"),
    },
    {"source-unused": ("no page cites {key}", "Cite it, or take it out")},
)


def unknown(tree: Tree) -> Iterator[Finding]:
    """Cited keys that the bibliography lacks."""
    if tree.sources is None:
        return
    for page in tree.pages.values():
        for cell in page.cells:
            for key in dict.fromkeys(cell.scan.cites):
                if key not in tree.sources:
                    yield EXPLAIN.finding(
                        "cite-unknown",
                        page.path,
                        cell.place(key or "{cite}"),
                        key=key or "nothing",
                        file=BIBLIOGRAPHY,
                    )


def none(tree: Tree) -> Iterator[Finding]:
    """Lessons that cite nothing."""
    for page in tree.pages.values():
        if page.kind == "lesson" and not any(cell.scan.cites for cell in page.cells):
            yield EXPLAIN.finding("cite-none", page.path)


def english(tree: Tree) -> Iterator[Finding]:
    """Entries whose reference line in another language would hold English words of ours."""
    for key, source in (tree.sources or {}).items():
        for lang, text in source.english_left.items():
            yield EXPLAIN.finding("source-english", BIBLIOGRAPHY, key=key, lang=lang, text=text)


def unused(tree: Tree) -> Iterator[Finding]:
    """Entries that no page cites."""
    cited = {key for page in tree.pages.values() for cell in page.cells for key in cell.scan.cites}
    for key in tree.sources or ():
        if key not in cited:
            yield EXPLAIN.finding("source-unused", BIBLIOGRAPHY, key=key)


RULES = (unknown, none, english, unused)

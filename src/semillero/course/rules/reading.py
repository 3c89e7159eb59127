"""Reading level: what participants read is plain, what facilitators read is nearly so."""

from __future__ import annotations

from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.page import Page
from semillero.course.readability import count
from semillero.course.tree import Tree
from semillero.languages import language

_LONGEST = "longest sentence, {words} words: {longest}"
_FIX = "Make sentences shorter and words plainer, the longest first"
EXPLAIN = Explanations(
    {
        "reading-grade": ("Flesch-Kincaid grade {found:.1f}, at most {allowed}; " + _LONGEST, _FIX),
        "reading-inflesz": ("INFLESZ {found:.1f}, at least {allowed}; " + _LONGEST, _FIX),
    }
)
# Facilitators have a little more school language to carry.
HARDEST = {"guide": {"grade": 10, "inflesz": 55}}
PARTICIPANTS = {"grade": 8, "inflesz": 60}
# The formulas say nothing about a few lines.
FEWEST_WORDS = 100


def levels(tree: Tree) -> Iterator[Finding]:
    """Pages that are harder to read than their readers were promised."""
    for page in tree.pages.values():
        yield from _level(page)


def _level(page: Page) -> Iterator[Finding]:
    rule = language(page.lang).reading
    if not rule:
        return  # nobody has agreed on how its pages are to be read
    counts = count([block for cell in page.cells for block in cell.scan.blocks], page.lang)
    if counts.words < FEWEST_WORDS:
        return
    allowed = HARDEST.get(page.kind, PARTICIPANTS)[rule]
    found = counts.grade() if rule == "grade" else counts.inflesz()
    if (found > allowed) if rule == "grade" else (found < allowed):
        place = next(
            (
                cell.place(" ".join(counts.longest.split()[:4]))
                for cell in page.cells
                if any(counts.longest in block for block in cell.scan.blocks)
            ),
            "",
        )
        yield EXPLAIN.finding(
            f"reading-{rule}",
            page.path,
            place,
            found=found,
            allowed=allowed,
            words=len(counts.longest.split()),
            longest=counts.longest[:90],
        )


RULES = (levels,)

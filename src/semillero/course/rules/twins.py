"""Every page has its twins with the same structure, reviewed against the first language as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semillero.course import code
from semillero.course.code import Twins
from semillero.course.finding import Explanations, Finding
from semillero.course.page import Cell, Page, twin
from semillero.course.tree import Tree
from semillero.languages import FIRST, WHOLE

EXPLAIN = Explanations(
    {
        "twin-missing": ("has no twin in {lang!r}", "Write {twin}, or take this page out"),
        "twin-cells": (
            "cell {number}: {ours} here, {theirs} in {twin}",
            "Give both twins the same cells: kind, id and tags, in the same order",
        ),
        "twin-shape": (
            "{ours} here, {theirs} in {twin} ({where})",
            "Give both twins the same headings and directives in the same order",
        ),
        "twin-lists": ("{ours} {what} here, {theirs} in {twin}", "Look which one is missing"),
        "twin-options": (
            "{ours} here, {theirs} in {twin}",
            "Give the directive the same options and classes",
        ),
        "twin-code": (
            "code differs from {twin}: {theirs}",
            "Make the cells the same program; comments and names of its own are each language's, and a name"
            " here is always the same name there",
        ),
        "twin-untold": (
            "says {found!r} in both languages",
            "Write the comment, the docstring or the sentence of the assertion in the language of the page",
        ),
        "twin-cites": ("cites {ours} here, {theirs} in {twin}", "Cite the same keys in both"),
        "twin-labels": (
            "has the labels {ours} here, {theirs} in {twin}",
            "Give both the same (label)= lines",
        ),
        "sheet-language": ('asks for a sheet in "{found}" on a page in "{lang}"', 'Write "{lang}"'),
        "twin-unstamped": (
            "does not say against which text it was reviewed",
            "Review it, then run: semillero check --stamp {path}",
        ),
        "twin-stale": (
            "{twin} has changed since this page was reviewed ({recorded}, now {now})",
            "Bring this page up to date, then run: semillero check --stamp {path}",
        ),
    }
)

_SHEET = re.compile(r"""\bsheet\(\s*["'][\w-]+["']\s*,\s*["'](\w+)["']""")
_SAME_OPTIONS = ("class", "name", "width", "align")


def missing(tree: Tree) -> Iterator[Finding]:
    """A page without a twin: one in the first language needs one in every whole language, any other its
    first."""
    for page in tree.pages.values():
        for lang in WHOLE if page.lang == FIRST.code else (FIRST.code,):
            other = twin(page.path, lang)
            if other not in tree.files:
                yield EXPLAIN.finding("twin-missing", page.path, twin=other, lang=lang)


def cells(tree: Tree) -> Iterator[Finding]:
    """Notebooks whose cells differ in number, kind, id or tags."""
    for page, other in tree.pairs():
        pair = _first_difference(
            [_described(cell) for cell in other.cells], [_described(cell) for cell in page.cells]
        )
        if pair:
            number, ours, theirs = pair
            yield EXPLAIN.finding(
                "twin-cells", other.path, number=number + 1, ours=ours, theirs=theirs, twin=page.path
            )


def structure(tree: Tree) -> Iterator[Finding]:
    """Twin cells whose headings, directives, lists, tables, citations or code differ."""
    for page, other in tree.pairs():
        theirs, programs = {cell.id: cell for cell in page.cells}, Twins()
        for cell in other.cells:
            twin_cell = theirs.get(cell.id)
            if twin_cell and twin_cell.kind == cell.kind:
                if cell.kind == "markdown":
                    yield from _markdown(other, cell, page, twin_cell)
                else:
                    yield from _code(other, cell, page, twin_cell, programs)


def language_code(tree: Tree) -> Iterator[Finding]:
    """A sheet that is asked for in the other language."""
    for page in tree.pages.values():
        for cell in page.cells:
            for found in _SHEET.findall(cell.source if cell.kind == "code" else ""):
                if found != page.lang:
                    yield EXPLAIN.finding(
                        "sheet-language", page.path, cell.place(found), found=found, lang=page.lang
                    )


def stale(tree: Tree) -> Iterator[Finding]:
    """Twins that were reviewed against another text, or do not say against which."""
    for page, other in tree.pairs():
        if not other.source_hash:
            yield EXPLAIN.finding("twin-unstamped", other.path, path=other.path)
        elif str(other.source_hash) != page.digest:
            yield EXPLAIN.finding(
                "twin-stale",
                other.path,
                twin=page.path,
                path=other.path,
                recorded=other.source_hash,
                now=page.digest,
            )


def _described(cell: Cell) -> str:
    tags = f" [{', '.join(sorted(cell.tags))}]" if cell.tags else ""
    return f"{cell.kind} {cell.id}{tags}"


def _first_difference(ours: list[str], theirs: list[str]) -> tuple[int, str, str] | None:
    length = max(len(ours), len(theirs))
    for number in range(length):
        pair = [row[number] if number < len(row) else "nothing" for row in (ours, theirs)]
        if pair[0] != pair[1]:
            return number, pair[0], pair[1]
    return None


def _markdown(page: Page, cell: Cell, other: Page, twin_cell: Cell) -> Iterator[Finding]:
    ours, theirs = cell.scan, twin_cell.scan
    pair = _first_difference(ours.shape, theirs.shape)
    if pair:
        heads = [step for step in ours.shape[: pair[0] + 1] if step.startswith("heading")]
        title = ours.headings[len(heads) - 1][1] if heads else "the beginning"
        yield EXPLAIN.finding(
            "twin-shape",
            page.path,
            cell.place(title if heads else ""),
            ours=pair[1],
            theirs=pair[2],
            twin=other.path,
            where=f"at {title!r}" if heads else f"at {title}",
        )
        return
    for what, mine, its in (
        ("list items", ours.items, theirs.items),
        ("table rows", ours.rows, theirs.rows),
        ("images", len(ours.images), len(theirs.images)),
    ):
        if mine != its:
            yield EXPLAIN.finding(
                "twin-lists", page.path, cell.place(), what=what, ours=mine, theirs=its, twin=other.path
            )
    for one, two in zip(ours.directives, theirs.directives, strict=True):
        shown = [_options(directive.name, directive.options) for directive in (one, two)]
        if shown[0] != shown[1]:
            yield EXPLAIN.finding(
                "twin-options",
                page.path,
                cell.place(f"{{{one.name}}} {one.argument}"),
                ours=shown[0],
                theirs=shown[1],
                twin=other.path,
            )
    for rule, named, there in (
        ("twin-cites", ours.cites, theirs.cites),
        ("twin-labels", ours.labels, theirs.labels),
    ):
        if sorted(named) != sorted(there):
            only = [
                ", ".join(sorted(set(a) - set(b))) or "the rest a different number of times"
                for a, b in ((named, there), (there, named))
            ]
            place = cell.place(only[0].partition(",")[0])
            yield EXPLAIN.finding(rule, page.path, place, ours=only[0], theirs=only[1], twin=other.path)


def _options(name: str, options: dict[str, str]) -> str:
    return f"{{{name}}} " + " ".join(
        f":{key}: {options[key]}" if key in _SAME_OPTIONS else f":{key}:" for key in sorted(options)
    )


def _code(page: Page, cell: Cell, other: Page, twin_cell: Cell, programs: Twins) -> Iterator[Finding]:
    try:
        pair = programs.difference(cell.source, twin_cell.source)
        untold = code.untold(cell.source, twin_cell.source)
    except SyntaxError:  # another rule says so
        return
    if pair:
        line, *both = pair
        ours, theirs = (repr(text.strip()[:50]) for text in both)
        told = f"{ours}, there {theirs}"
        yield EXPLAIN.finding("twin-code", page.path, cell.place(line), twin=other.path, theirs=told)
    if untold:
        yield EXPLAIN.finding("twin-untold", page.path, cell.place(untold), found=untold[:60])


RULES = (missing, cells, structure, language_code, stale)

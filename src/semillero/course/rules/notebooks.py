"""Notebooks as they are kept: nothing of the machine or person that saved them, code folded away."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator

from semillero.course.code import bare
from semillero.course.finding import Explanations, Finding
from semillero.course.page import Cell, Page
from semillero.course.stamp import dump_notebook
from semillero.course.tree import Tree
from semillero.languages import FIRST

EXPLAIN = Explanations(
    {
        "notebook-metadata": ("metadata holds {found}", "Keep exactly {allowed}"),
        "notebook-format": (
            "is written as {found}",
            "Save it as nbformat 4.5, indent 1, accents as they are",
        ),
        "notebook-ids": ("{found}", "Give each cell a name of its own: small letters, digits, hyphens"),
        "notebook-cell": ("carries {found}", "Take it out; a cell keeps tags and jupyter.source_hidden"),
        "notebook-output": ("keeps an output", "Clear it, or tag the cell nbval-check-output"),
        "notebook-uncounted": (
            "is tagged nbval-check-output but has no {found}, so nothing is compared",
            "Run the cell and keep its output and count",
        ),
        "code-long": (
            "has {lines} lines of code",
            "Outside a lab a cell is one line; move the rest to the package",
        ),
        "code-assert": ("asserts without a word", 'Say what it shows: assert this == that, "a sentence"'),
        "code-unfolded": (
            "shows its code: {found}",
            'Tag it remove-input and set "jupyter": {{"source_hidden": true}}',
        ),
    }
)
KEPT = "nbval-check-output"
CANONICAL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_CELL_KEYS = ("tags", "jupyter")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RANDOM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4,12})*")


def _notebooks(tree: Tree) -> Iterator[Page]:
    return (page for page in tree.pages.values() if page.is_notebook)


def metadata(tree: Tree) -> Iterator[Finding]:
    """Metadata of the notebook: the kernel's plain name, and in Spanish what it was reviewed against."""
    for page in _notebooks(tree):
        found = {
            key: value
            for key, value in page.metadata.items()
            if key != "semillero" or page.lang == FIRST.code
        }
        if found != CANONICAL:
            wrong = [key for key in {**found, **CANONICAL} if found.get(key) != CANONICAL.get(key)]
            shown = ", ".join(f"{key}: {json.dumps(found.get(key))}" for key in wrong)[:120]
            yield EXPLAIN.finding("notebook-metadata", page.path, found=shown, allowed=json.dumps(CANONICAL))


def layout(tree: Tree) -> Iterator[Finding]:
    """The JSON text: format 4.5, laid out so that a change is a small difference; names of cells."""
    for page in _notebooks(tree):
        data = json.loads(page.text)
        version = f"nbformat {data.get('nbformat')}.{data.get('nbformat_minor')}"
        if version != "nbformat 4.5":
            yield EXPLAIN.finding("notebook-format", page.path, found=version)
        elif dump_notebook(data) != page.text:
            yield EXPLAIN.finding("notebook-format", page.path, found="JSON in another layout")
        seen: set[str] = set()
        for cell in page.cells:
            if cell.id in seen:
                yield EXPLAIN.finding("notebook-ids", page.path, cell.id, found="the id is used twice")
            elif not _ID.fullmatch(cell.id) or _RANDOM_ID.fullmatch(cell.id):
                yield EXPLAIN.finding("notebook-ids", page.path, cell.id, found="the id is no readable name")
            seen.add(cell.id)


def cells(tree: Tree) -> Iterator[Finding]:
    """What a cell carries beside its source: no attachments, times or states; outputs only where compared."""
    for page in _notebooks(tree):
        for cell in page.cells:
            extra = [*cell.extra, *(f"metadata {key}" for key in cell.metadata if key not in _CELL_KEYS)]
            jupyter = cell.metadata.get("jupyter") or {}
            extra += [f"metadata jupyter.{key}" for key in jupyter if key != "source_hidden"]
            if extra:
                yield EXPLAIN.finding("notebook-cell", page.path, cell.id, found=", ".join(extra))
            yield from _outputs(page, cell)


def _outputs(page: Page, cell: Cell) -> Iterator[Finding]:
    if KEPT not in cell.tags:
        if cell.outputs or cell.count is not None:
            yield EXPLAIN.finding("notebook-output", page.path, cell.id)
        return
    lacking = "output" if not cell.outputs else "execution count" if cell.count is None else ""
    if lacking:
        yield EXPLAIN.finding("notebook-uncounted", page.path, cell.id, found=lacking)


def folded(tree: Tree) -> Iterator[Finding]:
    """Outside a lab: one line of code a cell, folded in Lab and absent from the page."""
    for page in _notebooks(tree):
        for cell in page.cells if page.kind != "lab" else ():
            if cell.kind != "code":
                continue
            lines = len(cell.source.strip().splitlines())
            if lines != 1:
                yield EXPLAIN.finding("code-long", page.path, cell.id, lines=lines)
            wants = [] if "remove-input" in cell.tags else ["no tag remove-input"]
            if (cell.metadata.get("jupyter") or {}).get("source_hidden") is not True:
                wants.append("jupyter.source_hidden is not true")
            if wants:
                yield EXPLAIN.finding("code-unfolded", page.path, cell.id, found=", ".join(wants))


def told(tree: Tree) -> Iterator[Finding]:
    """In a lab: assertions that do not say in a sentence what they show."""
    for page in _notebooks(tree):
        for cell in page.cells:
            if cell.kind == "code":
                with contextlib.suppress(SyntaxError):  # another rule says so
                    for line in bare(cell.source):
                        yield EXPLAIN.finding("code-assert", page.path, cell.place(line))


RULES = (metadata, layout, cells, folded, told)

"""Pictures: each says in words what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
from semillero.course.page import Cell
from semillero.course.tree import Tree

EXPLAIN = Explanations(
    {
        "alt-image": ("the image {target} has no alternative text", "Write ![what it shows](...)"),
        "alt-directive": (
            "the directive {{{name}}} {target} has no alternative text",
            "Add the option :alt: what it shows",
        ),
        "alt-plot": (
            "draws a picture without an alternative text",
            'Add to the cell\'s metadata: "mystnb": {{"image": {{"alt": "what it shows"}}}}',
        ),
    }
)
_PICTURE_DIRECTIVES = ("figure", "image")
# Calls that leave a picture under the cell; settings and imports do not.
_DRAWS = re.compile(r"\bplt\.(?:show|subplots|figure|plot|bar|barh|scatter|hist|pie)\(|\.plot(?:\.\w+)?\(")


def texts(tree: Tree) -> Iterator[Finding]:
    """Images and figures in the text."""
    for page in tree.pages.values():
        for cell in page.cells:
            for alt, target in cell.scan.images:
                if not alt:
                    yield EXPLAIN.finding("alt-image", page.path, cell.place(target), target=target)
            for directive in cell.scan.directives:
                if directive.name in _PICTURE_DIRECTIVES and not directive.options.get("alt"):
                    yield EXPLAIN.finding(
                        "alt-directive",
                        page.path,
                        cell.place(f"{{{directive.name}}} {directive.argument}"),
                        name=directive.name,
                        target=directive.argument,
                    )


def plots(tree: Tree) -> Iterator[Finding]:
    """Cells that draw with matplotlib."""
    for page in tree.pages.values():
        for cell in page.cells:
            if cell.kind == "code" and _shows_picture(cell) and not _alt(cell):
                yield EXPLAIN.finding("alt-plot", page.path, cell.id)


def _shows_picture(cell: Cell) -> bool:
    return bool(_DRAWS.search(cell.source)) or any(
        mime.startswith("image/") for output in cell.outputs for mime in output.get("data", ())
    )


def _alt(cell: Cell) -> str:
    image = (cell.metadata.get("mystnb") or {}).get("image") or {}
    return str(image.get("alt") or "").strip()


RULES = (texts, plots)

"""Pictures: each says in words what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from semillero.course.finding import Explanations, Finding
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
            "Show it with chart(figure, text) of semillero.lab; the text says what can be seen",
        ),
    }
)
_PICTURE_DIRECTIVES = ("figure", "image")
# Calls that draw, and those that leave a picture under the cell by themselves.
_DRAWS = re.compile(r"\bplt\.(?:subplots|figure|plot|bar|barh|scatter|hist|pie)\(|\.plot(?:\.\w+)?\(")
_BARE = re.compile(r"\bplt\.show\(")
_TOLD = re.compile(r"\bchart\(")


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
    """Cells that draw with matplotlib, in notebooks that do not hand the drawing to ``chart``."""
    for page in tree.pages.values():
        told = any(_TOLD.search(cell.source) for cell in page.cells if cell.kind == "code")
        for cell in page.cells:
            if cell.kind == "code" and (
                _BARE.search(cell.source)
                or (_DRAWS.search(cell.source) and not told)
                or any(
                    mime.startswith("image/") for output in cell.outputs for mime in output.get("data", ())
                )
            ):
                yield EXPLAIN.finding("alt-plot", page.path, cell.id)


RULES = (texts, plots)

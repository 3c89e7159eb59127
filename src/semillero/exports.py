"""What can be made of a filled-in sheet, and who makes it: for the command line, Jupyter and the page alike.

``kit.export.KINDS`` is the one table of kinds, which the page needs too; here are the makers that it names.
"""

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

from . import catalogues, toolbox
from .errors import Refused
from .kit import export
from .kit import plan as plans
from .languages import LANGUAGES
from .web import assemble, styles


class Kind(NamedTuple):
    """A line of the table."""

    id: str
    suffix: str
    media: str
    maker: str


KINDS = {one[0]: Kind(*one) for one in export.KINDS}


def make(
    kind: str,
    id: str,
    sheet: dict[str, Any],
    lang: str = "en",
    paper: str = "letter",
    warn: Callable[[str], object] = warnings.warn,
) -> str | bytes:
    """A sheet of the tool ``id`` as ``kind``, one of ``KINDS``: text, or the bytes of a PDF.

    ``lang`` is a language, or "both" for paper, which can hold two side by side; ``paper`` is the size of its
    pages, and ``warn`` is told in words what no font of this machine could print. Cells that stay in the open
    tab are left out. Raises Refused where there is no such kind, or nothing of that kind to give.
    """
    if kind not in KINDS:
        raise Refused(f"There is no export {kind!r}. Exports: {', '.join(KINDS)}.")
    maker = KINDS[kind].maker
    if maker == "paper":
        from .paper import filled

        return filled.pdf(plans.empty() | {"sheets": {id: sheet}}, lang, paper, warn)
    if lang == "both":
        raise Refused(f"Only a PDF holds both languages. Choose --lang {' or --lang '.join(LANGUAGES)}.")
    text = _MAKERS[maker](kind, id, sheet, lang)
    if not text:
        raise Refused(f"The sheet {id!r} has nothing to give as {kind}.")
    return text


def _text(kind: str, id: str, sheet: dict[str, Any], lang: str) -> str:
    one = toolbox.tool(id)
    return export.text(kind, one, sheet, toolbox.tables(one), catalogues.words(lang, id))


_MAKERS = {
    "text": _text,
    "drawing": lambda *asked: styles.styled(_text(*asked)),
    "page": lambda kind, id, sheet, lang: assemble.single(id, lang, sheet),
}

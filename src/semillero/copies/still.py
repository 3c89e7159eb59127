"""Sheets in notebooks before anybody runs them: where a code cell is one line that shows a sheet, its HTML is
written here, the same that JupyterLab shows for that cell once it is run.
"""

import re
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode

from .. import toolbox

SHOWS = re.compile(r'(?:from semillero\.lab import sheet; )?sheet\("(\w+)", "(\w+)"(, sample=True)?\)')


def sheets(notebook: NotebookNode) -> list[Any]:
    """Each code cell of ``notebook`` that is one line which shows a sheet, with what it shows."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = [(cell, SHOWS.fullmatch(cell.source.strip())) for cell in code]
    return [(cell, match) for cell, match in found if match]


def shown(notebook: NotebookNode) -> list[Any]:
    """The sheets of ``notebook``, where its code does nothing else; else none."""
    found = sheets(notebook)
    return found if len(found) == sum(cell.cell_type == "code" for cell in notebook.cells) else []


def fill(
    found: list[Any],
    dress: Callable[[str, int], str] = lambda html, place: html,
    metadata: dict[str, Any] | None = None,
    lang: str | None = None,
) -> Any:
    """Put the sheets ``found`` in a notebook into their cells, each as ``dress(html, place)`` has it (places
    are counted from 1), its output with the ``metadata``; in ``lang``, or the language that the
    cell asks for. Raises ``Refused`` for a tool that is not there."""
    for place, (cell, match) in enumerate(found, 1):
        tool, asked, sample = match.groups()
        html = toolbox.still(tool, lang or asked, toolbox.uid(place, tool), bool(sample))
        data = {"text/html": dress(html, place), "text/plain": f"Sheet({tool!r}, {asked!r})"}
        cell.outputs = [nbformat.v4.new_output("display_data", data, metadata=metadata or {})]

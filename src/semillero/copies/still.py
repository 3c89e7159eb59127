"""Sheets in notebooks before anybody runs them: where every code cell is one line that shows a sheet, its
HTML is written here, the same that JupyterLab shows for that cell once it is run.
"""

import re

import nbformat

from .. import toolbox

SHOWS = re.compile(r'(?:from semillero\.lab import sheet; )?sheet\("(\w+)", "(\w+)"(, sample=True)?\)')


def shown(notebook):
    """Each code cell of ``notebook`` with what it shows; nothing where one of them does anything else."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = [(cell, SHOWS.fullmatch(cell.source.strip())) for cell in code]
    return found if all(match for _, match in found) else []


def fill(notebook, dress=lambda html, place: html, metadata=None):
    """Put the sheets that ``notebook`` shows in their places, each as ``dress(html, place)`` has it (places
    are counted from 1), its output with the ``metadata``. Raises ``Refused`` for a tool that is not there."""
    for place, (cell, found) in enumerate(shown(notebook), 1):
        tool, lang, sample = found.groups()
        html = toolbox.still(tool, lang, toolbox.uid(place, tool), bool(sample))
        data = {"text/html": dress(html, place), "text/plain": f"Sheet({tool!r}, {lang!r})"}
        cell.outputs = [nbformat.v4.new_output("display_data", data, metadata=metadata or {})]
    return notebook

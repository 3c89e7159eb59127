"""Notebooks of sheets are read without a kernel: where every code cell is one line that shows a sheet, its
HTML is written here, the same that JupyterLab shows for that cell. Kernels run for the labs, where code is
the lesson.
"""

from pathlib import Path

import nbformat
from docutils import nodes
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config

from ..copies.still import fill, shown

FOLDERS = ("modules", "exercises")


def setup(app: Sphinx) -> None:
    """Give MyST-NB our reader; after it has looked for suffixes of its own, which are not ours."""
    app.connect("config-inited", settle, priority=900)
    app.connect("doctree-read", join)


def settle(app: Sphinx, config: Config) -> None:
    """Every notebook comes through ``read``, and no kernel is started for one that ``read`` fills."""
    config.nb_custom_formats = {".ipynb": (f"{__name__}.read", {"lang": config.language}, False)}
    config.nb_execution_excludepatterns = [
        *config.nb_execution_excludepatterns,
        *without_kernel(Path(app.srcdir)),
    ]


def without_kernel(root: Path) -> list[str]:
    """The notebooks of the course in ``root`` that ``read`` fills, as paths from there."""
    paths = [
        path
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    ]
    return [path.relative_to(root).as_posix() for path in paths if shown(nbformat.read(path, as_version=4))]


def read(text: str, lang: str | None = None) -> NotebookNode:
    """The notebook that ``text`` holds, with the sheets in place where it shows nothing else: in ``lang``,
    the language of the edition, also where that is lent the page. Raises ``Refused`` for a tool that is not
    there."""
    notebook = nbformat.reads(text, as_version=4)
    fill(shown(notebook), lang=lang)
    return notebook


def join(app: Sphinx, doctree: nodes.document) -> None:
    """What a cell prints is one block until something else comes: a kernel sends it in pieces, cut where its
    clock happened to strike, and the same course would not make the same page twice."""
    for cell in list(doctree.findall(nodes.container)):
        if "cell_output" in cell["classes"]:
            before = None
            for block in list(cell):
                if (
                    before is not None
                    and printed(before)
                    and printed(block)
                    and before["classes"] == block["classes"]
                ):
                    before.rawsource += block.rawsource
                    before.children = []
                    before += nodes.Text(before.rawsource)
                    cell.remove(block)
                else:
                    before = block


def printed(block: nodes.Node) -> bool:
    """Whether a part of a cell's output is what it wrote to its standard output or error."""
    return isinstance(block, nodes.literal_block) and bool({"stream", "stderr"} & set(block["classes"]))

"""Notebooks of sheets need no kernel for the book, and lose nothing by it; the labs' kernels do not meet."""

import ast
import itertools
import json
import os
import sys
import tempfile
from types import SimpleNamespace

import nbformat
import pytest
from docutils import nodes
from nbclient import NotebookClient

from semillero.book import copies, notebooks
from semillero.book.kernels import kernels
from semillero.errors import Refused
from semillero.lab import _widget as lab

# The files at which this process listens.
SOCKETS = """\
import json, os
mine = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")}
rows = [row.split() for row in open("/proc/net/unix")]
print(json.dumps([row[7] for row in rows if len(row) > 7 and f"socket:[{row[6]}]" in mine and row[3] == "00010000"]))
"""


def every(root):
    return [path for part in notebooks.FOLDERS for path in sorted((root / part).rglob("*.ipynb"))]


def code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def made(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells))


def test_kernels_run_for_the_labs_and_for_nothing_else(root):
    kernel = {path.relative_to(root).as_posix() for path in every(root)} - set(notebooks.without_kernel(root))
    assert kernel and {name.rpartition("/")[2].partition(".")[0].partition("-")[0] for name in kernel} == {
        "lab"
    }


def test_jupyter_shows_the_same_as_the_book(root, monkeypatch):
    """What a cell's value shows in Jupyter is what the reader writes into the page, byte for byte."""
    seen = 0
    for name in notebooks.without_kernel(root):
        filled = notebooks.read((root / name).read_text(encoding="utf-8"))
        monkeypatch.setattr(lab, "_numbers", itertools.count(1))
        monkeypatch.setattr(lab, "plan", {"sheets": {}})
        space = {}
        for cell in filled.cells:
            if cell.cell_type == "code":
                *first, last = ast.parse(cell.source).body
                exec(compile(ast.Module(first, []), name, "exec"), space)
                data, _ = eval(compile(ast.Expression(last.value), name, "eval"), space)._repr_mimebundle_()
                assert {kind: data[kind] for kind in cell.outputs[0].data} == cell.outputs[0].data, name
                seen += 1
    assert seen > 90


def test_a_cell_that_is_run_again_lets_go_what_it_showed_before(monkeypatch):
    """Ten runs of one cell leave one sheet; two sheets of one run, and those of other cells, stay."""
    asked = {"metadata": {}, "header": {}}
    monkeypatch.setattr(lab, "get_ipython", lambda: SimpleNamespace(get_parent=lambda: asked))
    monkeypatch.setattr(lab, "_shown", {})

    def run(cell, number, *tools):
        asked["metadata"]["cellId"], asked["header"]["msg_id"] = cell, number
        return [lab.sheet(tool) for tool in tools]

    [other] = run("b", 0, "wall")
    runs = [run("a", number, "spectrum", "wall") for number in range(1, 11)]
    alive = [one.comm is not None for sheets in runs for one in sheets]
    assert alive == [False] * 18 + [True] * 2 and other.comm is not None
    assert len({one.uid for sheets in runs for one in sheets}) == 20
    assert lab._shown == {"b": (0, [other]), "a": (10, runs[-1])}


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_plan_does_not_live_on_from_test_to_test(turn):
    assert lab.plan["sheets"] == {}
    lab.sheet("wall").value = {}
    lab.plan["sheets"]["wall"] = {"left": turn}


@pytest.mark.parametrize(
    "other", ["1 + 1", 'sheet("spectrum", "en").value', 'sheet("spectrum", "en")\nprint()']
)
def test_a_notebook_with_any_other_code_is_left_to_a_kernel(other):
    filled = notebooks.read(made('from semillero.lab import sheet; sheet("spectrum", "en")', other))
    assert [cell.outputs for cell in filled.cells] == [[], []]


def test_a_sheet_that_is_not_there_stops_the_build_in_words():
    with pytest.raises(Refused, match="no tool 'spectre'"):
        notebooks.read(made('sheet("spectre", "en")'))


def test_the_copies_hold_the_code_of_their_originals(root):
    """Whoever runs a copy runs what the tests run: all but the cells tagged solution."""
    for path in every(root):
        original = nbformat.read(path, as_version=4)
        kept = [
            cell.source
            for cell in original.cells
            if cell.cell_type == "code" and "solution" not in cell.metadata.get("tags", [])
        ]
        assert code(copies.copy_of(path)) == kept, path


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="sockets are listed by Linux only; nothing differs on other systems but Windows",
)
def test_a_kernel_listens_at_files_so_two_editions_cannot_take_the_same_port(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        for name, value in kernels(folder).items():
            monkeypatch.setenv(name, value)
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SOCKETS)])
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    sockets = json.loads(notebook.cells[0]["outputs"][0]["text"])
    assert len(sockets) == 5 and all(path.startswith(tempfile.gettempdir()) for path in sockets), sockets
    assert not any(os.path.exists(path) for path in sockets)


@pytest.mark.parametrize("pieces", [["36 28 12\n", "1\n"], ["36", " 28 12\n1\n"], ["36 28 12\n1", "\n"]])
def test_what_a_cell_prints_is_one_block_however_its_kernel_cut_it(pieces):
    def block(text, *classes):
        return nodes.literal_block(text, text, classes=["output", *classes])

    drawing, value = nodes.image(uri="a.png"), block("3", "text_plain")
    parts = [*(block(text, "stream") for text in pieces), drawing, block("after\n", "stream"), value]
    cell = nodes.container("", *parts, classes=["cell_output"])
    notebooks.join(None, nodes.section("", cell))
    assert [child.astext() for child in cell] == ["36 28 12\n1\n", drawing.astext(), "after\n", "3"]
    assert cell[0].rawsource == cell[0].astext()  # else Sphinx takes it for text with markup in it
    assert cell[1] is drawing and cell[3] is value

"""The kernels of a build: warm, each a process of its own, gone when the build is over."""
import json
import os
import sys
import tempfile
import time

import nbformat
import pytest
from nbclient import NotebookClient

from semillero.book.warm import kernels

WHAT = "import os, sys; mine = globals().get('mine', 0) + 1; print(os.getpid(), mine, 'pandas' in sys.modules, os.getcwd())"
# The files at which this process listens.
SOCKETS = """\
import json, os
mine = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")}
rows = [row.split() for row in open("/proc/net/unix")]
print(json.dumps([row[7] for row in rows if len(row) > 7 and f"socket:[{row[6]}]" in mine and row[3] == "00010000"]))
"""
ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has warm kernels: elsewhere a build uses the ordinary ones")
DRAW = "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()"


def run(folder, *sources):
    """What the cells put out, in one notebook that runs in ``folder``."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    return [output for cell in notebook.cells for output in cell["outputs"]]


def test_each_notebook_has_a_process_of_its_own(tmp_path, monkeypatch):
    with kernels() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        first, second = [run(tmp_path, WHAT)[0]["text"].split() for _ in range(2)]
        drawn = run(tmp_path, DRAW)
    assert first[0] != second[0] != str(os.getpid())
    assert first[1:] == second[1:] == ["1", str(bool(environment)), str(tmp_path)]
    assert "image/png" in drawn[-1]["data"]


@ONLY_LINUX
def test_what_kernels_say_fills_no_pipe_that_nobody_reads(tmp_path, monkeypatch):
    with kernels() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        said_to = run(tmp_path, "import os; print(os.readlink(f'/proc/{os.getppid()}/fd/1'))")[0]["text"].strip()
    assert said_to == os.devnull


@ONLY_LINUX
def test_a_kernel_listens_at_files_so_two_editions_cannot_take_the_same_port(tmp_path, monkeypatch):
    with kernels() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        sockets = json.loads(run(tmp_path, SOCKETS)[0]["text"])
    assert len(sockets) == 5 and all(path.startswith(tempfile.gettempdir()) for path in sockets), sockets
    assert not any(os.path.exists(path) for path in sockets)


def test_no_kernel_outlives_the_build(tmp_path, monkeypatch):
    with kernels() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        pid = int(run(tmp_path, WHAT)[0]["text"].split()[0])
    for _ in range(100):
        if not os.path.exists(f"/proc/{pid}"):
            return
        time.sleep(0.05)
    raise AssertionError(f"kernel {pid} is still there")

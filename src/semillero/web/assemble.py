"""Puts the front end together: classic scripts for the page, one module for Jupyter.

``sheet.js`` (front end, on every page with a sheet), ``engine.js`` (MicroPython, its wasm and the kit, fetched at the
first touch) and ``tool-ID.js`` (one tool with its words and tables). All are classic scripts with everything inlined:
a page opened from a disk can load nothing else.
"""
import ast
import base64
import json
from pathlib import Path

from .. import desk
from ..kit.portable import dumps

HERE = Path(__file__).parent
KIT = HERE.parent / "kit"
ENGINE = "node_modules/@micropython/micropython-webassembly-pyscript"
NOT_ON_THE_PAGE = ("form",)  # modules of the kit that only write the still page


class Missing(FileNotFoundError):
    """A part that ``make setup`` brings is not there."""


def find_package(path, root=None):
    """A file or folder of a Node package, looked for from ``root`` (or this file) upwards. Raises Missing."""
    start = Path(root or HERE).resolve()
    for folder in (start, *start.parents):
        if (folder / path).exists():
            return folder / path
    raise Missing(f"{path} is not there. Run `make setup` (or `python start.py setup`): it brings what the pages need.")


def micropython(source):
    """MicroPython's module text as part of a classic script.

    Its Node tail (top-level await) is cut, ``wasmBinary`` is handed through so that no request is made and a strict
    content policy is enough, and memory may grow to 64 MiB only, so that a runaway sheet fails instead of hanging.
    Raises ValueError where the text is not the one these changes were made for.
    """
    edits = (
        ("export default _createMicroPythonModule;", ""),
        ("export async function loadMicroPython", "async function loadMicroPython"),
        ("let Module={locateFile:", "let Module={wasmBinary:options.wasmBinary,locateFile:"),
        ("requestedSize>2147483648", "requestedSize>67108864"),
        ("Math.min(2147483648,", "Math.min(67108864,"),
    )
    for old, new in edits:
        if source.count(old) != 1:
            raise ValueError(f"micropython.mjs: expected {old!r} once, found {source.count(old)} times; check the package's version")
        source = source.replace(old, new)
    head, cut, rest = source.partition('if(globalThis.loadMicroPython=loadMicroPython,"object"==typeof process')
    _, found, rest = rest.partition("class PyProxy{")
    if not (cut and found):
        raise ValueError("micropython.mjs: its Node tail was not found; check the package's version")
    return (head + found + rest).replace("import.meta.url", "document.baseURI")


def lean(source):
    """Python text without comments and docstrings: half the bytes on a phone, the same behaviour."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            first = body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                node.body = body[1:] or [ast.Pass()]
    return ast.unparse(tree) + "\n"


def kit_files():
    """The kit as the page's engine holds it: path -> text, without tools."""
    files = {"/semillero/__init__.py": ""}
    for path in sorted(KIT.glob("*.py")):
        if path.stem not in NOT_ON_THE_PAGE:
            files[f"/semillero/kit/{path.name}"] = lean(path.read_text(encoding="utf-8"))
    files["/semillero/kit/tools/__init__.py"] = lean((KIT / "tools" / "__init__.py").read_text(encoding="utf-8"))
    return files


def engine_script(root=None):
    """The text of ``engine.js``. Raises Missing."""
    folder = find_package(ENGINE, root)
    python = micropython((folder / "micropython.mjs").read_text(encoding="utf-8"))
    wasm = base64.b64encode((folder / "micropython.wasm").read_bytes()).decode("ascii")
    start = (HERE / "engine.js").read_text(encoding="utf-8")
    start = start.replace("__FILES__", script_json(kit_files())).replace("__WASM__", wasm)
    return f"(() => {{\n\"use strict\";\n{python}\n{start}\n}})();\n"


def parcel(id, lang):
    """One tool for the page's engine, in one language: its file, its words, its tables."""
    words = {name: text for name, text in desk.words(lang, id).table.items() if used_in_answers(name)}
    files = {f"/semillero/kit/tools/{id}.py": lean((KIT / "tools" / f"{id}.py").read_text(encoding="utf-8"))}
    return {"lang": lang, "files": files, "words": words, "tables": desk.tables(desk.tool(id))}


def tool_script(id, lang):
    """The text of ``tool-ID.js`` in one language."""
    template = (HERE / "tool.js").read_text(encoding="utf-8")
    return template.replace("__TOOL__", id).replace("__PARCEL__", script_json(parcel(id, lang)))


def used_in_answers(id):
    """Is the message ``id`` one that an answer may need? The sample and the form stand in the page already."""
    return not id.startswith("sample.") and not id.endswith((".help", ".add"))


def script_json(value):
    """``value`` as JSON that is safe inside a script."""
    return json.dumps(json.loads(dumps(value)), ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def page_script():
    """The text of ``sheet.js`` as the page loads it."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in ("sheet.js", "page.js"))


def lab_module():
    """The text of the ES module that Jupyter loads."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in ("sheet.js", "lab.js"))


def style():
    """The sheet's style with its tokens, for Jupyter."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in ("tokens.css", "sheet.css"))


def write_static(folder, lang, root=None):
    """Write the page's files for one language into ``folder``; a file that would not change is left alone."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: (HERE / name).read_text(encoding="utf-8") for name in ("tokens.css", "sheet.css")}
    files |= {"sheet.js": page_script(), "engine.js": engine_script(root)}
    files |= {f"tool-{id}.js": tool_script(id, lang) for id in desk.tool_ids()}
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")

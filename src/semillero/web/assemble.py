"""Puts the front end together: classic scripts for the page, one module for Jupyter.

``sheet.js`` (front end, on every page with a sheet), ``engine.js`` (MicroPython, its wasm and the kit,
fetched at the first touch), ``tool-ID.js`` (one tool with its words) and ``step-ID.js`` (the same without
what only its own page shows, for the plan at a glance); for all tools that need them, in all languages,
``table-NAME.js`` (a table) and ``model-NAME.js`` (of ``kit.models``). All are classic scripts with everything
inlined: a page opened from a disk can load nothing else. Each is the call of a function that it keeps in
``SemilleroSources``: a function tells its own source, and so a sheet can be handed on as one file without
asking anybody for the parts.
"""

import collections
import functools
import itertools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .. import catalogues, toolbox
from ..errors import Missing
from ..kit import form
from ..kit import plan as plans
from ..kit.export import KINDS
from ..kit.form import in_script
from ..kit.portable import LONGEST
from ..languages import LANGUAGES
from .lean import heads, lean, parts, silent
from .styles import figure_style, read_style, style

HERE = Path(__file__).parent
KIT = HERE.parent / "kit"
ENGINE = "node_modules/@micropython/micropython-webassembly-pyscript"
SAID_IN_THE_PLAN = {
    "title",
    "finding",
    "take",
    "key",
}  # first parts of the word ids that the kit itself says there
LIMITS = {
    "BYTES": plans.MOST_BYTES,
    "DEPTH": plans.MOST_DEPTH,
    "ENTRIES": plans.MOST_ENTRIES,
    "LETTERS": plans.MOST_LETTERS,
    "DIGITS": LONGEST,
}
IMPORT = re.compile(r"^from (\S+) import (\([^)]*\)|.*)", re.M)
# The characters of one byte that stand as they are in a string, a script and HTML
PLAIN = [one for one in range(1, 127) if chr(one) not in '\n\r"\\<']
# Ends of the word ids that a form has, and no answer
ONLY_ASKED = (".help", ".asks", ".add", ".good", ".poor")


def find_package(path: str, root: Path | None = None) -> Path:
    """A file or folder of a Node package, looked for from ``root`` (or this file) upwards. Raises Missing."""
    start = Path(root or HERE).resolve()
    for folder in (start, *start.parents):
        if (folder / path).exists():
            return folder / path
    raise Missing(
        f"{path} is not there. Run `make setup` (or `python start.py setup`): it brings what the pages need."
    )


def micropython(source: str) -> str:
    """MicroPython's module text as part of a classic script.

    Its Node tail (top-level await) is cut, ``wasmBinary`` is handed through so that no request is made and a
    strict content policy is enough, and memory may grow to 64 MiB only, so that a runaway sheet fails instead
    of hanging. Raises ValueError where the text is not the one these changes were made for.
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
            raise ValueError(
                f"micropython.mjs: expected {old!r} once, found {source.count(old)} times; check the"
                " package's version"
            )
        source = source.replace(old, new)
    head, cut, rest = source.partition(
        'if(globalThis.loadMicroPython=loadMicroPython,"object"==typeof process'
    )
    _, found, rest = rest.partition("class PyProxy{")
    if not (cut and found):
        raise ValueError("micropython.mjs: its Node tail was not found; check the package's version")
    return (head + found + rest).replace("import.meta.url", "document.baseURI")


def kit_files() -> dict[str, str]:
    """The kit as the page's engine holds it: path -> text, without tools and models."""
    files = {"/semillero/__init__.py": ""}
    for path in sorted(KIT.glob("*.py")):
        files[f"/semillero/kit/{path.name}"] = lean(path.read_text(encoding="utf-8"))
    files["/semillero/kit/models/__init__.py"] = ""
    files["/semillero/kit/tools/__init__.py"] = lean(
        (KIT / "tools" / "__init__.py").read_text(encoding="utf-8")
    )
    return files


def as_literal(data: bytes) -> tuple[str, str]:
    """Bytes as two JavaScript strings: an alphabet (what stands for each byte, a character a byte value) and
    the bytes in it.

    The commonest bytes get the characters that UTF-8 writes as one byte and that mean nothing to a string, a
    script or HTML: packed, a tenth less to fetch than the bytes' own numbers, a fifth less than base64.
    """
    seen = collections.Counter(data)
    common = sorted(range(256), key=lambda byte: (-seen[byte], byte))
    alphabet = {byte: chr(one) for byte, one in zip(common, itertools.chain(PLAIN, range(0xC0, 0x200)))}
    return "".join(alphabet[byte] for byte in range(256)), "".join(map(alphabet.__getitem__, data))


def engine_script(lang: str, root: Path | None = None) -> str:
    """The text of ``engine.js`` in one language: MicroPython, the kit and the words that all tools share.
    Raises Missing."""
    folder = find_package(ENGINE, root)
    python = micropython((folder / "micropython.mjs").read_text(encoding="utf-8"))
    alphabet, wasm = as_literal((folder / "micropython.wasm").read_bytes())
    start = (HERE / "engine.js").read_text(encoding="utf-8")
    start = start.replace("__FILES__", in_script(kit_files())).replace("__STYLE__", in_script(style()))
    start = start.replace("__WORDS__", in_script(catalogues.catalogue(lang, "kit")))
    start = start.replace("__ALPHABET__", alphabet).replace("__WASM__", wasm)
    return kept("engine", f'"use strict";\n/*\n{engine_licences()}*/\n{python}\n{start}')


def engine_licences() -> str:
    """The licences of what is in MicroPython's wasm. They go wherever the engine goes, also into a sheet that
    is one file."""
    return (HERE / "engine-licences.txt").read_text(encoding="utf-8")


def parcel(id: str, lang: str) -> dict[str, Any]:
    """One tool for the page's engine, in one language: its file, its own words, the names of what it shares
    with others.

    All its words: the engine also writes the sheet as a page of its own, which nothing on the open page has a
    part in."""
    source = lean(_source(id))
    return _parcel(id, lang, source, _words(id, lang, source))


def step_parcel(id: str, lang: str) -> dict[str, Any]:
    """The same as the plan at a glance needs it: fields, arithmetic, rules, and the words that these can
    say."""
    source = silent(_source(id))
    fields = toolbox.tool(id).fields
    said = (
        SAID_IN_THE_PLAN
        | heads(source)
        | {one.id for field in fields for one in (field, *getattr(field, "columns", ()))}
    )
    words = {
        key: text
        for key, text in _words(id, lang, source).items()
        if key.partition(".")[0] in said and not key.endswith(ONLY_ASKED)
    }
    return _parcel(id, lang, source, words)


def _words(id: str, lang: str, source: str) -> dict[str, Any]:
    """The words of a tool but for the kit's: its own, and of those that it shares the ones that it can name:
    the options of its fields, and what ``source`` (its text) and its models put together."""
    own = catalogues.catalogue(lang, id)
    options = _options(toolbox.tool(id).fields)
    named = parts(source).union(*options.values())
    for name in shared(id):
        named |= parts(_model(name.removeprefix("model-"))) if name.startswith("model-") else set()

    def can_say(key: str) -> bool:
        head, _, rest = key.partition(".")
        if head in options:
            return rest in options[head]
        return all(part in named or part.isdigit() for part in key.split("."))

    return {key: text for key, text in catalogues.said(lang, id).items() if key in own or can_say(key)}


def _options(fields: Iterable[Any]) -> dict[str, set[str]]:
    """First part of ids -> options: of choices, and of the keys of scores."""
    found: dict[str, set[str]] = {}
    for field in fields:
        if field.kind == "scores":
            found.setdefault("key", set()).update(field.keys)
        for name, one in [(field.id, getattr(field, "item", field))] + [
            (column.id, column) for column in getattr(field, "columns", ())
        ]:
            if one.kind == "choice":
                found.setdefault(name, set()).update(one.options)
    return found


def _source(id: str) -> str:
    return (KIT / "tools" / f"{id}.py").read_text(encoding="utf-8")


def _parcel(id: str, lang: str, source: str, words: Mapping[str, Any]) -> dict[str, Any]:
    files = {f"/semillero/kit/tools/{id}.py": source}
    return {"lang": lang, "files": files, "words": words, "shared": shared(id)}


def tool_script(id: str, lang: str) -> str:
    """The text of ``tool-ID.js`` in one language."""
    return _script("tool-" + id, id, parcel(id, lang))


def step_script(id: str, lang: str) -> str:
    """The text of ``step-ID.js`` in one language."""
    return _script("step-" + id, id, step_parcel(id, lang))


def shared(id: str) -> list[str]:
    """The names of the scripts that the tool ``id`` needs beside its own: its tables, and the models that it
    and its models import."""
    found: list[str] = []
    asked = [*models(_source(id))]
    while asked:
        name = asked.pop()
        if name not in found:
            found.append(name)
            asked += models(_model(name))
    return [f"table-{name}" for name in toolbox.tool(id).tables] + [f"model-{name}" for name in sorted(found)]


@functools.cache
def models(source: str) -> tuple[str, ...]:
    """The names of ``kit.models`` that Python text imports."""
    known = {path.stem for path in (KIT / "models").glob("*.py")}
    named = [
        (module.rpartition(".")[2], re.findall(r"\w+", names)) for module, names in IMPORT.findall(source)
    ]
    return tuple(
        name for last, names in named for name in ([last] if last in known else names) if name in known
    )


def _model(name: str) -> str:
    return (KIT / "models" / f"{name}.py").read_text(encoding="utf-8")


def shared_script(name: str) -> str:
    """The text of a script that tools share: the rows of a table, or the file of a model."""
    kind, _, id = name.partition("-")
    rows = toolbox.table(id) if kind == "table" else {f"/semillero/kit/models/{id}.py": lean(_model(id))}
    return _script(name, name, rows)


def _script(name: str, key: str, contents: Any) -> str:
    template = (HERE / "parcel.js").read_text(encoding="utf-8")
    return (
        template.replace("__NAME__", name).replace("__KEY__", key).replace("__PARCEL__", in_script(contents))
    )


def kept(name: str, text: str) -> str:
    """A classic script that runs ``text`` and keeps it as a function under ``name``."""
    return (
        f'(globalThis.SemilleroSources ??= {{}})["{name}"] = function ()'
        f' {{\n{text}\n}};\nSemilleroSources["{name}"]();\n'
    )


def stays() -> dict[str, Any]:
    """What never leaves the open tab, for the front end: whole ``sheets`` that are not stored, ``cells`` by
    tool and field (the columns of a table, or none where the field itself stays), ``nameless``: by tool and
    table, the column, its options and the cells that stay in such rows, ``consent``: the field of a tool that
    must say "yes" before anything of its sheet is saved, and ``titles``: what such a sheet is called, by
    language."""
    sheets: list[str] = []
    cells: dict[str, Any] = {}
    nameless: dict[str, Any] = {}
    consent: dict[str, str] = {}
    for tool in (toolbox.tool(id) for id in toolbox.in_order()):
        sheets += [tool.id] if tool.tab_only else []
        consent |= {tool.id: tool.consent} if tool.consent else {}
        for field in tool.fields:
            columns = (
                [column.id for column in field.columns if column.tab_only] if field.kind == "table" else []
            )
            if columns or field.tab_only:
                cells.setdefault(tool.id, {})[field.id] = columns
            if field.kind == "table" and field.nameless:
                nameless.setdefault(tool.id, {})[field.id] = field.nameless
    titles = {lang: {id: catalogues.words(lang, id)("title") for id in sheets} for lang in LANGUAGES}
    return {"sheets": sheets, "cells": cells, "nameless": nameless, "consent": consent, "titles": titles}


def front(*names: str) -> str:
    """The front end's files ``names`` as one text, with the drawings' style and what stays in the tab put
    in."""
    text = "".join((HERE / name).read_text(encoding="utf-8") for name in names)
    text = text.replace("__FIGURE_STYLE__", in_script(figure_style())).replace(
        "__STAYS__", in_script(stays())
    )
    needs = {id: needed for id in toolbox.in_order() if (needed := shared(id))}
    text = text.replace("__SHARED__", in_script(needs))
    kinds = {id: (suffix, media) for id, suffix, media, made in KINDS if made != "paper"}
    return text.replace("__KINDS__", in_script(kinds)).replace("__LIMITS__", in_script(LIMITS))


def page_script() -> str:
    """The text of ``sheet.js`` as the page loads it."""
    return kept("sheet", front("sheet.js", "read.js", "files.js", "carry.js", "plan.js", "page.js"))


def lab_module() -> str:
    """The text of the ES module that Jupyter loads."""
    return front("sheet.js", "read.js", "files.js", "lab.js")


def single(id: str, lang: str, sheet: dict[str, Any], root: Path | None = None) -> str:
    """A sheet of the tool ``id`` as a page of its own, everything inside: one file that answers without a
    network.

    It holds ``sheet`` without the cells that stay in the open tab. The open page gives the same text, byte
    for byte: its engine writes it with the same ``form.page``.
    """
    tool = toolbox.tool(id)
    before, after = form.page(tool, sheet, toolbox.tables(tool), catalogues.words(lang, id))
    beside = [shared_script(name) for name in shared(id)]
    scripts = (engine_script(lang, root), tool_script(id, lang), *beside, page_script())
    return (
        before
        + style()
        + after
        + "".join(f"<script>{script}</script>" for script in scripts)
        + "</body></html>\n"
    )


def write_static(folder: Path, lang: str, root: Path | None = None) -> None:
    """Write the page's files for one language into ``folder``, and nothing else stays there."""
    files = {
        "tokens.css": read_style("tokens.css"),
        "sheet.css": read_style("sheet.css") + read_style("figure.css"),
    }
    files |= {"sheet.js": page_script(), "engine.js": engine_script(lang, root)}
    for id in toolbox.tool_ids():
        files |= {f"tool-{id}.js": tool_script(id, lang), f"step-{id}.js": step_script(id, lang)}
    _fill(folder, files)


def write_shared(folder: Path) -> None:
    """Write the tables and models that the tools need into ``folder``, and nothing else stays there."""
    names = {name for id in toolbox.tool_ids() for name in shared(id)}
    _fill(folder, {f"{name}.js": shared_script(name) for name in sorted(names)})


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    """Make ``files`` (name -> text) all that is in ``folder``; a file that would not change is left alone."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")

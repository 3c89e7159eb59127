"""The tools as CPython uses them: found by id, with their words and tables handed in.

Jupyter, the book, paper and the command line all take their tools from here; the page has its own hands in
``web``.
"""

import functools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .catalogues import words
from .errors import Refused
from .kit import form, overview, tools
from .kit.bridge import Bridge
from .kit.sheet import Tool, evaluate, read
from .kit.tools import load

TOOLS = Path(__file__).parent / "kit" / "tools"


@functools.cache
def tool_ids() -> list[str]:
    """The ids of all tools, in alphabetical order."""
    return sorted(path.stem for path in TOOLS.glob("*.py") if path.stem != "__init__")


def in_order() -> list[str]:
    """The ids of all tools in the order of a campaign."""
    return tools.in_order(tool_ids())


def tool(id: str) -> Tool:
    """The tool ``id``. Raises Refused where there is none."""
    if id not in tool_ids():
        raise Refused(f"There is no tool {id!r}. Tools: {', '.join(tool_ids())}.")
    return load(id)


def known(id: str) -> Tool | None:
    """The tool ``id``, or None where there is none."""
    return load(id) if id in tool_ids() else None


@functools.cache
def table(name: str) -> list[dict[str, Any]]:
    """The table ``name``, as a list of rows."""
    from .data.tables import kit_table

    return kit_table(name)


def tables(tool: Tool) -> dict[str, Any]:
    """The tables that ``tool`` names, as lists of rows."""
    return {name: table(name) for name in tool.tables}


def answer(id: str, sheet: dict[str, Any]) -> dict[str, Any]:
    """The answer to a sheet of the tool ``id``: findings and results, as ``kit.sheet.evaluate`` gives
    them."""
    one = tool(id)
    return evaluate(one, sheet, tables(one))


def read_sheet(id: str, sheet: dict[str, Any]) -> dict[str, Any]:
    """The values of a sheet of the tool ``id``, read (``kit.sheet.read``)."""
    one = tool(id)
    return read(one, sheet, tables(one))[0]


def uid(place: int, id: str) -> str:
    """What the ids of a sheet begin with that is the ``place``-th (from 1) of its notebook: the same at every
    run, and never a word that stands elsewhere in the sheet."""
    return f"s{place}-{id}"


def still(id: str, lang: str, uid: str, sample: bool = False) -> str:
    """The sheet of the tool ``id`` as it stands before anybody touches it, blank or with the example: HTML,
    answer and all."""
    one, say = tool(id), words(lang, id)
    sheet = one.sample(say) if sample else one.blank(say)
    return form.whole(one, sheet, "sample" if sample else "blank", tables(one), say, answer(id, sheet), uid)


def bridge(lang: str, ids: Iterable[str]) -> Bridge:
    """An engine for the tools ``ids`` in one language, as the front end asks it."""
    made = Bridge()
    for id in ids:
        made.add(id, lang, json.dumps(words(lang, id).table))
    for name in sorted({name for id in ids for name in tool(id).tables}):
        made.hold(name, json.dumps(table(name)))
    return made


def plan_overview(plan: dict[str, Any], lang: str = "en") -> dict[str, Any]:
    """How far the sheets of ``plan`` are, and what to do first (``kit.overview``)."""
    return overview.overview(
        plan["sheets"], known, lambda id: tables(tool(id)), in_order(), lambda id: words(lang, id)
    )

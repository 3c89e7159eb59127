"""Every message that the code asks for is in its catalogue, and every message there is asked for somewhere."""

import ast
import json
import re
from pathlib import Path

import pytest

from semillero import catalogues, toolbox
from semillero.kit import export, form, view
from semillero.kit.words import Words

CASES = Path(__file__).parent / "cases"
SRC = Path(toolbox.__file__).parent
EXTRA = (".help", ".add", ".good", ".poor")  # a field may have them
ID = re.compile(r"[a-z_0-9]+(\.\w+)+")


class Asked(dict):
    """A catalogue that remembers what it was asked for, and what of that it did not have."""

    def __init__(self, table):
        super().__init__(table)
        self.asked, self.missed = set(), set()

    def get(self, id, other=None):
        self.asked.add(id)
        if id not in self.keys():
            self.missed.add(id)
        return super().get(id, other)

    def __contains__(self, id):
        self.asked.add(id)
        return super().__contains__(id)


def asked_of(id):
    """The catalogue of a tool (its own words and the kit's) after the tool has said all that it says in its
    form, in its known answers and in what it writes."""
    table = Asked(catalogues.catalogue("en", "kit") | catalogues.catalogue("en", id))
    words, tool = Words("en", table), toolbox.tool(id)
    tables = toolbox.tables(tool)
    for sheet in (tool.sample(words), tool.blank(words)):
        form.whole(tool, sheet, "sample", tables, words, toolbox.answer(id, sheet), "u")
    for case in json.loads((CASES / f"{id}.json").read_text(encoding="utf-8")):
        view.pieces(toolbox.answer(id, case["sheet"]), tool, words, "u")
        for kind in export.offered(tool):
            if kind in ("markdown", "csv", "ics"):
                export.text(kind, tool, case["sheet"], tables, words)
    return table


def patterns(*paths):
    """What may be an id in these files: texts as they stand, and texts put together, with a part that is not
    known (``"month." + number``), as one pattern."""
    found = set()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            found |= {made for node in ast.walk(ast.parse(text)) if (made := _pattern(node))}
        else:
            found |= {re.escape(one) for one in re.findall(r"""["'`]([a-z_0-9]+(?:\.\w+)*)["'`]""", text)}
            found |= {re.escape(one) + r"\w+" for one in re.findall(r"""["'`]([a-z_0-9]+\.)["'`]""", text)}
    return re.compile("|".join(sorted(found)))


def _pattern(node):
    """A node of code as a pattern of ids, or None where nothing of it is known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value) if re.fullmatch(r"[\w.]+", node.value) else None
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else None for one in node.values]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = list(_joined(node))
    else:
        return None
    known = "".join(part or "" for part in parts)
    if not (parts and parts[0] and re.fullmatch(r"[\w.]+", known) and "." in known):
        return None  # what begins with a part that is not known could be any id
    return "".join(r"[\w.]+" if part is None else re.escape(part) for part in parts)


def _joined(node):
    """The parts of a sum of texts from the left, None for one that is not known."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _joined(node.left)
        yield from _joined(node.right)
    else:
        yield node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_the_words_of_a_tool_are_those_it_says(id):
    table, own = asked_of(id), catalogues.catalogue("en", id)
    assert sorted(one for one in table.missed if not one.endswith(EXTRA)) == []
    said = table.asked | {f"take.{take.id}" for take in toolbox.tool(id).takes}
    written = patterns(SRC / "kit" / "tools" / f"{id}.py")
    plain = {
        one: one.removeprefix("twin.") for one in own
    }  # a text of the other language, by the id that it has there
    left = sorted(one for one in own if plain[one] not in said and not written.fullmatch(plain[one]))
    assert left == [], f"{id}.po has messages for which nothing asks; take them out in every language"


SHARED = ("kit", "site", "lab", "room", "partners")  # the catalogues that belong to no tool


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_message_is_asked_for(name):
    paths = [
        path
        for path in SRC.rglob("*")
        if path.suffix in (".py", ".js", ".html", ".jinja") and path.parent.name != "tools"
    ]
    written = patterns(*paths)
    asked = {one for id in toolbox.tool_ids() for one in asked_of(id).asked} if name == "kit" else set()
    own = catalogues.catalogue("en", name)
    left = sorted(one for one in own if one not in asked and not written.fullmatch(one))
    assert left == [], f"{name}.po has messages for which nothing asks; take them out in every language"


def test_every_message_that_is_written_out_is_in_a_shared_catalogue():
    """Of the rooms beside the tools: ``say("place.text")`` and the like, wherever it stands."""
    known = {one for name in SHARED for one in catalogues.catalogue("en", name)}
    asked = {}
    for path in SRC.rglob("*.py"):
        if path.parent.name == "tools":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                for one in ast.walk(node.args[0]) if name in ("say", "words") else ():
                    if (
                        isinstance(one, ast.Constant)
                        and isinstance(one.value, str)
                        and ID.fullmatch(one.value)
                    ):
                        asked[one.value] = path.name
    for path in SRC.rglob("*.html"):
        asked |= {one: path.name for one in re.findall(r"say\('([\w.]+)'", path.read_text(encoding="utf-8"))}
    assert len(asked) > 80
    assert {one: place for one, place in sorted(asked.items()) if one not in known} == {}

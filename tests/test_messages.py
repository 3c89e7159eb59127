"""Every message that the code asks for is in its catalogue, and every message there is asked for somewhere."""

import ast
import functools
import json
import re
from pathlib import Path

import pytest

from semillero import catalogues, toolbox
from semillero.kit import export, form, view
from semillero.kit.words import Words
from semillero.languages import LANGUAGES
from semillero.web import assemble

CASES = Path(__file__).parent / "cases"
SRC = Path(toolbox.__file__).parent
EXTRA = (".help", ".add", ".good", ".poor")  # a field may have them
FORM = (*EXTRA, ".label")  # words of a form, which each tool says for itself
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


@functools.cache
def asked_of(id):
    """The catalogue of a tool (its own words, those it shares and the kit's) after the tool has said all that it
    says in its form, in its known answers and in what it writes."""
    table = Asked(catalogues.catalogue("en", "kit") | catalogues.said("en", id))
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
    left = sorted(one for one in own if one not in said and not written.fullmatch(one))
    assert left == [], f"{id}.po has messages for which nothing asks; take them out in every language"


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_a_page_has_the_words_that_its_tool_says(id):
    """Of the words that it shares a page is given those alone that its tool can name."""
    said = set(catalogues.said("en", id)) & asked_of(id).asked
    assert sorted(said - set(assemble.parcel(id, "en")["words"])) == []
    step = Asked(catalogues.catalogue("en", "kit") | assemble.step_parcel(id, "en")["words"])
    words = Words("en", step)
    for case in json.loads((CASES / f"{id}.json").read_text(encoding="utf-8")):
        for one in toolbox.answer(id, case["sheet"])["findings"]:
            words.finding(one)
    assert sorted(step.missed) == [], "on the page of the whole plan"


LENT = {id: toolbox.tool(id).shares for id in toolbox.tool_ids()}


@pytest.mark.parametrize(
    "name", sorted({one.partition(".")[0] for all in LENT.values() for one in all.values()})
)
def test_words_that_tools_share_are_said_by_one_of_them(name):
    left = set(catalogues.catalogue("en", name)) if name not in LENT else set()
    for id, shares in LENT.items():
        table, written = asked_of(id), patterns(SRC / "kit" / "tools" / f"{id}.py")
        for head, place in shares.items():
            if place.startswith(name + "."):
                there = place.partition(".")[2]
                ids = {one: head + one[len(there) :] for one in left if one.startswith(there + ".")}
                left -= {one for one, here in ids.items() if here in table.asked or written.fullmatch(here)}
    assert sorted(left) == [], (
        f"{name}.po has messages for which nothing asks; take them out in every language"
    )


def test_a_text_that_tools_share_stands_once():
    """A text of three words and more that three tools say belongs into a shared catalogue; a tool that says one
    of these asks for it. (Shorter ones are alike by chance: "Not yet" is an answer here and a mark there.)"""
    shared = {place.partition(".")[0] for shares in LENT.values() for place in shares.values()} - set(LENT)
    texts = {}
    for name in (*toolbox.tool_ids(), *sorted(shared)):
        tables = [catalogues.catalogue(lang, name) for lang in LANGUAGES]
        for id in tables[0]:
            if not (id.endswith(FORM) or id.startswith("take.")):
                texts.setdefault(tuple(str(table[id]) for table in tables), {}).setdefault(name, id)
    repeated = {
        text[0]: sorted(f"{name}.po {id}" for name, id in places.items())
        for text, places in texts.items()
        if len(text[0].split()) > 2 and (len(places) > 2 or (len(places) > 1 and shared & set(places)))
    }
    assert repeated == {}


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

"""Every tool of the catalogue is whole: a page in both languages, words, cases, and its place in the
lists."""

import html
import json
import re

import pytest
import yaml
from click.testing import CliRunner

from semillero import catalogues, lab, toolbox
from semillero.commands import main
from semillero.kit import export, view
from semillero.kit import plan as plans
from semillero.kit.tools import ORDER, in_order
from semillero.paper import filled

CATALOGUE = 26  # W1 to W26 of the widget catalogue; the policy scorer stands beside them
TOOLS = toolbox.tool_ids()
PARTS = ("open", "sample", "mistakes", "origin", "next")
SUFFIXES = {"en": "", "es": ".es"}


def test_every_tool_has_its_place_in_the_order_of_a_campaign():
    assert sorted(ORDER) == toolbox.tool_ids() and toolbox.in_order() == list(ORDER)
    assert in_order(["wall", "toy", "spectrum"]) == ["wall", "spectrum", "toy"]


def test_the_catalogue_is_whole():
    assert len(set(TOOLS) - {"scorer"}) >= CATALOGUE


@pytest.mark.parametrize("lang", SUFFIXES)
@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_has_its_page(root, tool, lang):
    """What it is for, the sheet, a worked sample, mistakes, where it comes from, what comes next: in this
    order."""
    page = root / "exercises" / "workbook" / f"{tool}{SUFFIXES[lang]}.ipynb"
    cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    written = {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"}
    assert [id for id in written if id in PARTS] == list(PARTS)
    assert ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"] == [
        f'from semillero.lab import sheet; sheet("{tool}", "{lang}")'
    ]
    assert "{cite}" in written["origin"]


@pytest.mark.parametrize("lang", SUFFIXES)
def test_every_page_is_in_the_contents_list(root, lang):
    contents = (root / f"_toc{SUFFIXES[lang]}.yml").read_text(encoding="utf-8")
    listed = re.findall(r"exercises/workbook/(\w+)$", contents, re.M)
    assert sorted(listed) == sorted(TOOLS) and yaml.safe_load(contents)


def test_the_command_line_lists_them_with_their_fields():
    told = CliRunner().invoke(main, ["tools", "--json"])
    listed = {one["id"]: one for one in json.loads(told.output)}
    assert sorted(listed) == sorted(TOOLS)
    shown = CliRunner().invoke(main, ["tools"]).output
    for tool in TOOLS:
        names = [field.id for field in toolbox.tool(tool).fields]
        assert [field["id"] for field in listed[tool]["fields"]] == names
        assert tool in shown and all(name in shown for name in names), tool


@pytest.mark.parametrize("tool", TOOLS)
def test_lab_answers_as_the_desk_does(tool):
    """The widget of a notebook is handed the same sheet and gives the same answer, in both languages."""
    for lang in SUFFIXES:
        one = lab.sheet(tool, lang)
        one.value = toolbox.tool(tool).sample(catalogues.words(lang, tool))
        assert one.result == toolbox.answer(tool, one.value)


@pytest.mark.parametrize("lang", SUFFIXES)
@pytest.mark.parametrize("tool", TOOLS)
def test_what_a_result_cannot_show_stands_beside_it(tool, lang):
    """The limits that a report names are read on the screen, in a file and on paper."""
    one, words = toolbox.tool(tool), catalogues.words(lang, tool)
    sheet, tables = one.sample(words), toolbox.tables(one)
    answer = toolbox.answer(tool, sheet)
    blocks = one.report(answer["results"], words)
    limits = [line for block in blocks if block["kind"] == "notes" for line in block["lines"]]
    assert limits
    screen = html.unescape(view.pieces(answer, one, words, "u")["report"])
    plan = plans.empty() | {"sheets": {tool: sheet}}
    printed = json.dumps(filled._data(plan, lang, "letter"), ensure_ascii=False)
    written = export.text("markdown", one, sheet, tables, words)
    for line in limits:
        assert line in screen and json.dumps(line, ensure_ascii=False)[1:-1] in printed, line
        assert line in re.sub(r"\\(.)", r"\1", written), line

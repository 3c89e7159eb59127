"""The kit answers the same, byte for byte, on CPython and on MicroPython: known answers and generated
sheets."""

import itertools
import json
from pathlib import Path

import engines
import hostile
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import DATA, filled, typed

from semillero import catalogues, toolbox
from semillero.kit.portable import number
from semillero.web import assemble

CASES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
}


@pytest.fixture(scope="session")
def micro(tmp_path_factory):
    engine = engines.MicroPython(tmp_path_factory.mktemp("micropython"))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def cpython():
    return engines.CPython()


def question(tool, sheet):
    return {"ask": "answer", "tool": tool, "uid": "u", "sheet": sheet}


def unlike(one, other, questions):
    """The names of those ``questions``, as pairs of a name and a question, that two engines answer
    differently."""
    return [name for name, asked in questions if one.ask(asked) != other.ask(asked)]


def test_there_are_enough_cases():
    assert sum(map(len, CASES.values())) >= 80


@pytest.mark.parametrize("tool", CASES)
def test_known_answers_on_micropython(micro, cpython, tool):
    asked = [(case["name"], question(tool, case["sheet"])) for case in CASES[tool]]
    assert unlike(micro, cpython, asked) == []


def test_the_alarm_says_the_same_on_both_engines(micro, cpython):
    """A finding "private" for each text of the sets that has one, of the same kind and at the same row."""
    known = yaml.safe_load((DATA / "alarm.yml").read_text(encoding="utf-8"))
    told = [filled(text) for _, text in known["find"]]
    texts = told + known["pass"] + typed("find") + typed("pass")
    found = 0
    for start in range(0, len(texts), 40):
        rows = [
            {"name": text[:80], "before": "neutral", "now": "neutral", "weight": "1"}
            for text in texts[start : start + 40]
        ]
        asked = question("spectrum", {"issue": "The demand", "groups": rows})
        answer = cpython.ask(asked)
        assert micro.ask(asked) == answer
        found += answer["findings"].count('data-code="private"')
    assert found >= len(told) + 0.95 * len(typed("find"))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
texts = st.one_of(
    words,
    st.sampled_from(
        [
            "",
            " ",
            "jóvenes",
            "YOUTH",
            "Ñandú",
            'a "b" <c> & {n}',
            "202-555-0143",
            "a@example.org",
            "A123456789",
            "x" * 300,
        ]
    ),
    st.sampled_from(
        [
            "=1+1",
            " \u00a0@x",
            "a\u202eb",
            "adm\u200bin",
            "\ufeffx",
            "👩🏽\u200d🏭",
            "\x9b2J",
            "# <b> [x](y) &amp;",
            "“x”",
        ]
    ),
    st.sampled_from(["\uffff", "\r1.50", "x;=1", "1. x", "\u3000-1", "a\r\nb\u2028c"]),
    st.sampled_from(
        ["7:30\u202fPM", "9:00:00 AM", "noon", "12 de la noche", "19:30 hrs.", "7:30 P.M.", "24:00:01"]
    ),
)
numbers = st.one_of(
    st.integers(-(10**10), 10**10).map(str),
    st.decimals(-1000, 1000, places=3).map(str),
    st.sampled_from(
        [
            "",
            "0",
            "-0",
            "1e5",
            "1,5",
            "1,000.5",
            "1,000",
            "٣",
            ".5",
            "5.",
            "+7",
            "−3",
            "nan",
            "0.1",
            "999999999",
            "2.675",
        ]
    ),
    st.sampled_from(
        ["1.000", "1.000,5", "0.500", "1.000.000", "15-20", "0:15", "1 h 30 min", "entre 15 y 20"]
    ),
    st.sampled_from(["\r1.50", "\r2.000", "\r1e3"]),
)
dates = st.one_of(
    st.dates().map(str),
    st.dates().map(str),
    st.sampled_from(["", "2026-02-29", "2028-02-29", "31/12/2026", "2026-1-1", "x-y-z"]),
    st.sampled_from(
        ["3/15/2027", "3/4/2027", "15.3.27", "15 de marzo de 2027", "Mar 15th, 2027", "1/1/1", "٣/1/2027"]
    ),
)


def leaf(field, tables):
    """Mostly what fits the field, sometimes what does not, sometimes nothing."""
    fit = {"text": texts, "number": numbers, "date": dates}.get(field.kind)
    if field.kind == "choice":
        fit = st.sampled_from(["", *field.ids(tables)])
    return st.one_of(fit, fit, fit, texts, st.none())


def row(columns, tables):
    return st.fixed_dictionaries(
        {}, optional={column.id: leaf(column, tables) for column in columns} | {"unknown": words}
    )


@st.composite
def sheets(draw, tool):
    tables = toolbox.tables(tool)
    sheet = tool.sample(catalogues.words("es", tool.id)) if draw(st.integers(0, 9)) == 0 else {}
    for field in tool.fields:
        if draw(st.integers(0, 5)) == 0:
            continue
        if field.kind == "table":
            size = field.most if field.fixed() else draw(st.integers(0, 12))
            sheet[field.id] = draw(st.lists(row(field.columns, tables), min_size=size, max_size=size))
        elif field.kind == "scores":
            sheet[field.id] = draw(st.dictionaries(st.sampled_from(field.keys), leaf(field.item, tables)))
        else:
            sheet[field.id] = draw(leaf(field, tables))
    return sheet


@pytest.fixture(scope="session")
def examples(pytestconfig):
    """How many sheets of each tool: 500 and more in all, with --all 10,000 and more."""
    least = 10000 if pytestconfig.getoption("--all", default=False) else 500
    return least // len(toolbox.tool_ids()) + 1


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_generated_sheets(micro, cpython, examples, id):
    """Answered alike, and each written as one of the files that hold text."""
    kinds = itertools.cycle(("markdown", "csv", "ics"))

    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(sheets(toolbox.tool(id)))
    def agree(sheet):
        asked = question(id, sheet)
        assert micro.ask(asked) == cpython.ask(asked)
        asked = {"ask": "export", "tool": id, "sheet": sheet, "as": next(kinds)}
        assert micro.ask(asked) == cpython.ask(asked)

    agree()


def example(lang="es"):
    """The whole Río Claro plan."""
    return {id: toolbox.tool(id).sample(catalogues.words(lang, id)) for id in toolbox.tool_ids()}


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_what_a_plan_offers_is_the_same_on_both_engines(micro, cpython, id):
    tool = toolbox.tool(id)
    for sheets in (example(), example() | {id: tool.blank(catalogues.words("es", id))}, {}):
        asked = {"ask": "offers", "tool": id, "plan": {"sheets": sheets}}
        assert micro.ask(asked) == cpython.ask(asked)
        for take in tool.takes:
            for how in ("fresh", "changed", "keep"):
                asked = {"ask": "bring", "tool": id, "take": take.id, "how": how, "plan": {"sheets": sheets}}
                assert micro.ask(asked) == cpython.ask(asked)


def test_the_overview_is_the_same_on_both_engines(micro, cpython):
    for sheets in (example(), {}, {id: {} for id in toolbox.tool_ids()}):
        asked = {"ask": "overview", "plan": {"sheets": sheets}}
        assert micro.ask(asked) == cpython.ask(asked)


def test_hostile_plans_are_judged_and_written_the_same(micro, cpython, everything):
    """What one engine opens the other opens, and both write it back alike; half a character cannot cross to
    the page's engine."""
    opened = 0
    for name, data in hostile.files(1000 if everything else 42):
        try:
            plan = json.loads(
                data, parse_int=number, parse_float=number, parse_constant=int
            )  # NaN is refused by every surface
            question = json.dumps(plan, ensure_ascii=False).encode() and {"ask": "check", "plan": plan}
        except (ValueError, RecursionError):
            continue
        asked = micro.ask(question)
        assert asked == cpython.ask(question), name
        if not asked["refused"]:
            opened += 1
            for ask in ("write", "overview"):
                assert micro.ask(question | {"ask": ask}) == cpython.ask(question | {"ask": ask}), (name, ask)
    assert opened > 12


@pytest.fixture(scope="session")
def glance(tmp_path_factory):
    """The engine as the plan's page loads it: the tools without what only their own pages show."""
    engine = engines.MicroPython(tmp_path_factory.mktemp("glance"), part=assemble.step_parcel)
    yield engine
    engine.close()


def test_the_plan_page_says_the_same_with_less_of_each_tool(glance, cpython):
    for sheets in (example(), {}, {id: {} for id in toolbox.tool_ids()}):
        asked = {"ask": "overview", "plan": {"sheets": sheets}}
        assert glance.ask(asked) == cpython.ask(asked)
        asked = {"ask": "write", "plan": {"format": "semillero-plan", "version": 1, "sheets": sheets}}
        assert glance.ask(asked) == cpython.ask(asked)


@pytest.mark.parametrize("tool", CASES)
def test_known_answers_on_the_plan_page(glance, cpython, tool):
    asked = [
        (case["name"], {"ask": "overview", "plan": {"sheets": {tool: case["sheet"]}}}) for case in CASES[tool]
    ]
    assert unlike(glance, cpython, asked) == []


def neighbours(id):
    """The tools that the tool ``id`` takes from, and those that take from it."""
    takers = [one for one in toolbox.tool_ids() if id in [take.source for take in toolbox.tool(one).takes]]
    return {take.source for take in toolbox.tool(id).takes} | set(takers)


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_generated_sheets_on_the_plan_page(glance, cpython, examples, id):
    """Beside the sheets that it takes from and those that take from it: no other has to do with it. The whole
    plan is asked above."""
    beside = {one: sheet for one, sheet in example().items() if one in neighbours(id)}

    @settings(
        max_examples=max(10, examples // 10),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(sheets(toolbox.tool(id)))
    def agree(sheet):
        asked = {"ask": "overview", "plan": {"sheets": beside | {id: sheet}}}
        assert glance.ask(asked) == cpython.ask(asked)

    agree()

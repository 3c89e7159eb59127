"""What the front end itself decides, without an engine, is what the kit decides: what may leave, and what is
a plan."""

import json
import os
import re
import subprocess
from pathlib import Path

import engines
import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semillero import plan_files, toolbox
from semillero.kit import form
from semillero.kit import plan as plans
from semillero.kit.models.roles import ROLES
from semillero.kit.portable import dumps, number
from semillero.web import assemble


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    """The front end's own text, as far as it needs no page, in a file."""
    path = tmp_path_factory.mktemp("front") / "front.js"
    path.write_text(assemble.front("sheet.js", "read.js"), encoding="utf-8")
    return path


def test_the_small_functions_of_the_front_end(script):
    command = [engines.node(), "--test", str(Path(__file__).parent / "front.test.mjs")]
    environment = os.environ | {"FRONT": str(script)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment)
    assert done.returncode == 0 and re.search(r"pass [1-9]", done.stdout), done.stdout + done.stderr


@pytest.fixture(scope="module")
def front(script):
    """A function that asks the front end's own text."""
    command = [engines.node(), str(Path(__file__).parent / "front.mjs"), str(script)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def ask(question, about):
        process.stdin.write(json.dumps({"ask": question, "about": about}) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    with process:
        yield ask


def checked(examples, **given_):
    rules = settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    return lambda test: rules(given(**given_)(test))


# ---- what may leave the tab
# ---------------------------------------------------------------------------------------------

STAYS = assemble.stays()
strange = st.sampled_from([None, "", "x", 5, [], {}, ["x"], [None], [{}], "\rcore_risk", True])
cells = st.one_of(
    st.sampled_from(["", "yes", "no", "\ryes", "Heron", "no_police", *ROLES, "\rcore_risk"]),
    st.text(max_size=4),
    strange,
)


@st.composite
def sheets(draw, id):
    """A sheet of the tool ``id``, with anything in any cell, now and then of another shape."""
    sheet = {"unknown": draw(cells), "taken": {"a": {"b": {"c": "d"}}}}
    for field in toolbox.tool(id).fields:
        if field.kind == "table":
            row = st.fixed_dictionaries(
                {}, optional={column.id: cells for column in field.columns} | {"unknown": cells}
            )
            sheet[field.id] = draw(
                st.one_of(st.lists(st.one_of(row, row, row, strange), max_size=5), strange)
            )
        else:
            sheet[field.id] = draw(cells)
    return sheet


named = sorted({*STAYS["sheets"], *STAYS["cells"], *STAYS["nameless"], *STAYS["consent"]})
some = st.fixed_dictionaries(
    {}, optional={id: sheets(id) for id in [*named, "spectrum"]} | {"of another copy": cells}
)


def test_what_may_leave_is_the_same_in_the_page_and_in_python(front):
    assert named == ["risk", "roster", "story"]

    @checked(400, held=some)
    def agree(held):
        plan = plans.empty() | {"ours": 1, "sheets": held}
        assert front("leaving", plan) == json.loads(json.dumps(plans.leaving(plan, toolbox.known)))

    agree()
    marked = {"roster": {"roles": [{"role": "\rcore_risk", "alias": "Heron"}]}}
    left = plans.leaving(plans.empty() | {"sheets": marked}, toolbox.known)["sheets"]["roster"]
    assert left == {"roles": [{"role": "\rcore_risk"}]}


# ---- what is a plan
# -----------------------------------------------------------------------------------------------------

NUMBERS = (
    "0", "-0", "5", "-17", "1.5", "-0.000001", "0.0000001", "1.50", "1e5", "1E-9", "1e999", "-1e999", "1.5e21", "3.14159265358979",
    "12345678901234567890", "123456789012345", "1234567890123456", "123456789.123456", "99999999.9999999", "0.1", "2.0",
)  # fmt: skip


def told(text):
    """What the command line makes of the text of a file, before it looks at fields."""
    try:
        value = json.loads(text, parse_constant=plan_files._no_constant, parse_int=number, parse_float=number)
    except ValueError:
        return {"refused": "not_json"}
    except RecursionError:  # said there as "no plan"
        return {"refused": "too_deep"}
    code = (plans.refusal(value, lambda id: None) or ("", {}))[0].removeprefix("plan.")
    return {"refused": code} if code in form.BEYOND else {"value": value, "written": dumps(value)}


def same(front, text):
    page, here = front("text", text), told(text)
    page["written"] = (
        dumps(json.loads(page["written"], parse_int=number, parse_float=number))
        if "written" in page
        else None
    )
    return page == here | {"written": here.get("written")}


@pytest.mark.parametrize("digits", NUMBERS)
def test_a_number_stays_as_it_stood(front, digits):
    text = f'{{"a":[{digits}]}}'
    assert same(front, text)
    assert front("text", text)["written"] == text == told(text)["written"]


WRONG = (
    "01",
    "+1",
    ".5",
    "1.",
    "1e",
    "[1-2]",
    "-",
    "0x10",
    "1_000",
    "NaN",
    "1.5.5",
    "{1:2}",
    "[1e5-2]",
    '"a"1e9',
    "[1,]",
    '"\\',
)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_number_is_not_mended(front, text):
    assert front("text", text) == told(text) == {"refused": "not_json"}


def test_texts_that_look_like_kept_numbers_stay_texts_around_them(front):
    for text in ('["a\\"\\r5"]', '["\\"1e5\\""]', '["\\\\","1e5"]', '{"1e5":"1e5"}', '["\\\\\\"1e5"]'):
        assert json.loads(front("text", text)["written"]) == json.loads(text)


def test_limits_are_those_of_the_kit(front):
    deep = "[" * plans.MOST_DEPTH + "]" * plans.MOST_DEPTH
    wide, letters = "[" + ",".join(["0"] * plans.MOST_ENTRIES) + "]", "✊" * plans.MOST_LETTERS
    for text, code in (
        (deep, None), ("[" + deep + "]", "too_deep"), (wide, None), (wide[:-1] + ",0]", "too_many"),
        (f'"{letters}"', None), (f'"{letters}✊"', "too_long"), ('{"%s":1}' % (letters + "✊"), "too_long"),
        ('"\\ud800"', "broken"), ('"\\ud83d\\ude00"', None), ('"\\\\ud800"', None), ("9" * 299, None), ("9" * 400, "digits"),
    ):  # fmt: skip
        assert front("text", text).get("refused") == code == told(text).get("refused"), text[:40]


def test_hostile_files_are_refused_for_the_same_reason(front, everything):
    for name, data in hostile.files(600 if everything else 200):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        assert same(front, text), name

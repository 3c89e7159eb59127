"""Known answers of the tools: every case of ``tests/cases/TOOL.json`` on CPython.

A case is ``{"name", "sheet", "expect": {"findings": [codes, in order], "results": {path: value}}}``; both
parts of ``expect`` may be left out. Each expected value was worked out by hand or by a separate short
calculation.
"""

import json
from pathlib import Path

import pytest

from semillero import catalogues, toolbox
from semillero.data import plain
from semillero.data.tables import kit_table
from semillero.errors import TableError
from semillero.languages import LANGUAGES

CASES = Path(__file__).parent / "cases"
ALL = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json"))}


def at(value, path):
    """What stands at ``path`` ("counts.neutral", "shifts.0.by") in ``value``."""
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def test_every_tool_has_cases():
    assert set(ALL) == set(toolbox.tool_ids())
    for cases in ALL.values():
        names = [case["name"] for case in cases]
        assert len(names) >= 12
        assert len(set(names)) == len(names)


def told(tool, case):
    """What the case ``expect``s and what the answer has at the same places."""
    answer, expect = toolbox.answer(tool, case["sheet"]), case["expect"]
    found = {"results": {path: at(answer["results"], path) for path in expect.get("results", {})}}
    if "findings" in expect:
        found["findings"] = [one["code"] for one in answer["findings"]]
    return {"results": {}} | expect, found


@pytest.mark.parametrize("tool", ALL)
def test_known_answers(tool):
    pairs = [(case["name"], *told(tool, case)) for case in ALL[tool]]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []


def test_tables_of_the_scorer():
    policies, codings = kit_table("policies"), kit_table("codings")
    ids = [row["id"] for row in policies]
    assert len(set(ids)) == len(ids)
    assert {row["policy"] for row in codings} <= set(ids)
    assert {row["value"] for row in codings} == {"1", "0.5", "0", "-1"}
    row = next(row for row in policies if row["id"] == "CA-2017-SB54")
    assert row["label"] == "California Values Act, California, 2017"
    assert (row["level"], row["state"], row["direction"], row["year"]) == ("state", "CA", "limit", "2017")
    assert row["checked"] == max(
        one["checked_on"] for one in plain("codings") if one["policy_id"] == "CA-2017-SB54"
    )
    with pytest.raises(
        TableError, match="no sheet reads a table 'polices'; there are: codings, methods, policies, sections"
    ):
        kit_table("polices")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_samples_and_blanks_answer_with_words_of_the_catalogue(id, lang):
    tool, words = toolbox.tool(id), catalogues.words(lang, id)
    for sheet in (tool.sample(words), tool.blank(words), {}):
        answer = toolbox.answer(id, sheet)
        blocks = tool.report(answer["results"], words)
        assert blocks[0]["kind"] == "sentence"
        assert {one["code"] for one in answer["findings"]} <= {"required", "required_rows"}
        text = json.dumps(blocks, ensure_ascii=False) + "".join(
            words.finding(one) for one in answer["findings"]
        )
        assert "{" not in text.replace('{"', "")
    assert toolbox.answer(id, tool.sample(words))["findings"] == []

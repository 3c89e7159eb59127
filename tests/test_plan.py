"""Plan files: what is in them survives, what is wrong with them is said in words, and no file is ever
harmed."""

import copy
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from semillero import catalogues, plan_files, toolbox
from semillero.commands import main
from semillero.errors import Refused
from semillero.kit import plan as plans
from semillero.kit.tools import load


def example():
    """A plan with every tool's sample, keys nobody knows, and a sheet of a tool that is not there yet."""
    sheets = {id: toolbox.tool(id).sample(catalogues.words("es", id)) for id in toolbox.tool_ids()}
    sheets["spectrum"]["later"] = {"key": ["ñ", 1, 2.5, None, False]}
    sheets["spectrum"]["groups"][0]["colour"] = "purple"
    return plans.empty() | {"note": "ours", "sheets": sheets | {"from_next_year": {"a": [1]}}}


def test_every_key_survives_the_disk(tmp_path):
    path = plan_files.save(example(), tmp_path / "plan.json")
    assert plan_files.open(path) == plans.leaving(example(), toolbox.known)
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


def test_a_plan_of_the_first_version_opens():
    """Saved by the first four tools, before sheets fed one another."""
    path = Path(__file__).parent / "plans" / "version-1.json"
    plan = plan_files.open(path)
    assert set(plan["sheets"]) == {"phases", "scorer", "spectrum", "thresholds"}
    assert plan_files.as_text(plan) == path.read_text(encoding="utf-8")
    for id, sheet in plan["sheets"].items():
        assert [one for one in toolbox.answer(id, sheet)["findings"] if one["severity"] == "error"] == [], id
    assert toolbox.plan_overview(plan)["steps"]


def mutated(text, dice):
    """A plan file as accidents leave it: cut, garbled, or with a value of the wrong kind somewhere."""
    kind = dice.randrange(4)
    if kind == 0:
        return text[: dice.randrange(len(text))].encode()
    if kind == 1:
        raw = bytearray(text.encode())
        for _ in range(dice.randrange(1, 20)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        return bytes(raw)
    if kind == 2:
        start = dice.randrange(len(text))
        return (text[:start] + text[start + dice.randrange(200) :]).encode()
    plan = json.loads(text)
    strange = [
        None,
        True,
        7,
        -1.5,
        "text",
        [],
        {},
        [[]],
        [1, "x"],
        {"a": {}},
        "x" * 5000,
        [{}] * 300,
        10**30,
        "\ud800",
    ]
    for _ in range(dice.randrange(1, 4)):
        inner = plan
        while True:
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            if not keys:
                break
            key = dice.choice(keys)
            if not isinstance(inner[key], (dict, list)) or dice.random() < 0.3:
                inner[key] = copy.deepcopy(dice.choice(strange))
                break
            inner = inner[key]
    return json.dumps(plan).encode()


@pytest.mark.parametrize("seed", range(20))
def test_mutated_files_are_opened_or_refused_in_words(tmp_path, seed, everything):
    dice = random.Random(seed)
    text = plan_files.as_text(example())
    path = tmp_path / "plan.json"
    for _ in range(50 if everything else 10):
        data = mutated(text, dice)
        path.write_bytes(data)
        try:
            plan = plan_files.open(path, "es")
        except Refused as refused:
            assert str(refused).startswith("plan.json: ") and "No se cambió nada" in str(refused)
        else:
            for id in set(plan["sheets"]) & set(toolbox.tool_ids()):
                answer = toolbox.answer(id, plan["sheets"][id])
                assert all(catalogues.words("es", id).finding(one) for one in answer["findings"])
            again = json.loads(plan_files.as_text(plan))
            assert again.keys() == plan.keys() and again["sheets"].keys() == plan["sheets"].keys()
        assert path.read_bytes() == data


@pytest.mark.parametrize(
    "plan, says",
    [
        ({"format": "other"}, "not a Semillero plan"),
        ({"format": "semillero-plan", "version": 2, "sheets": {}}, "newer Semillero"),
        ({"format": "semillero-plan", "sheets": {}}, "does not say its version"),
        ({"format": "semillero-plan", "version": 1}, "no sheets"),
        (
            {"format": "semillero-plan", "version": 1, "sheets": {"spectrum": {"groups": [{"name": []}]}}},
            "sheets.spectrum.groups.0.name",
        ),
        ({"format": "semillero-plan", "version": 1, "sheets": {"phases": {"phases": [{}]}}}, "1 rows"),
        (
            {"format": "semillero-plan", "version": 1, "sheets": {"spectrum": {"groups": [{}] * 201}}},
            "201 rows",
        ),
    ],
)
def test_a_refusal_says_where_and_what(tmp_path, plan, says):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan))
    with pytest.raises(Refused, match=says):
        plan_files.open(path)
    ran = CliRunner().invoke(main, ["sheet", "spectrum", str(path), "--json"])
    assert ran.exit_code == 2 and says in ran.output and "Traceback" not in ran.output


def test_too_deep_and_too_big(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text("[" * 100000 + "]" * 100000)
    with pytest.raises(Refused, match="not a plan|nested"):
        plan_files.open(path)
    path.write_text(" " * (plans.MOST_BYTES + 1))
    with pytest.raises(Refused, match="too big"):
        plan_files.open(path)


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    with pytest.raises(Refused, match="there is no folder"):
        plan_files.save(plans.empty(), tmp_path / "nowhere" / "plan.json")


def test_an_unknown_tool_in_a_plan_is_kept():
    assert plans.refusal(example(), lambda id: load(id) if id in toolbox.tool_ids() else None) is None

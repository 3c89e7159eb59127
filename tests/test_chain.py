"""What one sheet hands to another: offered, brought in when asked, never written over, and said when it
changed."""

import pytest

from semillero import catalogues, toolbox
from semillero.kit import chain, overview
from semillero.kit.chain import Take
from semillero.kit.fields import Choice, Table, Text
from semillero.kit.sheet import Tool
from semillero.kit.tools import ORDER
from semillero.languages import LANGUAGES

GROUPS = Take(
    "groups",
    "spectrum",
    "rows",
    lambda values, results: [{"name": row["name"], "now": row["now"]} for row in values["groups"]],
)
ISSUE = Take("issue", "spectrum", "goal", lambda values, results: values["issue"])
TOOL = Tool(
    "toy", (Text("goal"), Table("rows", (Text("name"), Choice("now", ("neutral", "passive_ally")), Text("mine")), least=2, most=4)),
    lambda values, tables: {}, (), lambda results, words: [], lambda words: {}, takes=(GROUPS, ISSUE),
)  # fmt: skip


def spectrum(*groups, issue="A demand"):
    return {"issue": issue, "groups": [{"name": name, "now": now} for name, now in groups]}


def offers(sheet, source):
    return chain.offers(
        TOOL, {"toy": sheet, "spectrum": source}, toolbox.known, lambda id: toolbox.tables(toolbox.tool(id))
    )


def bring(sheet, source, take, how):
    offer = next(one for one in offers(sheet, source) if one["take"].id == take)
    return chain.bring(TOOL, sheet, offer, how)


def names(sheet):
    return [row.get("name", "") for row in sheet["rows"]]


def test_new_rows_fill_blank_ones_first_and_stop_at_the_most():
    source = spectrum(
        ("Nurses", "neutral"), ("Drivers", "passive_ally"), ("Growers", "neutral"), ("Parish", "neutral")
    )
    sheet = bring({"rows": [{"name": ""}, {"name": "Ours"}]}, source, "groups", "fresh")
    assert names(sheet) == ["Nurses", "Ours", "Drivers", "Growers"]
    assert sheet["rows"][0] == {"name": "Nurses", "now": "neutral", "mine": ""}


def test_nothing_is_offered_twice_and_a_row_that_was_removed_stays_away():
    source = spectrum(("Nurses", "neutral"))
    sheet = bring({}, source, "groups", "fresh")
    assert not offers(sheet, source)[0]["fresh"]
    assert not offers(sheet | {"rows": []}, source)[0]["fresh"]


def test_a_change_upstream_is_told_with_both_values_and_only_written_when_asked():
    sheet = bring({}, spectrum(("Nurses", "neutral")), "groups", "fresh")
    sheet["rows"][0]["mine"] = "our note"
    moved = spectrum(("NURSES ", "passive_ally"))
    offer = offers(sheet, moved)[0]
    assert offer["changed"] == [("NURSES", "now", "neutral", "passive_ally")] and not offer["fresh"]
    assert sheet["rows"][0]["now"] == "neutral"
    taken = bring(sheet, moved, "groups", "changed")
    assert taken["rows"][0] == {"name": "Nurses", "now": "passive_ally", "mine": "our note"}
    assert not offers(taken, moved)[0]["changed"]


def test_ours_can_be_kept_until_it_changes_again():
    sheet = bring({}, spectrum(("Nurses", "neutral")), "groups", "fresh")
    kept = bring(sheet, spectrum(("Nurses", "passive_ally")), "groups", "keep")
    assert (
        kept["rows"] == sheet["rows"] and not offers(kept, spectrum(("Nurses", "passive_ally")))[0]["changed"]
    )
    assert not offers(kept, spectrum(("Nurses", "neutral")))[0]["changed"]  # back to what stands here


def test_what_a_group_changed_itself_is_no_change_upstream():
    source = spectrum(("Nurses", "neutral"))
    sheet = bring({}, source, "groups", "fresh")
    sheet["rows"][0]["now"] = "passive_ally"
    assert not offers(sheet, source)[0]["changed"]


def test_a_name_that_is_gone_upstream_is_said_once():
    sheet = bring({}, spectrum(("Nurses", "neutral"), ("Drivers", "neutral")), "groups", "fresh")
    source = spectrum(("Drivers", "neutral"))
    assert offers(sheet, source)[0]["gone"] == ["Nurses"]
    kept = bring(sheet, source, "groups", "keep")
    assert names(kept)[:2] == ["Nurses", "Drivers"] and offers(kept, source)[0]["gone"] == []


def test_a_field_is_offered_where_it_is_empty_and_never_written_over():
    offer = offers({"goal": ""}, spectrum(issue="A demand"))[1]
    assert offer["fresh"] == [{"goal": "A demand"}]
    assert bring({"goal": ""}, spectrum(), "issue", "fresh")["goal"] == "A demand"
    other = offers({"goal": "Ours"}, spectrum())[1]
    assert other["fresh"] == [] and other["changed"] == [("", "goal", "Ours", "A demand")]
    assert bring({"goal": "Ours"}, spectrum(), "issue", "keep")["goal"] == "Ours"


def test_without_the_earlier_sheet_there_is_no_offer():
    assert chain.offers(TOOL, {"toy": {}}, toolbox.known, lambda id: {}) == []


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_every_take_reads_a_tool_that_comes_before_and_fills_a_field_that_is_there(id):
    tool = toolbox.tool(id)
    fields = {field.id: field for field in tool.fields}
    for take in tool.takes:
        source = toolbox.tool(take.source)
        assert ORDER.index(take.source) < ORDER.index(id) and not source.consent
        values = toolbox.read_sheet(take.source, source.sample(catalogues.words("es", take.source)))
        made = take.make(values, source.compute(values, toolbox.tables(source)))
        if fields[take.into].kind == "table":
            columns = {column.id for column in fields[take.into].columns}
            assert made and all(set(row) <= columns and row[take.key] for row in made)
        elif fields[take.into].kind == "scores":
            assert made and all(
                set(row) == {take.key, take.into} and row[take.key] in fields[take.into].keys for row in made
            )
        else:
            assert isinstance(made, str) and made
        for lang in LANGUAGES:
            assert catalogues.words(lang, id)("take." + take.id) != "take." + take.id


@pytest.mark.parametrize("id", toolbox.tool_ids())
def test_a_take_stands_an_empty_sheet(id):
    for take in toolbox.tool(id).takes:
        source = toolbox.tool(take.source)
        for sheet in ({}, source.blank(catalogues.words("en", take.source))):
            assert not chain.rows_of(take, source, sheet, toolbox.tables(source))


def test_the_overview_puts_first_what_cannot_be_read_then_what_changed():
    plan = {"sheets": {id: toolbox.tool(id).sample(catalogues.words("en", id)) for id in toolbox.tool_ids()}}
    plan["sheets"]["thresholds"]["people"] = "many"
    seen = toolbox.plan_overview(plan)
    assert [step["tool"] for step in seen["steps"]] == toolbox.in_order()
    found = [one["finding"] for one in seen["todo"]]
    ranks = [
        overview.ORDER.index("again" if one["code"].startswith("look_again") else one["severity"])
        for one in found
    ]
    assert ranks == sorted(ranks) and seen["todo"][0]["tool"] == "thresholds"
    states = {step["tool"]: step["state"] for step in seen["steps"]}
    assert states["thresholds"] == "begun" and states["spectrum"] == "ready"


def test_a_blank_sheet_is_not_begun():
    sheets = {id: toolbox.tool(id).blank(catalogues.words("en", id)) for id in toolbox.tool_ids()}
    assert {step["state"] for step in toolbox.plan_overview({"sheets": sheets})["steps"]} <= {"empty"}

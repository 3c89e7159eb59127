"""Policy arithmetic: what was in force, floors, stale and doubtful rows, blanks and weights, and Kendall's
tau beside scipy's."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from semillero import catalogues, toolbox
from semillero.data import plain
from semillero.data.tables import kit_table
from semillero.kit import chain
from semillero.kit.days import last_day
from semillero.kit.models import policy
from semillero.kit.sheet import read
from semillero.kit.tools import scorer
from semillero.languages import LANGUAGES

ROWS, TABLE = kit_table("policies"), kit_table("codings")
CODED = policy.codings(TABLE)
TOOL = toolbox.tool("scorer")


def standing(day, *places):
    """The ids in force on a day whose id begins with one of ``places``."""
    return sorted(id for id in policy.in_force(ROWS, day) if id.startswith(places))


def test_in_force_from_the_effective_date_else_from_enactment_a_bare_year_from_its_last_day():
    assert not standing("2013-06-01", "CA-2", "WA-KING", "PA-PHL", "MA-BOS")
    assert standing("2013-06-01", "IL-CHI") == ["IL-CHI-2012"]
    assert not standing("2015-12-31", "PA-PHL")
    assert standing("2018-06-01", "CA-2", "WA-KING", "PA-PHL", "MA-BOS", "IL-CHI") == [
        "CA-2017-SB54", "IL-CHI-2012", "MA-BOS-2014", "PA-PHL-2016", "WA-KING-2018",
    ]  # fmt: skip
    assert standing("2022-01-01", "IL-CHI", "IL-2", "MA-BOS", "OR-") == [
        "IL-2021-SB667", "IL-CHI-2021", "MA-BOS-2019", "OR-2021-HB3265", "OR-CLACK-2014",
    ]  # fmt: skip
    assert standing("2026-11-01", "TX-2", "LA-", "CT-", "VT-", "MN-MPLS") == [
        "CT-2025-TRUST", "LA-2024-SB208", "LA-2025-EO", "LA-NOLA-2016", "MN-MPLS-2025", "TX-2017-SB4", "TX-2025-SB8", "VT-2025-S44",
    ]  # fmt: skip
    assert not standing("2026-11-01", "KY-LOU", "IA-WINN", "CA-2013", "CA-LA-1979")
    assert standing("2021-12-30", "IL-2") == ["IL-2017-SB31"] and standing("2021-12-31", "IL-2") == [
        "IL-2021-SB667"
    ]


def test_the_answer_says_which_date_it_goes_by():
    found = policy.in_force(ROWS, "2026-11-01")
    assert found["CA-2017-SB54"] == ("2018-01-01", "effective")
    assert found["WA-KING-2018"] == ("2018-03-08", "enacted")
    assert found["MN-STP-2004"] == ("2004-12-31", "year")
    for lang, told in (("en", "enacted 2018-03-08; status"), ("es", "aprobada 2018-03-08; situación")):
        report = TOOL.report(
            toolbox.answer("scorer", {"as_of": "2026-11-01"})["results"], catalogues.words(lang, "scorer")
        )
        cells = [
            cell for block in report if block["kind"] == "table" for row in block["rows"] for cell in row
        ]
        assert any(told in cell for cell in cells)


@given(st.dates(date(1970, 1, 1), date(2030, 12, 31)).map(str))
def test_never_two_versions_of_a_text_on_one_day(day):
    force = policy.in_force(ROWS, day)
    newer = {row["policy_id"]: row["superseded_by"] for row in plain("policies")}
    assert not [id for id in force if newer[id] in force]


def test_a_floor_lowers_what_counts_and_leaves_the_text():
    mine = {id: "1" for id in ("P01", "P02", "P03", "P05", "P06", "P07", "P09")}
    sheet = {"mine": mine, "mine_name": "Draft", "mine_state": "TX"}
    text = {}
    for day, on in (("2017-08-31", 0), ("2017-09-01", 7), ("2025-12-31", 7), ("2026-01-01", 8), ("", 8)):
        found = toolbox.answer("scorer", sheet | {"as_of": day})["results"]
        text[day] = found["scores"]["mine"]
        own = [one for one in found["effective"] if one["id"] == "mine"]
        assert [len(one["on"]) for one in own] == ([on] if on else [])
        for one in own:
            kept = [id for id in mine if id not in one["on"]]
            assert one["coded"] == len(kept) + on
            assert one["score"] == policy.ratio(len(kept) - on, len(kept) + on, 3) < text[day]["score"]
    assert [one["score"] for one in text.values()] == [1] * 5


def test_a_floor_reaches_counties_and_cities_of_the_table_and_no_state():
    row = {"id": "TX-HERE", "label": "Here", "level": "city", "state": "TX", "direction": "limit", "year": "2016", "checked": "",
           "confidence": "high", "status_as_of": "2026-11", "begins": "2016-01-01", "begins_by": "effective", "ends": ""}  # fmt: skip
    rows = ROWS + [row, row | {"id": "TX-STATE", "level": "state"}]
    table = TABLE + [{"policy": id, "provision": "P01", "value": "1"} for id in ("TX-HERE", "TX-STATE")]
    values = values_of({"as_of": "2018-01-01"}, rows, table)
    found = TOOL.compute(values, {"policies": rows, "codings": table})
    lowered = {one["id"]: one["score"] for one in found["effective"]}
    assert lowered["TX-HERE"] == -1 and "TX-STATE" not in lowered
    assert found["scores"]["TX-HERE"]["score"] == 1


def values_of(sheet, rows=ROWS, table=TABLE):
    return read(TOOL, sheet, {"policies": rows, "codings": table})[0]


def test_the_states_to_choose_from_are_those_that_order_something():
    assert tuple(sorted(policy.floors(ROWS, CODED, ""))) == scorer.STATES


@pytest.mark.parametrize(
    ("seen", "day", "old"),
    [
        ("2026-02-18", "2026-08-17", False), ("2026-02-18", "2026-08-18", True), ("2026-02", "2026-08-27", False),
        ("2026-02", "2026-08-28", True), ("2025", "2026-06-29", False), ("2025", "2026-06-30", True), ("", "2026-01-01", True),
        ("2026-02-18", "2013-06-01", False), ("2024-02", "2024-08-27", False),
    ],
)  # fmt: skip
def test_a_status_is_stale_after_180_days_of_the_last_day_it_can_mean(seen, day, old):
    assert policy.stale({"status_as_of": seen}, day) is old


def test_every_stale_row_is_marked_in_both_languages():
    found = toolbox.answer("scorer", {"as_of": "2026-11-01"})["results"]
    expected = [row["id"] for row in ROWS if row["id"] in found["since"] and policy.stale(row, "2026-11-01")]
    assert found["stale"] == expected and len(expected) > 10
    for lang, mark in (("en", ": look again"), ("es", ": buscar otra vez")):
        blocks = TOOL.report(found, catalogues.words(lang, "scorer"))
        cells = [
            cell for block in blocks if block["kind"] == "table" for row in block["rows"] for cell in row
        ]
        assert sum(cell.count(mark) for cell in cells) == len(expected)
        assert [block for block in blocks if block["kind"] == "sentence" and "180" in block["text"]]


def test_a_doubtful_row_is_marked_and_in_no_ranking_whatever_is_coded_for_it():
    doubtful = [row for row in ROWS if row["confidence"] != "high"]
    table = TABLE + [
        {"policy": row["id"], "provision": id, "value": "1"} for row in doubtful for id in policy.PROVISIONS
    ]
    values = values_of({}, ROWS, table)
    found = TOOL.compute(values, {"policies": ROWS, "codings": table})
    why = {one["id"]: one["why"] for one in found["unscored"]}
    assert {id: why[id] for id in why if why[id] != "uncoded"} == {
        row["id"]: row["confidence"] for row in doubtful
    }
    assert not set(why) & {one["id"] for one in found["ranking"]}
    assert not set(why) & set(found["scores"]) and not set(why) & set(found["unranked"])


marks = st.sampled_from(["", "1", "0.5", "0", "-1"])
drafts = st.fixed_dictionaries({id: marks for id in policy.PROVISIONS})
weights = st.one_of(
    st.sampled_from(["", "0", "0.0", "-1", "-0.5", "11", "mucho", "1e3", "0.25", "nan", "5", "٣"]),
    st.integers(-20, 200).map(lambda n: str(n / 10)),
    st.text(max_size=6),
)


@settings(max_examples=60)
@given(drafts, st.dictionaries(st.sampled_from(policy.PROVISIONS), weights), st.sampled_from(policy.NAMES))
def test_blanks_are_never_zeros_and_coverage_stands_beside_every_score(mine, own, preset):
    sheet = {"mine": mine, "mine_name": "Draft", "weights": own, "preset": preset}
    found = toolbox.answer("scorer", sheet)["results"]
    inside = {id: Fraction(mine[id]) for id in mine if mine[id]}
    used = {id: Fraction(str(found["weights"][id])) for id in policy.PROVISIONS}
    on = [id for id in inside if used[id]]
    if not inside:
        assert "mine" not in found["scores"]
        return
    told = found["scores"]["mine"]
    assert told["coded"] == len(inside) and found["of"] == 14
    if not on:
        assert (told["score"], told["share"], found["mine"]["rank"]) == (None, 0, None)
        return
    exact = policy.sign_of(preset) * sum(used[id] * inside[id] for id in on) / sum(used[id] for id in on)
    assert abs(Fraction(str(told["score"])) - exact) <= Fraction(1, 2000)
    assert abs(
        Fraction(str(told["protection"])) + Fraction(str(told["mandate"])) - policy.sign_of(preset) * exact
    ) <= Fraction(1, 1000)
    thin = sum(used[id] for id in on) * 2 < sum(used.values())
    assert (found["mine"]["rank"] is None) == thin and ("mine" in found["unranked"]) == thin
    for lang in LANGUAGES:
        blocks = TOOL.report(found, catalogues.words(lang, "scorer"))
        say = catalogues.words(lang, "scorer")
        beside = say(
            "figure.coverage" if thin else "coverage", coded=told["coded"], of=14, share=told["share"]
        )
        assert any(
            beside in row and "Draft" in " ".join(row)
            for block in blocks
            if block["kind"] == "table"
            for row in block["rows"]
        )


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(policy.PROVISIONS), weights))
def test_every_weight_is_used_or_answered_in_words(own):
    answer = toolbox.answer("scorer", {"weights": own})
    found = answer["findings"]
    at = {one["at"]: one for one in found}
    for id in own:
        used = answer["results"]["weights"][id]
        text = own[id].strip(" \t\n\r")
        if f"weights.{id}" in at:
            assert used == 1  # the preset's stands
            for lang in LANGUAGES:
                words = catalogues.words(lang, "scorer").finding(at[f"weights.{id}"])
                assert "{found}" not in words and "{low}" not in words and not words.startswith("finding.")
        else:
            assert not text or 0 <= used <= 10
            if text and used == 0:
                assert {"weightless", "no_weight"} & {one["code"] for one in found}


@given(drafts, st.permutations(policy.PROVISIONS))
def test_the_order_of_the_cells_and_more_blanks_change_nothing(mine, order):
    bare = {id: mine[id] for id in order if mine[id]}
    full = {id: mine[id] for id in order}
    assert toolbox.answer("scorer", {"mine": bare, "mine_name": "D"}) == toolbox.answer(
        "scorer", {"mine": full, "mine_name": "D"}
    )


def test_kendalls_tau_is_scipys():
    for seed in range(1000):
        dice = random.Random(seed)
        size, steps = dice.randint(2, 60), dice.choice([1, 2, 3, 8, 50, 10**6])
        left = [dice.randint(0, steps) for _ in range(size)]
        right = [dice.randint(0, dice.choice([2, steps])) for _ in range(size)]
        ours, theirs = policy.kendall(left, right), kendalltau(left, right).statistic
        assert (ours is None) == (theirs != theirs), seed
        assert ours is None or abs(ours - theirs) <= 1e-9, seed


def test_ranks_under_the_presets_are_those_of_each_preset_alone():
    found = toolbox.answer("scorer", {"preset": "ilrc"})["results"]
    for place, name in enumerate(policy.NAMES):
        alone = {
            one["id"]: one["rank"] for one in toolbox.answer("scorer", {"preset": name})["results"]["ranking"]
        }
        assert [one["ranks"][place] for one in found["places"]] == [
            alone.get(one["id"]) for one in found["ranking"]
        ]


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_the_last_day_of_a_month_and_of_a_year(day):
    text = str(day)
    ahead = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert (last_day(text), last_day(text[:7]), last_day(text[:4])) == (text, str(ahead), f"{text[:4]}-12-31")
    assert not any(
        last_day(none) for none in ("", "soon", text[:5], f"{text[:4]}-13", f"{text[:8]}32", "1899")
    )


def test_the_draft_of_the_coding_desk_can_be_scored():
    coding = {
        "policy": "Draft of May",
        "codes": [{"provision": "P01", "value": "1"}, {"provision": "P02", "value": "0"}],
    }
    coding["codes"] += [{"provision": id} for id in policy.PROVISIONS[2:]]
    sheets = {"coding": coding, "scorer": {"mine": {"P01": "0.5"}}}
    words = catalogues.words("en", "scorer")

    def offers():
        return {
            one["take"].id: one
            for one in chain.offers(TOOL, sheets, toolbox.known, lambda id: toolbox.tables(toolbox.tool(id)))
        }

    sheets["scorer"] = chain.bring(TOOL, sheets["scorer"], offers()["draft_name"], "fresh", words)
    sheets["scorer"] = chain.bring(TOOL, sheets["scorer"], offers()["draft"], "fresh", words)
    assert sheets["scorer"]["mine_name"] == "Draft of May"
    assert sheets["scorer"]["mine"] == {"P01": "0.5", "P02": "0"}  # what stood there is not written over
    assert [change[0] for change in offers()["draft"]["changed"]] == ["P01"]
    sheets["scorer"] = chain.bring(TOOL, sheets["scorer"], offers()["draft"], "changed", words)
    assert sheets["scorer"]["mine"] == {"P01": "1", "P02": "0"}
    assert not offers()["draft"]["changed"] and not offers()["draft"]["fresh"]


def test_the_presets_are_those_of_the_table_of_weights():
    table = {}
    for row in plain("weights"):
        table.setdefault(row["preset"], {})[row["provision"]] = 10 * Fraction(row["weight"])
    assert table == policy.PRESETS and set(table) == set(policy.NAMES)

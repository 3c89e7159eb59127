"""The timeline and the evidence: sourced, in both languages, conflicts kept, limits beside every number."""

import math
import re
import shutil

import pytest

from semillero import data, toolbox
from semillero.data import package
from semillero.languages import LANGUAGES

TIMELINE = data.plain("timeline")
EVIDENCE = data.plain("evidence")
REFORM = {"en": "a demand for a reform is another matter", "es": "pedir una reforma es otra cosa"}


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables that a test may spoil."""
    for path in (*package.HERE.glob("[et]*"), package.HERE / "datapackage.json"):
        shutil.copy(path, tmp_path)
    return tmp_path


def numbers(topic):
    return {row["id"]: float(row["value"]) for row in EVIDENCE if row["topic"] == topic and row["value"]}


def test_the_file_stands_in_the_order_of_its_dates():
    dates = [row["date"] for row in TIMELINE]
    assert dates == sorted(dates)
    assert (dates[0], dates[-1]) == ("2006-05-01", "2026-01-23")
    assert list(data.timeline()["date"]) == dates


def test_a_date_is_as_exact_as_it_says():
    length = {"day": 10, "month": 7, "season": 4}
    for row in TIMELINE:
        assert len(row["date"]) == length[row["precision"]], row


def test_a_conflict_keeps_all_its_rows():
    keys = {row["conflict"] for row in TIMELINE} - {""}
    assert len(keys) >= 8
    for key in keys:
        rows = [row for row in TIMELINE if row["conflict"] == key]
        assert len(rows) >= 2
        assert len({row["source_url"] for row in rows}) >= 2, key


def test_two_dates_of_the_first_assembly_hang_on_the_wall():
    """F.3: the timeline loads sorted on the wall; May 2016 stays, beside June, each with its source."""
    for lang in LANGUAGES:
        cards = [
            {"date": row["date"], "event": row[f"event_{lang}"], "source": row["source_title"][:120]}
            for row in TIMELINE[::-1]
        ]
        wall = toolbox.answer("wall", {"issue": "2006-2025", "events": cards, "assumptions": []})["results"]
        shown = [event["when"] for event in wall["events"]]
        assert shown == [row["date"] for row in TIMELINE]
        assert [one["dates"] for one in wall["conflicts"]] == [["2015-07", "2015-08"], ["2016-05", "2016-06"]]
        assert all(len({source for _, source in one["cards"]}) == 2 for one in wall["conflicts"])
        assert not wall["undated"] and not wall["no_source"]


def test_both_languages_and_nobodys_number():
    for row in TIMELINE:
        assert row["event_en"] != row["event_es"]
        for lang in LANGUAGES:
            text = row[f"event_{lang}"]
            assert len(text) <= 200
            assert not re.search(r"@|\d{3}[-. ]\d{4}", text)


def test_a_year_without_a_row_is_left_blank():
    assert {row["date"][:4] for row in TIMELINE} == {
        "2006", "2014", "2015", "2016", "2017", "2018", "2019", "2020", "2022", "2023", "2025", "2026",
    }  # fmt: skip


def test_every_number_stands_beside_its_limits():
    for row in EVIDENCE:
        for lang in LANGUAGES:
            assert row[f"scope_{lang}"].endswith(".") and len(row[f"limit_{lang}"]) > 40
            assert not re.search(r"guarant|garantiz", row[f"scope_{lang}"])
            if row["topic"] == "outcome":
                assert REFORM[lang] in row[f"limit_{lang}"]
        assert row["scope_en"] != row["scope_es"] and row["limit_en"] != row["limit_es"]
        assert row["checked_on"] >= "2026-11-24"


def test_the_numbers_add_up_or_say_that_they_do_not():
    taxes, outcome = numbers("taxes"), numbers("outcome")
    assert round(taxes["taxes-federal"] + taxes["taxes-state-local"], 1) == taxes["taxes-total"]
    assert round(100 * taxes["taxes-sales"] / taxes["taxes-state-local"]) == 40
    assert "40" in next(row["limit_en"] for row in EVIDENCE if row["id"] == "taxes-sales")
    parts = ("success", "partial", "failure")
    assert round(sum(outcome[f"listed-violent-{part}"] for part in parts), 1) == 100
    assert round(sum(outcome[f"listed-nonviolent-{part}"] for part in parts), 1) == 100
    assert all("53.8" in row["limit_en"] for row in EVIDENCE if row["id"].startswith("listed-nonviolent-"))
    for born in ("foreign", "native"):
        shares = [
            value for id, value in numbers("economy").items() if id.startswith("work-") and id.endswith(born)
        ]
        assert round(sum(shares), 1) == 100


def test_boycott_studies_disagree_and_both_sides_are_there():
    boycott = numbers("boycott")
    assert boycott["stock-fall-1986"] < 0 < boycott["stock-rise-1997"]


def test_readers_return_what_they_document():
    timeline, evidence = data.timeline(), data.evidence()
    assert timeline["figure"].dtype == evidence["value"].dtype == "float64"
    assert evidence.index.name == "id" and evidence.index.is_unique
    assert math.isnan(evidence.loc["what-disrupts-2011", "value"])
    assert set(timeline["mark"]) == {"P", "S"}


def test_a_spoilt_table_is_named(folder):
    path = folder / "evidence.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("bahrain,", "rule-three-and-a-half,", 1), encoding="utf-8"
    )
    with pytest.raises(data.TableError, match="rule-three-and-a-half is there twice"):
        data.evidence(folder)
    path = folder / "timeline.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(data.TableError, match="line 54: date, event_en, source_url .* is there twice"):
        data.timeline(folder)
    path.write_text(text.replace(",day,", ",hour,", 1), encoding="utf-8")
    with pytest.raises(data.TableError, match="column precision: 'hour'; allowed are day, month, season"):
        data.timeline(folder)

"""The shipped tables: sound in themselves, true to their description, and read without inventing a zero."""

import csv
import datetime
import json
import math
import re
import shutil
import subprocess
import sys

import pytest

from semillero import data
from semillero.data import package, tables
from semillero.kit.days import last_day
from semillero.kit.models import policy, scoring

WIDTH_OF_CODE = {"state": {2}, "county": {5}, "city": {5, 7}}


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables that a test may spoil."""
    for path in package.HERE.glob("[pcd]*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_only_what_is_sure_is_ranked():
    """What is of low confidence, and every cell of a policy that is not of high, is shipped, marked, and not
    ranked."""
    sure = {row["policy_id"] for row in data.plain("policies") if row["confidence"] == "high"}
    coded = [row for row in data.plain("codings") if row["confidence"] != "low"]
    ranked = {(row["policy_id"], row["provision"]) for row in coded if row["policy_id"] in sure}
    assert {(row["policy"], row["provision"]) for row in tables.kit_table("codings")} == ranked
    values = data.matrix()
    assert {
        (policy, provision) for policy, row in values.iterrows() for provision in row.dropna().index
    } == ranked
    assert int(data.matrix(every=True).notna().sum().sum()) == len(data.plain("codings")) > len(ranked)


@pytest.mark.parametrize(
    ("of_policy", "of_value", "may"),
    [("high", "high", True), ("high", "medium", True), ("high", "low", False), ("medium", "high", False), ("low", "high", False)],
)  # fmt: skip
def test_what_may_be_ranked_is_decided_once(of_policy, of_value, may):
    policy_row = {"confidence": of_policy}
    assert policy.may_be_ranked(policy_row, {"confidence": of_value}) is may
    assert policy.may_be_ranked(policy_row) is (of_policy == "high")


def test_the_rooms_that_rank_ask_the_one_that_decides(monkeypatch):
    """Tables, matrix, scorer and the strongest text: with another rule all four give another answer."""
    rows, coded = tables.kit_table("policies"), policy.codings(tables.kit_table("codings"))
    asked = (rows, tables.kit_table("codings"), "", "all", ("", "", {}))
    assert tables.ranked() and policy.strongest(rows, coded) and scoring.gathered(*asked)["pool"]
    for room in (policy, scoring, tables):
        monkeypatch.setattr(room, "may_be_ranked", lambda row, coding=None: False)
    scoring._seen.clear()
    assert tables.ranked() == [] and data.matrix().isna().all(axis=None)
    assert policy.strongest(rows, coded) == {} and scoring.gathered(*asked)["pool"] == []
    scoring._seen.clear()


def test_values_are_the_rubrics():
    assert {row["value"] for row in data.plain("codings")} <= {"1", "0.5", "0", "-1"}
    assert {row["provision"] for row in data.plain("codings")} <= set(data.PROVISIONS)
    assert data.PROVISIONS is policy.PROVISIONS
    assert [row["id"] for row in data.plain("provisions")] == list(policy.PROVISIONS)


def test_a_field_named_as_unsourced_has_no_coding():
    unsourced = {row["policy_id"]: row["unsourced_fields"] for row in data.plain("policies")}
    for row in data.plain("codings"):
        assert row["provision"].lower() not in unsourced[row["policy_id"]].lower(), row


def test_mandates_carry_no_protection_and_limits_no_mandate():
    direction = {row["policy_id"]: row["direction"] for row in data.plain("policies")}
    for row in data.plain("codings"):
        if row["confidence"] != "high":
            continue  # such a one may stand, marked: the known gaps of the table name it
        value = float(row["value"])
        assert value <= 0 if direction[row["policy_id"]] == "mandate" else value >= 0, row


# ---- every table against its schema
# -----------------------------------------------------------------------------------

PACKAGE = data.description()
NAMES = [one["name"] for one in PACKAGE["resources"]]
EVERY = pytest.mark.parametrize("name", NAMES)
TYPES = {
    "string": str,
    "integer": int,
    "number": float,
    "year": lambda text: datetime.date(int(text), 1, 1),
    "date": datetime.date.fromisoformat,
}


def keys(name, columns):
    return [tuple(row[column] for column in package.listed(columns)) for row in data.plain(name)]


def test_the_description_names_every_file_and_none_that_is_not_there():
    """One csv, one schema, one entry for each table; what holds for all of them is said once."""
    named = [one[what] for one in PACKAGE["resources"] for what in ("path", "schema")]
    assert sorted([*named, "datapackage.json"]) == sorted(path.name for path in package.HERE.iterdir())
    assert all((one["path"], one["schema"]) == (f"{one['name']}.csv", f"{one['name']}.schema.json")
               for one in PACKAGE["resources"])  # fmt: skip
    for what in ("licenses", "sources"):
        assert all(one.get(what) != PACKAGE[what] for one in PACKAGE["resources"])
        assert all(one["title"] for one in PACKAGE[what])
    gaps = [*PACKAGE["known_gaps"], *(gap for one in PACKAGE["resources"] for gap in one["known_gaps"])]
    assert len(gaps) == len(set(gaps))


@EVERY
def test_a_table_has_the_columns_types_bounds_and_words_of_its_schema(name):
    """Asked here cell by cell, beside the reader that refuses a table that does not fit."""
    fields = data.schema(name)["fields"]
    with (package.HERE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    assert head == [field["name"] for field in fields] and rows and data.plain(name)
    for place, field in enumerate(fields):
        assert field["description"]
        rules, cells = field.get("constraints", {}), [row[place] for row in rows]
        assert set(rules) <= {"required", "unique", "enum", "pattern", "minimum", "maximum"}
        # The standard knows patterns of texts only
        assert field["type"] in TYPES and (field["type"] == "string" or "pattern" not in rules)
        assert "" not in cells or not rules.get("required")
        for cell in filter(None, cells):
            value = TYPES[field["type"]](cell)
            assert cell in rules.get("enum", [cell]) and re.fullmatch(rules.get("pattern", ".*"), cell, re.S)
            assert rules.get("minimum", value) <= value <= rules.get("maximum", value)
    one = next(one for one in PACKAGE["resources"] if one["name"] == name)
    assert one["title"] and one["description"] and one["known_gaps"]


@EVERY
def test_a_key_stands_once_and_points_somewhere(name):
    rules = data.schema(name)
    unique = [field["name"] for field in rules["fields"] if field.get("constraints", {}).get("unique")]
    for columns in [rules["primaryKey"], *unique]:
        own = keys(name, columns)
        assert len(own) == len(set(own)), columns
    for foreign in rules.get("foreignKeys", []):
        there = set(keys(foreign["reference"]["resource"], foreign["reference"]["fields"]))
        here = {one for one in keys(name, foreign["fields"]) if any(one)}
        assert here and here <= there, (foreign, here - there)


@EVERY
def test_a_date_is_a_day_that_there_was(name):
    for field in data.schema(name)["fields"]:
        if field["type"] != "date" and not field["name"].startswith(("date", "status_as_of")):
            continue
        for row in data.plain(name):
            for part in row[field["name"]].split("/"):
                day = (
                    part + ("", "", "", "", "-01-01", "", "", "-01")[len(part)]
                    if len(part) in (4, 7)
                    else part
                )
                assert not part or datetime.date(1700, 1, 1) < datetime.date.fromisoformat(
                    day
                ) < datetime.date(2100, 1, 1), row


@EVERY
def test_every_reader_reads_its_table(name):
    if name == "counties":
        return  # `places` looks in it; it has no reader
    read = getattr(data, {"agreements_287g": "agreements"}.get(name, name))
    assert len(read()) == len(data.plain(name)) and read.__name__ in data.__all__


@EVERY
def test_both_languages_are_there_and_differ(name):
    names = [field["name"] for field in data.schema(name)["fields"]]
    for english in (name for name in names if name.endswith("_en")):
        spanish = english[:-3] + "_es"
        assert spanish in names
        assert all(row[english] != row[spanish] or len(row[english]) < 12 for row in data.plain(name))


def test_the_mark_on_information_is_about_data_other_than_status():
    """One rule for P06: a line about status alone, for or against, is no mark; see the provision's definition."""
    other = re.compile(
        r"personal|address|data\b|place of birth|birthplace|origin|people in custody|share information"
    )
    for row in data.plain("codings"):
        if row["provision"] == "P06" and row["value"] != "0":
            assert other.search(row["says"]), row


def test_codes_of_counties_begin_with_those_of_their_state():
    fips = {row["state"]: row["fips"] for row in data.plain("states")}
    assert len(fips) == 56 and all(
        row["fips"].startswith(fips[row["state"]]) for row in data.plain("counties")
    )


def test_agreements_add_up_and_give_the_known_answers():
    table = data.agreements()
    for day, whole, known in (("2025-05-16", 571, (91, 275, 205)), ("2025-06-06", 649, (102, 315, 232))):
        one = table[table["date"] == day]
        by_model = one[one["scope"] == "national_model"].set_index("model")["number"]
        by_state = one[one["scope"] == "state_model"]
        assert by_model.sort_index().tolist() == list(known)
        assert (
            one[one["scope"] == "national"]["number"].tolist()
            == [whole]
            == [by_model.sum()]
            == [by_state["number"].sum()]
        )
        assert by_state["state"].nunique() == 40
        assert by_state.groupby("model")["number"].sum().equals(by_model.sort_index().rename_axis("model"))
    assert (table.dropna(subset="conflict").groupby("conflict").size() > 1).all()


# ---- old statuses
# ---------------------------------------------------------------------------------------------------------


def test_an_old_status_is_noticed(folder):
    spoil(folder / "policies.csv", ",2025-07,", ",2026-05-29,")  # CA-2017-SB54: 180 days before the day below
    old = data.stale("2026-11-25", folder)
    assert "CA-2017-SB54" not in old.index and "CA-2017-SB54" in data.stale("2026-11-26", folder).index
    assert data.stale("2026-11-26", folder).loc["CA-2017-SB54", "days"] == 181
    assert (old["days"] > 180).all() and len(old) < len(data.policies(folder))
    assert data.stale("2011-01-01", folder).empty
    assert data.stale("2026-11-25").loc["CA-2013-AB4", "days"] == 329  # of a bare year, since its last day
    with pytest.raises(ValueError):
        data.stale("soon")


def test_a_status_older_than_two_years_says_that_nobody_has_looked_since():
    """What is in force goes stale: an old row either was looked up again, or says in words that it was not."""
    newest = max(row["checked_on"] for row in data.plain("policies"))
    bound = f"{int(newest[:4]) - 2}{newest[4:]}"
    for row in data.plain("policies"):
        if last_day(row["status_as_of"]) < bound and not (row["date_ended"] or row["superseded_by"]):
            assert row["status"].endswith("not looked up since"), row["policy_id"]


def test_what_changed_stands_on_the_day_that_the_other_tables_give_for_it():
    """One event, told in two tables, has one day; a law may begin on another day than it was signed."""
    laws = {row["policy_id"]: row for row in data.plain("policies")}
    rulings = {row["id"]: row for row in data.plain("cases")}
    for row in data.plain("changes"):
        if row["policy_id"]:
            law = laws[row["policy_id"]]
            assert row["date"] in (law["date_enacted"], law["date_effective"], law["date_ended"]), row
            assert row["place"] == law["state"], row
        if row["case_id"]:
            ruling = rulings[row["case_id"]]
            assert (row["date"], row["place"]) == (ruling["date"], ruling["place"]), row


# ---- read without inventing anything
# --------------------------------------------------------------------------------------


def test_codes_of_places_keep_their_zeros():
    for row in data.plain("policies"):
        assert len(row["fips"]) in WIDTH_OF_CODE[row["level"]], row["policy_id"]
    assert data.policies().loc["CA-2017-SB54", "fips"] == "06"
    assert data.policies().loc["CA-LA-2024", "fips"] == "0644000"


def test_no_blank_is_read_as_zero():
    rows = data.plain("codings")
    values = data.matrix(every=True)
    assert values.shape == (len(data.plain("policies")), 14)
    assert int(values.notna().sum().sum()) == len(rows)
    assert int((values == 0).sum().sum()) == sum(row["value"] == "0" for row in rows)
    assert values["P12"].notna().sum() == sum(row["provision"] == "P12" for row in rows) < 25
    assert math.isnan(values.loc["MA-2017-LUNN", "P05"])
    assert values.dtypes.unique().tolist() == ["float64"]


def test_readers_return_what_they_document():
    policies, codings = data.policies(), data.codings()
    assert policies.index.name == "policy_id"
    assert policies["year_enacted"].dtype == "int64"
    assert policies["date_enacted"].isna().any()
    assert codings["value"].dtype == "float64"
    assert data.matrix().index.equals(policies.index)


def test_plain_rows_need_no_pandas():
    code = "import sys; from semillero.data import plain; plain('codings'); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_unknown_table_names_the_known_ones():
    with pytest.raises(
        data.TableError, match="agreements_287g, cases, changes, codings, counties, evidence, lists"
    ):
        data.plain("detainers")


@pytest.mark.parametrize(
    ("table", "old", "new", "place"),
    [
        (
            "codings",
            "MA-2017-LUNN,P01,1,",
            "MA-2017-LUNN,P01,2,",
            r"line \d+, column value: '2'; allowed are 1, 0.5",
        ),
        ("codings", "MA-2017-LUNN,P01,1,", "MA-2017-LUNN,P01,,", r"line \d+, column value: blank"),
        ("codings", "MA-2017-LUNN,P01,1,", "MA-2017-LUNN,P15,1,", r"line \d+, column provision: 'P15'"),
        ("codings", "MA-2017-LUNN,P01,1,", "MA-2017-LUNN,P01,1,,", r"line \d+: 10 cells, 9 columns"),
        ("codings", "provision", "gate", r"line 1: the columns are policy_id, gate"),
        ("policies", ",CA,06,state", ",CA,6,state", r"line 2, column fips: '6' does not have the form"),
        (
            "policies",
            ",2017,2017-10-05,",
            ",17,2017-10-05,",
            r"column year_enacted: '17' does not have the form",
        ),
        (
            "codings",
            ",2026-11-25\n",
            ",11/24/2026\n",
            r"column checked_on: '11/24/2026' does not have the form",
        ),
        ("codings", ",2026-11-25\n", ",2026-11-31\n", r"column checked_on: '2026-11-31' is no day"),
        ("cases", "\n", "\n\n", r"cases.csv, line 2: 0 cells, 11 columns"),
    ],
)
def test_a_spoilt_cell_is_named(folder, table, old, new, place):
    spoil(folder / f"{table}.csv", old, new)
    with pytest.raises(data.TableError, match=place):
        data.plain(table, folder)


def test_a_number_out_of_bounds_is_named(tmp_path):
    (tmp_path / "t.csv").write_text("n\n5\n", encoding="utf-8")
    for bounds, told in (
        ({"minimum": 6}, "at least 6"),
        ({"minimum": 1, "maximum": 4}, "at least 1 and at most 4"),
    ):
        fields = [{"name": "n", "type": "integer", "constraints": bounds}]
        described = {"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": fields}}]}
        (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
        with pytest.raises(data.TableError, match=rf"line 2, column n: 5; allowed is {told};"):
            data.plain("t", tmp_path)


def test_a_coding_without_policy_and_a_double_one_are_named(folder):
    spoil(folder / "codings.csv", "MA-2017-LUNN,P13", "MA-2017-LUNA,P13")
    with pytest.raises(data.TableError, match="MA-2017-LUNA"):
        data.matrix(folder)
    spoil(folder / "codings.csv", "MA-2017-LUNA,P13", "MA-2017-LUNN,P01")
    with pytest.raises(
        data.TableError, match=r"policy_id, provision MA-2017-LUNN, P01 is there twice \(first in line \d+"
    ):
        data.codings(folder)


def test_a_double_policy_is_named(folder):
    spoil(folder / "policies.csv", "\nWA-KING-2018,", "\nWA-KING-2014,")
    with pytest.raises(data.TableError, match="policy_id WA-KING-2014 is there twice"):
        data.policies(folder)


def test_a_month_that_the_calendar_does_not_have_is_named(folder):
    spoil(folder / "policies.csv", ",2017-10-05,", ",2017-13,")
    with pytest.raises(data.TableError, match="CA-2017-SB54, column date_.*: '2017-13' is no date"):
        for row in data.plain("policies", folder):
            tables.begin(row | {"date_effective": ""})


def test_missing_and_unreadable_files_are_named(folder):
    (folder / "codings.csv").write_bytes(b"policy_id\xff")
    with pytest.raises(data.TableError, match="byte 9 is not UTF-8"):
        data.plain("codings", folder)
    (folder / "codings.csv").unlink()
    with pytest.raises(data.TableError, match="codings.csv: the table is missing"):
        data.plain("codings", folder)
    (folder / "codings.schema.json").unlink()
    with pytest.raises(
        data.TableError, match="codings.schema.json: the description of the tables is missing"
    ):
        data.plain("codings", folder)
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(data.TableError, match="line 1: not valid JSON"):
        data.description(folder)
    (folder / "datapackage.json").unlink()
    with pytest.raises(data.TableError, match="description of the tables is missing"):
        data.description(folder)


def test_the_comparison_printed_in_the_exercise_still_holds():
    """exercises/scorer prints these two rows, since it must also work on paper."""
    california, new_jersey = (data.matrix().loc[key] for key in ("CA-2017-SB54", "NJ-2018-AG6"))
    both = california.notna() & new_jersey.notna()
    assert list(both[both].index) == ["P01", "P02", "P04", "P05", "P06", "P07", "P08", "P10"]
    assert (california.sum(), california.count()) == (8.5, 14)
    assert (new_jersey.sum(), new_jersey.count()) == (6, 8)
    assert (california[both].sum(), new_jersey[both].sum()) == (6, 6)

"""The shipped tables: sound in themselves, true to their description, and read without inventing a zero."""

import csv
import math
import shutil
import subprocess
import sys

import pytest

from semillero import data
from semillero.data import tables

WIDTH_OF_CODE = {"state": {2}, "county": {5}, "city": {5, 7}}


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables that a test may spoil."""
    for name in ("policies.csv", "codings.csv", "datapackage.json"):
        shutil.copy(tables.HERE / name, tmp_path / name)
    return tmp_path


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_coding_belongs_to_a_policy():
    known = {row["policy_id"] for row in data.plain("policies")}
    assert {row["policy_id"] for row in data.plain("codings")} <= known


def test_keys_are_unique():
    ids = [row["policy_id"] for row in data.plain("policies")]
    cells = [(row["policy_id"], row["provision"]) for row in data.plain("codings")]
    assert len(ids) == len(set(ids))
    assert len(cells) == len(set(cells))


def test_only_high_confidence_is_shipped():
    assert {row["confidence"] for name in ("policies", "codings") for row in data.plain(name)} == {"high"}


def test_values_are_the_rubrics():
    assert {row["value"] for row in data.plain("codings")} <= {"1", "0.5", "0", "-1"}
    assert {row["provision"] for row in data.plain("codings")} <= set(data.PROVISIONS)


def test_a_field_named_as_unsourced_has_no_coding():
    unsourced = {row["policy_id"]: row["unsourced_fields"] for row in data.plain("policies")}
    for row in data.plain("codings"):
        assert row["provision"].lower() not in unsourced[row["policy_id"]], row


def test_mandates_carry_no_protection_and_limits_no_mandate():
    direction = {row["policy_id"]: row["direction"] for row in data.plain("policies")}
    for row in data.plain("codings"):
        value = float(row["value"])
        assert value <= 0 if direction[row["policy_id"]] == "mandate" else value >= 0, row


@pytest.mark.parametrize("name", ["policies", "codings"])
def test_description_names_the_columns_of_the_file(name):
    resource = next(one for one in data.description()["resources"] if one["name"] == name)
    with (tables.HERE / resource["path"]).open(newline="", encoding="utf-8") as file:
        assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]


def test_codes_of_places_keep_their_zeros():
    for row in data.plain("policies"):
        assert len(row["fips"]) in WIDTH_OF_CODE[row["level"]], row["policy_id"]
    assert data.policies().loc["CA-2017-SB54", "fips"] == "06"
    assert data.policies().loc["CA-LA-2024", "fips"] == "0644000"


def test_no_blank_is_read_as_zero():
    rows = data.plain("codings")
    values = data.matrix()
    assert values.shape == (len(data.plain("policies")), 14)
    assert int(values.notna().sum().sum()) == len(rows)
    assert int((values == 0).sum().sum()) == sum(row["value"] == "0" for row in rows)
    assert values["P12"].isna().all()
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
    with pytest.raises(data.TableError, match="codings, evidence, methods, policies, timeline"):
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
    ],
)
def test_a_spoilt_cell_is_named(folder, table, old, new, place):
    spoil(folder / f"{table}.csv", old, new)
    with pytest.raises(data.TableError, match=place):
        data.plain(table, folder)


def test_a_coding_without_policy_and_a_double_one_are_named(folder):
    spoil(folder / "codings.csv", "MA-2017-LUNN,P13", "MA-2017-LUNA,P13")
    with pytest.raises(data.TableError, match="MA-2017-LUNA"):
        data.matrix(folder)
    spoil(folder / "codings.csv", "MA-2017-LUNA,P13", "MA-2017-LUNN,P01")
    with pytest.raises(data.TableError, match="MA-2017-LUNN has P01 twice"):
        data.codings(folder)


def test_a_double_policy_is_named(folder):
    spoil(folder / "policies.csv", "WA-KING-2018,", "WA-KING-2014,")
    with pytest.raises(data.TableError, match="WA-KING-2014"):
        data.policies(folder)


def test_missing_and_unreadable_files_are_named(folder):
    (folder / "codings.csv").write_bytes(b"policy_id\xff")
    with pytest.raises(data.TableError, match="byte 9 is not UTF-8"):
        data.plain("codings", folder)
    (folder / "codings.csv").unlink()
    with pytest.raises(data.TableError, match="codings.csv: the table is missing"):
        data.plain("codings", folder)
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(data.TableError, match="line 1: not valid JSON"):
        data.description(folder)
    (folder / "datapackage.json").unlink()
    with pytest.raises(data.TableError, match="description of the tables is missing"):
        data.description(folder)


def test_the_comparison_printed_in_the_exercise_still_holds():
    """exercises/16-scorer prints these two rows, since it must also work on paper."""
    california, new_jersey = (data.matrix().loc[key] for key in ("CA-2017-SB54", "NJ-2018-AG6"))
    both = california.notna() & new_jersey.notna()
    assert list(both[both].index) == ["P01", "P02", "P05", "P06", "P07", "P13"]
    assert (california.sum(), california.count()) == (5.5, 8)
    assert (new_jersey.sum(), new_jersey.count()) == (6, 9)
    assert (california[both].sum(), new_jersey[both].sum()) == (4.5, 4)

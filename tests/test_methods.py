"""The table of the 198 methods: whole, described in both languages, and the same on the Workbook's page."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from semillero import catalogues, data, toolbox
from semillero.data import package, tables
from semillero.kit.tools.methods import CLASSES, LISTED_ONLY, spans

COUNTS = {
    "protest": 54,
    "social": 16,
    "economic_boycott": 26,
    "strike": 23,
    "political": 38,
    "intervention": 41,
}
LAST = {
    "protest": 54,
    "social": 70,
    "economic_boycott": 96,
    "strike": 119,
    "political": 157,
    "intervention": 198,
}
ROWS = data.plain("methods")
PAGES = {"en": "exercises/workbook/methods.ipynb", "es": "exercises/workbook/methods.es.ipynb"}
ROOT = Path(__file__).parents[1]


def test_there_are_198_in_the_order_of_the_list():
    assert [int(row["number"]) for row in ROWS] == list(range(1, 199))


def test_classes_are_the_lists():
    assert tuple(COUNTS) == CLASSES
    assert {name: sum(row["class"] == name for row in ROWS) for name in CLASSES} == COUNTS
    assert {name: max(int(row["number"]) for row in ROWS if row["class"] == name) for name in CLASSES} == LAST
    assert sum(COUNTS[name] for name in CLASSES[1:5]) == 103


def test_only_the_legal_note_may_be_blank():
    for row in ROWS:
        assert [name for name in row if not row[name].strip() and name != "legal_note"] == [], row["number"]
        assert all(value == value.strip() for value in row.values()), row["number"]


@pytest.mark.parametrize("column", ["name_en", "name_es", "says_en", "says_es"])
def test_no_two_say_the_same(column):
    texts = [row[column].lower() for row in ROWS]
    assert sorted(texts) == sorted(set(texts))


def test_each_language_is_written_for_itself():
    assert [row["number"] for row in ROWS if row["says_en"] == row["says_es"]] == []
    # Hartal is a word of India in both languages.
    assert [row["number"] for row in ROWS if row["name_en"] == row["name_es"]] == ["118"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_description_is_one_plain_line(lang):
    for row in ROWS:
        text = row[f"says_{lang}"]
        assert text.endswith(".") and "\n" not in text and "|" not in text, row["number"]
        assert len(text) <= 120, (row["number"], len(text))


def test_values_are_those_of_the_description():
    for field in data.schema("methods")["fields"]:
        allowed = field["constraints"].get("enum")
        if allowed:
            assert {row[field["name"]] for row in ROWS} - {""} == set(allowed), field["name"]


def test_the_table_says_where_it_comes_from_and_what_it_lacks():
    resource = next(one for one in data.description()["resources"] if one["name"] == "methods")
    assert len(resource["sources"]) >= 2
    gaps = " ".join(resource["known_gaps"])
    assert "estimates" in gaps and "measured one by one" in gaps and "Beer" in gaps
    assert data.description()["licenses"][0]["name"] == "CC0-1.0" and "licenses" not in resource


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "Public speeches"), (53, "Renouncing honors"), (54, "Turning one’s back"), (70, "Protest emigration (hijrat)"),
     (118, "Hartal"), (166, "Mill-in"), (198, "Dual sovereignty and parallel government")],
)  # fmt: skip
def test_names_stand_at_their_numbers(number, name):
    assert ROWS[number - 1]["name_en"] == name


def test_high_risk_without_a_lawyer_is_rare_and_known():
    """An act that may end in arrest carries the mark; the body's own risks, and leaving a country, do not."""
    bare = [int(row["number"]) for row in ROWS if row["risk"] == "high" and not row["legal_note"]]
    assert bare == [70, 159]
    assert all(row["legal_note"] == "ask" for row in ROWS if row["class"] == "strike")
    assert all(ROWS[int(id) - 1]["risk"] == "high" and ROWS[int(id) - 1]["legal_note"] for id in LISTED_ONLY)


def test_the_reader_gives_ordered_estimates():
    frame = data.methods()
    assert frame.index.tolist() == list(range(1, 199))
    assert frame["class"].value_counts().to_dict() == COUNTS
    assert frame["risk"].cat.categories.tolist() == ["low", "medium", "high"]
    assert (frame["risk"] <= "medium").sum() == sum(row["risk"] in ("low", "medium") for row in ROWS)
    assert frame["legal_note"].notna().sum() == sum(row["legal_note"] == "ask" for row in ROWS)


def test_a_double_number_and_an_odd_risk_are_named(tmp_path):
    for name in ("datapackage.json", "methods.schema.json"):
        shutil.copy(package.HERE / name, tmp_path)
    text = (package.HERE / "methods.csv").read_text(encoding="utf-8")
    (tmp_path / "methods.csv").write_text(text.replace("\n2,", "\n1,", 1), encoding="utf-8")
    with pytest.raises(data.TableError, match="number 1 is there twice"):
        data.methods(tmp_path)
    (tmp_path / "methods.csv").write_text(
        text.replace(",low,few,days,", ",none,few,days,", 1), encoding="utf-8"
    )
    with pytest.raises(data.TableError, match="line 2, column risk: 'none'; allowed are low, medium, high"):
        data.methods(tmp_path)


def test_the_sheets_table_has_names_and_keys_only():
    rows = tables.kit_table("methods")
    assert [row["id"] for row in rows] == [str(number) for number in range(1, 199)]
    assert {tuple(sorted(row)) for row in rows} == {
        ("ask", "class", "id", "label_en", "label_es", "people", "prep", "risk")
    }
    assert rows[33] == {
        "id": "34", "label_en": "34. Vigils", "label_es": "34. Vigilias", "class": "protest", "risk": "low", "people": "some",
        "prep": "days", "ask": "",
    }  # fmt: skip
    assert rows[64]["ask"] == "yes"


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([7], "7"), ([1, 2, 3], "1–3"), ([1, 3, 4, 9], "1, 3–4, 9"), ([2, 3, 5, 6], "2–3, 5–6")],
)
def test_numbers_are_drawn_together(numbers, text):
    assert spans(numbers) == text


def test_filters_agree_with_a_count_of_the_table():
    """Each combination of the filters against a plain count of the file."""
    with (tables.HERE / "methods.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    steps = {
        "risk": ["low", "medium", "high"],
        "people": ["few", "some", "many"],
        "prep": ["days", "weeks", "months"],
    }
    for risk in steps["risk"]:
        for people in steps["people"]:
            for prep in steps["prep"]:
                chosen = {"risk": risk, "people": people, "prep": prep}
                fit = [
                    r for r in rows if all(steps[k].index(r[k]) <= steps[k].index(chosen[k]) for k in steps)
                ]
                for law in ("", "plain"):
                    found = toolbox.answer("methods", chosen | {"law": law})["results"]
                    kept = [r for r in fit if not (law and r["legal_note"])]
                    assert found["passing"] == len(kept) == sum(found["counts"].values())
                    assert len(found["shown"]) + found["more"] == len(kept)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_workbooks_page_shows_the_table(lang):
    cells = json.loads((ROOT / PAGES[lang]).read_text(encoding="utf-8"))["cells"]
    source = "".join(next(cell for cell in cells if cell["id"] == "index")["source"])
    shown = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", source, re.MULTILINE)
    assert [row[:3] for row in shown] == [
        (row["number"], row[f"name_{lang}"], row[f"says_{lang}"]) for row in ROWS
    ]
    words = catalogues.words(lang, "methods")
    for row, (number, _, _, estimate) in zip(ROWS, shown):
        keys = [row["risk"], row["people"], row["prep"]] + (["ask"] if row["legal_note"] else [])
        assert estimate == ", ".join(words(f"cell.{key}") for key in keys), number
    assert source.count("### ") == 6

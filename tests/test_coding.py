"""The coding desk: rows with names of their own, a text beside them, and words that agree with the table of
provisions."""

import json

import pytest

from semillero import catalogues, plan_files, toolbox
from semillero.data import plain
from semillero.errors import Refused
from semillero.kit import form, plan
from semillero.kit.models.policy import PROVISIONS
from semillero.kit.sheet import misfits
from semillero.languages import LANGUAGES
from semillero.paper import forms

TOOL = toolbox.tool("coding")


def body(lang, sheet):
    words = catalogues.words(lang, "coding")
    return form.form(TOOL, sheet, {}, words, "u")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_says_what_the_table_of_provisions_says(lang):
    words = catalogues.words(lang, "coding")
    for row in plain("provisions"):
        help = words(f"provision.{row['id']}.help").replace("\n", " ").replace("\u2212", "-")
        assert words("provision." + row["id"]) == f"{row['id']} {row['title_' + lang]}"
        assert help.endswith(row["look_for_" + lang] + ".")
        zero = {
            "en": " 0: silent, or only a wish (“should”).",
            "es": " 0: no dice nada, o es solo un deseo («debería»).",
        }[lang]
        assert help.replace(zero, "").startswith(row["definition_" + lang])
        marks = [line.partition(":")[0] for line in words(f"provision.{row['id']}.help").split("\n")]
        assert {"1", "0.5", "0"} <= set(marks)


def test_a_blank_sheet_holds_exactly_the_fourteen_rows():
    for lang in LANGUAGES:
        blank = TOOL.blank(catalogues.words(lang, "coding"))
        assert [row["provision"] for row in blank["codes"]] == list(PROVISIONS)
        assert {value for row in blank["codes"] for key, value in row.items() if key != "provision"} == {""}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rows_are_named_and_nobody_types_the_name(lang):
    words = catalogues.words(lang, "coding")
    html = body(lang, TOOL.blank(words))
    assert html.count('<li class="row named"') == 14
    assert 'data-field="codes.0.provision"' not in html and 'data-field="codes.13.value"' in html
    assert words("provision.P14.asks") in html and "data-act" not in html


def test_the_text_stands_beside_the_questions():
    html = body("en", {})
    assert html.count('<div class="pair"><details class="beside">') == 1
    assert html.index('data-field="text"') < html.index('id="u-codes"') < html.rindex("</div>")


def test_rows_in_another_order_are_refused_in_words():
    rows = TOOL.blank(catalogues.words("en", "coding"))["codes"]
    turned = {"codes": [rows[1], rows[0], *rows[2:]]}
    assert misfits(TOOL, turned)[0] == ("codes.0.provision", "row_name", {"name": "P01"})
    assert misfits(TOOL, {"codes": rows}) == misfits(TOOL, {"codes": [{} for _ in rows]}) == []
    assert [path for path, _, _ in misfits(TOOL, {"codes": rows[:13]})] == ["codes"]
    with pytest.raises(Refused, match="sheets.coding.codes.0.provision must be P01"):
        plan_files.check(json.dumps(plan.empty() | {"sheets": {"coding": turned}}), "plan.json")


def test_a_row_without_its_name_is_read_by_its_place():
    answer = toolbox.answer("coding", {"policy": "x", "codes": [{"value": "1"}] + [{}] * 13})
    assert answer["results"]["codes"] == {"P01": "1"}


def test_a_finding_leads_to_the_next_question_by_its_name():
    words = catalogues.words("en", "coding")
    sheet = TOOL.sample(words)
    sheet["codes"][6]["value"] = ""
    html = form.whole(TOOL, sheet, "sample", {}, words, toolbox.answer("coding", sheet), "u")
    assert (
        '<a href="#u-codes-6-value" data-goto="codes.6.value" data-lm-suppress-shortcuts>P07 Civil'
        " enforcement: Mark</a>" in html
    )


def test_the_paper_asks_every_question_and_has_no_room_for_the_text():
    for lang in LANGUAGES:
        words = catalogues.words(lang, "coding")
        blocks = forms._edition(TOOL, lang)["blocks"]
        assert words("text.label") not in [block["label"] for block in blocks]
        assert [row["asks"] for row in blocks[-1]["named"]] == [
            words(f"provision.{id}.asks") for id in PROVISIONS
        ]
        assert words("provision.label") not in [column["label"] for column in blocks[-1]["columns"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_is_the_draft_of_exercise_16(lang, pytestconfig):
    name = "exercise.ipynb" if lang == "en" else "exercise.es.ipynb"
    page = json.loads((pytestconfig.rootpath / "exercises" / "scorer" / name).read_text(encoding="utf-8"))
    cells = {cell["id"]: "".join(cell["source"]) for cell in page["cells"]}
    sheet = TOOL.sample(catalogues.words(lang, "coding"))
    sections = [
        line.split("|")[1:3]
        for line in cells["draft"].split("\n")
        if line.startswith("| ") and line[2].isdigit()
    ]
    assert [f"{number.strip()}. {text.strip()}" for number, text in sections] == sheet["text"].split("\n\n")[
        1:
    ]
    answers = [line.split("|")[1:3] for line in cells["code-answer"].split("\n") if line.startswith("| P")]
    answers = {
        key.strip(): value.strip() for key, value in answers if value.strip() in ("1", "0.5", "0", "-1")
    }
    assert answers == {row["provision"]: row["value"] for row in sheet["codes"]}

"""Gaps to campaign: two languages on one page, what is brought in, and what goes on to the demand clinic."""

import pytest

from semillero import catalogues, toolbox
from semillero.kit import chain
from semillero.languages import LANGUAGES

OTHER = {"en": "es", "es": "en"}
CODES = {"P01": "0.5", "P02": "0", "P08": "-1", "P09": "1", "P05": "0"}


def coded(**marks):
    sheet = toolbox.tool("coding").blank(catalogues.words("en", "coding"))
    rows = [row | {"value": marks.get(row["provision"], "")} for row in sheet["codes"]]
    return sheet | {"policy": "Draft", "place": "Río Claro County", "codes": rows}


def brought(id, sheets, lang="en"):
    """The sheet of the tool ``id`` after everything that it is offered was brought in."""
    tool, words = toolbox.tool(id), catalogues.words(lang, id)
    sheet = tool.blank(words)
    for take in tool.takes:
        for offer in chain.offers(
            tool, sheets | {id: sheet}, toolbox.known, lambda id: toolbox.tables(toolbox.tool(id))
        ):
            if offer["take"] is take and offer["fresh"]:
                sheet = chain.bring(tool, sheet, offer, "fresh", words)
    return sheet


def lines(sheet, lang):
    """The brief in both languages: in that of the sheet, in the other one, and what the other one is marked
    with."""
    words = catalogues.words(lang, "gaps")
    blocks = toolbox.tool("gaps").report(toolbox.answer("gaps", sheet)["results"], words)
    heads = (words("brief.heading"), words("twin.brief.heading"))
    own, other = [block for block in blocks if block["kind"] == "notes" and block["heading"] in heads]
    return own["lines"], other["lines"], own["lang"] + other["lang"]


def test_lowest_marks_come_first_then_what_is_blank_and_only_gaps_begin_with_our_words():
    rows = brought("gaps", {"coding": coded(**CODES)})["gaps"]
    assert [(row["provision"], row["value"]) for row in rows[:4]] == [
        ("P08", "-1"),
        ("P02", "0"),
        ("P05", "0"),
        ("P01", "0.5"),
    ]
    assert [row["value"] for row in rows[4:]] == [""] * 9 and "P09" not in [row["provision"] for row in rows]
    words = catalogues.words("en", "gaps")
    assert [row["ask"] for row in rows[:2]] == [words("ask.P08"), words("ask.P02")]
    assert {row["decider"] for row in rows[:2]} == {words("kind.sheriff")}
    assert {row["ask"] + row["decider"] for row in rows[4:]} == {""}


def test_a_word_that_was_made_our_own_is_no_change_upstream():
    sheet = brought("gaps", {"coding": coded(**CODES)})
    sheet["gaps"][0]["ask"] = "The sheriff signs nothing"
    sheets = {"coding": coded(**CODES), "gaps": sheet}
    found = chain.offers(
        toolbox.tool("gaps"), sheets, toolbox.known, lambda id: toolbox.tables(toolbox.tool(id))
    )
    assert [offer["fresh"] + offer["changed"] + offer["gone"] for offer in found] == [[]] * len(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brief_in_both_languages_is_the_same_brief(lang):
    """Made in either language, our words change with it and the group's own stand as typed."""
    sheet = brought("gaps", {"coding": coded(P01="0", P09="0")}, lang)
    sheet["gaps"][1] |= {"ask": "Ni una cama más.", "by": "2027-06-17"}
    own, other, marked = lines(sheet, lang)
    assert marked == OTHER[lang]
    for told, words in (
        (own, catalogues.words(lang, "gaps")),
        (other, catalogues.words(OTHER[lang], "gaps")),
    ):
        text = "\n".join(told)
        assert (
            words("ask.P01") in text
            and words("kind.sheriff") in text
            and words("short.P02") in text
            and words("brief.close") in text
        )
        assert (
            "2. Ni una cama más. " in text
            and "2027-06-17" in text
            and "twin." not in text
            and "{" not in text
        )


def test_the_clinic_is_given_the_first_demand_for_now():
    sheet = brought("gaps", {"coding": coded(**CODES)})
    sheet["gaps"][0]["turn"] = "later"
    sheet["gaps"][1] |= {"ask": "The jail tells nobody", "decider": "", "by": "2027-06-17"}
    sheet["decider"] = "The sheriff"
    clinic = brought("demand", {"gaps": sheet})
    assert (clinic["demand"], clinic["decider"], clinic["date"]) == (
        "The jail tells nobody",
        "The sheriff",
        "2027-06-17",
    )
    assert toolbox.answer("demand", clinic)["results"]["stands"] == ["S", "T"]


def test_only_blanks_are_no_demand_and_the_clinic_is_offered_nothing():
    sheet = {"gaps": [{"provision": "P06", "value": ""}]}
    assert toolbox.answer("gaps", sheet)["results"]["questions"] == ["P06"]
    assert brought("demand", {"gaps": sheet}) == toolbox.tool("demand").blank(
        catalogues.words("en", "demand")
    )

"""What leaves as a table, as Markdown and as a calendar: people's words stay words there."""

import csv
import io
import json
import re

import pytest
from markdown_it import MarkdownIt

from semillero import catalogues, commands, exports, lab, plan_files, toolbox
from semillero.errors import Refused
from semillero.kit import export, signs
from semillero.kit import plan as plans
from semillero.kit.portable import dumps, number


def rows(text):
    """The cells of a CSV text, as a program that knows the format reads them."""
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize(
    "cell, left",
    [
        ("=1+1", "'=1+1"), ("@SUM(1)", "'@SUM(1)"), ("+1+1", "'+1+1"), ("-1-1", "'-1-1"), ("+52 55", "'+52 55"), ("--", "'--"),
        (" =1", "' =1"), ("\u00a0=1", "'\u00a0=1"), ("\u3000@x", "'\u3000@x"), ("\x00=1", "'\ufffd=1"),
        ("\x0b=1", "\n'=1"), ("\t=1", "\t'=1"),
        ("\uff1d1", "'\uff1d1"), ("\uff0b1", "'\uff0b1"), ("\uff0d1", "'\uff0d1"), ("\uff20x", "'\uff20x"),
        ("x;=1", "x;'=1"), ("x\r\n=1", "x\n'=1"),
        ("-5", "-5"), ("+7", "+7"), ("-1,234.50", "-1,234.50"), ("-", "-"), ("a=b", "a=b"), ("“=x”", "“=x”"), ("¿x?", "¿x?"), ("", ""),
        (-3, "-3"), (2.5, "2.5"), (None, ""), ('say "x", y', 'say "x", y'),
    ],
)  # fmt: skip
def test_a_cell_is_cleaned_then_guarded_then_quoted(cell, left):
    assert rows(export.table_text([["first", cell, "last"]])) == [["first", left, "last"]]


def test_one_table_says_what_can_be_made_of_a_sheet(monkeypatch):
    """Each kind is made by the maker that the table names, is offered on the page but for paper, and has the
    words of its button; Lab and the command line give the same."""
    monkeypatch.setattr(exports.assemble, "engine_script", lambda *_: "")
    begins = {
        "markdown": "# ", "csv": export.MARK, "svg": "<svg xmlns=", "html": "<!doctype html>", "ics": "BEGIN:VCALENDAR",
        "pdf": b"%PDF",
    }  # fmt: skip
    assert exports.KINDS.keys() == begins.keys()
    words = catalogues.words("es", "escalation")
    sheet = toolbox.tool("escalation").sample(words)
    lab_sheet = lab.sheet("escalation", "es", sample=True)
    for kind, begin in begins.items():
        made = exports.make(kind, "escalation", sheet, "es")
        assert made.startswith(begin) and lab_sheet.export(kind) == made
    for id in toolbox.tool_ids():
        buttons = re.findall('data-as="(.*?)"', toolbox.still(id, "es", "u"))
        assert buttons == [
            one for one in exports.KINDS if one != "pdf" and (one != "ics" or toolbox.tool(id).events)
        ]
        assert all(words(f"ui.export.{one}") != f"ui.export.{one}" for one in buttons)
    front = exports.assemble.page_script()
    kinds = json.loads(re.search(r"KINDS =\s*({.*?});", front)[1])
    assert kinds == {one.id: [one.suffix, one.media] for one in exports.KINDS.values() if one.id != "pdf"}
    choice = next(one for one in commands.export.command.params if one.name == "kind")
    assert list(choice.type.choices) == list(exports.KINDS)
    with pytest.raises(Refused, match="no export 'docx'. Exports: markdown, csv, svg, html, ics, pdf"):
        exports.make("docx", "escalation", sheet)


def test_only_web_addresses_are_addresses():
    fine = ["https://example.org/a.pdf", "HTTP://example.org"]
    assert [export.address(one) for one in fine] == fine
    for wrong in (
        "javascript:alert(1)",
        "file:///etc",
        "https://x y",
        "https://a\u202eb",
        "//example.org",
        "",
        " https://example.org",
    ):
        assert export.address(wrong) == ""


def test_what_is_typed_stays_text_in_markdown():
    """Read by a Markdown program: paragraphs of text, whatever was meant by it."""
    typed = "# h\n> q\n- i\n+ i\n* i\n1. i\n2) i\n---\n===\n```\n~~~\n    code\na | b\n:- | -:\n"
    typed += "![x](http://x) [y](javascript:z) <b>&lt;\n_a_ **b** `c` ~~d~~"
    text = exports.make(
        "markdown", "spectrum", {"issue": typed, "groups": [{"name": typed, "now": "neutral"}]}
    )
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
    alive = {
        "html_block",
        "html_inline",
        "image",
        "link_open",
        "fence",
        "code_block",
        "code_inline",
        "s_open",
        "hr",
    }
    assert not kinds & alive and not kinds & {"blockquote_open", "ordered_list_open"}
    said = next(token for token in tokens if token.type == "inline" and token.content.startswith("\\#"))
    assert "".join(one.content or "\n" for one in said.children) == typed.replace("    code", "code")


def test_events_of_two_sheets_on_one_day_have_two_ids_that_stay():
    def ids(kind, sheet):
        return [line for line in exports.make("ics", kind, sheet).split("\r\n") if line.startswith("UID:")]

    late = {"tactics": [{"name": "Vigil", "start": "2027-05-02"}]}
    both = {
        "tactics": [
            {"name": "Walk", "start": "2027-05-01"},
            {"name": "Rest", "start": "2027-05-02"},
            *late["tactics"],
        ]
    }
    roster = ids("roster", {"action": "Vigil", "date": "2027-05-02"})
    assert len(set(roster + ids("escalation", both))) == 4
    assert ids("escalation", late)[0] in ids("escalation", both)


@pytest.mark.parametrize(
    "text, seen",
    [
        ("a\x1b[2Jb", "a\ufffd[2Jb"), ("\x9b2J", "\ufffd2J"), ("a\u202eb", "a\ufffdb"), ("adm\u200bin", "adm\ufffdin"),
        ("ad\u200dmin", "ad\ufffdmin"),
        ("a\rb\r\nc\x0bd\u2028e", "a\nb\nc\nd\ne"), ("\ufeffx\uffff", "\ufffdx\ufffd"), ("\ud800", "\ufffd"), ("a\U000e0041", "a\ufffd"),
        ("👩🏽\u200d🏭", "👩🏽\u200d🏭"), ("می\u200cخواهم", "می\u200cخواهم"), ("🏴\U000e0067\U000e0062\U000e007f",) * 2,
        ("¿Qué? “sí”… Ñandú\t\n",) * 2,
    ],
)  # fmt: skip
def test_what_nobody_sees_is_shown(text, seen):
    assert signs.visible(text) == seen


def test_json_spells_what_nobody_sees_and_loses_nothing():
    value = {"k\u202e": "a\x7f\x9b\u2066\ufeff\ufffe\U0001fffea\U000e0041 👩🏽\u200d🏭"}
    text = dumps(value)
    assert (
        json.loads(text) == value and "\\u202e" in text and "\\u009b" in text and signs.visible(text) == text
    )


def plan(text):
    return plan_files.check('{"format":"semillero-plan","version":1,' + text + "}", "plan.json")


@pytest.mark.parametrize(
    "digits",
    [
        "3.14159265358979",
        "1e-9",
        "1.5e21",
        "12345678901234567890",
        "1e999",
        "-0",
        "2.0",
        "1.50",
        "1E5",
        "0.1",
        "25",
        "-7.25",
        "9" * 299,
    ],
)
def test_a_number_that_nobody_knows_is_written_back_as_it_stood(digits):
    opened = plan(f'"ours":{{"a":[{digits}]}},"sheets":{{"from_next_year":{{"b":{digits}}}}}')
    assert f'"ours":{{"a":[{digits}]}},"sheets":{{"from_next_year":{{"b":{digits}}}}}' in plan_files.as_text(
        opened
    )
    assert toolbox.read_sheet("spectrum", {"issue": number("2.50")})["issue"] == "2.5"


@pytest.mark.parametrize(
    "text, says",
    [
        (
            '"sheets":{"agenda":{"items":[{"minutes":1e999}]}}',
            "sheets.agenda.items.0.minutes holds a number beyond reason",
        ),
        ('"sheets":{"agenda":{"items":[{"minutes":-1e16}]}}', "beyond reason"),
        ('"sheets":{"scorer":{"mine":{"P01":10000000000000001}}}', "sheets.scorer.mine.P01"),
        ('"sheets":{},"ours":"\\ud800x"', "half a character"),
        ('"sheets":{},"our\\udfffs":1', "half a character"),
        ('"sheets":{},"ours":' + "9" * 301, "more than 300 digits"),
        ('"sheets":{},"ours":[' + "[]," * plans.MOST_ENTRIES + "1]", f"more than {plans.MOST_ENTRIES}"),
        ('"sheets":{},"ours":"' + "x" * (plans.MOST_LETTERS + 1) + '"', "has 20001 characters"),
        ('"sheets":{},"ours":' + "[" * plans.MOST_DEPTH + "]" * plans.MOST_DEPTH, "nested more than 40"),
    ],
)
def test_what_no_plan_holds_is_refused(text, says):
    with pytest.raises(Refused, match=says):
        plan(text)


def test_what_a_plan_may_just_hold_is_opened():
    deepest = '"sheets":{},"ours":' + "[" * (plans.MOST_DEPTH - 1) + "1" + "]" * (plans.MOST_DEPTH - 1)
    assert plan(deepest) and plan('"sheets":{},"ours":"' + "x" * plans.MOST_LETTERS + '"')
    assert plan('"sheets":{"agenda":{"items":[{"minutes":1000000000000000}]}}')

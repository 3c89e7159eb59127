"""Hostile plan files through every command and export: words or an answer, nothing alive in what comes out,
no file touched."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import hostile
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from semillero import catalogues, commands, toolbox
from semillero.kit.signs import visible

CALENDAR = re.compile(
    r"(BEGIN|END):(VCALENDAR|VEVENT)|VERSION:2\.0|PRODID:-//Semillero//Plan//EN|CALSCALE:GREGORIAN|CLASS:PRIVATE|TRANSP:TRANSPARENT|"
    r"UID:[a-z_]+-\d{4}-\d\d-\d\d-\d+@semillero\.invalid|DTSTAMP:20000101T000000Z|DT(START|END);VALUE=DATE:\d{8}|SUMMARY:[\w ]+"
)
TAGS = {
    "svg",
    "style",
    "text",
    "circle",
    "rect",
    "polyline",
    "polygon",
    "path",
    "g",
    "title",
    "desc",
    "line",
    "tspan",
    "ellipse",
}
ALIVE = ("html_block", "html_inline", "image", "fence", "code_block", "code_inline", "link_open")
READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(scope="session")
def count(everything):
    return 2000 if everything else 200


def markdown(text, tool, lang):
    """Nothing but headings of ours, lists, tables, bold and plain text."""
    tokens = READ.parse(text)
    inner = [one for token in tokens for one in token.children or []]
    assert not {token.type for token in tokens + inner} & set(ALIVE)
    heads = [
        following.content
        for token, following in zip(tokens, tokens[1:])
        if token.type == "heading_open" and token.tag == "h1"
    ]
    assert heads == [catalogues.words(lang, tool)("title")]


def table(text, tool, lang):
    """No cell that a spreadsheet would run, also where it parts cells at a semicolon or takes the file apart
    by lines."""
    assert text.startswith("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text[1:], newline="")) for cell in row]
    for bare in (part.strip().lstrip("\ufffd ") for cell in cells for part in re.split("[;\t\n]", cell)):
        assert not bare or bare[0] not in "=@\uff1d\uff20\uff0b\uff0d", bare
        assert not bare or bare[0] not in "+-" or not bare[1:].strip("0123456789.,"), bare


def drawing(text, tool, lang):
    """Well-formed, with the elements of a drawing only."""
    elements = list(ElementTree.fromstring(text).iter())
    assert {one.tag.rpartition("}")[2] for one in elements} <= TAGS
    assert not [
        name
        for one in elements
        for name in one.attrib
        if name.startswith("on") or "href" in name or "url(" in one.attrib[name]
    ]


def calendar(text, tool, lang):
    """The lines of a calendar, and no other."""
    assert all(CALENDAR.fullmatch(line) for line in text.rstrip("\r\n").split("\r\n"))


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def page(text):
    """No element, handler or address that is not of the page itself."""
    elements = Elements()
    elements.feed(text)
    tags = [tag for tag, _ in elements.found]
    assert not {"img", "iframe", "object", "embed", "base", "link", "foreignobject"} & set(tags)
    for tag, attributes in elements.found:
        assert tag != "b" or attributes == {"class": "eg"}  # examples in the help
        assert not [
            name
            for name in attributes
            if name.startswith("on") or name in ("src", "srcdoc", "action", "formaction")
        ]
        assert attributes.get("href", "#").startswith("#")


CHECKS = {"markdown": markdown, "csv": table, "svg": drawing, "ics": calendar}


def run(*arguments):
    """The command in words: exit code 0 or 2, one line where it refuses, nothing that steers a terminal."""
    ran = CliRunner().invoke(commands.main, [str(one) for one in arguments])
    assert ran.exit_code in (0, 2), (arguments, ran.output[-2000:])
    assert ran.exit_code == 0 or (ran.output.startswith("semillero: ") and len(ran.output) < 2000), ran.output
    said = ran.output.removeprefix("\ufeff")
    assert visible(said) == said, arguments
    return ran.stdout_bytes.decode() if ran.exit_code == 0 else ""


def test_hostile_plans_end_in_words_or_in_an_answer(tmp_path, count, everything):
    opened = 0
    for place, (name, data) in enumerate(hostile.files(count)):
        path = tmp_path / f"{name}.json"
        path.write_bytes(data)
        lang = ("en", "es")[place % 2]
        told = run("plan", path, "--lang", lang)
        if told:
            opened += 1
            every(path, lang, place, everything)
        elif everything:
            for arguments in (
                ("plan", path, "--pdf", tmp_path / "x.pdf"),
                ("sheet", "spectrum", path),
                ("export", "spectrum", path),
            ):
                assert not run(*arguments)
        assert path.read_bytes() == data and [one.name for one in tmp_path.iterdir()] == [path.name]
        path.unlink()
    assert opened > count // 3


def every(path, lang, place, everything):
    """Every command and export of the sheets of one plan; paper and pages of their own, which take a second,
    for some files."""
    tools = [
        id for id in json.loads(path.read_bytes().decode("utf-8-sig"))["sheets"] if id in toolbox.tool_ids()
    ]
    for tool in tools if everything else tools[:1]:
        run("sheet", tool, path, "--lang", lang)
        for kind, check in CHECKS.items():
            text = run("export", tool, path, "--as", kind, "--lang", lang)
            if text:
                check(text, tool, lang)
        if place % (8 if everything else 40) == 0:
            made = path.with_suffix(".html")
            run("export", tool, path, "--as", "html", "--lang", lang, "--out", made)
            page(made.read_text(encoding="utf-8"))
            made.unlink()
    run("plan", path, "--json")
    if tools and place % (4 if everything else 20) == 3:
        made = path.with_suffix(".pdf")
        if run("plan", path, "--pdf", made, "--lang", lang):
            assert made.read_bytes().startswith(b"%PDF")
            made.unlink()

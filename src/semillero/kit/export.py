"""A sheet as text for other programs: Markdown, CSV, and a calendar. Nothing of the device, the hour or the
person in it.

What people typed stays text there: it is shown as it is and starts nothing, neither in a spreadsheet nor in a
page.
"""

from .days import day_number, day_text
from .portable import BLANKS
from .sheet import as_text, evaluate, leaving, read
from .signs import SIGN, visible
from .view import row_label

# Every kind of export there is, in the order in which they are offered: its id, the end of a file's name, the
# media type, and who makes it: "text" is made here, a "drawing" here too and needs its style, a "page" of its
# own is ``form.page`` with the engine inside, and "paper" is not to be had on a page, which is printed.
KINDS = (
    ("markdown", "md", "text/markdown", "text"),
    ("csv", "csv", "text/csv", "text"),
    ("svg", "svg", "image/svg+xml", "drawing"),
    ("html", "html", "text/html", "page"),
    ("ics", "ics", "text/calendar", "text"),
    ("pdf", "pdf", "application/pdf", "paper"),
)
MARK = "\ufeff"  # the byte-order mark: without it a spreadsheet takes accents for something else
_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"  # what a formula can begin with, in its wide forms too
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def offered(tool):
    """The kinds of ``KINDS`` that a page offers for a sheet of ``tool``: a calendar where there are days."""
    return [one for one in KINDS if one[3] != "paper" and (one[0] != "ics" or tool.events)]


def text(kind, tool, sheet, tables, words):
    """The sheet as ``kind``: "markdown", "csv", "ics" (RFC 5545) or "svg". Cells that stay in the open tab
    are left out.

    ``tables`` are the rows of the tool's tables by name. The same sheet gives the same text on every surface;
    a drawing is still without its style.
    """
    return _WRITERS[kind](tool, leaving(tool, sheet), tables, words)


def table_text(rows):
    """``rows`` (lists of texts, numbers or None) as the text of a CSV file (RFC 4180) that spreadsheets open
    right.

    Every table that leaves is written here. Cells are cleaned first (``signs.visible``), then guarded: a
    spreadsheet runs what begins like a formula, and an apostrophe before it keeps it text. A byte-order mark
    stands at the head.
    """
    return MARK + "".join([",".join([_cell(cell) for cell in row]) + "\r\n" for row in rows])


def address(text):
    """``text`` where it is a web address (http or https) without blanks, else ""."""
    head = text[:8].replace("H", "h").replace("T", "t").replace("P", "p").replace("S", "s")
    fine = head.startswith("http://") or head.startswith("https://")
    return (
        text
        if fine and visible(text) == text and not [blank for blank in _BLANKS + BLANKS if blank in text]
        else ""
    )


def _cell(value):
    """A cell, guarded and quoted. Programs differ in what parts cells, so a formula is one after a semicolon
    or an end of line too."""
    cell = visible(as_text(value))
    for parting in (";", "\t", "\n"):
        if parting in cell:
            cell = parting.join([_guarded(part) for part in cell.split(parting)])
    cell = _guarded(cell)
    if [sign for sign in ',;"\t\n' if sign in cell]:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _guarded(cell):
    bare = _bare(cell)
    if bare[:1] not in _STARTS or not bare or (bare[0] in "+-" and not bare[1:].strip(".,0123456789")):
        return cell
    return "'" + cell


def _bare(text):
    """``text`` without blanks of any kind around it, and without the sign for what nobody sees."""
    for blank in _BLANKS + SIGN:
        if blank in text:
            text = text.replace(blank, " ")
    return text.strip(BLANKS)


def _plain(text):
    """``text`` as it reads in Markdown, on one line: what would be a link, a tag or a heading there is
    escaped."""
    text = visible(text).replace("\n", " ")
    for sign in "\\`*_[]<>|~":
        if sign in text:
            text = text.replace(sign, "\\" + sign)
    if "&" in text and ";" in text:
        text = text.replace("&", "\\&")
    return text


def _line(text):
    """``text`` as a line of its own in Markdown."""
    text = _plain(text).lstrip(BLANKS)
    if text[:1] in ("#", "+", "-", "=", ":"):
        return "\\" + text
    number = text[: len(text) - len(text.lstrip("0123456789"))]
    after = text[len(number) :]
    listed = number and len(number) < 10 and after[:2] in (".", ")", ". ", ") ", ".\t", ")\t")
    return number + "\\" + after if listed else text


def markdown(tool, sheet, tables, words):
    """Everything on the sheet: what was filled in, what the sheet noticed, what came out."""
    lines = ["# " + _plain(words("title")), ""]
    if tool.notice:
        lines += ["> " + _line(words(tool.notice)), ""]
    for field in tool.fields:
        lines += _field(field, sheet.get(field.id), tables, words)
    answer = evaluate(tool, sheet, tables)
    lines += ["## " + words("ui.findings"), ""]
    lines += [
        "- **" + words("ui." + one["severity"]) + "** " + _plain(words.finding(one))
        for one in answer["findings"]
    ]
    lines += [] if answer["findings"] else [words("ui.no_findings")]
    lines += ["", "## " + words("ui.results"), ""]
    for block in tool.report(answer["results"], words):
        lines += _BLOCKS[block["kind"]](block)
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _field(field, value, tables, words):
    label = "## " + _plain(words(field.id + ".label"))
    if field.tab_only or value in (None, "", [], {}):
        return []
    if field.kind == "table":
        columns = [column for column in field.columns if not column.tab_only]
        heads = [words(column.id + ".label") for column in columns]
        rows = [
            [cell(column, row.get(column.id), tables, words) for column in columns]
            for row in filled_rows(field, value)
        ]
        return [label, ""] + _table(heads, rows) if rows else []
    if field.kind == "scores":
        rows = [
            [words("key." + key), cell(field.item, value.get(key), tables, words, field.id)]
            for key in field.keys
            if value.get(key) not in (None, "")
        ]
        return [label, ""] + _table([words(field.id + ".label"), ""], rows) if rows else []
    return (
        [label, ""] + [_line(line) for line in visible(cell(field, value, tables, words)).split("\n")] + [""]
    )


def filled_rows(field, rows):
    """The rows with something in them beyond what a blank row holds."""
    if field.fixed():
        return rows
    return [
        row
        for row in rows
        if [one for one in field.columns if as_text(row.get(one.id)) not in ("", one.default)]
    ]


def cell(column, value, tables, words, name=""):
    """A cell as people read it: the words of a choice (``name``: the id of its options), else the text
    itself."""
    given = as_text(value)
    if column.kind == "choice" and given in column.options:
        return words((name or column.id) + "." + given)
    if column.kind == "choice" and column.table:
        return "".join([row_label(row, words) for row in tables[column.table] if row["id"] == given]) or given
    return given


def _table(heads, rows):
    lines = ["| " + " | ".join([_plain(cell) for cell in line]) + " |" for line in [heads] + rows]
    return [lines[0], "|" + " --- |" * len(heads)] + lines[1:] + [""]


def _figure(block):
    return ["*" + _plain(block["caption"]) + "*", ""]


def _notes(block):
    return ["### " + _plain(block["heading"]), ""] + ["- " + _line(line) for line in block["lines"]] + [""]


_BLOCKS = {
    "sentence": lambda block: [_line(block["text"]), ""],
    "figure": _figure,
    "notes": _notes,
    "table": lambda block: ["### " + _plain(block["caption"]), ""] + _table(block["heads"], block["rows"]),
}


def csv(tool, sheet, tables, words):
    """What was filled in, as CSV: single fields first, then a block for each table, its name in the first
    line."""
    lines = []
    for field in tool.fields:
        value = sheet.get(field.id)
        if field.tab_only or value in (None, ""):
            continue
        if field.kind == "table":
            columns = [column for column in field.columns if not column.tab_only]
            lines += [[], [words(field.id + ".label")], [words(column.id + ".label") for column in columns]]
            for row in filled_rows(field, value):
                lines.append([cell(column, row.get(column.id), tables, words) for column in columns])
        elif field.kind == "scores":
            lines += [[], [words(field.id + ".label")]]
            for key in field.keys:
                lines.append([words("key." + key), cell(field.item, value.get(key), tables, words, field.id)])
        else:
            lines.append([words(field.id + ".label"), cell(field, value, tables, words)])
    return table_text(lines)


def ics(tool, sheet, tables, words):
    """The dates of the sheet as a calendar with neutral titles: who sees the phone learns nothing. Empty
    without dates."""
    values, _ = read(tool, sheet, tables)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Semillero//Plan//EN", "CALSCALE:GREGORIAN"]
    days = (
        sorted([pair for pair in tool.events(values) if day_number(pair[0]) is not None])
        if tool.events
        else []
    )
    told = {}  # how many events begin on a day: an event keeps its id when others come before it
    for number, (first, last) in enumerate(days):
        end = day_number(last)
        end = day_number(first) if end is None or end < day_number(first) else end
        told[first] = told.get(first, 0) + 1
        uid = tool.id + "-" + first + "-" + str(told[first]) + "@semillero.invalid"
        lines += ["BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20000101T000000Z"]
        lines += [
            "DTSTART;VALUE=DATE:" + first.replace("-", ""),
            "DTEND;VALUE=DATE:" + day_text(end + 1).replace("-", ""),
        ]
        lines += [
            "SUMMARY:" + words("ui.event", number=number + 1),
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "\r\n".join(lines + ["END:VCALENDAR", ""]) if days else ""


def drawing(tool, sheet, tables, words):
    """The first drawing of the sheet as an SVG file, or nothing where it draws none."""
    blocks = tool.report(evaluate(tool, sheet, tables)["results"], words)
    drawings = [block["svg"] for block in blocks if block["kind"] == "figure"]
    return drawings[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) if drawings else ""


_WRITERS = {"markdown": markdown, "csv": csv, "svg": drawing, "ics": ics}

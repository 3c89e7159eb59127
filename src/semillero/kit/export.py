"""A sheet as text for other programs: Markdown, CSV, and a calendar. Nothing of the device, the hour or the person in it."""
from .fields import day_number, day_text
from .figure import visible
from .sheet import as_text, evaluate, read, unspoken
from .view import row_label


def text(kind, tool, sheet, tables, words):
    """The sheet as ``kind``: "markdown", "csv" or "ics" (RFC 5545). Cells that stay in the open tab are left out.

    ``tables`` are the rows of the tool's tables by name. The same sheet gives the same text on every surface.
    """
    write, end = _KINDS[kind]
    return "".join([visible(line) + end for line in write(tool, unspoken(tool, sheet), tables, words)])


def markdown(tool, sheet, tables, words):
    """Everything on the sheet, as lines: what was filled in, what the sheet noticed, what came out."""
    lines = ["# " + words("title"), ""]
    if tool.notice:
        lines += ["> " + words(tool.notice), ""]
    for field in tool.fields:
        lines += _field(field, sheet.get(field.id), tables, words)
    answer = evaluate(tool, sheet, tables)
    lines += ["## " + words("ui.findings"), ""]
    lines += ["- **" + words("ui." + one["severity"]) + "** " + words.finding(one) for one in answer["findings"]]
    lines += [] if answer["findings"] else [words("ui.no_findings")]
    lines += ["", "## " + words("ui.results"), ""]
    for block in tool.report(answer["results"], words):
        lines += _BLOCKS[block["kind"]](block)
    while not lines[-1]:
        lines.pop()
    return lines


def _field(field, value, tables, words):
    label = "## " + words(field.id + ".label")
    if field.tab_only or value in (None, "", [], {}):
        return []
    if field.kind == "table":
        columns = [column for column in field.columns if not column.tab_only]
        heads = [words(column.id + ".label") for column in columns]
        rows = [[cell(column, row.get(column.id), tables, words) for column in columns] for row in filled_rows(field, value)]
        return [label, ""] + _table(heads, rows) if rows else []
    if field.kind == "scores":
        rows = [
            [words("key." + key), cell(field.item, value.get(key), tables, words, field.id)]
            for key in field.keys
            if value.get(key) not in (None, "")
        ]
        return [label, ""] + _table([words(field.id + ".label"), ""], rows) if rows else []
    return [label, "", cell(field, value, tables, words), ""]


def filled_rows(field, rows):
    """The rows with something in them beyond what a blank row holds."""
    if field.fixed():
        return rows
    return [row for row in rows if [one for one in field.columns if as_text(row.get(one.id)) not in ("", one.default)]]


def cell(column, value, tables, words, name=""):
    """A cell as people read it: the words of a choice (``name``: the id of its options), else the text itself."""
    given = as_text(value)
    if column.kind == "choice" and given in column.options:
        return words((name or column.id) + "." + given)
    if column.kind == "choice" and column.table:
        return "".join([row_label(row, words) for row in tables[column.table] if row["id"] == given]) or given
    return given


def _table(heads, rows):
    lines = ["| " + " | ".join([_inside(cell) for cell in line]) + " |" for line in [heads] + rows]
    return [lines[0], "|" + " --- |" * len(heads)] + lines[1:] + [""]


def _inside(cell):
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\r", " ").replace("\n", " ")


def _figure(block):
    return ["*" + block["caption"] + "*", ""]


def _notes(block):
    return ["### " + block["heading"], ""] + ["- " + line for line in block["lines"]] + [""]


_BLOCKS = {
    "sentence": lambda block: [block["text"], ""],
    "figure": _figure,
    "notes": _notes,
    "table": lambda block: ["### " + block["caption"], ""] + _table(block["heads"], block["rows"]),
}


def csv(tool, sheet, tables, words):
    """What was filled in, as lines of CSV (RFC 4180): a block for each table, its name in the first line; single fields first."""
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
    return [",".join([_quoted(cell) for cell in line]) for line in lines]


def _quoted(cell):
    # A spreadsheet runs a cell that begins like a formula: an apostrophe before it keeps it text.
    if cell and cell[0] in "=+-@\t\r" and cell[1:].replace(".", "").strip("0123456789"):
        cell = "'" + cell
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def ics(tool, sheet, tables, words):
    """The dates of the sheet as a calendar with neutral titles: who sees the phone learns nothing. Empty without dates."""
    values, _ = read(tool, sheet, tables)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Semillero//Plan//EN", "CALSCALE:GREGORIAN"]
    days = sorted([pair for pair in tool.events(values) if day_number(pair[0]) is not None]) if tool.events else []
    for number, (first, last) in enumerate(days):
        end = day_number(last)
        end = day_number(first) if end is None or end < day_number(first) else end
        lines += ["BEGIN:VEVENT", "UID:" + first + "-" + str(number + 1) + "@semillero.invalid", "DTSTAMP:20000101T000000Z"]
        lines += ["DTSTART;VALUE=DATE:" + first.replace("-", ""), "DTEND;VALUE=DATE:" + day_text(end + 1).replace("-", "")]
        lines += ["SUMMARY:" + words("ui.event", number=number + 1), "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return lines + ["END:VCALENDAR"] if days else []


_KINDS = {"markdown": (markdown, "\n"), "csv": (csv, "\r\n"), "ics": (ics, "\r\n")}

"""A list of ICE in words: what stands in it, what was done to its cells, and what changed, for notebooks and
the command line."""

import functools
import sys

import click

from . import desk
from .data import partners
from .data.cells import shown
from .kit.export import table_text

LISTS = ("refused", "repaired", "kept")
COLUMNS = ("what", "row", "column", "found", "put", "why")


def read_files(files, sheet=None, columns=(), lang="en", dates=None):
    """One list, or two with the earlier first; how far it is goes to stderr. ``columns``: texts like
    agency=Partner."""
    if len(files) > 2:
        raise desk.Refused(f"{len(files)} files. Name one list, or two to compare.")
    wrong = [one for one in columns if "=" not in one]
    if wrong:
        raise desk.Refused(f"--column {wrong[0]}: write it as agency=NAME.")
    names = dict(one.split("=", 1) for one in columns)
    say, read = desk.words(lang, "partners"), []
    for file in files:
        with click.progressbar(length=1, label=f"{say('reading')} {file.name}", file=sys.stderr) as bar:
            read.append(
                partners.read(
                    file, sheet=sheet, names=names, progress=functools.partial(_tell, bar), dates=dates
                )
            )
    return list(partners.in_order(*read)) if len(read) == 2 else read


def _tell(bar, done, of):
    bar.length = of
    bar.update(done - bar.pos)


def explain(report, lang="en"):
    """The cells of a report as a DataFrame in the words of ``lang``: what was done, row, column, found, put,
    why."""
    import pandas as pd

    say = desk.words(lang, "partners")
    lines = [
        [
            say(f"list.{name}"),
            one["row"],
            one["column"],
            one["found"],
            one["put"] or "",
            _reasons(one["why"], say),
        ]
        for name in LISTS
        for one in report[name]
    ]
    return pd.DataFrame(lines, columns=[say(f"head.{name}") for name in COLUMNS])


def as_json(sheets):
    """One list, or two (the earlier first), as plain values: the report with its counts; of two also who
    joined, left, changed."""
    *earlier, last = [one.report | {"counts": partners.counts(one.frame)} for one in sheets]
    if not earlier:
        return last
    changes = partners.compare(*sheets)._asdict()
    return last | {"before": earlier[0]} | {name: table.to_dict("records") for name, table in changes.items()}


def as_csv(sheet):
    """The clean rows of a list as the text of a CSV file: written as every table is, so that no cell of it
    runs anywhere."""
    rows = [["row", *sheet.frame.columns]]
    for row, *found in sheet.frame.astype("object").itertuples(name=None):
        rows.append([str(row), *("" if value is None or value != value else shown(value) for value in found)])
    return table_text(rows)


def blocks(sheets, lang="en"):
    """The same as blocks of a report (tables, notes, texts), first the lists, then what changed, then every
    cell."""
    say = desk.words(lang, "partners")
    made = [block for one in sheets for block in _list(one, say)]
    if len(sheets) == 2:
        made += _changes(partners.compare(*sheets), say)
    return made + [block for one in sheets for block in _cells(one.report, say)]


def _list(one, say):
    report = one.report
    about = [
        say(
            "about",
            file=report["file"],
            sheet=report["sheet"],
            kind=say(f"kind.{report['list']}"),
            date=report["date"],
        ),
        say(f"day.{report['date_from']}"),
        say("rows", n=report["rows"]),
        *(
            say("columns." + name, names=", ".join(report[name]))
            for name in ("added", "missing")
            if report[name]
        ),
        *(say(f"why.{note['why']}", found=note["found"]) for note in report["notes"]),
        *(say("repeated", rows=", ".join(map(str, group))) for group in report["repeated"]),
    ]
    yield {"kind": "notes", "heading": report["file"], "lines": about}
    for name, numbers in partners.counts(one.frame).items():
        rows = [[value or say("nothing"), str(number)] for value, number in numbers.items()]
        yield {
            "kind": "table",
            "caption": say(f"count.{name}"),
            "heads": [say(f"count.{name}.head"), say("head.rows")],
            "rows": rows,
        }


def _changes(changes, say):
    for name, table in changes._asdict().items():
        heads = [column for column in table.columns if not column.startswith("rows")]
        rows = [[_cell(one[head], head, say) for head in heads] for one in table.to_dict("records")]
        caption = say(f"change.{name}", n=len(rows))
        if rows:
            yield {
                "kind": "table",
                "caption": caption,
                "heads": [say(f"head.{head}") for head in heads],
                "rows": rows,
            }
        else:
            yield {"kind": "text", "text": caption}


def _cell(value, head, say):
    if head == "why":
        return say(f"why.{value}")
    return ", ".join(value) if isinstance(value, list) else value or say("nothing")


def _cells(report, say):
    """Every cell; those with the same column, text and reason share a line."""
    for name in LISTS:
        together = {}
        for one in report[name]:
            key = (one["column"], one["found"], one["put"] or "", tuple(one["why"]))
            together.setdefault(key, []).append(str(one["row"]))
        # The rows come last: a cell that is wrong in the same way a hundred times makes a long line.
        rows = [
            [column, seen(found), put, _reasons(why, say), ", ".join(numbers)]
            for (column, found, put, why), numbers in together.items()
        ]
        caption = say(f"cells.{name}", n=len(report[name]), file=report["file"])
        if rows:
            heads = [say(f"head.{head}") for head in ("column", "found", "put", "why", "row")]
            yield {"kind": "table", "caption": caption, "heads": heads, "rows": rows}
        else:
            yield {"kind": "text", "text": caption}
    if report["set_aside"]:
        lines = [
            say("aside", row=one["row"], found=one["found"], why=_reasons(one["why"], say))
            for one in report["set_aside"]
        ]
        yield {"kind": "notes", "heading": say("aside.heading", file=report["file"]), "lines": lines}


def _reasons(why, say):
    return "; ".join(say(f"why.{one}") for one in why)


def seen(text):
    """A text between quotation marks, with the signs that nobody sees written out."""
    return (
        "\u00ab" + "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text) + "\u00bb"
    )

"""A list of ICE in words: what stands in it, what was done to its cells, and what changed, for notebooks and
the command line."""

from collections.abc import Sequence
from typing import Any

from .. import catalogues
from ..kit.export import table_text
from ..kit.report import notes, sentence, table
from ..kit.words import Words
from . import partners
from .cells import shown

LISTS = ("refused", "repaired", "kept")
COLUMNS = ("what", "row", "column", "found", "put", "why")


def explain(report: Any, lang: str = "en") -> Any:
    """The cells of a report as a DataFrame in the words of ``lang``: what was done, row, column, found, put,
    why."""
    import pandas as pd

    say = catalogues.words(lang, "partners")
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


def as_json(sheets: Sequence[Any]) -> Any:
    """One list, or two (the earlier first), as plain values: the report with its counts; of two also who
    joined, left, changed."""
    *earlier, last = [one.report | {"counts": partners.counts(one.frame)} for one in sheets]
    if not earlier:
        return last
    changes = partners.compare(*sheets)._asdict()
    return last | {"before": earlier[0]} | {name: table.to_dict("records") for name, table in changes.items()}


def as_csv(sheet: Any) -> str:
    """The clean rows of a list as the text of a CSV file: written as every table is, so that no cell of it
    runs anywhere."""
    rows = [["row", *sheet.frame.columns]]
    for row, *found in sheet.frame.astype("object").itertuples(name=None):
        rows.append([str(row), *("" if value is None or value != value else shown(value) for value in found)])
    return table_text(rows)


def blocks(sheets: Sequence[Any], lang: str = "en") -> list[dict[str, Any]]:
    """The same as blocks of a report (tables, notes, sentences): first the lists, then what changed, then
    every cell."""
    say = catalogues.words(lang, "partners")
    made = [block for one in sheets for block in _list(one, say)]
    if len(sheets) == 2:
        made += _changes(partners.compare(*sheets), say)
    return made + [block for one in sheets for block in _cells(one.report, say)]


def _list(one: Any, say: Words) -> Any:
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
    yield notes(report["file"], about)
    for name, numbers in partners.counts(one.frame).items():
        rows = [[value or say("nothing"), str(number)] for value, number in numbers.items()]
        yield table(say(f"count.{name}"), [say(f"count.{name}.head"), say("head.rows")], rows)


def _changes(changes: Any, say: Words) -> Any:
    for name, frame in changes._asdict().items():
        heads = [column for column in frame.columns if not column.startswith("rows")]
        rows = [[_cell(one[head], head, say) for head in heads] for one in frame.to_dict("records")]
        yield _counted(say(f"change.{name}", n=len(rows)), heads, rows, say)


def _counted(caption: str, heads: Any, rows: Any, say: Words) -> Any:
    """A table under a caption that says how many rows it has; without rows, the caption as a sentence."""
    return table(caption, [say(f"head.{head}") for head in heads], rows) if rows else sentence(caption)


def _cell(value: Any, head: Any, say: Words) -> Any:
    if head == "why":
        return say(f"why.{value}")
    return ", ".join(value) if isinstance(value, list) else value or say("nothing")


def _cells(report: Any, say: Words) -> Any:
    """Every cell; those with the same column, text and reason share a line."""
    for name in LISTS:
        together: dict[Any, Any] = {}
        for one in report[name]:
            key = (one["column"], one["found"], one["put"] or "", tuple(one["why"]))
            together.setdefault(key, []).append(str(one["row"]))
        # The rows come last: a cell that is wrong in the same way a hundred times makes a long line.
        rows = [
            [column, seen(found), put, _reasons(why, say), ", ".join(numbers)]
            for (column, found, put, why), numbers in together.items()
        ]
        caption = say(f"cells.{name}", n=len(report[name]), file=report["file"])
        yield _counted(caption, ("column", "found", "put", "why", "row"), rows, say)
    if report["set_aside"]:
        lines = [
            say("aside", row=one["row"], found=one["found"], why=_reasons(one["why"], say))
            for one in report["set_aside"]
        ]
        yield notes(say("aside.heading", file=report["file"]), lines)


def _reasons(why: Any, say: Words) -> Any:
    return "; ".join(say(f"why.{one}") for one in why)


def seen(text: str) -> str:
    """A text between quotation marks, with the signs that nobody sees written out."""
    return (
        "\u00ab" + "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text) + "\u00bb"
    )

"""The shipped tables as plain rows of text, with the standard library only.

What a table must look like (its columns, the values allowed) is written once, in `datapackage.json`
beside the tables; this module reads that description and holds the file to it.
"""

import csv
import json
import re
from calendar import monthrange
from pathlib import Path

from ..errors import TableError

HERE = Path(__file__).parent


def description(folder=HERE):
    """Return `datapackage.json` of a folder as a dict.

    Raises TableError when the file is missing or is no valid JSON.
    """
    path = Path(folder) / "datapackage.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(
            f"{path}: the description of the tables is missing; copy it from the package"
        ) from None
    except json.JSONDecodeError as error:
        raise TableError(
            f"{path}, line {error.lineno}: not valid JSON ({error.msg}); correct that line"
        ) from None


def plain(name: str, folder=HERE) -> list[dict[str, str]]:
    """Return the table `name` (a name in `datapackage.json`) as a list of rows, every value as text.

    A blank cell is the empty text: it means "not established" and never 0.
    `folder` is where the table and its `datapackage.json` are; another folder serves a group's own tables.
    Raises TableError for a name that is no table, for columns that differ from the description, for a row
    with too few or too many cells, and for a value outside the description's bounds.
    """
    resources = {resource["name"]: resource for resource in description(folder)["resources"]}
    if name not in resources:
        raise TableError(f"no table is named {name!r}; there are: {', '.join(sorted(resources))}")
    resource = resources[name]
    path = Path(folder) / resource["path"]
    fields = resource["schema"]["fields"]
    columns = [field["name"] for field in fields]
    try:
        # utf-8-sig: a spreadsheet programme that saves the file puts a mark before the first column's name.
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            _same_columns(path, next(reader, []), columns)
            return [_row(path, reader.line_num, cells, fields) for cells in reader]
    except FileNotFoundError:
        raise TableError(f"{path}: the table is missing; copy it from the package") from None
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: byte {error.start} is not UTF-8; save the table again as UTF-8") from None


def kit_table(name: str, folder=HERE) -> list[dict[str, str]]:
    """Return the table `name` as the sheets read it: a list of rows of text.

    "policies": id, label (name, place, year), level, state, direction, year, checked (the latest day on which
    one of its codings was checked; empty without codings), confidence, status_as_of, and what a question
    about a date needs: begins and ends (days; in force from the one until the day before the other, ends
    empty = not known to have ended) and begins_by ("effective", "enacted" or, where no more than a year is
    known, "year"). "codings": policy, provision, value, only what may be ranked: not of low confidence, of a
    policy of high confidence. "clauses": the same with section, the place in the text. "methods": id ("1" to
    "198"), label_en and label_es (number and name), class, risk, people, prep, ask ("yes" or empty).
    Raises TableError as `plain` does.
    """
    if name == "methods":
        return [_method(row) for row in plain("methods", folder)]
    if name in ("codings", "clauses"):
        sure = {row["policy_id"] for row in plain("policies", folder) if row["confidence"] == "high"}
        return [
            {"policy": row["policy_id"], "provision": row["provision"], "value": row["value"]}
            | ({"section": row["section"]} if name == "clauses" else {})
            for row in plain("codings", folder)
            if row["confidence"] != "low" and row["policy_id"] in sure
        ]
    rows = plain(name, folder)
    begins = {row["policy_id"]: begin(row) for row in rows}
    checked = {}
    for row in plain("codings", folder):
        checked[row["policy_id"]] = max(row["checked_on"], checked.get(row["policy_id"], ""))
    return [
        {
            "id": row["policy_id"],
            "label": ", ".join(
                part for part in (row["name"], row["jurisdiction"], row["year_enacted"]) if part
            ),
            "level": row["level"],
            "state": row["state"],
            "direction": row["direction"],
            "year": row["year_enacted"],
            "checked": checked.get(row["policy_id"], ""),
            "confidence": row["confidence"],
            "status_as_of": row["status_as_of"],
            "begins": begins[row["policy_id"]][0],
            "begins_by": begins[row["policy_id"]][1],
            "ends": _end(row, begins),
        }
        for row in rows
    ]


def begin(row: dict[str, str]) -> tuple[str, str]:
    """Return the first day on which a row of "policies" is in force, and what that day comes from.

    The effective date counts, else the date it was enacted; of a bare month or year, the last day. What it
    comes from is "effective", "enacted", or "year" where no more than a year is known.
    """
    for kind in ("effective", "enacted"):
        date = row[f"date_{kind}"]
        if date:
            return _last_day(date), kind if len(date) > 4 else "year"
    return _last_day(row["year_enacted"]), "year"


def _end(row, begins):
    """The first day on which it is over: its own end or the newer version's begin, the earlier one; else
    empty."""
    ends = [_last_day(row["date_ended"])] if row["date_ended"] else []
    if row["superseded_by"] in begins:
        ends.append(begins[row["superseded_by"]][0])
    return min(ends, default="")


def _last_day(date):
    year, month, day = (date.split("-") + ["", ""])[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


def _method(row):
    # The descriptions stay behind: they would double what a telephone loads.
    kept = {name: row[name] for name in ("class", "risk", "people", "prep")}
    labels = {f"label_{lang}": f"{row['number']}. {row[f'name_{lang}']}" for lang in ("en", "es")}
    return {"id": row["number"], **labels, **kept, "ask": "yes" if row["legal_note"] else ""}


def _same_columns(path, found, allowed):
    if found != allowed:
        raise TableError(
            f"{path}, line 1: the columns are {', '.join(found) or '(none)'}; "
            f"allowed are, in this order: {', '.join(allowed)}"
        )


def _row(path, line, cells, fields):
    if len(cells) != len(fields):
        raise TableError(
            f"{path}, line {line}: {len(cells)} cells, {len(fields)} columns; "
            "put a text that holds a comma between double quotes"
        )
    for field, value in zip(fields, cells, strict=True):
        _check_value(path, line, field, value)
    return {field["name"]: value for field, value in zip(fields, cells, strict=True)}


def _check_value(path, line, field, value):
    rules = field.get("constraints", {})
    place = f"{path}, line {line}, column {field['name']}"
    if value == "":
        if rules.get("required"):
            raise TableError(f"{place}: blank, and a value is required; fill it in or take the row out")
        return
    allowed = [str(choice) for choice in rules.get("enum", [])]
    if allowed and value not in allowed:
        raise TableError(f"{place}: {value!r}; allowed are {', '.join(allowed)}; correct the cell")
    pattern = rules.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        raise TableError(
            f"{place}: {value!r} does not have the form {pattern}; correct the cell"
            " (a spreadsheet programme may have changed a date or taken a leading zero away)"
        )

"""A data package: tables as csv, each with its schema beside it, read as plain rows with the standard
library only.

What tables there are, where they come from and what is missing in them is told by `datapackage.json`; what
columns one has and which values it allows, by the schema that is named there (`policies.schema.json`). Both
are written as the Data Package standard (version 1) says. This module holds a table to its schema. Keys that
point to other tables are for those who check a whole package.
"""

import csv
import datetime
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import TableError

HERE = Path(__file__).parent / "shipped"
# How a value of each type is written. One number is written in one way, so that keys can be compared as text.
FORMS = {
    "integer": r"0|-?[1-9]\d*",
    "number": r"-?(0|[1-9]\d*)(\.\d+)?",
    "year": r"\d{4}",
    "date": r"\d{4}-\d{2}-\d{2}",
}
SPOILT = "correct the cell (a spreadsheet programme may have changed a date or taken a leading zero away)"


def description(folder: Path = HERE) -> dict[str, Any]:
    """Return `datapackage.json` of a folder as a dict. Raises TableError when it is missing or is no JSON."""
    return _json(Path(folder) / "datapackage.json")


def schema(name: str, folder: Path = HERE) -> dict:
    """Return the schema of the table `name` as a dict: `fields`, `primaryKey`, `foreignKeys`.

    It stands in the file that `datapackage.json` names, or there itself. Raises TableError for a name that is
    no table, and when a file is missing or is no JSON.
    """
    found = _resource(name, folder)["schema"]
    return _json(Path(folder) / found) if isinstance(found, str) else found


def plain(name: str, folder: Path = HERE) -> list[dict[str, str]]:
    """Return the table `name` (a name in `datapackage.json`) as a list of rows, every value as text.

    A blank cell is the empty text: it means "not established" and never 0.
    `folder` is where the table, its schema and `datapackage.json` are; another folder serves a group's own
    tables. Raises TableError for a name that is no table, for columns that differ from the schema, for a row
    with too few or too many cells, for a value that the schema does not allow, and for a row whose key is
    there already.
    """
    rules = schema(name, folder)
    path = Path(folder) / _resource(name, folder)["path"]
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    try:
        # utf-8-sig: a spreadsheet programme that saves the file puts a mark before the first column's name.
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            _same_columns(path, next(reader, []), [field["name"] for field in rules["fields"]])
            for cells in reader:
                rows.append(_row(path, reader.line_num, cells, rules["fields"]))
                _once(path, reader.line_num, rows[-1], listed(rules.get("primaryKey", ())), seen)
    except FileNotFoundError:
        raise TableError(f"{path}: the table is missing; copy it from the package") from None
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: byte {error.start} is not UTF-8; save the table again as UTF-8") from None
    return rows


def listed(columns: Sequence[str] | str) -> list[str]:
    """Return the columns of a key, which the standard also writes as one bare name."""
    return [columns] if isinstance(columns, str) else list(columns)


def _json(path: Path) -> Any:
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


def _resource(name: str, folder: Path) -> dict[str, Any]:
    resources = {resource["name"]: resource for resource in description(folder)["resources"]}
    if name not in resources:
        raise TableError(f"no table is named {name!r}; there are: {', '.join(sorted(resources))}")
    return resources[name]


def _same_columns(path: Path, found: Sequence[str], allowed: Sequence[str]) -> None:
    if found != allowed:
        raise TableError(
            f"{path}, line 1: the columns are {', '.join(found) or '(none)'}; "
            f"allowed are, in this order: {', '.join(allowed)}"
        )


def _row(path: Path, line: int, cells: Sequence[str], fields: Sequence[dict[str, Any]]) -> dict[str, str]:
    if len(cells) != len(fields):
        raise TableError(
            f"{path}, line {line}: {len(cells)} cells, {len(fields)} columns; "
            "put a text that holds a comma between double quotes"
        )
    for field, value in zip(fields, cells, strict=True):
        _check_value(f"{path}, line {line}, column {field['name']}", field, value)
    return {field["name"]: value for field, value in zip(fields, cells, strict=True)}


def _once(
    path: Path, line: int, row: dict[str, str], key: Sequence[str], seen: dict[tuple[str, ...], int]
) -> None:
    """The key of a row, if it has one, is not that of an earlier one: ``seen``, key -> line."""
    found = tuple(row[column] for column in key)
    if found in seen:
        raise TableError(
            f"{path}, line {line}: {', '.join(key)} {', '.join(found)} is there twice (first in line"
            f" {seen[found]}); keep one row"
        )
    if found:
        seen[found] = line


def _check_value(place: str, field: dict[str, Any], value: str) -> None:
    rules, type = field.get("constraints", {}), field["type"]
    if value == "":
        if rules.get("required"):
            raise TableError(f"{place}: blank, and a value is required; fill it in or take the row out")
        return
    allowed = [str(choice) for choice in rules.get("enum", [])]
    if allowed and value not in allowed:
        raise TableError(f"{place}: {value!r}; allowed are {', '.join(allowed)}; correct the cell")
    form = FORMS.get(type) or rules.get("pattern")
    if form and not re.fullmatch(form, value):
        raise TableError(f"{place}: {value!r} does not have the form {form}; {SPOILT}")
    if type == "date" and not _day(value):
        raise TableError(f"{place}: {value!r} is no day of the calendar; {SPOILT}")
    least, most = rules.get("minimum"), rules.get("maximum")
    if (least is not None and float(value) < least) or (most is not None and float(value) > most):
        bounds = " and ".join(
            f"{word} {bound}" for word, bound in (("at least", least), ("at most", most)) if bound is not None
        )
        raise TableError(f"{place}: {value}; allowed is {bounds}; correct the cell")


def _day(text: str) -> Any:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None

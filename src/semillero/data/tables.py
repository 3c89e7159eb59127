"""The shipped tables as the sheets read them: a list of rows of text each, slim enough for a telephone."""

from pathlib import Path
from typing import Any

from ..errors import TableError
from ..kit.days import last_day
from ..kit.models.policy import may_be_ranked
from ..languages import FIRST, LANGUAGES, marked
from .package import HERE, plain


def kit_table(name: str, folder: Path = HERE) -> list[dict[str, str]]:
    """Return the table `name` as the sheets read it: "policies", "codings", "sections" or "methods".

    What each holds is told below, by the function of its name. Raises TableError for another name, and as
    `plain` does.
    """
    if name not in TABLES:
        raise TableError(f"no sheet reads a table {name!r}; there are: {', '.join(sorted(TABLES))}")
    return TABLES[name](folder)


def _policies(folder: Path) -> list[dict[str, str]]:
    """Policy versions: id, label (name, place, year), level, state, direction, year, checked (the latest day
    on which one of its codings was checked; empty without codings), confidence, status_as_of, and what a
    question about a date needs: begins and ends (days; in force from the one until the day before the other,
    ends empty = not known to have ended) and begins_by ("effective", "enacted" or, where no more than a year
    is known, "year")."""
    rows = plain("policies", folder)
    begins = {row["policy_id"]: begin(row) for row in rows}
    checked: dict[str, str] = {}
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


def _codings(folder: Path) -> list[dict[str, str]]:
    """Values that may be ranked: policy, provision, value."""
    return [
        {"policy": row["policy_id"], "provision": row["provision"], "value": row["value"]}
        for row in ranked(folder)
    ]


def _sections(folder: Path) -> list[dict[str, str]]:
    """Where each of these values stands in its text: one row a policy, id and the place by provision."""
    found: dict[str, dict[str, str]] = {}
    for row in ranked(folder):
        found.setdefault(row["policy_id"], {})[row["provision"]] = row["section"]
    return [{"id": id} | places for id, places in found.items()]


def ranked(folder: Path = HERE) -> list[dict[str, str]]:
    """Return the rows of "codings" that may enter a ranking (`kit.models.policy.may_be_ranked`)."""
    known = {row["policy_id"]: row for row in plain("policies", folder)}
    return [
        row
        for row in plain("codings", folder)
        if row["policy_id"] in known and may_be_ranked(known[row["policy_id"]], row)
    ]


def _methods(folder: Path) -> list[dict[str, Any]]:
    """The methods: id ("1" to "198"), label_en and so on (number and name), class, risk, people, prep, ask
    ("yes" or empty). The descriptions stay behind: they would double what a telephone loads."""
    return [
        {
            "id": row["number"],
            **{f"label_{lang}": f"{row['number']}. {_name(row, lang)}" for lang in LANGUAGES},
            "class": row["class"],
            "risk": row["risk"],
            "people": row["people"],
            "prep": row["prep"],
            "ask": "yes" if row["legal_note"] else "",
        }
        for row in plain("methods", folder)
    ]


def _name(row: Any, lang: str) -> str:
    """The name in a language, or where the table has no column of it the first one's, marked."""
    return row[f"name_{lang}"] if f"name_{lang}" in row else marked(row[f"name_{FIRST.code}"])


TABLES = {"policies": _policies, "codings": _codings, "sections": _sections, "methods": _methods}


def begin(row: dict[str, str]) -> tuple[str, str]:
    """Return the first day on which a row of "policies" is in force, and what that day comes from.

    The effective date counts, else the date it was enacted; of a bare month or year, the last day. What it
    comes from is "effective", "enacted", or "year" where no more than a year is known. Raises TableError for
    a date that is none.
    """
    for kind in ("effective", "enacted"):
        date = row[f"date_{kind}"]
        if date:
            return _last_day(row, f"date_{kind}"), kind if len(date) > 4 else "year"
    return _last_day(row, "year_enacted"), "year"


def _end(row: Any, begins: Any) -> str:
    """The first day on which it is over: its own end or the newer version's begin, the earlier one; else
    empty."""
    ends = [_last_day(row, "date_ended")] if row["date_ended"] else []
    if row["superseded_by"] in begins:
        ends.append(begins[row["superseded_by"]][0])
    return min(ends, default="")


def _last_day(row: dict[str, str], column: str) -> str:
    day = last_day(row[column])
    if not day:
        raise TableError(
            f"policies.csv, {row['policy_id']}, column {column}: {row[column]!r} is no date from 1900 to"
            " 2199; correct the cell"
        )
    return day

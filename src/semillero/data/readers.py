"""The shipped tables as pandas DataFrames, for notebooks; pandas is loaded at the first call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import TableError
from ..kit.days import day_number, last_day
from ..kit.models import policy
from ..kit.models.policy import PROVISIONS
from .package import HERE, listed, plain, schema
from .tables import ranked

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("integer", "number", "year")


def policies(folder: Path = HERE) -> pd.DataFrame:
    """Return the policy versions as a DataFrame with `policy_id` as index.

    Columns: name, jurisdiction, state (two letters), fips (text: 2 digits a state, 5 a county, 7 a place;
    leading zeros kept), level (state, county, city), direction (limit, mandate), instrument, year_enacted
    (number), date_enacted and date_effective (text, as exact as known), bill_or_ordinance, status and
    status_as_of (what was true, and when), date_ended and superseded_by (when it ended, and the newer version
    that ends it), summary, source_title, source_url, source_year (number), confidence (high, medium, low:
    only high is ranked), unsourced_fields (what the source did not show), checked_on. An unknown value is
    NaN.
    """
    return _frame("policies", folder)


def stale(on: Any = None, folder: Path = HERE) -> pd.DataFrame:
    """Return the policies whose status was last seen more than 180 days before the day `on` (today without
    it).

    A DataFrame with `policy_id` as index: name, jurisdiction, year_enacted, status, status_as_of, days (since
    then; of a bare month or year since its last day). Show it as a notice: look the status up before you say
    that a policy is in force. Raises ValueError for a day that is none.
    """
    import datetime

    day = (
        datetime.date.today().isoformat()
        if on is None
        else datetime.date.fromisoformat(str(on)[:10]).isoformat()
    )
    table = policies(folder)[["name", "jurisdiction", "year_enacted", "status", "status_as_of"]]
    seen = table["status_as_of"].fillna("")
    days = [day_number(last_day(one)) for one in seen]
    table = table.assign(days=[None if one is None else day_number(day) - one for one in days])
    return table[[policy.stale({"status_as_of": one}, day) for one in seen]]


def codings(folder: Path = HERE) -> pd.DataFrame:
    """Return the codings as a DataFrame, one row for each provision coded in a policy.

    Columns: policy_id, provision (P01 to P14), value (float: 1 barred, 0.5 limited, 0 silent or without
    force, -1 cooperation required), section (the most exact place known in the text), says (the content in
    our own words), source (address), source_date, confidence, checked_on. A provision that was not
    established has no row.
    """
    return _frame("codings", folder)


def matrix(folder: Path = HERE, every: bool = False) -> pd.DataFrame:
    """Return values as a DataFrame of floats: one row a policy, columns P01 to P14, NaN = not coded.

    Rows stand in the order of `policies()`. A policy with no coding at all is a row of NaN. Values that may
    not be ranked (of low confidence, or of a policy whose own is not high) are NaN too; `every=True` shows
    them.
    """
    known = policies(folder).index
    table = codings(folder)
    strangers = table[~table["policy_id"].isin(known)]
    if len(strangers):
        raise TableError(
            f"codings.csv, line {strangers.index[0] + 2}: policy_id {strangers.iloc[0].policy_id!r} "
            "is not in policies.csv; add the policy or correct the id"
        )
    if not every:
        sure = {(row["policy_id"], row["provision"]) for row in ranked(folder)}
        table = table[[pair in sure for pair in zip(table["policy_id"], table["provision"], strict=True)]]
    wide = table.pivot(index="policy_id", columns="provision", values="value")
    wide = wide.reindex(index=known, columns=list(PROVISIONS))
    return wide.astype("float64").rename_axis(index="policy_id", columns="provision")


def provisions(folder: Path = HERE) -> pd.DataFrame:
    """Return the 14 provisions as a DataFrame with `id` as index.

    Columns: title_en and title_es, definition_en and definition_es (with the marks), look_for_en and
    look_for_es (words to look for), example (coded examples from our table).
    """
    return _frame("provisions", folder)


def weights(folder: Path = HERE) -> pd.DataFrame:
    """Return the named sets of weights as a DataFrame: preset, provision, weight (float), reason_en,
    reason_es.

    A provision without a row in a preset weighs nothing there. The sheets use the same numbers.
    """
    return _frame("weights", folder)


def lists(folder: Path = HERE) -> pd.DataFrame:
    """Return the published lists of sanctuary places as a DataFrame with `id` as index.

    Columns: publisher, year and count (floats; NaN where the page gives none), definition_en and
    definition_es (what it takes to be on it), stance (opposes, supports, scholarly), source_title,
    source_url, checked_on.
    """
    return _frame("lists", folder)


def states(folder: Path = HERE) -> pd.DataFrame:
    """Return states, the District of Columbia and five territories as a DataFrame with `state` (two letters)
    as index.

    Columns: name, name_es, fips (text of two digits), region.
    """
    return _frame("states", folder)


def agreements(folder: Path = HERE) -> pd.DataFrame:
    """Return counts of 287(g) agreements as a DataFrame in the order of the file.

    Columns: date (text, as exact as known) and precision, scope (national, national_model, state_model: never
    add rows of two scopes), state and model (NaN where the scope has none), number (float), unit (agreements,
    agencies), conflict (a key shared by counts that contradict each other), source_title, source_url,
    checked_on.
    """
    return _frame("agreements_287g", folder).astype({"number": "float64"})


def cases(folder: Path = HERE) -> pd.DataFrame:
    """Return court decisions as a DataFrame with `id` as index, in the order of their dates.

    Columns: case, court, date (text, as exact as known), citation, holding_en and holding_es (in our own
    words), place, status, last_checked, source. Information on the day it was last checked, not legal advice.
    """
    return _frame("cases", folder).sort_values("date", kind="stable")


def changes(folder: Path = HERE) -> pd.DataFrame:
    """Return what changed in the law in 2025 and 2026 as a DataFrame, in the order of its days.

    Columns: date (text, as exact as known), place (two letters of a state, or US), kind (order, memo, law,
    suit, decision, list), what_en and what_es (in our own words), policy_id and case_id (the same event in
    `policies()` and `cases()`), source_title, source_url, checked_on. Information on that day, not legal
    advice.
    """
    return _frame("changes", folder).sort_values("date", kind="stable")


def methods(folder: Path = HERE) -> pd.DataFrame:
    """Return the 198 methods of nonviolent action as a DataFrame with `number` (1 to 198) as index.

    Columns: class (protest, social, economic_boycott, strike, political, intervention), name_en and name_es,
    says_en and says_es (what it is, in our own words), legal_note ("ask" or NaN), and three estimates of
    ours, for you to change: risk (low < medium < high), people (few < some < many) and prep (days < weeks <
    months). They are ordered categories: `table[table.risk <= "medium"]` filters.
    """
    import pandas as pd

    table = _frame("methods", folder)
    for field in schema("methods", folder)["fields"]:
        if field["name"] in ("risk", "people", "prep"):
            steps = pd.CategoricalDtype(field["constraints"]["enum"], ordered=True)
            table[field["name"]] = table[field["name"]].astype(steps)
    return table


def timeline(folder: Path = HERE) -> pd.DataFrame:
    """Return the events from 2006 to 2025 as a DataFrame in the order of their dates.

    Columns: date (text, as exact as known: it sorts as text), precision (day, month, season), event_en and
    event_es (in our own words), figure (float) and claimed_by (organizers, officials, press: whose number or
    whose word it is), mark (P a source of those who acted, S a report about them), source_title, source_url,
    conflict (a key shared by rows that contradict each other), checked_on. An unknown value is NaN. Never
    drop one row of a conflict silently.
    """
    return _frame("timeline", folder).sort_values("date", kind="stable", ignore_index=True)


def evidence(folder: Path = HERE) -> pd.DataFrame:
    """Return the numbers with their limits as a DataFrame with `id` as index.

    Columns: topic (outcome, participation, boycott, economy, taxes), value (float; NaN where a finding has no
    number), unit, date (a day, month, year or span "from/to"), scope_en and scope_es (what it says), limit_en
    and limit_es (what it cannot tell: show it wherever you show the number), source_title, source_url,
    checked_on.
    """
    return _frame("evidence", folder)


def _frame(name: str, folder: Path) -> pd.DataFrame:
    """The table `name`: numbers as its schema says (float64 where one may be missing), a key of one column as
    index."""
    import pandas as pd

    rules = schema(name, folder)
    rows = [{column: value or None for column, value in row.items()} for row in plain(name, folder)]
    table = pd.DataFrame(rows, columns=[field["name"] for field in rules["fields"]]).astype(
        {field["name"]: _number(field) for field in rules["fields"] if field["type"] in NUMBERS}
    )
    key = listed(rules["primaryKey"])
    return table.set_index(key[0]) if len(key) == 1 else table


def _number(field: dict[str, Any]) -> Any:
    whole = field["type"] != "number" and field.get("constraints", {}).get("required")
    return "int64" if whole else "float64"

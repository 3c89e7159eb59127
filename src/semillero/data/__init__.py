"""The tables of sanctuary policies that come with the course, for notebooks.

Three readers, each of which returns a new pandas DataFrame (pandas is loaded at the first call, so that
`semillero.data.tables` works where pandas is not installed):

- `policies()`: one row a policy version: who made it, when, its status on a date, its source.
- `codings()`: one row for each provision that has been coded in a policy.
- `matrix()`: policies down, the 14 provisions across; a cell without a coding is NaN, never 0.

Each takes `folder`: where the tables are, when a group reads tables of its own. Each raises
`tables.TableError`, with file, line and column, for a table that does not fit its description.
"""

from .tables import HERE, TableError, description, plain

PROVISIONS = tuple(f"P{number:02d}" for number in range(1, 15))

__all__ = ["PROVISIONS", "TableError", "codings", "description", "matrix", "plain", "policies"]


def policies(folder=HERE):
    """Return the policy versions as a DataFrame with `policy_id` as index.

    Columns: name, jurisdiction, state (two letters), fips (text: 2 digits a state, 5 a county, 7 a place;
    leading zeros kept), level (state, county, city), direction (limit, mandate), instrument, year_enacted
    (number), date_enacted and date_effective (text, as exact as known), bill_or_ordinance, status and
    status_as_of (what was true, and when), summary, source_title, source_url, source_year (number),
    confidence, unsourced_fields (what the source did not show). An unknown value is NaN.
    """
    table = _frame("policies", folder).set_index("policy_id")
    if not table.index.is_unique:
        twice = sorted(set(table.index[table.index.duplicated()]))
        raise TableError(
            f"policies.csv: policy_id appears more than once: {', '.join(twice)}; keep one row each"
        )
    return table.astype({"year_enacted": "int64", "source_year": "int64"})


def codings(folder=HERE):
    """Return the codings as a DataFrame, one row for each provision coded in a policy.

    Columns: policy_id, provision (P01 to P14), value (float: 1 barred, 0.5 limited, 0 silent or without
    force, -1 cooperation required), section (the most exact place known in the text), says (the content in
    our own words), source (address), source_date, confidence, checked_on. A provision that was not
    established has no row.
    """
    table = _frame("codings", folder)
    twice = table[table.duplicated(["policy_id", "provision"])]
    if len(twice):
        first = twice.iloc[0]
        raise TableError(
            f"codings.csv, line {twice.index[0] + 2}: {first.policy_id} has {first.provision} twice; keep one row"
        )
    return table.astype({"value": "float64"})


def matrix(folder=HERE):
    """Return values as a DataFrame of floats: one row a policy, columns P01 to P14, NaN = not coded.

    Rows stand in the order of `policies()`. A policy with no coding at all is a row of NaN.
    """
    known = policies(folder).index
    table = codings(folder)
    strangers = table[~table["policy_id"].isin(known)]
    if len(strangers):
        raise TableError(
            f"codings.csv, line {strangers.index[0] + 2}: policy_id {strangers.iloc[0].policy_id!r} "
            "is not in policies.csv; add the policy or correct the id"
        )
    wide = table.pivot(index="policy_id", columns="provision", values="value")
    wide = wide.reindex(index=known, columns=list(PROVISIONS))
    return wide.astype("float64").rename_axis(index="policy_id", columns="provision")


def _frame(name, folder):
    import pandas as pd

    rows = [{column: value or None for column, value in row.items()} for row in plain(name, folder)]
    return pd.DataFrame(rows)

"""The tables that come with the course, for notebooks: sanctuary policies, methods of nonviolent action,
a timeline, and numbers with their limits.

Fourteen readers, each of which returns a new pandas DataFrame (pandas is loaded at the first call):

- `policies()`: one row a policy version: who made it, when, its status on a date, its source.
- `stale()`: the policies whose status was last seen more than 180 days ago.
- `codings()`: one row for each provision that has been coded in a policy.
- `matrix()`: policies down, the 14 provisions across; a cell without a coding is NaN, never 0.
- `provisions()`: the 14 provisions of the rubric: what each means, and which words to look for in a text.
- `weights()`: the named sets of weights, with the reason for each weight.
- `lists()`: who publishes which list of sanctuary places, by which definition.
- `states()`: states, the District of Columbia and five territories, with FIPS codes.
- `agreements()`: 287(g) agreements, counted by date, state and model. The lists of ICE themselves:
  `semillero.data.partners`.
- `cases()`: court decisions, in our own words, with the day on which each was last checked.
- `changes()`: what changed in the law in 2025 and 2026, day by day, each row with its source.
- `methods()`: the 198 methods of Gene Sharp's list, described in our words.
- `timeline()`: one row a dated event, with its source; rows that contradict each other are all there.
- `evidence()`: one row a number about outcomes, boycotts, work or taxes, with its limits.

Each takes `folder`: where the tables are, when a group reads tables of its own. Each raises
`TableError`, with file, line and column, for a table that does not fit its schema. Without pandas:
`plain(name)` gives the rows of a table as text, `schema(name)` its columns and what they allow,
`description()` where the tables come from and what is missing in them.
"""

from ..errors import TableError
from .package import description, plain, schema
from .readers import (
    PROVISIONS,
    agreements,
    cases,
    changes,
    codings,
    evidence,
    lists,
    matrix,
    methods,
    policies,
    provisions,
    stale,
    states,
    timeline,
    weights,
)

__all__ = [
    "PROVISIONS",
    "TableError",
    "agreements",
    "cases",
    "changes",
    "codings",
    "description",
    "evidence",
    "lists",
    "matrix",
    "methods",
    "plain",
    "policies",
    "provisions",
    "schema",
    "stale",
    "states",
    "timeline",
    "weights",
]

"""States and counties by their names, from the shipped tables, for cells that people typed."""

import difflib
import functools

from . import cells
from .tables import plain

OTHER_NAMES = {
    "commonwealthofthenorthernmarianaislands": "MP", "cnmi": "MP", "usvirginislands": "VI", "virginislands": "VI",
    "unitedstatesvirginislands": "VI", "washingtondc": "DC", "commonwealthofpuertorico": "PR",
}  # fmt: skip
ENDS = ("county", "parish", "borough", "censusarea", "municipality", "municipio", "cityandborough", "city", "island", "islands", "district")


@functools.cache
def _states():
    rows = plain("states")
    return {cells.key(row[name]): row for row in rows for name in ("state", "name")} | {
        key: row for key, code in OTHER_NAMES.items() for row in rows if row["state"] == code
    }


def state(found):
    """The row of the table of states for a name or two letters in any case, or None."""
    return _states().get(cells.key(found)) if isinstance(found, str) else None


def _key(name):
    """A county's name for comparing: Saint and St. are the same, and so are LaSalle and La Salle."""
    key = cells.key(name)
    return "st" + key[5:] if key.startswith("saint") else key


@functools.cache
def _counties(state):
    """For one state: name for comparing -> (name, FIPS code); and the same without the word County: a list, as some share it."""
    whole, bare = {}, {}
    for row in plain("counties"):
        if row["state"] == state:
            key = _key(row["name"])
            whole[key] = (row["name"], row["fips"])
            bare.setdefault(_bare(key), []).append((row["name"], row["fips"]))
    return whole, bare


def _bare(key):
    end = max((one for one in ENDS if key.endswith(one) and key != one), key=len, default="")
    return key[: len(key) - len(end)]


def county(found, state):
    """((name, FIPS code), reasons) of a county in the state with these two letters.

    A name without "County", or with "County" where the state says "Parish", is mended when only one county can be meant. A
    name that fits none, or more than one, is kept as found, with an empty code: "no_fips" or "several".
    """
    whole, bare = _counties(state)
    key = _key(found)
    if key in whole:
        right = whole[key]
        return right, [] if right[0] == found else ["county_name"]
    fits = bare.get(_bare(key), [])
    if len(fits) == 1:
        return fits[0], ["county_name"]
    return (found, ""), ["several" if fits else "no_fips"]


def nearest(found, state):
    """The county of the state whose name is nearest to a name that fits none, or None: a hint, never put in a table."""
    whole = _counties(state)[0]
    near = difflib.get_close_matches(_key(found), whole, n=1, cutoff=0.8)
    return whole[near[0]][0] if near else None

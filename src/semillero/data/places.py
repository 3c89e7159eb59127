"""States and counties by their names, from the shipped tables, for cells that people typed."""

import functools
import re
from typing import Any

from . import cells
from .package import plain

# besides the Spanish ones of the table: what territories are called, and how newspapers shorten
OTHER_NAMES = {
    "Commonwealth of the Northern Mariana Islands": "MP",
    "CNMI": "MP",
    "USVI": "VI",
    "Virgin Islands": "VI",
    "United States Virgin Islands": "VI",
    "Washington, DC": "DC",
    "Ala.": "AL",
    "Ariz.": "AZ",
    "Ark.": "AR",
    "Calif.": "CA",
    "Cal.": "CA",
    "Colo.": "CO",
    "Conn.": "CT",
    "Del.": "DE",
    "Fla.": "FL",
    "Ill.": "IL",
    "Ind.": "IN",
    "Kan.": "KS",
    "Kans.": "KS",
    "Mass.": "MA",
    "Mich.": "MI",
    "Minn.": "MN",
    "Miss.": "MS",
    "Mont.": "MT",
    "Neb.": "NE",
    "Nebr.": "NE",
    "Nev.": "NV",
    "N. Mex.": "NM",
    "N. Dak.": "ND",
    "S. Dak.": "SD",
    "N. Car.": "NC",
    "S. Car.": "SC",
    "No. Carolina": "NC",
    "So. Carolina": "SC",
    "No. Dakota": "ND",
    "So. Dakota": "SD",
    "N. Carolina": "NC",
    "S. Carolina": "SC",
    "N. Dakota": "ND",
    "S. Dakota": "SD",
    "N. Hampshire": "NH",
    "N. Jersey": "NJ",
    "N. Mexico": "NM",
    "N. York": "NY",
    "W. Virginia": "WV",
    "Okla.": "OK",
    "Ore.": "OR",
    "Oreg.": "OR",
    "Penn.": "PA",
    "Penna.": "PA",
    "Tenn.": "TN",
    "Tex.": "TX",
    "Wash.": "WA",
    "W. Va.": "WV",
    "Wis.": "WI",
    "Wisc.": "WI",
    "Wyo.": "WY",
}
ENDS = (
    "county",
    "parish",
    "borough",
    "censusarea",
    "municipality",
    "municipio",
    "cityandborough",
    "city",
    "island",
    "islands",
    "district",
)


@functools.cache
def _states() -> Any:
    """The table of states by their letters, and their names as a closed list."""
    rows = {row["state"]: row for row in plain("states")}
    known = {row[name]: code for code, row in rows.items() for name in ("state", "name")}
    return rows, cells.Names(known, {row["name_es"]: code for code, row in rows.items()} | OTHER_NAMES)


def state(found: str) -> Any:
    """(the row of the table of states, how the name was mended) for a name or two letters in any case; (None,
    why) without one.

    "State of Florida" and "Florida (FL)" are the plain name; a misspelt name is mended as ``cells.Names``
    tells.
    """
    rows, names = _states()
    bare = re.sub(r"(?i)^(?:the )?(?:state|commonwealth|territory) of (?!the )", "", found)
    plain = re.fullmatch(r"(.{4,}?) ?[(,-] ?([A-Za-z]{2})\)?", bare)
    if plain and names.meant(plain[1])[0] == plain[2].upper():
        bare = plain[1]
    code, why = names.meant(bare)
    return rows.get(code), why or (["synonym"] if code and bare != found else why)


def _key(name: str) -> str:
    """A county's name for comparing: Saint and St. are the same, and so are LaSalle and La Salle."""
    key = cells.key(name)
    return "st" + key[5:] if key.startswith("saint") else key


@functools.cache
def _counties(state: str) -> Any:
    """For one state: name for comparing -> (name, FIPS code); and the same without the word County: a list,
    as some share it."""
    whole: dict[str, Any] = {}
    bare: dict[str, Any] = {}
    for row in plain("counties"):
        if row["state"] == state:
            key = _key(row["name"])
            whole[key] = (row["name"], row["fips"])
            bare.setdefault(_bare(key), []).append((row["name"], row["fips"]))
    return whole, bare


def _bare(key: str) -> Any:
    end = max((one for one in ENDS if key.endswith(one) and key != one), key=len, default="")
    return key[: len(key) - len(end)]


def county(found: str, state: str) -> Any:
    """((name, FIPS code), reasons) of a county in the state with these two letters.

    A name without "County", or with "County" where the state says "Parish", is mended when only one county
    can be meant. A name that fits none, or more than one, is kept as found, with an empty code: "no_fips" or
    "several".
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

"""Two lists of ICE compared: which agencies joined, which left, and which changed their model."""

import difflib
import functools
from typing import NamedTuple

from . import cells
from .workbook import SheetError

SHORT = {
    "ft": "fort", "st": "saint", "mt": "mount", "dept": "department", "co": "county", "pd": "police department",
    "so": "sheriff office", "sheriffs": "sheriff", "univ": "university", "doc": "department of corrections",
    "correction": "corrections", "correctional": "corrections", "twp": "township", "constables": "constable",
    "marshals": "marshal",
}  # fmt: skip
TRADES = {
    "sheriff", "police", "constable", "marshal", "corrections", "jail", "detention", "university", "college", "airport",
    "patrol", "guard",
}  # fmt: skip
COMMON = TRADES | {
    "the", "of", "and", "city", "town", "village", "borough", "township", "county", "parish", "office", "department",
    "board", "trustees",
}  # fmt: skip
CAMPUS = {"university", "college", "airport"}  # their police, or the board above it: the same place
NEAR = 0.84  # how alike two names must be to be shown to a person: one letter in six


class Comparison(NamedTuple):
    """Two lists compared: six DataFrames, described in `compare`."""

    joined: object
    left: object
    changed: object
    redated: object
    respelled: object
    uncertain: object


def compare(before, after):
    """Compare two Sheets of the same kind; the earlier one stands first. Returns a Comparison of DataFrames.

    An agency is the same when state and name are, whatever their case, blanks and apostrophes. joined and left: state,
    agency, models, rows. changed: state, agency, before, after, added, dropped (models), rows_before, rows. redated: the
    same agency and model, another date: state, agency, model, before, after. respelled: state, before, after: one agency,
    written in two ways. uncertain: state, before, after, why, rows_before, rows: an agency that left and one that joined
    which may be one and the same; they stay in both lists, for a person to judge. Rows without an agency are not compared.
    Raises SheetError when one list is of participating and the other of pending agencies.
    """
    kinds = [one.report["list"] for one in (before, after)]
    if kinds[0] != kinds[1]:
        raise SheetError(
            f"{before.report['file']} lists {kinds[0]} agencies, {after.report['file']} {kinds[1]} ones. "
            "Compare two lists of the same kind."
        )
    old, new = _agencies(before.frame), _agencies(after.frame)
    joined = [new[key] for key in new if key not in old]
    left = [old[key] for key in old if key not in new]
    both = [(old[key], new[key]) for key in new if key in old]
    changed = [
        [now["state"], now["agency"], was["models"], now["models"], *_moved(was["models"], now["models"]), was["rows"], now["rows"]]
        for was, now in both
        if set(was["models"]) != set(now["models"])
    ]
    redated = [
        [now["state"], now["agency"], model, was["days"][model], now["days"][model]]
        for was, now in both
        for model in now["days"]
        if model in was["days"] and was["days"][model] != now["days"][model]
    ]
    respelled = [[now["state"], was["agency"], now["agency"]] for was, now in both if was["agency"] != now["agency"]]
    alone = ["state", "agency", "models", "rows"]
    return Comparison(
        _table(alone, [[one[name] for name in alone] for one in joined]),
        _table(alone, [[one[name] for name in alone] for one in left]),
        _table(["state", "agency", "before", "after", "added", "dropped", "rows_before", "rows"], changed),
        _table(["state", "agency", "model", "before", "after"], redated),
        _table(["state", "before", "after"], respelled),
        _table(["state", "before", "after", "why", "rows_before", "rows"], _uncertain(left, joined)),
    )


def in_order(one, other):
    """Two Sheets, the earlier first; as they came when their days are the same."""
    return (other, one) if other.report["date"] < one.report["date"] else (one, other)


def _table(columns, lines):
    import pandas as pd

    return pd.DataFrame(lines, columns=columns)


def _moved(was, now):
    return [one for one in now if one not in was], [one for one in was if one not in now]


def _agencies(frame):
    """(state, name for comparing) -> the agency with its models, days, county and rows."""
    found = {}
    given = frame[frame["agency"].notna()]
    wanted = ["state", "agency", "model", "signed", "county_fips"]
    for row, state, agency, model, signed, county in given[wanted].itertuples(name=None):
        state, model, county = (value if isinstance(value, str) else "" for value in (state, model, county))
        new = {"state": state, "agency": agency, "county": county, "models": [], "rows": [], "days": {}}
        one = found.setdefault((state, cells.key(agency)), new)
        one["rows"].append(int(row))
        if model and model not in one["models"]:
            one["models"] = sorted([*one["models"], model])
        if model and signed == signed:  # NaT is not itself
            one["days"][model] = sorted({*one["days"].get(model, []), signed.date().isoformat()})
    return found


def _uncertain(left, joined):
    """Pairs of an agency that left and one that joined which may be the same."""
    pairs = []
    for was in left:
        for now in joined:
            why = _alike(was, now)
            if why:
                pairs.append([now["state"] or was["state"], was["agency"], now["agency"], why, was["rows"], now["rows"]])
    return pairs


def _alike(was, now):
    """Why two agencies may be one, as a reason ("other_state", "same_words", "near"), or None."""
    if was["state"] != now["state"]:
        same = cells.key(was["agency"]) == cells.key(now["agency"])
        unsure = not was["state"] or not now["state"] or (was["days"] and was["days"] == now["days"])
        return "other_state" if same and unsure else None
    if was["county"] and now["county"] and was["county"] != now["county"]:
        return None
    old, new = _words(was["agency"]), _words(now["agency"])
    if set(old) & TRADES != set(new) & TRADES and not set(old) & set(new) & CAMPUS:
        return None
    mine, other = (" ".join(word for word in words if not _common(word)) for words in (old, new))
    if mine == other:
        return "same_words"
    return "near" if difflib.SequenceMatcher(None, mine, other).ratio() >= NEAR else None


@functools.cache
def _common(word):
    return word in COMMON or bool(difflib.get_close_matches(word, COMMON, n=1, cutoff=0.9))


def _words(name):
    plain = cells.text(name.casefold())[0].replace("'", "").replace("&", " and ")
    plain = "".join(sign if sign.isalnum() else " " for sign in plain)
    return " ".join(SHORT.get(word, word) for word in plain.split()).split()

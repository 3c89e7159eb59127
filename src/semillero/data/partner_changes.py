"""Two lists of ICE compared: which agencies joined, which left, and which changed their model."""

import difflib
import functools
from collections import Counter
from typing import Any, NamedTuple

from ..errors import SheetError
from . import cells

SHORT = {
    "ft": "fort",
    "st": "saint",
    "mt": "mount",
    "dept": "department",
    "co": "county",
    "pd": "police department",
    "so": "sheriff office",
    "sheriffs": "sheriff",
    "univ": "university",
    "doc": "department of corrections",
    "correction": "corrections",
    "correctional": "corrections",
    "twp": "township",
    "constables": "constable",
    "marshals": "marshal",
}
TRADES = {
    "sheriff",
    "police",
    "constable",
    "marshal",
    "corrections",
    "jail",
    "detention",
    "university",
    "college",
    "airport",
    "patrol",
    "guard",
}
COMMON = TRADES | {
    "the",
    "of",
    "and",
    "city",
    "town",
    "village",
    "borough",
    "township",
    "county",
    "parish",
    "office",
    "department",
    "board",
    "trustees",
}
CAMPUS = {"university", "college", "airport"}  # their police, or the board above it: the same place
NEAR = 0.84  # how alike two names must be to be shown to a person: one letter in six
SURE = ("same_address", "same_agreement")  # the agreement is the same one, whatever the agency is called
MOST_PAIRS = (
    400_000  # of one that left and one that joined, in one state; two lists of ICE a year apart have 60,000
)


class Comparison(NamedTuple):
    """Two lists compared: six DataFrames, described in `compare`."""

    joined: object
    left: object
    changed: object
    redated: object
    respelled: object
    uncertain: object


def compare(before: Any, after: Any) -> Comparison:
    """Compare two Sheets of the same kind; the earlier one stands first. Returns a Comparison of DataFrames.

    An agency is the same when state and name are, whatever their case, blanks and apostrophes. joined and
    left: state, agency, models, rows. changed: state, agency, before, after, added, dropped (models),
    rows_before, rows. redated: the same agency and model, another date: state, agency, model, before, after.
    respelled: state, before, after: one agency, written in two ways. uncertain: state, before, after, why,
    rows_before, rows: an agency that is gone and one that is new, which may be one and the same, for a person
    to judge. Where the agreement is the same one (same_address; same_agreement: model, signing date, and
    county or for a state's agency the state), they stand here only; where just the names are alike, they
    stand in left and joined too. Rows without an agency are not compared. Raises SheetError when one list is
    of participating and the other of pending agencies, or when the two have next to nothing in common.
    """
    kinds = [one.report["list"] for one in (before, after)]
    if kinds[0] != kinds[1]:
        raise SheetError(
            f"{before.report['file']} lists {kinds[0]} agencies, {after.report['file']} {kinds[1]} ones. "
            "Compare two lists of the same kind."
        )
    old, new = _agencies(before.frame), _agencies(after.frame)
    came = [new[key] for key in new if key not in old]
    gone = [old[key] for key in old if key not in new]
    pairs = _uncertain(gone, came, before.report["file"], after.report["file"])
    renamed = {id(one) for was, now, why in pairs if why in SURE for one in (was, now)}
    left, joined = ([one for one in some if id(one) not in renamed] for some in (gone, came))
    both = [(old[key], new[key]) for key in new if key in old]
    changed = [
        [
            now["state"],
            now["agency"],
            was["models"],
            now["models"],
            *_moved(was["models"], now["models"]),
            was["rows"],
            now["rows"],
        ]
        for was, now in both
        if set(was["models"]) != set(now["models"])
    ]
    redated = [
        [now["state"], now["agency"], model, was["days"][model], now["days"][model]]
        for was, now in both
        for model in now["days"]
        if model in was["days"] and was["days"][model] != now["days"][model]
    ]
    respelled = [
        [now["state"], was["agency"], now["agency"]] for was, now in both if was["agency"] != now["agency"]
    ]
    uncertain = [
        [now["state"] or was["state"], was["agency"], now["agency"], why, was["rows"], now["rows"]]
        for was, now, why in pairs
    ]
    alone = ["state", "agency", "models", "rows"]
    return Comparison(
        _table(alone, [[one[name] for name in alone] for one in joined]),
        _table(alone, [[one[name] for name in alone] for one in left]),
        _table(["state", "agency", "before", "after", "added", "dropped", "rows_before", "rows"], changed),
        _table(["state", "agency", "model", "before", "after"], redated),
        _table(["state", "before", "after"], respelled),
        _table(["state", "before", "after", "why", "rows_before", "rows"], uncertain),
    )


def in_order(one: Any, other: Any) -> tuple[Any, Any]:
    """Two Sheets, the earlier first; as they came when their days are the same."""
    return (other, one) if other.report["date"] < one.report["date"] else (one, other)


def _table(columns: Any, lines: Any) -> Any:
    import pandas as pd

    return pd.DataFrame(lines, columns=columns)


def _moved(was: Any, now: Any) -> Any:
    return [one for one in now if one not in was], [one for one in was if one not in now]


def _agencies(frame: Any) -> Any:
    """(state, name for comparing) -> the agency with its models, days, county, agreements and rows."""
    found: dict[Any, Any] = {}
    given = frame[frame["agency"].notna()]
    wanted = ["signed", "state", "agency", "kind", "model", "county", "county_fips", "moa_url"]
    for row, signed, *texts in given[wanted].itertuples(name=None):
        state, agency, kind, model, named, county, address = (
            value if isinstance(value, str) else "" for value in texts
        )
        new = {
            "state": state,
            "agency": agency,
            "county": county,
            "models": [],
            "rows": [],
            "days": {},
            "agreements": set(),
            "addresses": set(),
            "words": _words(agency),
        }
        one = found.setdefault((state, cells.key(agency)), new)
        one["rows"].append(int(row))
        one["addresses"] |= {address} - {""}
        if model and model not in one["models"]:
            one["models"] = sorted([*one["models"], model])
        if model and signed == signed:  # NaT is not itself
            day = signed.date().isoformat()
            one["days"][model] = sorted({*one["days"].get(model, []), day})
            # A state's agency is at home in the whole state; without a county, a town could be anywhere in
            # it.
            places = {county or cells.key(named), state if kind == "State Agency" else ""} - {""}
            one["agreements"] |= {(model, day, place) for place in places}
    return found


def _uncertain(gone: Any, came: Any, *files: Any) -> Any:
    """(one that is gone, one that is new, why they may be the same) for every such pair, in the order of
    those that are gone."""
    near: dict[Any, Any] = {}
    pairs, places = [], Counter(one["state"] for one in gone)
    if sum(places[one["state"]] for one in came) > MOST_PAIRS:
        raise SheetError(
            f"{files[0]} and {files[1]} have next to nothing in common: {len(gone)} agencies only in one,"
            f" {len(came)} only in the other. Compare two releases of the same list."
        )
    alone = _alone(gone) & _alone(came)
    for now in came:
        for key in _keys(now, alone):
            near.setdefault(key, []).append(now)
    for was in gone:
        # Two that share no key cannot be alike: so the names of two states are not compared letter by letter.
        some = {id(now): now for key in _keys(was, alone) for now in near.get(key, ())}
        found = [(was, now, _alike(was, now, alone)) for now in some.values()]
        pairs += [one for one in found if one[2]]
    return pairs


def _keys(one: Any, alone: Any) -> Any:
    return [("address", address) for address in one["addresses"] & alone] + [
        ("state", one["state"]),
        ("name", cells.key(one["agency"])),
    ]


def _alone(agencies: Any) -> Any:
    """The addresses of agreements that stand for one agency only: some are those of a page for all."""
    counted = Counter(address for one in agencies for address in one["addresses"])
    return {address for address, times in counted.items() if times == 1}


def _alike(was: Any, now: Any, alone: Any) -> str | None:
    """Why two agencies may be one, as a reason (one of SURE, "other_state", "same_words", "near"), or
    None."""
    if was["addresses"] & now["addresses"] & alone:
        return "same_address"
    if was["state"] != now["state"]:
        same = cells.key(was["agency"]) == cells.key(now["agency"])
        unsure = not was["state"] or not now["state"] or (was["days"] and was["days"] == now["days"])
        return "other_state" if same and unsure else None
    if was["agreements"] & now["agreements"]:
        return "same_agreement"
    if was["county"] and now["county"] and was["county"] != now["county"]:
        return None
    old, new = was["words"], now["words"]
    if set(old) & TRADES != set(new) & TRADES and not set(old) & set(new) & CAMPUS:
        return None
    mine, other = (" ".join(word for word in words if not _common(word)) for words in (old, new))
    if mine == other:
        return "same_words"
    return "near" if _near(mine, other) else None


def _near(mine: Any, other: Any) -> bool:
    alike = difflib.SequenceMatcher(None, mine, other)
    return alike.real_quick_ratio() >= NEAR and alike.quick_ratio() >= NEAR and alike.ratio() >= NEAR


@functools.cache
def _common(word: Any) -> Any:
    return word in COMMON or bool(difflib.get_close_matches(word, COMMON, n=1, cutoff=0.9))


def _words(name: Any) -> Any:
    plain = cells.text(name.casefold())[0].replace("'", "").replace("&", " and ")
    plain = "".join(sign if sign.isalnum() else " " for sign in plain)
    return " ".join(SHORT.get(word, word) for word in plain.split()).split()

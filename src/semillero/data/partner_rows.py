"""The rows of a list of ICE made clean, with a report of everything that was done to a cell."""

from typing import Any

from ..kit.export import address
from . import cells, places
from .partner_list import HEADS

MODELS = ("Jail Enforcement Model", "Task Force Model", "Tribal Task Force Model", "Warrant Service Officer")
KINDS = ("County", "Municipality", "State Agency")
_MODELS = cells.Names(
    {one: one for one in MODELS},
    {
        "Jail Enforcement": MODELS[0],
        "Jail Model": MODELS[0],
        "Jail Enforcement Program": MODELS[0],
        "JEM": MODELS[0],
        "Task Force": MODELS[1],
        "Task Force Program": MODELS[1],
        "TFM": MODELS[1],
        "Tribal Task Force": MODELS[2],
        "Tribal Task Force Program": MODELS[2],
        "TTFM": MODELS[2],
        "Warrant Service": MODELS[3],
        "Warrant Service Officers": MODELS[3],
        "Warrant Service Model": MODELS[3],
        "Warrant Service Officer Model": MODELS[3],
        "Warrant Service Officer Program": MODELS[3],
        "Warrant Service Program": MODELS[3],
        "Warrant Officer": MODELS[3],
        "WSO": MODELS[3],
        "WSOM": MODELS[3],
    },
)
_KINDS = cells.Names(
    {one: one for one in KINDS},
    {
        name: KINDS[0]
        for name in (
            "Counties",
            "County Agency",
            "County Government",
            "County Sheriff",
            "County-level",
            "Parish",
        )
    }
    | {
        name: KINDS[1]
        for name in (
            "Municipal",
            "Municipalities",
            "Municipal Agency",
            "Municipal Government",
            "Municipal Police",
            "City",
            "City Agency",
            "City Government",
            "City Police",
            "City/Town",
            "Town",
            "Township",
            "Village",
            "Borough",
        )
    }
    | {
        name: KINDS[2]
        for name in (
            "State",
            "State Agencies",
            "State-level",
            "State Police",
            "State Government",
            "State Law Enforcement",
            "State Law Enforcement Agency",
            "Statewide",
            "Statewide Agency",
        )
    },
)
COLUMNS = (
    "state",
    "state_name",
    "state_fips",
    "agency",
    "kind",
    "county",
    "county_fips",
    "model",
    "signed",
    "moa",
    "moa_url",
)
KEPT = {"new_value", "no_fips", "several", "state_unknown"}  # reasons that leave a cell as it was found


def blank_report(found: Any) -> dict[str, Any]:
    """The report of a list of which no row has been cleaned yet."""
    return {
        "file": found.file,
        "sheet": found.sheet,
        "list": found.kind,
        "date": found.last.isoformat(),
        "date_from": found.last_from,
        "rows": len(found.body),
        "header_row": found.header_row,
        "columns": {here: found.heads[place] for here, place in found.columns.items()},
        "added": list(found.extra.values()),
        "missing": [HEADS[one][0] for one in HEADS if one not in found.columns],
        "repaired": found.repaired,
        "refused": [],
        "kept": [],
        "set_aside": found.aside,
        "repeated": [],
        "notes": found.notes,
    }


class Cleaner:
    """Cleans row after row, and writes down in the report what it does."""

    def __init__(self, report: dict[str, Any], found: Any) -> None:
        self.report, self.found = report, found
        self.small = _small_names(found.extra, {place for _, place in found.links})

    def row(self, number: int) -> dict[str, Any]:
        """The cells of one line, clean, by the names of the table."""
        line = self.found.body[number]
        state = self.known(number, line, "state", _state)
        county = self.known(number, line, "county", lambda found: _county(found, state)) or ("", "")
        moa = self.known(number, line, "moa", cells.name)
        made = {
            "state": state and state["state"],
            "state_name": state and state["name"],
            "state_fips": state and state["fips"],
            "agency": self.known(number, line, "agency", cells.name),
            "kind": self.known(number, line, "kind", lambda found: cells.choice(found, _KINDS)),
            "county": county[0] or None,
            "county_fips": county[1] or None,
            "model": self.known(number, line, "model", lambda found: cells.choice(found, _MODELS)),
            "signed": self.known(number, line, "signed", self.day),
            "moa": moa,
            "moa_url": self.address(number, self.found.columns.get("moa")) or (address(moa or "") or None),
        }
        for place, (name, beside) in self.small.items():
            made[name] = self.other(number, line, place)
            if beside:
                made[beside] = self.address(number, place)
        return made

    def cell(self, number: int, line: Any, place: Any) -> tuple[Any, list[str]]:
        """What stands in a cell, and ["merged"] where a merged range makes it stand there for a row above."""
        stands = self.found.stands.get((number, place))
        return (line[place], []) if stands is None else (stands, ["merged"])

    def known(self, number: int, line: Any, column: Any, clean: Any) -> Any:
        """The clean cell of one of our columns; None where there is no such column."""
        if column not in self.found.columns:
            return None
        place = self.found.columns[column]
        found, merged = self.cell(number, line, place)
        value, why = clean(found)
        put = (
            value["name"]
            if column == "state" and value
            else value[0]
            if column == "county" and value
            else value
        )
        self.note(number, self.report["columns"][column], line[place], put, merged + why)
        return value

    def other(self, number: int, line: Any, place: Any) -> Any:
        """The clean cell of another column: only its text is mended, and an error of the spreadsheet is no
        value."""
        found, why = self.cell(number, line, place)
        value, nothing = found, cells.refused_text(found)
        if nothing == "empty":
            return None
        if isinstance(found, str):
            value, more = (None, ["error"]) if nothing == "error" else cells.text(found)
            why = why + more
        self.note(number, self.found.extra[place], line[place], value, why)
        return value

    def day(self, found: Any) -> Any:
        return cells.date(found, self.found.last, self.found.from_serial, self.found.first)

    def address(self, number: int, place: Any) -> Any:
        """The address behind a cell, when it is one of the web; another (of a mailbox, a file, a script) is
        refused."""
        found = self.found.links.get((number, place))
        put = found and address(cells.text(found)[0])
        if found and not put:
            self.note(number, self.found.heads[place] or self.found.extra[place], found, None, ["not_web"])
        return put or None

    def note(self, number: int, column: Any, found: Any, put: Any, why: Any) -> None:
        """Write down what was done to a cell: mended and still not known are two entries."""
        entry = {
            "row": number,
            "column": column,
            "found": cells.shown(found),
            "put": cells.shown(put) or None,
        }
        if put is None:
            self.report["refused"].append(entry | {"why": why})
            return
        for name, reasons in (
            ("repaired", [one for one in why if one not in KEPT]),
            ("kept", [one for one in why if one in KEPT]),
        ):
            if reasons:
                self.report[name].append(entry | {"why": reasons})


def _state(found: Any) -> Any:
    value, why = cells.name(found)
    if value is None:
        return None, why
    known, how = places.state(value)
    return known, [*why, *(how if known or how else ["no_state"])]


def _county(found: Any, state: Any) -> Any:
    value, why = cells.name(found)
    if value is None:
        return None, why
    if state is None:
        return (value, ""), [*why, "state_unknown"]
    known, more = places.county(value, state["state"])
    return known, why + more


def _small_names(extra: Any, linked: Any) -> Any:
    """Place of another column -> its name in small letters that nothing else has, and the name of its
    addresses if it has any."""
    numbers: dict[str, int] = {}
    taken, small = set(COLUMNS), {}
    for place, head in extra.items():
        names = []
        for ending in ("", "_url")[: 1 + (place in linked)]:
            name = bare = (
                "_".join("".join(sign if sign.isalnum() else " " for sign in head.casefold()).split())
                + ending
            )
            while name in taken or not name.strip("_"):
                numbers[bare] = numbers.get(bare, 1) + 1
                name = f"{bare}_{numbers[bare]}"
            taken.add(name)
            names.append(name)
        small[place] = (names + [None])[:2]
    return small


def frame(table: Any, rows: Any) -> Any:
    """The clean rows as a DataFrame, each column of ours with its type."""
    import pandas as pd

    made = pd.DataFrame(
        table, index=pd.Index(rows, name="row", dtype="int64"), columns=None if table else COLUMNS
    )
    for column in COLUMNS:
        made[column] = pd.to_datetime(made[column]) if column == "signed" else made[column].astype("str")
    return made


def raw(found: Any) -> Any:
    """The cells as they stood, as a DataFrame under the names of the spreadsheet."""
    import pandas as pd

    names = found.extra | {place: found.heads[place] for place in found.columns.values()}
    order = sorted(names)
    return pd.DataFrame(
        [[line[place] for place in order] for line in found.body.values()],
        index=pd.Index(list(found.body), name="row"),
        columns=[names[place] for place in order],
        dtype="object",
    )


def repeated(made: Any) -> Any:
    """Groups of rows with the same state, agency and model."""
    whole = made.dropna(subset=["state", "agency", "model"])
    keys = whole["state"] + "|" + whole["agency"].map(cells.key) + "|" + whole["model"]
    return [list(map(int, group)) for group in whole.groupby(keys).groups.values() if len(group) > 1]

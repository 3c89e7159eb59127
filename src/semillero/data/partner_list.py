"""Where the list stands in a workbook: its sheet, the line that names the columns, its rows, its day. Cleans
no cell."""

import datetime
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import SheetError
from . import cells, places
from .workbook import AGAIN, date_in_name, open_workbook

PAGE = "https://www.ice.gov/identify-and-arrest/287g"
HEADS = {  # column -> names it goes by; the first is ICE's of 2025
    "state": ("STATE", "STATE/TERRITORY", "STATE OR TERRITORY", "STATE NAME", "STATES", "ST"),
    "agency": (
        "LAW ENFORCEMENT AGENCY",
        "LAW ENFORCEMENT AGENCY NAME",
        "LAW ENFORCEMENT AGENCIES",
        "AGENCY",
        "AGENCY NAME",
        "AGENCIES",
        "LEA",
        "LEA NAME",
        "PARTICIPATING AGENCY",
        "PENDING AGENCY",
        "NAME OF AGENCY",
    ),
    "kind": ("TYPE", "AGENCY TYPE", "TYPE OF AGENCY", "LEA TYPE"),
    "county": ("COUNTY", "COUNTY NAME", "COUNTY/PARISH", "COUNTIES"),
    "model": (
        "SUPPORT TYPE",
        "SUPPORT",
        "TYPE OF SUPPORT",
        "MODEL",
        "MODEL TYPE",
        "PROGRAM MODEL",
        "PROGRAM TYPE",
        "AGREEMENT TYPE",
        "TYPE OF AGREEMENT",
        "287(G) MODEL",
        "287(G) PROGRAM",
    ),
    "signed": (
        "SIGNED",
        "DATE SIGNED",
        "SIGNED DATE",
        "SIGNED ON",
        "SIGNATURE DATE",
        "DATE OF SIGNATURE",
        "SIGNING DATE",
        "AGREEMENT DATE",
    ),
    "moa": ("MOA", "MOA LINK", "LINK TO MOA", "MOA URL"),
}
NEEDED = ("state", "agency", "model")
LOOK = 40  # rows in which the names of the columns may stand
# so many dates after the one in the file's name, and more than half of all: then the name is wrong, not the
# cells
DOUBT = 10


class Found(NamedTuple):
    """A list as it stands: nothing is cleaned yet."""

    file: str
    sheet: str
    kind: str  # participating or pending
    last: datetime.date  # the day of the list
    last_from: str  # given, name, saved, today
    header_row: int
    heads: list  # the names of the columns, by place
    columns: dict  # column of ours -> place
    extra: dict  # place of another column -> its name
    body: dict  # row -> cells
    aside: list  # lines that are no row of the list
    stands: (
        dict  # (row, place) of an empty cell in the body -> the value that a merged range makes stand there
    )
    links: dict  # (row, place) -> the address behind a cell
    repaired: list  # names of columns that were mended
    notes: list
    from_serial: object  # a spreadsheet's number -> its date
    first: object  # what stands first in dates like 2/3/26: month, day, year, or None


def find(path: Path, on: Any, sheet: str | None, names: Any, dates: str | None) -> Any:
    """The list in the .xlsx file ``path``. Raises SheetError, in words, where there is none."""
    name = path.name
    known = _names(name, names)
    given = _given(name, on)
    if dates not in (None, "month", "day", "year"):
        raise SheetError(
            f"{name}: {dates!r} does not say what stands first in a date. Say month, day or year."
        )
    book = open_workbook(path)
    page, start, heads, notes = _page(book, name, sheet, known)
    columns, extra, repaired = _columns(page, start, heads, known)
    body, aside, stands = _body(page, start, columns, known)
    kind = _kind(name, page, aside, columns)
    if (
        not body and kind != "pending"
    ):  # nobody may be waiting; that nobody takes part any more would be in the news
        raise SheetError(
            f"{name}: the list is empty: no row stands under the names of the columns (row {start}). {AGAIN}"
        )
    signed = [line[columns["signed"]] for line in body.values()] if "signed" in columns else []
    last, last_from = (given, "given") if given else _last(name, book.saved, signed, book.from_serial)
    if last_from in ("saved", "today") and date_in_name(name):
        notes.append({"why": "name_date", "found": date_in_name(name).isoformat()})
    return Found(
        name,
        _title(page),
        kind,
        last,
        last_from,
        start,
        heads,
        columns,
        extra,
        body,
        aside,
        stands,
        _links(page),
        repaired,
        notes,
        book.from_serial,
        dates or cells.first_of(signed, last),
    )


def _names(name: Any, given: Any) -> Any:
    """The names of the columns as a closed list that stands for columns of ours; ``given`` adds a column's
    name in this file."""
    known = {head: column for column, heads in HEADS.items() for head in heads}
    for column, head in (given or {}).items():
        if column not in HEADS or not cells.key(head):
            raise SheetError(f"{name}: {column}={head!r} names no column. Columns: {', '.join(HEADS)}.")
        mine = {
            name: one for name, one in known.items() if one != column and cells.key(name) != cells.key(head)
        }
        known = mine | {head: column}
    return cells.Names(known)


def _given(name: Any, on: Any) -> Any:
    try:
        return None if on is None else datetime.date.fromisoformat(str(on)[:10])
    except ValueError:
        raise SheetError(f"{name}: {str(on)!r} is not a day. Write it as 2025-06-06.") from None


def _page(book: Any, name: Any, wanted: Any, known: Any) -> Any:
    """The sheet, the row of the names of its columns, the names, and notes about other sheets."""
    pages = [page for page in book.pages if wanted is None or page.title == wanted]
    if not pages:
        named = ", ".join(repr(page.title) for page in book.pages)
        raise SheetError(f"{name}: holds no sheet {wanted!r}. Its sheets: {named}.")
    found: Any = None
    best: tuple[Any, Any] = ((), [])
    notes: list[Any] = []
    for page in pages:
        start, here = _header(page, known)
        heads = [_head(cell) for cell in page.lines.get(start, ())]
        if set(NEEDED) <= here and found:
            notes.append({"why": "other_sheet", "found": _title(page)})
        elif set(NEEDED) <= here:
            found = page, start, heads
        elif page.lines:
            notes.append({"why": "unread_sheet", "found": _title(page)})
            best = (here, heads) if len(here) > len(best[0]) else best
    if found:
        return *found, notes
    raise SheetError(f"{name}: {_no_list(*best, any(page.lines for page in pages))}")


def _title(page: Any) -> Any:
    return cells.text(page.title)[0]


def _no_list(here: Any, heads: Any, anything: Any) -> Any:
    """Why no sheet holds a list."""
    if not anything:
        return "the spreadsheet is empty. Download it again."
    needed = f"A list of ICE has at least: {', '.join(HEADS[one][0] for one in NEEDED)}."
    if len(here) >= 2:
        lacking = [one for one in NEEDED if one not in here]
        return (
            f"no column is called {', '.join(HEADS[one][0] for one in lacking)}. {needed} Here are:"
            f" {', '.join(filter(None, heads))}. "
            f"If one of them is it under a new name, say so: --column {lacking[0]}=NAME, in a notebook"
            f' names={{"{lacking[0]}": "NAME"}}.'
        )
    return (
        f"not a list of 287(g) agencies: in the first {LOOK} rows no line names its columns. {needed}"
        f" Download it from {PAGE}."
    )


def _head(cell: Any) -> Any:
    return "" if cell is None else cells.text(str(cell))[0]


def _column(cell: Any, known: Any) -> Any:
    """The column of ours that a cell names, and how its name was mended."""
    return known.meant(cells.text(cell)[0]) if isinstance(cell, str) else (None, [])


def _named(line: Any, known: Any) -> Any:
    """Place -> (column of ours, how its name was mended). A misspelt name counts only where no other cell
    names that column."""
    told = {place: _column(cell, known) for place, cell in enumerate(line)}
    right = [column for column, why in told.values() if not why]
    mended = Counter(column for column, why in told.values() if why)
    return {
        place: one
        for place, one in told.items()
        if one[0] and (not one[1] or one[0] not in right and mended[one[0]] == 1)
    }


def _header(page: Any, known: Any) -> Any:
    """The row that names most columns, and the columns that it names."""
    best: Any = set()
    row = min(page.lines, default=0)
    for number, line in page.lines.items():
        here = {column for column, _ in _named(line, known).values()} if number <= LOOK else set()
        if len(here) > len(best):
            best, row = here, number
    return row, best


def _columns(page: Any, start: Any, heads: Any, known: Any) -> Any:
    """Known columns -> their place; the place of every other column that holds something -> its name; names
    that were mended."""
    named, columns, extra, repaired = _named(page.lines[start], known), {}, {}, []
    filled = {
        place
        for row, line in page.lines.items()
        if row > start
        for place, cell in enumerate(line)
        if not _blank(cell)
    }
    for place, head in enumerate(heads):
        column, why = named.get(place, (None, []))
        if column and column not in columns:
            columns[column] = place
            if why:
                repaired.append(
                    {"row": start, "column": head, "found": head, "put": HEADS[column][0], "why": why}
                )
    taken = {heads[place].lower() for place in columns.values()}
    for place, head in enumerate(heads):
        if place not in columns.values() and (head or place in filled):
            name = head or f"column {_letters(place)}"
            extra[place] = name if name.lower() not in taken else f"{name} ({_letters(place)})"
            taken.add(extra[place].lower())
    return columns, extra, repaired


def _blank(cell: Any) -> bool:
    return cells.refused_text(cell) == "empty"


def _letters(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)


def _body(page: Any, start: Any, columns: Any, known: Any) -> Any:
    """Row number -> line, for each row of the list; every other line that holds something, with the reason;
    merged values."""
    body, aside, stands = {}, [], {}
    for number, line in page.lines.items():
        filled = [cell for cell in line if not _blank(cell)]
        if not filled or number == start:
            continue
        merged = _merged(page, number, line, start) if number > start else {}
        why = "above" if number < start else _no_row(line, merged, filled, columns, known)
        if why:
            aside.append(
                {"row": number, "found": " | ".join(cells.shown(cell) for cell in filled), "why": [why]}
            )
        else:
            body[number] = line
            stands.update({(number, place): cell for place, cell in merged.items()})
    return body, aside, stands


def _merged(page: Any, number: int, line: Any, start: Any) -> Any:
    """Place -> value, for the empty cells of a line in which a merged range makes the value of a row above
    stand."""
    tops = {place: page.merged.get((number, place)) for place, cell in enumerate(line) if _blank(cell)}
    found = {
        place: page.lines[top][place]
        for place, top in tops.items()
        if top and top > start and top in page.lines
    }
    return {place: cell for place, cell in found.items() if not _blank(cell)}


def _no_row(line: Any, merged: Any, filled: Any, columns: Any, known: Any) -> Any:
    """Why a line under the names is no row of the list ("names_again", "remark"), or None. A row may lack
    much, but not all."""
    ours = {column: line[place] for column, place in columns.items() if not _blank(line[place])}
    if ours and all(_column(cell, known) == (column, []) for column, cell in ours.items()):
        return "names_again"
    whole = {*ours} | {column for column, place in columns.items() if place in merged}
    if not ours or (len(filled) == 1 and not _state(filled[0]) and not {*NEEDED} <= whole):
        return "remark"
    says = (
        isinstance(ours.get("agency"), str)
        or isinstance(ours.get("model"), str)
        or _state(ours.get("state"))
        or {*NEEDED} <= whole
    )
    return None if says else "remark"


def _state(cell: Any) -> Any:
    return isinstance(cell, str) and places.state(cells.text(cell)[0])[0]


def _kind(name: Any, page: Any, aside: Any, columns: Any) -> Any:
    """Which list it is: by the sheet's name, else the lines above, else the file's name; pending when nothing
    was signed yet."""
    for said in (page.title, " ".join(one["found"] for one in aside if one["why"] == ["above"]), name):
        kinds = [kind for kind in ("participating", "pending") if kind in said.lower()]
        if len(kinds) == 1:
            return kinds[0]
    return "participating" if "signed" in columns else "pending"


def _last(name: Any, saved: Any, signed: Any, from_serial: Any) -> Any:
    """The day of the list, and where it was found."""
    today = datetime.date.today()
    named = date_in_name(name)
    if named and cells.FIRST_YEAR <= named.year <= today.year + 1:
        first = cells.first_of(signed, today)
        days = [day for day in (cells.date(cell, today, from_serial, first)[0] for cell in signed) if day]
        late = sum(day > named for day in days)
        if late < DOUBT or late * 2 <= len(days):
            return named, "name"
    return (saved, "saved") if saved and saved <= today else (today, "today")


def _links(page: Any) -> Any:
    """(row, place) -> the address behind a cell; one behind a merged cell stands for the rows below it
    too."""
    below = {
        where: page.links[top, where[1]]
        for where, top in page.merged.items()
        if (top, where[1]) in page.links
    }
    return below | page.links

"""Where the list stands in a workbook: its sheet, the line that names the columns, its rows, its day. Cleans no cell."""

import datetime
from typing import NamedTuple

from . import cells, places
from .workbook import SheetError, date_in_name, open_workbook, saved_on

PAGE = "https://www.ice.gov/identify-and-arrest/287g"
HEADS = {  # column -> names it goes by; the first is ICE's of 2025
    "state": ("STATE", "STATE/TERRITORY", "STATE OR TERRITORY"),
    "agency": ("LAW ENFORCEMENT AGENCY", "LAW ENFORCEMENT AGENCY NAME", "AGENCY", "AGENCY NAME", "LEA"),
    "kind": ("TYPE", "AGENCY TYPE", "TYPE OF AGENCY"),
    "county": ("COUNTY", "COUNTY NAME", "COUNTY/PARISH"),
    "model": ("SUPPORT TYPE", "SUPPORT", "MODEL", "PROGRAM MODEL", "AGREEMENT TYPE", "287(G) MODEL"),
    "signed": ("SIGNED", "DATE SIGNED", "SIGNED DATE", "SIGNATURE DATE", "SIGNING DATE"),
    "moa": ("MOA", "MOA LINK", "LINK TO MOA"),
}
NEEDED = ("state", "agency", "model")
LOOK = 40  # rows in which the names of the columns may stand
DOUBT = 10  # so many dates after the one in the file's name, and more than half of all: then the name is wrong, not the cells


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
    links: dict  # (row, place) -> the address behind a cell
    notes: list
    from_serial: object  # a spreadsheet's number -> its date


def find(path, on, sheet, names):
    """The list in the .xlsx file ``path``. Raises SheetError, in words, where there is none."""
    name = path.name
    known = _names(name, names)
    given = _given(name, on)
    book = open_workbook(path)
    page, lines, start, heads, notes = _page(book, name, sheet, known)
    columns, extra = _columns(heads, lines[start + 1 :], known)
    body, aside = _body(lines, start, columns, known)
    if not body:
        raise SheetError(f"{name}: the list is empty: no row stands under the names of the columns (row {start + 1}). Download it again.")
    from_serial = _serial(book)
    signed = [line[columns["signed"]] for line in body.values()] if "signed" in columns else []
    last, last_from = (given, "given") if given else _last(name, saved_on(book), signed, from_serial)
    if last_from in ("saved", "today") and date_in_name(name):
        notes.append({"why": "name_date", "found": date_in_name(name).isoformat()})
    return Found(
        name, page.title, _kind(name, page, aside, columns), last, last_from, start + 1, heads, columns, extra, body, aside,
        _links(page), notes, from_serial,
    )  # fmt: skip


def _names(name, given):
    """The names of columns, as a key for comparing -> column of ours; ``given`` adds a column's name in this file."""
    known = {cells.key(head): column for column, heads in HEADS.items() for head in heads}
    for column, head in (given or {}).items():
        if column not in HEADS or not cells.key(head):
            raise SheetError(f"{name}: {column}={head!r} names no column. Columns: {', '.join(HEADS)}.")
        known = {key: one for key, one in known.items() if one != column} | {cells.key(head): column}
    return known


def _given(name, on):
    try:
        return None if on is None else datetime.date.fromisoformat(str(on)[:10])
    except ValueError:
        raise SheetError(f"{name}: {str(on)!r} is not a day. Write it as 2025-06-06.") from None


def _page(book, name, wanted, known):
    """The sheet, its lines, the place of the line of names, the names, and notes about other sheets."""
    pages = [page for page in book.worksheets if wanted is None or page.title == wanted]
    if not pages:
        named = ", ".join(repr(page.title) for page in book.worksheets) or "none with cells"
        raise SheetError(f"{name}: holds no sheet {wanted!r}. Its sheets: {named}.")
    found, best, notes, anything = None, ((), []), [], False
    for page in pages:
        lines = [list(line) for line in page.iter_rows(values_only=True)]
        start, here = _header(lines, known)
        filled = any(cell is not None for line in lines for cell in line)
        anything = anything or filled
        if set(NEEDED) <= set(here) and found:
            notes.append({"why": "other_sheet", "found": page.title})
        elif set(NEEDED) <= set(here):
            found = page, lines, start, [_head(cell) for cell in lines[start]]
        elif filled:
            notes.append({"why": "unread_sheet", "found": page.title})
            best = (here, [_head(cell) for cell in lines[start]]) if len(set(here)) > len(set(best[0])) else best
    if found:
        return *found, notes
    raise SheetError(f"{name}: {_no_list(*best, anything)}")


def _no_list(here, heads, anything):
    """Why no sheet holds a list."""
    if not anything:
        return "the spreadsheet is empty. Download it again."
    needed = f"A list of ICE has at least: {', '.join(HEADS[one][0] for one in NEEDED)}."
    if len(set(here)) >= 2:
        lacking = [one for one in NEEDED if one not in here]
        return (
            f"no column is called {', '.join(HEADS[one][0] for one in lacking)}. {needed} Here are: {', '.join(filter(None, heads))}. "
            f'If one of them is it under a new name, say so: --column {lacking[0]}=NAME, in a notebook names={{"{lacking[0]}": "NAME"}}.'
        )
    return f"not a list of 287(g) agencies: in the first {LOOK} rows no line names its columns. {needed} Download it from {PAGE}."


def _head(cell):
    return "" if cell is None else cells.text(str(cell))[0]


def _column(cell, known):
    return known.get(cells.key(cells.text(cell)[0])) if isinstance(cell, str) else None


def _header(lines, known):
    """The place of the line that names most columns, and the columns it names."""
    best, place = [], 0
    for number, line in enumerate(lines[:LOOK]):
        here = [column for column in (_column(cell, known) for cell in line) if column]
        if len(set(here)) > len(set(best)):
            best, place = here, number
    return place, best


def _columns(heads, below, known):
    """Known columns -> their place; and the place of every other column that holds something -> its name."""
    columns, extra = {}, {}
    for place, head in enumerate(heads):
        column = _column(head, known)
        if column and column not in columns:
            columns[column] = place
        elif head or any(place < len(line) and cells.refused_text(line[place]) != "empty" for line in below):
            name = head or f"column {_letters(place)}"
            taken = {one.lower() for one in extra.values()} | {heads[one].lower() for one in columns.values()}
            extra[place] = name if name.lower() not in taken else f"{name} ({_letters(place)})"
    return columns, extra


def _letters(place):
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)


def _body(lines, start, columns, known):
    """Row number -> line, for each row of the list; and every other line that holds something, with the reason."""
    body, aside = {}, []
    for number, line in enumerate(lines, 1):
        filled = [cell for cell in line if cells.refused_text(cell) != "empty"]
        if not filled or number == start + 1:
            continue
        why = "above" if number <= start else _no_row(line, filled, columns, known)
        if why:
            aside.append({"row": number, "found": " | ".join(cells.shown(cell) for cell in filled), "why": [why]})
        else:
            body[number] = line
    return body, aside


def _no_row(line, filled, columns, known):
    """Why a line under the names is no row of the list ("names_again", "remark"), or None. A row may lack much, but not all."""
    ours = {column: line[place] for column, place in columns.items() if cells.refused_text(line[place]) != "empty"}
    if ours and all(_column(cell, known) == column for column, cell in ours.items()):
        return "names_again"
    if not ours or (len(filled) == 1 and not places.state(filled[0])):
        return "remark"
    says = isinstance(ours.get("agency"), str) or isinstance(ours.get("model"), str) or places.state(ours.get("state"))
    return None if says else "remark"


def _kind(name, page, aside, columns):
    """Which list it is: by the sheet's name, else the lines above, else the file's name; pending when nothing was signed yet."""
    for said in (page.title, " ".join(one["found"] for one in aside if one["why"] == ["above"]), name):
        kinds = [kind for kind in ("participating", "pending") if kind in said.lower()]
        if len(kinds) == 1:
            return kinds[0]
    return "participating" if "signed" in columns else "pending"


def _serial(book):
    from openpyxl.utils.datetime import from_excel

    return lambda number: from_excel(number, book.epoch)


def _last(name, saved, signed, from_serial):
    """The day of the list, and where it was found."""
    today = datetime.date.today()
    named = date_in_name(name)
    if named and cells.FIRST_YEAR <= named.year <= today.year + 1:
        days = [day for day in (cells.date(cell, today, from_serial)[0] for cell in signed) if day]
        late = sum(day > named for day in days)
        if late < DOUBT or late * 2 <= len(days):
            return named, "name"
    return (saved, "saved") if saved and saved <= today else (today, "today")


def _links(page):
    """(row, place) -> the address behind a cell."""
    return {
        (cell.row, cell.column - 1): cell.hyperlink.target
        for line in page.iter_rows()
        for cell in line
        if cell.hyperlink and cell.hyperlink.target
    }

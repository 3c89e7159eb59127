"""The lists of police agencies with a 287(g) agreement, read from the spreadsheets as ICE publishes them.

    from semillero.data import partners

    frame, report, raw = partners.read("participatingAgencies_2025-06-06am.xlsx")
    partners.counts(frame)["model"]
    partners.compare(partners.read(earlier), partners.read(later)).joined

The current list is at https://www.ice.gov/identify-and-arrest/287g ("Participating Agencies"; "Pending
Agencies" is read too). Columns are found by their names, in any order; other columns are kept. Nothing is
dropped silently: each cell that was mended, refused or not known stands in the report, and each line of the
spreadsheet is a row or stands there too.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import SheetError
from .partner_changes import compare, in_order
from .partner_list import PAGE, find
from .partner_rows import KINDS, MODELS, Cleaner, blank_report
from .partner_rows import frame as _frame
from .partner_rows import raw as _raw
from .partner_rows import repeated as _repeated

__all__ = ["KINDS", "MODELS", "PAGE", "Sheet", "SheetError", "compare", "counts", "in_order", "read"]


class Sheet(NamedTuple):
    """A list that was read: the clean table, what was done to it, and the cells as they stood."""

    frame: object
    report: dict
    raw: object


def read(
    path: Path | str,
    on: datetime.date | None = None,
    sheet: str | None = None,
    names: Mapping[str, str] | None = None,
    progress: Callable[[int, int], object] | None = None,
    dates: str | None = None,
) -> Sheet:
    """Read a list of ICE, participating or pending, from the .xlsx file ``path``. Returns a Sheet: frame,
    report, raw.

    ``frame``: a DataFrame, one row a line of the list; its index ``row`` is the row of the spreadsheet.
    Columns: state (two letters), state_name, state_fips (text), agency, kind (County, Municipality, State
    Agency), county (by its name in the table `counties`, else as found), county_fips (text of 5 digits; NaN
    where no county could be found), model (one of MODELS), signed (a date), moa (text), moa_url (the
    address behind that cell); then every other column of the spreadsheet under its own name in small letters.
    A refused cell is NaN, never a guess.

    ``report``: a dict of plain values. file, sheet; list (participating or pending); date and date_from (the
    day by which "in the future" is judged: given, name, saved, today); rows; header_row; columns (name here
    -> name there); added and missing (columns); repaired, refused and kept: dicts with row, column (its name
    in the spreadsheet), found, put (what stands in the table now) and why (reasons;
    `partner_words.explain` puts them in words); kept means left as found, though not known here.
    set_aside: lines that are no row of the list, with row, found and why. repeated: groups of rows with the
    same state, agency and model. notes: reasons about the whole file. A name of a column that was mended
    stands in repaired too, with the row of the names.

    ``raw``: a DataFrame of the cells as they stood, with the same index.

    ``on``: the day of the list (a date, or text like 2025-06-06), when its name does not tell. ``sheet``: the
    name of the sheet in the workbook; without it, the first that holds a list. ``names``: what a column is
    called in this file, like {"agency": "Partner"}. ``dates``: what stands first in dates like 2/3/26 (month,
    day or year), where no date in the column shows it: then they are refused, and ``notes`` asks.
    ``progress``: a function that is told, row by row, how many are clean and how many there are.
    Raises SheetError, in words, for a file that is no such list, or asks for more than any list has
    (`spreadsheet.MOST`).
    """
    found = find(Path(path), on, sheet, names, dates)
    report = blank_report(found)
    cleaner, table = Cleaner(report, found), []
    for number in found.body:
        table.append(cleaner.row(number))
        if progress:
            progress(len(table), len(found.body))
    asked = next((one["found"] for one in report["refused"] if "two_readings" in one["why"]), None)
    if asked:
        report["notes"].append({"why": "ask_dates", "found": asked})
    frame = _frame(table, list(found.body))
    report["repeated"] = _repeated(frame)
    return Sheet(frame, report, _raw(found))


def counts(frame: Any) -> dict[str, Any]:
    """The rows of a list counted: dicts model, state (by its name) and kind, the most first.

    A cell that was refused counts under the empty text.
    """
    return {
        name: dict(
            sorted(Counter(frame[column].fillna("").tolist()).items(), key=lambda one: (-one[1], one[0]))
        )
        for name, column in (("model", "model"), ("state", "state_name"), ("kind", "kind"))
    }

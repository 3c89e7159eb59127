"""The cells of an .xlsx file, read as a stream and counted while they are read: whoever made the file, the
reading ends soon.

An .xlsx is a zip of XML parts. 6 KB of them can ask for seventeen billion cells (a merged range, a link over
the whole sheet), and 200 KB can unpack to gigabytes. Libraries make all of it before anybody can count it. So
ranges stay ranges here, what no list needs (charts, pictures, colours, rules) is never opened, and each thing
that is read is paid for out of ``MOST``. How a spreadsheet writes dates is openpyxl's knowledge.
"""

import datetime
import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

MOST = {  # in one file; beside it, what the larger of ICE's lists have
    "bytes": 64 * 2**20,  # unpacked; 1 MB
    "elements": 2_000_000,  # of XML; 40,000
    "cells": 300_000,  # with something in them, and cells that a range spreads over; 15,000
    "signs": 3_000_000,  # letters in the cells; 200,000
}
WHAT = {
    "bytes": f"unpacks to more than {MOST['bytes'] // 2**20} MB",
    "elements": f"holds more than {MOST['elements']:,} pieces, most of them blank cells or rules",
    "cells": f"holds more than {MOST['cells']:,} cells with something in them",
    "signs": f"holds more than {MOST['signs']:,} letters",
}
DEEPEST = 100  # elements within elements; a spreadsheet has ten
LONGEST = 2**20  # bytes of one tag or remark; a spreadsheet's have some hundred
OPENING = 100  # what opening one more part costs, in elements
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet, by the standard
CODE = 255  # letters of a number format, by the standard
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


class Beyond(Exception):
    """A file asks for more than ``MOST``; the message says of what, as the end of a sentence about the
    file."""


class Page(NamedTuple):
    """One sheet: nothing is in it but what stands in a cell."""

    title: str
    lines: dict  # row -> its cells, all of the same length; a row with nothing in it is not there
    merged: dict  # (row, place) of a cell that a merged range covers -> the row in which its value stands
    links: dict  # (row, place) -> the address behind a cell


class Book(NamedTuple):
    """A workbook: its sheets, when it was last saved (a date, or None), and how its numbers become dates."""

    pages: list
    saved: object
    from_serial: object


def read(path: Path) -> Book:
    """Read the .xlsx file ``path`` into a Book. Raises Beyond at a bound, and whatever zip or XML raise for a
    broken file."""
    with zipfile.ZipFile(path) as packed:
        return _Reader(packed).book()


class _Reader:
    def __init__(self, packed: Any) -> None:
        self.packed, self.left = packed, dict(MOST)
        self.parts = {one.filename.replace("\\", "/"): one for one in packed.infolist()}
        self.strings: list[Any] = []
        self.styles: list[Any] = []
        self.epoch: Any = None

    def book(self) -> Book:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        whole = {kind: target for kind, target in self.related("").values()}
        main = whole.get("officeDocument", "xl/workbook.xml")
        near = self.related(main)
        kinds = {kind: target for kind, target in near.values()}
        sheets, epoch = [], CALENDAR_WINDOWS_1900
        for name, given, _ in self.elements(main):
            if name == "sheet":
                sheets.append((given.get("name", ""), near.get(_id(given))))
            elif name == "workbookPr" and given.get("date1904") in ("1", "true"):
                epoch = CALENDAR_MAC_1904
        self.epoch = epoch
        self.styles = self.formats(kinds.get("styles"))
        self.strings = self.shared(kinds.get("sharedStrings"))
        pages = [
            self.page(title, of[1])
            for title, of in sheets
            if of and of[0] == "worksheet" and of[1] in self.parts
        ]
        return Book(pages, self.saved(whole.get("core-properties")), lambda number: from_excel(number, epoch))

    def spend(self, what: str, count: int = 1) -> None:
        self.left[what] -= count
        if self.left[what] < 0:
            raise Beyond(WHAT[what])

    def elements(self, part: Any) -> Any:
        """Each element of a part as it ends: its name without namespace, its attributes, the text directly in
        it."""
        ended: list[Any] = []
        inside: list[Any] = []

        def start(name: str, given: Any) -> None:
            self.spend("elements")
            if len(inside) >= DEEPEST:
                raise ValueError("too deep")
            inside.append((name.rpartition(" ")[2], given, []))

        def end(_: Any) -> None:
            name, given, text = inside.pop()
            ended.append((name, given, "".join(text)))

        def refuse(*_: Any) -> None:
            # No spreadsheet has one; with one, a line can grow to gigabytes
            raise ValueError("a document type")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = (
            start,
            end,
            refuse,
        )
        parser.CharacterDataHandler = lambda text: inside[-1][2].append(text)
        self.spend("elements", OPENING)
        with self.packed.open(self.parts[part]) as stream:
            more, fed = True, 0
            while more:
                chunk = stream.read(2**16)
                self.spend("bytes", len(chunk))
                more = bool(chunk)
                fed += len(chunk)
                parser.Parse(chunk, not more)
                if (
                    more and fed - parser.CurrentByteIndex > LONGEST
                ):  # it would be read again from its start with each chunk
                    raise ValueError("too long")
                yield from ended
                ended.clear()

    def related(self, part: Any) -> Any:
        """What a part names beside it: id -> (kind, the name of the other part, or an address outside)."""
        folder, name = posixpath.split(part)
        beside, found = posixpath.join(folder, "_rels", f"{name}.rels"), {}
        for name, given, _ in self.elements(beside) if beside in self.parts else ():
            if name == "Relationship":
                target = given.get("Target", "")
                if given.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[given.get("Id")] = given.get("Type", "").rpartition("/")[2], target
        return found

    def shared(self, part: Any) -> Any:
        """The texts that cells name by number."""
        found: list[Any] = []
        texts: list[str] = []
        for name, _, text in self.elements(part) if part in self.parts else ():
            if name == "si":
                found.append("".join(texts))
                texts = []
            else:
                _gather(name, text, texts)
        return found

    def formats(self, part: Any) -> Any:
        """Of each format of cells, whether its numbers are days, and whether they are spans of time."""
        from openpyxl.styles import numbers

        codes, used, found = dict(numbers.BUILTIN_FORMATS), [], []
        for name, given, _ in self.elements(part) if part in self.parts else ():
            if name == "numFmt":
                codes[int(given["numFmtId"])] = given["formatCode"][:CODE]
            elif name == "xf":
                used.append(int(given.get("numFmtId", 0)))
            elif name == "cellStyleXfs":
                used = []  # those of named styles, which no cell names
            elif name == "cellXfs":
                told = {
                    one: (numbers.is_date_format(codes[one]), numbers.is_timedelta_format(codes[one]))
                    for one in {*used} & {*codes}
                }
                found = [told.get(one, (False, False)) for one in used]
        return found

    def saved(self, part: Any) -> Any:
        for name, _, text in self.elements(part) if part in self.parts else ():
            if name == "modified":
                try:
                    return datetime.date.fromisoformat(text.strip()[:10])
                except ValueError:
                    return None
        return None

    def page(self, title: Any, part: Any) -> Any:
        """One sheet. Cells are put in their place once it is known how far the sheet reaches."""
        rows: dict[int, Any] = {}
        merged, linked = [], []
        row, place, cells, value = 0, 0, {}, None
        texts: list[str] = []
        for name, given, text in self.elements(part):
            if name == "v":
                value = text
            elif name == "c":
                place = _corner(given["r"])[1] if "r" in given else place + 1
                found = self.value(given, value, texts)
                if found is not None and found != "":
                    self.spend("cells")
                    cells[place] = found
                value, texts = None, []
            elif name == "row":
                row = int(float(given.get("r", row + 1)))
                if cells and not 0 < row <= ROWS:
                    raise ValueError("a row out of bounds")
                if cells:
                    rows.setdefault(row, {}).update(cells)
                place, cells = 0, {}
            elif name == "mergeCell":
                merged.append(_range(given.get("ref", "")))
            elif name == "hyperlink":
                linked.append((_range(given.get("ref", "")), _id(given)))
            else:
                _gather(name, text, texts)
        deep, wide = max(rows, default=0), max((max(cells) for cells in rows.values()), default=0)
        if deep * wide > MOST["cells"]:
            raise Beyond(f"has a sheet {title!r} that reaches to row {deep} and column {wide}")
        lines = {row: [rows[row].get(place) for place in range(1, wide + 1)] for row in sorted(rows)}
        return Page(
            title, lines, self.covered(merged, deep), self.addresses(linked, self.related(part), deep, wide)
        )

    def value(self, given: Any, text: Any, texts: Any) -> Any:
        """What stands in a cell: a text, a number, a day, or None."""
        from openpyxl.utils.datetime import from_excel, from_ISO8601

        kind = given.get("t", "n")
        if kind == "s" and text:
            text = self.strings[int(text)]
        elif kind == "inlineStr":
            text = "".join(texts)
        if not text:
            return None
        self.spend("signs", len(text))
        if kind == "b":
            return text.strip() not in ("0", "false")
        if kind not in ("n", "d"):
            return text
        try:
            if kind == "d":
                return from_ISO8601(text)
            number = float(text) if {*text} & {*".eE"} else int(text)
        except ValueError:
            return text
        style = int(given.get("s", 0))
        day, span = self.styles[style] if style < len(self.styles) else (False, False)
        if not day:
            return number
        try:
            return from_excel(number, self.epoch, timedelta=span)
        except (OverflowError, ValueError):
            return "#VALUE!"  # what the spreadsheet itself shows there

    def covered(self, ranges: Any, deep: int) -> Any:
        """The cells below the first one of each merged range, in its first column: there the value stands for
        the rows below."""
        found = {}
        for top, left, bottom, _ in filter(None, ranges):
            bottom = min(bottom, deep)
            self.spend("cells", max(0, bottom - top))
            found.update({(row, left - 1): top for row in range(top + 1, bottom + 1)})
        return found

    def addresses(self, linked: Any, related: Any, deep: int, wide: int) -> Any:
        found = {}
        for where, id in linked:
            _, address = related.get(id, (None, None))
            if where and address:
                top, left, bottom, right = where
                bottom, right = min(bottom, deep), min(right, wide)
                self.spend("cells", max(0, bottom - top + 1) * max(0, right - left + 1))
                found.update(
                    {
                        (row, place - 1): address
                        for row in range(top, bottom + 1)
                        for place in range(left, right + 1)
                    }
                )
        return found


def _id(given: Any) -> Any:
    """The id by which an element names another part: an attribute of that namespace, whichever of its two it
    is."""
    return next((value for name, value in given.items() if name.endswith("/relationships id")), None)


def _gather(name: str, text: Any, texts: Any) -> None:
    """Keep the text of a cell, in one piece or in many; how a Japanese one is spoken is no part of it."""
    if name == "t":
        texts.append(text)
    elif name == "rPh" and texts:
        texts.pop()


def _range(ref: str) -> Any:
    """The range A1:B2 as (top, left, bottom, right), or None for what is no range."""
    found = RANGE.fullmatch(ref)
    if not found:
        return None
    left, top, right, bottom = found.groups()
    return int(top), _place(left), int(bottom or top), _place(right or left)


def _corner(ref: str) -> Any:
    where = _range(ref)
    if not where or not 0 < where[1] <= COLUMNS:
        raise ValueError("a cell without a place")
    return where


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place

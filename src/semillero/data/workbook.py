"""An .xlsx file from outside, opened or refused in words. Knows nothing of what stands in it."""

import datetime
import re
import warnings
import zipfile
from pathlib import Path

from .tables import TableError

MOST_BYTES = 200 * 1024 * 1024  # unpacked; ICE's lists have 1 to 2 MB
MOST_CELLS = 3_000_000  # of one sheet, from its first cell to its last; ICE's lists have 20,000
AGAIN = "Download it again, and do not change its name or its kind."
SIGNS = (  # how a file begins -> what it is
    (b"%PDF", "a PDF, not a spreadsheet. Download the .xlsx file"),
    (b"\x1f\x8b", "a packed file (gzip), not a spreadsheet. Unpack it first"),
    (b"{\\rtf", "a text document, not a spreadsheet. Download the .xlsx file"),
)


class SheetError(TableError):
    """A spreadsheet that cannot be read; the message names the file, says what is wrong and what to do."""


def open_workbook(path):
    """Open the .xlsx file ``path`` with openpyxl. Raises SheetError, in words, for whatever is no such file."""
    import openpyxl

    path = Path(path)
    refusal = _refusal(path)
    if refusal:
        raise SheetError(f"{path.name or path}: {refusal}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decorations that it leaves out
            book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # whatever a broken file makes of the libraries beneath, people get words
        raise SheetError(f"{path.name}: the spreadsheet is damaged ({type(error).__name__}). {AGAIN}") from error
    for page in book.worksheets:
        if page.max_row * page.max_column > MOST_CELLS:
            raise SheetError(
                f"{path.name}: the sheet {page.title!r} reaches to row {page.max_row} and column {page.max_column}. "
                "Delete what stands far below or beside the list, and save it."
            )
    return book


def _refusal(path):
    """Why ``path`` cannot be an .xlsx spreadsheet, without the last full stop, or None."""
    try:
        if path.is_dir():
            return "a folder, not a file. Name the .xlsx file in it"
        with path.open("rb") as file:
            start = file.read(4096)
            if start.startswith(b"\xd0\xcf\x11\xe0"):
                return _old(start + file.read())
    except FileNotFoundError:
        return "there is no such file. Look at the name and the folder"
    except OSError as error:
        return f"cannot be opened: {error.strerror or error}"
    if not start.strip(b"\0 \r\n\t"):
        return f"the file is empty. {AGAIN[:-1]}"
    if start.startswith(b"PK"):
        return _packed(path)
    for sign, words in SIGNS:
        if start.startswith(sign):
            return words
    if re.match(rb"(\xef\xbb\xbf)?\s*<", start):
        return "a web page, not a spreadsheet: the download was answered with a page. Open the link in a browser and save the file"
    if b"\0" not in start:
        return "plain text, not an .xlsx spreadsheet. Open it in a spreadsheet programme and save it as .xlsx, or download ICE's own file"
    return "not an .xlsx spreadsheet. Download the list from ICE's page as .xlsx"


def _old(content):
    """What a file in Microsoft's old container is: one with a password, or of the old kind."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "protected with a password. Open it in a spreadsheet programme, save a copy without the password, and read that copy"
    return "an old .xls spreadsheet. Open it in a spreadsheet programme and save it as .xlsx"


def _packed(path):
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            size = sum(one.file_size for one in packed.infolist())
            encrypted = any(one.flag_bits & 1 for one in packed.infolist())
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        return f"the file is damaged or was cut off on the way. {AGAIN[:-1]}"
    if encrypted:
        return "protected with a password. Unpack or open it, and save a copy without the password"
    if size > MOST_BYTES:
        return f"unpacks to {size // 2**20} MB; {MOST_BYTES // 2**20} MB is the most. This is not ICE's list"
    if any(name.lower() == "xl/workbook.bin" for name in names):
        return "an .xlsb spreadsheet. Open it in a spreadsheet programme and save it as .xlsx"
    if not any(name.lower().startswith("xl/") and name.lower().endswith(".xml") for name in names):
        return "a packed file that holds no .xlsx spreadsheet (another kind of document?). Save it as .xlsx"
    return None


def date_in_name(name):
    """The date in a file's name as ICE writes it (2025-05-16, 05162025, 051625, with anything around it), or None."""
    stem = Path(name).stem
    for pattern, order in (
        (r"(?<!\d)((?:19|20)\d\d)[-_. ]?([01]\d)[-_. ]?([0-3]\d)", (0, 1, 2)),
        (r"(?<!\d)([01]\d)[-_. ]?([0-3]\d)[-_. ]?((?:19|20)\d\d)", (2, 0, 1)),
        (r"(?<!\d)([01]\d)[-_. ]?([0-3]\d)[-_. ]?(\d\d)(?!\d)", (2, 0, 1)),
    ):
        for found in re.finditer(pattern, stem):
            year, month, day = (int(found.groups()[place]) for place in order)
            try:
                return datetime.date(year + 2000 if year < 100 else year, month, day)
            except ValueError:
                continue
    return None


def saved_on(workbook):
    """The day on which a workbook says that it was last saved, or None."""
    when = workbook.properties.modified
    return when.date() if isinstance(when, datetime.datetime) else None

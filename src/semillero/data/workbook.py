"""An .xlsx file from outside, opened or refused in words. Knows nothing of what stands in it."""

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

from ..errors import SheetError
from . import spreadsheet

MOST_PACKED = 20 * 2**20  # bytes of the file itself; ICE's lists have 200,000
AGAIN = "Download it again, and do not change its name or its kind."
ALONE = (
    "That is far more than a list of ICE: copy the list alone, and nothing beside or below it, into a new"
    " spreadsheet."
)
SIGNS = (  # how a file begins -> what it is
    (b"%PDF", "a PDF, not a spreadsheet. Download the .xlsx file"),
    (b"\x1f\x8b", "a packed file (gzip), not a spreadsheet. Unpack it first"),
    (b"{\\rtf", "a text document, not a spreadsheet. Download the .xlsx file"),
)


def open_workbook(path: Path) -> Any:
    """Open the .xlsx file ``path`` as a spreadsheet.Book. Raises SheetError, in words, for whatever is no
    such file."""
    path = Path(path)
    refusal = _refusal(path)
    if refusal:
        raise SheetError(f"{path.name or path}: {refusal}.")
    try:
        book = spreadsheet.read(path)
    except spreadsheet.Beyond as error:
        raise SheetError(f"{path.name}: {error}. {ALONE}") from error
    except Exception as error:  # whatever a broken file makes of zip and XML, people get words
        raise SheetError(
            f"{path.name}: the spreadsheet is damaged ({type(error).__name__}). {AGAIN}"
        ) from error
    if not book.pages:
        raise SheetError(f"{path.name}: the spreadsheet has no sheet of cells in it. {AGAIN}")
    return book


def _refusal(path: Path) -> str | None:
    """Why ``path`` cannot be an .xlsx spreadsheet, without the last full stop, or None."""
    try:
        if path.is_dir():
            return "a folder, not a file. Name the .xlsx file in it"
        if path.exists() and not path.is_file():
            return "neither a file nor a folder. Name the .xlsx file"
        if path.exists() and path.stat().st_size > MOST_PACKED:
            return (
                f"a file of {path.stat().st_size // 2**20} MB; {MOST_PACKED // 2**20} MB is the most. This is"
                " not ICE's list"
            )
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
        return (
            "a web page, not a spreadsheet: the download was answered with a page. Open the link in a browser"
            " and save the file"
        )
    if b"\0" not in start:
        return (
            "plain text, not an .xlsx spreadsheet. Open it in a spreadsheet programme and save it as .xlsx,"
            " or download ICE's own file"
        )
    return "not an .xlsx spreadsheet. Download the list from ICE's page as .xlsx"


def _old(content: Any) -> str:
    """What a file in Microsoft's old container is: one with a password, or of the old kind."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            "protected with a password. Open it in a spreadsheet programme, save a copy without the password,"
            " and read that copy"
        )
    return "an old .xls spreadsheet. Open it in a spreadsheet programme and save it as .xlsx"


def _packed(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            size = sum(one.file_size for one in packed.infolist())
            usual = all(
                one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in packed.infolist()
            )
            encrypted = any(one.flag_bits & 1 for one in packed.infolist())
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        return f"the file is damaged or was cut off on the way. {AGAIN[:-1]}"
    if encrypted:
        return "protected with a password. Unpack or open it, and save a copy without the password"
    if size > spreadsheet.MOST["bytes"]:
        return (
            f"unpacks to {size // 2**20} MB; {spreadsheet.MOST['bytes'] // 2**20} MB is the most. This is not"
            " ICE's list"
        )
    if not usual:
        return f"packed in a way that no spreadsheet is. {AGAIN[:-1]}"
    if any(name.lower() == "xl/workbook.bin" for name in names):
        return "an .xlsb spreadsheet. Open it in a spreadsheet programme and save it as .xlsx"
    if not any(name.lower().startswith("xl/") and name.lower().endswith(".xml") for name in names):
        return "a packed file that holds no .xlsx spreadsheet (another kind of document?). Save it as .xlsx"
    return None


def date_in_name(name: str) -> Any:
    """The date in a file's name as ICE writes it (2025-05-16, 05162025, 051625, with anything around it), or
    None."""
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

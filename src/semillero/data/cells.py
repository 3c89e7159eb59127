"""One cell of a spreadsheet at a time: what stands in it, mended or refused, and why.

Each reader returns ``(value, why)``: the value to keep, or None, and a list of reasons; an empty list means that the cell
was kept as it stood. A reason is an id of the catalogue ``partners`` ("why.blanks"), without "why.".
"""

import datetime
import difflib
import functools
import re
import unicodedata

FIRST_YEAR = 1996  # section 287(g) was enacted on 30 September 1996
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA")
PLACEHOLDERS = {"n/a", "na", "n.a.", "none", "null", "nan", "tbd", "unknown", "-", "--", "\u2013", "\u2014", "?", "."}
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4`\u2032\uff07"), "'")
_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033"), '"')
_BLANKS = ("Zs", "Zl", "Zp", "Cc")
# Zero width, soft hyphens, marks of direction: seen by nobody, and two names that look the same differ by them.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff\u00ad"), None)


def text(value):
    """Text without what the eye does not see: blanks around and inside, other kinds of blanks, curly marks."""
    if value.isascii() and value.isprintable() and value == value.strip() and not re.search(r"  |`|_x00", value):
        return value, []
    why = []
    bare = re.sub(r"_x00[01][0-9A-Fa-f]_", "\n", value)  # how .xlsx writes a control character
    bare = "".join(" " if unicodedata.category(sign) in _BLANKS else sign for sign in bare)
    if bare != value:
        why.append("other_blanks")
    if bare.translate(_UNSEEN) != bare:
        why.append("unseen")
    bare = bare.translate(_UNSEEN)
    squeezed = re.sub(" +", " ", bare).strip()
    if squeezed != bare:
        why.append("blanks")
    straight = squeezed.translate(_APOSTROPHES | _QUOTES)
    if straight != squeezed:
        why.append("curly")
    composed = unicodedata.normalize("NFC", straight)
    if composed != straight:
        why.append("composed")
    return composed, why


def refused_text(value):
    """Why a text says nothing: "empty", "error", "placeholder", or None when it says something."""
    if value is None or (isinstance(value, str) and not text(value)[0]):
        return "empty"
    if isinstance(value, str):
        bare = text(value)[0]
        if bare.upper() in ERRORS:
            return "error"
        if bare.lower() in PLACEHOLDERS:
            return "placeholder"
    return None


def name(value):
    """A name of an agency, or other text that must say something."""
    nothing = refused_text(value)
    if nothing:
        return None, [nothing]
    if not isinstance(value, str):
        return None, ["no_text"]
    return text(value)


def choice(value, known):
    """One of ``known``, whatever its case; a text that is nearly one of them is mended; another is kept as new."""
    bare, why = name(value)
    if bare is None:
        return None, why
    by_key = {key(one): one for one in known}
    if key(bare) in by_key:
        right = by_key[key(bare)]
        return right, why + (["case"] if right != bare else [])
    near = difflib.get_close_matches(key(bare), by_key, n=1, cutoff=0.9)
    if near:
        return by_key[near[0]], [*why, "spelling"]
    return bare, [*why, "new_value"]


@functools.lru_cache(maxsize=20000)
def key(value):
    """A text for comparing: no accents, no case, no marks, no blanks."""
    plain = unicodedata.normalize("NFKD", value.casefold()).replace("&", "and")
    return re.sub(r"[^a-z0-9]", "", plain) or plain.strip()


def date(value, last, from_serial=None):
    """A day from FIRST_YEAR to ``last``. ``from_serial`` turns a spreadsheet's number into a date."""
    found, why = _date(value, from_serial)
    if found is None:
        return None, why
    if found.year < FIRST_YEAR:
        return None, [*why, "too_early"]
    if found > last:
        return None, [*why, "too_late"]
    return found, why


def _date(value, from_serial):
    nothing = refused_text(value)
    if nothing:
        return None, [nothing]
    if isinstance(value, datetime.datetime):
        return value.date(), [] if value.time() == datetime.time() else ["time"]
    if isinstance(value, datetime.date):
        return value, []
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return from_serial(value).date(), ["serial"]
        except (AttributeError, OverflowError, TypeError, ValueError):
            return None, ["not_a_date"]
    if not isinstance(value, str):
        return None, ["not_a_date"]
    bare, why = text(value)
    found = _written(bare)
    return (found, [*why, "text_date"]) if found else (None, [*why, "not_a_date"])


def _written(bare):
    """The day that a text writes out whole: 2025-05-08, 5/8/2025 (month first, as ICE writes), May 8, 2025. Nothing is guessed."""
    numbers = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", bare)
    if numbers:
        return _day(*numbers.groups())
    numbers = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", bare)
    if numbers:
        month, day, year = numbers.groups()
        return _day(year, month, day)
    words = re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", bare)
    if words:
        month, day, year = words.groups()
    else:
        words = re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", bare)
        if not words:
            return None
        day, month, year = words.groups()
    fits = [number for number, full in enumerate(MONTHS, 1) if full.startswith(month.lower())]
    return _day(year, fits[0], day) if len(fits) == 1 else None


def _day(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def shown(value):
    """What stood in a cell, as text for a report: a day as 2025-05-08, an empty cell as the empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)

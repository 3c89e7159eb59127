"""One cell of a spreadsheet at a time: what stands in it, mended or refused, and why.

Each reader returns ``(value, why)``: the value to keep, or None, and a list of reasons; an empty list means
that the cell was kept as it stood. A reason is an id of the catalogue ``partners`` ("why.blanks"), without
"why.".
"""

import datetime
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

FIRST_YEAR = 1996  # section 287(g) was enacted on 30 September 1996
# The errors of a spreadsheet, also as people type them and in other languages: #N/A, #NA, #n/a, #REF!,
# #¡REF!, #¿NOMBRE?
ERROR = re.compile(r"# ?[¡¿]?(?:[A-Z][A-Z0-9_/]*|[A-Za-z][A-Za-z0-9_/]*[!?]|(?i:n ?[/.\\]? ?[ad]\.?))[!?]?")
# Ways of writing nothing, as they are compared: without marks, blanks, case. What has no letter and no digit
# says nothing either.
NOTHING = set(
    re.findall(
        "[a-z]+",
        "na nan null nil none nothing void blank empty missing unknown unk unkn tbd tba tbc tobedetermined"
        " tobeannounced tobeconfirmed undetermined undefined unspecified unavailable unassigned unlisted"
        " notapplicable nonapplicable inapplicable doesnotapply notavailable notassigned notdetermined"
        " notgiven notknown notlisted notprovided notreported notspecified notstated notyetknown nodata"
        " nodate noentry noinfo noinformation novalue noanswer noresponse nonegiven nonelisted nonereported"
        " noneprovided ninguno ninguna nada vacio desconocido desconocida seignora sinfecha sininformacion"
        " nodisponible noaplica nosesabe sindato sindatos pordefinir pordeterminar",
    )
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4`\u2032\uff07"), "'")
_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033"), '"')
_BLANKS = ("Zs", "Zl", "Zp", "Cc")
# What nobody sees, and two names that look the same differ by it: every sign of format (zero width, soft
# hyphens, marks of
# direction), and these, which are called letters or marks.
_UNSEEN = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(0xFE00 + n) for n in range(16)
}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how .xlsx writes a sign that XML cannot hold


def text(value: Any) -> tuple[str, list[str]]:
    """Text without what the eye does not see: blanks around and inside, other kinds of blanks, curly
    marks."""
    if (
        value.isascii()
        and value.isprintable()
        and value == value.strip()
        and not re.search(r"  |`|_x", value)
    ):
        return value, []
    why = []
    bare = "".join(" " if unicodedata.category(sign) in _BLANKS else sign for sign in value)
    seen = "".join(sign for sign in bare if sign not in _UNSEEN and unicodedata.category(sign) != "Cf")
    spelt = _ESCAPED.sub(_sign, seen)
    if bare != value or spelt != seen:
        why.append("other_blanks")
    if seen != bare:
        why.append("unseen")
    squeezed = re.sub(" +", " ", spelt).strip()
    if squeezed != spelt:
        why.append("blanks")
    straight = squeezed.translate(_APOSTROPHES | _QUOTES)
    if straight != squeezed:
        why.append("curly")
    composed = unicodedata.normalize("NFC", straight)
    if composed != straight:
        why.append("composed")
    return composed, why


def _sign(escaped: re.Match[str]) -> str:
    """A blank for a sign that is written out and would be unseen; what else is written so stays as it is."""
    return " " if unicodedata.category(chr(int(escaped[1], 16))) in (*_BLANKS, "Cf", "Cs") else escaped[0]


def refused_text(value: Any) -> str | None:
    """Why a text says nothing: "empty", "error", "placeholder", or None when it says something."""
    if value is None:
        return "empty"
    if not isinstance(value, str):
        return None
    bare = text(value)[0]
    if not bare:
        return "empty"
    if ERROR.fullmatch(bare):
        return "error"
    mine = key(bare)
    nothing = mine in NOTHING or not any(sign.isalnum() for sign in bare) or set(mine) == {"x"}
    return "placeholder" if nothing else None


def name(value: Any) -> Any:
    """A name of an agency, or other text that must say something."""
    nothing = refused_text(value)
    if nothing:
        return None, [nothing]
    if not isinstance(value, str):
        return None, ["no_text"]
    return text(value)


class Names:
    """A closed list of names, and what else each of them is called; whatever a person wrote, one of them may
    be meant.

    ``known``: name -> what it stands for. ``others``: another name -> what that stands for.
    """

    def __init__(self, known: Mapping[str, Any], others: Mapping[str, Any] | None = None) -> None:
        self.known = {key(name): of for name, of in known.items()}
        self.others = {key(name): of for name, of in (others or {}).items()}
        # A short name is near to too much: nothing is guessed from TX or MOA, nor from "Wash." for
        # Washington.
        near = [name for name in self.known if len(name) >= 4] + [
            name for name in self.others if len(name) >= 6
        ]
        self.near = {name: ({**self.others, **self.known}[name], set(name)) for name in near}

    def meant(self, bare: str) -> tuple[Any, Any]:
        """(what a text stands for, how it was mended: [], ["synonym"] or ["spelling"]), or (None, why): one
        near name is mended.

        Near is one letter more, less, other or swapped, two from eight letters on; of several the nearest,
        and where two are as near, none: ["between"]. Without a near name the reasons are empty.
        """
        mine = key(bare)
        if mine in self.known:
            return self.known[mine], []
        if mine in self.others:
            return self.others[mine], ["synonym"]
        letters = set(mine)
        for edits in (1, 2):
            # The letters come first: comparing texts costs a hundred times as much, and few texts share their
            # letters.
            found = {
                of
                for name, (of, its) in self.near.items()
                if abs(len(name) - len(mine)) <= edits
                and len(its - letters) <= edits
                and len(letters - its) <= edits
                if (edits == 1 or len(name) >= 8) and _within(name, mine, edits)
            }
            if found:
                return (found.pop(), ["spelling"]) if len(found) == 1 else (None, ["between"])
        return None, []


def _within(one: Any, other: Any, edits: int) -> bool:
    """Whether so many letters more, less, other or swapped make one text of another."""
    same = 0
    while same < len(one) and same < len(other) and one[same] == other[same]:
        same += 1
    one, other = one[same:], other[same:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if max(len(one), len(other)) <= edits:
        return True
    if not edits or abs(len(one) - len(other)) > edits:
        return False
    swapped = one[:2] == other[1::-1] and _within(one[2:], other[2:], edits - 1)
    left = edits - 1
    return (
        swapped
        or _within(one[1:], other[1:], left)
        or _within(one[1:], other, left)
        or _within(one, other[1:], left)
    )


def choice(value: Any, names: Any) -> Any:
    """One of ``names`` (Names whose names stand for themselves): mended when one is meant; another text is
    kept as new."""
    bare, why = name(value)
    if bare is None:
        return None, why
    right, how = names.meant(bare)
    if right is None:
        return bare, [*why, "new_value"]
    return right, [*why, *(how or (["case"] if right != bare else []))]


@functools.lru_cache(maxsize=20000)
def key(value: Any) -> str:
    """A text for comparing: no accents, no case, no marks, no blanks."""
    plain = unicodedata.normalize("NFKD", value.casefold()).replace("&", "and")
    return re.sub(r"[^a-z0-9]", "", plain) or plain.strip()


def date(
    value: Any,
    last: datetime.date,
    from_serial: Callable[[float], Any] | None = None,
    first: str | None = None,
) -> Any:
    """A day from FIRST_YEAR to ``last``. ``from_serial`` turns a spreadsheet's number into a date.

    ``first``: what stands first in dates like 2/3/26 ("month", "day", "year"), or None when the column does
    not show it.
    """
    found, why = _date(value, last, from_serial, first)
    if found is None:
        return None, why
    if found.year < FIRST_YEAR:
        return None, [*why, "too_early"]
    if found > last:
        return None, [*why, "too_late"]
    return found, why


def _date(
    value: Any, last: datetime.date, from_serial: Callable[[float], Any] | None, first: str | None
) -> Any:
    nothing = refused_text(value)
    if nothing:
        return None, [nothing]
    if isinstance(value, datetime.datetime):
        return value.date(), [] if value.time() == datetime.time() else ["time"]
    if isinstance(value, datetime.date):
        return value, []
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if from_serial is None:
            return None, ["not_a_date"]
        try:
            return from_serial(value).date(), ["serial"]
        except (AttributeError, OverflowError, TypeError, ValueError):
            return None, ["not_a_date"]
    if not isinstance(value, str):
        return None, ["not_a_date"]
    bare, why = text(value)
    found, more = _written(bare, last, first)
    return found, [*why, *more]


def _written(bare: str, last: datetime.date, first: str | None) -> Any:
    """The day that a text writes out: 2025-05-08, May 8, 2025, or three numbers in the order of the column.
    Nothing is guessed."""
    days, short = _readings(bare)
    why = ["text_date", "short_year"] if short else ["text_date"]
    if len(days) == 1 and "words" in days:
        return days["words"], why
    if first in days:
        return (
            (days[first], why + ["day_first"] * (first == "day")) if days[first] else (None, ["not_a_date"])
        )
    fits = _fitting(days, last)
    if len(fits) == 1:
        return days[fits[0]], why + ["day_first"] * (fits == ["day"])
    if fits and short:
        return None, ["two_readings"]
    # With the year written out, the month stands first unless the column shows otherwise: so ICE writes.
    found = days.get("month") or next(filter(None, days.values()), None)
    return (found, why) if found else (None, ["not_a_date"])


def first_of(values: Iterable[Any], last: datetime.date) -> str | None:
    """What stands first in the dates of a column that are texts: "month", "day", "year"; None where the
    column does not show it.

    A text that is a day from FIRST_YEAR to ``last`` in one order only shows that order; nine in ten of those
    must agree.
    """
    shown: Counter[str] = Counter()
    for value in values:
        days, _ = _readings(text(value)[0]) if isinstance(value, str) else ({}, False)
        if len(days) > 1:
            shown.update(fits[0] for fits in [_fitting(days, last)] if len(fits) == 1)
    if not shown:
        return None
    [(most, times)] = shown.most_common(1)
    return most if times * 10 >= sum(shown.values()) * 9 else None


def _fitting(days: Any, last: datetime.date) -> Any:
    return [order for order, day in days.items() if day and datetime.date(FIRST_YEAR, 1, 1) <= day <= last]


# midnight: the spreadsheet's way of saying no hour
_TIME = r"(?:[T ]+(?:0{1,2}:00(?::00(?:\.0+)?)?|12:00(?::00)? ?[Aa][Mm])Z?)?"
_WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,? )?"
_SPAN = r" ?[-/.] ?"
_YEAR = r"(\d{4}|'?\d\d)"
_NUMBERS = re.compile(rf"(\d{{1,4}}){_SPAN}(\d{{1,2}}){_SPAN}('?\d{{1,4}}){_TIME}")
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([A-Za-z]{{3,9}})\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| |-){_YEAR}{_TIME}"
)
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]{{3,9}})\.?,?[ -]{_YEAR}{_TIME}")


def _readings(bare: str) -> Any:
    """(which way round -> the day that a text is then, or None where there is no such day; whether its year
    has two digits)."""
    found = _NUMBERS.fullmatch(bare)
    if found:
        one, two, three = found.groups()
        return _orders(one, two, three, dashed="-" in bare)
    for pattern, order in ((_MONTH_FIRST, (0, 1, 2)), (_DAY_FIRST, (1, 0, 2))):
        found = pattern.fullmatch(bare)
        if found:
            month, day, year = (found.groups()[place] for place in order)
            fits = [number for number, full in enumerate(MONTHS, 1) if full.startswith(month.lower())]
            if len(fits) == 1:
                return {"words": _day(year, fits[0], day)}, len(year) < 4
    return {}, False


def _orders(one: Any, two: Any, three: Any, dashed: bool) -> Any:
    if len(one) == 4 and len(three) <= 2:
        return {"year": _day(one, two, three)}, False
    if len(one) > 2 or len(three.strip("'")) not in (2, 4):
        return {}, False
    days, short = {"month": _day(three, one, two), "day": _day(three, two, one)}, len(three) < 4
    if short and dashed and len(one) == 2:
        days["year"] = _day(one, two, three)
    return days, short


def _day(year: Any, month: Any, day: Any) -> Any:
    """A day; a year of two digits lies between FIRST_YEAR and a hundred years on."""
    bare = year.strip("'")
    number = (
        int(bare)
        if len(bare) == 4
        else (FIRST_YEAR // 100 + (int(bare) < FIRST_YEAR % 100)) * 100 + int(bare)
    )
    try:
        return datetime.date(number, int(month), int(day))
    except ValueError:
        return None


def shown(value: Any) -> str:
    """What stood in a cell, as text for a report: a day as 2025-05-08, an empty cell as the empty text."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)

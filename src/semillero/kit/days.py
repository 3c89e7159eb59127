"""Days and stretches of time as people and programs write them."""

from .portable import fold

_DAYS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_MONTHS = (
    ("jan", "ene"),
    ("feb",),
    ("mar",),
    ("apr", "abr"),
    ("may",),
    ("jun",),
    ("jul",),
    ("aug", "ago"),
    ("sep", "set"),
    ("oct",),
    ("nov",),
    ("dec", "dic"),
)
_NAMES = (
    " jan ene feb mar apr abr may jun jul aug ago sep set sept oct nov dec dic january february march april"
    " june july august september october november december enero febrero marzo abril mayo junio julio agosto"
    " septiembre setiembre octubre noviembre diciembre "
)
_BESIDE = (
    " de del of the el am pm mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday"
    " sunday lunes martes miercoles jueves viernes sabado domingo "
)


def day_number(text):
    """The days from 1900-01-01 to the day ``text`` (``YYYY-MM-DD``), or None where it is no such day."""
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or "".join(parts).strip("0123456789"):
        return None
    year, month, day = [int(part) for part in parts]
    if not (1900 <= year <= 2199 and 1 <= month <= 12):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year == 2000)
    length = (_DAYS[month] if month < 12 else 365) - _DAYS[month - 1] + (leap and month == 2)
    if not 1 <= day <= length:
        return None
    earlier = year - 1
    days = (year - 1900) * 365 + earlier // 4 - earlier // 100 + earlier // 400 - 460
    return days + _DAYS[month - 1] + (leap and month > 2) + day - 1


_LAST = {4: ("-12-31",), 7: ("-31", "-30", "-29", "-28"), 10: ("",)}


def last_day(text):
    """The last day that ``text`` (a day, a month or a year) can mean, as ``YYYY-MM-DD``; nothing where it is
    no date."""
    days = [text + end for end in _LAST.get(len(text), ()) if day_number(text + end) is not None]
    return (days or [""])[0]


def day_text(number):
    """The day that lies ``number`` days after 1900-01-01, as ``YYYY-MM-DD``; the inverse of
    ``day_number``."""
    year = 1900 + number * 400 // 146097
    while day_number(str(year) + "-01-01") > number:
        year -= 1
    while year < 2199 and day_number(str(year + 1) + "-01-01") <= number:
        year += 1
    left = number - day_number(str(year) + "-01-01")
    month = 12
    while day_number(_day(year, month, 1)) - day_number(_day(year, 1, 1)) > left:
        month -= 1
    return _day(year, month, left - day_number(_day(year, month, 1)) + day_number(_day(year, 1, 1)) + 1)


def _day(year, month, day):
    return str(year) + ("-0" if month < 10 else "-") + str(month) + ("-0" if day < 10 else "-") + str(day)


def days_of(text):
    """The days that ``text`` can mean, as ``YYYY-MM-DD`` in order: none, one, or two where month and day
    could change places.

    "2027-03-15", "3/15/2027", "15.3.27", "15 de marzo de 2027", "Mar 15, 2027"; an hour after the day is left
    out.
    """
    if day_number(text) is not None:
        return [text]
    plain = fold(text)
    for blank in ("\u202f", "\u2009", ",", "/", ".", "-", "\u2013"):
        plain = plain.replace(blank, " ")
    head, t, hour = plain.partition("t")
    if t and ":" in hour and not head.strip("0123456789 "):
        plain = head
    parts, month = [], 0
    for part in plain.split(" "):
        if not part or ":" in part or " " + part + " " in _BESIDE:
            continue
        if part[-2:] in ("st", "nd", "rd", "th") and not part[:-2].strip("0123456789"):
            part = part[:-2]
        if not part.strip("0123456789"):
            parts.append(part)
        elif " " + part + " " in _NAMES:
            month = month or [number + 1 for number, names in enumerate(_MONTHS) if part[:3] in names][0]
        else:
            return []
    if len(parts) != (2 if month else 3) or max([len(part) for part in parts]) > 4:
        return []
    if len(parts[0]) == 4:
        asked = [(parts[0], month or parts[1], parts[-1])]
    elif month:
        asked = [(parts[1], month, parts[0])]
    else:
        asked = [(parts[2], parts[0], parts[1]), (parts[2], parts[1], parts[0])]
    found = [
        _day(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        for year, month, day in asked
        if len(year) in (2, 4)
    ]
    return sorted(set([day for day in found if day_number(day) is not None]))


def bare(text):
    """``text`` folded, without blanks of any kind."""
    plain = fold(text)
    for blank in (" ", "\u202f", "\u2009", "\u2007"):
        plain = plain.replace(blank, "")
    return plain


def parse_minutes(text):
    """The whole minutes that ``text`` says, as ``(least, most)``: "15", "0:15", "1:30", "1 h 15 min", "90
    min", "15-20"; or None."""
    plain = bare(text).replace("\u2013", "-").replace("\u2014", "-").replace("\u2212", "-").rstrip(".")
    for word in ("entre", "between", "de", "from"):
        if plain.startswith(word):
            plain = plain[len(word) :]
    for word in ("to", "hasta", "and", "y", "a", "o", "or"):
        before, found, after = plain.partition(word)
        if found and before[-1:] in _ENDS and after[:1] and after[0] in _DIGITS:
            plain = before + "-" + after
    first, dash, last = plain.partition("-")
    least, most = _stretch(first), _stretch(last if dash else first)
    return (least, most) if least is not None and most is not None and least <= most else None


_DIGITS = "0123456789"
_ENDS = tuple(_DIGITS) + ("n", "h", "s", "m", "'")
_UNITS = (
    ("minutes", "m"),
    ("minutos", "m"),
    ("minute", "m"),
    ("minuto", "m"),
    ("mins", "m"),
    ("min", "m"),
    ("'", "m"),
    ("hours", "h"),
    ("horas", "h"),
    ("hour", "h"),
    ("hora", "h"),
    ("hrs", "h"),
    ("hr", "h"),
    ("hs", "h"),
)


def _stretch(text):
    """One stretch of time in whole minutes, or None."""
    for word, unit in _UNITS:
        text = text.replace(word, unit)
    if ":" in text:
        text = text.replace(":", "h", 1)
        text, _, seconds = text.partition(":")
        if seconds.strip("0"):
            return None
    hours, unit, minutes = text.partition("h") if "h" in text else ("0", "", text)
    minutes = minutes[:-1] if minutes.endswith("m") else minutes
    minutes = "0" if unit and not minutes else minutes
    fine = hours and minutes and len(hours) < 4 and len(minutes) < 4 and not (hours + minutes).strip(_DIGITS)
    return int(hours) * 60 + int(minutes) if fine else None

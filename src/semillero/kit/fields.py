"""The kinds of field that a sheet is made of.

A field reads what a person typed, always text, into a value, and says what is wrong with it as a pair
``(code, params)`` for a finding, or None. Labels, help and options are message ids: ``<field>.label``,
``<field>.help``, ``<field>.<option>``.
"""
from .portable import BLANKS, number_text, parse_number
from .privacy import looks_private


class Field:
    """One thing to fill in. ``id`` names it in files and paths; ``required`` fields answer when left empty.

    A field marked by ``stays`` never leaves the open tab: no file, export or print holds it.
    """

    kind = ""
    tab_only = False
    beside = False
    default = ""  # the text of a blank field
    empty = ""  # the value of one

    def __init__(self, id, required=False):
        self.id = id
        self.required = required

    def read(self, text, tables):
        """The value of ``text`` and what is wrong with it: ``(value, problem or None)``."""
        raise TypeError("a field has a kind")

    def describe(self):
        """What ``semillero tools --json`` says of the field."""
        return {"id": self.id, "kind": self.kind, "required": self.required} | ({"tab_only": True} if self.tab_only else {})


def stays(field):
    """``field``, marked as one that never leaves the open tab."""
    field.tab_only = True
    return field


class Text(Field):
    """Words, at most ``limit`` characters, on ``lines`` lines; ``lang`` where they are asked for in one language.

    A text ``beside`` the next field is what that field asks about: both are in sight at once where there is room.
    """

    kind = "text"

    def __init__(self, id, required=False, limit=200, lines=1, lang="", beside=False):
        Field.__init__(self, id, required)
        self.limit = limit
        self.lines = lines
        self.lang = lang
        self.beside = beside

    def read(self, text, tables):
        if not text:
            return "", None
        text = text.strip(BLANKS)
        if len(text) > self.limit:
            return text[: self.limit], ("too_long", {"limit": self.limit, "length": len(text)})
        private = looks_private(text)
        return text, ("private", {"kind": {"word": "private." + private}}) if private else None

    def describe(self):
        return Field.describe(self) | {"limit": self.limit, "lines": self.lines}


class Number(Field):
    """A number from ``low`` to ``high`` with at most ``decimals`` decimals; ``default`` is its text in a blank sheet."""

    kind = "number"
    empty = None

    def __init__(self, id, low, high, decimals=0, required=False, default=""):
        Field.__init__(self, id, required)
        self.low = low
        self.high = high
        self.decimals = decimals
        self.default = default

    def read(self, text, tables):
        text = text.strip(BLANKS)
        if not text:
            return None, None
        number = parse_number(text)
        if number is None:
            return None, ("not_number", {"found": text[:40], "low": self.low, "high": self.high})
        if number < self.low or number > self.high:
            return None, ("out_of_bounds", {"found": number, "low": self.low, "high": self.high})
        if len(number_text(number).partition(".")[2]) > self.decimals:
            return None, ("decimals", {"found": number, "decimals": self.decimals})
        return number, None

    def describe(self):
        return Field.describe(self) | {"low": self.low, "high": self.high, "decimals": self.decimals, "default": self.default}


class Choice(Field):
    """One of ``options`` (ids), or one row of the table named ``table`` by its id; with both, the options stand first.

    ``steps`` marks options that stand in an order: they get buttons to move by one.
    """

    kind = "choice"

    def __init__(self, id, options=(), table="", required=False, default="", steps=False):
        Field.__init__(self, id, required)
        self.options = options
        self.table = table
        self.default = default
        self.steps = steps

    def ids(self, tables):
        """The ids that may be chosen."""
        return list(self.options) + [row["id"] for row in tables[self.table]] if self.table else self.options

    def read(self, text, tables):
        if not text or text in self.ids(tables):
            return text, None
        return "", ("not_an_option", {"found": text[:40]})

    def describe(self):
        return Field.describe(self) | {"options": list(self.options), "table": self.table, "default": self.default}


class Date(Field):
    """A day, as ``YYYY-MM-DD`` from 1900 to 2199."""

    kind = "date"

    def read(self, text, tables):
        text = text.strip(BLANKS)
        if not text:
            return "", None
        if day_number(text) is None:
            return "", ("not_a_date", {"found": text[:40]})
        return text, None


class Table(Field):
    """Rows with the same ``columns``: ``least`` rows stand in a blank sheet, ``most`` may be filled in.

    Where ``least`` equals ``most`` the rows are fixed and none can be added, moved or removed; the options of the column
    ``named`` (a choice) may then name them, in order: nobody types there. ``nameless`` is
    ``(column, options, cells)``: in rows where ``column`` is one of ``options``, what stands in ``cells`` never leaves
    the open tab (a role that risks arrest has no name).
    """

    kind = "table"

    def __init__(self, id, columns, least=3, most=200, required=False, nameless=None, named=""):
        Field.__init__(self, id, required)
        self.columns = columns
        self.least = least
        self.most = most
        self.nameless = nameless
        self.named = named

    def fixed(self):
        """True where rows can be neither added nor removed."""
        return self.least == self.most

    def names(self):
        """The options that name the rows, in order; none where rows have no names of their own."""
        return [column.options for column in self.columns if column.id == self.named][0] if self.named else ()

    def describe(self):
        columns = [column.describe() for column in self.columns]
        plain = {"columns": columns, "least": self.least, "most": self.most}
        if self.nameless:
            column, options, hidden = self.nameless
            plain["nameless"] = {"column": column, "options": list(options), "hidden": list(hidden)}
        return Field.describe(self) | plain


class Scores(Field):
    """The same small field, ``item``, once for each of the fixed ``keys``."""

    kind = "scores"

    def __init__(self, id, keys, item):
        Field.__init__(self, id)
        self.keys = keys
        self.item = item

    def describe(self):
        return Field.describe(self) | {"keys": list(self.keys), "item": self.item.describe()}


_DAYS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


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


def day_text(number):
    """The day that lies ``number`` days after 1900-01-01, as ``YYYY-MM-DD``; the inverse of ``day_number``."""
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

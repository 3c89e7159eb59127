"""The kinds of field that a sheet is made of.

A field reads what a person typed, always text, into a value, and says what is wrong with it as a pair
``(code, params)`` for a finding, or None. Labels, help and options are message ids: ``<field>.label``,
``<field>.help``, ``<field>.<option>``.
"""

from .days import days_of, parse_minutes
from .portable import BLANKS, number_text, parse_number
from .privacy import looks_private


class Field:
    """One thing to fill in. ``id`` names it in files and paths; ``required`` fields answer when left empty.

    A field marked by ``stays`` never leaves the open tab: no file, export or print holds it.
    """

    kind = ""
    tab_only = False
    beside = False
    notes = ()  # codes of what is said of a text that was read all the same
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
        return {"id": self.id, "kind": self.kind, "required": self.required} | (
            {"tab_only": True} if self.tab_only else {}
        )


def stays(field):
    """``field``, marked as one that never leaves the open tab."""
    field.tab_only = True
    return field


class Text(Field):
    """Words, at most ``limit`` characters, on ``lines`` lines; ``lang`` where they are asked for in one
    language.

    A text ``beside`` the next field is what that field asks about: both are in sight at once where there is
    room.
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
    """A number from ``low`` to ``high`` with at most ``decimals`` decimals; ``default`` is its text in a
    blank sheet."""

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
        number = self.parse(text)
        if number is None:
            return None, ("not_number", {"found": text[:40], "low": self.low, "high": self.high})
        if number < self.low or number > self.high:
            return None, ("out_of_bounds", {"found": number, "low": self.low, "high": self.high})
        if len(number_text(number).partition(".")[2]) > self.decimals:
            return None, ("decimals", {"found": number, "decimals": self.decimals})
        return number, None

    def parse(self, text):
        """The number that ``text`` says, or None."""
        return parse_number(text, self.decimals < 3)  # a point before three digits is none of its decimals

    def describe(self):
        return Field.describe(self) | {
            "low": self.low,
            "high": self.high,
            "decimals": self.decimals,
            "default": self.default,
        }


class Minutes(Number):
    """Whole minutes from 0 to ``high``, as people write them: "15", "0:15", "1 h 30", "15 min". Of "15-20"
    the larger counts."""

    notes = ("longer_counts",)

    def __init__(self, id, high):
        Number.__init__(self, id, 0, high)

    def read(self, text, tables):
        value, problem = Number.read(self, text, tables)
        shorter, longer = parse_minutes(text) or (0, 0)
        if problem or shorter == longer:
            return value, problem
        return value, ("longer_counts", {"found": text.strip(BLANKS)[:40], "n": value})

    def parse(self, text):
        span = parse_minutes(text)
        return span[1] if span else parse_number(text, True)


class Choice(Field):
    """One of ``options`` (ids), or one row of the table named ``table`` by its id; with both, the options
    stand first.

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
        return Field.describe(self) | {
            "options": list(self.options),
            "table": self.table,
            "default": self.default,
        }


class Date(Field):
    """A day from 1900 to 2199, as ``YYYY-MM-DD``, or as people write it where that can mean one day only."""

    kind = "date"

    def read(self, text, tables):
        text = text.strip(BLANKS)
        if not text:
            return "", None
        days = days_of(text) if len(text) <= 40 else ()
        if len(days) == 1:
            return days[0], None
        return "", (
            ("which_day", {"found": text, "days": days}) if days else ("not_a_date", {"found": text[:40]})
        )


class Table(Field):
    """Rows with the same ``columns``: ``least`` rows stand in a blank sheet, ``most`` may be filled in.

    Where ``least`` equals ``most`` the rows are fixed and none can be added, moved or removed; the options of
    the column ``named`` (a choice) may then name them, in order: nobody types there. ``nameless`` is
    ``(column, options, cells)``: in rows where ``column`` is one of ``options``, what stands in ``cells``
    never leaves the open tab (a role that risks arrest has no name).
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

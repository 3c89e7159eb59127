"""Does a text look like something that identifies a person? A smoke alarm, not a proof."""
import re

_MAYBE = re.compile("[0-9@]")
_EMAIL = re.compile("[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\\.[A-Za-z]+")
_PHONE = re.compile("[0-9][0-9][0-9]\\)?[ .-]*[0-9][0-9][0-9][ .-]*[0-9][0-9][0-9][0-9]")
_LOCAL = re.compile("(^|[^0-9-])[0-9][0-9][0-9][ .-][0-9][0-9][0-9][0-9]($|[^0-9-])")
_A_NUMBER = re.compile("(^|[^A-Za-z])[Aa][ #-]*[0-9][0-9][0-9][ -]?[0-9][0-9][0-9][ -]?[0-9][0-9][0-9]?($|[^0-9])")
_SSN = re.compile("(^|[^0-9])[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9]($|[^0-9])")
_KINDS = (("a_number", _A_NUMBER), ("ssn", _SSN), ("phone", _PHONE), ("phone", _LOCAL))
_FEWEST = 7  # digits that any of the numbers has
_long = ["", ""]  # the long text looked at last, and its kind: it stays the same while other fields change


def looks_private(text):
    """The kind of private text that ``text`` seems to hold: "email", "a_number", "ssn", "phone"; or ""."""
    if len(text) < 1000:
        return _kind(text)
    if _long[0] != text:
        _long[:] = [text, _kind(text)]
    return _long[1]


def _kind(text):
    if not _MAYBE.search(text):
        return ""
    if "@" in text and _EMAIL.search(text):
        return "email"
    # No pattern spans lines, and most lines of a long text have too few digits to be looked at letter by letter.
    lines = [line for line in text.split("\n") if len(line) < 100 or _digits(line) >= _FEWEST]
    # MicroPython's regular expressions fail on letters beyond ASCII: blanks stand in for them.
    text = "\n".join(["".join([c if c < "\x7f" else " " for c in line]) for line in lines])
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return ""


def _digits(line):
    count = 0
    for digit in "0123456789":
        count += line.count(digit)
    return count

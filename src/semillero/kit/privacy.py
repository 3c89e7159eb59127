"""Does a text look like something that identifies a person? A smoke alarm, not a proof."""
import re

_MAYBE = re.compile("[0-9@]")
_EMAIL = re.compile("[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\\.[A-Za-z]+")
_PHONE = re.compile("[0-9][0-9][0-9]\\)?[ .-]*[0-9][0-9][0-9][ .-]*[0-9][0-9][0-9][0-9]")
_LOCAL = re.compile("(^|[^0-9-])[0-9][0-9][0-9][ .-][0-9][0-9][0-9][0-9]($|[^0-9-])")
_A_NUMBER = re.compile("(^|[^A-Za-z])[Aa][ #-]*[0-9][0-9][0-9][ -]?[0-9][0-9][0-9][ -]?[0-9][0-9][0-9]?($|[^0-9])")
_SSN = re.compile("(^|[^0-9])[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9]($|[^0-9])")


def looks_private(text):
    """The kind of private text that ``text`` seems to hold: "email", "a_number", "ssn", "phone"; or ""."""
    if not _MAYBE.search(text):
        return ""
    if "@" in text and _EMAIL.search(text):
        return "email"
    # MicroPython's regular expressions fail on letters beyond ASCII: blanks stand in for them.
    text = "".join([c if c < "\x7f" else " " for c in text])
    for kind, pattern in (("a_number", _A_NUMBER), ("ssn", _SSN), ("phone", _PHONE), ("phone", _LOCAL)):
        if pattern.search(text):
            return kind
    return ""

"""Numbers, JSON and text that come out the same, byte for byte, on CPython and on MicroPython.

Rounding, sums and the text of a number go through this module only: ``round``, ``%f``, ``repr`` of a
float and ``sum`` of floats differ between the two engines (and between CPython versions).
"""

import json
import re
import sys

from .signs import spelled

MICRO = sys.implementation.name == "micropython"
BLANKS = " \t\n\r"  # for strip(): the engines' own lists differ, and MicroPython's strip counts bytes
LONGEST = 300  # a number in a file has fewer digits than this
DIGITS = 9  # the longest number, in digits, that a person may type or a result may hold


def half_up(x):
    """``x`` (a float) to the nearest integer, halves away from zero."""
    return int(x + 0.5) if x >= 0 else -int(0.5 - x)


def ratio(above, below, digits=2):
    """The fraction ``above / below`` of two integers, rounded half up to ``digits`` decimals.

    Returns an int where no decimals are left, else a float; None where ``below`` is 0.
    """
    if below == 0:
        return None
    if below < 0:
        above, below = -above, -below
    scale = 10**digits
    sign = -1 if above < 0 else 1
    whole = (2 * abs(above) * scale + below) // (2 * below)
    return sign * (whole // scale) if whole % scale == 0 else sign * whole / scale


def total(numbers):
    """The sum of ``numbers``, added from left to right."""
    result = 0
    for number in numbers:
        result += number
    return result


_texts = {}  # millionths -> text: the same few shares and scores are told for row after row


def number_text(x, digits=6):
    """``x`` (int or float) as plain decimal text: at most ``digits`` decimals, no exponent, no trailing
    zeros."""
    if isinstance(x, int):
        return str(x)
    if digits != 6:
        return _number_text(half_up(x * 10**digits), digits)
    # MicroPython finds a float in a large dict only after a walk past many others; a whole number it finds at
    # once.
    whole = int(x * 1000000 + 0.5) if x >= 0 else -int(0.5 - x * 1000000)
    known = _texts.get(whole)
    if known is None:
        if len(_texts) > 2000:
            _texts.clear()
        known = _texts[whole] = _number_text(whole, 6)
    return known


def _number_text(whole, digits):
    """``whole`` units of the last of ``digits`` decimals as text."""
    scaled = str(abs(whole))
    scaled = "0" * (digits + 1 - len(scaled)) + scaled
    text = (scaled[:-digits] + "." + scaled[-digits:]).rstrip("0").rstrip(".")
    return "-" + text if whole < 0 else text


def parse_number(text, whole=False):
    """The number that ``text`` says, or None: digits with at most one point, a sign in front.

    A comma before exactly three digits separates thousands (as in the United States); any other single
    comma is read as a decimal comma (as in much of Latin America). A point separates thousands where a comma
    or another point says so ("1.000,5", "1.000.000"), and before exactly three digits where the number is
    ``whole`` or has fewer decimals. Digits of other scripts, exponents and numbers of more than nine digits
    are not numbers here.
    """
    text = text.strip(BLANKS).replace("\u2212", "-")
    if text and len(text) <= DIGITS and not text.strip("0123456789"):
        return int(text)
    negative = text.startswith("-")
    if negative or text.startswith("+"):
        text = text[1:]
    if "." in text:
        text = _unpointed(text, whole)
    head, comma, tail = text.rpartition(",")
    if comma:
        text = head.replace(",", "") + ("" if len(tail.partition(".")[0]) == 3 else ".") + tail
    whole, _, part = text.partition(".")
    digits = whole + part
    if not digits or len(digits) > DIGITS or digits.strip("0123456789"):
        return None
    number = int(digits) / 10 ** len(part) if part.strip("0") else int(whole or "0")
    return -number if negative else number


def _unpointed(text, whole):
    """``text`` without points that separate thousands; a comma after such points is a decimal one."""
    first, *groups = text.split(".")
    groups[-1], comma, part = groups[-1].partition(",")
    odd = [group for group in groups if len(group) != 3 or group.strip("0123456789")]
    if (
        odd
        or first.strip("0123456789")
        or not 0 < len(first) < 4
        or not (comma or len(groups) > 1 or (whole and first.strip("0")))
    ):
        return text
    return first + "".join(groups) + ("." if comma else "") + part


def quote(text):
    """``text`` as a JSON string in UTF-8, control and direction characters as ``\\uXXXX``."""
    if MICRO:
        return spelled(json.dumps(text))
    for short, mark in (("\b", "\\u0008"), ("\f", "\\u000c")):
        if short in text:
            return '"' + mark.join([quote(part)[1:-1] for part in text.split(short)]) + '"'
    return spelled(json.dumps(text, ensure_ascii=False))


_EXACT = re.compile("^\r-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$")


def exact(text):
    """Is ``text`` a number that must stay as it stood in a file? A carriage return and its digits:
    ``"\\r1.50"``.

    Every surface hands a number in like this where ``number_text`` would write another one ("1.50", "1e9",
    more digits than a float has). ``dumps`` writes it back as it stood, and a field reads it as the digits
    that it shows.
    """
    return text[:1] == "\r" and len(text) <= LONGEST and "\n" not in text and bool(_EXACT.search(text))


_PLAIN = re.compile("^-?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile("^-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]$")


def number(digits):
    """The number of a file that stands there as ``digits``: an int or a float, or a text that is
    ``exact``."""
    if len(digits) <= 15 and digits != "-0":
        if _PLAIN.search(digits):
            return int(digits)
        if _DECIMAL.search(digits) and len(digits.partition(".")[2]) <= 6:
            return float(digits)
    return "\r" + digits


_quoted = {}  # the same keys, ids and names are written again and again


def _quote(text):
    known = _quoted.get(text)
    if known is None:
        if len(_quoted) > 4000:
            _quoted.clear()
        known = _quoted[text] = text[1:] if exact(text) else quote(text)
    return known


_heads = {}  # keys as they stand before a value


def _head(key):
    if len(_heads) > 4000:
        _heads.clear()
    _heads[key] = quote(key) + ":"
    return _heads[key]


def dumps(value):
    """``value`` as canonical JSON: sorted keys, no blanks, UTF-8, numbers by ``number_text`` or as they stood
    (``exact``)."""
    kind = type(value)
    if kind is str:
        return _quote(value)
    if kind is int:
        return str(value)
    if kind is dict:
        pairs, quoted, heads = [], _quoted, _heads
        for key in sorted(value):
            one = value[key]
            kind = type(one)
            if kind is str:
                text = quoted.get(one) or _quote(one)
            elif kind is int:
                text = str(one)
            elif kind is float:
                text = number_text(one)
            else:
                text = dumps(one)
            pairs.append((heads.get(key) or _head(key)) + text)
        return "{" + ",".join(pairs) + "}"
    if kind is list or kind is tuple:
        return "[" + ",".join([_quote(one) if type(one) is str else dumps(one) for one in value]) + "]"
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    return number_text(value)


_FOLD = (
    ("á", "a"),
    ("é", "e"),
    ("í", "i"),
    ("ó", "o"),
    ("ú", "u"),
    ("ü", "u"),
    ("ñ", "n"),
    ("Á", "a"),
    ("É", "e"),
    ("Í", "i"),
    ("Ó", "o"),
    ("Ú", "u"),
    ("Ü", "u"),
    ("Ñ", "n"),
    ("\u00a0", " "),
)


_folded = {}  # folding is asked for the same few names again and again


def fold(text):
    """``text`` for comparing: lower case, Spanish accents away, one blank between words."""
    known = _folded.get(text)
    if known is not None:
        return known
    plain = text
    for accented, letter in _FOLD:
        plain = plain.replace(accented, letter)
    # The methods of bytes know ASCII alone, on both engines; those of str know more on CPython.
    plain = b" ".join(plain.encode().lower().split()).decode()
    if len(_folded) > 2000:
        _folded.clear()
    if len(plain) < 500:  # a long text changes with every key
        _folded[text] = plain
    return plain


class Dice:
    """Seeded whole numbers, the same on every engine (a linear congruential generator, Park and Miller
    1988)."""

    def __init__(self, seed):
        self.state = seed % 2147483646 + 1

    def below(self, bound):
        """The next number, at least 0 and below ``bound``."""
        self.state = self.state * 48271 % 2147483647
        return self.state % bound

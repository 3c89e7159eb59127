"""Small SVG drawings as text. Colours are classes of the style sheet, so that dark mode and print can change
them."""

import math

from .markup import escape

_places = {}  # the same coordinates come back in every answer


def tenths(x):
    """A coordinate with one decimal: sines may differ in their last bit between engines, this may not."""
    known = _places.get(x)
    if known is None:
        if len(_places) > 2000:
            _places.clear()
        n = int(x * 10 + 0.5) if x >= 0 else -int(0.5 - x * 10)
        whole, part = abs(n) // 10, abs(n) % 10
        known = _places[x] = ("-" if n < 0 else "") + str(whole) + ("." + str(part) if part else "")
    return known


def drawing(width, height, label, parts):
    """The whole ``<svg>``; ``label`` says in words what it shows."""
    box = str(width) + " " + str(height)
    head = '<svg class="drawing" role="img" viewBox="0 0 ' + box + '" aria-label="' + escape(label) + '">'
    return head + "".join(parts) + "</svg>"


def label(x, y, text, kind="", anchor="middle"):
    """Text at a point."""
    place = '<text x="' + tenths(x) + '" y="' + tenths(y) + '" text-anchor="' + anchor
    return place + '" class="' + kind + '">' + escape(text) + "</text>"


# No drawing can measure its text, so the room of a letter is an estimate, in tenths of an average one, for a
# wide face in bold.
_THIN, _BROAD, _BROADEST = (
    " ijlIftr.,:;!'|()[]/-\u00ed",
    "ABCDEGHKNOPQRUVXw\u00c1\u00d1\u00d3\u00da&",
    "MWm@%\u2014\u2026",
)
_ACCENTS = "\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc\u00f1\u00c1\u00c9\u00cd\u00d3\u00da\u00dc\u00d1\u00bf\u00a1"
_extents = {}


def extent(text):
    """The room that ``text`` takes on one line, in tenths of an average letter: rather too much than too
    little."""
    known = _extents.get(text)
    if known is None:
        if len(_extents) > 2000:
            _extents.clear()
        known = 11 * len(text)
        for letters, more in ((_THIN, -5), (_BROAD, 3), (_BROADEST, 8)):
            for letter in letters:
                known += more * text.count(letter)
        # Other scripts and emoji are two letters wide, and take three bytes or more
        foreign = len(text.encode()) - len(text)
        if foreign:
            known += 5 * (foreign - sum([text.count(letter) for letter in _ACCENTS]))
        _extents[text] = known
    return known


def circle(x, y, r, kind):
    """A disc."""
    return (
        '<circle cx="' + tenths(x) + '" cy="' + tenths(y) + '" r="' + tenths(r) + '" class="' + kind + '"/>'
    )


def rect(x, y, width, height, kind):
    """A box."""
    place = '<rect x="' + tenths(x) + '" y="' + tenths(y) + '" width="' + tenths(width)
    return place + '" height="' + tenths(height) + '" class="' + kind + '"/>'


def line(points, kind):
    """A line through ``points``, pairs of coordinates."""
    path = " ".join([tenths(x) + "," + tenths(y) for x, y in points])
    return '<polyline points="' + path + '" class="' + kind + '"/>'


def shape(points, kind):
    """A closed shape through ``points``."""
    path = " ".join([tenths(x) + "," + tenths(y) for x, y in points])
    return '<polygon points="' + path + '" class="' + kind + '"/>'


def polar(x, y, r, degrees):
    """The point at distance ``r`` and ``degrees`` counter-clockwise from three o'clock around (x, y)."""
    turn = degrees * math.pi / 180
    return x + r * math.cos(turn), y - r * math.sin(turn)


def sector(x, y, inner, outer, start, end, kind):
    """A piece of a ring between two angles (degrees, ``start`` above ``end``, at most a half circle
    apart)."""
    corners = [
        polar(x, y, outer, start),
        polar(x, y, outer, end),
        polar(x, y, inner, end),
        polar(x, y, inner, start),
    ]
    a, b, c, d = [tenths(px) + " " + tenths(py) for px, py in corners]
    far, near = tenths(outer), tenths(inner)
    path = (
        "M"
        + a
        + "A"
        + far
        + " "
        + far
        + " 0 0 1 "
        + b
        + "L"
        + c
        + "A"
        + near
        + " "
        + near
        + " 0 0 0 "
        + d
        + "Z"
    )
    return '<path d="' + path + '" class="' + kind + '"/>'


def axis(low, high, steps):
    """Round numbers from ``low`` to ``high``, about ``steps`` of them, both whole numbers."""
    span = max(1, high - low)
    stride = 1
    for nice in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000):
        stride = nice
        if span <= nice * steps:
            break
    return list(range(low, high + 1, stride))

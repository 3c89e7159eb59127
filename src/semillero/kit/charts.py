"""The shapes of chart that several tools draw: bars, a quadrant, a grid, a radar, a strip of time, curves.

Each returns the whole ``<svg>``. Every mark carries a number or a word; the tool gives the same content as a
table and a sentence beside it. Colours are the classes of the style sheet: s1 (purple) to s5 (orange), 1 and
2 for lines.
"""

import math

from .figure import axis, circle, drawing, extent, label, line, polar, rect, shape
from .portable import number_text

WIDTH = 360
MOST_BARS = 24  # more rows than this are counted, not drawn
_LINES = ("stroke first", "stroke second dashed", "stroke dotted")


def clipped(text, room):
    """``text`` in the room of about ``room`` characters (``figure.extent``), an ellipsis where it was
    longer."""
    wide = extent(text)
    if wide <= 10 * room:
        return text
    kept = min(len(text) * 10 * room // wide + 2, len(text))
    while kept and extent(text[:kept]) > 10 * room - 17:
        kept -= 1
    return text[:kept] + "\u2026"


def wrapped(text, room, lines=2):
    """``text`` on at most ``lines`` lines of about ``room`` characters; what does not fit ends in an
    ellipsis."""
    rows = [""]
    for word in text.split(" "):
        longer = rows[-1] + " " + word if rows[-1] else word
        if not rows[-1] or extent(longer) <= 10 * room:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > lines:
        rows = rows[: lines - 1] + [" ".join(rows[lines - 1 :])]
    return [clipped(one, room) for one in rows]


def bars(says, rows, low=0, high=None, text=None):
    """Horizontal bars. ``rows``: ``(name, value, tone)``, tone 1 to 5; ``text`` tells a value, else its
    number.

    Values below 0 go left from the line of 0. ``says`` is what the drawing shows, in words.
    """
    values = [value for _, value, _ in rows[:MOST_BARS]]
    top = max([high if high is not None else 0] + values + [low + 1 if not values else low])
    bottom = min([low] + values)
    span = max(top - bottom, 0.000001)
    left, right = 118, WIDTH - 40
    zero = left + (right - left) * (max(bottom, min(0, top)) - bottom) / span
    parts = []
    for place, (name, value, tone) in enumerate(rows[:MOST_BARS]):
        y = 8 + 24 * place
        end = left + (right - left) * (value - bottom) / span
        for number, part in enumerate(wrapped(name, 18)):
            parts.append(
                label(left - 6, y + (11 if len(name) <= 18 else 7) + 10 * number, part, "small", "end")
            )
        parts.append(rect(min(zero, end), y, max(abs(end - zero), 1), 16, "edge s" + str(tone)))
        said = text(value) if text else number_text(value)
        parts.append(label(max(end, zero) + 4, y + 12, said, "small", "start"))
    height = 8 + 24 * min(len(rows), MOST_BARS)
    parts.append(line([(zero, 2), (zero, height)], "stroke"))
    if len(rows) > MOST_BARS:
        height += 16
        parts.append(label(left, height - 2, "+" + str(len(rows) - MOST_BARS), "small", "start"))
    return drawing(WIDTH, max(height, 30), says, parts)


def columns(says, rows, text=None):
    """Upright columns from 0. ``rows``: ``(name, value, tone)``; at most 24, names of a few letters."""
    rows = rows[:MOST_BARS]
    top = max([value for _, value, _ in rows] + [1])
    step = (WIDTH - 20) / max(len(rows), 1)
    parts = [line([(8, 150), (WIDTH - 8, 150)], "stroke")]
    for place, (name, value, tone) in enumerate(rows):
        x, high = 10 + step * place, 120 * value / top
        if value:
            parts.append(rect(x + step * 0.14, 150 - high, step * 0.72, high, "edge s" + str(tone)))
        parts.append(label(x + step / 2, 145 - high, text(value) if text else number_text(value), "small"))
        parts.append(label(x + step / 2, 164, name, "small"))
    return drawing(WIDTH, 172, says, parts)


def quadrant(says, points, ends, links=()):
    """Points on two axes. ``points``: ``(x, y, text, tone)`` with x and y from -1 to 1; ``ends``: the words
    at the left, right, bottom and top end; ``links``: ``(from, to, kind)``, places in ``points``, kind "path"
    or "tie".
    """
    left, right, top, bottom = 14, WIDTH - 14, 26, 266
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    parts = [rect(left, top, right - left, bottom - top, "paper")]
    parts += [
        line([(middle_x, top), (middle_x, bottom)], "thin"),
        line([(left, middle_y), (right, middle_y)], "thin"),
    ]
    places = _apart(
        [
            (middle_x + (right - left - 36) / 2 * x, middle_y - (bottom - top - 36) / 2 * y)
            for x, y, _, _ in points
        ]
    )
    for start, end, kind in links:
        parts.append(line([places[start], places[end]], "stroke first" if kind == "path" else "thin"))
    for (x, y), (_, _, text, tone) in zip(places, points):
        parts.append(
            circle(x, y, 9, "edge s" + str(tone)) + label(x, y + 3.5, text, "tiny " + "t" + str(tone))
        )
    parts.append(
        label(left, bottom + 14, ends[0], "small", "start")
        + label(right, bottom + 14, ends[1], "small", "end")
    )
    parts.append(label(middle_x, bottom + 14, ends[2], "small") + label(middle_x, top - 8, ends[3], "small"))
    return drawing(WIDTH, bottom + 22, says, parts)


def _apart(places):
    """Places moved sideways, a little each, where two would cover one another."""
    taken, moved = set(), []
    for x, y in places:
        spot = (int(x / 12), int(y / 12))
        while spot in taken:
            spot = (spot[0] + 1, spot[1])
            x += 15
        if x > WIDTH - 24:
            x -= 150
        taken.add(spot)
        moved.append((x, y))
    return moved


def grid(says, heads, sides, cells, corner=""):
    """A grid of boxes. ``heads`` over the columns, ``sides`` before the rows, ``cells[row][column]``:
    ``(text, tone)`` with tone 0 for an empty box.
    """
    left = 84
    step = (WIDTH - left - 6) / max(len(heads), 1)
    parts = [label(left - 6, 24, clipped(corner, 14), "small", "end")] if corner else []
    for place, head in enumerate(heads):
        for number, part in enumerate(wrapped(head, max(4, int(step / 5.6)))):
            parts.append(label(left + step * (place + 0.5), 14 + 11 * number, part, "small"))
    for row, side in enumerate(sides):
        y = 32 + 40 * row
        for number, part in enumerate(wrapped(side, 15)):
            parts.append(label(left - 6, y + 17 + 11 * number, part, "small", "end"))
        for column, (text, tone) in enumerate(cells[row]):
            x = left + step * column
            parts.append(rect(x, y, step, 40, "edge s" + str(tone) if tone else "paper"))
            for number, part in enumerate(wrapped(text, max(3, int(step / 6)))):
                parts.append(
                    label(
                        x + step / 2, y + 18 + 13 * number, part, "small t" + str(tone) if tone else "small"
                    )
                )
    return drawing(WIDTH, 38 + 40 * len(sides), says, parts)


def radar(says, names, series, high):
    """A star with a point for each of ``names``; ``series``: lists of values from 0 to ``high`` (None is left
    out), at most three, drawn solid, dashed and thin.
    """
    x, y, r = WIDTH / 2, 138, 92
    turns = [90 - 360 * place / len(names) for place in range(len(names))]
    parts = []
    for ring in range(1, high + 1):
        corners = [polar(x, y, r * ring / high, turn) for turn in turns]
        parts.append(
            line(corners + corners[:1], "thin")
            + label(x + 3, y - r * ring / high + 9, str(ring), "small", "start")
        )
    for turn, name in zip(turns, names):
        px, py = polar(x, y, r + 12, turn)
        parts.append(line([(x, y), polar(x, y, r, turn)], "thin"))
        anchor = "start" if px > x + 8 else "end" if px < x - 8 else "middle"
        for number, part in enumerate(wrapped(name, 15)):
            parts.append(label(px, py + 3 + 11 * number - (8 if py < y - 60 else 0), part, "small", anchor))
    for place, values in enumerate(series[:3]):
        corners = [
            polar(x, y, r * value / high, turn) for turn, value in zip(turns, values) if value is not None
        ]
        if len(corners) > 2:
            parts.append(line(corners + corners[:1], _LINES[place]))
        parts += [circle(px, py, 4, "edge s" + ("1", "5", "3")[place]) for px, py in corners]
    return drawing(WIDTH, 272, says, parts)


def strip(says, rows, first, last, ticks):
    """Bars in time. ``rows``: ``(name, start, end, tone, text)`` in days; ``first`` to ``last`` is the whole
    span; ``ticks``: ``(day, text)`` under it. At most 24 rows.
    """
    span = max(last - first, 1)
    left, right = 110, WIDTH - 12
    bottom = 10 + 24 * min(len(rows), MOST_BARS)
    parts = []
    for day, text in ticks:
        x = left + (right - left) * (day - first) / span
        parts.append(line([(x, 4), (x, bottom)], "thin") + label(x, bottom + 12, text, "small"))
    for place, (name, start, end, tone, text) in enumerate(rows[:MOST_BARS]):
        y = 8 + 24 * place
        x = left + (right - left) * (start - first) / span
        width = max((right - left) * (end - start) / span, 7)
        parts.append(label(left - 6, y + 12, clipped(name, 16), "small", "end"))
        start, width = min(x, right - 7), min(width, right - min(x, right - 7))
        parts.append(rect(start, y, width, 16, "edge s" + str(tone)))
        if text and width > max(24, 6 * len(text) + 6):
            parts.append(label(x + 4, y + 12, text, "small t" + str(tone), "start"))
        elif text:
            parts.append(label(start + width + 3, y + 12, text, "small", "start"))
    return drawing(WIDTH, bottom + 18, says, parts)


def curves(says, series, wide, high, names, marks=()):
    """Lines over whole numbers. ``series``: lists of ``(x, y)``, drawn solid, dashed and thin; ``wide`` and
    ``high``: the largest x and y; ``names``: the words of the two axes; ``marks``: ``(x, text)``, upright
    lines with words.
    """
    left, right, top, bottom = 40, WIDTH - 10, 18, 190

    def place_x(x):
        return left + (right - left) * x / max(wide, 1)

    def place_y(y):
        return bottom - (bottom - top) * y / max(high, 1)

    parts = [line([(left, top), (left, bottom), (right, bottom)], "stroke")]
    for number in axis(0, int(wide), 6):
        parts.append(label(place_x(number), bottom + 14, number_text(number), "small"))
    for number in axis(0, int(high), 5):
        parts.append(line([(left, place_y(number)), (right, place_y(number))], "thin"))
        parts.append(label(left - 5, place_y(number) + 3.5, number_text(number), "small", "end"))
    for x, text in marks:
        parts.append(line([(place_x(x), top), (place_x(x), bottom)], "stroke dashed"))
        parts.append(label(place_x(x) + 3, top + 10, text, "small", "start"))
    for place, points in enumerate(series[:3]):
        if points:
            parts.append(line([(place_x(x), place_y(y)) for x, y in points], _LINES[place]))
    parts.append(
        label(right, bottom + 28, names[0], "small", "end") + label(4, 11, names[1], "small", "start")
    )
    return drawing(WIDTH, bottom + 34, says, parts)


def arrow(start, end):
    """A line from ``start`` to ``end`` with a head."""
    (a, b), (c, d) = start, end
    far = math.sqrt((c - a) * (c - a) + (d - b) * (d - b)) or 1
    ux, uy = (c - a) / far, (d - b) / far
    wings = [(c - 7 * ux + 3.5 * uy, d - 7 * uy - 3.5 * ux), (c - 7 * ux - 3.5 * uy, d - 7 * uy + 3.5 * ux)]
    return line([start, end], "stroke") + shape([end] + wings, "fill")

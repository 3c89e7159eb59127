"""Clock times and agendas: plain arithmetic in whole minutes, for the agenda sheet and for a trainer's desk.

A moment is a number of minutes after midnight of the day on which the meeting starts; past midnight it is
1440 or more. An item is a dict with ``minutes`` (None where nobody has typed them), ``kind`` and ``locked``
(True or False).
"""

from ..days import bare

DAY = 1440
KINDS = ("block", "break", "meal", "energiser", "check_in", "evaluation")
RESTS = ("break", "meal", "rest")  # "rest" is what a module calls its break
SPARED = RESTS + ("evaluation",)  # what is never offered for cutting
LONGEST = 90  # minutes of work after which people need a break


_NAMED = (("noon", 720), ("midday", 720), ("mediodia", 720), ("midnight", 0), ("medianoche", 0))
_HALVES = (
    ("a:m", "a"),
    ("p:m", "p"),
    ("am", "a"),
    ("pm", "p"),
    ("delamanana", "a"),
    ("delamadrugada", "a"),
    ("delatarde", "p"),
    ("delanoche", "n"),
    ("inthemorning", "a"),
    ("intheafternoon", "p"),
    ("intheevening", "p"),
    ("atnight", "n"),
)


def parse_clock(text):
    """The minutes after midnight that ``text`` says ("19:00", "9.05", "7 pm", "7:30 p. m.", "9:00:00 AM",
    "19h30", "noon"), or None.

    A bare number is no time: in the evening "7" could be either of two hours.
    """
    plain = bare(text).replace(".", ":").replace("hrs", "h").replace("hs", "h").rstrip(":")
    for name, moment in _NAMED:
        if plain.endswith(name) and plain[: -len(name)] in (
            "",
            "12",
            "12:00",
            "12del",
            "12:00del",
            "el",
            "al",
        ):
            return moment
    if plain in ("12m", "12:00m", "12:m", "12:00:m"):
        return 720  # meridiano: noon, as it is written in Latin America
    half = ""
    for mark, which in _HALVES:
        if plain.endswith(mark) and not half:
            plain, half = plain[: -len(mark)].rstrip(":"), which
    if plain.endswith("h"):
        plain = plain[:-1] + ("" if ":" in plain else ":00")
    hours, colon, minutes = plain.replace("h", ":").partition(":")
    minutes, more, seconds = minutes.partition(":")
    if half and not colon:
        minutes = "00"
    digits = hours + minutes + seconds
    if (
        not hours
        or len(hours) > 2
        or len(minutes) != 2
        or len(seconds) != 2 * len(more)
        or digits.strip("0123456789")
    ):
        return None
    hour, minute = int(hours), int(minutes)
    if hour == 24 and minute == 0 and not half:
        hour = 0
    if (
        minute > 59
        or hour > 23
        or int(seconds or "0") > 59
        or (half and not 1 <= hour <= 12)
        or (half == "n" and hour < 6)
    ):
        return None
    late = half == "p" or (half == "n" and hour < 12)
    return (hour % 12 + (12 if late else 0) if half else hour) * 60 + minute


def clock_text(moment):
    """The moment as ``HH:MM`` of its own day."""
    hour, minute = moment % DAY // 60, moment % 60
    return ("0" if hour < 10 else "") + str(hour) + (":0" if minute < 10 else ":") + str(minute)


def twelve(moment):
    """The moment as people say it in the United States: ``("7:30", "pm")``."""
    hour = moment % DAY // 60
    return str((hour + 11) % 12 + 1) + clock_text(moment)[2:], "pm" if hour >= 12 else "am"


def room(start, end):
    """The minutes from ``start`` to ``end``; an end that is earlier in the day lies on the next one. 0 for
    the same time."""
    return (end - start) % DAY


def stretched(minutes, kind, hundredths):
    """The minutes that an item takes with interpretation: ``hundredths`` is 100 in one language, 125 by
    default in two.

    Rounded to the nearest minute, halves up. A break or a meal needs no interpreting and keeps its minutes.
    """
    return minutes if kind in RESTS else (2 * minutes * hundredths + 100) // 200


def lay(items, start, hundredths):
    """The items one after the other from ``start``: copies with ``start`` and ``end`` (minutes after
    midnight, on and on past it) and ``minutes`` (stretched)."""
    placed, now = [], start
    for item in items:
        minutes = stretched(item["minutes"] or 0, item["kind"], hundredths)
        placed.append(item | {"start": now, "end": now + minutes, "minutes": minutes})
        now += minutes
    return placed


def long_runs(placed, most=LONGEST):
    """Stretches of more than ``most`` minutes of work: ``(place of the first item, place of the item in which
    the limit passes, minutes)``."""
    runs, first, worked, passed = [], 0, 0, None
    for place, item in enumerate(placed + [{"kind": "break", "minutes": 1}]):
        if item["kind"] in RESTS and item["minutes"]:
            if passed is not None:
                runs.append((first, passed, worked))
            first, worked, passed = place + 1, 0, None
        elif item["kind"] not in RESTS:
            worked += item["minutes"]
            if worked > most and passed is None:
                passed = place
    return runs


def spare(placed):
    """Places of the items that could be cut or trimmed: not locked, no rest, no evaluation; the longest
    last."""
    free = [(item["minutes"], place) for place, item in enumerate(placed) if _free(item)]
    return [place for _, place in sorted(free)]


def _free(item):
    return not item["locked"] and item["kind"] not in SPARED and item["minutes"] > 0


def squeeze(placed, over, since=0):
    """What remains of each item when ``over`` minutes are taken from the free ones, and the minutes still
    over.

    Each gives in proportion to its length, none more than half of it; items before ``since`` have been held
    and keep theirs. A desk calls it with the delay of the moment; nothing is changed in ``placed``.
    """
    left, rest = [item["minutes"] for item in placed], max(over, 0)
    free = [place for place in range(since, len(placed)) if _free(placed[place])]
    whole = sum([left[place] for place in free])
    asked = rest
    for place in free:
        take = min(left[place] // 2, asked * left[place] // whole, rest)
        left[place] -= take
        rest -= take
    # Rounding down leaves some minutes: the longest items give them, one at a time.
    giving = True
    while rest and giving:
        giving = False
        for _, place in sorted([(-left[place], place) for place in free]):
            if rest and left[place] > (placed[place]["minutes"] + 1) // 2:
                left[place] -= 1
                rest -= 1
                giving = True
    return left, rest

"""Agenda clock: when each item of a meeting starts and ends, what runs over, and what could give.

After the template agenda of Seeds for Change, whose items add up to 155 minutes in a slot of 150. The minutes
are typed for one language; the factor for interpretation is the course's own estimate and can be changed. The
arithmetic is in ``kit.models.clock``, where a trainer's desk finds it too.
"""

from ..charts import MOST_BARS, strip
from ..fields import Choice, Minutes, Number, Table, Text
from ..models import clock
from ..portable import fold, half_up
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

SHORT = 10  # minutes below which a break is not one for everybody
AIR = 30  # minutes with nothing on them that deserve a question
LONG_DAY = 480  # an end on the next day, more minutes away than this, is more often a slip
TONES = {"block": 2, "break": 3, "meal": 3, "energiser": 4, "check_in": 1, "evaluation": 5}


def compute(values, tables):
    """Each item with its times, the sum against the room there is, stretches without a break, and what could
    be cut.

    Results:
        start, end (text): HH:MM, or "" where no time was read
        next_day (flag): the end lies on the next day
        factor (int): hundredths, how much longer interpretation makes an item
        typed_sum (int): minutes as typed
        sum (int): minutes as they will take
        room (int or none): minutes from start to end
        over, slack (int): minutes too many, minutes left free
        items ([record]): in their order
            row (int): of the sheet, from 1
            name, lead (text): of the item; without a name, its row
            kind (text): id of an option
            typed (int or none), minutes (int): as typed, and as it will take
            locked (flag): must not be cut
            from, to (int): minutes after the midnight before the start
            starts, ends (text): the same as HH:MM
            trimmed (int): minutes that remain where all free items give
            late (flag): ends after the room does
        runs ([[int, int, int]]): too long without a break: first row, row in which the limit passes, minutes
        cuts ([int]): rows that could be cut, the shortest first; none where nothing is over
        still_over (int): minutes over after all that can be trimmed
        known_start (flag): a start was read
    """
    start, end = clock.parse_clock(values["start"]), clock.parse_clock(values["end"])
    hundredths = half_up((values["factor"] or 1.25) * 100)
    items = [
        {
            "row": row["number"],
            "name": row["item"],
            "lead": row["lead"],
            "typed": row["minutes"],
            "minutes": row["minutes"],
            "kind": row["kind"] or "block",
            "locked": row["locked"] == "yes",
        }
        for row in values["items"]
    ]
    placed = clock.lay(items, start or 0, hundredths)
    total = sum([item["minutes"] for item in placed])
    space = clock.room(start, end) if start is not None and end is not None else None
    space = space or None  # the same time twice leaves no room to speak of
    over = max(total - space, 0) if space is not None else 0
    trimmed, short = clock.squeeze(placed, over)
    stop = None if space is None else start + space
    return {
        "start": _text(start),
        "end": _text(end),
        "next_day": 1 if space is not None and start + space >= clock.DAY else 0,
        "factor": hundredths,
        "typed_sum": sum([item["typed"] or 0 for item in items]),
        "sum": total,
        "room": space,
        "over": over,
        "slack": max(space - total, 0) if space is not None else 0,
        "items": [
            {
                "row": item["row"],
                "name": item["name"] or str(item["row"]),
                "kind": item["kind"],
                "lead": item["lead"],
                "typed": item["typed"],
                "minutes": item["minutes"],
                "locked": 1 if item["locked"] else 0,
                "from": item["start"],
                "to": item["end"],
                "starts": _text(item["start"]),
                "ends": _text(item["end"]),
                "trimmed": trimmed[place],
                "late": 1 if stop is not None and item["end"] > stop else 0,
            }
            for place, item in enumerate(placed)
        ],
        "runs": [
            [items[first]["row"], items[passed]["row"], n] for first, passed, n in clock.long_runs(placed)
        ],
        "cuts": [placed[place]["row"] for place in clock.spare(placed)] if over else [],
        "still_over": short,
        "known_start": 0 if start is None else 1,
    }


def _text(moment):
    return "" if moment is None else clock.clock_text(moment)


def _at(row, column):
    return "items." + str(row - 1) + "." + column


def _name(results, row):
    return [item["name"] for item in results["items"] if item["row"] == row][0]


def times(values, results):
    """Times that cannot be read, or that leave no room; and an end on the next day, which may be a slip."""
    found = [
        finding("bad_clock", id, ERROR, found=values[id])
        for id in ("start", "end")
        if values[id] and clock.parse_clock(values[id]) is None
    ]
    if results["start"] and results["start"] == results["end"]:
        found.append(finding("same_clock", "end", ERROR))
    if results["next_day"] and results["room"] > LONG_DAY:
        found.append(finding("next_day", "end", NOTE, n=results["room"]))
    return found


def runs_over(values, results):
    """More minutes than there are: the most common mistake of all."""
    if not results["over"]:
        return []
    told = {"n": results["over"], "sum": results["sum"], "room": results["room"]}
    found = [finding("over", "items", **told)]
    if results["still_over"]:
        found.append(finding("too_full", "items", n=results["still_over"]))
    return found


def breaks(values, results):
    """Ninety minutes are as long as people can work; five are too few to reach the toilet and come back."""
    found = [
        finding(
            "long_run",
            _at(passed, "kind"),
            n=minutes,
            first=_name(results, first),
            name=_name(results, passed),
        )
        for first, passed, minutes in results["runs"][:3]
    ]
    for item in results["items"]:
        if item["kind"] == "break" and 0 < item["minutes"] < SHORT:
            found.append(
                finding("short_break", _at(item["row"], "minutes"), n=item["minutes"], name=item["name"])
            )
    return found


def evaluation(values, results):
    """Without an evaluation the same meeting comes back; one that falls after the end is not held either."""
    timed = [item for item in results["items"] if item["minutes"]]
    own = [item for item in timed if item["kind"] == "evaluation"]
    if len(timed) > 2 and not own:
        return [finding("no_evaluation", "items")]
    return [
        finding("late_evaluation", _at(item["row"], "item"), name=item["name"])
        for item in own
        if item["late"]
    ][:1]


def leads(values, results):
    """One person who leads everything: tired by the break, and nobody else learns it."""
    led = [
        fold(item["lead"]) for item in results["items"] if item["lead"] and item["kind"] not in clock.RESTS
    ]
    if len(led) > 3 and len(set(led)) == 1:
        lead = [item["lead"] for item in results["items"] if item["lead"]][0]
        return [finding("one_lead", "items", n=len(led), lead=lead)]
    return []


def left_out(values, results):
    """Items without minutes, and a lot of time with nothing on it."""
    blank = [item["name"] for item in results["items"] if item["typed"] is None]
    timed = len(results["items"]) - len(blank)
    found = [finding("no_minutes", "items", NOTE, n=len(blank), names=blank[:6])] if blank and timed else []
    much = timed > 2 and results["slack"] >= AIR and not blank
    return found + ([finding("air", "items", NOTE, n=results["slack"])] if much else [])


def say_clock(moment, words):
    """The moment in the words of the language: 7:30 pm, 7:30 p. m."""
    text, half = clock.twelve(moment)
    return words("clock." + half, time=text)


_STEPS = (15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080)


def draw(results, words):
    """The meeting as a strip: a bar an item with its minutes, the end of the room as a bar of its own."""
    shown = [item for item in results["items"] if item["minutes"]][: MOST_BARS - 1]
    bars = [
        (
            item["name"],
            item["from"],
            item["to"],
            TONES[item["kind"]],
            words.number(item["minutes"]) + _star(item),
        )
        for item in shown
    ]
    first, last = shown[0]["from"], shown[-1]["to"]
    if results["room"] is not None:
        stop = first + results["room"]
        bars.append((words("figure.end"), stop, stop + 1, 5, say_clock(stop, words)))
        last = max(last, stop)
    step = [size for size in _STEPS if last - first <= 4 * size or size == _STEPS[-1]][0]
    marks = [moment for moment in range(first // step * step, last + 1, step) if moment >= first]
    told = [
        (moment, say_clock(moment, words) if results["known_start"] else clock.clock_text(moment))
        for moment in marks
    ]
    return strip(words("figure.label"), bars, first, last + max((last - first) * 3 // 10, 1), told)


def _star(item):
    return " *" if item["late"] else ""


def _told(results, words):
    if not results["sum"]:
        return words("told.nothing")
    told = words("told", n=len(results["items"]), sum=results["sum"])
    if results["factor"] != 100:
        told += " " + words("told.factor", typed=results["typed_sum"], factor=_factor(results))
    if results["room"] is None:
        return told
    way = "over" if results["over"] else "slack" if results["slack"] else "even"
    return told + " " + words("told." + way, n=results["over"] or results["slack"], room=results["room"])


def _factor(results):
    whole, part = results["factor"] // 100, results["factor"] % 100
    return str(whole) + ("." + ("0" if part < 10 else "") + str(part) if part else "")


def report(results, words):
    """The sum aloud, the strip, the agenda with its clock times, what could give, energisers for all, and the
    limits."""
    blocks = [sentence(_told(results, words))]
    if results["sum"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
    if results["items"]:
        heads = ["head.when", "item.label", "head.takes", "kind.label", "lead.label"] + (
            ["head.trimmed"] if results["over"] else []
        )
        rows = [_line(item, results, words) for item in results["items"]]
        blocks.append(table(words("table.caption"), [words(id) for id in heads], rows))
    if results["over"]:
        blocks.append(notes(words("cuts.heading"), _cuts(results, words)))
    if [item for item in results["items"] if item["kind"] == "energiser"]:
        blocks.append(
            notes(
                words("energiser.heading"),
                [words("energiser." + id) for id in ("seated", "quiet", "wordless", "choice")],
            )
        )
    return blocks + [limits(words, ("factor", "rule", "rounding", "people"))]


def _line(item, results, words):
    say = say_clock if results["known_start"] else lambda moment, words: clock.clock_text(moment)
    when = (
        say(item["from"], words) + " \u2013 " + say(item["to"], words)
        if item["typed"] is not None
        else "\u2013"
    )
    takes = words.number(item["minutes"] if item["typed"] is not None else None)
    name = item["name"] + (" (" + words("mark.locked") + ")" if item["locked"] else "") + _star(item)
    line = [when, name, takes, words("kind." + item["kind"]), item["lead"] or "\u2013"]
    return line + ([words.number(item["trimmed"])] if results["over"] else [])


def _cuts(results, words):
    by_row = {item["row"]: item for item in results["items"]}
    free = [by_row[row] for row in results["cuts"]]
    lines = []
    for item in free[:8]:
        alone = "cuts.enough" if item["minutes"] >= results["over"] else "cuts.part"
        lines.append(words(alone, name=item["name"], minutes=item["minutes"]))
    way = "cuts.locked" if not free else "cuts.trim" if not results["still_over"] else "cuts.half"
    return lines + [words(way, n=results["still_over"]), words("cuts.spared")]


_SAMPLE = (
    ("welcome", "12", "check_in", "welcomer", "yes"),
    ("wall", "20", "block", "trainer", ""),
    ("rhythm", "4", "energiser", "chant", ""),
    ("map", "28", "block", "trainer", ""),
    ("soup", "15", "break", "logistics", "yes"),
    ("visits", "24", "block", "outreach", ""),
    ("dates", "8", "block", "lead", ""),
    ("evaluation", "8", "evaluation", "evaluation", "yes"),
)


def sample(words):
    """Río Claro: an evening in the parish hall, in two languages."""
    rows = [
        {
            "item": words("sample." + id),
            "minutes": minutes,
            "kind": kind,
            "lead": words("sample.role." + lead),
            "locked": locked or "no",
        }
        for id, minutes, kind, lead, locked in _SAMPLE
    ]
    return {"start": "18:30", "end": "21:00", "factor": "1.25", "items": rows}


_COLUMNS = (
    Text("item", limit=120, required=True),
    Minutes("minutes", 600),
    Choice("kind", clock.KINDS, default="block"),
    Text("lead", limit=60),
    Choice("locked", ("no", "yes"), default="no"),
)

TOOL = Tool(
    "agenda",
    fields=(
        Text("start", required=True, limit=30),
        Text("end", required=True, limit=30),
        Number("factor", 1, 2, decimals=2, default="1.25"),
        Table("items", _COLUMNS, least=4, required=True),
    ),
    compute=compute,
    rules=(times, runs_over, breaks, evaluation, leads, left_out),
    report=report,
    sample=sample,
)

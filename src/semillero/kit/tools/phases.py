"""Phase strip: four phases with goals, measures, dates and the condition that opens the next one.

A teaching model of the course, not the text of any movement: the notice on the sheet says so and stands
always.
"""

from ..charts import wrapped
from ..days import day_number
from ..fields import Choice, Date, Table, Text
from ..figure import circle, drawing, label, line, rect, shape
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

PHASES = ("p1", "p2", "p3", "p4")
LONG_GAP = 30  # days without any phase before somebody should ask who keeps the group together


def compute(values, tables):
    """Days of each phase, gaps and overlaps between neighbours, gates set and met, the phase to fall back to.

    Results:
        campaign, here (text): as typed; id of the phase that we are in
        phases ([record]): four, in their order
            phase (text): "p1" to "p4"
            days (int or none): how long
            name, goal, measure, gate (text): as typed
            start, end (day): as typed
            gate_state (text): "none", "not_yet" or "met"
        gates_set, gates_met (int): phases with a gate, gates met
        length_days (int or none): from the first day to the last
        between ([record]): neighbors with dates
            from, to (text): phases
            gap, overlap (int or none): days between them, days that they share
            order (text): "in_order" or "swapped"
        fall_back (text): the first phase before ours whose gate is not met, or ""
    """
    phases, between, starts, ends, earlier = [], [], [], [], None
    for index, row in enumerate(_rows(values)):
        phase = PHASES[index]
        start, end = day_number(row["start"]), day_number(row["end"])
        if start is not None and end is not None and end < start:
            start = end = None
        one = {"phase": phase, "days": None if start is None or end is None else end - start + 1}
        for key in ("name", "goal", "measure", "gate", "start", "end"):
            one[key] = row[key]
        one["gate_state"] = ("met" if row["gate_met"] == "met" else "not_yet") if row["gate"] else "none"
        phases.append(one)
        if start is None and end is None:
            continue
        if earlier:
            between.append(_between(earlier, (phase, start, end)))
        earlier = (phase, start, end)
        starts += [] if start is None else [start]
        ends += [] if end is None else [end]
    length = None
    if starts and ends and max(ends) >= min(starts):
        length = max(ends) - min(starts) + 1
    here = values["here"]
    shut = (
        [one["phase"] for one in phases[: PHASES.index(here)] if one["gate_state"] == "not_yet"]
        if here
        else []
    )
    return {
        "campaign": values["campaign"],
        "here": here,
        "phases": phases,
        "gates_set": len([one for one in phases if one["gate_state"] != "none"]),
        "gates_met": len([one for one in phases if one["gate_state"] == "met"]),
        "length_days": length,
        "between": between,
        "fall_back": shut[0] if shut else "",
    }


def _rows(values):
    """The four rows; a sheet that was never started has none, and counts as four empty ones."""
    empty = {"name": "", "goal": "", "measure": "", "gate": "", "gate_met": "", "start": "", "end": ""}
    return values["phases"] or [empty | {"at": "phases." + str(index)} for index in range(4)]


def _between(a, b):
    """Days that lie between two phases with dates, or that they share; None where a date is missing."""
    gap = overlap = None
    if a[2] is not None and b[1] is not None:
        gap = max(0, b[1] - a[2] - 1)
        first = b[1] if a[1] is None else max(a[1], b[1])
        last = a[2] if b[2] is None else min(a[2], b[2])
        overlap = max(0, last - first + 1)
    sooner = a[1] is not None and b[1] is not None and b[1] < a[1]
    return {
        "from": a[0],
        "to": b[0],
        "gap": gap,
        "overlap": overlap,
        "order": "swapped" if sooner else "in_order",
    }


def _named(results, phase):
    return results["phases"][PHASES.index(phase)]["name"] or {"word": "here." + phase}


def reversed_dates(values, results):
    """A phase cannot end before it starts."""
    found = []
    for row in _rows(values):
        start, end = day_number(row["start"]), day_number(row["end"])
        if start is not None and end is not None and end < start:
            found.append(
                finding("end_before_start", row["at"] + ".end", ERROR, start=row["start"], end=row["end"])
            )
    return found


def calendar(values, results):
    """Phases that overlap, swap places or leave a long time with nothing in it."""
    found = []
    for one in results["between"]:
        at = "phases." + str(PHASES.index(one["to"])) + ".start"
        names = {"first": _named(results, one["from"]), "second": _named(results, one["to"])}
        if one["order"] == "swapped":
            found.append(finding("swapped", at, **names))
        elif one["overlap"]:
            found.append(finding("overlap", at, n=one["overlap"], **names))
        elif one["gap"] is not None and one["gap"] > LONG_GAP:
            found.append(finding("gap", at, n=one["gap"], **names))
    return found


def unfinished(values, results):
    """A phase that was begun needs a goal, a measure and, but for the last, the condition that opens the next
    one."""
    found = []
    for index, row in enumerate(_rows(values)):
        asked = ("goal", "measure", "gate") if index < 3 else ("goal", "measure")
        begun = [key for key in ("goal", "measure", "gate", "gate_met", "start", "end") if row[key]]
        missing = [key for key in asked if not row[key]]
        if begun and missing:
            words = [{"word": key + ".label"} for key in missing]
            name = _named(results, PHASES[index])
            found.append(
                finding("unfinished", row["at"] + "." + missing[0], n=len(words), name=name, fields=words)
            )
    return found


def uncounted(values, results):
    """A measure without a number cannot be seen to be reached."""
    return [
        finding("no_number", row["at"] + ".measure", measure=row["measure"])
        for row in _rows(values)
        if row["measure"] and not [digit for digit in "0123456789" if digit in row["measure"]]
    ]


def met_nothing(values, results):
    """Met, but what? A condition nobody wrote down cannot be met."""
    return [
        finding("met_nothing", row["at"] + ".gate", name=_named(results, PHASES[index]))
        for index, row in enumerate(_rows(values))
        if row["gate_met"] == "met" and not row["gate"]
    ]


def fall_back(values, results):
    """In a phase while the condition of an earlier one is not met."""
    if not results["fall_back"]:
        return []
    names = {"here": _named(results, results["here"]), "back": _named(results, results["fall_back"])}
    return [finding("fall_back", "here", **names)]


def nowhere(values, results):
    """A strip without "we are here" is a wish list."""
    begun = [one for one in results["phases"] if one["goal"] or one["measure"] or one["gate"] or one["start"]]
    return [finding("no_here", "here", NOTE)] if begun and not results["here"] else []


def events(values):
    """The phases' days, for a calendar."""
    return [(row["start"] or row["end"], row["end"]) for row in _rows(values) if row["start"] or row["end"]]


_GROUND = 136


def _leaf(x, y, width, height, side, kind):
    """A leaf whose stalk is at (x, y); ``side`` is 1 to the right, -1 to the left."""
    points = ((0, 0), (0.35, 0.75), (0.8, 1), (1, 0.9), (0.85, 0.35), (0.4, 0.02))
    return shape([(x + side * width * px, y - height * py) for px, py in points], kind)


def _plant(x, size):
    """The plant of a phase: a seed, a sprout, a plant in leaf, a plant in fruit."""
    if size == 0:
        return circle(x, _GROUND + 9, 6, "s2 edge") + line([(x, _GROUND + 3), (x, _GROUND - 7)], "stroke")
    top = _GROUND - (30, 58, 76)[size - 1]
    parts = [line([(x - 10, _GROUND + 11), (x, _GROUND), (x + 10, _GROUND + 11)], "stroke")]
    parts.append(line([(x, _GROUND + 13), (x, top)], "stroke"))
    for pair in range(size):
        y = _GROUND - 12 - 20 * pair
        width = 30 - 4 * pair
        parts.append(_leaf(x, y, width, 17, 1, "s2 edge") + _leaf(x, y - 6, width, 17, -1, "s2 edge"))
    if size == 3:
        for dx, dy in ((0, -6), (-12, 6), (12, 6)):
            parts.append(circle(x + dx, top + dy, 8, "s5 edge"))
    return "".join(parts)


def _gate(x, state):
    """A gate on the ground: a bar lies across while it is shut and stands upright when it is open."""
    if state == "none":
        return circle(x, _GROUND - 3, 2.5, "fill")
    posts = rect(x - 9, _GROUND - 24, 4, 24, "fill")
    if state == "met":
        return posts + shape(
            [(x - 9, _GROUND - 22), (x - 5, _GROUND - 22), (x + 7, _GROUND - 46), (x + 3, _GROUND - 48)],
            "s2 edge",
        )
    return posts + rect(x + 5, _GROUND - 24, 4, 24, "fill") + rect(x - 12, _GROUND - 21, 24, 6, "s5 edge")


def draw(results, words):
    """The strip: a plant and a name for each phase, a gate after each, a pointer over the phase we are in."""
    parts = [line([(4, _GROUND), (356, _GROUND)], "stroke")]
    for index, one in enumerate(results["phases"]):
        middle = 42 + 89 * index
        parts.append(_plant(middle, index) + _gate(middle + 45, one["gate_state"]))
        parts.append(label(middle, _GROUND + 32, str(index + 1)))
        for number, text in enumerate(wrapped(one["name"] or words("here." + one["phase"]), 14)):
            parts.append(label(middle, _GROUND + 47 + 13 * number, text))
        if one["phase"] == results["here"]:
            parts.append(label(middle, 14, words("figure.here")))
            parts.append(shape([(middle - 8, 20), (middle + 8, 20), (middle, 34)], "fill"))
    return drawing(360, _GROUND + 68, words("figure.label"), parts)


def _told(results, words):
    if results["here"]:
        told = words(
            "told.here", phase=_named(results, results["here"]), number=PHASES.index(results["here"]) + 1
        )
    else:
        told = words("told.nowhere")
    told += " " + words("told.gates", n=results["gates_set"], met=results["gates_met"])
    if results["length_days"] is not None:
        told += " " + words("told.length", n=results["length_days"])
    return told


def report(results, words):
    """Where the campaign is, the strip, its table, the calendar between phases and what a strip cannot
    tell."""
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    rows = []
    for index, one in enumerate(results["phases"]):
        name = str(index + 1) + ". " + (one["name"] or words("here." + one["phase"]))
        if one["phase"] == results["here"]:
            name += " (" + words("figure.here") + ")"
        gate = words("state." + one["gate_state"], gate=one["gate"])
        when = " \u2013 ".join([day for day in (one["start"], one["end"]) if day])
        if one["days"] is not None:
            when += " (" + words("days", n=one["days"]) + ")"
        rows.append([name, one["goal"] or "\u2013", one["measure"] or "\u2013", gate, when or "\u2013"])
    heads = [words(id) for id in ("head.phase", "goal.label", "measure.label", "gate.label", "head.when")]
    blocks.append(table(words("table.caption"), heads, rows))
    lines = []
    for one in results["between"]:
        for kind in ("gap", "overlap"):
            if one[kind]:
                first, second = _named(results, one["from"]), _named(results, one["to"])
                lines.append(words("between." + kind, n=one[kind], first=first, second=second))
    blocks += [notes(words("between.heading"), lines)] if lines else []
    return blocks + [limits(words, ("model", "order", "gates", "dates"))]


def start(words):
    """A blank sheet holds the names of the teaching model; a group types its own over them."""
    return {"phases": [_row(words("here." + phase)) for phase in PHASES]}


def _row(name, goal="", measure="", gate="", gate_met="", start="", end=""):
    return {
        "name": name,
        "goal": goal,
        "measure": measure,
        "gate": gate,
        "gate_met": gate_met,
        "start": start,
        "end": end,
    }


_SAMPLE_DATES = (
    ("met", "2027-01-11", "2027-03-07"),
    ("not_yet", "2027-03-08", "2027-04-25"),
    ("not_yet", "2027-04-26", "2027-06-06"),
    ("", "2027-06-07", "2027-06-30"),
)


def sample(words):
    """Río Claro at the end of the first phase, opening the second."""
    rows = []
    for index, (met, start, end) in enumerate(_SAMPLE_DATES):
        phase = PHASES[index]
        goal, measure = words("sample." + phase + ".goal"), words("sample." + phase + ".measure")
        gate = words("sample." + phase + ".gate") if met else ""
        rows.append(_row(words("here." + phase), goal, measure, gate, met, start, end))
    return {"campaign": words("sample.campaign"), "here": "p2", "phases": rows}


TOOL = Tool(
    "phases",
    fields=(
        Text("campaign", required=True, limit=240, lines=2),
        Choice("here", PHASES),
        Table(
            "phases",
            (
                Text("name", limit=60),
                Text("goal", limit=160, lines=2),
                Text("measure", limit=160, lines=2),
                Text("gate", limit=160, lines=2),
                Choice("gate_met", ("not_yet", "met")),
                Date("start"),
                Date("end"),
            ),
            least=4,
            most=4,
        ),
    ),
    compute=compute,
    rules=(reversed_dates, calendar, unfinished, uncounted, met_nothing, fall_back, nowhere),
    report=report,
    sample=sample,
    start=start,
    notice="notice",
    events=events,
)

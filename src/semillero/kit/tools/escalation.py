"""Escalation: tactics in time, how disruption grows, and whether people can rest and take others in.

Stages of a campaign after the Ruckus Society, "Action Strategy: A How-to Guide"; act, recruit, train after
the Cosecha Guide. The slope is that of the least-squares line through all actions, worked out with whole
numbers.
"""

from ..chain import Take
from ..charts import MOST_BARS, strip
from ..days import day_number, day_text
from ..fields import Choice, Date, Number, Table, Text
from ..portable import ratio
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

HIGH = 4  # disruption or effort from which an action asks for rest and absorption
WEEK = 7  # days within which newcomers are taken in, and in which nobody should have to act again
LONG_GAP = 30  # days with nothing on them before somebody should ask what keeps the group together
LEAP = 3  # points that disruption may not jump at once
MOST = 6  # findings of one kind: a longer list is read by nobody


def compute(values, tables):
    """The slope of disruption, peak, gaps, what follows the peaks, and people needed at once.

    Results:
        rows ([record]): as typed
            row (int): of the sheet, from 1
            name, kind, risk (text): as typed; ids of options
            first, last (int or none): days from 1900-01-01
            when (text): the day, or both with a dash
            disruption, effort (int or none): marks from 1 to 5
            people (int or none): needed at once
        order ([int]): rows by day
        marked (int): actions with a mark for disruption
        trend (text): "flat", "rising", "falling" or ""
        slope (number or none): points in 30 days
        peak (int): row of the last action with the highest mark, or 0
        peak_early (flag): it lies in the first half of the time
        no_absorb ([int]): rows of peaks after which nobody is taken in
        no_rest, leaps ([[int, int]]): pairs of rows: without a rest between them, rising too far
        gaps ([record]): stretches with nothing on them
            after, before (int): rows around it
            days (int): how many
        capacity (int or none): people that there are
        most_people (int), most_day (day): needed at once, and the first such day
        clashes ([record]): the worst day of each stretch over the capacity
            day (day): which one
            need (int): people
            rows ([int]): of the tactics on it
        deadline (day): as typed
    """
    rows = [_placed(row) for row in values["tactics"]]
    dated = sorted(
        [row for row in rows if row["first"] is not None],
        key=lambda row: (row["first"], row["last"], row["row"]),
    )
    scored, marked = [
        [row for row in one if row["kind"] == "action" and row["disruption"]] for one in (rows, dated)
    ]
    trend, slope = _trend(scored, marked)
    marks = sorted({row["disruption"] for row in marked})
    peaks = [row for row in marked if row["disruption"] == marks[-1]] if len(marks) > 1 else []
    no_absorb, no_rest = _after(dated, marks[-1] if peaks else HIGH)
    most, most_day, clashes = _people(dated, values["capacity"])
    early = 0
    if (
        peaks and len(marked) > 2
    ):  # in the first half of the time to the last action, or to the date of the demand?
        last = max(marked[-1]["first"], day_number(values["deadline"]) or 0)
        early = 1 if 2 * (peaks[-1]["first"] - marked[0]["first"]) < last - marked[0]["first"] else 0
    return {
        "rows": rows,
        "order": [row["row"] for row in dated],
        "marked": len(scored),
        "trend": trend,
        "slope": slope,
        "peak": peaks[-1]["row"] if peaks else 0,
        "peak_early": early,
        "no_absorb": no_absorb,
        "no_rest": no_rest,
        "leaps": [
            [a["row"], b["row"]]
            for a, b in zip(marked, marked[1:])
            if b["disruption"] - a["disruption"] >= LEAP
        ],
        "gaps": _gaps(dated),
        "capacity": values["capacity"],
        "most_people": most,
        "most_day": most_day,
        "clashes": clashes,
        "deadline": values["deadline"],
    }


def _placed(row):
    """A row with its days as numbers; one day alone is both ends, and so is the start of a tactic that ends
    before it."""
    start, end = day_number(row["start"]), day_number(row["end"])
    first = end if start is None else start
    last = first if end is None or end < first else end
    when = row["start"] or row["end"]
    return {
        "row": row["number"],
        "name": row["tactic"],
        "first": first,
        "last": last,
        "kind": row["kind"] or "action",
        "when": when if first == last else when + " \u2013 " + row["end"],
        "disruption": row["disruption"],
        "effort": row["effort"],
        "risk": row["risk"],
        "people": row["people"],
    }


def _trend(scored, marked):
    """The trend (flat: by less than one point from the first action to the last) and the slope in points for
    30 days."""
    flat = "flat" if len(scored) > 1 and len({row["disruption"] for row in scored}) == 1 else ""
    x = [row["first"] - marked[0]["first"] for row in marked]
    y = [row["disruption"] for row in marked]
    above = len(x) * sum([a * b for a, b in zip(x, y)]) - sum(x) * sum(y)
    below = len(x) * sum([a * a for a in x]) - sum(x) * sum(x)
    if not below:
        return flat, None
    if flat or abs(above) * x[-1] < below:
        return "flat", ratio(30 * above, below)
    return "rising" if above > 0 else "falling", ratio(30 * above, below)


def _after(dated, top):
    """What follows the peaks: rows that nobody is taken in after, and pairs of rows with no rest between."""
    actions = [row for row in dated if row["kind"] == "action"]
    absorbs = [row["first"] for row in dated if row["kind"] == "absorb"]
    rests = [row["first"] for row in dated if row["kind"] == "rest"]
    lost, tired = [], []
    for place, one in enumerate(actions):
        peak = (one["disruption"] or 0) >= min(top, HIGH)
        if peak and not [day for day in absorbs if one["first"] <= day <= one["last"] + WEEK]:
            lost.append(one["row"])
        following = actions[place + 1 :] if peak or (one["effort"] or 0) >= HIGH else []
        for other in following:
            if other["first"] > one["last"] + WEEK:
                break
            if other["first"] > one["first"]:
                rest = [day for day in rests if one["last"] <= day <= other["first"]]
                tired += [] if rest else [[one["row"], other["row"]]]
                break
    return lost, tired


def _gaps(dated):
    """Days with nothing on them: how many, after and before which row."""
    gaps, until = [], None
    for row in dated:
        if until and row["first"] > until["last"] + 1:
            days = row["first"] - until["last"] - 1
            gaps.append({"after": until["row"], "before": row["row"], "days": days})
        if until is None or row["last"] > until["last"]:
            until = row
    return gaps


def _people(dated, capacity):
    """Most people needed at once, the first such day, and the worst day of each stretch with more than
    ``capacity``."""
    change, steps, now, worst = {}, [], 0, []
    for row in dated:
        for day, people in ((row["first"], row["people"] or 0), (row["last"] + 1, -(row["people"] or 0))):
            change[day] = change.get(day, 0) + people
    for day in sorted(change):
        before, now = now, now + change[day]
        steps.append((now, -day))
        if capacity is not None and now > capacity:
            if before <= capacity:
                worst.append((now, -day))
            worst[-1] = max(worst[-1], (now, -day))
    most, first = max(steps) if steps else (0, 0)
    there = [
        [row["row"] for row in dated if row["first"] <= -day <= row["last"] and row["people"]]
        for _, day in worst[:MOST]
    ]
    clashes = [
        {"day": day_text(-day), "need": people, "rows": rows} for (people, day), rows in zip(worst, there)
    ]
    return most, day_text(-first) if most else "", clashes


def _name(results, number):
    for row in results["rows"]:
        if row["row"] == number:
            return row["name"] or str(number)


def _at(number, column):
    return "tactics." + str(number - 1) + "." + column


def _two(code, row, column, results, before, **params):
    return finding(code, _at(row, column), first=_name(results, before), second=_name(results, row), **params)


def calendar(values, results):
    """Dates that cannot be or that come too late, and long times with nothing on them."""
    found, day = [], day_number(results["deadline"])
    for row in values["tactics"]:
        start, end = day_number(row["start"]), day_number(row["end"])
        if start is not None and end is not None and end < start:
            found.append(
                finding("end_before_start", row["at"] + ".end", ERROR, start=row["start"], end=row["end"])
            )
    for row in results["rows"]:
        if row["kind"] == "action" and row["first"] is not None and day is not None and row["first"] > day:
            found.append(
                finding("after_date", _at(row["row"], "start"), name=row["name"], day=results["deadline"])
            )
    long = [one for one in results["gaps"] if one["days"] > LONG_GAP][:MOST]
    return found + [_two("gap", one["before"], "start", results, one["after"], n=one["days"]) for one in long]


def shape(values, results):
    """A line that does not climb, one that has its peak too early, or one that leaps."""
    found = []
    if results["peak_early"]:
        found.append(
            finding("peak_early", _at(results["peak"], "start"), name=_name(results, results["peak"]))
        )
    elif results["trend"] == "flat" and results["marked"] > 2:
        found.append(finding("flat", "tactics", n=results["marked"]))
    return found + [_two("leap", b, "disruption", results, a) for a, b in results["leaps"][:MOST]]


def after_peaks(values, results):
    """After a peak somebody takes newcomers in, and people rest."""
    found = [
        finding("no_absorb", _at(row, "tactic"), name=_name(results, row))
        for row in results["no_absorb"][:MOST]
    ]
    return found + [_two("no_rest", b, "start", results, a) for a, b in results["no_rest"][:MOST]]


def clashes(values, results):
    """More people needed at once than there are: in one tactic, or because tactics overlap."""
    found = []
    for one in results["clashes"]:
        told = {
            "names": [_name(results, row) for row in one["rows"][:6]],
            "need": one["need"],
            "day": one["day"],
        }
        code = "clash" if len(one["rows"]) > 1 else "too_big"
        found.append(finding(code, _at(one["rows"][-1], "people"), capacity=results["capacity"], **told))
    return found


def left_out(values, results):
    """What the line and the strip cannot show yet, and a word on high risk."""
    rows = [row for row in results["rows"] if row["name"]]
    undated = [row["name"] for row in rows if row["first"] is None and results["order"]]
    unmarked = [
        row["name"]
        for row in rows
        if row["kind"] == "action" and not row["disruption"] and results["marked"] > 1
    ]
    risky = [row["name"] for row in rows if row["risk"] == "high"]
    lists = (("undated", undated), ("unmarked", unmarked), ("high_risk", risky))
    found = [finding(code, "tactics", NOTE, n=len(names), names=names[:6]) for code, names in lists if names]
    many = results["capacity"] is None and len([row for row in rows if row["people"]]) > 1
    return found + ([finding("no_capacity", "capacity", NOTE)] if many else [])


def _day(text, words):
    return words("figure.day", day=int(text[8:10]), month={"word": "month." + str(int(text[5:7]))})


_TONES = {"rest": 3, "absorb": 1, "prepare": 2}


def draw(results, words):
    """The strip: a bar a tactic in the order of its days, and the date of the demand."""
    by_row = {row["row"]: row for row in results["rows"]}
    dated = [by_row[number] for number in results["order"][: MOST_BARS - 1]]
    bars, ticks, day = [], [], day_number(results["deadline"])
    for row in dated:
        if row["kind"] == "action":
            tone, text = 5 if (row["disruption"] or 0) >= HIGH else 4, words.number(row["disruption"])
        else:
            tone, text = _TONES[row["kind"]], words("mark." + row["kind"])
        bars.append((row["name"] or str(row["row"]), row["first"], row["last"] + 1, tone, text))
    bars += (
        [] if day is None else [(words("figure.deadline"), day, day + 1, 2, _day(results["deadline"], words))]
    )
    first, last = min([bar[1] for bar in bars]), max([bar[2] for bar in bars])
    for row in dated:  # a date under a line where there is room for one
        if not ticks or 4 * (row["first"] - ticks[-1][0]) >= last - first:
            ticks.append((row["first"], _day(row["when"], words)))
    # Room at the right for words beside the last bar.
    return strip(words("figure.label"), bars, first, last + (last - first) // 5, ticks)


def _told(results, words):
    if not results["order"]:
        return words("told.nothing")
    told = words("told", n=len(results["order"]))
    told += (
        "" if results["slope"] is None else " " + words("told." + results["trend"], slope=results["slope"])
    )
    told += " " + words("told.peak", name=_name(results, results["peak"])) if results["peak"] else ""
    if results["most_people"]:
        capacity = (
            "" if results["capacity"] is None else " " + words("told.capacity", capacity=results["capacity"])
        )
        told += " " + words("told.people", people=results["most_people"], day=results["most_day"]) + capacity
    return told


def report(results, words):
    """What the line does, the strip, its table, the days with nothing on them, and the limits."""
    blocks, by_row = [sentence(_told(results, words))], {row["row"]: row for row in results["rows"]}
    if results["order"]:
        more = len(results["order"]) - (MOST_BARS - 1)
        more = " " + words("figure.more", n=more) if more > 0 else ""
        blocks.append(figure(draw(results, words), words("figure.caption") + more))
    order = results["order"] + [row["row"] for row in results["rows"] if row["first"] is None]
    heads = [words(id) for id in ("tactic.label", "head.when")]
    heads += [words(id + ".label") for id in ("kind", "disruption", "effort", "risk", "people")]
    blocks += (
        [table(words("table.caption"), heads, [_line(by_row[number], words) for number in order])]
        if order
        else []
    )
    lines = [
        words(
            "gaps.line",
            n=one["days"],
            first=_name(results, one["after"]),
            second=_name(results, one["before"]),
        )
        for one in results["gaps"][:12]
    ]
    blocks += [notes(words("gaps.heading"), lines)] if lines else []
    return blocks + [limits(words, ("slope", "marks", "days", "risk", "plan"))]


def _line(row, words):
    named = [row["name"] or str(row["row"]), row["when"] or "\u2013", words("kind." + row["kind"])]
    risk = words("risk." + row["risk"]) if row["risk"] else "\u2013"
    return named + [
        words.number(row["disruption"]),
        words.number(row["effort"]),
        risk,
        words.number(row["people"]),
    ]


_SAMPLE = (
    ("visits", "prepare", "2027-01-18", "2027-03-07", "", "2", "low", "12"),
    ("case.letters", "action", "2027-03-08", "2027-03-12", "1", "1", "low", "6"),
    ("case.vigil", "action", "2027-03-24", "", "2", "2", "low", "15"),
    ("case.chairs", "action", "2027-04-14", "", "3", "4", "low", "25"),
    ("calls", "absorb", "2027-04-15", "2027-04-25", "", "3", "low", "14"),
    ("meal", "rest", "2027-04-26", "2027-05-02", "", "1", "low", ""),
    ("case.closing", "action", "2027-05-19", "", "4", "3", "low", "20"),
    ("assembly", "absorb", "2027-05-20", "2027-05-26", "", "3", "low", "14"),
    ("day", "action", "2027-06-16", "", "5", "5", "medium", "30"),
    ("walk_back", "absorb", "2027-06-17", "2027-06-22", "", "3", "low", "20"),
    ("case.testimony", "action", "2027-06-29", "", "3", "2", "low", "25"),
)


def sample(words):
    """Río Claro: from the first visits to the vote, half a year."""
    columns = ("kind", "start", "end", "disruption", "effort", "risk", "people")
    rows = [{"tactic": words("sample." + row[0])} | dict(zip(columns, row[1:])) for row in _SAMPLE]
    return {"deadline": "2027-06-30", "capacity": "36", "tactics": rows}


_COLUMNS = (
    Text("tactic", limit=120, required=True),
    Choice("kind", ("action", "rest", "absorb", "prepare"), default="action"),
    Date("start"),
    Date("end"),
    Number("disruption", 1, 5),
    Number("effort", 1, 5),
    Choice("risk", ("low", "medium", "high")),
    Number("people", 0, 99999),
)

TOOL = Tool(
    "escalation",
    fields=(
        Date("deadline"),
        Number("capacity", 1, 99999),
        Table("tactics", _COLUMNS, least=4, most=100, required=True),
    ),
    compute=compute,
    rules=(calendar, shape, after_peaks, clashes, left_out),
    report=report,
    sample=sample,
    shares={"month": "common.month", "risk": "common.level", "sample.case": "rio_claro.case"},
    takes=(
        Take(
            "tactics",
            "chart",
            "tactics",
            lambda values, results: [{"tactic": row["tactic"]} for row in values["tactics"]],
            "tactic",
        ),
        Take("deadline", "demand", "deadline", lambda values, results: values["date"], "deadline"),
    ),
    events=lambda values: [
        (row["start"] or row["end"], row["end"]) for row in values["tactics"] if row["start"] or row["end"]
    ],
)

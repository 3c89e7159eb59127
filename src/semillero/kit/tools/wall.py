"""Timeline and assumptions wall: what happened and who says so, and what we believe follows from it.

Two dates for one event stay on the wall side by side, each with its source. Naming assumptions after D.
Barndt, "Naming the Moment" (Toronto, 1989), as adapted by the Change Agency: name them first, look at the
differences, debate later.
"""

from ..charts import wrapped
from ..fields import Choice, Table, Text
from ..figure import axis, circle, drawing, label, line, rect
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

SIDES = ("won", "defended", "lost", "other")
TONES = {"won": 1, "defended": 2, "other": 3, "lost": 5}
QUIET = 24  # months without an event that are listed as a gap
LONG_GAP = 36  # months after which somebody should ask who was there
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Words with which people argue instead of naming what they take for granted. Folded, both languages.
DEBATE = (
    "should",
    "must",
    "ought",
    "wrong",
    "but",
    "of course",
    "obviously",
    "everybody knows",
    "everyone knows",
    "nonsense",
    "we have to",
    "deberia",
    "deberian",
    "debemos",
    "hay que",
    "tenemos que",
    "pero",
    "por supuesto",
    "claro que",
    "obvio",
    "obviamente",
    "todo el mundo sabe",
    "equivocado",
    "equivocada",
    "equivocados",
    "equivocadas",
)
EVERYONE = (
    "all",
    "all of us",
    "everybody",
    "everyone",
    "we",
    "we all",
    "us",
    "the group",
    "todos",
    "todas",
    "todas y todos",
    "todos y todas",
    "nosotros",
    "nosotras",
    "todo el mundo",
    "el grupo",
    "todo el grupo",
)


def compute(values, tables):
    """The events in order, the gaps between them, conflicts of dates, and what has no source or no test.

    Results:
        issue (text): as typed
        events ([record]): those with a date, by date
            row (int): of the sheet, from 1
            when (day): as exact as it was typed
            event, source, side (text): as typed; id of an option
            first, last (int): months from the year 0 that it may mean
        undated, unread ([[int, text]]): row and event without a date, row and a date that cannot be read
        sides ({int}): events by side
        no_source ([int]): rows without a source
        sources (int): different ones
        gaps ([record]): stretches of two years and more
            months (int): how long
            after, before (day): dates around it
            row (int): of the event that ends it
        conflicts ([record]): events with dates that exclude one another
            event (text): as typed
            dates ([day]): each once
            rows ([int]): of all its cards
            cards ([[day, text]]): date and source
        assumptions ([record]): as typed
            row (int): of the sheet, from 1
            assumption, held_by, test (text): as typed; id of an option
    """
    rows = [_read(row) for row in values["events"]]
    dated = sorted([row for row in rows if row["when"]], key=lambda row: (row["when"], row["row"]))
    sides = {side: len([row for row in rows if (row["side"] or "other") == side]) for side in SIDES}
    return {
        "issue": values["issue"],
        "events": [
            {key: row[key] for key in ("row", "when", "event", "source", "side", "first", "last")}
            for row in dated
        ],
        "undated": [[row["row"], row["event"]] for row in rows if not row["when"]],
        "unread": [[row["row"], row["typed"]] for row in rows if row["typed"] and not row["when"]],
        "sides": sides,
        "no_source": [row["row"] for row in rows if row["event"] and not row["source"]],
        "sources": len({fold(row["source"]) for row in rows if row["source"]}),
        "gaps": _gaps(dated),
        "conflicts": _conflicts(dated),
        "assumptions": [
            {
                "row": row["number"],
                "assumption": row["assumption"],
                "held_by": row["held_by"],
                "test": row["test"],
            }
            for row in values["assumptions"]
        ],
    }


def parse_when(text):
    """A date as exact as it is known: ``(year, month, day)``, month and day 0 where not said; None for
    anything else."""
    parts = text.replace("/", "-").split("-")
    if len(parts) > 3 or len(parts[0]) != 4 or [one for one in parts if not one or one.strip("0123456789")]:
        return None
    if [one for one in parts[1:] if len(one) > 2]:
        return None
    year, month, day = ([int(one) for one in parts] + [0, 0])[:3]
    if (
        not 1000 <= year <= 2199
        or (len(parts) > 1 and not 1 <= month <= 12)
        or (len(parts) > 2 and not 1 <= day <= _LENGTHS[month - 1])
    ):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return None if (month, day) == (2, 29) and not leap else (year, month, day)


def when_text(when):
    """The date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    return "-".join([str(when[0])] + [("0" if one < 10 else "") + str(one) for one in when[1:] if one])


def _read(row):
    """A row with its date read: the text, and the first and last month that it may mean."""
    when = parse_when(row["date"])
    read = {"row": row["number"], "typed": row["date"], "event": row["event"], "source": row["source"]}
    read |= {"side": row["side"], "when": when_text(when) if when else "", "first": 0, "last": 0}
    if when:
        read["first"] = when[0] * 12 + max(when[1] - 1, 0)
        read["last"] = read["first"] if when[1] else read["first"] + 11
    return read


def _gaps(dated):
    """Stretches of two years or more with nothing on them: months, and the dates around."""
    gaps, until = [], None
    for row in dated:
        months = row["first"] - until["last"] - 1 if until else 0
        if months >= QUIET:
            gaps.append({"months": months, "after": until["when"], "before": row["when"], "row": row["row"]})
        if until is None or row["last"] > until["last"]:
            until = row
    return gaps


def _conflicts(dated):
    """Events that stand on the wall with dates that exclude one another ("2016" and "2016-05" do not)."""
    by_event, found = {}, []
    for row in dated:
        by_event.setdefault(fold(row["event"]), []).append(row)
    for name in sorted(by_event):
        rows = by_event[name]
        dates = sorted({row["when"] for row in rows})
        apart = [
            b
            for a in dates
            for b in dates
            if not (b + "-").startswith(a + "-") and not (a + "-").startswith(b + "-")
        ]
        if name and apart:
            told = {"event": rows[0]["event"], "dates": dates, "rows": [row["row"] for row in rows]}
            found.append(told | {"cards": [[row["when"], row["source"]] for row in rows]})
    return found


def _at(row, column, field="events"):
    return field + "." + str(row - 1) + "." + column


def dates(values, results):
    """Dates that the wall cannot read, the same card twice, and one event with two dates: both stay."""
    found = [finding("bad_date", _at(row, "date"), ERROR, found=text) for row, text in results["unread"]]
    seen = {}
    for one in results["events"]:
        card = (fold(one["event"]), one["when"], fold(one["source"]))
        if card[0] and card in seen:
            found.append(finding("twice", _at(one["row"], "event"), event=one["event"], row=seen[card]))
        seen.setdefault(card, one["row"])
    found = found[: len(results["unread"]) + 6]  # a wall typed in twice needs no more than that
    for one in results["conflicts"][:6]:
        found.append(
            finding("conflict", _at(one["rows"][-1], "date"), NOTE, event=one["event"], dates=one["dates"])
        )
    return found


def sources(values, results):
    """Who says so? Without a source nobody can ask again, and with one source only one voice tells the
    story."""
    many = len([row for row in values["events"] if row["event"]])
    bare = results["no_source"]
    found = (
        [finding("no_source", _at(bare[0], "source"), n=len(bare), rows=bare[:12])]
        if bare and many > 2
        else []
    )
    one = results["sources"] == 1 and many - len(bare) > 3
    return found + ([finding("one_source", "events")] if one else [])


def one_story(values, results):
    """Only losses, only wins or only defence: each is a story that hides the others."""
    sides = results["sides"]
    told = sides["won"] + sides["defended"] + sides["lost"]
    if told < 4:
        return []
    only = [side for side in ("won", "defended", "lost") if sides[side] == told]
    return [finding("only_" + only[0], "events", n=told)] if only else []


def gaps(values, results):
    """The longest silence, once there is enough on the wall to call it one."""
    long = [one for one in results["gaps"] if one["months"] > LONG_GAP]
    if len(results["events"]) < 4 or not long:
        return []
    months, _, gap = max(
        [(one["months"], -place, one) for place, one in enumerate(long)], key=lambda one: one[:2]
    )
    return [finding("gap", _at(gap["row"], "date"), NOTE, n=months, after=gap["after"], before=gap["before"])]


def naming(values, results):
    """Name before debating; say who holds it; say how one could find out."""
    found = []
    for one in results["assumptions"]:
        plain = fold(one["assumption"])
        for mark in '.,;:!?\u00a1\u00bf"':
            plain = plain.replace(mark, " ")
        plain = " " + fold(plain) + " "
        if [word for word in DEBATE if " " + word + " " in plain]:
            found.append(
                finding("debate", _at(one["row"], "assumption", "assumptions"), text=one["assumption"])
            )
    found = found[:3]
    held = [fold(one["held_by"]) for one in results["assumptions"] if one["held_by"]]
    if len(held) > 2 and not [one for one in held if one not in EVERYONE]:
        found.append(finding("everyone", "assumptions"))
    bare = [one["row"] for one in results["assumptions"] if one["assumption"] and not one["test"]]
    if bare:
        found.append(finding("no_test", _at(bare[0], "test", "assumptions"), n=len(bare), rows=bare[:12]))
    return found


def left_out(values, results):
    """Events without a date are not on the strip; a wall of events alone says nothing of what we believe."""
    bare = [
        name
        for row, name in results["undated"]
        if name and [row] not in [one[:1] for one in results["unread"]]
    ]
    found = (
        [finding("undated", "events", NOTE, n=len(bare), names=bare[:6])]
        if bare and results["events"]
        else []
    )
    quiet = len(results["events"]) > 4 and not results["assumptions"]
    return found + ([finding("no_assumptions", "assumptions", NOTE)] if quiet else [])


_LEFT, _RIGHT, _LANE = 78, 350, 54


def draw(results, words):
    """Four lanes over time, a numbered dot an event; two dates of one event are tied by a line."""
    events = results["events"]
    low, high = events[0]["first"] // 12, max([one["last"] for one in events]) // 12 + 1
    wide, parts, places = max((high - low) * 12, 12), [], {}
    bottom = 6 + _LANE * len(SIDES)
    for year in axis(low, high, 5):
        x = _LEFT + (_RIGHT - _LEFT) * (year - low) * 12 / wide
        anchor = "end" if x > _RIGHT - 12 else "middle"
        parts.append(line([(x, 6), (x, bottom)], "thin") + label(x, bottom + 13, str(year), "small", anchor))
    for lane, side in enumerate(SIDES):
        y = 6 + _LANE * lane
        parts.append(rect(2, y, _RIGHT + 4, _LANE, "thin"))
        for number, text in enumerate(wrapped(words("side." + side), 12)):
            parts.append(label(8, y + 24 + 11 * number, text, "small", "start"))
        ends, more = [0, 0, 0], 0
        for place, one in enumerate(events):
            if (one["side"] or "other") == side:
                middle = (one["first"] + one["last"] + 1) / 2 - low * 12
                x = min(max(_LEFT + (_RIGHT - _LEFT) * middle / wide, _LEFT + 6), _RIGHT - 6)
                free = [deep for deep in (1, 0, 2) if ends[deep] + (15 if place < 99 else 19) <= x]
                if free:
                    ends[free[0]] = x
                    places[one["row"]] = (x, y + 11 + 16 * free[0], place + 1, TONES[side])
                else:
                    more += 1
        if more:
            parts.append(label(8, y + _LANE - 6, "+" + str(more), "small", "start"))
    for one in results["conflicts"]:
        tied = [places[row][:2] for row in one["rows"] if row in places]
        parts.append(line(tied, "stroke second dashed") if len(tied) > 1 else "")
    for row in sorted(places):
        x, y, number, tone = places[row]
        parts.append(
            circle(x, y, 7, "edge s" + str(tone)) + label(x, y + 3, str(number), "tiny t" + str(tone))
        )
    return drawing(360, bottom + 20, words("figure.label"), parts)


def _told(results, words):
    events = results["events"]
    if not events:
        return words("told.nothing")
    told = words("told", n=len(events), first=events[0]["when"], last=events[-1]["when"])
    told += " " + words("told.sides", **{side: results["sides"][side] for side in SIDES})
    if results["conflicts"]:
        told += " " + words("told.conflicts", n=len(results["conflicts"]))
    named = len(results["assumptions"])
    return told + (" " + words("told.assumptions", n=named) if named else "")


def report(results, words):
    """The wall aloud, the strip, the events in order, gaps and conflicts, the assumptions, and the limits."""
    blocks = [sentence(_told(results, words))]
    if results["events"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        heads = [
            words(id) for id in ("head.number", "date.label", "event.label", "side.label", "source.label")
        ]
        rows = [
            [
                str(place + 1),
                one["when"],
                one["event"],
                words("side." + one["side"]) if one["side"] else "",
                one["source"],
            ]
            for place, one in enumerate(results["events"])
        ]
        rows = [[cell or "\u2013" for cell in row] for row in rows]
        blocks.append(table(words("table.caption"), heads, rows))
    lines = [
        words("conflict.line", event=one["event"], both=_both(one, words))
        for one in results["conflicts"][:12]
    ]
    blocks += [notes(words("conflict.heading"), lines)] if lines else []
    lines = [
        words("gap.line", n=one["months"], after=one["after"], before=one["before"])
        for one in results["gaps"][:12]
    ]
    blocks += [notes(words("gap.heading"), lines)] if lines else []
    if results["assumptions"]:
        heads = [words(id + ".label") for id in ("assumption", "held_by", "test")]
        rows = [
            [one["assumption"] or "\u2013", one["held_by"] or "\u2013", one["test"] or "\u2013"]
            for one in results["assumptions"]
        ]
        blocks.append(table(words("assumptions.caption"), heads, rows))
    return blocks + [limits(words, ("whose", "dates", "cause", "safe"))]


def _both(one, words):
    return [when + " (" + (source or words("conflict.unsaid")) + ")" for when, source in one["cards"]]


_EVENTS = (
    ("2009", "signs", "lost"),
    ("2010-06", "hall", "defended"),
    ("2012-03", "raid", "defended"),
    ("2014", "bus", "won"),
    ("2017-02-16", "shift", "other"),
    ("2019-05", "schools", "won"),
    ("2020-04", "masks", "defended"),
    ("2022-06", "clinic", "defended"),
    ("2023-11", "holds", "lost"),
    ("2026-09-22", "speak", "other"),
)


def sample(words):
    """Río Claro: the wall of the first evening. All of it is invented."""
    events = [
        {
            "date": date,
            "event": words("sample." + id),
            "source": words("sample." + id + ".source"),
            "side": side,
        }
        for date, id, side in _EVENTS
    ]
    assumptions = [
        {
            "assumption": words("sample." + id),
            "held_by": words("sample." + id + ".held_by"),
            "test": words("sample." + id + ".test"),
        }
        for id in ("votes", "walk", "shops", "papers")
    ]
    return {"issue": words("sample.issue"), "events": events, "assumptions": assumptions}


_EVENT = (
    Text("date", limit=12),
    Text("event", limit=200, required=True),
    Text("source", limit=120),
    Choice("side", SIDES),
)
_BELIEF = (Text("assumption", limit=160, required=True), Text("held_by", limit=80), Text("test", limit=160))

TOOL = Tool(
    "wall",
    fields=(
        Text("issue", required=True, limit=240),
        Table("events", _EVENT, least=4, required=True),
        Table("assumptions", _BELIEF, least=3, most=60),
    ),
    compute=compute,
    rules=(dates, sources, one_story, gaps, naming, left_out),
    report=report,
    sample=sample,
)

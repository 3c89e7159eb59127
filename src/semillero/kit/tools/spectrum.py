"""Spectrum of allies: who stands where, and who moved.

Five wedges from active ally to active opponent. After Oppenheimer and Lakey, "A Manual for Direct Action"
(1965), and the change-over-time worksheet of New Tactics in Human Rights.
"""

from ..fields import Choice, Number, Table, Text
from ..figure import circle, drawing, label, line, polar, sector, shape
from ..portable import fold, ratio
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

WEDGES = ("active_ally", "passive_ally", "neutral", "passive_opponent", "active_opponent")
POSITION = {wedge: 2 - index for index, wedge in enumerate(WEDGES)}

# Labels too wide to act on: nobody can visit "youth". Folded, both languages.
BROAD = (
    "youth",
    "young people",
    "the youth",
    "students",
    "community",
    "the community",
    "the public",
    "public",
    "media",
    "the media",
    "workers",
    "immigrants",
    "voters",
    "people",
    "everyone",
    "police",
    "the police",
    "government",
    "the government",
    "churches",
    "the churches",
    "business",
    "businesses",
    "the workers",
    "jovenes",
    "los jovenes",
    "la juventud",
    "juventud",
    "estudiantes",
    "la comunidad",
    "comunidad",
    "el publico",
    "los medios",
    "medios",
    "trabajadores",
    "las y los trabajadores",
    "inmigrantes",
    "la gente",
    "los trabajadores",
    "los inmigrantes",
    "todos",
    "todo el mundo",
    "la policia",
    "policia",
    "el gobierno",
    "gobierno",
    "las iglesias",
    "iglesias",
    "negocios",
    "los negocios",
    "empresas",
)


def compute(values, tables):
    """Counts, weights and positions; a wedge counts +2 (active ally) to -2 (active opponent).

    Results:
        groups (int): rows
        counts, weights ({int}): groups by wedge, and their weight
        weighted_sum, weight_placed (int): position (2 to -2) times weight, the weight of those with a wedge
        mean (number or none): of the position
        start_weighted_sum (int), start_mean (number or none): the same before
        weighted_shift (int): steps times weight of all who moved
        shifts ([record]): groups that moved
            name, from, to (text): who, and wedges
            by, weight (int): steps toward us, and weight
        empty_wedges ([text]): wedges with nobody
        unplaced ([text]): groups without a wedge
        research ([record]): what to find out
            name, question (text): as typed
        rows ({[int]}): rows by wedge
    """
    rows = values["groups"]
    counts = {wedge: 0 for wedge in WEDGES}
    weights = {wedge: 0 for wedge in WEDGES}
    weighted = placed = start_weighted = start_weight = 0
    unplaced, shifts, research = [], [], []
    for row in rows:
        now, before = row["now"], row["before"]
        weight = 1 if row["weight"] is None else row["weight"]
        name = row["name"]
        if now:
            counts[now] += 1
            weights[now] += weight
            weighted += weight * POSITION[now]
            placed += weight
        else:
            unplaced.append(name)
        if before:
            start_weighted += weight * POSITION[before]
            start_weight += weight
            if now and now != before:
                by = POSITION[now] - POSITION[before]
                shifts.append({"name": name, "from": before, "to": now, "by": by, "weight": weight})
        if row["research"]:
            research.append({"name": name, "question": row["research"]})
    return {
        "groups": len(rows),
        "counts": counts,
        "weights": weights,
        "weighted_sum": weighted,
        "weight_placed": placed,
        "mean": ratio(weighted, placed),
        "start_weighted_sum": start_weighted,
        "start_mean": ratio(start_weighted, start_weight),
        "weighted_shift": sum([shift["by"] * shift["weight"] for shift in shifts]),
        "shifts": shifts,
        "empty_wedges": [wedge for wedge in WEDGES if not counts[wedge]],
        "unplaced": unplaced,
        "research": research,
        "rows": {
            wedge: [int(row["at"][len("groups.") :]) + 1 for row in rows if row["now"] == wedge]
            for wedge in WEDGES
        },
    }


def broad_labels(values, results):
    """A group so wide that nobody could sit down with it."""
    return [
        finding("broad_label", row["at"] + ".name", name=row["name"])
        for row in values["groups"]
        if row["name"] and len(row["name"]) < 24 and fold(row["name"]) in BROAD
    ]


def twice(values, results):
    """The same group in two rows counts twice."""
    seen, found = {}, []
    for row in values["groups"]:
        name = fold(row["name"])
        if name and name in seen:
            found.append(finding("twice", row["at"] + ".name", name=row["name"], row=seen[name]))
        elif name:
            seen[name] = row["number"]
    return found


def empty_wedges(values, results):
    """A wedge with nobody in it is more often not yet looked at than truly empty."""
    placed = results["groups"] - len(results["unplaced"])
    if placed < 2 or not results["empty_wedges"]:
        return []
    wedges = results["empty_wedges"]
    return [
        finding(
            "empty_wedges", "groups", n=len(wedges), wedges=[{"word": "now." + wedge} for wedge in wedges]
        )
    ]


def choir(values, results):
    """Only active allies: that is a guest list, not a map."""
    counts = results["counts"]
    placed = results["groups"] - len(results["unplaced"])
    return [finding("choir", "groups")] if placed > 2 and counts["active_ally"] == placed else []


def enemies(values, results):
    """Everyone who disagrees was put in the last wedge."""
    counts = results["counts"]
    many = counts["active_opponent"] > 2 and not counts["passive_opponent"]
    return [finding("enemies", "groups", count=counts["active_opponent"])] if many else []


def big_leaps(values, results):
    """A jump of more than one wedge deserves a second look; moving the hardest opponents is rarely where to
    start."""
    found = []
    for row in values["groups"]:
        if row["before"] and row["now"] and abs(POSITION[row["now"]] - POSITION[row["before"]]) > 1:
            found.append(finding("big_leap", row["at"] + ".now", name=row["name"]))
    return found


def unplaced(values, results):
    """A group without a wedge is a question to answer."""
    names = results["unplaced"]
    return [finding("unplaced", "groups", NOTE, n=len(names), names=names[:6])] if names else []


def no_baseline(values, results):
    """Without a first round nothing can be seen to move."""
    some = [row for row in values["groups"] if row["before"]]
    placed = results["groups"] - len(results["unplaced"])
    return [finding("no_baseline", "groups", NOTE)] if placed > 2 and not some else []


_drawn = {}  # wedges, their names, arcs, and dots in the places they take again and again


def draw(results, words):
    """The half circle: a numbered dot a group (its row), arcs for the groups that changed wedge."""
    parts, middle, ground = [], 180, 184
    for index, wedge in enumerate(WEDGES):
        start = 180 - 36 * index
        tone = str(index + 1)
        if wedge not in _drawn:
            _drawn[wedge] = sector(middle, ground, 50, 168, start, start - 36, "edge s" + tone)
        parts.append(_drawn[wedge])
        parts.append(_wedge_name(index, words("now." + wedge), middle, ground))
        parts += _dots(results["rows"][wedge], middle, ground, index)
    return drawing(360, 206, words("figure.label"), parts + _arcs(results["shifts"], middle, ground, words))


def _wedge_name(index, name, x, y):
    """The name of a wedge: along the ground in the two outer ones, under the rim in the others."""
    key = (index, name)
    if key not in _drawn:
        kind = "small t" + str(index + 1)
        first, _, second = name.partition(" ")
        px, py = polar(x, y, 147, 162 - 36 * index)
        if index in (0, 4):
            _drawn[key] = label(x + (109 if index else -109), y - 7, name, kind)
        elif second:
            _drawn[key] = label(px, py - 4, first, kind) + label(px, py + 7, second, kind)
        else:
            _drawn[key] = label(px, py + 2, first, kind)
    return _drawn[key]


_RINGS = ((116, 4), (98, 4), (81, 3), (64, 2))
# Degrees; the outer wedges keep their ground for the name
_ROOM = ((168, 144), (144, 108), (108, 72), (72, 36), (36, 12))


def _dots(numbers, x, y, index):
    parts, left = [], list(numbers)
    start, end = _ROOM[index]
    for radius, room in _RINGS:
        here, left = left[:room], left[room:]
        if radius == _RINGS[-1][0] and left:
            here, left = here[:1] + [0], here[1:] + left
        for place, number in enumerate(here):
            text = str(number) if number else "+" + str(len(left))
            parts.append(_dot(x, y, radius, start - (start - end) * (place + 1) / (len(here) + 1), text))
    return parts


def _dot(x, y, radius, degrees, text):
    key = (radius, degrees, text)
    if key not in _drawn:
        px, py = polar(x, y, radius, degrees)
        _drawn[key] = circle(px, py, 7.5, "dot") + label(px, py + 3, text, "tiny")
    return _drawn[key]


def _arcs(shifts, x, y, words):
    ways = {}
    for shift in shifts:
        way = (WEDGES.index(shift["from"]), WEDGES.index(shift["to"]))
        ways[way] = ways.get(way, 0) + 1
    parts = []
    for place, (_, start, end) in enumerate(sorted([(-ways[way], way[0], way[1]) for way in ways])[:5]):
        parts.append(_arc(x, y, 45 - 8 * place, start, end))
        parts.append(label(x, y + 12, words("figure.arcs"), "small ink") if place == 0 else "")
    return parts


def _arc(x, y, radius, start, end):
    key = (radius, start, end)
    if key not in _drawn:
        a, b = 162 - 36 * start, 162 - 36 * end
        path = line([polar(x, y, radius, a + (b - a) * step / 8) for step in range(9)], "stroke")
        back = 9 if a > b else -9
        tip = [polar(x, y, radius, b), polar(x, y, radius - 3, b + back), polar(x, y, radius + 3, b + back)]
        _drawn[key] = path + shape(tip, "fill")
    return _drawn[key]


def report(results, words):
    """The map, its table, what moved and what to find out."""
    blocks = []
    placed = results["groups"] - len(results["unplaced"])
    if results["mean"] is None:
        told = words("told.nothing")
    else:
        told = words(
            "told",
            n=placed,
            sum=results["weighted_sum"],
            mean=results["mean"],
            weight=results["weight_placed"],
        )
    if results["shifts"]:
        told += " " + words("told.shift", n=len(results["shifts"]), shift=results["weighted_shift"])
    blocks.append(sentence(told))
    blocks.append(figure(draw(results, words), words("figure.caption")))
    rows = [
        [
            words("now." + wedge),
            words.number(POSITION[wedge]),
            str(results["counts"][wedge]),
            words.number(results["weights"][wedge]),
            ", ".join([str(number) for number in results["rows"][wedge]]) or "\u2013",
        ]
        for wedge in WEDGES
    ]
    heads = [words("head." + head) for head in ("wedge", "position", "groups", "weight", "rows")]
    blocks.append(table(words("table.caption"), heads, rows))
    if results["shifts"]:
        lines = [
            words(
                "shift.line",
                name=shift["name"],
                start={"word": "now." + shift["from"]},
                end={"word": "now." + shift["to"]},
                by=shift["by"],
            )
            for shift in results["shifts"]
        ]
        blocks.append(notes(words("shift.heading"), lines))
    if results["research"]:
        lines = [
            words("research.line", name=one["name"], question=one["question"]) for one in results["research"]
        ]
        blocks.append(notes(words("research.heading"), lines))
    blocks.append(limits(words, ("weight", "mean")))
    return blocks


_SAMPLE = (
    ("line_workers", "neutral", "passive_ally", "240"),
    ("supervisors", "passive_opponent", "passive_opponent", "20"),
    ("dairy", "passive_opponent", "neutral", "35"),
    ("parish", "passive_ally", "active_ally", "300"),
    ("shops", "neutral", "neutral", "60"),
    ("nurses", "passive_ally", "passive_ally", "18"),
    ("students", "active_ally", "active_ally", "40"),
    ("deputies", "passive_opponent", "passive_opponent", "90"),
    ("drivers", "neutral", "passive_ally", "25"),
    ("radio", "passive_ally", "passive_ally", "12"),
    ("taxpayers", "active_opponent", "passive_opponent", "80"),
    ("border", "active_opponent", "active_opponent", "30"),
)


def sample(words):
    """Río Claro: the twelve groups of the course's fictional case."""
    groups = []
    for id, before, now, weight in _SAMPLE:
        question = words("sample." + id + ".research") if id in ("shops", "deputies") else ""
        groups.append(
            {
                "name": words("sample.case." + id),
                "before": before,
                "now": now,
                "weight": weight,
                "research": question,
            }
        )
    return {"issue": words("sample.case.issue"), "groups": groups}


TOOL = Tool(
    "spectrum",
    fields=(
        Text("issue", required=True, limit=240),
        Table(
            "groups",
            (
                Text("name", required=True, limit=80),
                Choice("before", WEDGES, steps=True),
                Choice("now", WEDGES, steps=True),
                Number("weight", 0, 9999999, default="1"),
                Text("research", limit=200),
            ),
            least=4,
            required=True,
        ),
    ),
    compute=compute,
    rules=(broad_labels, twice, empty_wedges, choir, enemies, big_leaps, unplaced, no_baseline),
    report=report,
    sample=sample,
    shares={"before": "common.wedge", "now": "common.wedge", "sample.case": "rio_claro.case"},
)

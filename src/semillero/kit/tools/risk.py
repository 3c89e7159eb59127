"""Risk map: who could do what, how likely and how bad, what makes it less likely, what we do if it happens.

That a risk says who could do what, that there are two kinds of mitigation, and that a group stars the few it
will do: after the Risk Mapper of Activist Checklist. The three levels (likelihood times impact: up to 2, up
to 4, above), what is left afterwards and the alarms are ours.
"""

from ..chain import Take
from ..fields import Choice, Table, Text
from ..figure import circle, drawing, label, line, rect
from ..models.roles import KEEPERS, planned
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

MARKS = ("1", "2", "3")
LEVELS = ("red", "amber", "green")
TONES = {"red": "5", "amber": "4", "green": "2"}
FEW = 5  # stars that a group can keep in sight
MANY = 12  # risks after which a list stops being a choice
MOST = 20  # no more findings of a kind than anybody would read
RANK = {level: place for place, level in enumerate(LEVELS)}

# Nobody in particular: what such a person could do is anything. Folded, both languages.
ANYBODY = (
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "people",
    "they",
    "police",
    "the police",
    "ice",
    "the government",
    "alguien",
    "cualquiera",
    "la gente",
    "gente",
    "ellos",
    "ellas",
    "policia",
    "la policia",
    "migra",
    "la migra",
    "el gobierno",
)


def level(likelihood, impact):
    """The level of two marks from 1 to 3, or "" where one is missing."""
    if not likelihood or not impact:
        return ""
    product = int(likelihood) * int(impact)
    return "red" if product > 4 else "amber" if product > 2 else "green"


def compute(values, tables):
    """Each risk with its level now and afterwards, the worst first, and how many there are of each level.

    Results:
        risks (int): rows
        rated ([record]): those with a level, the worst first
            row (int): of the sheet, from 1
            risk, who_could, keeper, lower, respond (text): as typed; id of an option
            now, after ([text]): likelihood and impact, "1" to "3", before and after what is done
            level, left (text): "red", "amber" or "green", before and after
            star (flag): for the most exposed
        levels, left ({int}): risks by level, before and after
        stars ([int]): rows with a star
        alarms ([int]): red rows without a keeper
    """
    risks = []
    for row in values["risks"]:
        after = [row["likelihood_after"] or row["likelihood"], row["impact_after"] or row["impact"]]
        one = {
            "row": row["number"],
            "risk": row["risk"],
            "who_could": row["who_could"],
            "keeper": row["keeper"],
        }
        one["now"], one["after"] = [row["likelihood"], row["impact"]], after
        one["level"], one["left"] = level(row["likelihood"], row["impact"]), level(after[0], after[1])
        one["star"] = 1 if row["star"] == "yes" else 0
        one["lower"], one["respond"] = row["lower"], row["respond"]
        risks.append(one)
    rated = [one for one in risks if one["level"]]
    rated = [
        rated[place]
        for _, _, place in sorted(
            [(RANK[one["level"]], one["row"], place) for place, one in enumerate(rated)]
        )
    ]
    return {
        "risks": len(risks),
        "rated": rated,
        "levels": {name: len([one for one in rated if one["level"] == name]) for name in LEVELS},
        "left": {name: len([one for one in rated if one["left"] == name]) for name in LEVELS},
        "stars": [one["row"] for one in risks if one["star"]],
        "alarms": [one["row"] for one in rated if one["level"] == "red" and not one["keeper"]],
    }


def _at(one, column):
    return "risks." + str(one["row"] - 1) + "." + column


def alarms(values, results):
    """A red risk that nobody keeps, and one that stays red whatever is done."""
    found = [
        finding("red_no_keeper", "risks." + str(row - 1) + ".keeper", ERROR, row=row)
        for row in results["alarms"]
    ]
    for one in results["rated"]:
        if one["left"] == "red" and (one["lower"] or one["respond"]):
            found.append(finding("still_red", _at(one, "likelihood_after"), row=one["row"]))
    return found


def unanswered(values, results):
    """A list of fears: risks that matter, and nothing against them."""
    heavy = [one for one in results["rated"] if one["level"] != "green"]
    bare = [one for one in heavy if not one["lower"] and not one["respond"]]
    if len(bare) > 2 and len(bare) == len(heavy):
        return [finding("fear_list", "risks", n=len(bare))]
    found = [finding("no_mitigation", _at(one, "lower"), row=one["row"]) for one in bare]
    for one in heavy:
        if one["level"] == "red" and one["lower"] and not one["respond"]:
            found.append(finding("no_response", _at(one, "respond"), row=one["row"]))
    return found[:MOST]


def wishes(values, results):
    """Marks that fall with nothing written that would make them fall, and marks that rise."""
    found = []
    for one in results["rated"]:
        fell = [(one["after"][0] < one["now"][0], "lower"), (one["after"][1] < one["now"][1], "respond")]
        rose = [after > now for after, now in zip(one["after"], one["now"])]
        missing = [column for fallen, column in fell if fallen and not one["lower"] and not one[column]]
        if missing:
            found.append(
                finding("wish", _at(one, missing[0]), row=one["row"], field={"word": missing[0] + ".label"})
            )
        if True in rose:
            found.append(finding("rose", _at(one, "likelihood_after"), row=one["row"]))
    return found[:MOST]


def words_of_risk(values, results):
    """Who could do what: somebody, or everybody, could do anything; the same risk twice counts twice."""
    found, seen = [], {}
    for row in values["risks"]:
        if fold(row["who_could"]).rstrip(".") in ANYBODY:
            found.append(finding("anybody", row["at"] + ".who_could", who=row["who_could"]))
        name = fold(row["risk"])
        if name in seen:
            found.append(finding("twice", row["at"] + ".risk", row=seen[name]))
        elif name:
            seen[name] = row["number"]
    return found[:MOST]


def choice(values, results):
    """Everything is listed and nothing chosen; everything is starred, which is the same."""
    found, stars = [], len(results["stars"])
    if results["risks"] > MANY:
        found.append(finding("long_list", "risks", n=results["risks"]))
    if stars > FEW:
        found.append(finding("many_stars", "risks", n=stars, few=FEW))
    elif not stars and len(results["rated"]) > 3:
        found.append(finding("no_star", "risks", NOTE))
    bare = [one for one in results["rated"] if one["star"] and not one["lower"] and not one["respond"]]
    return found + [finding("empty_star", _at(one, "star"), row=one["row"]) for one in bare[:MOST]]


def unrated(values, results):
    """A risk without marks is not on the map."""
    known = [one["row"] for one in results["rated"]]
    rows = [row["number"] for row in values["risks"]]
    rows = [row for row in rows if row not in known]
    return [finding("unrated", "risks", NOTE, n=len(rows), rows=rows[:8])] if rows else []


_LEFT, _TOP, _STEP, _HIGH, _ROOM = 72, 20, 94, 62, 8


def _places(results):
    """Where the marks stand: ``(when, text, x, y)``, eight in a box; where there are more, the last one
    counts them."""
    boxes = {}
    for when in ("now", "after"):
        for one in results["rated"]:
            if when == "now" or one["after"] != one["now"]:
                boxes.setdefault(one[when][0] + one[when][1], []).append((when, one["row"]))
    places = []
    for box in sorted(boxes):
        marks = boxes[box]
        for place, (when, row) in enumerate(marks[:_ROOM]):
            x = _LEFT + _STEP * (int(box[0]) - 1) + 14 + 22 * (place % 4)
            y = _TOP + _HIGH * (3 - int(box[1])) + 26 + 21 * (place // 4)
            more = len(marks) - _ROOM + 1 if place == _ROOM - 1 and len(marks) > _ROOM else 0
            places.append((when, "+" + str(more) if more else str(row), x, y))
    return places


def draw(results, words):
    """Nine boxes, likelihood to the right and impact upwards. A round mark is a risk now, a square one what
    is left of it."""
    parts, names, places = [], [], _places(results)
    for impact in MARKS:
        y = _TOP + _HIGH * (3 - int(impact))
        parts.append(label(_LEFT - 6, y + 34, words("impact." + impact), "small", "end"))
        for likelihood in MARKS:
            x, name = _LEFT + _STEP * (int(likelihood) - 1), level(likelihood, impact)
            parts.append(rect(x, y, _STEP, _HIGH, "edge s" + TONES[name]))
            names.append(label(x + 5, y + 11, words("level." + name), "tiny", "start"))
    for likelihood in MARKS:
        x = _LEFT + _STEP * (int(likelihood) - 0.5)
        parts.append(label(x, _TOP + 3 * _HIGH + 14, words("likelihood." + likelihood), "small"))
    parts.append(label(4, 12, words("impact.label"), "small", "start"))
    parts.append(label(_LEFT + 3 * _STEP, _TOP + 3 * _HIGH + 28, words("likelihood.label"), "small", "end"))
    start = {text: (x, y) for when, text, x, y in places if when == "now" and text[0] != "+"}
    parts += [
        line([start[text], (x, y)], "stroke dashed")
        for when, text, x, y in places
        if when == "after" and text in start
    ]
    for when, text, x, y in places:
        ring = circle(x, y, 9, "dot") if when == "now" else rect(x - 8, y - 8, 16, 16, "dot dashed")
        parts.append(ring + label(x, y + 3, text, "tiny"))
    return drawing(360, _TOP + 3 * _HIGH + 34, words("figure.label"), parts + names)


def report(results, words):
    """How many of each level, the map, its table, the few that are starred, and what a map cannot tell."""
    told = words("told.nothing")
    if results["rated"]:
        told = words(
            "told", n=len(results["rated"]), red=results["levels"]["red"], amber=results["levels"]["amber"]
        )
        told += " " + words("told.left", red=results["left"]["red"], amber=results["left"]["amber"])
        told += " " + words("told.alarm", n=len(results["alarms"])) if results["alarms"] else ""
    blocks, rows = [sentence(told)], []
    if results["rated"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
    for one in results["rated"]:
        name = str(one["row"]) + ". " + (one["risk"] or one["who_could"])
        keeper = words("keeper." + one["keeper"]) if one["keeper"] else "\u2013"
        rows.append(
            [
                name,
                words("level." + one["level"]),
                words("level." + one["left"]),
                keeper,
                words("star.yes") if one["star"] else "",
            ]
        )
    heads = [words(id) for id in ("head.risk", "head.level", "head.left", "keeper.label", "star.label")]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    lines = []
    for one in results["rated"]:
        for column in ("lower", "respond"):
            if one["star"] and one[column]:
                keeper = words("keeper." + one["keeper"]) if one["keeper"] else words("nobody")
                lines.append(words("do." + column, keeper=keeper, what=one[column]))
    blocks += [notes(words("do.heading"), lines)] if lines else []
    return blocks + [limits(words, ("marks", "few", "cloud", "law"))]


_SAMPLE = (
    ("papers", "2", "3", "liaison", "1", "", "yes"),
    ("filming", "3", "2", "deescalator", "2", "", "yes"),
    ("shifts", "2", "3", "legal_support", "1", "2", "yes"),
    ("car", "1", "3", "marshal", "", "2", ""),
    ("list", "2", "3", "data_steward", "1", "2", "yes"),
    ("weather", "2", "1", "logistics", "", "", ""),
)


def sample(words):
    """Río Claro: what could happen at the noon procession."""
    risks = []
    for id, likelihood, impact, keeper, likelihood_after, impact_after, star in _SAMPLE:
        row = {
            column: words("sample." + id + "." + column)
            for column in ("risk", "who_could", "lower", "respond")
        }
        row = row | {"likelihood": likelihood, "impact": impact, "keeper": keeper, "star": star}
        risks.append(row | {"likelihood_after": likelihood_after, "impact_after": impact_after})
    return {"action": words("sample.case.chairs"), "risks": risks}


TOOL = Tool(
    "risk",
    fields=(
        Text("action", required=True, limit=120),
        Table(
            "risks",
            (
                Text("risk", limit=80),
                Text("who_could", required=True, limit=160, lines=2),
                Choice("likelihood", MARKS),
                Choice("impact", MARKS),
                Text("lower", limit=160, lines=2),
                Text("respond", limit=160, lines=2),
                Choice("keeper", KEEPERS),
                Choice("likelihood_after", MARKS),
                Choice("impact_after", MARKS),
                Choice("star", ("yes",)),
            ),
            least=3,
            most=100,
            required=True,
        ),
    ),
    compute=compute,
    rules=(alarms, unanswered, wishes, words_of_risk, choice, unrated),
    report=report,
    sample=sample,
    shares={"keeper": "roles.role", "sample.case": "rio_claro.case"},
    takes=(
        Take("action", "roster", "action", lambda values, results: values["action"]),
        Take("tactic", "escalation", "action", lambda values, results: planned(values)),
    ),
    tab_only=True,
)

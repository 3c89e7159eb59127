"""Strategy chart: five columns from goals to tactics, read from left to right and back.

The columns and their rules are those of the Midwest Academy's strategy chart (Bobo, Kendall and Max,
"Organizing for Social Change"): a target is a person, each primary target has a chart of its own, a tactic
shows power over its target, a goal is something won. The form and its text are theirs; every word here is
ours, and so are the lists of words.
"""

from ..chain import Take
from ..fields import Choice, Table, Text
from ..figure import circle, drawing, label, line, rect
from ..models.phrases import institution, spoken
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

COLUMNS = ("goals", "organization", "people", "targets", "tactics")
GOALS = ("long_goal", "middle_goal", "short_goal")
OURS = ("resources", "gains", "problems")
SIDES = ("constituent", "ally", "opponent")
DRAWN = 16  # marks of one column that the drawing has room for

# Words in both languages, folded.
DOING = (
    "organize ",
    "organizing ",
    "organise ",
    "collect ",
    "collecting ",
    "distribute ",
    "hold a ",
    "hold our ",
    "holding a ",
    "have a ",
    "send ",
    "recruit ",
    "rally ",
    "march ",
    "picket ",
    "protest ",
    "petition ",
    "lobby ",
    "canvass ",
    "knock ",
    "launch ",
    "mobilize ",
    "mobilise ",
    "educate ",
    "train ",
    "host ",
    "invite ",
    "raise awareness",
    "hacer un",
    "organizar ",
    "recolectar ",
    "recoger ",
    "juntar ",
    "repartir ",
    "mandar ",
    "enviar ",
    "marchar ",
    "protestar ",
    "convocar ",
    "lanzar ",
    "capacitar ",
    "educar ",
    "movilizar ",
    "visitar ",
    "marcha ",
    "mitin ",
    "vigilia ",
    "campana ",
    "crear conciencia",
    "generar conciencia",
    "concientizar ",
    "visibilizar ",
)
LEADS = (
    "we will ",
    "we ",
    "to ",
    "a ",
    "the ",
    "our ",
    "big ",
    "una ",
    "un ",
    "la ",
    "el ",
    "vamos a ",
    "gran ",
)


def activity(text):
    """Is ``text`` something that we do, no matter what becomes of it?"""
    plain = spoken(text)[1:]
    for lead in LEADS:
        if plain.startswith(lead):
            plain = plain[len(lead) :]
    return any([plain.startswith(start) for start in DOING])


def aim(text, names):
    """The place in ``names`` (folded targets) at which ``text`` is aimed, or None: the same words, or part of
    them."""
    told = spoken(text)[1:]
    if told == " ":
        return None
    for lead in ("the ", "el ", "la "):
        told = told[len(lead) :] if told.startswith(lead) else told
    for place, name in enumerate(names):
        if told and name and (" " + told in " " + name or " " + name in " " + told):
            return place
    return None


def compute(values, tables):
    """What stands in each column, which tactic is aimed at which target, and what is empty.

    Results:
        goals, ours ([text]): what stands in the fields of these columns, in their order
        people ([record]): as typed
            row (int): of the sheet, from 1
            name, side (text): who, and id of an option
        targets ([record]): as typed
            row (int): of the sheet, from 1
            name, level, power (text): who, id of an option, our power over them
            body (text): "yes" where it names a body and nobody in it, else "no"
        tactics ([record]): as typed
            row (int): of the sheet, from 1
            name, aimed_at, shows (text): as typed
            target (int or none): row of the target that it is aimed at
        counts ({int}): entries by column
        empty ([text]): columns with nothing in them
        sides ({int}): people by side
        aimed (int): tactics with a target
    """
    targets = [
        {
            "row": row["number"],
            "name": row["target"],
            "level": row["level"],
            "power": row["power"],
            "body": "yes" if institution(row["target"]) else "no",
        }
        for row in values["targets"]
    ]
    names = [spoken(one["name"])[1:] for one in targets]
    tactics = []
    for row in values["tactics"]:
        place = aim(row["aimed_at"], names)
        one = {
            "row": row["number"],
            "name": row["tactic"],
            "aimed_at": row["aimed_at"],
            "shows": row["shows"],
        }
        tactics.append(one | {"target": None if place is None else targets[place]["row"]})
    people = [{"row": row["number"], "name": row["name"], "side": row["side"]} for row in values["people"]]
    counts = {
        "goals": len([id for id in GOALS if values[id]]),
        "organization": len([id for id in OURS if values[id]]),
        "people": len(people),
        "targets": len(targets),
        "tactics": len(tactics),
    }
    return {
        "goals": [values[id] for id in GOALS],
        "ours": [values[id] for id in OURS],
        "people": people,
        "targets": targets,
        "tactics": tactics,
        "counts": counts,
        "empty": [column for column in COLUMNS if not counts[column]],
        "sides": {side: len([one for one in people if one["side"] == side]) for side in SIDES},
        "aimed": len([one for one in tactics if one["target"] is not None]),
    }


def goals(values, results):
    """A goal is something won; what we do to win it is a tactic."""
    return [finding("goal_activity", id, text=values[id]) for id in GOALS if activity(values[id])]


def own_house(values, results):
    """Resources that can be counted, and something that the organization itself gains."""
    vague = [
        id
        for id in ("resources", "gains")
        if values[id] and not any([digit in values[id] for digit in "0123456789"])
    ]
    found = [finding("vague_" + id, id) for id in vague]
    late = results["counts"]["targets"] and results["counts"]["tactics"] and not values["gains"]
    return found + ([finding("no_gain", "gains")] if late else [])


def who(values, results):
    """A campaign without constituents speaks for others."""
    sided = [results["sides"][side] for side in SIDES]
    return (
        [finding("no_constituents", "people")]
        if sum(sided) > 2 and not results["sides"]["constituent"]
        else []
    )


def targets(values, results):
    """A target is a person, one primary to a chart, and somebody over whom we have power."""
    rows = [row for row in values["targets"] if row["target"]]
    bodies = ["targets." + str(one["row"] - 1) for one in results["targets"] if one["body"] == "yes"]
    found = [
        finding("institution", row["at"] + ".target", name=row["target"])
        for row in rows
        if row["at"] in bodies
    ]
    first = [row for row in rows if row["level"] == "primary"]
    if len(first) > 1:
        found.append(
            finding(
                "two_primary",
                first[1]["at"] + ".level",
                n=len(first),
                names=[row["target"] for row in first[:6]],
            )
        )
    if rows and not first and not [row for row in rows if not row["level"]]:
        found.append(finding("no_primary", rows[0]["at"] + ".level"))
    powerless = [row for row in first if not row["power"]] if values["tactics"] else []
    return found + (
        [finding("no_power", powerless[0]["at"] + ".power", name=powerless[0]["target"])] if powerless else []
    )


def tactics(values, results):
    """Each tactic is aimed at somebody on the chart and shows power over them."""
    named = [one for one in results["tactics"] if one["name"]]
    lost = [one for one in named if not one["aimed_at"]]
    found = []
    if lost:
        names = [one["name"] for one in lost[:6]]
        found.append(
            finding("no_aim", "tactics." + str(lost[0]["row"] - 1) + ".aimed_at", n=len(lost), names=names)
        )
    for one in named:
        at = "tactics." + str(one["row"] - 1)
        if one["aimed_at"] and one["target"] is None:
            found.append(finding("aimed_at_nobody", at + ".aimed_at", name=one["aimed_at"]))
        elif one["target"] is not None and not one["shows"]:
            found.append(finding("shows_nothing", at + ".shows", NOTE, name=one["name"]))
    return found


def idle(values, results):
    """A primary target at whom no tactic is aimed, while others are."""
    aimed = [one["target"] for one in results["tactics"]]
    quiet = [
        one
        for one in results["targets"]
        if one["level"] == "primary" and one["name"] and one["row"] not in aimed
    ]
    return [finding("idle", "tactics", name=one["name"]) for one in quiet[:3]] if results["aimed"] else []


def empty(values, results):
    """Columns with nothing in them, once the chart is half full."""
    names = results["empty"]
    return (
        [finding("empty", "", NOTE, n=len(names), columns=[{"word": "column." + id} for id in names])]
        if 0 < len(names) < 3
        else []
    )


def _marks(results):
    """What the drawing shows of each column: ``(row, tone)``."""
    sides = {"constituent": "1", "ally": "2", "opponent": "5", "": "3"}
    levels = {"primary": "1", "secondary": "2", "": "3"}
    return (
        [(place + 1, "2") for place, text in enumerate(results["goals"]) if text],
        [(place + 1, "2") for place, text in enumerate(results["ours"]) if text],
        [(one["row"], sides[one["side"]]) for one in results["people"]],
        [(one["row"], "5" if one["body"] == "yes" else levels[one["level"]]) for one in results["targets"]],
        [(one["row"], "5" if one["target"] is None else "2") for one in results["tactics"]],
    )


def draw(results, words):
    """Five columns with a numbered mark for each entry; a line joins each tactic to the person at whom it is
    aimed."""
    parts, spots, marks = [], [], _marks(results)
    wide = [len(column) > DRAWN // 2 for column in marks]  # two marks beside one another
    deep = 24 + 23 * max(
        [3] + [(min(len(column), DRAWN) + two) // (1 + two) for column, two in zip(marks, wide)]
    )
    for place, column in enumerate(marks):
        x, two = 4 + 71 * place, wide[place]
        parts.append(
            rect(x, 24, 66, deep, "paper") + label(x + 33, 14, words("column." + COLUMNS[place]), "small")
        )
        places = [(index % 2, index // 2) if two else (0.5, index) for index in range(len(column[:DRAWN]))]
        spots.append(
            {column[index][0]: (x + 18 + 30 * a, 40 + 23 * b) for index, (a, b) in enumerate(places)}
        )
        more = "" if len(column) <= DRAWN else " (+" + str(len(column) - DRAWN) + ")"
        parts.append(label(x + 33, deep + 38, str(min(len(column), DRAWN)) + more))
    for one in results["tactics"]:
        if one["row"] in spots[4] and one["target"] in spots[3]:
            parts.append(line([spots[4][one["row"]], spots[3][one["target"]]], "stroke first"))
    for place, column in enumerate(marks):
        for row, tone in column[:DRAWN]:
            x, y = spots[place][row]
            parts.append(circle(x, y, 9, "edge s" + tone) + label(x, y + 3.5, str(row), "small t" + tone))
    return drawing(360, deep + 44, words("figure.label"), parts)


def _told(results, words):
    if len(results["empty"]) == 5:
        return words("told.nothing")
    told = words("told", n=5 - len(results["empty"]))
    if results["counts"]["tactics"]:
        told += " " + words("told.tactics", n=results["counts"]["tactics"], aimed=results["aimed"])
    return told


def _chart(results, words):
    """The chart itself, a row for each entry: its column, what kind it is, what it says, what belongs to
    it."""
    rows = []
    for column, ids, texts in (("goals", GOALS, results["goals"]), ("organization", OURS, results["ours"])):
        rows += [[column, words(id + ".label"), text, ""] for id, text in zip(ids, texts) if text]
    for side in SIDES + ("",):
        kind = words("side." + side) if side else "\u2013"
        rows += [["people", kind, one["name"], ""] for one in results["people"] if one["side"] == side]
    for one in results["targets"]:
        rows.append(
            [
                "targets",
                words("level." + one["level"]) if one["level"] else "\u2013",
                one["name"],
                one["power"],
            ]
        )
    for one in results["tactics"]:
        rows.append(["tactics", one["aimed_at"] or "\u2013", one["name"], one["shows"]])
    return [[words("column." + row[0])] + [cell or "\u2013" for cell in row[1:]] for row in rows]


def report(results, words):
    """How far the chart is, its picture, the whole chart as a table, how to read it back, and what it cannot
    tell."""
    heads = [words("head." + head) for head in ("column", "kind", "entry", "power")]
    rows = _chart(results, words)
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    blocks.append(
        notes(
            words("back.heading"), [words("back." + id) for id in ("tactics", "targets", "people", "goals")]
        )
    )
    return blocks + [limits(words, ("one", "names", "words"))]


def _sides(values, results):
    """Allies and opponents of the spectrum; who is neutral there is nobody's yet."""
    placed = [row for row in values["groups"] if row["now"] and row["now"] != "neutral"]
    return [
        {"name": row["name"], "side": "ally" if row["now"].endswith("ally") else "opponent"} for row in placed
    ]


_SAMPLE = (
    ("families", "constituent"),
    ("road", "constituent"),
    ("line_workers", "ally"),
    ("parish", "ally"),
    ("nurses", "ally"),
    ("students", "ally"),
    ("drivers", "ally"),
    ("radio", "ally"),
    ("supervisors", "opponent"),
    ("deputies", "opponent"),
    ("taxpayers", "opponent"),
    ("border", "opponent"),
)
_AIMS = (("letters", "valley"), ("closing", "town"), ("testimony", "chair"), ("chairs", "case.sheriff"))


def sample(words):
    """Río Claro: the chart for the sheriff."""
    levels = (
        ("case.sheriff", "primary"),
        ("valley", "secondary"),
        ("town", "secondary"),
        ("chair", "secondary"),
    )
    return {id: words("sample." + id) for id in GOALS[:2] + OURS} | {
        "short_goal": words("sample.case.issue"),
        "people": [{"name": words("sample.case." + id), "side": side} for id, side in _SAMPLE],
        "targets": [
            {"target": words("sample." + id), "level": level, "power": words("sample." + id + ".power")}
            for id, level in levels
        ],
        "tactics": [
            {
                "tactic": words("sample.case." + id),
                "aimed_at": words("sample." + at),
                "shows": words("sample.by." + id + ".shows"),
            }
            for id, at in _AIMS
        ],
    }


TOOL = Tool(
    "chart",
    fields=(
        Text("long_goal", False, 160, 2),
        Text("middle_goal", False, 160, 2),
        Text("short_goal", True, 240, 2),
        Text("resources", False, 200, 2),
        Text("gains", False, 200, 2),
        Text("problems", False, 200, 2),
        Table("people", (Text("name", True, 80), Choice("side", SIDES))),
        Table(
            "targets",
            (Text("target", True, 120), Choice("level", ("primary", "secondary")), Text("power", limit=160)),
            most=20,
        ),
        Table(
            "tactics",
            (Text("tactic", True, 80), Text("aimed_at", limit=120), Text("shows", limit=160)),
            most=60,
        ),
    ),
    compute=compute,
    rules=(goals, own_house, who, targets, tactics, idle, empty),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    takes=(
        Take("goal", "demand", "short_goal", lambda values, results: values["demand"]),
        Take(
            "target",
            "demand",
            "targets",
            lambda values, results: [{"target": values["decider"], "level": "primary"}],
            "target",
        ),
        Take("people", "spectrum", "people", _sides),
    ),
)

"""Path of change: outcomes in order from now to the vision, each with its "because", and where the tactics
press.

The chain of outcomes is the critical path of the Change Agency's and Training for Change's workshops;
confidence and a test for each link come from the practice of theories of change. The points of intervention
are those of Reinsborough and Canning (smartMeme, "Re:Imagining Change"); sources differ on the sixth, and
what ours holds is our own choice.
"""

from ..chain import Take
from ..charts import wrapped
from ..fields import Choice, Number, Table, Text
from ..figure import drawing, label, line, rect, shape
from ..models.phrases import spoken
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

POINTS = ("production", "destruction", "consumption", "decision", "assumption", "potential")
SURE = 5  # a confidence at which nobody doubts
DRAWN = 8  # outcomes that the drawing has room for

# Words in both languages, folded. Leading words are passed over; what comes then tells an activity from an
# outcome.
LEADS = set(
    """
    we will to our a an the let us lets big large huge mass public first second another weekly press nosotros
    nosotras vamos un una unos unas el la los las gran otra otro primera segunda nuestra nuestro
    """.split()
)
DOING = set(
    """
    organize organizing organise organising collect collecting distribute distributing send sending post phone
    print recruit recruiting rally picket protest petition lobby canvass knock publish launch launching stage
    host hosting mobilize mobilise educate train invite conduct deliver write visit call gather organizar
    recolectar recoger juntar repartir distribuir mandar enviar publicar imprimir reclutar marchar protestar
    convocar lanzar capacitar educar movilizar invitar planear planificar preparar visitar llamar reunirnos
    reunirse difundir entregar escribir celebrar realizar volantear manifestarnos tocar
    """.split()
)
HOLDING = set(
    """
    hold holding have having do doing make making run running give giving attend hand handing put set get plan
    planning conseguir hacer tener dar daremos llevar ir montar armar pegar
    """.split()
)
EVENTS = set(
    """
    rally rallies march marches vigil vigils protest protests meeting meetings training trainings workshop
    workshops petition petitions conference flyer flyers leaflet leaflets picket caravan procession boycott
    strike event events assembly concert festival forum demonstration sit teach letter letters hashtag video
    videos banner banners signatures campaign canvass mitin mitines marcha marchas vigilia vigilias protesta
    protestas reunion reuniones taller talleres capacitacion capacitaciones peticion peticiones rueda
    conferencia volante volantes caravana procesion boicot huelga paro planton evento eventos asamblea
    concierto foro manifestacion carta cartas firmas mantas pancartas campana volanteo kermes
    """.split()
)
BEING = {"somos", "tenemos", "sabemos", "podemos", "ganamos", "logramos"}  # what "we" are, not what we do
AFTER = set(
    """
    at in to outside on for with against a en frente con contra por de ante afuera para
    """.split()
)
KNOWING = (
    "awareness",
    "visibility",
    "get attention",
    "educate the public",
    "educate people",
    "inform the public",
    "inform people",
    "people know",
    "conversation about",
    "concientiz",
    "concienc",
    "visibiliz",
    "visibilidad",
    "sensibiliz",
    "llamar la atencion",
    "informar a",
    "educar a la",
)


def kind(text):
    """ "knowing" where all that changes is what people know, "doing" where we do something, else "" for an
    outcome."""
    plain = spoken(text)
    words = [word for word in plain.split(" ") if word]
    if any([" " + one in plain for one in KNOWING]):
        return "knowing"
    while words and words[0] in LEADS:
        words = words[1:]
    if not words:
        return ""
    first, rest = words[0], words[1:]
    happening = [word for word in rest[:5] if word in EVENTS]
    if (
        first in DOING
        or (first in HOLDING and happening)
        or (first[-4:] in ("amos", "emos", "imos") and first not in BEING)
    ):
        return "doing"
    short = len(words) < 5 or (len(words) < 8 and rest[0] in AFTER)
    return "doing" if first in EVENTS and short and not (rest and rest[0][0] in "0123456789") else ""


def compute(values, tables):
    """The chain with its weakest links, what is an activity, and how many tactics press at each point.

    Results:
        vision (text): as typed
        steps ([record]): the chain
            outcome, because, test (text): as typed
            confidence (int or none): mark from 1 to 5
            row (int): of the sheet, from 1
            kind (text): "doing" or "knowing" where it is no outcome, else ""
        lowest (int or none): the lowest confidence, if below the highest mark
        weakest ([int]): rows that have it
        rated, activities (int): links with a mark, links that are no outcome
        tactics ([record]): as typed
            tactic, point (text): as typed, and id of an option
        coverage ({int}): tactics by point
        placed, points_used (int): tactics with a point, points with a tactic
        unplaced ([text]): tactics without a point
    """
    steps = []
    for row in values["outcomes"]:
        one = {key: row[key] for key in ("outcome", "because", "confidence", "test")}
        steps.append(one | {"row": row["number"], "kind": kind(row["outcome"])})
    rated = [one["confidence"] for one in steps if one["confidence"] is not None]
    tactics = [{"tactic": row["tactic"], "point": row["point"]} for row in values["points"]]
    coverage = {point: len([one for one in tactics if one["point"] == point]) for point in POINTS}
    lowest = min(rated) if rated and min(rated) < SURE else None
    return {
        "vision": values["vision"],
        "steps": steps,
        "lowest": lowest,
        "weakest": [one["row"] for one in steps if lowest is not None and one["confidence"] == lowest],
        "rated": len(rated),
        "activities": len([one for one in steps if one["kind"]]),
        "tactics": tactics,
        "coverage": coverage,
        "placed": len([one for one in tactics if one["point"]]),
        "points_used": len([point for point in POINTS if coverage[point]]),
        "unplaced": [one["tactic"] for one in tactics if not one["point"] and one["tactic"]],
    }


def activities(values, results):
    """What we do is no outcome, and neither is what people only know."""
    found = (
        [finding(kind(values["vision"]), "vision", text=values["vision"])] if kind(values["vision"]) else []
    )
    rows = [(row, kind(row["outcome"])) for row in values["outcomes"]]
    return found + [finding(what, row["at"] + ".outcome", text=row["outcome"]) for row, what in rows if what]


def twice(values, results):
    """An outcome that is already there, or that is the vision itself, is no step."""
    seen, found, vision = {}, [], fold(values["vision"])
    for row in values["outcomes"]:
        text = fold(row["outcome"])
        if text and text == vision:
            found.append(finding("echo", row["at"] + ".outcome"))
        elif text and text in seen:
            found.append(finding("twice", row["at"] + ".outcome", row=seen[text]))
        seen[text] = row["number"]
    return found


def reasons(values, results):
    """A chain without reasons is a list, and links that nobody rated cannot be compared."""
    rows = [row for row in values["outcomes"] if row["outcome"]]
    if len(rows) < 2:
        return []
    found = []
    for key, code in (("because", "no_because"), ("confidence", "unrated")):
        open_ = [row for row in rows if not row[key]]
        if open_:
            found.append(
                finding(
                    code,
                    open_[0]["at"] + "." + key,
                    NOTE,
                    n=len(open_),
                    rows=[row["number"] for row in open_],
                )
            )
    return found


def weakest(values, results):
    """The weakest link is the one to test first. Where nobody doubts anything, nobody has asked."""
    rated = [row for row in values["outcomes"] if row["confidence"] is not None]
    if len(rated) > 2 and not [row for row in rated if row["confidence"] < SURE]:
        return [finding("all_sure", "outcomes")]
    low = [
        row for row in rated if len(rated) > 1 and row["confidence"] == results["lowest"] and not row["test"]
    ]
    return [finding("untested", low[0]["at"] + ".test", row=low[0]["number"])] if low else []


def leap(values, results):
    """One or two steps from now to the vision, though finished, are most often a leap."""
    rows = values["outcomes"]
    done = (
        values["vision"]
        and 0 < len(rows) < 3
        and not [row for row in rows if not row["because"] or not row["confidence"]]
    )
    return [finding("leap", "outcomes", NOTE, n=len(rows))] if done else []


def places(values, results):
    """Tactics that all press at one point are easy to wait out; at "decision" most of all."""
    found = []
    if results["placed"] > 2 and results["points_used"] == 1:
        point = [point for point in POINTS if results["coverage"][point]][0]
        code = "only_decision" if point == "decision" else "one_point"
        found.append(finding(code, "points", n=results["placed"], point={"word": "point." + point}))
    names = results["unplaced"]
    return found + ([finding("unplaced", "points", NOTE, n=len(names), names=names[:6])] if names else [])


def draw(results, words):
    """The chain from now down to the vision, its weakest links broken, and under it the six points with their
    counts."""
    parts, y, steps = [label(180, 14, words("figure.now"))], 20, results["steps"][:DRAWN]
    for one in steps:
        parts.append(_link(y, "", False) if y == 20 else "")
        parts.append(
            _box(y + 20, str(one["row"]) + ". " + one["outcome"], "edge s5" if one["kind"] else "paper")
        )
        weak = one["row"] in results["weakest"]
        said = (
            ""
            if one["confidence"] is None
            else words("figure.weak" if weak else "figure.sure", value=one["confidence"])
        )
        y += 50
        parts.append(_link(y, said, weak))
    if len(results["steps"]) > DRAWN:
        parts.append(label(90, y + 14, words("figure.more", n=len(results["steps"]) - DRAWN), "small"))
    parts.append(_link(y, "", False) if not steps else "")
    parts.append(_box(y + 20, results["vision"] or words("figure.vision"), "edge s1", 41))
    y += 79
    for place, point in enumerate(POINTS):
        x, top, count = 6 + 118 * (place % 3), y + 30 * (place // 3), results["coverage"][point]
        parts.append(rect(x, top, 112, 24, "edge s2" if count else "paper"))
        parts.append(
            label(
                x + 56,
                top + 16,
                words("point." + point) + ": " + str(count),
                "small t2" if count else "small",
            )
        )
    return drawing(360, y + 60, words("figure.label"), parts)


def _box(y, text, tone, high=30):
    lines = wrapped(text, 60, high // 11)
    ink = "small t1" if tone == "edge s1" else "small t5" if tone == "edge s5" else "small"
    first = y + high / 2 + 9 - 5.5 * len(lines)
    return rect(6, y, 348, high, tone) + "".join(
        [label(180, first + 11 * place, one, ink) for place, one in enumerate(lines)]
    )


def _link(y, said, weak):
    """An arrow with what is said of it; a weak one is broken, and its words stand in a box."""
    parts = [
        shape([(180, y + 20), (175, y + 12), (185, y + 12)], "fill"),
        line([(180, y), (180, y + (4 if weak else 13))], "stroke"),
    ]
    if weak:
        parts += [line([(174, y + 8 + up), (186, y + 3 + up)], "stroke second") for up in (0, 4)]
        parts += [rect(190, y + 3, 130, 14, "edge s4"), label(255, y + 13, said, "small t4")]
    elif said:
        parts.append(label(192, y + 13, said, "small", "start"))
    return "".join(parts)


def _told(results, words):
    steps = results["steps"]
    told = words("told", n=len(steps)) if steps else words("told.nothing")
    if results["weakest"]:
        rows = results["weakest"]
        few = rows if len(rows) < 7 else rows[:6] + ["\u2026"]
        told += " " + words("told.weakest", n=len(rows), rows=few, value=results["lowest"])
    if results["placed"]:
        told += " " + words("told.points", n=results["placed"], used=results["points_used"])
    return told


def _risks(results, words):
    """The weakest links as sentences: if this, then that, because; and what would test them."""
    lines, steps = [], results["steps"]
    for place, one in enumerate(steps):
        if one["row"] in results["weakest"] and len(lines) < 4:
            then = steps[place + 1]["outcome"] if place + 1 < len(steps) else results["vision"]
            texts = [_ended(text) for text in (one["outcome"], then, one["because"], one["test"])]
            lines.append(words("risk.line", first=texts[0], then=texts[1], because=texts[2], test=texts[3]))
    return lines


def _ended(text):
    return text if text and text[-1] in ".!?" else (text or "\u2026") + "."


def report(results, words):
    """The chain, its riskiest sentence, where the tactics press, and what a path cannot tell."""
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    risks = _risks(results, words)
    blocks += [notes(words("risk.heading"), risks)] if risks else []
    rows = []
    for one in results["steps"]:
        sure = words.number(one["confidence"]) + (
            " " + words("table.weak") if one["row"] in results["weakest"] else ""
        )
        rows.append(
            [
                str(one["row"]),
                one["outcome"] or "\u2013",
                one["because"] or "\u2013",
                sure,
                one["test"] or "\u2013",
            ]
        )
    heads = [
        words(id) for id in ("head.row", "outcome.label", "because.label", "confidence.label", "test.label")
    ]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    rows = []
    for point in POINTS:
        names = [one["tactic"] for one in results["tactics"] if one["point"] == point]
        rows.append(
            [words("point." + point), words("where." + point), str(len(names)), ", ".join(names) or "\u2013"]
        )
    heads = [words("head." + head) for head in ("point", "where", "count", "tactics")]
    blocks.append(table(words("points.caption"), heads, rows))
    return blocks + [limits(words, ("sure", "straight", "words", "sixth"))]


_PRESSED = ("at.production", "case.vigil", "case.closing", "case.testimony", "case.chairs", "at.potential")


def sample(words):
    """Río Claro: five outcomes from the lunch table to the sheriff's signature, and six places to press."""
    outcomes = [
        {
            "outcome": words("sample." + id),
            "because": words("sample." + id + ".because"),
            "confidence": confidence,
            "test": words("sample." + id + ".test"),
        }
        for id, confidence in (
            ("line", "4"),
            ("three", "4"),
            ("shops", "2"),
            ("commission", "3"),
            ("signs", "4"),
        )
    ]
    points = [{"tactic": words("sample." + id), "point": point} for id, point in zip(_PRESSED, POINTS)]
    return {"vision": words("sample.case.issue"), "outcomes": outcomes, "points": points}


TOOL = Tool(
    "path",
    fields=(
        Text("vision", required=True, limit=240, lines=2),
        Table(
            "outcomes",
            (
                Text("outcome", required=True, limit=120, lines=2),
                Text("because", limit=160, lines=2),
                Number("confidence", 1, 5),
                Text("test", limit=160, lines=2),
            ),
            least=4,
            most=40,
        ),
        Table("points", (Text("tactic", required=True, limit=80), Choice("point", POINTS)), least=3, most=80),
    ),
    compute=compute,
    rules=(activities, twice, reasons, weakest, leap, places),
    report=report,
    sample=sample,
    shares={"point": "common.point", "sample.case": "rio_claro.case"},
    takes=(Take("vision", "demand", "vision", lambda values, results: values["demand"]),),
)

"""Story grid: self, us and now, each with a challenge, a choice, an outcome and a value. Nothing is kept by
default.

The grid is after Marshall Ganz's public narrative, in our own words: the guides made from his work may be
copied under terms of their own. That nobody is asked for a status, that a story may be told of somebody else,
the pace and every alarm are ours. The results hold counts and no text: a drawing or a print of them tells
nobody's story.
"""

from ..charts import grid
from ..fields import Choice, Number, Text
from ..models.phrases import spoken
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

PARTS = ("self", "us", "now")
STEPS = ("challenge", "choice", "outcome", "value")
MINUTES, PACE = 2, 130  # a story, and words a minute: an estimate that can be changed
ENOUGH = 40  # words from which a story can be said to lack a part

# Words that can tell more of a person than a story needs. Beginnings of words, folded; a piece that ends in a
# blank is a
# whole word. Both languages.
TELLING = (
    "undocumented",
    "papers ",
    "paperless",
    "illegal",
    "visa ",
    "visas ",
    "green card",
    "daca ",
    "tps ",
    "asylum",
    "citizenship",
    "citizen ",
    "status ",
    "deport",
    "detain",
    "detention",
    "arrest",
    "jail",
    "prison",
    "handcuff",
    "warrant",
    "immigration",
    "border",
    "smuggler",
    "social security",
    "court date",
    "ice agent",
    "by ice ",
    "fugitive",
    "raid ",
    "raided",
    "indocumentad",
    "papeles ",
    "ilegal",
    "visado",
    "residencia",
    "asilo ",
    "ciudadan",
    "estatus ",
    "detenid",
    "detencion",
    "detuv",
    "carcel",
    "preso ",
    "presa ",
    "presos ",
    "esposad",
    "orden judicial",
    "migracion",
    "migratori",
    "la migra ",
    "frontera",
    "coyote",
    "pollero",
    "seguro social",
    "redada",
    "profug",
)


def compute(values, tables):
    """How many words each of the twelve boxes has, their sum, and the seconds that it takes to say them. No
    text.

    Results:
        boxes ({{int}}): words by part and step
        parts ({int}): words by part
        words (int): of all
        filled (int): boxes with words, of twelve
        room (int): words that the time has room for
        seconds (int): to say all of them
        keep (text): "yes" or "no"
    """
    boxes = {part: {step: _count(values[part + "_" + step]) for step in STEPS} for part in PARTS}
    words = {part: sum([boxes[part][step] for step in STEPS]) for part in PARTS}
    whole, pace = sum([words[part] for part in PARTS]), values["pace"] or PACE
    return {
        "boxes": boxes,
        "parts": words,
        "words": whole,
        "filled": len([1 for part in PARTS for step in STEPS if boxes[part][step]]),
        "room": MINUTES * pace,
        "seconds": (2 * whole * 60 + pace) // (2 * pace),
        "keep": "yes" if values["keep"] == "yes" else "no",
    }


def _count(text):
    return len([word for word in spoken(text).split(" ") if word])


def telling(values, results):
    """A word about papers, a status or an arrest: the story may do without it."""
    places, first = [], ""
    for part in PARTS:
        for step in STEPS:
            plain = spoken(values[part + "_" + step])
            hits = [word for word in TELLING if " " + word in plain]
            if hits or "ICE" in values[part + "_" + step].split(" "):
                first = first or part + "_" + step
                places.append({"word": part + "_" + step + ".label"})
    return [finding("telling", first, n=len(places), boxes=places)] if places else []


def choices(values, results):
    """A challenge and an outcome with no choice between them: things happened, and nobody decided
    anything."""
    found, boxes = [], results["boxes"]
    for part in ("self", "us"):
        if boxes[part]["challenge"] and boxes[part]["outcome"] and not boxes[part]["choice"]:
            found.append(finding("no_choice_" + part, part + "_choice"))
    if boxes["now"]["challenge"] and boxes["now"]["outcome"] and not boxes["now"]["choice"]:
        found.append(finding("no_ask", "now_choice"))
    mine = boxes["self"]
    if mine["challenge"] and mine["choice"] and mine["outcome"] and not mine["value"]:
        found.append(finding("no_value", "self_value", NOTE))
    return found


def balance(values, results):
    """A whole life, and nobody else in it; or a call, and nobody who makes it."""
    parts, whole = results["parts"], results["words"]
    if whole < ENOUGH:
        return []
    if not parts["us"] and not parts["now"]:
        return [finding("only_self", "us_challenge")]
    if parts["self"] * 3 > whole * 2:
        return [finding("much_self", "self_challenge", words=parts["self"], whole=whole)]
    return [finding("no_self", "self_challenge")] if not parts["self"] else []


def length(values, results):
    """More than can be said in two minutes."""
    if results["words"] <= results["room"]:
        return []
    return [
        finding(
            "too_long",
            "pace",
            words=results["words"],
            room=results["room"],
            over=results["words"] - results["room"],
        )
    ]


def consent(values, results):
    """Somebody else's story belongs to them; what is kept can be found."""
    found = []
    if values["about"] == "other" and values["agreed"] != "yes" and results["words"]:
        found.append(finding("not_agreed", "agreed"))
    if results["keep"] == "yes" and results["words"]:
        found.append(finding("kept", "keep", NOTE))
    return found


def draw(results, words):
    """Three rows of four boxes: the number of words in each, paper where nothing is written."""
    cells = []
    for part in PARTS:
        row = []
        for step in STEPS:
            count = results["boxes"][part][step]
            row.append(
                (words("figure.words", n=count), 1 if step == "choice" else 2) if count else ("\u2013", 0)
            )
        cells.append(row)
    return grid(
        words("figure.label"),
        [words("step." + step) for step in STEPS],
        [words("part." + part) for part in PARTS],
        cells,
    )


def _told(results, words):
    if not results["filled"]:
        return words("told.nothing")
    minutes, seconds = results["seconds"] // 60, results["seconds"] % 60
    said = str(minutes) + ":" + ("0" if seconds < 10 else "") + str(seconds)
    return (
        words("told", n=results["filled"], words=results["words"], time=said)
        + " "
        + words("told.keep_" + results["keep"])
    )


def report(results, words):
    """How much of the grid is filled and how long it takes, the grid, its table, and what no grid can do. No
    text."""
    rows = []
    for part in PARTS:
        counts = [str(results["boxes"][part][step]) for step in STEPS]
        rows.append([words("part." + part)] + counts + [str(results["parts"][part])])
    heads = [words("head.part")] + [words("step." + step) for step in STEPS] + [words("head.words")]
    return [
        sentence(_told(results, words)),
        figure(draw(results, words), words("figure.caption")),
        table(words("table.caption"), heads, rows),
        notes(words("telling.heading"), [words("tell." + id) for id in ("aloud", "listen", "ask", "stop")]),
        limits(words, ("pace", "words", "truth", "use")),
    ]


def sample(words):
    """Río Claro: where the empty chair comes from. Put together from several stories."""
    sheet = {part + "_" + step: words("sample." + part + "." + step) for part in PARTS for step in STEPS}
    return sheet | {"keep": "no", "about": "several", "agreed": "yes", "pace": str(PACE)}


TOOL = Tool(
    "story",
    fields=tuple(
        [
            Choice("keep", ("no", "yes"), default="no"),
            Choice("about", ("mine", "other", "several")),
            Choice("agreed", ("yes", "no")),
        ]
        + [Text(part + "_" + step, limit=400, lines=2) for part in PARTS for step in STEPS]
        + [Number("pace", 60, 220, default=str(PACE))]
    ),
    compute=compute,
    rules=(telling, choices, balance, length, consent),
    report=report,
    sample=sample,
    notice="notice",
    tab_only=True,
    consent="keep",
)

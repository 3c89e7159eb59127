"""Demand clinic: seven letters that ask what a demand still lacks.

The letters are SMARTIE as The Management Center spells them: strategic, measurable, ambitious, realistic,
time-bound, inclusive, equitable. Others read some letters in other words. That a person decides, never an
institution, is the rule of the Midwest Academy's chart. Which field answers which letter is ours, and so are
the lists of words.
"""

from ..chain import Take
from ..charts import clipped
from ..days import day_number
from ..fields import Date, Text
from ..figure import circle, drawing, label, line, rect
from ..models.phrases import institution, spoken
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

LETTERS = ("S", "M", "A", "R", "T", "I", "E")
ASKS = {
    "S": "decider",
    "M": "measure",
    "A": "first_step",
    "R": "resources",
    "T": "date",
    "I": "affected",
    "E": "harmed",
}
MANY = 3  # from so many empty letters on, one finding speaks for all of them
LONG = 35  # words of a demand that nobody says in one breath

# Words in both languages, folded. A piece that ends in a blank is a whole word, any other the beginning of
# one.
VALUES = (
    "justice ",
    "dignity ",
    "respect ",
    "equality ",
    "equity ",
    "freedom ",
    "peace ",
    "unity ",
    "human rights ",
    "fairness ",
    "safety ",
    "awareness ",
    "better life ",
    "better lives ",
    "humane ",
    "justicia ",
    "dignidad ",
    "respeto ",
    "igualdad ",
    "equidad ",
    "libertad ",
    "paz ",
    "unidad ",
    "derechos humanos ",
    "seguridad ",
    "conciencia ",
    "vida mejor ",
    "vida digna ",
)
EVILS = (
    "racism",
    "oppression ",
    "injustice",
    "hate ",
    "hatred ",
    "discrimination ",
    "fear ",
    "poverty ",
    "racismo ",
    "opresion ",
    "injusticia",
    "odio ",
    "discriminacion ",
    "miedo ",
    "pobreza ",
)
ACTS = (
    "sign ",
    "signs ",
    "vote",
    "adopt",
    "release",
    "repeal",
    "publish",
    "pay ",
    "pays ",
    "raise",
    "cancel",
    "hire",
    "rehire",
    "fund ",
    "funds ",
    "close",
    "drop ",
    "drops ",
    "allow",
    "grant",
    "issue",
    "restore",
    "withdraw",
    "stop ",
    "stops ",
    "end ",
    "ends ",
    "firma ",
    "firme ",
    "firmar ",
    "vota ",
    "vote ",
    "votar ",
    "aprueb",
    "aprobar ",
    "libera ",
    "libere ",
    "derog",
    "publica ",
    "publique ",
    "paga ",
    "pague ",
    "pagar ",
    "contrata ",
    "contrate ",
    "cierra ",
    "cierre ",
    "permit",
    "otorg",
    "restable",
    "retira ",
    "retire ",
    "anul",
    "suspend",
    "deja ",
    "deje ",
    "dejar ",
    "termin",
    "fin ",
    "prohib",
)
VAGUE = (
    "aware",
    "better ",
    "improve",
    "more ",
    "feel",
    "understand",
    "support",
    "stronger ",
    "success",
    "visib",
    "concien",
    "mejor",
    "mas ",
    "sient",
    "entien",
    "apoyo ",
    "fuerte ",
    "exito ",
    "sensibil",
)
DECIDES = (
    "decid",
    "vote",
    "voting ",
    "lead",
    "led ",
    "chose",
    "choose",
    "wrote ",
    "write",
    "draft",
    "negotiat",
    "sit on ",
    "veto",
    "approve",
    "speak for ",
    "votan ",
    "votar",
    "dirig",
    "encabez",
    "elig",
    "escrib",
    "redact",
    "negoci",
    "aprueb",
    "vocer",
    "propon",
    "acuerd",
)
ADORNS = tuple(
    """
    invit consult inform thank photo translat survey welcom represent includ listen feedback divers agradec
    foto traduc encuest bienven inclu escuch opinion
    """.split()
)
NOBODY = (
    "nobody ",
    "no one ",
    "none ",
    "nothing ",
    "n a ",
    "nadie ",
    "a nadie ",
    "ninguna ",
    "ninguno ",
    "nada ",
    "no aplica ",
)


def has(plain, pieces):
    """Does one of ``pieces`` stand at the beginning of a word in ``plain`` (of ``spoken``)?"""
    return any([" " + piece in plain for piece in pieces])


def counted(text):
    """Is there a digit in ``text``?"""
    return bool([digit for digit in "0123456789" if digit in text])


def value(text):
    """A value and no demand: a word like justice, or the end of an evil, and nothing that a person could
    do."""
    plain = spoken(text)
    words = plain.count(" ") - 1
    if counted(text) or words > 14:
        return False
    return (has(plain, EVILS) and words < 8) or (has(plain, VALUES) and not has(plain, ACTS))


def _shaky(values):
    """For each letter, whether what answers it does not hold yet."""
    affected, harmed = spoken(values["affected"]), spoken(values["harmed"])
    return {
        "S": value(values["demand"]) or institution(values["decider"]),
        "M": not counted(values["measure"]) and has(spoken(values["measure"]), VAGUE),
        "A": fold(values["first_step"]) == fold(values["demand"]),
        "R": not counted(values["resources"]),
        "T": False,
        "I": not has(affected, DECIDES),
        "E": (
            harmed == " no "
            or (harmed.count(" ") < 7 and any([harmed.startswith(" " + word) for word in NOBODY]))
        ),
    }


def compute(values, tables):
    """The state of each letter: it stands, is shaky, or is missing.

    Results:
        stands, shaky, missing ([text]): letters in this state
        demand (text): as typed
        letters ([record]): in their order
            letter, text (text): which one, and what was typed for it
            state (text): "stands", "shaky" or "missing"
    """
    shaky = _shaky(values)
    letters = []
    for letter in LETTERS:
        text = values[ASKS[letter]]
        gone = not text or not values["demand"]
        letters.append(
            {
                "letter": letter,
                "text": text,
                "state": "missing" if gone else "shaky" if shaky[letter] else "stands",
            }
        )
    groups = {
        state: [one["letter"] for one in letters if one["state"] == state]
        for state in ("stands", "shaky", "missing")
    }
    return groups | {"demand": values["demand"], "letters": letters}


def not_yet_a_demand(values, results):
    """A value asks nothing of anybody; a demand in many words cannot be repeated."""
    words = spoken(values["demand"]).count(" ") - 1
    found = [finding("value_demand", "demand")] if value(values["demand"]) else []
    return found + ([finding("long_demand", "demand", NOTE, n=words)] if words > LONG else [])


def decider(values, results):
    """Somebody has to be able to say yes, and an institution cannot."""
    name = values["decider"]
    if values["demand"] and not name:
        return [finding("no_decider", "decider")]
    return [finding("institution", "decider", name=name)] if institution(name) else []


def missing(values, results):
    """Each letter without an answer; while most are empty, one finding for all of them."""
    gone = [letter for letter in results["missing"] if letter != "S"] if values["demand"] else []
    if len(gone) > MANY:
        return [
            finding(
                "many_missing", ASKS[gone[0]], NOTE, letters=[{"word": "short." + letter} for letter in gone]
            )
        ]
    return [finding("missing_" + letter, ASKS[letter]) for letter in gone]


def shaky(values, results):
    """Answers that do not hold yet: nothing to check, nothing to count, nobody who decides, nobody hurt."""
    found = [letter for letter in results["shaky"] if letter not in ("S", "I")]
    found = [finding("shaky_" + letter, ASKS[letter]) for letter in found]
    if "I" in results["shaky"]:
        found.append(
            finding("decoration" if has(spoken(values["affected"]), ADORNS) else "how_decide", "affected")
        )
    return found


def events(values):
    """The day by which the demand is to be met, for a calendar."""
    return [(values["date"], "")] if day_number(values["date"]) is not None else []


_TONES = {"stands": "edge s1", "shaky": "edge s4", "missing": "paper"}
_INKS = {"stands": " t1", "shaky": " t4", "missing": ""}


def draw(results, words):
    """The card: a disc with its letter, the letter's word, what was written, and how it stands."""
    parts = []
    for place, one in enumerate(results["letters"]):
        y, letter, state = 20 + 34 * place, one["letter"], one["state"]
        parts.append(line([(4, y + 17), (356, y + 17)], "thin") if place < 6 else "")
        parts.append(circle(20, y, 13, _TONES[state]) + label(20, y + 4, letter, _INKS[state][1:]))
        parts.append(label(42, y - 1, words("letter." + letter), "", "start"))
        parts.append(label(42, y + 11, clipped(one["text"], 38) or "\u2013", "small", "start"))
        parts.append(rect(284, y - 11, 70, 20, _TONES[state]))
        parts.append(label(319, y + 3, words("state." + state), "small" + _INKS[state]))
    return drawing(360, 244, words("figure.label"), parts)


def _told(results, words):
    if not results["demand"]:
        return words("told.nothing")
    if not results["shaky"] and not results["missing"]:
        return words("told.all")
    told = words("told", n=len(results["stands"]))
    for state in ("shaky", "missing"):
        if results[state]:
            told += " " + words(
                "told." + state, letters=[{"word": "short." + letter} for letter in results[state]]
            )
    return told


def _card(results, words):
    """The demand in one line, with a gap where nothing was written."""
    wrote = {one["letter"]: one["text"] for one in results["letters"]} | {"": results["demand"]}
    ended = {
        key: text if text and text[-1] in ".!?" else (text or words("card.gap")) + "."
        for key, text in wrote.items()
    }
    return words("card.line", demand=ended[""], decider=ended["S"], date=ended["T"], measure=ended["M"])


def report(results, words):
    """Which letters stand, the card, the seven questions, and what seven letters cannot tell."""
    rows = [
        [
            one["letter"] + ": " + words("letter." + one["letter"]),
            words("prompt." + one["letter"]),
            one["text"] or "\u2013",
            words("state." + one["state"]),
        ]
        for one in results["letters"]
    ]
    heads = [words("head." + head) for head in ("letter", "question", "wrote", "state")]
    return [
        sentence(_told(results, words)),
        figure(draw(results, words), words("figure.caption")),
        notes(words("card.heading"), [_card(results, words)]),
        table(words("table.caption"), heads, rows),
        limits(words, ("words", "letters", "win")),
    ]


def sample(words):
    """Río Claro: the demand to the sheriff."""
    fields = ("measure", "affected", "harmed", "first_step", "resources")
    return {id: words("sample." + id) for id in fields} | {
        "demand": words("sample.case.issue"),
        "decider": words("sample.case.sheriff"),
        "date": "2027-06-30",
    }


def _first(results, key):
    """The first demand for now of the gaps: its ask, its office, its day."""
    return results["demands"][0][key] if results["demands"] else ""


TOOL = Tool(
    "demand",
    fields=(
        Text("demand", required=True, limit=240, lines=2),
        Text("decider", limit=120),
        Date("date"),
        Text("measure", limit=160),
        Text("first_step", limit=160),
        Text("resources", limit=200, lines=2),
        Text("affected", limit=200, lines=2),
        Text("harmed", limit=200, lines=3),
    ),
    compute=compute,
    rules=(not_yet_a_demand, decider, missing, shaky),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    takes=(
        Take("gap", "gaps", "demand", lambda values, results: _first(results, "ask")),
        Take("issue", "spectrum", "demand", lambda values, results: values["issue"]),
        Take("gap_decider", "gaps", "decider", lambda values, results: _first(results, "decider")),
        Take("decider", "power_map", "decider", lambda values, results: values["decider"]),
        Take("gap_date", "gaps", "date", lambda values, results: _first(results, "by")),
    ),
    events=events,
)

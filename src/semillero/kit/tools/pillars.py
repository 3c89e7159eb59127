"""Pillars of support: who holds up the target, which of them matter most, and which could move.

After the upside-down triangle of Training for Change and 350.org and the pillars of Gene Sharp and Robert
Helvey ("On Strategic Nonviolent Conflict", 2004). The two scores and their product are ours.
"""

from ..chain import Take
from ..charts import clipped, wrapped
from ..fields import Choice, Number, Table, Text
from ..figure import circle, drawing, label, line, shape
from ..portable import fold
from ..report import figure, limits, sentence, table
from ..sheet import NOTE, Tool, finding

DRAWN = 8  # pillars in the drawing; all of them stand in the table
_DOORS = {"yes": 0, "weak": 1, "": 2, "no": 3}

# Pillars too wide to move: they have no door and no day. Folded, both languages.
BROAD = (
    "media",
    "the media",
    "press",
    "the press",
    "police",
    "the police",
    "church",
    "the church",
    "churches",
    "the churches",
    "business",
    "businesses",
    "the businesses",
    "business community",
    "corporations",
    "workers",
    "the workers",
    "unions",
    "the unions",
    "politicians",
    "the politicians",
    "government",
    "the government",
    "courts",
    "the courts",
    "schools",
    "the schools",
    "voters",
    "the voters",
    "community",
    "the community",
    "public",
    "the public",
    "society",
    "the economy",
    "the army",
    "the military",
    "everyone",
    "people",
    "los medios",
    "medios",
    "la prensa",
    "prensa",
    "la policia",
    "policia",
    "la iglesia",
    "iglesia",
    "las iglesias",
    "iglesias",
    "los negocios",
    "negocios",
    "las empresas",
    "empresas",
    "empresarios",
    "los empresarios",
    "los trabajadores",
    "trabajadores",
    "los sindicatos",
    "sindicatos",
    "los politicos",
    "politicos",
    "el gobierno",
    "gobierno",
    "los tribunales",
    "tribunales",
    "las escuelas",
    "escuelas",
    "votantes",
    "los votantes",
    "la comunidad",
    "comunidad",
    "el publico",
    "la sociedad",
    "sociedad",
    "la economia",
    "el ejercito",
    "ejercito",
    "todo el mundo",
    "la gente",
)
# How a tactic begins that only wants to break something. Beginnings of words, folded, both languages.
SMASH = (
    "smash",
    "destroy",
    "crush",
    "tear down",
    "knock down",
    "take down",
    "bring down",
    "topple",
    "humiliat",
    "punish",
    "attack",
    "destrui",
    "destruy",
    "aplast",
    "derrib",
    "derroc",
    "tumba",
    "hundi",
    "humilla",
    "castiga",
    "ataca",
    "acabar con",
)


def compute(values, tables):
    """Priority is importance times movability; the better door comes first where two are equal.

    Results:
        target (text): as typed
        pillars ([record]): by priority, those without one last
            name, units, contact, tactic (text): as typed; id of an option
            importance, movability (int or none): marks from 1 to 5
            row (int): of the sheet, from 1
            priority (int or none): their product
        scored (int): pillars with both marks
        first (text): the pillar with the highest priority, or ""
        highest (int or none), shared (int): that priority, and how many have it
        contacts ({int}): pillars by contact: yes, weak, no
        open ([text]): pillars that lack a mark
    """
    scored, open_ = [], []
    for row in values["pillars"]:
        one = {key: row[key] for key in ("name", "units", "importance", "movability", "contact", "tactic")}
        one["row"] = row["number"]
        whole = row["importance"] is not None and row["movability"] is not None
        one["priority"] = row["importance"] * row["movability"] if whole else None
        (scored if whole else open_).append(one)
    scored = sorted(scored, key=lambda one: (-one["priority"], _DOORS[one["contact"]], one["row"]))
    contacts = [one["contact"] for one in scored + open_]
    return {
        "target": values["target"],
        "pillars": scored + open_,
        "scored": len(scored),
        "first": scored[0]["name"] if scored else "",
        "highest": scored[0]["priority"] if scored else None,
        "shared": len([one for one in scored if one["priority"] == scored[0]["priority"]]),
        "contacts": {
            "yes": contacts.count("yes"),
            "weak": contacts.count("weak"),
            "no": contacts.count("no"),
        },
        "open": [one["name"] for one in open_ if one["name"]],
    }


def _named(rows):
    return [row["name"] for row in rows][:6]


def broad(values, results):
    """A pillar so wide that nobody can step out of it."""
    rows = [row for row in values["pillars"] if len(row["name"]) < 24 and fold(row["name"]) in BROAD]
    return [finding("broad_pillar", row["at"] + ".name", name=row["name"]) for row in rows]


def smash(values, results):
    """A tactic that wants to break the pillar, where people could be invited out of it."""
    rows = [row for row in values["pillars"] if _begins(row["tactic"], SMASH)]
    return [finding("smash", rows[0]["at"] + ".tactic", n=len(rows), names=_named(rows))] if rows else []


def _begins(text, stems):
    plain = fold(text)
    for mark in (",", ".", ";", ":", "(", "\u00bf", "\u00a1", '"', "-"):
        plain = plain.replace(mark, " ")
    plain = " " + fold(plain)
    return len([stem for stem in stems if " " + stem in plain]) > 0


def no_units(values, results):
    """Scored as a whole: nobody can visit a whole, and a shift or a parish may stand elsewhere than its
    pillar."""
    rows = [
        row
        for row in values["pillars"]
        if row["name"] and not row["units"] and fold(row["name"]) not in BROAD
    ]
    rows = [row for row in rows if row["importance"] is not None and row["movability"] is not None]
    return (
        [finding("no_units", rows[0]["at"] + ".units", n=len(rows), names=_named(rows))]
        if rows and results["scored"] > 1
        else []
    )


def itself(values, results):
    """The target does not hold itself up."""
    rows = [row for row in values["pillars"] if row["name"] and fold(row["name"]) == fold(values["target"])]
    return [finding("itself", rows[0]["at"] + ".name", name=rows[0]["name"])] if rows else []


def twice(values, results):
    """The same pillar in two rows is two stories about one thing."""
    seen, found = {}, []
    for row in values["pillars"]:
        name = fold(row["name"])
        if name in seen:
            found.append(finding("twice", row["at"] + ".name", name=row["name"], row=seen[name]))
        elif name:
            seen[name] = row["number"]
    return found


def flat(values, results):
    """Where all have the same two scores, nothing was chosen."""
    pairs = [(one["importance"], one["movability"]) for one in results["pillars"][: results["scored"]]]
    same = len(pairs) > 2 and pairs.count(pairs[0]) == len(pairs)
    return [finding("flat", "pillars", n=len(pairs))] if same else []


def no_door(values, results):
    """First in line, and nobody knows anybody there."""
    first = results["pillars"][0] if results["scored"] > 1 else None
    if not first or first["contact"] != "no":
        return []
    return [finding("no_door", "pillars." + str(first["row"] - 1) + ".contact", name=first["name"])]


def no_tactic(values, results):
    """The first three need one tactic each."""
    if results["scored"] < 2:
        return []
    rows = [one for one in results["pillars"][: min(3, results["scored"])] if not one["tactic"]]
    at = "pillars." + str(rows[0]["row"] - 1) + ".tactic" if rows else ""
    return [finding("no_tactic", at, n=len(rows), names=_named(rows))] if rows else []


def half_scored(values, results):
    """One score without the other makes no priority."""
    rows = [row for row in values["pillars"] if (row["importance"] is None) != (row["movability"] is None)]
    if not rows:
        return []
    missing = "importance" if rows[0]["importance"] is None else "movability"
    return [finding("half_scored", rows[0]["at"] + "." + missing, NOTE, n=len(rows), names=_named(rows))]


_TOP, _TIP, _GROUND, _MIDDLE, _HALF = 24, 138, 190, 180, 156


def _edge(x):
    """How low the triangle hangs at ``x``."""
    return _TOP + (_TIP - _TOP) * (1 - abs(x - _MIDDLE) / _HALF)


def draw(results, words):
    """A triangle on its point, held by pillars: wide ones hold more, purple ones could move."""
    shown = results["pillars"][:DRAWN]
    parts = [shape([(_MIDDLE - _HALF, _TOP), (_MIDDLE + _HALF, _TOP), (_MIDDLE, _TIP)], "edge s3")]
    for number, text in enumerate(wrapped(results["target"] or words("figure.target"), 36, 3)):
        parts.append(label(_MIDDLE, _TOP + 17 + 12 * number, text, "small t3"))
    for place, one in enumerate(shown):
        parts += _pillar(one, 36 + 288 * (place + 0.5) / len(shown))
    parts.append(line([(14, _GROUND), (346, _GROUND)], "stroke"))
    if not shown:
        parts.append(label(_MIDDLE, _GROUND - 14, words("figure.empty"), "small"))
    y = _GROUND + 36
    for one in shown:
        parts.append(
            _dot(24, y - 4, one["row"])
            + label(40, y, clipped(one["name"] or words("figure.nameless"), 44), "small", "start")
        )
        parts.append(label(346, y, _product(one, words), "small", "end"))
        y += 19
    if len(results["pillars"]) > DRAWN:
        parts.append(label(40, y, "+" + str(len(results["pillars"]) - DRAWN), "small", "start"))
        y += 19
    return drawing(360, y - 6, words("figure.label"), parts)


def _pillar(one, x):
    scored = one["priority"] is not None
    half = 4 + 2 * one["importance"] if scored else 8
    tip = [(_MIDDLE, _TIP)] if abs(x - _MIDDLE) < half else []
    top = [(x - half, _edge(x - half))] + tip + [(x + half, _edge(x + half))]
    kind = "edge s" + str(6 - one["movability"]) if scored else "paper"
    said = str(one["priority"]) if scored else "?"
    body = shape(top + [(x + half, _GROUND), (x - half, _GROUND)], kind)
    return [body, _dot(x, _GROUND - 13, one["row"]), label(x, _GROUND + 14, said)]


def _dot(x, y, number):
    return circle(x, y, 8, "dot") + label(x, y + 3, str(number), "tiny")


def _product(one, words):
    if one["priority"] is None:
        return words("figure.open")
    return str(one["importance"]) + " \u00d7 " + str(one["movability"]) + " = " + str(one["priority"])


def _told(results, words):
    if not results["scored"]:
        return words("told.nothing", n=len(results["pillars"]))
    first = results["pillars"][0]
    told = words("told", n=results["scored"], name=first["name"], product=_product(first, words))
    if results["shared"] > 1:
        told += " " + words("told.shared", n=results["shared"])
    return told + (" " + words("told." + first["contact"]) if first["contact"] else "")


def report(results, words):
    """Where to begin, the triangle with its pillars, all of them ranked, and what scores cannot tell."""
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    rows = []
    for one in results["pillars"]:
        rows.append(
            [
                str(one["row"]) + ". " + (one["name"] or words("figure.nameless")),
                one["units"] or "\u2013",
                _product(one, words),
                words("contact." + one["contact"]) if one["contact"] else "\u2013",
                one["tactic"] or "\u2013",
            ]
        )
    heads = [
        words(id) for id in ("name.label", "units.label", "head.priority", "contact.label", "tactic.label")
    ]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    return blocks + [limits(words, ("scores", "people", "consent"))]


def candidates(values, results):
    """The groups of the spectrum that do not work for the demand yet: each may be holding the target up."""
    rows = [row for row in values["groups"] if row["name"] and (row["now"] or row["before"]) != "active_ally"]
    return [{"name": row["name"]} for row in rows]


_SAMPLE = (
    ("commissioners", "5", "4", "yes"),
    ("taxpayers", "4", "4", "yes"),
    ("deputies", "4", "3", "weak"),
    ("night_shift", "5", "2", "no"),
    ("dairy", "3", "3", "weak"),
    ("shops", "2", "4", "yes"),
    ("border", "3", "1", "no"),
)


def sample(words):
    """Río Claro: who makes it possible for the sheriff to go on."""
    rows = []
    for id, importance, movability, contact in _SAMPLE:
        texts = {key: words("sample." + id + "." + key) for key in ("units", "tactic")}
        rows.append(
            {
                "name": words("sample.case." + id),
                "importance": importance,
                "movability": movability,
                "contact": contact,
            }
            | texts
        )
    return {"target": words("sample.case.sheriff"), "pillars": rows}


TOOL = Tool(
    "pillars",
    fields=(
        Text("target", required=True, limit=160),
        Table(
            "pillars",
            (
                Text("name", required=True, limit=80),
                Text("units", limit=160, lines=2),
                Number("importance", 1, 5),
                Number("movability", 1, 5),
                Choice("contact", ("yes", "weak", "no")),
                Text("tactic", limit=160, lines=2),
            ),
            least=4,
            required=True,
        ),
    ),
    compute=compute,
    rules=(broad, smash, no_units, itself, twice, flat, no_door, no_tactic, half_scored),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    takes=(Take("groups", "spectrum", "pillars", candidates),),
)

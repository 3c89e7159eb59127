"""Debrief: what happened, what it means, what comes next; what to keep and what to change; who sees to it, by
when.

The three questions after T. Borton, "Reach, Touch and Teach" (1970), as schools and movement trainers hand
them on; plus and delta are common property. The count by theme, the word list and the alarms are ours.
"""

from ..chain import Take
from ..fields import Choice, Date, Number, Table, Text
from ..figure import drawing, label, line, rect
from ..models.roles import KEEPERS, planned
from ..portable import fold
from ..report import figure, limits, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

THEMES = (
    "plan",
    "roles",
    "turnout",
    "message",
    "art",
    "language",
    "safety",
    "police",
    "media",
    "care",
    "legal",
    "follow_up",
    "data",
    "other",
)
KINDS = ("fact", "plus", "delta")
FEW = 3  # decisions that a group carries out
# What an after-action role of the roster makes a group ask about.
ASKS = (
    ("legal_support", "legal"),
    ("jail_support", "legal"),
    ("care", "care"),
    ("follow_up", "follow_up"),
    ("data_steward", "data"),
)

# Words that weigh and do not tell. Folded, both languages; short on purpose.
JUDGING = tuple(
    """
    good bad badly great terrible awful amazing wonderful horrible beautiful ugly success failure chaos
    chaotic disorganized boring inspiring powerful rude aggressive lazy unfair should shouldn't bueno buena
    malo mala mal excelente pesimo pesima increible maravilloso maravillosa hermoso hermosa bonito bonita feo
    fea exito fracaso caos caotico caotica desorganizado desorganizada aburrido aburrida inspirador
    inspiradora poderoso poderosa grosero grosera agresivo agresiva flojo floja injusto injusta debio deberia
    deberiamos deberian
    """.split()
)
# How a wish begins that nobody can see done. Folded, both languages.
WISHES = (
    "try to ",
    "be more ",
    "be better",
    "do better",
    "communicate better",
    "improve ",
    "more communication",
    "better communication",
    "tratar de ",
    "intentar ",
    "ser mas ",
    "ser mejores",
    "hacerlo mejor",
    "comunicarnos mejor",
    "mejorar ",
    "mas comunicacion",
    "mejor comunicacion",
)


def judging(text):
    """The first word of ``text`` that weighs, or ""."""
    for mark in ',.;:!?\u00a1\u00bf()"\u201c\u201d\u00ab\u00bb\n':
        text = text.replace(mark, " ")
    return ([word for word in fold(text).split(" ") if word in JUDGING] + [""])[0]


def compute(values, tables):
    """Notes counted by theme and kind, facts that weigh, and decisions with what they lack, the next one
    first.

    Results:
        themes ([record]): in the order of the options; "none" for notes without one
            theme (text): id of an option
            fact, plus, delta (int): notes of this kind
        kinds ({int}): notes by kind
        most (text): the theme with most to change, from two; or ""
        judged ([[int, text]]): facts that weigh: row, the word
        unsorted ([int]): rows with a note and no kind
        unsaid ([[int, text]]): rows without a note, and their theme
        decisions ([record]): by day, those without one last
            row (int): of the sheet, from 1
            decision, keeper (text): as typed, and id of an option
            by (day): as typed
        no_keeper, no_day ([text]): decisions that lack one, as ``TABLE.PLACE``
    """
    counts, judged, loose, unsaid = {}, [], [], []
    for row in values["notes"]:
        number, theme = row["number"], row["theme"] or "none"
        here = counts.setdefault(theme, {kind: 0 for kind in KINDS})
        if not row["note"]:
            unsaid.append([number, theme])
        elif not row["kind"]:
            loose.append(number)
        else:
            here[row["kind"]] += 1
            word = judging(row["note"]) if row["kind"] == "fact" else ""
            judged += [[number, word]] if word else []
    themes = [{"theme": theme} | counts[theme] for theme in THEMES + ("none",) if theme in counts]
    decisions = [
        (
            row["by"] or "9",
            row["number"],
            {"row": row["number"], "decision": row["decision"], "keeper": row["keeper"], "by": row["by"]},
        )
        for row in values["decisions"]
        if row["decision"] or row["keeper"]
    ]
    most = sorted(
        [(-one["delta"], place, one["theme"]) for place, one in enumerate(themes) if one["delta"] > 1]
    )
    return {
        "themes": themes,
        "kinds": {kind: sum([one[kind] for one in themes]) for kind in KINDS},
        "most": most[0][2] if most and most[0][2] != "none" else "",
        "judged": judged,
        "unsorted": loose,
        "unsaid": unsaid,
        "decisions": [one for _, _, one in sorted(decisions, key=lambda item: item[:2])],
        "no_keeper": [row["at"] for row in values["decisions"] if row["decision"] and not row["keeper"]],
        "no_day": [row["at"] for row in values["decisions"] if row["decision"] and not row["by"]],
    }


def order(values, results):
    """Facts first, then what they mean, then what to do."""
    facts, later = values["what"] or results["kinds"]["fact"], "so_what" if values["so_what"] else "now_what"
    found = (
        [finding("skipped_facts", "what", field={"word": later + ".label"})]
        if values[later] and not facts
        else []
    )
    word = judging(values["what"])
    return found + ([finding("judged_what", "what", word=word)] if word else [])


def facts(values, results):
    """A note that is marked as a fact and weighs."""
    return [
        finding("judged", "notes." + str(number - 1) + ".note", row=number, word=word)
        for number, word in results["judged"][:20]
    ]


def voices(values, results):
    """Only some speak, or they speak only of one side."""
    present, spoke, kinds = values["present"], values["spoke"], results["kinds"]
    found = []
    if present is not None and spoke is not None and spoke > present:
        found.append(finding("spoke_more", "spoke", ERROR, spoke=spoke, present=present))
    elif present is not None and spoke is not None and 2 * spoke < present:
        found.append(finding("few_voices", "spoke", spoke=spoke, present=present))
    if kinds["plus"] + kinds["delta"] > 3 and not (kinds["plus"] and kinds["delta"]):
        found.append(finding("only_plus" if kinds["plus"] else "only_delta", "notes"))
    return found


def decided(values, results):
    """At most three decisions, each with a role that keeps it and a day, and each to be seen when it is
    done."""
    found = [
        finding("no_keeper", at + ".keeper", row=int(at.split(".")[1]) + 1) for at in results["no_keeper"]
    ]
    found += [finding("no_day", at + ".by", row=int(at.split(".")[1]) + 1) for at in results["no_day"]]
    for row in values["decisions"]:
        if [wish for wish in WISHES if (fold(row["decision"]) + " ").startswith(wish)]:
            found.append(finding("wish", row["at"] + ".decision", row=row["number"]))
    if len(results["decisions"]) > FEW:
        found.append(finding("many_decisions", "decisions", n=len(results["decisions"]), few=FEW))
    elif not results["decisions"] and (results["kinds"]["delta"] > 1 or values["now_what"]):
        found.append(finding("no_decision", "decisions"))
    return found


def open_notes(values, results):
    """Notes that came from other sheets, or that were not sorted yet: did it happen, and how was it?"""
    found = []
    if results["unsorted"]:
        found.append(
            finding("unsorted", "notes", NOTE, n=len(results["unsorted"]), rows=results["unsorted"][:8])
        )
    if results["unsaid"]:
        themes = []
        for _, theme in results["unsaid"]:
            themes += [] if theme in themes else [theme]
        found.append(
            finding(
                "unsaid",
                "notes",
                NOTE,
                n=len(themes),
                themes=[{"word": "theme." + theme} for theme in themes[:8]],
            )
        )
    return found


def draw(results, words):
    """A line a theme: what to change to the left, what to do again to the right, facts at the edge."""
    middle, reach, parts = 214, 84, []
    for x, id in ((middle - 44, "delta"), (middle + 44, "plus"), (336, "fact")):
        parts.append(label(x, 12, words("head." + id), "small"))
    most = max([1] + [max(one["plus"], one["delta"]) for one in results["themes"]])
    for place, one in enumerate(results["themes"]):
        y = 20 + 24 * place
        parts.append(label(4, y + 12, words("theme." + one["theme"]), "small", "start"))
        for kind, way, tone in (("delta", -1, "s4"), ("plus", 1, "s2")):
            width = reach * one[kind] / most
            if one[kind]:
                parts.append(rect(middle if way > 0 else middle - width, y, width, 16, "edge " + tone))
            x = middle + way * (width + 5)
            parts.append(label(x, y + 12, str(one[kind]), "small", "start" if way > 0 else "end"))
        parts.append(label(336, y + 12, str(one["fact"]), "small"))
    bottom = 20 + 24 * max(len(results["themes"]), 1)
    return drawing(
        360, bottom + 4, words("figure.label"), parts + [line([(middle, 16), (middle, bottom)], "stroke")]
    )


def report(results, words):
    """The counts, their drawing and table, the decisions, and what a debrief cannot tell."""
    kinds = results["kinds"]
    total = kinds["fact"] + kinds["plus"] + kinds["delta"]
    told = (
        words("told", n=total, fact=kinds["fact"], plus=kinds["plus"], delta=kinds["delta"])
        if total
        else words("told.nothing")
    )
    told += " " + words("told.most", theme={"word": "theme." + results["most"]}) if results["most"] else ""
    told += " " + words("told.decisions", n=len(results["decisions"])) if results["decisions"] else ""
    blocks = [sentence(told)]
    if results["themes"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        rows = [
            [words("theme." + one["theme"])] + [str(one[kind]) for kind in ("delta", "plus", "fact")]
            for one in results["themes"]
        ]
        blocks.append(
            table(
                words("table.caption"),
                [words("head." + id) for id in ("theme", "delta", "plus", "fact")],
                rows,
            )
        )
    if results["decisions"]:
        rows = []
        for one in results["decisions"]:
            keeper = words("keeper." + one["keeper"]) if one["keeper"] else words("nobody")
            rows.append([one["decision"] or "\u2013", keeper, one["by"] or words("no_day")])
        blocks.append(
            table(
                words("decisions.caption"),
                [words(id + ".label") for id in ("decision", "keeper", "by")],
                rows,
            )
        )
    return blocks + [limits(words, ("count", "room", "names", "care"))]


_SAMPLE = (
    ("walked", "turnout", "fact"),
    ("papers", "police", "fact"),
    ("cards", "follow_up", "fact"),
    ("chairs", "art", "plus"),
    ("songs", "language", "plus"),
    ("soup", "care", "plus"),
    ("liaison", "roles", "delta"),
    ("marshals", "roles", "delta"),
    ("interpreter", "language", "delta"),
)
_DECIDED = (
    ("call", "follow_up", "2027-04-21"),
    ("two", "liaison", "2027-05-12"),
    ("front", "interpreter", "2027-05-12"),
)


def sample(words):
    """Río Claro: the evening after the noon procession."""
    notes = [{"note": words("sample." + id), "theme": theme, "kind": kind} for id, theme, kind in _SAMPLE]
    decisions = [
        {"decision": words("sample." + id), "keeper": keeper, "by": by} for id, keeper, by in _DECIDED
    ]
    three = {id: words("sample." + id) for id in ("what", "so_what", "now_what")}
    return (
        three
        | {"action": words("sample.case.chairs")}
        | {"present": "18", "spoke": "14", "notes": notes, "decisions": decisions}
    )


def _staffed(values, results):
    """What the after-action roles that somebody took make a group ask about: a theme each."""
    taken = [row["role"] for row in values["roles"] if row["alias"]]
    return [{"theme": theme} for role, theme in ASKS if role in taken]


def _risks(values, results):
    """The short names of risks that were red or amber: did it happen?"""
    return [
        {"note": one["risk"], "theme": "safety"}
        for one in results["rated"]
        if one["level"] != "green" and one["risk"]
    ]


TOOL = Tool(
    "debrief",
    fields=(
        Text("action", required=True, limit=120),
        Number("present", 1, 999),
        Number("spoke", 0, 999),
        Text("what", limit=600, lines=4),
        Table(
            "notes",
            (Text("note", limit=160, lines=2), Choice("theme", THEMES), Choice("kind", KINDS)),
            least=4,
        ),
        Text("so_what", limit=400, lines=3),
        Text("now_what", limit=400, lines=3),
        Table(
            "decisions",
            (Text("decision", limit=160, lines=2), Choice("keeper", KEEPERS), Date("by")),
            least=3,
            most=40,
        ),
    ),
    compute=compute,
    rules=(order, facts, voices, decided, open_notes),
    report=report,
    sample=sample,
    shares={"keeper": "roles.role", "sample.case": "rio_claro.case"},
    takes=(
        Take("action", "escalation", "action", lambda values, results: planned(values)),
        Take("roles", "roster", "notes", _staffed, "theme"),
        Take("risks", "risk", "notes", _risks, "note"),
    ),
    events=lambda values: [(row["by"], "") for row in values["decisions"] if row["by"]],
)

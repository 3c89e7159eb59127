"""Gaps to campaign: what a text leaves open becomes demands, questions, a calendar and one page in two
languages.

A mark below 1 is a gap somebody can be asked to close. A blank is no gap: nobody has read it, so it becomes a
question. At most three demands at once is a rule of thumb of ours. Which office can usually decide what is
also ours, and only a question: powers differ from state to state. What a state orders comes from our table
(``kit.policy.floors``).
"""

from ..chain import Take
from ..charts import clipped, wrapped
from ..days import day_number
from ..fields import Choice, Date, Table, Text
from ..figure import circle, drawing, label, line
from ..models.phrases import institution, spoken
from ..models.policy import PROVISIONS, codings, floors
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import ADVICE, ERROR, NOTE, Tool, finding

POINTS = ("production", "destruction", "consumption", "decision", "assumption", "potential")
LOW = ("-1", "0", "0.5")
MOST = 3  # demands at once
EVER = "9999-12-31"  # a law counts while our table knows of no end
KINDS = (
    {id: "board" for id in PROVISIONS}
    | {id: "sheriff" for id in PROVISIONS[:4] + ("P08", "P10")}
    | {"P12": "chief"}
)
# Where an answer to a blank is most often found.
FIND = dict(
    zip(
        PROVISIONS,
        ("jail",) * 4 + ("forms",) * 2 + ("contracts",) * 3 + ("data", "doors", "street", "text", "text"),
    )
)

# Offices that usually cannot decide a provision alone, by the beginnings of words, folded, both languages.
_SHERIFF, _CHIEF = (" sheriff", " alguacil"), (" police", " chief of", " policia")
_SCHOOL, _LAWYER = (
    (" school", " superintend", " escuela", " escolar"),
    (" prosecut", " district attorney", " fiscal "),
)
NOT_THEIRS = {id: _CHIEF + _SCHOOL + _LAWYER for id in PROVISIONS[:4]} | {
    "P08": _SCHOOL + _LAWYER,
    "P09": _SHERIFF + _CHIEF + _SCHOOL + _LAWYER,
    "P11": _SHERIFF + _CHIEF + _LAWYER,
    "P12": _SCHOOL,
    "P13": _LAWYER,
    "P14": _SHERIFF + _CHIEF + _LAWYER,
}
ABOVE = (
    " governor",
    " legislat",
    " senat",
    " representative",
    " state ",
    " gobernador",
    " senador",
    " diputad",
    " estatal",
    " estado ",
)
OUT = (
    " except ",
    " unless convicted",
    " convicted ",
    " conviction",
    " felon",
    " salvo ",
    " excepto ",
    " condena",
    " delitos graves ",
)


def _has(plain, pieces):
    return any([piece in plain for piece in pieces])


def compute(values, tables):
    """Demands for now and for later, questions, the days in order, and what a state's orders leave to a local
    text.

    Results:
        place, decider (text): as typed
        demands ([record]): for now, as typed
            at (text): its row, as ``TABLE.PLACE``
            provision, value, ask, point (text): ids, and what is asked for
            by (day): until when
            decider (text): of the row, else of the sheet
        later, no_ask, questions ([text]): provisions left for later, with no demand yet, without a value
        calendar ([record]): by day
            day (day): when
            what, provision (text): as typed; the provision of a demand, or ""
        floor (record): the orders of the state
            state (text): as typed
            ordered, open ([text]): provisions that its laws order, provisions that they leave
            laws ([text]): labels of these laws
    """
    rows = [row for row in values["gaps"] if row["provision"]]
    demands = [
        _demand(row, values["decider"])
        for row in rows
        if row["ask"] and row["value"] in LOW and row["turn"] != "later"
    ]
    state, orders = fold(values["state"]), floors(tables["policies"], codings(tables["codings"]), EVER)
    floor, laws = ([orders[one] for one in orders if fold(one) == state] or [([], [])])[0]
    labels = {row["id"]: row["label"] for row in tables["policies"]}
    days = [(row["day"], row["what"], "") for row in values["days"] if row["day"]]
    days += [(one["by"], one["ask"], one["provision"]) for one in demands if one["by"]]
    days = sorted([(day, place, what, id) for place, (day, what, id) in enumerate(days)])
    return {
        "place": values["place"],
        "decider": values["decider"],
        "demands": demands,
        "later": [row["provision"] for row in rows if row["value"] and row["turn"] == "later"],
        "no_ask": [
            row["provision"]
            for row in rows
            if row["value"] in LOW and not row["ask"] and row["turn"] != "later"
        ],
        "questions": [row["provision"] for row in rows if not row["value"]],
        "calendar": [{"day": day, "what": what, "provision": id} for day, _, what, id in days],
        "floor": {
            "state": values["state"],
            "ordered": [id for id in PROVISIONS if id in floor],
            "laws": [labels[id] for id in laws],
            "open": [id for id in PROVISIONS if id not in floor] if floor else [],
        },
    }


def _demand(row, decider):
    return {key: row[key] for key in ("at", "provision", "value", "ask", "point", "by")} | {
        "decider": row["decider"] or decider
    }


def _named(ids):
    return [{"word": "short." + id} for id in ids]


def _listed(code, rows, column, severity=ADVICE, **params):
    """One finding for all of ``rows``, at the first of them."""
    return finding(
        code,
        rows[0]["at"] + "." + column,
        severity,
        n=len(rows),
        names=_named([row["provision"] for row in rows]),
        **params,
    )


def blanks(values, results):
    """A blank is a question. Asked as a demand, it can be answered with "we never do that"."""
    blank = [row for row in values["gaps"] if row["provision"] and not row["value"] and row["ask"]]
    closed = [row for row in values["gaps"] if row["provision"] and row["value"] == "1"]
    found = [_listed("blank_gap", blank, "ask")] if blank else []
    found += [_listed("closed", closed, "value", NOTE)] if closed else []
    loose = [row for row in values["gaps"] if row["ask"] and not row["provision"]]
    return found + ([finding("no_provision", loose[0]["at"] + ".provision")] if loose else [])


def twice(values, results):
    """One provision in two rows."""
    seen = []
    for row in values["gaps"]:
        if row["provision"] in seen:
            return [
                finding("twice", row["at"] + ".provision", ERROR, name={"word": "short." + row["provision"]})
            ]
        seen += [row["provision"]] if row["provision"] else []
    return []


def wording(values, results):
    """A gap without an ask, and asks that leave people out."""
    gone = results["no_ask"]
    found = [finding("no_ask", "gaps", n=len(gone), names=_named(gone))] if gone else []
    out = [one for one in results["demands"] if one["provision"] != "P13" and _has(spoken(one["ask"]), OUT)]
    return found + ([_listed("carve_out", out, "ask")] if out else [])


def left_out(values, results):
    """Demands for everybody stand beside a text that leaves people out, and nobody asks to change that."""
    asked = [one["provision"] for one in results["demands"]]
    rows = [row for row in values["gaps"] if row["provision"] == "P13" and row["value"] in LOW]
    return [finding("left_out", rows[0]["at"] + ".ask")] if rows and asked and "P13" not in asked else []


def choose(values, results):
    """More than three demands are none."""
    count = len(results["demands"])
    return [finding("too_many", "gaps", n=count, most=MOST)] if count > MOST else []


def deciders(values, results):
    """Somebody has to be able to say yes: an office, held by one person, with the power to do it."""
    none = [one for one in results["demands"] if not one["decider"]]
    if none:
        return [_listed("no_decider", none, "decider")]
    bodies = [one for one in results["demands"] if institution(one["decider"])]
    found = (
        [finding("institution", bodies[0]["at"] + ".decider", name=bodies[0]["decider"])] if bodies else []
    )
    for one in results["demands"]:
        if _has(spoken(one["decider"]), NOT_THEIRS.get(one["provision"], ())):
            more = {
                "what": {"word": "short." + one["provision"]},
                "who": {"word": "usual." + FIND[one["provision"]]},
            }
            return found + [finding("not_theirs", one["at"] + ".decider", name=one["decider"], **more)]
    return found


def dates(values, results):
    """A day for each demand, and a day on which somebody decides."""
    none = [one for one in results["demands"] if not one["by"]]
    if none:
        return [_listed("no_date", none, "by")]
    if results["demands"] and not [row for row in values["days"] if row["day"]]:
        return [finding("no_days", "days", NOTE)]
    return (
        [finding("no_point", "gaps", NOTE)]
        if results["demands"] and not any([one["point"] for one in results["demands"]])
        else []
    )


def floor(values, results):
    """What a state orders, no county can forbid: that demand goes to the state."""
    told = results["floor"]
    barred = [
        one
        for one in results["demands"]
        if one["provision"] in told["ordered"] and not _has(spoken(one["decider"]), ABOVE)
    ]
    return (
        [_listed("floor", barred, "ask", laws=told["laws"][:3], open=_named(told["open"]))] if barred else []
    )


def events(values):
    """The hearing, the vote, and the day of each demand, for a calendar."""
    days = [row["day"] for row in values["days"]] + [
        row["by"] for row in values["gaps"] if row["turn"] != "later" and row["value"]
    ]
    return [(day, "") for day in days if day_number(day) is not None]


_TONES = {"-1": "5", "0": "3", "0.5": "4", "1": "1"}


def draw(results, words):
    """A road: a stop for each demand, its mark in the disc, who decides and by when; under it the number of
    questions."""
    shown = results["demands"][:6]
    last = max(len(shown) - 1, 0)
    parts = [line([(24, 26), (24, 60 + 72 * last)], "stroke")]
    for place, one in enumerate(shown):
        y, tone = 26 + 72 * place, _TONES[one["value"]]
        parts.append(
            circle(24, y, 17, "edge s" + tone)
            + label(24, y + 4, one["value"].replace("-", "\u2212"), "small t" + tone)
        )
        for number, text in enumerate(wrapped(one["ask"], 48, 3)):
            parts.append(label(50, y - 10 + 12 * number, text, "", "start"))
        who = (
            clipped(one["decider"] or words("figure.nobody"), 42)
            + " \u00b7 "
            + (one["by"] or words("figure.no_day"))
        )
        parts.append(label(50, y + 27, who, "small", "start"))
    y = 26 + 72 * last + (66 if shown else 30)
    told = words("figure.questions", n=len(results["questions"]))
    parts += [circle(24, y, 17, "paper"), label(24, y + 4, "?", "small"), label(50, y + 4, told, "", "start")]
    return drawing(360, y + 24, words("figure.label"), parts)


def brief(results, words, twin=""):
    """The lines of the page: in the language of the sheet, or in the other one with ``twin`` "twin.". The
    group's own words stand as typed; where it kept ours, they change with the language.
    """

    def own(text, id):
        return words(twin + id) if fold(text) == fold(words(id)) else text

    def names(ids):
        return ", ".join([words(twin + "short." + id) for id in ids])

    lines = [words(twin + "brief.to", decider=results["decider"])] if results["decider"] else []
    lines.append(words(twin + "brief.open", place=results["place"] or words(twin + "brief.gap")))
    for number, one in enumerate(results["demands"][:MOST]):
        asked = own(one["ask"], "ask." + one["provision"])
        told = {
            "number": number + 1,
            "ask": asked + ("" if asked[-1] in ".!?" else "."),
            "mark": {"word": twin + "mark." + one["value"]},
        }
        office = own(one["decider"], "kind." + KINDS[one["provision"]]) or words(twin + "brief.gap")
        lines.append(
            words(twin + "brief.demand", decider=office, by=one["by"] or words(twin + "brief.gap"), **told)
        )
    for key in ("questions", "later"):
        lines += [words(twin + "brief." + key, names=names(results[key]))] if results[key] else []
    lines += (
        [words(twin + "brief.floor", names=names(results["floor"]["ordered"]))]
        if results["floor"]["ordered"]
        else []
    )
    days = [one["day"] + " " + one["what"] for one in results["calendar"] if not one["provision"]]
    lines += [words(twin + "brief.days", days="; ".join(days))] if days else []
    return lines + [words(twin + "brief.close")]


def _told(results, words):
    told = words("told", n=len(results["demands"])) if results["demands"] else words("told.nothing")
    told += " " + words("told.questions", n=len(results["questions"])) if results["questions"] else ""
    return told + (" " + words("told.later", n=len(results["later"])) if results["later"] else "")


def report(results, words):
    """The demands, one page in both languages, the days, what to find out first, and what this cannot
    tell."""
    blocks = [sentence(_told(results, words))]
    if results["demands"] or results["questions"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        blocks.append(notes(words("brief.heading"), brief(results, words)))
        blocks.append(
            notes(
                words("twin.brief.heading"),
                brief(results, words, "twin."),
                "es" if words.lang == "en" else "en",
            )
        )
    rows = []
    for one in results["demands"]:
        point = words("point." + one["point"]) if one["point"] else ""
        rows.append(
            [
                cell or "\u2013"
                for cell in (words("short." + one["provision"]), one["ask"], one["decider"], point, one["by"])
            ]
        )
    heads = [words(id + ".label") for id in ("provision", "ask", "decider", "point", "by")]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    rows = []
    for one in results["calendar"]:
        rows.append(
            [
                one["day"],
                (words("short." + one["provision"]) + ": " if one["provision"] else "") + one["what"],
            ]
        )
    blocks += [table(words("days.caption"), [words("day.label"), words("what.label")], rows)] if rows else []
    if results["questions"]:
        lines = [words("short." + id) + ": " + words("find." + FIND[id]) for id in results["questions"]]
        blocks.append(notes(words("find.heading"), lines))
    state = results["floor"]
    if state["state"]:
        lines = [
            words("floor.laws", laws=state["laws"]),
            words("floor.open", ordered=_named(state["ordered"]), open=_named(state["open"])),
        ]
        blocks.append(
            notes(
                words("floor.heading"),
                lines if state["ordered"] else [words("floor.none", state=state["state"])],
            )
        )
    return blocks + [limits(words, ("power", "state", "people", "twin"))]


_NOW = (
    ("P01", "0.5", "sample.case.issue", "sample.case.sheriff", "2027-06-30"),
    ("P13", "0", "ask.P13", "sample.chair", "2027-06-17"),
    ("P14", "0.5", "ask.P14", "sample.chair", "2027-06-17"),
)


def sample(words):
    """Río Claro: three demands chosen from the twelve gaps of the invented draft, the rest for later."""
    rows = [
        {
            "provision": id,
            "value": value,
            "ask": words(ask),
            "decider": words(office),
            "point": "decision",
            "by": day,
            "turn": "now",
        }
        for id, value, ask, office, day in _NOW
    ]
    later = {"ask": "", "decider": "", "point": "", "by": "", "turn": "later"}
    rows += [later | {"provision": id, "value": "0"} for id in ("P02", "P03", "P09", "P10", "P11", "P12")]
    rows += [later | {"provision": id, "value": "0.5"} for id in ("P04", "P05", "P08")]
    days = [
        {"day": day, "what": words("sample." + what)}
        for day, what in (("2027-05-13", "hearing"), ("2027-06-17", "vote"))
    ]
    return {
        "place": words("sample.case.place"),
        "state": "",
        "decider": words("sample.case.sheriff"),
        "days": days,
        "gaps": rows,
    }


def _gaps(values, results):
    """Lowest marks first, then the blanks; what is barred already is no gap. Nothing coded, nothing to
    bring."""
    codes = results.get("codes", {})
    rows = [{"provision": id, "value": value} for value in LOW for id in PROVISIONS if codes.get(id) == value]
    return rows + [{"provision": id, "value": ""} for id in PROVISIONS if not codes.get(id)] if codes else []


def _begins(row):
    """A new gap begins with our words for a demand and for the office; a blank begins with nothing."""
    id = row["provision"]
    return {"ask": "ask." + id, "decider": "kind." + KINDS[id]} if row["value"] else {}


TOOL = Tool(
    "gaps",
    fields=(
        Text("place", limit=80),
        Text("state", limit=2),
        Text("decider", limit=120),
        Table("days", (Date("day"), Text("what", limit=100)), least=2, most=12),
        Table(
            "gaps",
            (
                Choice("provision", PROVISIONS),
                Choice("value", ("1", "0.5", "0", "-1")),
                Text("ask", limit=200, lines=2),
                Text("decider", limit=120),
                Choice("point", POINTS),
                Date("by"),
                Choice("turn", ("now", "later")),
            ),
            most=14,
            required=True,
        ),
    ),
    compute=compute,
    rules=(blanks, twice, wording, left_out, choose, deciders, dates, floor),
    report=report,
    sample=sample,
    shares={
        "provision": "provisions.long",
        "short": "provisions.short",
        "value": "provisions.mark",
        "point": "common.point",
        "sample.case": "rio_claro.case",
    },
    twins=("ask.P", "brief.", "kind.", "mark.", "short."),
    tables=("policies", "codings"),
    takes=(
        Take("gaps", "coding", "gaps", _gaps, "provision", _begins),
        Take("place", "coding", "place", lambda values, results: values["place"]),
        Take("decider", "power_map", "decider", lambda values, results: values["decider"]),
    ),
    events=events,
)

"""Dilemma table and moral crisis: what the other side can do, what each answer costs it, and who would pay
for it.

A dilemma action leaves the opponent no obvious best response: M. J. Sørensen and B. Martin, "The Dilemma
Action: Analysis of an Activist Technique", Peace & Change 39:1 (2014). The marks, the alarms and the four
questions on the scene are ours.
"""

from ..chain import Take
from ..charts import clipped, grid
from ..fields import Choice, Number, Scores, Table, Text
from ..models.roles import planned
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

KINDS = ("ignore", "allow", "stop", "punish", "discredit", "talk", "concede", "other")
BEARERS = ("us", "volunteers", "bystanders", "most_exposed", "them")
TESTS = ("visible", "specific", "consent", "choice")
CHEAP, DEAR = 1, 5
SAID = 60  # characters of an answer that are said aloud
FEW = 3  # answers of the other side that should be thought through before a table says anything
WAY_OUT = ("talk", "concede")


def compute(values, tables):
    """The answers with their cost, the cheapest, those that are cheap exits and those that fall on others
    than us.

    Results:
        action, belief, harm (text): as typed
        options ([record]): answers that they have, as typed
            row (int): of the sheet, from 1
            option, kind, why, bears (text): as typed; ids of options
            cost (int or none): mark from 1 to 5
        priced (int): answers with a cost
        least (int or none): the lowest cost
        cheapest ([int]): rows that have it
        cheap, cheap_yes ([int]): rows that cost them nothing: ways out, and giving in
        exposed, bystanders ([int]): rows that fall on these
        crisis ({text}): answer by test
        passed, open ([text]): tests with a yes, tests with "partly" or "no"
    """
    options = []
    for row in values["options"]:
        one = {"row": row["number"]}
        options.append(one | {id: row[id] for id in ("option", "kind", "cost", "why", "bears")})
    costs = [one["cost"] for one in options if one["cost"] is not None]
    least = min(costs) if costs else None
    tests = values["crisis"]
    return {
        "action": values["action"],
        "belief": values["belief"],
        "harm": values["harm"],
        "options": options,
        "priced": len(costs),
        "least": least,
        "cheapest": [one["row"] for one in options if one["cost"] is not None and one["cost"] == least],
        "cheap": [one["row"] for one in options if one["cost"] == CHEAP and one["kind"] != "concede"],
        "cheap_yes": [one["row"] for one in options if one["cost"] == CHEAP and one["kind"] == "concede"],
        "exposed": [one["row"] for one in options if one["bears"] == "most_exposed"],
        "bystanders": [one["row"] for one in options if one["bears"] == "bystanders"],
        "crisis": {id: tests[id] for id in TESTS},
        "passed": [id for id in TESTS if tests[id] == "yes"],
        "open": [id for id in TESTS if tests[id] in ("partly", "no")],
    }


def _at(row, column):
    return "options." + str(row - 1) + "." + column


def _name(results, row):
    names = [one["option"] for one in results["options"] if one["row"] == row]
    return names[0] or str(row)


def cheap_exit(values, results):
    """An answer that costs next to nothing is the answer you will get; if it is a yes, ask for it before you
    act."""
    found = [finding("cheap_exit", _at(row, "cost"), option=_name(results, row)) for row in results["cheap"]]
    return found + [
        finding("cheap_yes", _at(row, "cost"), option=_name(results, row)) for row in results["cheap_yes"]
    ]


def risk_on_others(values, results):
    """An answer that falls on the most exposed, or on people who never chose to be there."""
    found = [
        finding("on_exposed", _at(row, "bears"), option=_name(results, row)) for row in results["exposed"]
    ]
    return found + [
        finding("on_bystanders", _at(row, "bears"), option=_name(results, row))
        for row in results["bystanders"]
    ]


def answers(values, results):
    """Too few answers thought through, the commonest one left out, no way to say yes, or every answer
    dear."""
    rows = [one for one in results["options"] if one["option"]]
    kinds = [one["kind"] for one in rows if one["kind"]]
    costs = [one["cost"] for one in rows if one["cost"] is not None]
    found = []
    if 0 < len(rows) < FEW:
        found.append(finding("few", "options", n=len(rows)))
    if len(kinds) >= 2 and "ignore" not in kinds:
        found.append(finding("no_ignore", "options"))
    if len(kinds) >= 2 and not [kind for kind in kinds if kind in WAY_OUT]:
        found.append(finding("trap", "options"))
    if len(costs) >= FEW and min(costs) == DEAR:
        found.append(finding("all_dear", "options", n=len(costs)))
    seen = {}
    for one in rows:
        name = fold(one["option"])
        if name in seen:
            found.append(finding("twice", _at(one["row"], "option"), option=one["option"], row=seen[name]))
        seen[name] = seen.get(name, one["row"])
    return found


def half_told(values, results):
    """Answers whose cost or whose bearer nobody has thought about, and a dilemma without a belief that it
    breaks."""
    found = []
    rows = [one for one in results["options"] if one["option"]]
    for column, empty in (("cost", None), ("bears", "")):
        missing = [one["option"] for one in rows if one[column] == empty]
        if missing and len(missing) < len(rows):
            found.append(finding("no_" + column, "options", NOTE, n=len(missing), names=missing[:6]))
    if results["priced"] >= 2 and not values["belief"]:
        found.append(finding("no_belief", "belief"))
    return found


def joke(values, results):
    """A joke at people who cannot answer, or who did not make the rule."""
    return (
        [finding("joke", "laugh", who={"word": "laugh." + values["laugh"]})]
        if values["laugh"] in ("workers", "neighbors")
        else []
    )


def crisis(values, results):
    """The scene: seen, specific, with consent, and with something to do for whoever stands there."""
    return [finding("crisis_" + id, "crisis." + id) for id in results["open"]]


def draw(results, words):
    """Who would bear each answer, against what it costs the other side: the numbers of the rows."""
    heads = [words("figure.cost", cost=cost) for cost in range(1, 6)]
    cells = []
    for bears in BEARERS:
        line = []
        for cost in range(1, 6):
            rows = [
                str(one["row"]) for one in results["options"] if one["bears"] == bears and one["cost"] == cost
            ]
            alarm = bears in ("bystanders", "most_exposed") or [
                row for row in rows if int(row) in results["cheap"]
            ]
            line.append((", ".join(rows), (5 if alarm else 2) if rows else 0))
        cells.append(line)
    return grid(
        words("figure.label"),
        heads,
        [words("figure." + bears) for bears in BEARERS],
        cells,
        words("figure.corner"),
    )


def _told(results, words):
    if not results["priced"]:
        return words("told.nothing")
    names = "; ".join([clipped(_name(results, row), SAID) for row in results["cheapest"][:3]])
    told = (
        words("told", n=results["priced"]) + " " + words("told.cheapest", names=names, cost=results["least"])
    )
    if results["cheap"]:
        told += " " + words("told.exit")
    if results["exposed"] or results["bystanders"]:
        told += " " + words("told.others", n=len(results["exposed"]) + len(results["bystanders"]))
    return told


def report(results, words):
    """The cheapest answer aloud, the grid, the table of answers, the scene, and what a table cannot tell."""
    blocks = [sentence(_told(results, words))]
    if [one for one in results["options"] if one["cost"] and one["bears"]]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
    rows = []
    for one in results["options"]:
        kind, bears = [words(id + "." + one[id]) if one[id] else "\u2013" for id in ("kind", "bears")]
        mark = words.number(one["cost"])
        if one["row"] in results["cheap"]:
            mark += " (" + words("table.exit") + ")"
        rows.append([str(one["row"]) + ". " + one["option"], kind, mark, bears, one["why"] or "\u2013"])
    heads = [words(id + ".label") for id in ("option", "kind", "cost", "bears", "why")]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    if results["belief"]:
        blocks.append(notes(words("belief.heading"), [results["belief"]]))
    rows = [[words("harm.label"), results["harm"]]] if results["harm"] else []
    rows += [
        [words("key." + id), words("crisis." + results["crisis"][id])]
        for id in TESTS
        if results["crisis"][id]
    ]
    blocks += (
        [table(words("scene.caption"), [words("head.question"), words("head.answer")], rows)] if rows else []
    )
    return blocks + [limits(words, ("guess", "once", "degree", "exposed", "law"))]


_SAMPLE = (
    ("inside", "ignore", "3", "us"),
    ("takes", "stop", "4", "volunteers"),
    ("danger", "discredit", "3", "us"),
    ("meets", "talk", "3", "them"),
    ("numbers", "concede", "4", "them"),
)


def sample(words):
    """Río Claro: what the sheriff can do when two hundred people set empty chairs before the jail."""
    options = [
        {
            "option": words("sample." + id),
            "kind": kind,
            "cost": cost,
            "why": words("sample." + id + ".why"),
            "bears": bears,
        }
        for id, kind, cost, bears in _SAMPLE
    ]
    texts = {"action": words("sample.case.chairs")}
    texts |= {id: words("sample." + id) for id in ("belief", "harm")}
    return texts | {"options": options, "laugh": "nobody", "crisis": {id: "yes" for id in TESTS}}


TOOL = Tool(
    "dilemma",
    fields=(
        Text("action", required=True, limit=120),
        Text("belief", limit=160, lines=2),
        Table(
            "options",
            (
                Text("option", limit=120, lines=2),
                Choice("kind", KINDS),
                Number("cost", 1, 5),
                Choice("bears", BEARERS),
                Text("why", limit=160, lines=2),
            ),
            least=4,
            most=40,
            required=True,
        ),
        Choice("laugh", ("nobody", "rule", "decider", "workers", "neighbors")),
        Text("harm", limit=160, lines=2),
        Scores("crisis", TESTS, Choice("test", ("yes", "partly", "no"))),
    ),
    compute=compute,
    rules=(cheap_exit, risk_on_others, answers, half_told, joke, crisis),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    takes=(
        Take("star", "star", "action", lambda values, results: values["tactic"]),
        Take("tactic", "escalation", "action", lambda values, results: planned(values)),
    ),
)

"""Ladder of engagement: how many people step up from rung to rung, in one cycle and in several.

A ladder with small steps after Stroomversnellers, "Ladders of Engagement"; follow up, then everyone leaves
with a role, after the Cosecha Guide. Growth is arithmetic: contacts times rates times cycles, multiplied as
whole numbers and rounded once, at the end.
"""

from ..charts import wrapped
from ..fields import Choice, Number, Table, Text
from ..figure import drawing, label, line, rect
from ..portable import fold, ratio
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

WITHIN = 7  # days in which a new contact should hear from somebody
BIG = 20  # percent: where fewer than this step up, the step is called big
MORE = 10  # points by which the weakest rung is raised, to see what that would bring
DRAWN = 12  # rungs that the figure has room for


def compute(values, tables):
    """People on each rung, in a cycle and after all of them; the weakest rung and what a better one would
    bring.

    Results:
        contacts, days (int or none): people in a cycle, days for it
        cycles (int): how many
        rungs ([record]): from the lowest
            row (int): of the sheet, from 1
            rung, ask, keeper (text): as typed
            rate (int or none): per cent of those on the rung below
            basis (text): "counted" or "guess"
            of_100 (number or none): people of 100 contacts
            per_cycle, total (int or none): people in a cycle, and in all
        top (int or none): people on the highest rung after all cycles
        weakest (int): row of the lowest rate, or 0 where they are equal
        top_raised (int or none): people on the highest rung in a cycle if that rate were ten points better
        calls_a_day (int or none): contacts for each day
        guesses, rates (int): rates that nobody counted, rates in all
    """
    contacts, days = values["contacts"], values["days"]
    cycles = values["cycles"] or 1
    above, below, rungs = 1, 1, []
    for row in values["rungs"]:
        rate = row["rate"]
        above = None if above is None or rate is None else above * rate
        below *= 100
        rung = {
            "row": row["number"],
            "rung": row["rung"],
            "ask": row["ask"],
            "rate": rate,
            "keeper": row["keeper"],
        }
        rung["basis"] = row["basis"] or "guess"
        rung["of_100"] = None if above is None else ratio(100 * above, below, 1)
        rung["per_cycle"] = _people(contacts, above, below)
        rung["total"] = _people(contacts, above, below, cycles)
        rungs.append(rung)
    rates = [rung["rate"] for rung in rungs if rung["rate"] is not None]
    weak = rates and min(rates) < max(rates)
    weakest = [rung["row"] for rung in rungs if rung["rate"] == min(rates)][0] if weak else 0
    raised = None
    if weak and above is not None:
        for place, rate in enumerate(rates):
            better = min(rate + MORE, 100) if place == rates.index(min(rates)) else rate
            raised = better if place == 0 else raised * better
    return {
        "contacts": contacts,
        "cycles": cycles,
        "rungs": rungs,
        "top": rungs[-1]["total"] if rungs else None,
        "weakest": weakest,
        "top_raised": _people(contacts, raised, below, cycles),
        "calls_a_day": None if contacts is None or days is None else -(-contacts // max(days, 1)),
        "days": days,
        "guesses": len([rung for rung in rungs if rung["rate"] is not None and rung["basis"] == "guess"]),
        "rates": len(rates),
    }


def _people(contacts, above, below, cycles=1):
    return None if contacts is None or above is None else ratio(contacts * cycles * above, below, 0)


def _name(rung):
    return rung["rung"] or str(rung["row"])


def _listed(code, rungs, column, severity=None):
    """One finding for all of ``rungs``, at the first of them."""
    if not rungs:
        return []
    at = "rungs." + str(rungs[0]["row"] - 1) + "." + column
    params = {"n": len(rungs), "names": [_name(rung) for rung in rungs[:6]]}
    return [finding(code, at, severity, **params) if severity else finding(code, at, **params)]


def keepers(values, results):
    """Every rung has somebody who asks; one role that keeps them all will not manage."""
    named = [rung for rung in results["rungs"] if rung["rung"] or rung["ask"]]
    found = _listed("no_keeper", [rung for rung in named if not rung["keeper"]], "keeper")
    keepers = [fold(rung["keeper"]) for rung in named if rung["keeper"]]
    for place, keeper in enumerate(keepers):
        if keepers.count(keeper) > 2 and keeper not in keepers[:place]:
            rung = [one for one in named if fold(one["keeper"]) == keeper][0]
            at = "rungs." + str(rung["row"] - 1) + ".keeper"
            found.append(finding("one_keeper", at, keeper=rung["keeper"], count=keepers.count(keeper)))
    return found


def asks(values, results):
    """A rung that nobody is asked onto is only a label for people."""
    return _listed("no_ask", [rung for rung in results["rungs"] if rung["rung"] and not rung["ask"]], "ask")


def steps(values, results):
    """Steps that few or none take, and steps that all are said to take."""
    rungs = [rung for rung in results["rungs"] if rung["rate"] is not None]
    found = _listed("blocked", [rung for rung in rungs if rung["rate"] == 0], "rate")
    found += _listed("big_step", [rung for rung in rungs if 0 < rung["rate"] < BIG], "rate")
    return found + _listed(
        "everybody",
        [rung for rung in rungs if rung["rate"] == 100 and rung["basis"] == "guess"],
        "rate",
        NOTE,
    )


def follow_up(values, results):
    """Who is called late is mostly lost; without a number of days nobody knows who is late."""
    if results["days"] is None:
        return [finding("no_days", "days", NOTE)] if results["contacts"] and len(results["rungs"]) > 1 else []
    return [finding("late", "days", days=results["days"], within=WITHIN)] if results["days"] > WITHIN else []


def rates(values, results):
    """Rates that nobody counted, rates that are missing, and a top rung that the arithmetic does not
    reach."""
    rungs, found = results["rungs"], []
    if results["rates"] and results["rates"] < len(rungs):
        found += _listed("no_rate", [rung for rung in rungs if rung["rate"] is None], "rate", NOTE)
    if results["rates"] > 1 and 2 * results["guesses"] > results["rates"]:
        found.append(finding("guesses", "rungs", NOTE, n=results["guesses"], all=results["rates"]))
    if results["contacts"] and results["top"] == 0 and 0 not in [rung["rate"] for rung in rungs]:
        found.append(finding("empty_top", "rungs", name=_name(rungs[-1]), cycles=results["cycles"]))
    return found


_LEFT, _RIGHT, _STEP = 122, 296, 40


def draw(results, words):
    """A ladder: a rung is filled as far as people get there, of every hundred contacts."""
    rungs = results["rungs"][:DRAWN]
    floor = 26 + _STEP * len(rungs)
    parts = [line([(x, 14), (x, floor + 22)], "stroke") for x in (_LEFT, _RIGHT)]
    parts.append(label(_RIGHT + 6, 12, words("figure.people"), "small", "start"))
    parts += _rung(floor, words("figure.contacts"), 100, words.number(results["contacts"]), 3)
    for place, rung in enumerate(rungs):
        y = floor - _STEP * (place + 1)
        weak = rung["row"] == results["weakest"]
        parts += _rung(y, _name(rung), rung["of_100"] or 0, words.number(rung["per_cycle"]), 5 if weak else 2)
        if rung["rate"] is not None:
            said = words("figure.weakest" if weak else "figure.rate", rate=rung["rate"])
            parts.append(label((_LEFT + _RIGHT) / 2, y + 31, said, "small"))
    if len(results["rungs"]) > DRAWN:
        parts.append(label((_LEFT + _RIGHT) / 2, 12, "+" + str(len(results["rungs"]) - DRAWN), "small"))
    return drawing(360, floor + 28, words("figure.label"), parts)


def _rung(y, name, share, people, tone):
    lines = wrapped(name, 18)
    parts = [
        label(_LEFT - 8, y + (12 if len(lines) == 1 else 7) + 11 * place, part, "small", "end")
        for place, part in enumerate(lines)
    ]
    parts.append(rect(_LEFT, y, _RIGHT - _LEFT, 17, "paper"))
    parts.append(rect(_LEFT, y, max((_RIGHT - _LEFT) * share / 100, 1), 17, "edge s" + str(tone)))
    parts.append(label(_RIGHT + 6, y + 13, people, "", "start"))
    return parts


def _told(results, words):
    rungs = results["rungs"]
    if results["contacts"] is None or not rungs or rungs[0]["total"] is None:
        return words("told.nothing")
    last = [rung for rung in rungs if rung["total"] is not None][-1]
    told = words("told", n=results["contacts"], name=_name(last), people=last["per_cycle"])
    if results["cycles"] > 1:
        told += " " + words("told.total", n=results["cycles"], people=last["total"])
    if results["weakest"] and results["top_raised"] is not None:
        weak = [rung for rung in rungs if rung["row"] == results["weakest"]][0]
        told += " " + words(
            "told.weakest", name=_name(weak), more=MORE, top=results["top"], raised=results["top_raised"]
        )
    return told


def report(results, words):
    """What comes of the contacts, the ladder, its table, the follow-up, and what arithmetic leaves out."""
    blocks = [sentence(_told(results, words))]
    if results["rates"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
    rows = [
        [
            words("figure.contacts"),
            "\u2013",
            "\u2013",
            "\u2013",
            words.number(results["contacts"]),
            _all(results, words),
        ]
    ]
    for rung in results["rungs"]:
        rate = "\u2013" if rung["rate"] is None else words("rate." + rung["basis"], rate=rung["rate"])
        numbers = [words.number(rung["per_cycle"]), words.number(rung["total"])]
        rows.append([_name(rung), rung["ask"] or "\u2013", rung["keeper"] or "\u2013", rate] + numbers)
    heads = [
        words("rung.label"),
        words("ask.label"),
        words("keeper.label"),
        words("rate.label"),
        words("head.per_cycle"),
    ]
    heads.append(words("head.total", n=results["cycles"]))
    blocks += [table(words("table.caption"), heads, rows)] if results["rungs"] else []
    if results["calls_a_day"] is not None:
        numbers = {"contacts": results["contacts"], "days": results["days"]}
        blocks.append(
            notes(
                words("calls.heading"),
                [words("calls", n=results["calls_a_day"], **numbers), words("calls.role")],
            )
        )
    guesses = results["guesses"]
    first = [words("limits.guesses", n=guesses, all=results["rates"])] if guesses else []
    return blocks + [limits(words, ("growth", "rounding", "again", "people", "leave"), first)]


def _all(results, words):
    return words.number(None if results["contacts"] is None else results["contacts"] * results["cycles"])


_SAMPLE = (
    ("called", "60", "counted"),
    ("assembly", "50", "counted"),
    ("role", "60", "counted"),
    ("co_lead", "40", "guess"),
)


def sample(words):
    """Río Claro: the ninety contacts of the noon procession, three cycles."""
    rungs = []
    for id, rate, basis in _SAMPLE:
        texts = {
            "rung": words("sample." + id),
            "ask": words("sample." + id + ".ask"),
            "keeper": words("sample." + id + ".keeper"),
        }
        rungs.append(texts | {"rate": rate, "basis": basis})
    return {"contacts": "90", "cycles": "3", "days": "7", "rungs": rungs}


TOOL = Tool(
    "ladder",
    fields=(
        Number("contacts", 0, 999999, required=True),
        Number("cycles", 1, 52, default="1"),
        Number("days", 0, 365),
        Table(
            "rungs",
            (
                Text("rung", limit=80),
                Text("ask", limit=160),
                Number("rate", 0, 100),
                Choice("basis", ("guess", "counted"), default="guess"),
                Text("keeper", limit=80),
            ),
            least=4,
            most=20,
            required=True,
        ),
    ),
    compute=compute,
    rules=(keepers, asks, steps, follow_up, rates),
    report=report,
    sample=sample,
)

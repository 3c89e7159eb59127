"""Method finder: which of the 198 methods of nonviolent action fit what a group can carry, and a shortlist
with reasons.

The list and its classes are Gene Sharp's, "The Politics of Nonviolent Action", part 2 (1973): protest and
persuasion 54, social noncooperation 16, economic boycotts 26, strikes 23, political noncooperation 38,
intervention 41. Risk, people and time are estimates of this course (``data/shipped/methods.csv``): nobody has
measured the methods one by one.
"""

from ..charts import bars
from ..fields import Choice, Table, Text
from ..report import figure, limits, sentence, table
from ..sheet import NOTE, Tool, finding
from ..view import row_label

CLASSES = ("protest", "social", "economic_boycott", "strike", "political", "intervention")
NONCOOPERATION = CLASSES[1:5]
LEVELS = {
    "risk": ("low", "medium", "high"),
    "people": ("few", "some", "many"),
    "prep": ("days", "weeks", "months"),
}
FILTERS = ("class", "risk", "people", "prep", "law")
MOST_SHOWN = 40  # more rows than this are counted, not told
MENU = 7  # more than this on a shortlist is a menu, not a choice
# False identities, false money, names of agents: the course plans none of them
LISTED_ONLY = ("140", "185", "194")


def compute(values, tables):
    """How many methods pass the filters, which ones by class, the first of them, and the shortlist.

    Results:
        total, passing (int): methods in all, and those that pass the filters
        filters ([text]): filters that are set
        counts, of ({int}): methods by class, of those that pass and of all
        noncooperation (int): those that pass in the three classes of noncooperation
        numbers ({text}): numbers of those that pass, by class: "1–3, 5"
        shown ([record]): the first of them: rows of the table
            id, label_en, label_es, class, risk, people, prep, ask (text): as the table has them
        more (int): those that pass and are not shown
        why_no (text): id of an option
        shortlist ([record]): methods chosen: rows of the table
            id, label_en, label_es, class, risk, people, prep, ask (text): as the table has them
            row (int): of the sheet, from 1
            why, passes (text): as typed; "yes" or "no" to the filters
    """
    allowed = {
        id: LEVELS[id][: LEVELS[id].index(values[id]) + 1] if values[id] else LEVELS[id] for id in LEVELS
    }
    classes = (values["class"],) if values["class"] else CLASSES
    risks, people, times, plain = (
        allowed["risk"],
        allowed["people"],
        allowed["prep"],
        values["law"] == "plain",
    )
    numbers, of, shown, known, passing = {id: [] for id in CLASSES}, {id: 0 for id in CLASSES}, [], {}, []
    for row in tables["methods"]:
        kind = row["class"]
        of[kind] += 1
        known[row["id"]] = row
        if row["risk"] in risks and row["people"] in people and row["prep"] in times and kind in classes:
            if plain and row["ask"]:
                continue
            numbers[kind].append(int(row["id"]))
            passing.append(row["id"])
            if len(shown) < MOST_SHOWN:
                shown.append(row)
    counts = {id: len(numbers[id]) for id in CLASSES}
    shortlist = []
    for row in values["shortlist"]:
        if row["method"]:
            place = row["number"]
            passes = "yes" if row["method"] in passing else "no"
            shortlist.append(known[row["method"]] | {"row": place, "why": row["why"], "passes": passes})
    return {
        "total": len(known),
        "passing": len(passing),
        "filters": [id for id in FILTERS if values[id]],
        "counts": counts,
        "of": of,
        "noncooperation": sum([counts[id] for id in NONCOOPERATION]),
        "numbers": {id: spans(numbers[id]) for id in CLASSES},
        "shown": shown,
        "more": len(passing) - len(shown),
        "why_no": values["why_no"],
        "shortlist": shortlist,
    }


def spans(numbers):
    """Whole numbers in order as text, neighbors drawn together: "1\u20133, 7"."""
    parts, first, last = [], None, None
    for number in numbers + [None]:
        if last is not None and number == last + 1:
            last = number
            continue
        if last is not None:
            parts.append(str(first) + ("\u2013" + str(last) if last > first else ""))
        first = last = number
    return ", ".join(parts)


def _said(code, rows, column, severity=None):
    """A finding about some methods of the shortlist, named by number, at the first of them."""
    if not rows:
        return []
    params = {"n": len(rows), "numbers": [int(one["id"]) for one in rows[:12]]}
    at = "shortlist." + str(rows[0]["row"] - 1) + "." + column
    return [finding(code, at, severity, **params) if severity else finding(code, at, **params)]


def strategy(values, results):
    """Choosing before saying why the answer is still no, or saying it and choosing nothing that has a
    cost."""
    chosen, why_no = results["shortlist"], results["why_no"]
    if len(chosen) > 2 and not why_no:
        return [finding("no_strategy", "why_no")]
    gentle = [one for one in chosen if one["class"] == "protest"]
    if why_no == "no_cost" and len(chosen) > 1 and len(gentle) == len(chosen):
        return [finding("only_protest", "shortlist")]
    return []


def choice(values, results):
    """Too many, twice the same, without a reason, or a reason without a method."""
    chosen, found, seen = results["shortlist"], [], {}
    if len(chosen) > MENU:
        found.append(finding("menu", "shortlist", n=len(chosen)))
    for one in chosen:
        if one["id"] in seen:
            found.append(
                finding(
                    "twice",
                    "shortlist." + str(one["row"] - 1) + ".method",
                    number=int(one["id"]),
                    row=seen[one["id"]],
                )
            )
        else:
            seen[one["id"]] = one["row"]
    found += _said("no_why", [one for one in chosen if not one["why"]], "why")
    for row in values["shortlist"]:
        if row["why"] and not row["method"]:
            found.append(finding("no_method", row["at"] + ".method", NOTE))
    return found


def care(values, results):
    """What this course does not plan, what a lawyer sees first, what is beyond the group's own filters."""
    chosen = results["shortlist"]
    found = _said("listed_only", [one for one in chosen if one["id"] in LISTED_ONLY], "method")
    asked = [one for one in chosen if one["ask"] and one["id"] not in LISTED_ONLY]
    found += _said("ask", asked, "method", NOTE)
    return found + _said("outside", [one for one in chosen if one["passes"] == "no"], "method", NOTE)


def nothing(values, results):
    """Filters that let nothing through."""
    return (
        [finding("nothing", results["filters"][0])] if results["filters"] and not results["passing"] else []
    )


_TONES = {"protest": 2, "social": 3, "economic_boycott": 3, "strike": 3, "political": 3, "intervention": 5}


def draw(results, words):
    """How many methods of each class pass."""
    rows = [(words("class." + id), results["counts"][id], _TONES[id]) for id in CLASSES]
    return bars(words("figure.label"), rows, high=max([results["of"][id] for id in CLASSES]))


def _told(results, words):
    counts = results["counts"]
    families = {
        "protest": counts["protest"],
        "noncooperation": results["noncooperation"],
        "intervention": counts["intervention"],
    }
    code = "told" if results["filters"] else "told.all"
    told = words(
        code if results["passing"] else "told.none", n=results["passing"], total=results["total"], **families
    )
    chosen = [int(one["id"]) for one in results["shortlist"]]
    return told + (" " + words("told.shortlist", n=len(chosen), numbers=chosen[:12]) if chosen else "")


def _listed(rows, words, more=None):
    """Rows of methods with their keys in words; ``more`` names a further cell."""
    said = {id: words("cell." + id) for kind in LEVELS for id in LEVELS[kind]}
    said |= {id: words("class." + id) for id in CLASSES} | {"yes": words("cell.ask"), "": "\u2013"}
    columns = ("class", "risk", "people", "prep", "ask")
    return [
        [row_label(one, words)]
        + [said[one[id]] for id in columns]
        + ([one[more] or "\u2013"] if more else [])
        for one in rows
    ]


def report(results, words):
    """What passes by class, the shortlist with its reasons, the names, and what nobody has measured."""
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    rows = [
        [
            words("class." + id),
            str(results["counts"][id]),
            str(results["of"][id]),
            results["numbers"][id] or "\u2013",
        ]
        for id in CLASSES
    ]
    rows.append([words("total"), str(results["passing"]), str(results["total"]), "\u2013"])
    heads = [words("head." + id) for id in ("class", "passing", "of", "numbers")]
    blocks.append(table(words("counts.caption"), heads, rows))
    heads = [words("head." + id) for id in ("method", "class", "risk", "people", "prep", "ask")]
    if results["shortlist"]:
        rows = _listed(results["shortlist"], words, "why")
        blocks.append(table(words("shortlist.caption"), heads + [words("why.label")], rows))
    if results["shown"]:
        blocks.append(
            table(words("shown.caption", n=len(results["shown"])), heads, _listed(results["shown"], words))
        )
    if results["more"]:
        blocks.append(sentence(words("shown.more", n=results["more"])))
    return blocks + [limits(words, ("evidence", "estimates", "law", "list", "nonviolent"))]


_SAMPLE = ("3", "34", "38", "85")


def sample(words):
    """Río Claro: low risk, up to a hundred people, some weeks; four methods with a reason."""
    chosen = [{"method": id, "why": words("sample." + id)} for id in _SAMPLE]
    return {
        "why_no": "no_cost",
        "class": "",
        "risk": "low",
        "people": "some",
        "prep": "weeks",
        "law": "",
        "shortlist": chosen,
    }


TOOL = Tool(
    "methods",
    fields=(
        Choice("why_no", ("unaware", "no_cost", "held_back")),
        Choice("class", CLASSES),
        Choice("risk", LEVELS["risk"]),
        Choice("people", LEVELS["people"]),
        Choice("prep", LEVELS["prep"]),
        Choice("law", ("plain",)),
        Table(
            "shortlist",
            (Choice("method", table="methods"), Text("why", limit=200, lines=2)),
            least=3,
            most=30,
        ),
    ),
    compute=compute,
    rules=(strategy, choice, care, nothing),
    report=report,
    sample=sample,
    tables=("methods",),
    notice="notice",
)

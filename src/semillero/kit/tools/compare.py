"""Compare: two texts, or a draft beside the strongest text for each provision, clause by clause.

Only provisions coded in both count, all alike, and their number stands beside every score: a score over other
provisions would compare two things that nobody has read side by side. What is blank on one side is a page to
read, never a zero. The marks are those of the policy scorer (``kit.policy``).
"""

from ..chain import Take
from ..charts import clipped, wrapped
from ..fields import Choice, Table, Text
from ..figure import drawing, label, line, rect
from ..models.policy import HALVES, PRESETS, PROVISIONS, codings, score, strongest, weighed
from ..portable import ratio
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

DRAFT, BEST = "draft", "strongest"
SIDES = ("left", "right")
FEW = 3  # fewer provisions than this in both say nothing about two texts


def compute(values, tables):
    """Both values of each provision, scores on those coded in both, and which pages are still to be read.

    Results:
        left, right (record): the two texts
            id, name (text): of the policy; "draft", "strongest" or "" are ids too
            coded (int): provisions with a value
            mandate (bool): it orders cooperation
            score (number or none): on what is coded in both, -1 to 1
        both, of (int): provisions coded in both, provisions in all
        provisions ([record]): all, in their order
            id (text): of the provision
            way (text): "same", "left" or "right" (the stronger), "apart", or "" where one is blank
            blank (text): side without a value: "left", "right", "both" or ""
            left, right (number or none): values, -1 to 1
            left_from, right_from (text): label of the policy that a clause was taken from, or ""
            left_where, right_where (text): the section, or the words of a draft
        ways ({[text]}): provisions by way: left, right, same
        apart ([text]): provisions that one bars and the other orders
        go_read ([record]): what is still to be read
            id, where (text): the provision, and the side without a value
    """
    policies, coded, sections, strong = _table(tables)
    draft = {
        row["provision"]: HALVES[row["value"]] for row in values["codes"] if row["provision"] and row["value"]
    }
    says = {row["provision"]: row["says"] for row in values["codes"] if row["provision"] in draft}
    sides, told = [], []
    for side in SIDES:
        id = values[side]
        if id == DRAFT:
            sides.append({one: {"mark": draft[one], "from": "", "where": says[one]} for one in draft})
        elif id == BEST:
            sides.append(
                {one: _clause(strong[one][0], strong[one][1], policies, sections, one) for one in strong}
            )
        else:
            codes = coded.get(id, {})
            sides.append(
                {one: _clause(codes[one], id, policies, sections, one) | {"from": ""} for one in codes}
            )
        law = policies.get(id)
        name = values["draft_name"] if id == DRAFT else law["label"] if law else ""
        told.append(
            {
                "id": id,
                "name": name,
                "coded": len(sides[-1]),
                "mandate": bool(law) and law["direction"] == "mandate",
            }
        )
    both = [one for one in PROVISIONS if one in sides[0] and one in sides[1]]
    rows = [_row(one, sides) for one in PROVISIONS]
    for place, side in enumerate(sides):
        counts = score(weighed({one: side[one]["mark"] for one in both}, PRESETS["equal"]), 0, 1)
        told[place]["score"] = counts["score"]
    ways = {way: [row["id"] for row in rows if row["way"] == way] for way in ("left", "right", "same")}
    return {
        "left": told[0],
        "right": told[1],
        "both": len(both),
        "of": len(PROVISIONS),
        "provisions": rows,
        "ways": ways,
        "apart": [row["id"] for row in rows if row["way"] == "apart"],
        "go_read": (
            [{"id": row["id"], "where": row["blank"]} for row in rows if row["blank"]]
            if values["left"] and values["right"]
            else []
        ),
    }


_read = []  # what the tables give: they stay the same while a group types


def _table(tables):
    """Policies by id, their marks, the sections by policy and provision, and the strongest text for each
    provision."""
    rows, table, places = tables["policies"], tables["codings"], tables["sections"]
    if not _read or _read[0] is not rows or _read[1] is not table or _read[2] is not places:
        coded, sections = codings(table), {row["id"]: row for row in places}
        found = ({row["id"]: row for row in rows}, coded, sections, strongest(rows, coded))
        _read[:] = [rows, table, places, found]
    return _read[3]


def _clause(mark, id, policies, sections, provision):
    return {"mark": mark, "from": policies[id]["label"], "where": sections.get(id, {}).get(provision, "")}


def _row(id, sides):
    """Both marks of a provision and how they differ; "apart" is where one bars what the other orders."""
    left, right = [side.get(id) for side in sides]
    row = {
        "id": id,
        "way": "",
        "blank": "" if left and right else "right" if left else "left" if right else "both",
    }
    for side, found in zip(SIDES, (left, right)):
        row[side] = ratio(found["mark"], 2, 1) if found else None
        row[side + "_from"] = found["from"] if found else ""
        row[side + "_where"] = found["where"] if found else ""
    if left and right:
        apart = left["mark"] * right["mark"] < 0
        row["way"] = (
            "apart"
            if apart
            else (
                "same"
                if left["mark"] == right["mark"]
                else "left"
                if left["mark"] > right["mark"]
                else "right"
            )
        )
    return row


def choosing(values, results):
    """Two different texts."""
    left, right = values["left"], values["right"]
    return [finding("same_text", "right")] if left and left == right else []


def _twice(values):
    seen = {}
    for row in values["codes"]:
        if row["provision"] in seen:
            return [
                finding(
                    "twice",
                    row["at"] + ".provision",
                    ERROR,
                    provision={"word": "provision." + row["provision"]},
                )
            ]
        if row["provision"]:
            seen[row["provision"]] = row["at"]
    return []


def draft(values, results):
    """A draft without marks, marks without a draft, and two marks for one question."""
    chosen = DRAFT in (values["left"], values["right"])
    marked = [row for row in values["codes"] if row["value"]]
    if chosen and not marked:
        return [finding("no_draft", "codes")]
    loose = [row["at"] for row in marked if not row["provision"]]
    found = [finding("no_provision", loose[0] + ".provision")] if loose else []
    if marked and values["left"] and values["right"] and not chosen:
        found.append(finding("draft_aside", "left", NOTE))
    return found + _twice(values)


def _pair(results):
    left, right = results["left"], results["right"]
    return left["id"] and right["id"] and left["id"] != right["id"]


def enough(values, results):
    """Nothing in both, or too little to say which is stronger."""
    if not _pair(results):
        return []
    empty = [side for side in SIDES if not results[side]["coded"] and results[side]["id"] != DRAFT]
    if empty:
        return [finding("uncoded", empty[0], name=results[empty[0]]["name"])]
    if results["both"] < FEW and results["left"]["coded"] and results["right"]["coded"]:
        return [finding("few", "right", n=results["both"])]
    return []


def mandates(values, results):
    """A law that orders cooperation is no neighbor to be stronger than: it may stand above the draft."""
    if not _pair(results):
        return []
    return [
        finding("mandate", side, NOTE, name=results[side]["name"])
        for side in SIDES
        if results[side]["mandate"]
    ]


def even(values, results):
    """The same score from different clauses: the mean hides what the table shows."""
    ways, left, right = results["ways"], results["left"]["score"], results["right"]["score"]
    some = len(ways["left"]) + len(ways["right"]) + len(results["apart"])
    return (
        [finding("even", "", NOTE, n=some)]
        if _pair(results) and left is not None and left == right and some
        else []
    )


_TONES = {1: "1", 0.5: "2", 0: "3", -1: "5"}
_SIGNS = {"left": "\u25c0", "right": "\u25b6", "same": "=", "apart": "\u25c0\u25b6"}


def _box(x, y, mark, words):
    if mark is None:
        return rect(x, y, 58, 19, "paper") + label(x + 29, y + 13, words("figure.blank"), "small")
    tone = _TONES[mark]
    return rect(x, y, 58, 19, "edge s" + tone) + label(x + 29, y + 13, words.number(mark), "small t" + tone)


_drawn = {}  # lines as they were drawn: while a group types, most stay as they are


def _line(y, row, words):
    name = label(4, y + 13, clipped(words("short." + row["id"]), 28), "small", "start")
    sign = label(248, y + 14, _SIGNS[row["way"]]) if row["way"] else ""
    boxes = _box(164, y, row["left"], words) + _box(274, y, row["right"], words)
    return name + boxes + sign + line([(4, y + 21.5), (356, y + 21.5)], "thin")


def draw(results, words):
    """Fourteen lines: the provision, a box with the mark for each text, and a sign for the stronger one
    between them."""
    pieces = []
    for x, side in ((193, "left"), (303, "right")):
        for number, part in enumerate(wrapped(_name(results[side], words), 18, 3)):
            pieces.append(label(x, 12 + 11 * number, part, "small"))
    for place, row in enumerate(results["provisions"]):
        key = (words.lang, place, row["left"], row["right"])
        if key not in _drawn:
            _drawn[key] = _line(42 + 24 * place, row, words)
        pieces.append(_drawn[key])
    return drawing(360, 44 + 24 * len(PROVISIONS), words("figure.label"), pieces)


def _name(side, words):
    if side["id"] == BEST:
        return words("left." + BEST)
    return side["name"] or (words("draft") if side["id"] == DRAFT else "\u2013")


def _told(results, words):
    names = {"a": _name(results["left"], words), "b": _name(results["right"], words)}
    if not _pair(results):
        return words("told.nothing")
    if not results["both"]:
        return words("told.apart", **names)
    scores = {"x": results["left"]["score"], "y": results["right"]["score"]}
    told = words("told", n=results["both"], of=results["of"], **(names | scores))
    count = {way: len(results["ways"][way]) for way in results["ways"]}
    told += " " + words("told.ways", left=count["left"], right=count["right"], same=count["same"], **names)
    return told + (" " + words("told.opposed", n=len(results["apart"])) if results["apart"] else "")


def _cell(row, side, words):
    if row[side] is None:
        return words("blank")
    more = [part for part in (row[side + "_from"], row[side + "_where"]) if part]
    return words("mark." + words.number(row[side]).replace("\u2212", "-")) + (
        " (" + ": ".join(more) + ")" if more else ""
    )


def report(results, words):
    """The number coded in both, both scores, the figure, each clause with its place in the text, and what to
    read next."""
    blocks = [sentence(_told(results, words))]
    if _pair(results) and (results["left"]["coded"] or results["right"]["coded"]):
        blocks.append(figure(draw(results, words), words("figure.caption")))
        names = {"a": _name(results["left"], words), "b": _name(results["right"], words)}
        rows = [
            [
                words("provision." + row["id"]),
                _cell(row, "left", words),
                _cell(row, "right", words),
                words("way." + (row["way"] or "blank")),
            ]
            for row in results["provisions"]
        ]
        blocks.append(
            table(
                words("table.caption"),
                [words("head.provision"), names["a"], names["b"], words("head.way")],
                rows,
            )
        )
        lines = [
            words("read." + one["where"], what={"word": "provision." + one["id"]}, **names)
            for one in results["go_read"]
        ]
        blocks += [notes(words("read.heading"), lines)] if lines else []
    return blocks + [limits(words, ("both", "practice", "place", "day"))]


_SAMPLE = {
    "P01": "0.5",
    "P02": "0",
    "P03": "0",
    "P04": "0.5",
    "P05": "0.5",
    "P06": "1",
    "P07": "1",
    "P08": "0.5",
    "P09": "0",
    "P10": "0",
    "P11": "0",
    "P12": "0",
    "P13": "0",
    "P14": "0.5",
}
_SAID = ("P01", "P02", "P13", "P14")


def sample(words):
    """Río Claro: the invented draft ordinance beside the strongest text for each provision."""
    codes = [
        {"provision": id, "value": _SAMPLE[id], "says": words("sample." + id) if id in _SAID else ""}
        for id in PROVISIONS
    ]
    return {"draft_name": words("sample.name"), "left": DRAFT, "right": BEST, "codes": codes}


def _draft(values, results):
    codes, rows = results.get("codes", {}), {row["provision"]: row for row in values["codes"]}
    return [
        {"provision": id, "value": codes[id], "says": rows.get(id, {}).get("says", "")}
        for id in PROVISIONS
        if codes.get(id)
    ]


TOOL = Tool(
    "compare",
    fields=(
        Choice("left", (DRAFT, BEST), table="policies", required=True),
        Choice("right", (DRAFT, BEST), table="policies", required=True),
        Text("draft_name", limit=80),
        Table(
            "codes",
            (
                Choice("provision", PROVISIONS),
                Choice("value", ("1", "0.5", "0", "-1")),
                Text("says", limit=200),
            ),
            least=3,
            most=14,
        ),
    ),
    compute=compute,
    rules=(choosing, draft, enough, mandates, even),
    report=report,
    sample=sample,
    shares={"provision": "provisions.long", "short": "provisions.short", "value": "provisions.mark"},
    tables=("policies", "codings", "sections"),
    takes=(
        Take("codes", "coding", "codes", _draft, "provision"),
        Take("name", "coding", "draft_name", lambda values, results: values["policy"]),
    ),
)

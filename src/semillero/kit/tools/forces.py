"""Forces and causes: what pushes toward a change and what holds it back, and where its problem has its roots.

The force field is after Kurt Lewin (1947), with ratings from +10 to -10 as in the exercise of the Change
Agency; the problem tree after VeneKlasen and Miller, "A New Weave of Power" (2002). The sum is no forecast,
and says so each time.
"""

from ..charts import clipped, wrapped
from ..fields import Choice, Number, Table, Text
from ..figure import drawing, label, line, rect
from ..portable import fold, total
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

TOP = 3  # forces to strengthen, and to weaken
MOST = 20  # forces in the drawing; all of them stand in the table
DRAWN = 6  # causes and effects in the drawing of the tree; all of them stand in the table

# How a trunk begins that is a missing solution and no problem. Folded, both languages.
MISSING = (
    "lack of",
    "there is no",
    "there are no",
    "we need",
    "we do not have",
    "we don't have",
    "not enough",
    "falta",
    "la falta",
    "hace falta",
    "hacen falta",
    "no hay",
    "no tenemos",
    "no existe",
    "necesitamos",
)


def compute(values, tables):
    """The two sums and their net, each side ranked by strength, and the parts of the tree.

    Results:
        change, trunk (text): as typed
        for, against ([record]): by strength, the strongest first
            name (text): as typed
            strength (int): 1 to 10, or -1 to -10
            row (int): of the sheet, from 1
        zero, unrated ([text]): forces with strength 0, and with none
        sum_for, sum_against, net (int): sums of strengths
        strengthen, weaken ([text]): the strongest of each side
        roots ([record]): with a cause
            cause, campaign (text): as typed; "yes" where the campaign can reach it, "no" or ""
        branches ([text]): effects
        campaign ([text]): causes that the campaign can reach
        beyond (int): causes that it cannot
    """
    rated, unrated = [], []
    for row in values["forces"]:
        one = {"name": row["name"], "strength": row["strength"], "row": row["number"]}
        (unrated if row["strength"] is None else rated).append(one)
    for_ = sorted(
        [one for one in rated if one["strength"] > 0], key=lambda one: (-one["strength"], one["row"])
    )
    against = sorted(
        [one for one in rated if one["strength"] < 0], key=lambda one: (one["strength"], one["row"])
    )
    plus, minus = total([one["strength"] for one in for_]), total([one["strength"] for one in against])
    roots = [{"cause": row["cause"], "campaign": row["campaign"]} for row in values["roots"] if row["cause"]]
    return {
        "change": values["change"],
        "for": for_,
        "against": against,
        "zero": [one["name"] for one in rated if one["strength"] == 0],
        "unrated": [one["name"] for one in unrated],
        "sum_for": plus,
        "sum_against": minus,
        "net": plus + minus,
        "strengthen": [one["name"] for one in for_[:TOP]],
        "weaken": [one["name"] for one in against[:TOP]],
        "trunk": values["trunk"],
        "roots": roots,
        "branches": [row["effect"] for row in values["branches"] if row["effect"]],
        "campaign": [one["cause"] for one in roots if one["campaign"] == "yes"],
        "beyond": len([one for one in roots if one["campaign"] == "no"]),
    }


def one_sided(values, results):
    """All forces on one side: then the change would be here already, or nobody would try."""
    plus, minus = len(results["for"]), len(results["against"])
    if plus + minus < 3 or (plus and minus):
        return []
    return [finding("only_for" if plus else "only_against", "forces", n=plus + minus)]


def far(values, results):
    """A net far on one side tempts a group to read it as a forecast."""
    both = results["for"] and results["against"] and len(results["for"]) + len(results["against"]) > 3
    if not both or 2 * abs(results["net"]) < results["sum_for"] - results["sum_against"]:
        return []
    return [finding("far_for" if results["net"] > 0 else "far_against", "forces", NOTE, net=results["net"])]


def alike(values, results):
    """Where all weigh the same, the sheet cannot say where to begin."""
    sizes = [abs(one["strength"]) for one in results["for"] + results["against"]]
    return (
        [finding("alike", "forces", n=len(sizes), size=sizes[0])]
        if len(sizes) > 3 and sizes.count(sizes[0]) == len(sizes)
        else []
    )


def twice(values, results):
    """The same force in two rows, perhaps once on each side."""
    seen, found = {}, []
    for row in values["forces"]:
        name, number = fold(row["name"]), row["number"]
        if name and seen.setdefault(name, number) != number:
            found.append(finding("twice", row["at"] + ".name", name=row["name"], row=seen[name]))
    return found


def unrated(values, results):
    """Forces without a strength, or with 0, do not count yet."""
    names = [name for name in results["unrated"] + results["zero"] if name]
    rated = results["for"] or results["against"]
    return [finding("unrated", "forces", NOTE, n=len(names), names=names[:6])] if names and rated else []


def mixed(values, results):
    """The same text as a cause and as an effect, or as the problem itself."""
    roots, trunk, found = [fold(one["cause"]) for one in results["roots"]], fold(values["trunk"]), []
    for row in values["branches"]:
        if row["effect"] and fold(row["effect"]) in roots:
            found.append(finding("mixed", row["at"] + ".effect", text=row["effect"]))
    for field, column in (("roots", "cause"), ("branches", "effect")):
        for row in values[field]:
            if row[column] and fold(row[column]) == trunk:
                found.append(finding("trunk_again", row["at"] + "." + column, text=row[column]))
    return found


def trunk(values, results):
    """The problem is there and whole: written down, and not as a missing solution."""
    if not values["trunk"]:
        return [finding("no_trunk", "trunk")] if len(results["roots"]) + len(results["branches"]) > 1 else []
    begins = [stem for stem in MISSING if fold(values["trunk"]).startswith(stem)]
    return [finding("missing", "trunk", text=values["trunk"])] if begins else []


def leverage(values, results):
    """A tree without causes treats what hurts; one where all causes or none can be moved leaves the choice
    open."""
    roots, ours = len(results["roots"]), len(results["campaign"])
    if not roots and len(results["branches"]) > 1:
        return [finding("no_roots", "roots")]
    if roots > 2 and results["beyond"] == roots:
        return [finding("none_movable", "roots", n=roots)]
    return [finding("all_movable", "roots", n=roots)] if roots > 3 and ours == roots else []


def draw_field(results, words):
    """Bars to both sides of a line: what pushes and what holds back, strongest first, each under its name."""
    ranked = results["for"] + results["against"]
    parts, y = [], 26
    parts.append(label(174, 12, "\u2190 " + words("side.against"), "small", "end"))
    parts.append(label(186, 12, words("side.for") + " \u2192", "small", "start"))
    for one in ranked[:MOST]:
        size = 15 * abs(one["strength"])
        right = one["strength"] > 0
        parts.append(label(180, y + 6, clipped(one["name"] or words("nameless"), 60), "small"))
        parts.append(rect(180 if right else 180 - size, y + 11, size, 14, "edge s1" if right else "edge s5"))
        place = (174, "end") if right else (186, "start")
        parts.append(label(place[0], y + 22, _signed(one["strength"], words), "small", place[1]))
        parts.append(line([(180, y + 9), (180, y + 27)], "stroke"))
        y += 36
    if len(ranked) > MOST:
        parts.append(label(180, y + 4, "+" + str(len(ranked) - MOST), "small"))
        y += 12
    return drawing(360, y, words("figure.label"), parts)


_WIDE, _HIGH, _STEP, _DOWN = 112, 56, 118, 68


def draw_tree(results, words):
    """Effects above, the problem in the middle, causes below; a check mark on those that a campaign could
    move."""
    effects, causes = results["branches"][:DRAWN], results["roots"][:DRAWN]
    up, down = (len(effects) + 2) // 3, (len(causes) + 2) // 3
    middle = 22 + _DOWN * up
    parts, boxes = [], []
    for place, effect in enumerate(effects):
        boxes.append(
            (
                _across(place, len(effects)),
                middle - 16 - _HIGH - _DOWN * (place // 3),
                effect,
                "paper",
                "small",
            )
        )
    for place, cause in enumerate(causes):
        ours = cause["campaign"] == "yes"
        look = ("\u2713 ", "edge s2", "small t2") if ours else ("", "paper", "small")
        y = middle + _HIGH + 18 + _DOWN * (place // 3)
        boxes.append((_across(place, len(causes)), y, look[0] + cause["cause"], look[1], look[2]))
    for x, y, _, _, _ in boxes:
        parts.append(line([(180, middle + _HIGH / 2), (x, y + _HIGH / 2)], "stroke"))
    parts += _box(180, middle, 220, results["trunk"] or words("figure.trunk"), "edge s4", "small t4")
    for x, y, text, kind, ink in boxes:
        parts += _box(x, y, _WIDE, text, kind, ink)
    bottom = middle + _HIGH + 8 + _DOWN * down
    more = len(results["branches"]) - len(effects), len(results["roots"]) - len(causes)
    parts.append(
        label(
            4, 13, words("figure.effects") + (" (+" + str(more[0]) + ")" if more[0] else ""), "small", "start"
        )
    )
    parts.append(
        label(
            4,
            bottom + 12,
            words("figure.causes") + (" (+" + str(more[1]) + ")" if more[1] else ""),
            "small",
            "start",
        )
    )
    return drawing(360, bottom + 18, words("tree.label"), parts)


def _across(place, many):
    """The middle of a box: three in a line, fewer in the last one."""
    here = min(3, many - place // 3 * 3)
    return 180 + _STEP * (place % 3 - (here - 1) / 2)


def _box(x, y, wide, text, kind, ink):
    parts = [rect(x - wide / 2, y, wide, _HIGH, kind)]
    rows = wrapped(text, int(wide / 6.2), 4)
    for number, part in enumerate(rows):
        parts.append(label(x, y + _HIGH / 2 + 3.5 + 12 * (number - (len(rows) - 1) / 2), part, ink))
    return parts


def _signed(number, words):
    return ("+" if number > 0 else "") + words.number(number)


def _push(id, one, words):
    return words("top." + id, name=one["name"] or words("nameless"), strength=_signed(one["strength"], words))


def _told(results, words):
    if not results["for"] and not results["against"]:
        told = words("told.nothing")
    else:
        sums = {key: _signed(results[key], words) for key in ("sum_for", "sum_against", "net")}
        told = words("told", plus=sums["sum_for"], minus=sums["sum_against"], net=sums["net"])
    if results["roots"] or results["branches"]:
        told += " " + words("told.tree", causes=len(results["roots"]), effects=len(results["branches"]))
        told += " " + words("told.campaign", n=len(results["campaign"])) if results["roots"] else ""
    return told


def report(results, words):
    """The net and what it is not, both sides ranked, where to push, the tree, and limits."""
    blocks = [sentence(_told(results, words))]
    ranked = results["for"] + results["against"]
    if ranked:
        blocks.append(figure(draw_field(results, words), words("figure.caption")))
        sides = [words("side.for")] * len(results["for"]) + [words("side.against")] * len(results["against"])
        rows = [
            [one["name"] or words("nameless"), _signed(one["strength"], words), side]
            for one, side in zip(ranked, sides)
        ]
        rows.append([words("net"), _signed(results["net"], words), words("net.not")])
        blocks.append(
            table(
                words("table.caption"),
                [words(id) for id in ("name.label", "strength.label", "head.side")],
                rows,
            )
        )
        lines = [_push("strengthen", one, words) for one in results["for"][:TOP]]
        lines += [_push("weaken", one, words) for one in results["against"][:TOP]]
        blocks.append(notes(words("top.heading"), lines))
    if results["roots"] or results["branches"]:
        blocks.append(figure(draw_tree(results, words), words("tree.caption")))
        said = {"": "\u2013", "yes": words("campaign.yes"), "no": words("campaign.no")}
        rows = [[one["cause"], words("kind.cause"), said[one["campaign"]]] for one in results["roots"]]
        rows += [[effect, words("kind.effect"), "\u2013"] for effect in results["branches"]]
        blocks.append(
            table(
                words("tree.table"), [words(id) for id in ("head.text", "head.kind", "campaign.label")], rows
            )
        )
    return blocks + [limits(words, ("sum", "brake", "tree"))]


_FORCES = (("stories", "7"), ("bill", "5"), ("budget", "4"), ("pride", "-6"), ("fear", "-5"), ("ads", "-3"))
_ROOTS = (("agreement", "yes"), ("orders", "yes"), ("beds", "yes"), ("federal", "no"))


def sample(words):
    """Río Claro in March: what pushes, what holds back, and the roots of the night holds."""
    return {
        "change": words("sample.case.issue"),
        "forces": [{"name": words("sample." + id), "strength": strength} for id, strength in _FORCES],
        "trunk": words("sample.trunk"),
        "roots": [{"cause": words("sample." + id), "campaign": campaign} for id, campaign in _ROOTS],
        "branches": [{"effect": words("sample." + id)} for id in ("school", "shifts", "calls")],
    }


TOOL = Tool(
    "forces",
    fields=(
        Text("change", required=True, limit=240),
        Table(
            "forces",
            (Text("name", required=True, limit=120), Number("strength", -10, 10)),
            least=4,
            most=60,
            required=True,
        ),
        Text("trunk", limit=200),
        Table(
            "roots",
            (Text("cause", required=True, limit=120), Choice("campaign", ("yes", "no"))),
            least=3,
            most=60,
        ),
        Table("branches", (Text("effect", required=True, limit=120),), least=3, most=60),
    ),
    compute=compute,
    rules=(one_sided, far, alike, twice, unrated, mixed, trunk, leverage),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
)

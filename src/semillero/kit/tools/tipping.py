"""Tipping points in a group and the 3.5 % figure, each beside what it cannot tell.

A committed minority: Centola, Becker, Brackbill and Baronchelli, "Experimental Evidence for Tipping Points in
Social Convention", Science 360 (2018). The 3.5 % figure and its limits: E. Chenoweth, "Questions, Answers,
and Some Cautionary Updates Regarding the 3.5 % Rule" (2020). Its use outside its data: K. R. Matthews,
Interface 12:1 (2020).

A share is worked out from what a group counted, never the other way round: no line becomes a number of people
to reach.
"""

from ..fields import Choice, Number, Text
from ..figure import drawing, label, line, rect
from ..portable import ratio
from ..report import figure, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

QUARTER, LOW, HIGH = 25, 10, 40  # percent of a group: in the experiment, and in other estimates
BAHRAIN = 6  # percent of the people at the peak, "over" this: it failed
CAVEATS = ("past", "before", "bahrain", "below", "reform", "fewer", "democracy", "peak", "group")
SMALL, BIG_GROUP = 10, 500  # more people than this do not all deal with one another (our own line)
LOCAL, STATE = 20000000, 50000000  # more people than live in any county, in any state of the country
COUNTRY = (300000000, 400000000)
CHANCE = (10500000, 12500000)  # near a number that is often told of people without papers: likeness by chance


def compute(values, tables):
    """The two shares, each from what was counted, and where the group's one lies beside what was found
    elsewhere.

    Results:
        group, counted (text): as typed; id of an option
        size, minority (int or none): people in the group, and of them with us
        group_share (number or none): per cent
        quarter, low, high (int or none): people who make a quarter, and the lowest and highest share found
        population, peak (int or none): people in the place, and at once in the street
        place_share (number or none): per cent
        against (text): beside 3.5 per cent: "below", "at", "above" or ""
        others (record): what was found elsewhere, per cent
            quarter, low, high, bahrain (int): of a group, and of a country
            line (number): of a country
    """
    size, minority = values["group_size"], values["minority"]
    peak, population = values["peak"], values["population"]
    group = None if size is None or minority is None or minority > size else ratio(100 * minority, size, 1)
    place, against = None, ""
    if values["counted"] != "sum" and peak is not None and population is not None and peak <= population:
        place = ratio(100 * peak, population)
        against = (
            "at"
            if ratio(100 * peak, population, 1) == 3.5
            else "above"
            if 1000 * peak > 35 * population
            else "below"
        )
    return {
        "group": values["group"],
        "size": size,
        "minority": minority,
        "group_share": group,
        "quarter": None if size is None else ratio(size * QUARTER, 100, 0),
        "low": None if size is None else ratio(size * LOW, 100, 0),
        "high": None if size is None else ratio(size * HIGH, 100, 0),
        "population": population,
        "peak": peak,
        "counted": values["counted"],
        "place_share": place,
        "against": against,
        "others": {"quarter": QUARTER, "low": LOW, "high": HIGH, "line": 3.5, "bahrain": BAHRAIN},
    }


def impossible(values, results):
    """A part is not larger than the whole; only a sum over events may be, for it counts people again."""
    found = []
    if results["group_share"] is None and results["minority"] is not None and results["size"] is not None:
        found.append(
            finding("minority_too_big", "minority", ERROR, minority=results["minority"], size=results["size"])
        )
    peak, population = results["peak"], results["population"]
    if values["counted"] != "sum" and peak is not None and population is not None and peak > population:
        found.append(finding("peak_too_big", "peak", ERROR, peak=peak, population=population))
    return found


def halves(values, results):
    """One number of a pair says nothing."""
    found = []
    for one, other in (
        ("minority", "group_size"),
        ("group_size", "minority"),
        ("peak", "population"),
        ("population", "peak"),
    ):
        if values[one] is not None and values[other] is None:
            found.append(finding("half", other, NOTE, field={"word": other + ".label"}))
    return found


def group(values, results):
    """A group too big to be one, a minority that is none, and a share that looks like the end of the
    story."""
    share, found = results["group_share"], []
    if (results["size"] or 0) > BIG_GROUP:
        found.append(finding("big_group", "group_size", size=results["size"]))
    if share is None:
        return found
    if 2 * results["minority"] > results["size"]:
        return found + [finding("majority", "minority", NOTE)]
    return found + ([finding("past_quarter", "minority", share=share)] if share >= QUARTER else [])


def counted(values, results):
    """The 3.5 % figure is about the largest single event: a sum is something else."""
    if not values["peak"]:
        return []
    if values["counted"] == "sum":
        return [finding("sum", "counted")]
    return [] if values["counted"] else [finding("counted_unsaid", "counted", NOTE)]


def line_of_others(values, results):
    """Exactly 3.5 % looks as if it had been worked out backward; above it nothing is decided either."""
    if results["against"] == "at":
        return [finding("exactly", "peak")]
    return [finding("above", "peak", share=results["place_share"])] if results["against"] == "above" else []


def scale(values, results):
    """The people of a whole nation, for a demand that somebody in a county or a state decides."""
    people, decides = results["population"] or 0, values["decides"]
    found = []
    if people > STATE and not decides:
        found.append(finding("where", "decides", NOTE))
    elif (decides == "local" and people > LOCAL) or (decides == "state" and people > STATE):
        found.append(finding("nation", "population", decides={"word": "decides." + decides}))
    if COUNTRY[0] <= people <= COUNTRY[1] and CHANCE[0] <= (results["peak"] or 0) <= CHANCE[1]:
        found.append(finding("chance", "peak"))
    return found


_LEFT, _RIGHT = 132, 322


def _percent(words, share):
    return words("percent", share=share)


def draw(results, words):
    """Two pictures that are not to be mixed: shares of a group, and shares of the people of a place."""
    mine, ours = results["group_share"], results["place_share"]
    about = words("figure.about", share=QUARTER)
    between = words("figure.between", low=LOW, high=HIGH)
    top = 50 if mine is None or mine <= 50 else 100
    parts = [label(4, 14, words("figure.group"), "", "start")]
    parts.append(
        _bar(
            24,
            words("figure.mine"),
            0,
            mine,
            top,
            1,
            words("figure.none") if mine is None else _percent(words, mine),
        )
    )
    parts.append(_bar(50, words("figure.experiment"), 0, QUARTER, top, 3, about))
    parts.append(_bar(76, words("figure.others"), LOW, HIGH, top, 3, between))
    parts.append(line([(_LEFT, 20), (_LEFT, 100)], "stroke") + line([(4, 112), (356, 112)], "thin"))
    parts.append(label(4, 130, words("figure.place"), "", "start"))
    missing = words("figure.sum" if results["counted"] == "sum" else "figure.none")
    top = max(8, ours or 0)
    parts.append(
        _bar(140, words("figure.ours"), 0, ours, top, 1, missing if ours is None else _percent(words, ours))
    )
    parts.append(_bar(166, words("figure.line"), 0, 3.5, top, 3, _percent(words, 3.5)))
    parts.append(
        _bar(192, words("figure.bahrain"), 0, BAHRAIN, top, 5, words("figure.failed", share=BAHRAIN))
    )
    parts.append(line([(_LEFT, 136), (_LEFT, 216)], "stroke"))
    # The drawing alone may be taken along: it says what it is not.
    for number, id in enumerate(("first", "second")):
        parts.append(label(4, 234 + 14 * number, words("figure.limit." + id), "small", "start"))
    return drawing(360, 254, words("figure.label"), parts)


def _bar(y, name, start, end, top, tone, text):
    place = label(_LEFT - 6, y + 13, name, "small", "end")
    if end is None:
        return place + label(_LEFT + 5, y + 13, text, "small", "start")
    left, right = [_LEFT + (_RIGHT - _LEFT) * value / top for value in (start, end)]
    bar = rect(left, y, max(right - left, 1), 18, "edge s" + str(tone))
    if right + 6 * len(text) > 356:  # no room beside it: inside
        return place + bar + label(right - 5, y + 13, text, "small t" + str(tone), "end")
    return place + bar + label(right + 5, y + 13, text, "small", "start")


def _told(results, words):
    told = []
    if results["group_share"] is not None:
        told.append(
            words(
                "told.group",
                n=results["minority"],
                size=results["size"],
                share=_percent(words, results["group_share"]),
            )
        )
        if SMALL <= results["size"] <= BIG_GROUP:
            told.append(
                words("told.there", quarter=results["quarter"], low=results["low"], high=results["high"])
            )
    if results["place_share"] is not None:
        share = _percent(words, results["place_share"])
        told.append(words("told.place", n=results["peak"], population=results["population"], share=share))
    elif results["counted"] == "sum" and results["peak"] is not None:
        told.append(words("told.sum"))
    return " ".join(told) or words("told.nothing")


def _of(share, part, whole, words):
    return (
        "\u2013" if share is None else words("row.of", share=_percent(words, share), part=part, whole=whole)
    )


def _rows(results, words):
    shares = {
        "mine": _of(results["group_share"], results["minority"], results["size"], words),
        "experiment": words("figure.about", share=QUARTER),
        "others": words("figure.between", low=LOW, high=HIGH),
        "ours": _of(results["place_share"], results["peak"], results["population"], words),
        "line": _percent(words, 3.5),
        "bahrain": words("row.over", share=BAHRAIN),
        "winners": words("row.below", share=3.5),
    }
    if results["counted"] == "sum":
        shares["ours"] = words("figure.sum")
    rows = []
    for id in ("mine", "experiment", "others", "ours", "line", "bahrain", "winners"):
        name = results["group"] if id == "mine" and results["group"] else words("row." + id)
        rows.append([name, shares[id], words("from." + id), words("but." + id)])
    return rows


def report(results, words):
    """What the shares are, beside the figures of others, and the limits of each: all of it, whatever is
    filled in."""
    heads = [words("head." + head) for head in ("what", "share", "from", "but")]
    return [
        sentence(_told(results, words)),
        figure(draw(results, words), words("figure.caption")),
        notes(words("caveats.heading"), [words("caveat." + id) for id in CAVEATS]),
        table(words("table.caption"), heads, _rows(results, words)),
        notes(words("instead.heading"), [words("instead." + id) for id in ("who", "day_after", "own")]),
    ]


def sample(words):
    """Río Claro: four of eighteen nurses, and two hundred people at noon in a county of 180,000."""
    return {
        "group": words("sample.case.nurses"),
        "group_size": "18",
        "minority": "4",
        "decides": "local",
        "population": "180000",
        "peak": "200",
        "counted": "peak",
    }


TOOL = Tool(
    "tipping",
    fields=(
        Text("group", limit=80),
        Number("group_size", 1, 999999),
        Number("minority", 0, 999999),
        Choice("decides", ("local", "state", "nation")),
        Number("population", 1, 999999999),
        Number("peak", 0, 999999999),
        Choice("counted", ("peak", "sum")),
    ),
    compute=compute,
    rules=(impossible, halves, group, counted, line_of_others, scale),
    report=report,
    sample=sample,
    shares={"sample.case": "rio_claro.case"},
    notice="notice",
)

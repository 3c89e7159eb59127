"""Tactic star and action logic: two tactics on eight points, again after the action, and what a passer-by
would see.

The eight points of the tactic star of Beyond the Choir (J. M. Smucker). Concrete, communicative and
expressive after Beautiful Trouble; action logic as 350.org trains it. The eight marks are never put together
into one number.
"""

from ..chain import Take
from ..charts import clipped, radar
from ..fields import Choice, Number, Scores, Table, Text
from ..models.roles import planned
from ..portable import fold
from ..report import figure, limits, notes, sentence, table
from ..sheet import NOTE, Tool, finding

POINTS = ("strategy", "message", "tone", "timing", "audience", "allies", "resources", "target")
STARS = ("first", "second", "after")
ENOUGH = 5  # marks in a star before it can say that all are the same, or stand beside nothing
LOW, STRONG, DROP = 1, 4, 2
SAID = 60  # characters of a name that are said aloud
# Words for what explains an action instead of being it. Folded, both languages.
SIGNS = tuple(
    """
    sign signs banner banners leaflet leaflets flyer flyers placard placards poster posters letrero letreros
    pancarta pancartas cartel carteles volante volantes folleto folletos
    """.split()
)


def compute(values, tables):
    """The marks by point, the differences between the two tactics and since the action, and where each is
    higher.

    Results:
        tactic, second_tactic, seen (text): as typed
        rows ([record]): the points of the star
            point (text): its id
            first, second, after (int or none): marks from 1 to 5
            between, since (int or none): second less first, after less first
        marked ({int}): points with a mark, by star: first, second, after
        first_higher, second_higher, equal (int): points where the one tactic is higher, the other, neither
        risen, fallen, unchanged ([text]): points since the action
        logic ({text}): answer by question
        changes ([record]): with a point and a change
            point, change (text): its id, and as typed
    """
    rows = []
    for point in POINTS:
        row = {"point": point} | {star: values[star][point] for star in STARS}
        row["between"] = _minus(row["second"], row["first"])
        row["since"] = _minus(row["after"], row["first"])
        rows.append(row)
    between = [row["between"] for row in rows if row["between"] is not None]
    return {
        "tactic": values["tactic"],
        "second_tactic": values["second_tactic"],
        "rows": rows,
        "marked": {star: len([row for row in rows if row[star] is not None]) for star in STARS},
        "first_higher": len([by for by in between if by < 0]),
        "second_higher": len([by for by in between if by > 0]),
        "equal": len([by for by in between if by == 0]),
        "risen": [row["point"] for row in rows if (row["since"] or 0) > 0],
        "fallen": [row["point"] for row in rows if (row["since"] or 0) < 0],
        "unchanged": [row["point"] for row in rows if row["since"] == 0],
        "seen": values["seen"],
        "logic": {id: values[id] for id in ("passer_by", "form", "for_us")},
        "changes": [
            {"point": row["point"], "change": row["change"]}
            for row in values["changes"]
            if row["point"] and row["change"]
        ],
    }


def _minus(one, other):
    return None if one is None or other is None else one - other


def _names(points):
    return [{"word": "key." + point} for point in points]


def same(values, results):
    """All points alike: nobody has looked yet."""
    found = []
    for star in STARS:
        marks = [row[star] for row in results["rows"] if row[star] is not None]
        if len(marks) >= ENOUGH and min(marks) == max(marks):
            found.append(finding("same", star, n=len(marks), mark=marks[0], star={"word": star + ".label"}))
    return found


def low_points(values, results):
    """A 1 asks for a change of the tactic, or for another tactic; where all points have one, the star is not
    thought through."""
    if len({row["first"] for row in results["rows"]}) == 1:
        return []
    changed = [one["point"] for one in results["changes"]]
    low = [row["point"] for row in results["rows"] if row["first"] == LOW and row["point"] not in changed]
    return [finding("low", "first." + point, point={"word": "key." + point}) for point in low]


def comparing(values, results):
    """A star says something only beside another one; and two stars only where both have a mark."""
    marked, found = results["marked"], []
    if marked["first"] >= ENOUGH and not marked["second"] and not marked["after"]:
        found.append(finding("alone", "second_tactic"))
    if values["tactic"] and fold(values["tactic"]) == fold(values["second_tactic"]):
        found.append(finding("same_tactic", "second_tactic"))
    if marked["second"] and not values["second_tactic"]:
        found.append(finding("unnamed", "second_tactic", NOTE))
    if marked["after"] and not marked["first"]:
        found.append(finding("no_before", "first"))
    for star in STARS:
        missing = [row["point"] for row in results["rows"] if row[star] is None]
        if marked[star] and missing:
            told = {"star": {"word": star + ".label"}, "points": _names(missing)}
            found.append(finding("missing", star, NOTE, n=len(missing), **told))
    return found


def logic(values, results):
    """Understood without a leaflet? Does it do, or only speak? Is it for somebody else than us?"""
    found = []
    words = fold(values["seen"])
    for mark in (",", ".", ";", ":", "(", ")", "!", "?", '"', "-", "/"):
        words = words.replace(mark, " ")
    signs = [word for word in words.split(" ") if word in SIGNS]
    if signs:
        found.append(finding("sign", "seen", sign=signs[0]))
    if values["passer_by"] == "no":
        found.append(finding("leaflet", "passer_by"))
    if values["form"] == "speaks" and (values["first"]["target"] or 0) >= STRONG:
        found.append(finding("speaks", "form", mark=values["first"]["target"]))
    if values["for_us"] == "us":
        found.append(finding("for_us", "for_us"))
    return found


def after_action(values, results):
    """A point that fell a long way is the lesson of the day."""
    fallen = [row["point"] for row in results["rows"] if (row["since"] or 0) <= -DROP]
    return [finding("fell", "after." + point, NOTE, point={"word": "key." + point}) for point in fallen]


def draw(results, words):
    """The star: the tactic solid, the second one dashed, after the action dark with pale dots."""
    series = [[row[star] for row in results["rows"]] for star in STARS]
    return radar(words("figure.label"), [words("key." + point) for point in POINTS], series, 5)


def _told(results, words):
    marked = results["marked"]
    if not marked["first"] and not marked["second"] and not marked["after"]:
        return words("told.nothing")
    told = []
    if results["first_higher"] or results["second_higher"] or results["equal"]:
        names = {
            "first": results["tactic"] or words("first.label"),
            "second": results["second_tactic"] or words("second.label"),
        }
        names = {star: clipped(names[star], SAID) for star in names}
        ahead = {
            "ahead": results["first_higher"],
            "behind": results["second_higher"],
            "equal": results["equal"],
        }
        told.append(
            words("told.between", n=ahead["ahead"] + ahead["behind"] + ahead["equal"], **(names | ahead))
        )
    if results["risen"] or results["fallen"] or results["unchanged"]:
        up, down = [_names(results[id]) or words("told.nowhere") for id in ("risen", "fallen")]
        told.append(words("told.after", up=up, down=down))
    if not told:
        told = [words("told.first", n=marked["first"]) if marked["first"] else words("told.half")]
    return " ".join(told)


def _signed(number, words):
    return ("+" if number is not None and number > 0 else "") + words.number(number)


def report(results, words):
    """Where the two tactics differ, the star, its table, the action logic, and what a star cannot tell."""
    blocks = [sentence(_told(results, words))]
    if max([results["marked"][star] for star in STARS]):
        names = {"first": results["tactic"] or "\u2013", "second": results["second_tactic"] or "\u2013"}
        blocks.append(figure(draw(results, words), words("figure.caption", **names)))
        heads = [words("head." + head) for head in ("point", "first", "second", "between", "after", "since")]
        rows = [
            [
                words("key." + row["point"]),
                words.number(row["first"]),
                words.number(row["second"]),
                _signed(row["between"], words),
                words.number(row["after"]),
                _signed(row["since"], words),
            ]
            for row in results["rows"]
        ]
        blocks.append(table(words("table.caption"), heads, rows))
    lines = [
        words("changes.line", point={"word": "key." + one["point"]}, change=one["change"])
        for one in results["changes"]
    ]
    blocks += [notes(words("changes.heading"), lines)] if lines else []
    answers = results["logic"]
    rows = [[words("seen.label"), results["seen"]]] if results["seen"] else []
    rows += [
        [words(id + ".label"), words(id + "." + answers[id])]
        for id in ("passer_by", "form", "for_us")
        if answers[id]
    ]
    blocks += (
        [table(words("logic.caption"), [words("head.question"), words("head.answer")], rows)] if rows else []
    )
    return blocks + [limits(words, ("sum", "marks", "versions", "speaks", "after"))]


_SAMPLE = (("first", "45443413"), ("second", "33432343"), ("after", "45534533"))


def sample(words):
    """Río Claro: the procession of empty chairs beside the vigil, before and after the fourteenth of
    April."""
    stars = {star: dict(zip(POINTS, marks)) for star, marks in _SAMPLE}
    changes = [
        {"point": "resources", "change": words("sample.change")},
        {"point": "target", "change": words("sample.target")},
    ]
    texts = {
        "tactic": words("sample.case.chairs"),
        "second_tactic": words("sample.case.vigil"),
        "seen": words("sample.seen"),
    }
    return stars | texts | {"changes": changes, "passer_by": "yes", "form": "speaks", "for_us": "others"}


TOOL = Tool(
    "star",
    fields=(
        Text("tactic", required=True, limit=120),
        Scores("first", POINTS, Number("mark", 1, 5)),
        Text("second_tactic", limit=120),
        Scores("second", POINTS, Number("mark", 1, 5)),
        Table("changes", (Choice("point", POINTS), Text("change", limit=160, lines=2)), most=24),
        Text("seen", limit=200, lines=2),
        Choice("passer_by", ("yes", "partly", "no")),
        Choice("form", ("does", "both", "speaks")),
        Choice("for_us", ("others", "both", "us")),
        Scores("after", POINTS, Number("mark", 1, 5)),
    ),
    compute=compute,
    rules=(same, low_points, comparing, logic, after_action),
    report=report,
    sample=sample,
    shares={"point": "star.key", "sample.case": "rio_claro.case"},
    takes=(Take("tactic", "escalation", "tactic", lambda values, results: planned(values)),),
)

"""The coding desk: a text on one side, fourteen questions on the other, and the words that each answer rests
on.

The rubric and the rules for coders are those of our table ``provisions``: 1 barred, 0.5 limited, 0 silent or
without force, -1 cooperation required, blank not established. Blank is in no sum. The score is the plain mean
of what was coded (``kit.policy``), from -1 to 1; it stands beside its coverage and is not ranked here.
"""

from ..charts import wrapped
from ..fields import Choice, Date, Table, Text
from ..figure import drawing, label, line, rect
from ..models.phrases import spoken
from ..models.policy import HALVES, PRESETS, PROVISIONS, score, weighed, weight_of
from ..report import figure, limits, sentence, table
from ..sheet import NOTE, Tool, finding

VALUES = ("1", "0.5", "0", "-1")
LONG = 20000  # characters of the text: some eight pages; of a longer one, the sections that matter

# Words in both languages, folded and without marks, as ``spoken`` leaves them. A smoke alarm: it asks, it
# does not decide.
PEOPLE = (
    " convicted ",
    " conviction ",
    " convictions ",
    " felony ",
    " felonies ",
    " charged ",
    " charges ",
    " gang ",
    " gangs ",
    " condenad",
    " condena ",
    " condenas ",
    " delito ",
    " delitos ",
    " cargo ",
    " cargos ",
    " pandilla ",
    " pandillas ",
)
DOORS = (
    " except ",
    " unless ",
    " salvo ",
    " excepto ",
    " a menos que ",
    " con excepcion ",
    " shall not apply ",
    " no se aplica ",
)
JUDGE = (" judge", " judicial", " court order", " juez ", " jueza ", " jueces ", " orden de un tribunal ")
EITHER = (" or ", " nor ", " o ", " u ", " ni ")
EVERYBODY = (
    " regardless ",
    " whether or not ",
    " no matter ",
    " sin importar ",
    " aunque ",
    " con o sin ",
    " with or without ",
)
LAWS = (" law ", " criminal ", " ley ", " penal ")
STATUS = (" 1373 ", " 1644 ")


def has(plain, words):
    """Does one of ``words`` stand in ``plain``?"""
    return any([word in plain for word in words])


_spoken = ["", ""]  # the text read last and how it sounds: it stays the same while somebody answers


def _heard(text):
    if _spoken[0] != text:
        _spoken[:] = [text, spoken(text)]
    return _spoken[1]


def found(passage, text):
    """Does ``passage`` stand in ``text``, both folded? What an ellipsis or a line break cuts may stand
    apart."""
    heard = _heard(text)
    for cut in ("...", "[\u2026]", "\r", "\n"):
        passage = passage.replace(cut, "\u2026")
    return all(
        [piece in heard for piece in [spoken(piece) for piece in passage.split("\u2026")] if piece != "  "]
    )


def compute(values, tables):
    """The codes, how many of the fourteen are answered, the next one that is not, and the score beside its
    coverage.

    Results:
        score, protection, mandate (number or none): -1 to 1, on what is coded (``policy.score``)
        share (number): per cent of the weight that is coded
        policy, place, scope (text): as typed; id of an option
        day (day): as typed
        rows ([record]): a provision each
            provision, value (text): id, and "1", "0.5", "0", "-1" or "" for blank
            section, says (text): as typed
            found (bool or none): does the passage stand in the text? None where one of them is missing
        codes ({text}): value by provision, without blanks
        of, answered, blank (int): provisions in all, with a value, without one
        next (text): the first provision without a value, or ""
        counts ({int}): provisions by value
    """
    rows = []
    for row in values["codes"]:
        one = {key: row[key] for key in ("provision", "value", "section", "says")}
        kept = row["passage"] and values["text"]
        rows.append(one | {"found": found(row["passage"], values["text"]) if kept else None})
    codes = {row["provision"]: row["value"] for row in rows if row["value"]}
    halves = {id: HALVES[codes[id]] for id in codes}
    open_ = [id for id in PROVISIONS if id not in codes]
    equal = PRESETS["equal"]
    return score(weighed(halves, equal), weight_of(equal), 1) | {
        "policy": values["policy"],
        "place": values["place"],
        "day": values["day"],
        "scope": values["scope"],
        "rows": rows,
        "codes": codes,
        "of": len(PROVISIONS),
        "answered": len(codes),
        "blank": len(open_),
        "next": open_[0] if open_ else "",
        "counts": {value: len([id for id in codes if codes[id] == value]) for value in VALUES},
    }


def _name(row):
    return {"word": "provision." + row["provision"]}


def _listed(code, rows, cell, severity=None, **params):
    """One finding for all of ``rows``, at the first of them."""
    if not rows:
        return []
    more = (severity,) if severity else ()
    return [
        finding(
            code, rows[0]["at"] + "." + cell, *more, n=len(rows), names=[_name(row) for row in rows], **params
        )
    ]


def begin(values, results):
    """A text and no answer yet: where to start."""
    if results["answered"] or not values["text"] or not values["codes"]:
        return []
    return [finding("begin", values["codes"][0]["at"] + ".value", NOTE)]


def bare(values, results):
    """An answer that shows neither a section nor words cannot be checked. Silence has no place to point
    at."""
    rows = [
        row
        for row in values["codes"]
        if row["value"] not in ("", "0") and not row["section"] and not row["passage"]
    ]
    return _listed("bare", rows, "section")


def unmarked(values, results):
    """Words were kept, and no mark was given."""
    rows = [
        row
        for row in values["codes"]
        if not row["value"] and (row["section"] or row["passage"] or row["says"])
    ]
    return _listed("unmarked", rows, "value", NOTE)


def zeros(values, results):
    """A 0 says: I read it all, and it is silent. Who read a part leaves the question blank."""
    rows = [row for row in values["codes"] if row["value"] == "0" and not row["passage"]]
    return _listed("zeros", rows, "value") if values["scope"] != "whole" else []


def misquoted(values, results):
    """A passage that does not stand in the text, letter for letter but for capitals, accents and marks."""
    lost = [one["provision"] for one in results["rows"] if one["found"] is False]
    return _listed("misquoted", [row for row in values["codes"] if row["provision"] in lost], "passage")


def _opens(row):
    """Does the passage seem to let somebody out? Only a judge's warrant, with nothing beside it, is no
    exception."""
    plain = spoken(row["passage"])
    if has(plain, EVERYBODY):
        return False
    judge = has(plain, JUDGE)
    if has(plain, PEOPLE):
        return not judge or has(plain, EITHER)
    lawful = row["provision"] == "P05" and has(plain, LAWS)
    return has(plain, DOORS) and not judge and not lawful


def exceptions(values, results):
    """A 1 beside words that list exceptions is most often a 0.5."""
    return _listed(
        "exceptions", [row for row in values["codes"] if row["value"] == "1" and _opens(row)], "value"
    )


def both_needed(values, results):
    """A judge's warrant and a conviction, both at once, leave nobody outside: 1 on P01 and P13."""
    rows = []
    for row in values["codes"]:
        if row["provision"] in ("P01", "P13") and row["value"] == "0.5":
            plain = spoken(row["passage"])
            if has(plain, PEOPLE) and has(plain, JUDGE) and not has(plain, EITHER):
                rows.append(row)
    return _listed("both_needed", rows, "value", NOTE)


def carved(values, results):
    """P13 says that nobody is left out, while the passage of another answer leaves somebody out."""
    last = [row for row in values["codes"] if row["provision"] == "P13" and row["value"] == "1"]
    others = [row for row in values["codes"] if row["provision"] != "P13" and row["value"] == "0.5"]
    out = [row for row in others if has(spoken(row["passage"]), PEOPLE) and _opens(row)]
    return (
        [finding("carved", last[0]["at"] + ".value", n=len(out), names=[_name(row) for row in out])]
        if last and out
        else []
    )


def no_minus(values, results):
    """Nobody left out has no opposite: what a mandate orders stands at the other provisions."""
    return _listed(
        "no_minus",
        [row for row in values["codes"] if row["provision"] == "P13" and row["value"] == "-1"],
        "value",
    )


def savings(values, results):
    """A line that repeats 8 U.S.C. 1373 speaks of status alone; it does not lower P06."""
    rows = [row for row in values["codes"] if row["provision"] == "P06" and row["value"] not in ("", "1")]
    return _listed("savings", [row for row in rows if has(spoken(row["passage"]), STATUS)], "value", NOTE)


def undated(values, results):
    """Texts change: an answer is true of a day."""
    return [finding("undated", "day", NOTE)] if results["answered"] and not values["day"] else []


def onward(values, results):
    """The next question without an answer, one jump away."""
    rows = [row for row in values["codes"] if row["provision"] == results["next"]]
    if not results["answered"] or not rows:
        return []
    return [finding("onward", rows[0]["at"] + ".value", NOTE, n=results["blank"], name=_name(rows[0]))]


_AT = {"-1": 190, "0": 236, "0.5": 282, "1": 328}
_TONE = {"-1": ("edge s5", "t5"), "0": ("paper", ""), "0.5": ("edge s4", "t4"), "1": ("edge s1", "t1")}


def draw(results, words):
    """A line a provision: the mark stands under its value, with the number in it; a blank is an empty dashed
    band."""
    tall = 40 + 24 * len(PROVISIONS)
    pieces = [line([(_AT[value], 37), (_AT[value], tall)], "thin") for value in VALUES]
    for value in VALUES:
        heads = wrapped(words("mark." + value), 7) + [words.number(_number(value))]
        pieces += [
            label(_AT[value], 33 - 11 * (len(heads) - 1 - place), one, "small")
            for place, one in enumerate(heads)
        ]
    for place, id in enumerate(PROVISIONS):
        y, value = 42 + 24 * place, results["codes"].get(id, "")
        pieces.append(label(2, y + 13, words("provision." + id), "small", "start"))
        if value:
            tone, ink = _TONE[value]
            pieces.append(rect(_AT[value] - 17, y, 34, 18, tone))
            pieces.append(label(_AT[value], y + 13, words.number(_number(value)), "small " + ink))
        else:
            pieces.append(rect(174, y, 171, 18, "stroke dashed"))
            pieces.append(label(259, y + 13, words("mark.blank"), "small"))
    return drawing(360, tall, words("figure.label"), pieces)


def _number(value):
    return HALVES[value] / 2 if value == "0.5" else HALVES[value] // 2


def _told(results, words):
    name = results["policy"] or words("told.unnamed")
    if not results["answered"]:
        return words("told.nothing", name=name)
    told = words("told", n=results["answered"], name=name, of=results["of"], share=results["share"])
    told += " " + words(
        "told.score", score=results["score"], protection=results["protection"], mandate=results["mandate"]
    )
    return told + (" " + words("told.blank", n=results["blank"]) if results["blank"] else "")


def _where(results, words):
    """What was read, of which place and day: a line that belongs to every answer."""
    known = [results[key] for key in ("place", "day") if results[key]]
    scope = "scope." + results["scope"] if results["scope"] else "scope.unknown"
    return words("where", known=", ".join(known) or "\u2013", scope={"word": scope})


def report(results, words):
    """The score beside its coverage, fourteen marks, the table with section and content, and what an answer
    is not."""
    blocks = [sentence(_told(results, words)), figure(draw(results, words), words("figure.caption"))]
    rows = []
    for one in results["rows"]:
        mark = (
            words.number(_number(one["value"])) + " " + words("mark." + one["value"])
            if one["value"]
            else words("mark.blank")
        )
        rows.append(
            [
                words("provision." + one["provision"]),
                mark,
                one["section"] or "\u2013",
                one["says"] or "\u2013",
            ]
        )
    heads = [words(id + ".label") for id in ("provision", "value", "section", "says")]
    blocks += [table(words("table.caption"), heads, rows)] if rows else []
    ids = ("text", "blank", "one", "strict", "advice")
    return blocks + [limits(words, ids, [_where(results, words)])]


_SAMPLE = {
    "P01": ("0.5", "3, 5"),
    "P02": ("0", "4"),
    "P03": ("0", ""),
    "P04": ("0.5", "7"),
    "P05": ("0.5", "2, 5"),
    "P06": ("1", "8, 9"),
    "P07": ("1", "6"),
    "P08": ("0.5", "10"),
    "P09": ("0", ""),
    "P10": ("0", "5"),
    "P11": ("0", ""),
    "P12": ("0", ""),
    "P13": ("0", "5"),
    "P14": ("0.5", "11"),
}


def _row(id, value="", section="", passage="", says=""):
    return {"provision": id, "value": value, "section": section, "passage": passage, "says": says}


def sample(words):
    """Río Claro: the draft ordinance of exercise 16, invented for this course, with a coding of it."""
    rows = []
    for id in PROVISIONS:
        value, section = _SAMPLE[id]
        rows.append(
            _row(
                id, value, section, words("sample." + id) if section else "", words("sample." + id + ".says")
            )
        )
    text = "\n\n".join([words("sample.section." + str(number)) for number in range(13)])
    head = {
        "policy": words("sample.policy"),
        "place": words("sample.case.place"),
        "day": "2027-02-01",
        "scope": "whole",
    }
    return head | {"text": text, "codes": rows}


TOOL = Tool(
    "coding",
    fields=(
        Text("policy", required=True, limit=120),
        Text("place", limit=80),
        Date("day"),
        Choice("scope", ("whole", "part")),
        Text("text", limit=LONG, lines=14, beside=True),
        Table(
            "codes",
            (
                Choice("provision", PROVISIONS),
                Choice("value", VALUES),
                Text("section", limit=60),
                Text("passage", limit=400, lines=3),
                Text("says", limit=200, lines=2),
            ),
            least=14,
            most=14,
            named="provision",
        ),
    ),
    compute=compute,
    rules=(
        begin,
        bare,
        unmarked,
        zeros,
        misquoted,
        exceptions,
        both_needed,
        carved,
        no_minus,
        savings,
        undated,
        onward,
    ),
    report=report,
    sample=sample,
    shares={"provision": "provisions.short", "sample.case": "rio_claro.case"},
)

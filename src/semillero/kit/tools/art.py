"""Art build planner: cloth, paint and hours for the pieces, and a plan back from the day of the action.

"Not more than two weeks before an action", two occasions for the press: after the Art Build Toolkit of
Mothers Out Front. Rates of paint and work are the course's own estimates, typed on the sheet so that a group
can put its own there. Lengths are metres; areas are added up in whole square centimetres, so that nothing is
rounded on the way.
"""

from ..chain import Take
from ..charts import MOST_BARS, bars, strip
from ..days import day_number, day_text
from ..fields import Choice, Date, Number, Table, Text
from ..models.roles import planned
from ..portable import half_up, ratio
from ..report import figure, limits, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

KINDS = ("banner", "puppet", "sign", "prop", "mural")
CLOTH = ("banner", "puppet", "prop")  # a sign is board, a mural needs its wall and nothing else
WORDED = ("banner", "sign", "mural")  # kinds that mostly carry a slogan
EARLY = 14  # days before the action after which an art build comes too soon
LATE = 2  # and days before it from which there is none left for rain
WIDE = 6  # metres from which the wind has a say
SQUARE = 10000  # square centimetres in a square metre


def compute(values, tables):
    """Areas by material, paint, hours needed and at hand, and the days of the back-plan.

    Results:
        date, build_date (day): of the action, of the day on which it is built
        days_before (int or none): days from the one to the other
        pieces ([record]): as typed
            row (int): of the sheet, from 1
            name, kind (text): of the piece (without one, its row), and id of an option
            count (int): pieces of this kind
            width, height (number or none): meters
            drying (int or none): hours
            cm (int): square centimeters of all of them
        count (int): pieces in all
        area (number), area_feet (int): of all pieces, in square meters and square feet
        cloth (number), cloth_feet (int): to buy, with what is wasted
        board (number), board_feet (int): to buy, with what is wasted
        paint, gallons (number): liters, and the same in gallons
        need (number), hand (int or none): hours of work needed, and hours that the people have
        few (flag): more hours are needed than there are
        drying (int): hours, of the slowest piece
        plan ([[text, day, day]]): id of what to do, first day, last day
    """
    pieces = [_measured(row) for row in values["pieces"]]
    whole = sum([one["cm"] for one in pieces])
    cloth, board = [
        sum([one["cm"] for one in pieces if (one["kind"] in CLOTH) == of and one["kind"] != "mural"])
        for of in (True, False)
    ]
    more = 100 + _typed(values, "waste", 10)
    paint = half_up(_typed(values, "paint", 0.15) * 1000)
    pace = half_up(_typed(values, "pace", 1) * 100)
    people, hours = values["people"], values["hours"]
    hand = None if people is None or hours is None else half_up(people * hours * 100)
    need = whole * pace  # hundredths of an hour for a square metre, times square centimetres
    drying = max([one["drying"] or 0 for one in pieces] + [0])
    action, build = day_number(values["date"]), day_number(values["build_date"])
    return {
        "date": values["date"],
        "build_date": values["build_date"],
        "days_before": None if action is None or build is None else action - build,
        "pieces": pieces,
        "count": sum([one["count"] for one in pieces]),
        "area": _metres(whole),
        "area_feet": _feet(whole),
        "cloth": ratio(cloth * more, 100 * SQUARE, 1),
        "cloth_feet": _feet(cloth * more // 100),
        "board": ratio(board * more, 100 * SQUARE, 1),
        "board_feet": _feet(board * more // 100),
        "paint": ratio(whole * paint, 1000 * SQUARE, 1),
        "gallons": ratio(whole * paint * 264172, 1000 * SQUARE * 1000000, 1),
        "need": ratio(need, 100 * SQUARE, 1),
        "hand": None if hand is None else ratio(hand, 100, 1),
        "few": 1 if hand is not None and need > hand * SQUARE else 0,
        "drying": drying,
        "plan": _plan(action, build, drying),
    }


def _typed(values, id, estimate):
    """What was typed, or the course's estimate where the field was emptied."""
    return estimate if values[id] is None else values[id]


def _measured(row):
    """A piece with its area; a piece without a count is one piece, one without a measure has no area."""
    count = 1 if row["count"] is None else row["count"]
    width, height = half_up((row["width"] or 0) * 100), half_up((row["height"] or 0) * 100)
    one = {"row": row["number"], "name": row["piece"], "kind": row["kind"] or "banner", "count": count}
    one["name"] = one["name"] or str(one["row"])
    return one | {
        "width": row["width"],
        "height": row["height"],
        "drying": row["drying"],
        "cm": count * width * height,
    }


def _metres(centimetres):
    return ratio(centimetres, SQUARE, 2)


def _feet(centimetres):
    return ratio(centimetres * 107639, SQUARE * 10000, 0)


def _plan(action, build, drying):
    """The days back from the action: ``[what, first day, last day]``, as far as the two dates allow."""
    if build is None or (action is not None and build > action):
        return []
    dry = build + (drying + 23) // 24
    # Two weeks back from the action; an early build still gets some days before it.
    start = build - 10 if action is None else min(action - EARLY, build - 4)
    half = start + (build - start) // 2
    steps = [("words", start, half - 1), ("stuff", half, build - 1), ("build", build, build)]
    steps += [("dry", build, dry)] if drying else []
    if action is not None:
        # The rehearsal waits for the paint; where there is no day left for it, it is on the day itself.
        steps += [("carry", min(max(dry, action - 2), action), min(max(dry, action - 2), action))]
        steps += [
            ("pack", max(action - 1, build), max(action - 1, build)),
            ("action", action, action),
            ("thanks", action + 1, action + 3),
        ]
    return [[what, _text(first), _text(last)] for what, first, last in steps]


def _text(day):
    """The day as text; a plan at the edge of the calendar stays inside it."""
    return day_text(min(max(day, 0), day_number("2199-12-31")))


def _at(row, column):
    return "pieces." + str(row - 1) + "." + column


def dates(values, results):
    """Too soon, too late, or after the fact; and paint that is still wet when the march begins."""
    days = results["days_before"]
    if days is None:
        return []
    if days < 0:
        return [finding("after", "build_date", ERROR, date=results["date"], build=results["build_date"])]
    found = [finding("early", "build_date", n=days)] if days > EARLY else []
    if results["drying"] > days * 24 and results["pieces"]:
        wet = max([(one["drying"] or 0, -one["row"]) for one in results["pieces"]])
        name = [one["name"] for one in results["pieces"] if one["row"] == -wet[1]][0]
        found.append(finding("wet", _at(-wet[1], "drying"), n=results["drying"], name=name, days=days))
    elif days < LATE:
        found.append(finding("late", "build_date", n=days))
    return found


def drying(values, results):
    """Paint dries in its own time: zero hours is an answer, an empty cell is not."""
    names = [one["name"] for one in results["pieces"] if one["drying"] is None and one["cm"]]
    at = [one["row"] for one in results["pieces"] if one["drying"] is None and one["cm"]][:1]
    return [finding("no_drying", _at(at[0], "drying"), n=len(names), names=names[:6])] if names else []


def slogans(values, results):
    """A slogan that was read aloud in one language only has not been tested."""
    worded = [one["name"] for one in results["pieces"] if one["kind"] in WORDED]
    if not worded or values["tested"] in ("both", "no_words"):
        return []
    return [finding("not_tested", "tested", n=len(worded), names=worded[:6])]


def hands(values, results):
    """More work than hands, and pieces that the wind will carry."""
    found = (
        [finding("few_hands", "people", need=results["need"], hand=results["hand"])] if results["few"] else []
    )
    big = [one["name"] for one in results["pieces"] if (one["width"] or 0) > WIDE]
    return found + ([finding("wide", "pieces", n=len(big), names=big[:6], meters=WIDE)] if big else [])


def people(values, results):
    """Whose art it is, and whose face is in the picture."""
    if len(results["pieces"]) < 2:
        return []
    found = [] if values["credit"] else [finding("no_credit", "credit", NOTE)]
    asked = values["photos"] in ("asked", "none")
    return found if asked or not results["build_date"] else found + [finding("no_consent", "photos")]


def left_out(values, results):
    """Pieces whose size nobody has written down."""
    names = [one["name"] for one in results["pieces"] if not one["cm"]]
    return (
        [finding("no_size", "pieces", NOTE, n=len(names), names=names[:6])]
        if names and results["area"]
        else []
    )


def events(values):
    """The build and the action, for a calendar."""
    return [(values[id], "") for id in ("build_date", "date") if values[id]]


def _day(text, words):
    return words("figure.day", day=int(text[8:]), month={"word": "month." + str(int(text[5:7]))})


def _days(first, last, words):
    return _day(first, words) + ("" if first == last else " \u2013 " + _day(last, words))


_TONES = {"words": 1, "stuff": 2, "build": 4, "dry": 3, "carry": 2, "pack": 2, "action": 5, "thanks": 1}


def draw(results, words):
    """The back-plan as a strip of days; without dates, the area of each piece."""
    if not results["plan"]:
        rows = [(one["name"], _metres(one["cm"]), 4) for one in results["pieces"] if one["cm"]]
        return bars(words("figure.label.areas"), rows[:MOST_BARS])
    rows = [
        (
            words("plan." + what + ".short"),
            day_number(first),
            day_number(last) + 1,
            _TONES[what],
            _day(first, words),
        )
        for what, first, last in results["plan"]
    ]
    first, last = min([row[1] for row in rows]), max([row[2] for row in rows])
    room = last + (last - first) // 4  # for words beside the last bar
    marks = [day for day in range(first, last + 1, max((last - first) // 4, 1))][:4]
    return strip(
        words("figure.label"), rows, first, room, [(day, _day(day_text(day), words)) for day in marks]
    )


def _square(metres, words):
    return words.number(metres) + "\u00a0m\u00b2"


def _told(results, words):
    if not results["area"]:
        return words("told.nothing")
    told = words("told", n=results["count"], area=results["area"], feet=results["area_feet"])
    told += " " + words("told.paint", paint=results["paint"], need=results["need"])
    if results["hand"] is not None:
        told += " " + words("told.hand", hand=results["hand"])
    if results["days_before"] is not None and results["days_before"] >= 0:
        told += " " + words("told.days", n=results["days_before"])
    return told


def report(results, words):
    """What it takes aloud, the back-plan, the shopping list, the pieces, and what an estimate cannot tell."""
    blocks = [sentence(_told(results, words))]
    if results["plan"] or results["area"]:
        blocks.append(
            figure(
                draw(results, words), words("figure.caption" if results["plan"] else "figure.caption.areas")
            )
        )
    if results["plan"]:
        rows = [[_days(first, last, words), words("plan." + what)] for what, first, last in results["plan"]]
        blocks.append(table(words("plan.caption"), [words("head.when"), words("head.what")], rows))
    if results["area"]:
        rows = [
            [words("buy." + id), _square(results[id], words), words("feet", feet=results[id + "_feet"])]
            for id in ("cloth", "board")
            if results[id]
        ]
        rows.append(
            [
                words("buy.paint"),
                words("liters", paint=results["paint"]),
                words("gallons", paint=results["gallons"]),
            ]
        )
        heads = [words("head." + id) for id in ("stuff", "metric", "feet")]
        blocks.append(table(words("buy.caption"), heads, rows))
        heads = [words(id + ".label") for id in ("piece", "kind", "count")] + [
            words("head.area"),
            words("drying.label"),
        ]
        blocks.append(table(words("pieces.caption"), heads, [_line(one, words) for one in results["pieces"]]))
    return blocks + [limits(words, ("rates", "kinds", "press", "culture", "street"))]


def _line(one, words):
    area = _square(_metres(one["cm"]), words)
    return [one["name"], words("kind." + one["kind"]), str(one["count"]), area, words.number(one["drying"])]


_SAMPLE = (
    ("chair", "1", "4", "1.2", "banner", "12"),
    ("aprons", "24", "0.6", "0.8", "prop", "6"),
    ("backs", "40", "0.4", "0.3", "sign", "4"),
    ("hands", "2", "1.5", "2", "puppet", "24"),
)


def sample(words):
    """Río Claro: an afternoon in the parish hall, ten days before the procession of empty chairs."""
    columns = ("count", "width", "height", "kind", "drying")
    pieces = [{"piece": words("sample." + row[0])} | dict(zip(columns, row[1:])) for row in _SAMPLE]
    plain = {
        "date": "2027-04-14",
        "build_date": "2027-04-04",
        "people": "14",
        "hours": "3",
        "waste": "10",
        "paint": "0.15",
        "pace": "1",
    }
    return plain | {"tested": "both", "credit": words("sample.credit"), "photos": "asked", "pieces": pieces}


_PIECE = (
    Text("piece", limit=80, required=True),
    Choice("kind", KINDS, default="banner"),
    Number("count", 1, 500, default="1"),
    Number("width", 0, 30, decimals=2),
    Number("height", 0, 30, decimals=2),
    Number("drying", 0, 240),
)

TOOL = Tool(
    "art",
    fields=(
        Date("date"),
        Date("build_date"),
        Table("pieces", _PIECE, least=3, most=100, required=True),
        Choice("tested", ("no", "one", "both", "no_words")),
        Number("people", 1, 500),
        Number("hours", 0, 24, decimals=1),
        Number("waste", 0, 100, default="10"),
        Number("paint", 0, 2, decimals=2, default="0.15"),
        Number("pace", 0, 20, decimals=2, default="1"),
        Text("credit", limit=200, lines=2),
        Choice("photos", ("asked", "not_yet", "none")),
    ),
    compute=compute,
    rules=(dates, drying, slogans, hands, people, left_out),
    report=report,
    sample=sample,
    shares={"month": "common.month"},
    takes=(Take("date", "escalation", "date", lambda values, results: planned(values, "start"), "date"),),
    events=events,
)

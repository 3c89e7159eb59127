"""Policy scorer: fourteen provisions, weights that somebody chose, and how much of each text was coded.

What is counted, and how, is in ``kit.scoring`` and ``kit.policy``. A version of a policy stands under a date
from its effective day, else from the day it was enacted. Where a state orders cooperation, a local text keeps
its score and gets an effective one beside it, with the state's floor applied.
"""

from ..chain import Take
from ..charts import clipped
from ..fields import Choice, Date, Number, Scores, Text
from ..figure import drawing, label, line, rect
from ..models.policy import NAMES, PROVISIONS
from ..models.scoring import MINE, counted
from ..report import figure, limits, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

LEVELS = ("all", "state", "county", "city")
# That order something in the table; tested
STATES = ("AL", "AR", "AZ", "FL", "GA", "IA", "IN", "KS", "LA", "MT", "NC", "NH", "SC", "TN", "TX")


def unnamed(values, results):
    """A policy of one's own needs a name to stand in a list."""
    return [finding("unnamed", "mine_name")] if results["mine"]["coded"] and not values["mine_name"] else []


def no_weight(values, results):
    """With every weight at zero nothing counts."""
    return [] if results["total_weight"] else [finding("no_weight", "weights", ERROR)]


def weightless(values, results):
    """A weight of zero, typed, takes a provision out of every score: say which."""
    none = [{"word": "key." + id} for id in PROVISIONS if values["weights"][id] == 0]
    return (
        [finding("weightless", "weights", NOTE, n=len(none), names=none[:3])]
        if none and results["total_weight"]
        else []
    )


def dated(values, results):
    """A day on which nothing of this level was in force, or one that nobody has read yet."""
    day = results["as_of"]
    if day and day > results["last"]:
        return [finding("ahead", "as_of", NOTE, day=day, last=results["last"])]
    return [finding("nobody", "as_of", NOTE, day=day)] if day and not results["policies"] else []


def floored(values, results):
    """What a state's mandate does to the group's own text: on that day, or not yet."""
    if not (values["mine_state"] and results["mine"]["coded"]):
        return []
    own, state = _own_floor(results), {"word": "mine_state." + values["mine_state"]}
    if own:
        return [finding("floor", "mine_state", NOTE, n=len(own["on"]), state=state, laws=own["by"])]
    return [finding("no_floor", "mine_state", NOTE, state=state)]


def few_ranked(values, results):
    """One policy is no ranking."""
    count = len(results["ranking"])
    if count > 1 or not results["total_weight"] or not results["policies"]:
        return []
    return [finding("few_ranked", "threshold", NOTE, n=count, threshold=results["threshold"])]


def comparing(values, results):
    """Two different policies, with enough in common to say anything."""
    a, b = values["compare_a"], values["compare_b"]
    if a and a == b:
        return [finding("same_policy", "compare_b")]
    both = results["comparison"]
    if both:
        return [finding("few_common", "compare_b", n=both["common"])] if both["common"] < 3 else []
    if a or b:
        return [finding("compare_half", "compare_b" if a else "compare_a")]
    return []


def hidden_mandate(values, results):
    """An average can hide that a text protects in one place and orders cooperation in another."""
    told = {id: results["scores"].get(id) for id in (MINE, values["compare_a"], values["compare_b"])}
    mixed = [id for id in told if told[id] and told[id]["mandate"] and told[id]["protection"]]
    names = [_label(results, id) for id in sorted(mixed)]
    return [finding("hidden_mandate", "", n=len(names), names=names[:4])] if names else []


def _label(results, id):
    return results["labels"][id] or {"word": "mine.label"}


def _own_floor(results):
    return ([one for one in results["effective"] if one["id"] == MINE] or [None])[0]


_BARS, _MIDDLE, _REACH = 12, 180, 132


def _shown(results):
    """The first of the ranking, the group's own text among them."""
    order = results["ranking"]
    own = [one for one in order[_BARS:] if one["id"] == MINE]
    return order[: _BARS - len(own)] + own


_drawn = {}  # what stands in a row of the drawing whatever its score is, by row and text


def _still(y, name, coverage):
    """A row's name and coverage, and the marks at -1, 0 and 1."""
    key = (y, name, coverage)
    if key not in _drawn:
        if len(_drawn) > 500:
            _drawn.clear()
        marks = ((-_REACH, "thin"), (_REACH, "thin"), (0, "stroke"))
        pieces = [line([(_MIDDLE + x, y + 3), (_MIDDLE + x, y + 19)], kind) for x, kind in marks]
        _drawn[key] = "".join(
            [label(4, y, clipped(name, 46), "", "start"), label(356, y, coverage, "", "end")] + pieces
        )
    return _drawn[key]


def draw(results, words):
    """A bar a policy, from the middle to the right above zero and to the left below it; coverage on the
    right."""
    shown = _shown(results)
    pieces = [label(_MIDDLE + _REACH * value, 12, words.number(value)) for value in (-1, 0, 1)]
    for row, one in enumerate(shown):
        y = 36 + 34 * row
        told = results["scores"][one["id"]]
        name, wide = str(one["rank"]) + ". " + words.say(_label(results, one["id"])), _REACH * told["score"]
        pieces.append(_still(y, name, words("figure.coverage", coded=told["coded"], of=results["of"])))
        if wide:
            pieces.append(
                rect(_MIDDLE + min(wide, 0), y + 5, abs(wide), 12, "s2 edge" if wide > 0 else "s5 edge")
            )
        side, anchor = (-5, "end") if wide >= 0 else (5, "start")
        pieces.append(label(_MIDDLE + side, y + 15, words.number(told["score"]), "", anchor))
    return drawing(360, 26 + 34 * len(shown), words("figure.label"), pieces)


def _told(results, words):
    told = words("told.on", n=len(results["seen"]), day=results["as_of"]) + " " if results["as_of"] else ""
    told += words(
        "told.ranked", n=len(results["ranking"]), of=results["policies"], threshold=results["threshold"]
    )
    first = [one["id"] for one in results["ranking"] if one["rank"] == 1]
    if first:
        names = [_label(results, id) for id in first]
        told += " " + words(
            "told.first", n=len(first), names=names[:3], score=results["scores"][first[0]]["score"]
        )
    if results["mine"]["coded"]:
        own, floor = (
            results["scores"][MINE] | results["mine"] | {"name": _label(results, MINE), "of": results["of"]},
            _own_floor(results),
        )
        told += " " + words("told.mine" if own["rank"] else "told.mine_apart", **own)
        if floor:
            id = "told.floor" if floor["rank"] else "told.floor_apart"
            state = {"word": "mine_state." + floor["state"]}
            told += " " + words(
                id,
                state=state,
                score=floor["score"],
                coded=floor["coded"],
                of=results["of"],
                rank=floor["rank"],
            )
    return told


def _coverage(words):
    """From one score to how much of its text is coded. The words are cut once, since this is said for row
    after row."""
    first, middle, last = words("coverage", of=len(PROVISIONS), coded="\x1f", share="\x1f").split("\x1f")
    return lambda one: first + str(one["coded"]) + middle + words.number(one["share"]) + last


_dated = ["", {}]  # the dates told last: while somebody types they stay the same


def _dates(results, words):
    """By policy: since when it is in force (under a date) and when its status was last seen; the same after
    its name."""
    key = " ".join([words.lang, results["today"], results["as_of"], results["level"]])
    if _dated[0] != key:
        cells = {}
        for id in results["seen"]:
            seen = words("seen.old" if id in results["stale"] else "seen.new", day=results["seen"][id] or "?")
            since = (
                words("since." + results["since_by"][id], day=results["since"][id]) + "; "
                if results["as_of"]
                else ""
            )
            cells[id] = (since + seen, results["labels"][id] + " (" + since + seen + ")")
        _dated[:] = [key, cells]
    return _dated[1]


def _apart(results, kinds, words):
    """Policies by what ``kinds`` (pairs of an id and a kind) says of each: ``{kind: names with their
    dates}``."""
    days, groups = _dates(results, words), {}
    for id, kind in kinds:
        groups.setdefault(kind, []).append(days[id][1] if id != MINE else words.say(_label(results, MINE)))
    return {kind: "; ".join(groups[kind]) for kind in groups}


def report(results, words):
    """Ranking with coverage, those that stand apart, floors, the comparison, other weights, and what a score
    is not."""
    blocks, scores = [sentence(_told(results, words))], results["scores"]
    days, known = _dates(results, words), _coverage(words)
    if results["stale"]:
        blocks.append(
            sentence(
                words("told.stale", n=len(results["stale"]), of=len(results["seen"]), day=results["today"])
            )
        )
    policy = words("head.policy")
    if results["ranking"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        heads = [policy] + [words("head." + id) for id in ("score", "coverage", "protection", "mandate")]
        rows, dates = [], []
        for one in results["ranking"]:
            told = scores[one["id"]]
            sides = [words.number(told[key]) for key in ("score", "protection", "mandate")]
            name = words.say(_label(results, one["id"]))
            rows.append([str(one["rank"]) + ". " + name, sides[0], known(told), sides[1], sides[2]])
            dates += [[name, days[one["id"]][0]]] if one["id"] != MINE else []
        blocks.append(table(words("ranking.caption"), heads, rows))
        blocks += [table(words("dates.caption"), [policy, words("head.dates")], dates)] if dates else []
    if results["effective"]:
        blocks += _floors(results, words)
    if results["unranked"]:
        told = _apart(results, [(id, scores[id]["coded"]) for id in results["unranked"]], words)
        rows = [
            [words("figure.coverage", coded=coded, of=results["of"]), told[coded]]
            for coded in sorted(told, reverse=True)
        ]
        heads = [words("head.coverage"), words("head.policies")]
        blocks.append(table(words("unranked.caption", threshold=results["threshold"]), heads, rows))
    if results["unscored"]:
        told = _apart(results, [(one["id"], one["why"]) for one in results["unscored"]], words)
        rows = [[words("why." + why), told[why]] for why in sorted(told)]
        blocks.append(table(words("unscored.caption"), [words("head.why"), words("head.policies")], rows))
    if results["comparison"]:
        blocks += _compared(results["comparison"], words)
    return blocks + _changes(results, words) + [_limits(results, words)]


def _floors(results, words):
    rows, laws = [], []
    for one in results["effective"]:
        text, name = results["scores"][one["id"]]["score"], words.say(_label(results, one["id"]))
        rows.append([name, words.number(text), words.number(one["score"]), _coverage(words)(one)])
        laws.append(sentence(words("floors.told", name=name, on=one["on"], laws="; ".join(one["by"]))))
    return [
        table(
            words("floors.caption"),
            [words("head." + id) for id in ("policy", "text_score", "effective", "coverage")],
            rows,
        )
    ] + laws


def _changes(results, words):
    """What other weights do to the order, and the weights in use with their reason."""
    rows = [
        [
            words("preset." + one["preset"]),
            str(one["both"]),
            str(one["same"]),
            str(one["swapped"]),
            words.number(one["tau_b"]),
        ]
        for one in results["rank_changes"]
    ]
    heads = [words("head." + id) for id in ("weights", "both", "same", "swapped", "tau")]
    blocks = [table(words("changes.caption"), heads, rows)]
    shown = [one["id"] for one in _shown(results)]
    if shown:
        rows = []
        for one in results["places"]:
            if one["id"] in shown:
                rows.append(
                    [words.say(_label(results, one["id"]))]
                    + [str(rank) if rank else "\u2013" for rank in one["ranks"]]
                )
        blocks.append(
            table(
                words("places.caption"),
                [words("head.policy")] + [words("short." + name) for name in NAMES],
                rows,
            )
        )
    rows = [[words("key." + id), words.number(results["weights"][id])] for id in PROVISIONS]
    blocks.append(table(words("weights.caption"), [words("head.provision"), words("head.weight")], rows))
    reasons = [words("preset." + name) + ": " + words("reason." + name) for name in NAMES]
    return blocks + [notes(words("reasons.heading"), reasons)]


def _limits(results, words):
    lines = [words("limits." + id) for id in ("practice", "blank", "choice", "tau", "floor", "date")]
    if results["checked"]:
        first, last = results["checked"]
        lines.append(words("limits.day" if first == last else "limits.days", first=first, last=last))
    return limits(words, ("advice",), lines)


def _compared(both, words):
    names = {"a": both["a_label"], "b": both["b_label"] or {"word": "mine.label"}}
    if not both["common"]:
        return [sentence(words("compare.nothing", **names))]
    told = words("compare.told", n=both["common"], x=both["a_score"], y=both["b_score"], **names)
    rows = [
        [words("key." + one["id"]), words.number(one["a"]), words.number(one["b"])]
        for one in both["provisions"]
    ]
    heads = [words("head.provision"), words.say(names["a"]), words.say(names["b"])]
    return [sentence(told), table(words("compare.caption"), heads, rows)]


_SAMPLE = {"P01": "1", "P02": "0.5", "P03": "1", "P04": "0.5", "P05": "1", "P07": "1", "P08": "1", "P14": "0"}


def sample(words):
    """An invented draft ordinance of Río Claro County, eight provisions coded, beside two counties."""
    return {
        "preset": "equal",
        "weights": {id: "" for id in PROVISIONS},
        "threshold": "50",
        "level": "all",
        "mine_name": words("sample.name"),
        "mine": {id: _SAMPLE.get(id, "") for id in PROVISIONS},
        "mine_state": "",
        "as_of": "",
        "compare_a": "IL-CHI-2021",
        "compare_b": "",
    }


def _coded(values, results):
    """The answers of the coding desk, a row a provision."""
    return [{"key": id, "mine": results["codes"][id]} for id in PROVISIONS if id in results["codes"]]


TOOL = Tool(
    "scorer",
    fields=(
        Choice("preset", NAMES, default="equal"),
        Scores("weights", PROVISIONS, Number("weight", 0, 10, decimals=1)),
        Number("threshold", 50, 100, default="50"),
        Choice("level", LEVELS, default="all"),
        Date("as_of"),
        Text("mine_name", limit=80),
        Scores("mine", PROVISIONS, Choice("value", ("1", "0.5", "0", "-1"))),
        Choice("mine_state", STATES),
        Choice("compare_a", table="policies"),
        Choice("compare_b", table="policies"),
    ),
    compute=counted,
    rules=(unnamed, no_weight, weightless, dated, floored, few_ranked, comparing, hidden_mandate),
    report=report,
    sample=sample,
    shares={"key": "provisions.long", "mine": "provisions.mark"},
    tables=("policies", "codings"),
    takes=(
        Take(
            "draft_name",
            "coding",
            "mine_name",
            lambda values, results: values["policy"][:80],
            key="mine_name",
        ),
        Take("draft", "coding", "mine", _coded, key="key"),
    ),
)

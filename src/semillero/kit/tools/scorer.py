"""Policy scorer: fourteen provisions, weights that somebody chose, and how much of each text was coded."""
from ..fields import Choice, Number, Scores, Text
from ..figure import drawing, label, line, rect
from ..policy import HALVES, NAMES, PRESETS, PROVISIONS, codings, parts, rank_change, ranked, score, sign_of, weight_of
from ..portable import half_up, ratio
from ..report import figure, notes, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

LEVELS = ("all", "state", "county", "city")
MINE = "mine"


def compute(values, tables):
    """Scores with coverage, the ranking, the comparison of two policies and what other weights would change."""
    preset = values["preset"] or "equal"
    sign = sign_of(preset)
    weights = {}
    for id in PROVISIONS:
        own = values["weights"][id]
        weights[id] = PRESETS[preset].get(id, 0) if own is None else half_up(own * 10)
    share = values["threshold"] or 50
    level = values["level"] or "all"
    coded, whole = codings(tables["codings"]), weight_of(weights)
    mine = {id: HALVES[values["mine"][id]] for id in PROVISIONS if values["mine"][id]}
    pool, labels, checked = [], {}, []
    for row in tables["policies"]:
        labels[row["id"]] = row["label"]
        if level in ("all", row["level"]):
            pool.append((row["id"], coded.get(row["id"], {})))
            checked += [row["checked"]] if row["checked"] else []
    if mine:
        pool.append((MINE, mine))
        labels[MINE] = values["mine_name"]
    parted = [(id, parts(codes, weights)) for id, codes in pool]
    scores = {id: score(part, whole, sign) | {"label": labels[id]} for id, part in parted}
    for id, codes in pool:
        scores[id]["coded"] = len(codes)
    order = ranked(parted, whole, sign, share)
    ranks = [rank for rank, id, _ in order if id == MINE]
    inside = [id for _, id, _ in order]
    apart = [(-scores[id]["share"], place, id) for place, (id, _) in enumerate(pool) if id not in inside]
    return {
        "preset": preset,
        "threshold": share,
        "level": level,
        "weights": {id: ratio(weights[id], 10, 1) for id in PROVISIONS},
        "total_weight": ratio(whole, 10, 1),
        "of": len(PROVISIONS),
        "policies": len(pool),
        "scores": scores,
        "ranking": [{"rank": rank, "id": id} for rank, id, _ in order],
        "unranked": [id for _, _, id in sorted(apart)],
        "mine": {"coded": len(mine), "rank": ranks[0] if ranks else None},
        "comparison": _comparison(values, coded, mine, labels, weights, sign),
        "rank_changes": [rank_change(order, name, pool, share) for name in NAMES],
        "checked": [min(checked), max(checked)] if checked else [],
    }


def _comparison(values, coded, mine, labels, weights, sign):
    """Two policies on the provisions coded in both; the second is the group's own where none was chosen."""
    a, b = values["compare_a"], values["compare_b"] or (MINE if mine else "")
    if not a or not b or a == b:
        return None
    left, right = coded.get(a, {}), mine if b == MINE else coded.get(b, {})
    common = [id for id in PROVISIONS if id in left and id in right]
    sides = []
    for codes in (left, right):
        kept = {provision: codes[provision] for provision in common}
        sides.append(score(parts(kept, weights), 0, sign)["score"])
    both = [{"id": id, "a": ratio(left[id], 2, 1), "b": ratio(right[id], 2, 1)} for id in common]
    return {
        "a": a, "b": b, "a_label": labels[a], "b_label": labels.get(b, ""), "common": len(common),
        "provisions": both, "a_score": sides[0], "b_score": sides[1],
    }  # fmt: skip


def unnamed(values, results):
    """A policy of one's own needs a name to stand in a list."""
    return [finding("unnamed", "mine_name")] if results["mine"]["coded"] and not values["mine_name"] else []


def no_weight(values, results):
    """With every weight at zero nothing counts."""
    return [] if results["total_weight"] else [finding("no_weight", "weights", ERROR)]


def few_ranked(values, results):
    """One policy is no ranking."""
    count = len(results["ranking"])
    if count > 1 or not results["total_weight"]:
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
    mixed = [id for id in results["scores"] if results["scores"][id]["protection"] and results["scores"][id]["mandate"]]
    names = [_label(results, id) for id in sorted(mixed)]
    return [finding("hidden_mandate", "", n=len(names), names=names[:4])] if names else []


def _label(results, id):
    return results["scores"][id]["label"] or {"word": "mine.label"}


_BARS, _MIDDLE, _REACH = 12, 180, 132


def _short(text, room):
    return text if len(text) <= room else text[: room - 1] + "\u2026"


def draw(results, words):
    """A bar a policy, from the middle to the right above zero and to the left below it; coverage on the right."""
    order = results["ranking"]
    shown = order[:_BARS]
    own = [one for one in order[_BARS:] if one["id"] == MINE]
    shown = shown[: _BARS - len(own)] + own
    floor = 22 + 34 * len(shown)
    pieces = [label(_MIDDLE + _REACH * value, 12, words.number(value)) for value in (-1, 0, 1)]
    for row, one in enumerate(shown):
        y = 36 + 34 * row
        told = results["scores"][one["id"]]
        name = str(one["rank"]) + ". " + words.say(_label(results, one["id"]))
        pieces.append(label(4, y, _short(name, 50), "", "start"))
        pieces.append(label(356, y, words("figure.coverage", coded=told["coded"], of=results["of"]), "", "end"))
        for edge in (-_REACH, _REACH):
            pieces.append(line([(_MIDDLE + edge, y + 3), (_MIDDLE + edge, y + 19)], "thin"))
        wide = _REACH * told["score"]
        if wide > 0:
            pieces.append(rect(_MIDDLE, y + 5, wide, 12, "s2 edge"))
        elif wide < 0:
            pieces.append(rect(_MIDDLE + wide, y + 5, -wide, 12, "s5 edge"))
        pieces.append(line([(_MIDDLE, y + 3), (_MIDDLE, y + 19)], "stroke"))
        if wide >= 0:
            pieces.append(label(_MIDDLE - 5, y + 15, words.number(told["score"]), "", "end"))
        else:
            pieces.append(label(_MIDDLE + 5, y + 15, words.number(told["score"]), "", "start"))
    return drawing(360, floor + 4, words("figure.label"), pieces)


def _told(results, words):
    told = words("told.ranked", n=len(results["ranking"]), of=results["policies"], threshold=results["threshold"])
    first = [one["id"] for one in results["ranking"] if one["rank"] == 1]
    if first:
        names = [_label(results, id) for id in first]
        told += " " + words("told.first", n=len(first), names=names[:3], score=results["scores"][first[0]]["score"])
    if results["mine"]["coded"]:
        own = results["scores"][MINE] | results["mine"] | {"name": _label(results, MINE)}
        kind = "told.mine" if own["rank"] else "told.mine_apart"
        told += " " + words(kind, name=own["name"], coded=own["coded"], of=results["of"], score=own["score"], rank=own["rank"])
    return told


def _coverage(results, id, words):
    one = results["scores"][id]
    return words("coverage", coded=one["coded"], of=results["of"], share=one["share"])


def report(results, words):
    """Ranking with coverage, those that stand apart, the comparison, other weights, and what a score is not."""
    blocks, scores = [sentence(_told(results, words))], results["scores"]
    if results["ranking"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        rows = []
        for one in results["ranking"]:
            told = scores[one["id"]]
            sides = [words.number(told[key]) for key in ("score", "protection", "mandate")]
            name = str(one["rank"]) + ". " + words.say(_label(results, one["id"]))
            rows.append([name, sides[0], _coverage(results, one["id"], words), sides[1], sides[2]])
        heads = [words("head." + id) for id in ("policy", "score", "coverage", "protection", "mandate")]
        blocks.append(table(words("ranking.caption"), heads, rows))
    if results["unranked"]:
        rows = [[words.say(_label(results, id)), _coverage(results, id, words)] for id in results["unranked"]]
        blocks.append(table(words("unranked.caption"), [words("head.policy"), words("head.coverage")], rows))
    if results["comparison"]:
        blocks += _compared(results["comparison"], words)
    rows = [
        [words("preset." + one["preset"]), str(one["both"]), str(one["same"]), str(one["swapped"]), words.number(one["tau_b"])]
        for one in results["rank_changes"]
    ]  # fmt: skip
    heads = [words("head." + id) for id in ("weights", "both", "same", "swapped", "tau")]
    blocks.append(table(words("changes.caption"), heads, rows))
    rows = [[words("key." + id), words.number(results["weights"][id])] for id in PROVISIONS]
    blocks.append(table(words("weights.caption"), [words("head.provision"), words("head.weight")], rows))
    lines = [words("limits." + id) for id in ("practice", "blank", "choice", "tau")]
    if results["checked"]:
        first, last = results["checked"]
        lines.append(words("limits.day" if first == last else "limits.days", first=first, last=last))
    blocks.append(notes(words("limits.heading"), lines + [words("limits.advice")]))
    return blocks


def _compared(both, words):
    names = {"a": both["a_label"], "b": both["b_label"] or {"word": "mine.label"}}
    if not both["common"]:
        return [sentence(words("compare.nothing", **names))]
    told = words("compare.told", n=both["common"], x=both["a_score"], y=both["b_score"], **names)
    rows = [[words("key." + one["id"]), words.number(one["a"]), words.number(one["b"])] for one in both["provisions"]]
    heads = [words("head.provision"), words.say(names["a"]), words.say(names["b"])]
    return [sentence(told), table(words("compare.caption"), heads, rows)]


_SAMPLE = {"P01": "1", "P02": "0.5", "P03": "1", "P04": "0.5", "P05": "1", "P07": "1", "P08": "1", "P14": "0"}


def sample(words):
    """An invented draft ordinance of Río Claro County, eight provisions coded, beside two counties."""
    return {
        "preset": "equal", "weights": {id: "" for id in PROVISIONS}, "threshold": "50", "level": "all",
        "mine_name": words("sample.name"), "mine": {id: _SAMPLE.get(id, "") for id in PROVISIONS},
        "compare_a": "WA-KING-2018", "compare_b": "",
    }  # fmt: skip


TOOL = Tool(
    "scorer",
    fields=(
        Choice("preset", NAMES, default="equal"),
        Scores("weights", PROVISIONS, Number("weight", 0, 10, decimals=1)),
        Number("threshold", 50, 100, default="50"),
        Choice("level", LEVELS, default="all"),
        Text("mine_name", limit=80),
        Scores("mine", PROVISIONS, Choice("value", ("1", "0.5", "0", "-1"))),
        Choice("compare_a", table="policies"),
        Choice("compare_b", table="policies"),
    ),
    compute=compute,
    rules=(unnamed, no_weight, few_ranked, comparing, hidden_mandate),
    report=report,
    sample=sample,
    tables=("policies", "codings"),
    step=27,
)

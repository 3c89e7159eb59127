"""Arithmetic of policy scores: fourteen provisions, weights, coverage, ranking, Kendall's tau.

All of it in whole numbers: a value counts in halves (1 is 2, 0.5 is 1), a weight in tenths. A blank is "not
established": it is in no sum. A score is the weighted mean of what was coded, from -1 to 1.
"""
from .portable import ratio, total

PROVISIONS = tuple(["P0" + str(n) for n in range(1, 10)] + ["P" + str(n) for n in range(10, 15)])
HALVES = {"1": 2, "0.5": 1, "0": 0, "-1": -2}

# Weights in tenths; a provision that is not named weighs nothing.
_ALIKE = {id: 10 for id in PROVISIONS}
PRESETS = {
    "equal": _ALIKE,
    # The one question that Hausman's study (2020) asked: does the county hold people on a detainer?
    "detainers": {"P01": 10},
    # Five kinds of Lasch and others (2018), one point each, shared where a kind spans two provisions. "No
    # investigation" is asking (P05) and enforcing (P07), "disclosure" is release dates (P02) and other data (P06);
    # "joint operations" is P07 once more, so that it weighs one and a half.
    "lasch": {"P01": 10, "P02": 5, "P04": 10, "P05": 5, "P06": 5, "P07": 15},
    "ilrc": {"P01": 10, "P02": 10, "P04": 10, "P05": 10, "P07": 10, "P08": 10, "P09": 10},
    "redefine": _ALIKE | {"P10": 20, "P12": 20, "P13": 20, "P14": 20},
    # Those who want cooperation: the same weights, read from the other end. The sign is turned, not the weights.
    "opposing": _ALIKE,
}
NAMES = ("equal", "detainers", "lasch", "ilrc", "redefine", "opposing")


def sign_of(preset):
    """-1 for the preset that reads scores from the other end, else 1."""
    return -1 if preset == "opposing" else 1


def weight_of(weights):
    """The total weight, in tenths."""
    return total([weights[id] for id in sorted(weights)])


_read = []  # the table read last and what it gave: it stays the same while a group types


def codings(table):
    """The rows of ``table`` by policy: provision -> halves. A value that is none of the four counts as blank."""
    if not _read or _read[0] is not table:
        coded = {}
        for row in table:
            if row["value"] in HALVES:
                coded.setdefault(row["policy"], {})[row["provision"]] = HALVES[row["value"]]
        _read[:] = [table, coded]
    return _read[1]


def parts(codes, weights):
    """Weighted halves above zero, those below, and the weight coded, of one policy's provisions."""
    plus = minus = weight = 0
    for id in codes:
        heavy = weights.get(id, 0)
        weight += heavy
        if codes[id] > 0:
            plus += heavy * codes[id]
        else:
            minus += heavy * codes[id]
    return plus, minus, weight


def score(part, whole, sign):
    """Score, its two sides and the share of the weight ``whole`` that is coded. The sides keep their sign."""
    plus, minus, weight = part
    return {
        "score": ratio(sign * (plus + minus), 2 * weight, 3),
        "protection": ratio(plus, 2 * weight, 3),
        "mandate": ratio(minus, 2 * weight, 3),
        "share": ratio(100 * weight, whole, 1) or 0,
    }


def ranked(pool, whole, sign, share):
    """``(rank, id, key)`` of the policies in ``pool``, pairs of id and parts, best first; ties share the better rank.

    A policy is ranked where at least ``share`` per cent of the weight ``whole`` is coded. The key is the score as a
    whole number of thousand-millionths: two different scores lie at least a ten-millionth apart, so that equal
    keys are equal scores.
    """
    keyed = []
    for place, (id, part) in enumerate(pool):
        plus, minus, weight = part
        if weight and weight * 100 >= share * whole:
            keyed.append((-sign * (plus + minus) * 1000000000 // (2 * weight), place, id))
    order, last = [], None
    for index, (key, _, id) in enumerate(sorted(keyed)):
        rank = order[-1][0] if key == last else index + 1
        order.append((rank, id, key))
        last = key
    return order


_known = {preset: {} for preset in NAMES}  # parts under a preset: they change only with a policy's codings


def _preset_parts(preset, id, codes):
    known = _known[preset].get(id)
    if not known or known[0] is not codes:
        known = _known[preset][id] = (codes, parts(codes, PRESETS[preset]))
    return known[1]


def rank_change(order, preset, pool, share):
    """How the ranking of ``preset`` differs from ``order``, over the policies in both: pairs and Kendall's tau-b.

    ``pool`` holds pairs of a policy's id and its codings.
    """
    parted = [(id, _preset_parts(preset, id, codes)) for id, codes in pool]
    other = ranked(parted, weight_of(PRESETS[preset]), sign_of(preset), share)
    keys = {id: key for _, id, key in other}
    both = [(key, keys[id]) for _, id, key in order if id in keys]
    same = swapped = tied_here = tied_there = 0
    for index, (a, b) in enumerate(both):
        for c, d in both[index + 1 :]:
            if a == c:
                tied_here += 1
                tied_there += b == d
            elif b == d:
                tied_there += 1
            elif (a < c) == (b < d):
                same += 1
            else:
                swapped += 1
    pairs = len(both) * (len(both) - 1) // 2
    tau = tau_b(same - swapped, pairs - tied_here, pairs - tied_there)
    return {"preset": preset, "both": len(both), "pairs": pairs, "same": same, "swapped": swapped, "tau_b": tau}


def tau_b(difference, left, right):
    """``difference / sqrt(left * right)`` to 3 decimals, half up, in whole numbers; None where all are tied."""
    if not left or not right:
        return None
    square = 4000000 * difference * difference // (left * right)
    root = 2001
    while root * root > square:  # Newton's steps down to the whole root
        root = min(root - 1, (root + square // root) // 2)
    nearest = (root + 1) // 2
    return ratio(nearest if difference >= 0 else -nearest, 1000, 3)

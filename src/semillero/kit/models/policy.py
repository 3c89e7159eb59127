"""Arithmetic of policy scores: fourteen provisions, weights, coverage, ranking, Kendall's tau, and what was
in force when.

All of it in whole numbers: a value counts in halves (1 is 2, 0.5 is 1), a weight in tenths. A blank is "not
established": it is in no sum. A score is the weighted mean of what was coded, from -1 to 1.
"""

from ..days import day_number, last_day
from ..portable import ratio, total

PROVISIONS = tuple(["P0" + str(n) for n in range(1, 10)] + ["P" + str(n) for n in range(10, 15)])
HALVES = {"1": 2, "0.5": 1, "0": 0, "-1": -2}

# Weights in tenths; a provision that is not named weighs nothing.
_ALIKE = {id: 10 for id in PROVISIONS}
PRESETS = {
    "equal": _ALIKE,
    # The one question that Hausman's study (2020) asked: does the county hold people on a detainer?
    "detainers": {"P01": 10},
    # Five kinds of Lasch and others (2018), one point each, shared where a kind spans two provisions. "No
    # investigation" is asking (P05) and enforcing (P07), "disclosure" is release dates (P02) and other data
    # (P06);
    # "joint operations" is P07 once more, so that it weighs one and a half.
    "lasch": {"P01": 10, "P02": 5, "P04": 10, "P05": 5, "P06": 5, "P07": 15},
    "ilrc": {"P01": 10, "P02": 10, "P04": 10, "P05": 10, "P07": 10, "P08": 10, "P09": 10},
    "redefine": _ALIKE | {"P10": 20, "P12": 20, "P13": 20, "P14": 20},
    # Those who want cooperation: the same weights, read from the other end. The sign is turned, not the
    # weights.
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
    """The rows of ``table`` by policy: provision -> halves. A value that is none of the four counts as
    blank."""
    if not _read or _read[0] is not table:
        coded = {}
        for row in table:
            if row["value"] in HALVES:
                coded.setdefault(row["policy"], {})[row["provision"]] = HALVES[row["value"]]
        _read[:] = [table, coded]
    return _read[1]


def weighed(codes, weights):
    """Weighted halves above zero, those below, and the weight coded, of one policy's provisions: whole
    numbers, since weights are tenths."""
    plus = minus = weight = 0
    for id in codes:
        if id in weights:
            heavy, half = weights[id], codes[id]
            weight += heavy
            if half > 0:
                plus += heavy * half
            else:
                minus += heavy * half
    return plus, minus, weight


_shares = {}  # thousandths as numbers: the same ones are told for row after row


def _thousandths(n, digits):
    known = _shares.get(10 * n + digits)
    if known is None:
        known = _shares[10 * n + digits] = ratio(n, 10**digits, digits)
    return known


def _mean(halves, weight):
    """``halves / (2 * weight)`` to three decimals, half up."""
    if halves < 0:
        return -_thousandths((weight - 1000 * halves) // (2 * weight), 3)
    return _thousandths((1000 * halves + weight) // (2 * weight), 3)


def score(part, whole, sign):
    """Score, its two sides and the share of the weight ``whole`` (tenths) that is coded. The sides keep their
    sign.

    Results:
        score (number or none): -1 to 1, in three decimals; none where nothing is coded
        protection, mandate (number or none): what the halves above zero give, what those below give
        share (number): per cent of the weight
    """
    plus, minus, weight = part
    if not weight:
        return {"score": None, "protection": None, "mandate": None, "share": 0}
    share = _thousandths((2000 * weight + whole) // (2 * whole), 1) if whole else 0
    mean = _mean(sign * (plus + minus), weight)
    if not minus:
        return {
            "score": mean,
            "protection": mean if sign > 0 else _mean(plus, weight),
            "mandate": 0,
            "share": share,
        }
    return {"score": mean, "protection": _mean(plus, weight), "mandate": _mean(minus, weight), "share": share}


def ranked(pool, whole, sign, share):
    """``(rank, id, key)`` of the policies in ``pool``, pairs of id and what ``weighed`` gives, best first;
    ties share the better rank.

    A policy is ranked where at least ``share`` per cent of the weight ``whole`` is coded. The key is the
    score as a whole number of thousand-millionths: two different scores lie at least a ten-millionth apart,
    so that equal keys are equal scores.
    """
    keyed, turn, least = [], -sign * 500000000, share * whole
    for place, (id, (plus, minus, weight)) in enumerate(pool):
        if weight and weight * 100 >= least:
            keyed.append(((plus + minus) * turn // weight, place, id))
    order, last, rank = [], None, 0
    for index, (key, _, id) in enumerate(sorted(keyed)):
        if key != last:
            rank, last = index + 1, key
        order.append((rank, id, key))
    return order


_known = {preset: {} for preset in NAMES}  # weighed under a preset: they change only with a policy's codings


def _preset_weighed(preset, id, codes):
    known = _known[preset].get(id)
    if not known or known[0] is not codes:
        known = _known[preset][id] = (codes, weighed(codes, PRESETS[preset]))
    return known[1]


_orders = {}  # the rankings under the presets, of the pool seen last: they stay the same while a weight moves


def preset_order(preset, pool, share):
    """The ranking of ``pool`` (pairs of a policy's id and its codings) under ``preset``: id -> ``(key,
    rank)``, as ``ranked`` gives them."""
    known = _orders.get(preset)
    if not known or known[0] is not pool or known[1] != share:
        parted = [(id, _preset_weighed(preset, id, codes)) for id, codes in pool]
        order = ranked(parted, weight_of(PRESETS[preset]), sign_of(preset), share)
        known = _orders[preset] = (pool, share, {id: (key, rank) for rank, id, key in order})
    return known[2]


def rank_change(order, preset, pool, share):
    """How the ranking of ``preset`` differs from ``order``, over the policies in both: pairs and Kendall's
    tau-b.

    Results:
        preset (text): its id
        both, pairs (int): policies, and pairs of them
        same, swapped (int): pairs in the same order, and in the other one; the rest are ties
        tau_b (number or none): -1 to 1, in three decimals; none where all are tied
    """
    keys = preset_order(preset, pool, share)
    both = [(key, keys[id][0]) for _, id, key in order if id in keys]
    same, swapped, left, right = pairs(both)
    tau = tau_b(same - swapped, left, right, 3)
    count = len(both) * (len(both) - 1) // 2
    return {
        "preset": preset,
        "both": len(both),
        "pairs": count,
        "same": same,
        "swapped": swapped,
        "tau_b": tau,
    }


def pairs(both):
    """Of all pairs of ``both`` (each one a pair of keys): those in the same order in both, those that swap,
    those not tied in the first, those not tied in the second. Sorted by the first key, each looks its second
    one up among the earlier ones (after Knight 1966): ten thousand are counted without looking at fifty
    million pairs.
    """
    earlier, same, swapped, apart = [], 0, 0, 0
    tied_left = tied_right = 0
    ordered = sorted(both)
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        group = [right for _, right in ordered[start:end]]
        tied_left += len(group) * (len(group) - 1) // 2
        run = 0
        for place, right in enumerate(group):
            if earlier:
                below, through = _place(earlier, right, False), _place(earlier, right, True)
                same += below
                swapped += len(earlier) - through
                apart += through - below
            run = run + 1 if place and right == group[place - 1] else 0
            tied_right += run
        for right in group:
            earlier.insert(_place(earlier, right, True), right)
        start = end
    count = len(ordered) * (len(ordered) - 1) // 2
    return same, swapped, count - tied_left, count - tied_right - apart


def _place(ordered, value, after):
    """How many of ``ordered`` come before ``value``; ``after``: those equal to it count too."""
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        if ordered[middle] < value or (after and ordered[middle] == value):
            low = middle + 1
        else:
            high = middle
    return low


def kendall(left, right, digits=9):
    """Kendall's tau-b of two lists of numbers of the same length, to ``digits`` decimals; None where all are
    tied."""
    same, swapped, one, other = pairs([(left[place], right[place]) for place in range(len(left))])
    return tau_b(same - swapped, one, other, digits)


def tau_b(difference, left, right, digits=3):
    """``difference / sqrt(left * right)`` to ``digits`` decimals, half up, in whole numbers; None where all
    are tied."""
    if not left or not right:
        return None
    scale = 10**digits
    square = 4 * scale * scale * difference * difference // (left * right)
    root = 2 * scale + 1
    while root * root > square:  # Newton's steps down to the whole root
        root = min(root - 1, (root + square // root) // 2)
    nearest = (root + 1) // 2
    return ratio(nearest if difference >= 0 else -nearest, scale, digits)


def stands(row, day):
    """Is the policy ``row`` in force on ``day``? Without a day: is it not known to have ended?

    Its table has read the dates: ``begins`` is the effective date, else enactment, a bare month or year from
    its last day; ``ends`` the day on which it is over, by its own end or a newer version of the same text.
    """
    if not day:
        return not row["ends"]
    return bool(row["begins"]) and row["begins"] <= day and not (row["ends"] and row["ends"] <= day)


def in_force(rows, day):
    """The policies of ``rows`` in force on ``day``: id -> ``(since when, which of its dates says so)``."""
    return {row["id"]: (row["begins"], row["begins_by"]) for row in rows if stands(row, day)}


STALE = 180  # days after which the status of a law is to be looked up again


def stale(row, day):
    """Was the status of ``row`` last seen more than 180 days before ``day``, or on no day that we know?"""
    seen, now = day_number(last_day(row["status_as_of"])), day_number(last_day(day))
    return now is not None and (seen is None or now - seen > STALE)


def may_be_ranked(row, coding=None):
    """May the policy ``row`` be ranked, and in it the value of ``coding``? What may not stays in sight,
    marked."""
    return row["confidence"] == "high" and (coding is None or coding["confidence"] != "low")


def floors(rows, coded, day):
    """What the states' mandates in force on ``day`` order in their places: state -> ``(provisions, mandates'
    ids)``."""
    found = {}
    for row in rows:
        if row["direction"] == "mandate" and row["level"] == "state" and stands(row, day):
            ordered = [id for id in PROVISIONS if coded.get(row["id"], {}).get(id, 0) < 0]
            if ordered:
                known = found.setdefault(row["state"], ([], []))
                known[0].extend([id for id in ordered if id not in known[0]])
                known[1].append(row["id"])
    return found


def under(codes, floor):
    """``codes`` where a state orders cooperation on the provisions ``floor``: there a local text cannot
    stand."""
    return codes | {id: HALVES["-1"] for id in floor}


def strongest(rows, coded):
    """The strongest text for each provision: provision -> ``(halves, id)``; of equals the newest, then the
    first.

    A policy that may not be ranked is no model, and neither is one that has ended or was replaced.
    """
    best = {}
    for place, row in enumerate(rows):
        if row["ends"] or not may_be_ranked(row):
            continue
        codes = coded.get(row["id"], {})
        for id in codes:
            rank = (codes[id], row["begins"], -place)
            if codes[id] > 0 and (id not in best or rank > best[id][0]):
                best[id] = (rank, row["id"])
    return {id: (best[id][0][0], best[id][1]) for id in best}

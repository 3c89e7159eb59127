"""Thresholds: who joins when others do, and what one person changes.

After M. Granovetter, "Threshold Models of Collective Behavior", American Journal of Sociology 83 (1978).
A person joins when at least as many as their threshold already act; round by round, all at once.
"""

from ..fields import Choice, Number, Text
from ..figure import axis, drawing, label, line
from ..portable import Dice
from ..report import figure, limits, sentence, table
from ..sheet import ERROR, NOTE, Tool, finding

MOST = 200
ROWS = 10  # rows of the table of rounds


def compute(values, tables):
    """The cascade before and after one person's threshold changes.

    Results:
        people (int): in the square
        network (text): "everyone" or "ties"
        ties (int): people whom each one sees, 0 where everyone sees everyone
        changed (flag): one threshold was changed
        curve_before, curve_after ([int]): people who have joined after each round
        joined_before, joined_after (int): at the end
        rounds_before, rounds_after (int): until nobody joins any more
        starters_before, starters_after (int): people with the threshold 0
        next_before, next_after (int or none): the lowest threshold that was not reached; none with ties
    """
    thresholds = _thresholds(values)
    people = len(thresholds)
    network = values["network"] or "everyone"
    old, new = values["change_from"], values["change_to"]
    changed = list(thresholds)
    where = thresholds.index(old) if new is not None and old in thresholds else None
    if where is not None:
        changed[where] = new
    ties = 0
    if network == "ties" and people:
        ties = min(values["ties"] or 6, people - 1)
        seen_by = _seen_by(people, ties, _seed(values))
        before = ties_curve(thresholds, seen_by, ties)
        after = ties_curve(changed, seen_by, ties)
    else:
        before, after = open_curve(thresholds), open_curve(changed)
    results = {"people": people, "network": network, "ties": ties, "changed": 0 if where is None else 1}
    for when, curve, list_ in (("before", before, thresholds), ("after", after, changed)):
        joined = curve[-1] if curve else 0
        results["curve_" + when] = curve
        results["joined_" + when] = joined
        results["rounds_" + when] = len(curve)
        results["starters_" + when] = list_.count(0)
        # Where everyone sees everyone, those who join are those with the lowest thresholds.
        left = sorted(list_)[joined:] if network == "everyone" else []
        results["next_" + when] = left[0] if left else None
    return results


def _seed(values):
    return 1 if values["seed"] is None else values["seed"]


def _thresholds(values):
    """The thresholds of all people; an empty list where there is nothing to work with."""
    if values["pattern"] == "typed":
        numbers, bad = typed_numbers(values["typed"])
        return [] if bad or len(numbers) < 2 else numbers[:MOST]
    people = values["people"]
    if people is None:
        return []
    if values["pattern"] != "clustered":
        return list(range(people))
    return clustered(people, _seed(values))


def clustered(people, seed):
    """A tenth go early (the first of them at 0), a tenth late, all others between a fifth and two fifths."""
    dice = Dice(seed)
    few, low, high = max(1, people // 10), people // 5, 2 * people // 5
    early = [0] + [dice.below(few + 1) for _ in range(few - 1)]
    late = [high + dice.below(people - high) for _ in range(few)]
    most = [low + dice.below(high - low + 1) for _ in range(people - 2 * few)]
    return early + most + late


def typed_numbers(text):
    """The whole numbers in ``text`` (at most three digits each), and the first piece that is none, or ""."""
    for mark in (",", ";", "\n", "\r", "\t"):
        text = text.replace(mark, " ")
    pieces = [piece for piece in text.split(" ") if piece]
    for piece in pieces:
        if len(piece) > 3 or piece.strip("0123456789"):
            return [], piece
    return [int(piece) for piece in pieces], ""


def open_curve(thresholds):
    """How many act after each round when everyone sees everyone; empty where nobody starts."""
    reached = [0] * (len(thresholds) + 1)
    for threshold in thresholds:
        if threshold <= len(thresholds):
            reached[threshold] += 1
    for count in range(1, len(reached)):
        reached[count] += reached[count - 1]
    curve, acting = [], 0
    while reached[acting] > acting:
        acting = reached[acting]
        curve.append(acting)
    return curve


_drawn = {}  # drawing the ties is most of the work, and they stay the same while other fields change


def _seen_by(people, ties, seed):
    """For each person the list of those who see that person; each sees ``ties`` different others."""
    key = (people, ties, seed)
    if key not in _drawn:
        _drawn.clear()
        dice = Dice(seed)
        seen_by = [[] for _ in range(people)]
        for person in range(people):
            others = list(range(person)) + list(range(person + 1, people))
            for place in range(ties):
                pick = place + dice.below(people - 1 - place)
                others[place], others[pick] = others[pick], others[place]
                seen_by[others[place]].append(person)
        _drawn[key] = seen_by
    return _drawn[key]


def ties_curve(thresholds, seen_by, ties):
    """How many act after each round when each person sees only some: their share stands for the whole."""
    people = len(thresholds)
    needed = [threshold * ties for threshold in thresholds]
    sees = [0] * people  # people times the number of acting others that a person sees
    fresh = [person for person in range(people) if not thresholds[person]]
    waiting = [1 if threshold else 0 for threshold in thresholds]
    curve, acting = [], 0
    while fresh:
        acting += len(fresh)
        curve.append(acting)
        noticed = []
        for person in fresh:
            for other in seen_by[person]:
                sees[other] += people
                if waiting[other] and sees[other] >= needed[other]:
                    waiting[other] = 0
                    noticed.append(other)
        fresh = noticed
    return curve


def typed_list(values, results):
    """The typed list must be whole numbers, at least two and at most as many as the model holds."""
    if values["pattern"] != "typed":
        return []
    numbers, bad = typed_numbers(values["typed"])
    if bad:
        return [finding("typed_unreadable", "typed", ERROR, found=bad[:20])]
    if len(numbers) < 2:
        return [finding("typed_few", "typed", ERROR, n=len(numbers))]
    return [finding("typed_many", "typed", n=len(numbers), most=MOST)] if len(numbers) > MOST else []


def nobody_starts(values, results):
    """Without a threshold of 0 nobody is the first."""
    idle = results["people"] and not results["starters_before"]
    return [finding("nobody_starts", "typed" if values["pattern"] == "typed" else "pattern")] if idle else []


def change(values, results):
    """The one person whose threshold changes has to be there."""
    old, new = values["change_from"], values["change_to"]
    if (old is None) != (new is None):
        return [finding("change_half", "change_from" if old is None else "change_to")]
    if old is None or results["changed"] or not results["people"]:
        return []
    return [finding("change_missing", "change_from", value=old)]


def one_draw(values, results):
    """One draw of ties shows what can happen, not what usually does."""
    return [finding("one_draw", "seed", NOTE)] if results["network"] == "ties" and results["people"] else []


_LEFT, _RIGHT, _TOP, _FLOOR = 40, 344, 42, 196


def draw(results, words):
    """Two curves: how many act after each round, before (solid) and after (dashed) the one change."""
    people = results["people"]
    rounds = max(1, results["rounds_before"], results["rounds_after"])
    parts = []
    for value in axis(0, people, 4):
        y = _FLOOR - (_FLOOR - _TOP) * value / people
        parts.append(line([(_LEFT, y), (_RIGHT, y)], "thin") + label(_LEFT - 5, y + 4, str(value), "", "end"))
    for value in axis(0, rounds, 5):
        x = _LEFT + (_RIGHT - _LEFT) * value / rounds
        parts.append(line([(x, _FLOOR), (x, _FLOOR + 4)], "stroke") + label(x, _FLOOR + 16, str(value)))
    parts.append(line([(_LEFT, _TOP), (_LEFT, _FLOOR), (_RIGHT, _FLOOR)], "stroke"))
    parts.append(label((_LEFT + _RIGHT) / 2, _FLOOR + 32, words("figure.rounds")))
    for place, (when, kind) in enumerate((("before", "stroke first"), ("after", "stroke second dashed"))):
        x = _LEFT - 32 + 172 * place
        parts.append(line([(x, 14), (x + 24, 14)], kind))
        parts.append(label(x + 29, 18, words("figure." + when, n=results["joined_" + when]), "", "start"))
        parts.append(line(_bends(results["curve_" + when], rounds, people), kind))
    parts.append(label(_LEFT - 32, 34, words("figure.people"), "", "start"))
    return drawing(360, _FLOOR + 40, words("figure.label"), parts)


def _bends(curve, rounds, people):
    """The points where a curve bends, from nobody at the start to the last round drawn."""
    counts = [0] + curve
    points = []
    for at, count in enumerate(counts):
        inside = 0 < at < len(counts) - 1
        if inside and count - counts[at - 1] == counts[at + 1] - count:
            continue
        points.append((at, count))
    if len(curve) < rounds:
        points.append((rounds, counts[-1]))
    wide, high = _RIGHT - _LEFT, _FLOOR - _TOP
    return [(_LEFT + wide * at / rounds, _FLOOR - high * count / people) for at, count in points]


def _told(results, words):
    if not results["people"]:
        return words("told.nothing")
    told = words("told.before", n=results["joined_before"], people=results["people"])
    if not results["changed"]:
        return told + _stops(results, "before", words)
    told += _stops(results, "before", words) + " "
    return told + words("told.after", n=results["joined_after"]) + _stops(results, "after", words)


def _stops(results, when, words):
    next_ = results["next_" + when]
    if next_ is None:
        return ""
    return " " + words("told.stops", n=results["joined_" + when], next=next_)


def report(results, words):
    """What happens, the two curves, a table of rounds, and what the model leaves out."""
    blocks = [sentence(_told(results, words))]
    if results["people"]:
        blocks.append(figure(draw(results, words), words("figure.caption")))
        blocks.append(_rounds(results, words))
    ids = ["unknown", "one_number", "simple"]
    ids += ["draw"] if results["network"] == "ties" else []
    ids += ["forecast", "apathy"]
    blocks.append(limits(words, ids))
    return blocks


def _rounds(results, words):
    last = max(results["rounds_before"], results["rounds_after"])
    stride = axis(0, last, ROWS)[1] if last > ROWS else 1
    shown = [at for at in range(1, last + 1) if at % stride == 0 or at in (1, last)]
    before, after = [0] + results["curve_before"], [0] + results["curve_after"]
    rows = [
        [str(at), str(before[min(at, len(before) - 1)]), str(after[min(at, len(after) - 1)])]
        for at in shown or [1]
    ]
    heads = [words("head." + head) for head in ("round", "before", "after")]
    return table(words("table.caption", n=stride), heads, rows)


def sample(words):
    """Río Claro: would the plant's second shift walk out for an hour? Twelve people who eat lunch
    together."""
    return {
        "people": "100",
        "pattern": "typed",
        "typed": "0, 1, 2, 3, 3, 4, 5, 6, 8, 8, 10, 11",
        "change_from": "1",
        "change_to": "2",
        "network": "everyone",
        "ties": "6",
        "seed": "1",
    }


TOOL = Tool(
    "thresholds",
    fields=(
        Number("people", 2, MOST, default="100"),
        Choice("pattern", ("ladder", "clustered", "typed"), default="ladder"),
        Text("typed", limit=1000, lines=3),
        Number("change_from", 0, MOST, default="1"),
        Number("change_to", 0, MOST, default="2"),
        Choice("network", ("everyone", "ties"), default="everyone"),
        Number("ties", 2, 20, default="6"),
        Number("seed", 0, 9999, default="1"),
    ),
    compute=compute,
    rules=(typed_list, nobody_starts, change, one_draw),
    report=report,
    sample=sample,
)

"""What the policy scorer looks at and counts (on ``policy``): who stands on a day, floors, ranks under each
preset."""

from ..portable import half_up, ratio
from .policy import (
    HALVES,
    NAMES,
    PRESETS,
    PROVISIONS,
    codings,
    floors,
    in_force,
    may_be_ranked,
    preset_order,
    rank_change,
    ranked,
    score,
    sign_of,
    stale,
    under,
    weighed,
    weight_of,
)

MINE = "mine"

# the tables, the question and the draft looked at last, and what they gave: a moved weight changes none
_seen = []


def gathered(policies, table, day, level, draft):
    """The policies that a sheet looks at: those to score, those that cannot be, names, dates and the floors
    of states.

    ``draft`` is the group's own text: its name, its state and its codes.

    Results:
        coded ({{int}}): halves by policy and provision
        last, today (day): the last day on which a coding was checked, the day looked from
        floor ({[[text], [text]]}): by state, provisions that its mandates order, and these mandates
        checked ([day]): days on which a coding was checked
        pool ([[text, {int}]]): policies to score, and the halves of each by provision
        apart ([[text, text]]): policies that cannot be, and why
        floored ([[text, text, {int}]]): of the pool, those under a floor: policy, state, halves
        names, labels ({text}): of all policies, of those looked at
        since, seen ({day}): in force since, and status last seen, by policy
        since_by ({text}): which of its dates says since when
        stale ([text]): policies whose status was seen long ago
        unscored ([record]): the same as ``apart``
            id, why (text): of the policy; its confidence, or "uncoded"
    """
    asked = (day, level, draft)
    if _seen and _seen[0] is policies and _seen[1] is table and _seen[2] == asked:
        return _seen[3]
    coded = codings(table)
    checked = sorted([row["checked"] for row in policies if row["checked"]])
    last = checked[-1] if checked else ""
    made = {
        "coded": coded,
        "last": last,
        "today": day or last,
        "floor": floors(policies, coded, day),
        "checked": [],
        "pool": [],
        "apart": [],
        "floored": [],
        "names": {row["id"]: row["label"] for row in policies},
        "since": {},
        "since_by": {},
        "seen": {},
        "stale": [],
    }
    force = in_force(policies, day) if day else None
    for row in policies:
        if level in ("all", row["level"]) and (force is None or row["id"] in force):
            _look(made, row, coded.get(row["id"]))
            if force:
                made["since"][row["id"]], made["since_by"][row["id"]] = force[row["id"]]
    name, state, codes = draft
    if codes:
        _score(made, MINE, state, codes)
        made["names"][MINE] = name
    made["unscored"] = [{"id": id, "why": why} for id, why in made["apart"]]
    made["labels"] = {id: made["names"][id] for id in list(made["seen"]) + ([MINE] if codes else [])}
    _seen[:] = [policies, table, asked, made]
    return made


def _look(made, row, codes):
    id = row["id"]
    made["seen"][id] = row["status_as_of"]
    if row["checked"]:
        made["checked"].append(row["checked"])
    if stale(row, made["today"]):
        made["stale"].append(id)
    if not may_be_ranked(row):
        made["apart"].append((id, row["confidence"]))
    elif not codes:
        made["apart"].append((id, "uncoded"))
    else:
        _score(made, id, "" if row["level"] == "state" else row["state"], codes)


def _score(made, id, state, codes):
    made["pool"].append((id, codes))
    if state in made["floor"]:
        made["floored"].insert(0 if id == MINE else len(made["floored"]), (id, state, codes))


def counted(values, tables):
    """The results of the policy scorer for the values of its sheet.

    Results:
        preset, level (text): ids of options
        threshold (int): per cent of the weight that must be coded for a rank
        as_of, today, last (day): as typed, the day looked from, the last day on which a coding was checked
        weights ({number}): by provision
        total_weight (number): their sum
        of, policies (int): provisions in all, policies looked at
        scores ({record}): by policy
            score, protection, mandate (number or none): -1 to 1 (``policy.score``)
            share (number): per cent of the weight that is coded
            coded (int): provisions with a value
        labels ({text}): name by policy
        ranking ([record]): the best first; equal ones share the better rank
            rank (int): from 1
            id (text): of the policy
        unranked ([text]): policies with too little coded
        unscored ([record]): policies that cannot be ranked
            id, why (text): of the policy; its confidence, or "uncoded"
        since, seen ({day}): in force since, and status last seen, by policy
        since_by ({text}): which of its dates says since when
        stale ([text]): policies whose status was seen long ago
        mine (record): the group's own text
            coded (int): provisions with a value
            rank (int or none): its place
        effective ([record]): local texts under their state's mandates
            id, state (text): of the policy, of its state
            on, by ([text]): provisions that are ordered, names of the laws that order them
            coded (int): provisions with a value
            score, protection, mandate (number or none): what is left
            share (number): per cent of the weight that is coded
            rank (int or none): of the group's own text, where it would stand
        comparison (record or none): two policies, on what is coded in both
            a, b, a_label, b_label (text): ids and names
            common (int): provisions coded in both
            provisions ([record]): these
                id (text): of the provision
                a, b (number): values, -1 to 1
            a_score, b_score (number or none): on these
        rank_changes ([record]): a preset each (``policy.rank_change``)
            preset (text): its id
            both, pairs, same, swapped (int): ranked in both, pairs of them, in the same order, swapped
            tau_b (number or none): Kendall's, -1 to 1
        places ([record]): of the ranked, in their order
            id (text): of the policy
            ranks ([int or none]): under each preset
        checked ([day]): first and last day on which a coding was checked; none where there is none
    """
    preset = values["preset"] or "equal"
    sign, weights = sign_of(preset), {}
    for id in PROVISIONS:
        own = values["weights"][id]
        weights[id] = PRESETS[preset].get(id, 0) if own is None else half_up(own * 10)
    share, whole = values["threshold"] or 50, weight_of(weights)
    mine = {id: HALVES[values["mine"][id]] for id in PROVISIONS if values["mine"][id]}
    day, level = values["as_of"], values["level"] or "all"
    made = gathered(
        tables["policies"], tables["codings"], day, level, (values["mine_name"], values["mine_state"], mine)
    )
    names, pool = made["names"], made["pool"]
    parted = [(id, weighed(codes, weights)) for id, codes in pool]
    scores = {}
    for place, (id, part) in enumerate(parted):
        scores[id] = told = score(part, whole, sign)
        told["coded"] = len(pool[place][1])
    order = ranked(parted, whole, sign, share)
    ranks = {id: rank for rank, id, _ in order}
    apart = [(-scores[id]["share"], place, id) for place, (id, _) in enumerate(pool) if id not in ranks]
    others = [preset_order(name, pool, share) for name in NAMES]
    return {
        "preset": preset,
        "threshold": share,
        "level": level,
        "as_of": day,
        "today": made["today"],
        "last": made["last"],
        "weights": {id: ratio(weights[id], 10, 1) for id in PROVISIONS},
        "total_weight": ratio(whole, 10, 1),
        "of": len(PROVISIONS),
        "policies": len(pool) + len(made["apart"]),
        "scores": scores,
        "labels": made["labels"],
        "ranking": [{"rank": rank, "id": id} for rank, id, _ in order],
        "unranked": [id for _, _, id in sorted(apart)],
        "unscored": made["unscored"],
        "since": made["since"],
        "since_by": made["since_by"],
        "seen": made["seen"],
        "stale": made["stale"],
        "mine": {"coded": len(mine), "rank": ranks.get(MINE)},
        "effective": [
            _effective(one, made, weights, (whole, sign, share), parted) for one in made["floored"]
        ],
        "comparison": _comparison(values, made["coded"], mine, names, weights, sign),
        "rank_changes": [rank_change(order, name, pool, share) for name in NAMES],
        "places": [
            {"id": id, "ranks": [other[id][1] if id in other else None for other in others]}
            for _, id, _ in order
        ],
        "checked": [min(made["checked"]), max(made["checked"])] if made["checked"] else [],
    }


def _effective(one, made, weights, terms, parted):
    """What counts of a local text under its state's mandates: score, coverage and rank with their floor
    applied."""
    id, state, codes = one
    whole, sign, share = terms
    on, by = made["floor"][state]
    held = under(codes, on)
    part = weighed(held, weights)
    ranks = []
    if id == MINE:  # where would it stand? Of the others the text's rank is told
        order = ranked(parted[:-1] + [(id, part)], whole, sign, share)
        ranks = [rank for rank, name, _ in order if name == id]
    told = {"id": id, "state": state, "on": on, "by": [made["names"][law] for law in by], "coded": len(held)}
    return told | score(part, whole, sign) | {"rank": ranks[0] if ranks else None}


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
        sides.append(score(weighed(kept, weights), 0, sign)["score"])
    both = [{"id": id, "a": ratio(left[id], 2, 1), "b": ratio(right[id], 2, 1)} for id in common]
    return {
        "a": a,
        "b": b,
        "a_label": labels[a],
        "b_label": labels.get(b, ""),
        "common": len(common),
        "provisions": both,
        "a_score": sides[0],
        "b_score": sides[1],
    }

"""Policy scores: 10,000 policies re-scored and ranked with a moved weight, and a moved weight in the page.

    python benchmarks/policy.py [--runs 15]

Peers in the same run: pandas doing the same with a table of 10,000 by 14 (weighted mean of what is coded,
both sides, coverage, ranks with ties), and scipy's Kendall's tau for two orders of all of them. The page
needs the built site (`make site`) and Chromium; without it that row is left out.
"""

import argparse
import random
import statistics
import time

import numpy as np
import pandas as pd
from live import change, open_page
from scipy.stats import kendalltau
from shared import SITE, show

# isort: split
from browsers import chromium  # of the tests: shared.py puts them on the path

from semillero.kit.models import policy

COUNT, SHARE = 10_000, 50
WEIGHT = """(root, i) => {
  const fields = [...root.querySelectorAll('[data-field^="weights."]')], field = fields[i * 5 % fields.length];
  field.value = String((Number(field.value) + 1 + i) % 11);
  return field;
}"""


def policies(seed=1):
    """Ten thousand policies of three to fourteen coded provisions: id -> provision -> halves."""
    dice = random.Random(seed)
    return [
        (
            f"policy-{place}",
            {id: dice.choice((-2, 0, 1, 2)) for id in dice.sample(policy.PROVISIONS, dice.randint(3, 14))},
        )
        for place in range(COUNT)
    ]


def ours(pool, weights):
    """Scores with both sides and coverage, and the ranking."""
    whole = policy.weight_of(weights)
    parted = [(id, policy.weighed(codes, weights)) for id, codes in pool]
    scores = {id: policy.score(part, whole, 1) for id, part in parted}
    return scores, policy.ranked(parted, whole, 1, SHARE)


def pandas(table, weights):
    """The same with pandas."""
    heavy = pd.Series(weights)[table.columns]
    on = table.notna().mul(heavy, axis=1).sum(axis=1)
    sides = [table.where(keep).mul(heavy, axis=1).sum(axis=1) / on / 2 for keep in (table > 0, table < 0)]
    share = (100 * on / heavy.sum()).round(1)
    score = (sides[0] + sides[1]).round(3)
    rank = score[on * 100 >= SHARE * heavy.sum()].rank(method="min", ascending=False).sort_values()
    return (
        pd.DataFrame(
            {"score": score, "protection": sides[0].round(3), "mandate": sides[1].round(3), "share": share}
        ),
        rank,
    )


def timed(work, runs):
    """Median milliseconds of ``work(run)``, the first run not counted."""
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        work(run)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[1:])


def moved(run):
    """Equal weights but for one, another one at each run."""
    return policy.PRESETS["equal"] | {policy.PROVISIONS[run % 14]: 5 * (run % 20) + 1}


def page():
    """A moved weight in the page, p95 in milliseconds, all policies of the shipped table in sight."""
    with chromium() as browser:
        page = open_page(browser)
        page.goto((SITE / "es" / "exercises" / "workbook" / "scorer.html").as_uri())
        page.locator('[data-field="weights.P01"]').focus()
        return change(page, WEIGHT)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    pool = policies()
    table = pd.DataFrame(
        [codes for _, codes in pool],
        index=[id for id, _ in pool],
        columns=list(policy.PROVISIONS),
        dtype="float64",
    )
    scores, order = ours(pool, moved(3))
    theirs, rank = pandas(table, moved(3))
    assert np.allclose([scores[id]["score"] for id in theirs.index], theirs["score"], atol=0.0011)
    assert abs(len(order) - len(rank)) <= 1
    rows = [
        (
            "10,000 policies re-scored and ranked (ms)",
            timed(lambda run: ours(pool, moved(run)), runs),
            50,
            timed(lambda run: pandas(table, moved(run)), runs),
        )
    ]
    keys = [key for _, _, key in order]
    other = {id: key for _, id, key in ours(pool, moved(7))[1]}
    both = [(key, other[id]) for (_, id, _), key in zip(order, keys, strict=True) if id in other]
    left, right = [one for one, _ in both], [two for _, two in both]
    assert abs(policy.kendall(left, right) - kendalltau(left, right).statistic) < 1e-9
    tau, peer = (
        timed(lambda run: policy.kendall(left, right), 3),
        timed(lambda run: kendalltau(left, right), 3),
    )
    rows.append((f"Kendall's tau of {len(both):,} (ms; peer: scipy)", tau, None, peer))
    if SITE.is_dir():
        rows.append(("a moved weight in the page, p95 (ms)", page(), 16, None))
    show(rows, "pandas")


if __name__ == "__main__":
    main()

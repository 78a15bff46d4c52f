"""What ranking a round of a million costs, against the sort that no ranking can do without."""

from __future__ import annotations

from functools import partial

from benchmarks.peers import Peer, measure
from scoring.ranking import Quota, select

MANY, ROUNDS = 1_000_000, 5
STEP = 618_033  # has no divisor in common with a million: every place is met once, far from the one before


def candidates():
    """Give a million: points, two further keys, and references in order, as a round's list has them."""
    scattered = (number * STEP % MANY for number in range(MANY))
    return [((-(each % 30_000), -(each % 211), each // 25), f"GZ2026{number:08}") for number, each in enumerate(scattered)]


def bench_ranking(benchmark):
    everybody, sorting = candidates(), "sort them by keys and reference, and nothing else"
    quota = Quota(10_000, "admit_all")
    assert list(select(everybody, quota).ordered) == sorted(everybody)
    benchmark.extra_info["what"] = "One candidate of a million in a round, ranked by three keys for a quota"
    ours = Peer(partial(select, everybody, quota), sorting, 1.5)
    measure(benchmark, {sorting: Peer(partial(sorted, everybody)), "select": ours}, MANY, ROUNDS)

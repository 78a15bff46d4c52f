"""Measuring several ways to do one thing in turn, so that what else the machine does touches all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter

ROUNDS = 150
WARM_UP = 5


@dataclass(frozen=True)
class Peer:
    """One way. `against` names the way it is compared with, `goal` how many times that one's time it may take; `also` further."""

    run: Callable[[], object]
    against: str = ""
    goal: float | None = None
    also: Mapping[str, float | None] = field(default_factory=dict)


def measure(benchmark, peers: Mapping[str, Peer], number: int, rounds: int = ROUNDS) -> None:
    """Run every peer once a round, each doing the thing *number* times; the times of one go to the benchmark's report.

    A ratio is that of one round, so its median and quartiles are of pairs measured one right after the other.
    """
    seconds: dict[str, list[float]] = {name: [] for name in peers}

    def take_turns() -> None:
        for name, peer in peers.items():
            start = perf_counter()
            peer.run()
            seconds[name].append((perf_counter() - start) / number)

    benchmark.pedantic(take_turns, rounds=rounds, warmup_rounds=WARM_UP)
    kept = {name: times[WARM_UP:] for name, times in seconds.items()}
    benchmark.extra_info["peers"] = [_told(name, peer, kept) for name, peer in peers.items()]


def _told(name: str, peer: Peer, kept: Mapping[str, list[float]]) -> dict:
    goals = {peer.against: peer.goal, **peer.also} if peer.against else {}
    against = [{"what": other, "goal": goal, **_ratio(kept[name], kept[other])} for other, goal in goals.items()]
    return {"what": name, "rounds": len(kept[name]), "against": against, **_spread(kept[name])}


def _ratio(own: list[float], other: list[float]) -> dict[str, float]:
    return _spread([one / against for one, against in zip(own, other, strict=True)])


def _spread(numbers: list[float]) -> dict[str, float]:
    first, median, third = quantiles(numbers, n=4)
    return {"least": min(numbers), "first": first, "median": median, "third": third}

"""Ranks and the line at the quota: tables for each rule about ties, and truths for any round."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.ranking import Candidate, select

TIES = ("admit_all", "admit_none", "draw_line")


def _candidates(**scores: int) -> list[Candidate]:
    """Give candidates by reference and score; the highest score comes first."""
    return [Candidate(reference, (-score,)) for reference, score in scores.items()]


def _names(placed) -> str:
    return " ".join(f"{p.rank}{p.candidate.reference}" for p in placed)


ROUND = {"a": 90, "b": 80, "c": 80, "d": 70, "e": 70, "f": 70, "g": 60}


@pytest.mark.parametrize(
    ("quota", "ties", "admitted", "undecided", "refused", "left", "cut_off", "above", "tied"),
    [
        (0, "admit_all", "", "", "1a 2b 2c 4d 4e 4f 7g", 0, None, 0, 0),
        (1, "admit_all", "1a", "", "2b 2c 4d 4e 4f 7g", 0, -90, 0, 1),
        (2, "admit_all", "1a 2b 2c", "", "4d 4e 4f 7g", 0, -80, 1, 2),
        (2, "admit_none", "1a", "", "2b 2c 4d 4e 4f 7g", 0, -90, 0, 1),
        (2, "draw_line", "1a", "2b 2c", "4d 4e 4f 7g", 1, -80, 1, 2),
        (3, "draw_line", "1a 2b 2c", "", "4d 4e 4f 7g", 0, -80, 1, 2),
        (3, "admit_none", "1a 2b 2c", "", "4d 4e 4f 7g", 0, -80, 1, 2),
        (5, "admit_all", "1a 2b 2c 4d 4e 4f", "", "7g", 0, -70, 3, 3),
        (5, "admit_none", "1a 2b 2c", "", "4d 4e 4f 7g", 0, -80, 1, 2),
        (5, "draw_line", "1a 2b 2c", "4d 4e 4f", "7g", 2, -70, 3, 3),
        (7, "admit_none", "1a 2b 2c 4d 4e 4f 7g", "", "", 0, -60, 6, 1),
        (99, "draw_line", "1a 2b 2c 4d 4e 4f 7g", "", "", 0, -60, 6, 1),
    ],
)
def test_the_line(quota, ties, admitted, undecided, refused, left, cut_off, above, tied):
    result = select(_candidates(**ROUND), quota=quota, ties_at_cut_off=ties)
    assert (_names(result.admitted), _names(result.undecided), _names(result.not_selected)) == (admitted, undecided, refused)
    assert (result.places_left, result.cut_off) == (left, None if cut_off is None else (cut_off,))
    assert (result.above_cut_off, result.tied_at_cut_off) == (above, tied)


@pytest.mark.parametrize(
    ("ties", "admitted", "undecided", "cut_off"),
    [("admit_all", 4, 0, (-70,)), ("admit_none", 0, 0, None), ("draw_line", 0, 4, (-70,))],
)
def test_everybody_tied_beyond_the_quota(ties, admitted, undecided, cut_off):
    result = select(_candidates(a=70, b=70, c=70, d=70), quota=2, ties_at_cut_off=ties)
    assert (len(result.admitted), len(result.undecided), result.cut_off) == (admitted, undecided, cut_off)


@pytest.mark.parametrize("ties", TIES)
def test_nobody_applied(ties):
    result = select([], quota=5, ties_at_cut_off=ties)
    assert (result.admitted, result.not_selected, result.undecided, result.cut_off) == ((), (), (), None)


def test_further_keys_break_ties_in_their_order():
    candidates = [
        Candidate("late", (-90, -60, 20200101)),
        Candidate("early", (-90, -60, 20180101)),
        Candidate("insured", (-90, -61, 20240101)),
    ]
    result = select(candidates, quota=2, ties_at_cut_off="admit_all")
    assert _names(result.admitted) == "1insured 2early"
    assert _names(result.not_selected) == "3late"
    assert result.tied_at_cut_off == 1


@pytest.mark.parametrize(
    ("candidates", "quota", "message"),
    [
        (_candidates(a=1), -1, "the quota is -1; it cannot be negative"),
        ([Candidate("a", (1,)), Candidate("a", (2,))], 1, "two candidates have the same reference"),
        ([Candidate("a", (1,)), Candidate("b", (1, 2))], 1, "all candidates need the same number of keys"),
    ],
)
def test_what_no_round_can_be_held_with(candidates, quota, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        select(candidates, quota=quota, ties_at_cut_off="admit_all")


rounds = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 1)), max_size=12).map(
    lambda keys: [Candidate(f"P{n:02}", k) for n, k in enumerate(keys)]
)
quotas = st.integers(0, 14)
ties = st.sampled_from(TIES)


@given(rounds.flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))), quotas, ties)
def test_the_order_in_which_they_applied_changes_nothing(both, quota, rule):
    given_so, otherwise = both
    assert select(given_so, quota=quota, ties_at_cut_off=rule) == select(otherwise, quota=quota, ties_at_cut_off=rule)


@given(rounds, quotas, ties)
def test_nobody_is_in_while_a_higher_or_equal_one_is_out(candidates, quota, rule):
    result = select(candidates, quota=quota, ties_at_cut_off=rule)
    bands = [[p.candidate.keys for p in band] for band in (result.admitted, result.undecided, result.not_selected) if band]
    for better, worse in itertools.pairwise(bands):
        assert max(better) < min(worse)


@given(rounds, quotas, ties)
def test_everybody_is_named_once(candidates, quota, rule):
    result = select(candidates, quota=quota, ties_at_cut_off=rule)
    assert sorted(p.candidate.reference for p in (*result.admitted, *result.undecided, *result.not_selected)) == [
        c.reference for c in candidates
    ]


@given(rounds, quotas, ties)
def test_a_rank_is_one_more_than_those_who_are_better(candidates, quota, rule):
    result = select(candidates, quota=quota, ties_at_cut_off=rule)
    for placed in (*result.admitted, *result.undecided, *result.not_selected):
        assert placed.rank == 1 + sum(c.keys < placed.candidate.keys for c in candidates)


@given(rounds, quotas)
def test_places_are_filled_as_the_rule_says(candidates, quota):
    wanted = min(quota, len(candidates))
    everyone, nobody, drawn = (select(candidates, quota=quota, ties_at_cut_off=rule) for rule in TIES)
    assert len(everyone.admitted) >= wanted >= len(nobody.admitted)
    assert len(drawn.admitted) + drawn.places_left == wanted
    assert drawn.places_left < max(1, len(drawn.undecided))


@given(rounds, quotas, ties)
def test_what_is_told_of_the_line_is_so(candidates, quota, rule):
    result = select(candidates, quota=quota, ties_at_cut_off=rule)
    if result.cut_off is None:
        assert not result.admitted
        return
    assert result.above_cut_off == sum(c.keys < result.cut_off for c in candidates)
    assert result.tied_at_cut_off == sum(c.keys == result.cut_off for c in candidates)

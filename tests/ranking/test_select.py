"""Ranks and the line at the quota: tables for each rule about ties, and truths for any round."""

from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.ranking import LastPlace, Line, Quota, digest_of, draw, line_of, reaches, select, select_each
from scoring.ranking.digest import AT_ONCE
from scoring.ranking.selecting import MANY

TIES = ("admit_all", "admit_none", "draw_line")


def _candidates(**scores: int) -> list:
    """Give candidates by reference and score; the highest score comes first."""
    return [((-score,), reference) for reference, score in scores.items()]


def _names(result) -> tuple[str, str, str]:
    """Give who is in, who is undecided and who is out, each with the rank."""
    named = [f"{rank}{reference}" for rank, (_, reference) in zip(result.ranks, result.ordered, strict=True)]
    first, last = result.count, result.count + result.open
    return " ".join(named[:first]), " ".join(named[first:last]), " ".join(named[last:])


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
    result = select(_candidates(**ROUND), Quota(quota, ties))
    assert _names(result) == (admitted, undecided, refused)
    assert (result.places_left, result.cut_off) == (left, None if cut_off is None else (cut_off,))
    assert (result.above_cut_off, result.tied_at_cut_off) == (above, tied)


@pytest.mark.parametrize(
    ("line", "admitted", "cut_off", "above", "tied"),
    [
        (91, "", None, 0, 0),
        (90, "a", -90, 0, 1),
        (75, "a b c", -80, 1, 2),
        (70, "a b c d e f", -70, 3, 3),
        (0, "a b c d e f g", -60, 6, 1),
    ],
)
def test_a_line_that_was_set_admits_whoever_reaches_it(line, admitted, cut_off, above, tied):
    result = select(_candidates(**ROUND), Line(-line))
    assert (" ".join(result.admitted), result.undecided) == (admitted, ())
    assert (result.cut_off, result.above_cut_off, result.tied_at_cut_off) == ((cut_off,) if cut_off else None, above, tied)


@pytest.mark.parametrize(
    ("ties", "admitted", "undecided", "cut_off"),
    [("admit_all", 4, 0, (-70,)), ("admit_none", 0, 0, None), ("draw_line", 0, 4, (-70,))],
)
def test_everybody_tied_beyond_the_quota(ties, admitted, undecided, cut_off):
    result = select(_candidates(a=70, b=70, c=70, d=70), Quota(2, ties))
    assert (len(result.admitted), len(result.undecided), result.cut_off) == (admitted, undecided, cut_off)


@pytest.mark.parametrize("places", [*(Quota(5, ties) for ties in TIES), Line(0)])
def test_nobody_applied(places):
    result = select([], places)
    assert (result.admitted, result.not_selected, result.undecided, result.cut_off) == ((), (), (), None)


def test_further_keys_break_ties_in_their_order():
    candidates = [((-90, -60, 20200101), "late"), ((-90, -60, 20180101), "early"), ((-90, -61, 20240101), "insured")]
    result = select(candidates, Quota(2, "admit_all"))
    assert _names(result) == ("1insured 2early", "", "3late")
    assert result.tied_at_cut_off == 1


@pytest.mark.parametrize(
    ("candidates", "quota", "message"),
    [
        (_candidates(a=1), -1, "the quota is -1; it cannot be negative"),
        ([((1,), "a"), ((2,), "a")], 1, "two candidates have the same reference"),
        ([((1,), "a"), ((1, 2), "b")], 1, "all candidates need the same number of keys"),
    ],
)
def test_what_no_round_can_be_held_with(candidates, quota, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        select(candidates, Quota(quota, "admit_all"))


@pytest.mark.parametrize(
    ("fills_up", "ties", "expected", "left"),
    [
        (True, "admit_all", ("1a 2c 3d 3e 3f", "", "6g"), 0),
        (False, "admit_all", ("1a 2c", "", "4d 4e 4f 7g"), 0),  # the place of b stays empty
        (True, "draw_line", ("1a 2c", "3d 3e 3f", "6g"), 1),
    ],
)
def test_the_place_of_who_fell_out_is_filled_up_or_stays_empty(fills_up, ties, expected, left):
    result = select(_candidates(**ROUND), Quota(3, ties), cancelled={"b"}, fills_up=fills_up)
    assert (_names(result), result.places_left) == (expected, left)


@pytest.mark.parametrize(("cancelled", "expected", "left"), [("d", "4e 4f", 0), ("b", "4d 4e 4f", 2), ("de", "4f", 0)])
def test_who_is_drawn_from_is_whoever_did_not_fall_out(cancelled, expected, left):
    """Two places are left for three; where two of those remain, both are in."""
    result = select(_candidates(**ROUND), Quota(5, "draw_line"), cancelled=set(cancelled), fills_up=False)
    assert (_names(result)[1] or _names(result)[0].removeprefix("1a 2b 2c "), result.places_left) == (expected, left)


def test_the_further_rule_draws_as_many_as_places_are_left():
    result = select(_candidates(**ROUND), Quota(5, "draw_line"))
    drawn = draw(result, {"d", "f"})
    assert _names(drawn) == ("1a 2b 2c 4d 4f", "", "4e 7g")
    assert (drawn.cut_off, drawn.tied_at_cut_off, drawn.places_left) == ((-70,), 3, 0)
    for wrong in ({"d"}, {"d", "g"}, {"d", "e", "f"}):
        with pytest.raises(ValueError, match="exactly 2 of the 3 undecided are drawn"):
            draw(result, wrong)


def test_each_district_has_places_and_a_line_of_its_own():
    of = {"north": _candidates(a=90, b=80, c=70), "south": _candidates(d=60, e=50), "west": _candidates(f=99)}
    results = select_each(of, {"north": Quota(1, "admit_all"), "south": Line(-55), "east": Quota(3, "admit_all")})
    assert {name: result.admitted for name, result in results.items()} == {"east": (), "north": ("a",), "south": ("d",), "west": ()}
    assert (results["north"].cut_off, results["south"].cut_off, results["west"].cut_off) == ((-90,), (-60,), None)


def test_a_digest_is_that_of_lines_that_anybody_can_write():
    result = select([((-70, 3), "丁1"), ((-80, 1), "b"), ((-70, 3), "c")], Quota(2, "draw_line"))
    lines = '["",1,2,1,[-70,3],1,2]\n[1,1,"b",[-80,1]]\n[2,0,"c",[-70,3]]\n[2,0,"\\u4e011",[-70,3]]\n'
    assert digest_of({"": result}) == hashlib.sha256(lines.encode()).hexdigest()


def test_of_many_no_line_is_left_out():
    many = [((n,), f"{n:06}") for n in range(AT_ONCE + 2)]
    whole = select(many, Quota(5, "admit_all"))
    lines = ['["",5,0,0,[4],4,1]\n', *(f'[{n + 1},{1 if n < 5 else -1},"{n:06}",[{n}]]\n' for n in range(AT_ONCE + 2))]
    assert digest_of({"": whole}) == hashlib.sha256("".join(lines).encode()).hexdigest()


@pytest.mark.parametrize(
    "keys",
    [
        lambda n: (-(n % 50), n % 7),
        lambda n: (-(n % 50) * 2**64, n % 7),  # beyond what a column of 64 bits holds
        lambda _number: (),
    ],
)
def test_many_are_ranked_as_few_are(keys):
    many = [(keys(n * 7919 % MANY), f"{n:06}") for n in range(MANY)]
    result = select(reversed(many), Quota(300, "draw_line"))
    assert list(result.ordered) == sorted(many)
    assert result.ranks == select(sorted(many)[:-1], Quota(0, "admit_all")).ranks + result.ranks[-1:]
    few = select(sorted(many)[: MANY // 2], Quota(300, "draw_line"))
    assert (few.count, few.places_left, few.cut_off, few.above_cut_off) == (
        result.count,
        result.places_left,
        result.cut_off,
        result.above_cut_off,
    )


rounds = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 1)), max_size=12).map(
    lambda keys: [(k, f"P{n:02}") for n, k in enumerate(keys)]
)
quotas = st.integers(0, 14)
ties = st.sampled_from(TIES)
places = st.one_of(st.builds(Quota, quotas, ties), st.builds(Line, st.integers(-4, 4)))


@given(rounds.flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))), places, st.booleans(), st.sets(st.sampled_from("0123")))
def test_the_order_in_which_they_applied_changes_nothing(both, rule, fills_up, out):
    cancelled = {f"P0{n}" for n in out}
    one, other = (select(each, rule, cancelled=cancelled, fills_up=fills_up) for each in both)
    assert one == other
    assert digest_of({"": one}) == digest_of({"": other})


@given(rounds, places, st.booleans(), st.sets(st.sampled_from("012345")))
def test_nobody_is_in_while_a_higher_or_equal_one_is_out(candidates, rule, fills_up, out):
    cancelled = {f"P0{n}" for n in out}
    result = select(candidates, rule, cancelled=cancelled, fills_up=fills_up)
    keys = {reference: key for key, reference in candidates}
    bands = [[keys[one] for one in band] for band in (result.admitted, result.undecided, result.not_selected) if band]
    for better, worse in itertools.pairwise(bands):
        assert max(better) < min(worse)
    assert cancelled.isdisjoint((*result.admitted, *result.undecided, *result.not_selected))


@given(rounds, places)
def test_everybody_is_named_once(candidates, rule):
    result = select(candidates, rule)
    assert sorted((*result.admitted, *result.undecided, *result.not_selected)) == [reference for _, reference in candidates]


@given(rounds, places)
def test_a_rank_is_one_more_than_those_who_are_better(candidates, rule):
    result = select(candidates, rule)
    for rank, (keys, _) in zip(result.ranks, result.ordered, strict=True):
        assert rank == 1 + sum(other < keys for other, _ in candidates)


@given(rounds, quotas)
def test_places_are_filled_as_the_rule_says(candidates, quota):
    wanted = min(quota, len(candidates))
    everyone, nobody, drawn = (select(candidates, Quota(quota, rule)) for rule in TIES)
    assert len(everyone.admitted) >= wanted >= len(nobody.admitted)
    assert len(drawn.admitted) + drawn.places_left == wanted
    assert drawn.places_left < max(1, len(drawn.undecided))
    chosen = sorted(drawn.undecided)[: drawn.places_left]
    assert len(draw(drawn, chosen).admitted) == wanted


@given(rounds, quotas, ties, st.sets(st.sampled_from("012345")))
def test_more_get_a_place_where_places_are_filled_up(candidates, quota, rule, out):
    cancelled = {f"P0{n}" for n in out}
    kept, filled = (select(candidates, Quota(quota, rule), cancelled=cancelled, fills_up=each) for each in (False, True))
    assert len(kept.admitted) + kept.places_left <= len(filled.admitted) + filled.places_left or rule != "draw_line"
    assert set(kept.admitted) <= {*filled.admitted, *filled.undecided} or rule == "admit_none"


@given(rounds, places)
def test_what_is_told_of_the_line_is_so(candidates, rule):
    result = select(candidates, rule)
    if result.cut_off is None:
        assert not result.admitted
        return
    assert result.above_cut_off == sum(keys < result.cut_off for keys, _ in candidates)
    assert result.tied_at_cut_off == sum(keys == result.cut_off for keys, _ in candidates)


@pytest.mark.parametrize(
    ("keys", "is_shared", "admitted", "above", "tied"),
    [
        ((-81,), True, "a", 1, 0),
        ((-80,), True, "a b c", 1, 2),
        ((-80,), False, "a", 1, 2),
        ((-60,), True, "a b c d e f g", 6, 1),
        (None, True, "", 0, 0),
    ],
)
def test_the_line_of_a_round_that_is_over_measures_who_comes_later(keys, is_shared, admitted, above, tied):
    place = LastPlace(keys, is_shared)
    result = select(_candidates(**ROUND), place)
    assert (" ".join(result.admitted), result.undecided, result.places_left) == (admitted, (), 0)
    assert (result.cut_off, result.above_cut_off, result.tied_at_cut_off) == (keys, above, tied)
    assert line_of(result, place) == place
    assert " ".join(reference for key, reference in _candidates(**ROUND) if reaches(key, place)) == admitted


def test_where_the_line_of_a_round_fell():
    of = _candidates(**ROUND)
    for rule, expected in ((Quota(5, "admit_all"), ((-70,), True)), (Quota(5, "admit_none"), ((-80,), True))):
        assert line_of(select(of, rule), rule) == LastPlace(*expected)
    rule = Quota(5, "draw_line")
    tied = select(of, rule)
    for result in (tied, draw(tied, {"d", "f"})):  # one of that rank is left out, whoever it is
        assert line_of(result, rule) == LastPlace((-70,), is_shared=False)
    assert line_of(select(of, Quota(0, "admit_all")), Quota(0, "admit_all")) == LastPlace(None, is_shared=True)
    assert line_of(select(of, Line(-75)), Line(-75)) == Line(-75)
    assert [reaches(keys, Line(-75)) for keys, _ in of] == [True, True, True, False, False, False, False]


def test_places_that_stay_free_are_for_who_comes_later_in_the_order_of_rank():
    of = _candidates(**ROUND)
    rule = Quota(10, "admit_none")
    line = line_of(select(of, rule), rule)
    assert line == LastPlace((-60,), is_shared=True, free=Quota(3, "admit_none"))
    assert line_of(select(of, rule), rule, empty=2).free == Quota(1, "admit_none")
    first = select(_candidates(h=65, i=50), line)
    assert (first.admitted, first.cut_off) == (("h", "i"), (-50,))
    line = line_of(first, line)
    assert line == LastPlace((-50,), is_shared=True, free=Quota(1, "admit_none"))
    assert line_of(select(_candidates(h=65), line), line) == LastPlace((-50,), is_shared=True)  # who reaches it takes one too
    second = select(_candidates(j=40, k=30, l=30), line)
    assert (second.admitted, second.not_selected, second.cut_off) == (("j",), ("k", "l"), (-40,))
    assert line_of(second, line) == LastPlace((-40,), is_shared=True)
    assert select(_candidates(h=65, i=60, k=40), line).admitted == ("h", "i")  # all who reach it are in, and nobody behind
    tied = select(_candidates(k=40, l=40), line)
    assert line_of(tied, line) == LastPlace((-50,), is_shared=True)  # the place stays free: neither of the two is above the other
    nobody = line_of(select((), Quota(1, "admit_all")), Quota(1, "admit_all"))
    assert nobody == LastPlace(None, is_shared=True, free=Quota(1, "admit_all"))
    assert select(_candidates(m=10, n=10), nobody).admitted == ("m", "n")


def followed(each, shuffled, line):
    """Hold a follow-up, in two orders; gives its result, the line after it, and whether it was drawn among the tied."""
    result = select(each, line)
    assert result == select(shuffled, line)
    assert digest_of({"": result}) == digest_of({"": select(shuffled, line)})
    reach = {reference for key, reference in each if reaches(key, line)}
    assert reach <= set(result.admitted)
    is_free = isinstance(line, LastPlace) and line.free.places > 0
    assert is_free or (reach == set(result.admitted) and not result.undecided)
    return draw(result, result.undecided[: result.places_left]), line_of(result, line), result.places_left > 0


later = st.lists(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 1)), max_size=4), max_size=3)


@given(rounds, places, st.booleans(), st.sets(st.sampled_from("012345")), later, st.randoms(use_true_random=False))
def test_over_a_round_and_its_follow_ups_nobody_lower_is_in_while_a_higher_one_is_out(
    candidates, rule, fills_up, out, lists, chance
):
    """Whoever was cancelled comes later, with the keys they had; where it is drawn among the tied, equals may be in and out."""
    cancelled = {f"P0{n}" for n in out}
    result = select(candidates, rule, cancelled=cancelled, fills_up=fills_up)
    keys = {reference: key for key, reference in candidates}
    empty = 0 if fills_up else len(cancelled & set(keys))
    line = line_of(result, rule, empty=empty)
    tied = list(result.undecided)
    chance.shuffle(tied)
    final = draw(result, tied[: result.places_left])
    assert line_of(final, rule, empty=empty) == line
    is_drawn = result.places_left > 0
    inside, outside = [{keys[one] for one in band} for band in (final.admitted, final.not_selected)]
    follow_ups = [
        [(keys[one], one) for one in cancelled & set(keys)],
        *([(k, f"L{n}") for n, k in enumerate(one)] for one in lists),
    ]
    for each in follow_ups:
        shuffled = list(each)
        chance.shuffle(shuffled)
        follow_up, line, was_drawn = followed(each, shuffled, line)
        is_drawn = is_drawn or was_drawn
        known = {reference: key for key, reference in each}
        inside |= {known[one] for one in follow_up.admitted}
        outside |= {known[one] for one in follow_up.not_selected}
    if isinstance(rule, Line):
        inside, outside = ({key[:1] for key in band} for band in (inside, outside))
    assert not inside or not outside or max(inside) < min(outside) or (is_drawn and max(inside) == min(outside))

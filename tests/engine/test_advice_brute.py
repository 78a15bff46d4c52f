"""On small tables the search finds exactly what trying everything finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import assess
from scoring.engine.advice import COSTS, Rank, Standing, advise
from scoring.errors import FactsRefused
from tests.engine.advice_tables import ALL_ANSWERS, ANSWERS, tables
from tests.engine.trying import tried, ways
from tests.policy.small import load

SLOW = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
ON = date(2025, 11, 1)
ALLOWED = st.one_of(st.just(frozenset(COSTS)), st.frozensets(st.sampled_from(COSTS)))


def _without_contradiction(facts):
    return {**facts, "f": 3} if facts["b"] else facts


def _short(way):
    return (way.cost, tuple(change.fact.id for change in way.changes))


@SLOW
@given(tables(), ALL_ANSWERS.map(_without_contradiction), ALLOWED)
def test_the_ways_to_the_threshold(text, facts, allowed):
    policy = load(text)
    everything = list(tried(policy, facts, ON, allowed))
    found = advise(policy, facts, on=ON, allowed_costs=allowed)
    expected = ways(everything, lambda a: a.outcome == "eligible")
    assert found.proven
    if not expected:
        assert found.standing == Standing.UNREACHABLE
        assert found.highest.assessment.total == max(e.assessment.total for e in everything)
    elif not expected[0].changed:
        assert (found.standing, found.ways) == (Standing.REACHED, ())
    else:
        assert [_short(w) for w in found.ways] == [(e.cost, e.changed) for e in expected]
        assert all(w.assessment.outcome == "eligible" for w in found.ways)


@SLOW
@given(tables(), ALL_ANSWERS.map(_without_contradiction), st.integers(5, 30))
def test_the_ways_to_a_cut_off(text, facts, cut_off):
    policy = load(text)
    everything = list(tried(policy, facts, ON, frozenset(COSTS)))
    found = advise(policy, facts, on=ON, allowed_costs=frozenset(COSTS), aim=Rank(Decimal(cut_off)))
    expected = ways(everything, lambda a: a.outcome == "eligible" and a.ranking[0] >= cut_off)
    if not expected:
        assert found.standing == Standing.UNREACHABLE
        assert found.highest.assessment.ranking[0] == max(e.assessment.ranking[0] for e in everything)
    elif not expected[0].changed:
        assert (found.standing, found.ways) == (Standing.REACHED, ())
    else:
        assert [_short(w) for w in found.ways] == [(e.cost, e.changed) for e in expected]


@SLOW
@given(tables(), ALL_ANSWERS.map(_without_contradiction))
def test_the_single_changes_that_raise_the_rank(text, facts):
    policy = load(text)
    found = advise(policy, facts, on=ON, allowed_costs=frozenset(COSTS), aim=Rank())
    best = {}
    for one in tried(policy, facts, ON, frozenset(COSTS)):
        gained = one.assessment.ranking[0] - found.before.ranking[0]
        is_kept = found.before.outcome != "eligible" or one.assessment.outcome == "eligible"
        if len(one.changed) == 1 and gained > 0 and is_kept:
            (id_,) = one.changed
            best[id_] = max(best.get(id_, 0), Fraction(gained) / max(1, one.cost))
    assert {w.changes[0].fact.id: Fraction(w.ranked) / max(1, w.cost) for w in found.ways} == best
    free = [w.cost > 0 for w in found.ways]
    assert free == sorted(free)
    for kind in (True, False):
        gains = [Fraction(w.ranked) / max(1, w.cost) for w in found.ways if (w.cost > 0) is kind]
        assert gains == sorted(gains, reverse=True)


@SLOW
@given(
    tables(),
    ALL_ANSWERS.map(_without_contradiction),
    st.sets(st.sampled_from(sorted(ANSWERS)), min_size=1, max_size=3),
    st.lists(st.fixed_dictionaries(ANSWERS), min_size=6, max_size=6),
)
def test_while_answers_are_missing_a_way_holds_whatever_they_are(text, facts, gone, others):
    policy = load(text)
    known = {id_: value for id_, value in facts.items() if id_ not in gone}
    found = advise(policy, known, on=ON, allowed_costs=frozenset(COSTS))
    assert set(found.missing) == gone
    for other in (facts, *others):
        whole = {**known, **{id_: other[id_] for id_ in gone}}
        outcomes = [_outcome(policy, {**whole, **_values(way)}) for way in found.ways]
        assert set(outcomes) <= {"eligible", "contradiction"}
        if found.standing == Standing.REACHED:
            assert _outcome(policy, whole) in {"eligible", "contradiction"}
        if found.standing == Standing.UNREACHABLE and _outcome(policy, whole) != "contradiction":
            kept = [one for one in tried(policy, whole, ON, frozenset(COSTS)) if not gone & set(one.changed)]
            assert all(one.assessment.outcome != "eligible" for one in kept)
            assert max(one.assessment.total for one in kept) <= found.highest.assessment.highest


def _values(way):
    return {change.fact.id: change.new for change in way.changes}


def _outcome(policy, facts):
    try:
        return assess(policy, facts, on=ON).outcome
    except FactsRefused:
        return "contradiction"

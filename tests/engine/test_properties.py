"""Any small policy, any facts: the program, the bounds and the slow reference agree, and what cannot matter does not."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by hypothesis, to put things in another order
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import assess
from scoring.engine.bounds import read_bounds
from scoring.engine.compiling import compiled
from scoring.engine.document import as_document
from scoring.engine.figures import parameters_of
from scoring.engine.result import FoundOpen
from scoring.policy.language.calendar import from_date
from tests.engine.generated import FACTS, ON, REQUIRED, policies
from tests.engine.plain_document import plain_document
from tests.engine.reference import Reference, coded
from tests.policy.small import load

SLOW = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _plain(value):
    return Fraction(value) if isinstance(value, Decimal) else value


@SLOW
@given(policies(), st.lists(st.tuples(FACTS, ON), min_size=3, max_size=3))
def test_the_program_gives_what_the_slow_reference_gives(text, asked):
    policy = load(text)
    for facts, on in asked:
        found = assess(policy, facts, on=on)
        expected = Reference(policy, facts, on, parameters_of(policy, on, None)).read()
        assert {a.id: Fraction(a.points) for a in found.walk()} == expected.points
        assert Fraction(found.total) == expected.total
        assert found.outcome == expected.outcome
        assert {v.id: v.state == "met" for v in found.requirements} == expected.requirements
        assert {v.id: v.state == "met" for v in found.vetoes} == expected.vetoes
        assert [e.id for e in found.entitlements] == expected.entitlements
        assert as_document(found) == plain_document(found)
        types = {id_: e.type for id_, e in policy.variables.items()}
        assert {id_: _plain(v) for id_, v in found.variables.items()} == {
            id_: coded(types[id_], v) for id_, v in expected.variables.items()
        }
        keys = policy.selection.ranking.then
        signed = [
            -v if descending and not isinstance(v, date) else v
            for v, (_, descending) in zip(expected.ranking[1:], keys, strict=True)
        ]
        assert [_plain(k) for k in found.ranking] == [
            expected.ranking[0],
            *(coded(k.type, v) for v, (k, _) in zip(signed, keys, strict=True)),
        ]


def alike(one, other):
    parts = (*FoundOpen._fields, "met", "vetoed")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


@SLOW
@given(policies(), st.lists(st.tuples(FACTS, ON), min_size=3, max_size=3))
def test_bounds_of_complete_facts_are_what_the_program_gives(text, asked):
    policy = load(text)
    for facts, on in asked:
        found = assess(policy, facts, on=on).found
        by_id = dict(zip(policy.facts, compiled(policy).read(facts), strict=True))
        bounds = read_bounds(policy, by_id, parameters_of(policy, on, None), from_date(on))
        assert alike(bounds, found)


@SLOW
@given(
    policies(),
    FACTS,
    ON,
    st.sets(st.sampled_from(sorted(REQUIRED)), min_size=1),
    st.lists(st.fixed_dictionaries(REQUIRED), min_size=3, max_size=3),
)
def test_bounds_hold_every_completion(text, facts, on, gone, others):
    policy = load(text)
    partial = assess(policy, {k: v for k, v in facts.items() if k not in gone}, on=on)
    assert set(partial.missing) == gone
    low_high = {a.id: (a.lowest, a.highest) for a in partial.walk()}
    for other in (facts, *others):
        whole = assess(policy, {**facts, **{k: other[k] for k in gone}}, on=on)
        assert partial.lowest <= whole.total <= partial.highest
        for award in whole.walk():
            low, high = low_high[award.id]
            assert low <= award.points <= high, award.id
        assert partial.outcome in {"provisional", whole.outcome}
        assert {e.id for e in partial.entitlements} <= {e.id for e in whole.entitlements}
        for verdicts, settled in ((partial.requirements, whole.requirements), (partial.vetoes, whole.vetoes)):
            assert all(p.state in {"open", w.state} for p, w in zip(verdicts, settled, strict=True))
        for id_, value in partial.variables.items():
            assert value is None or value == whole.variables[id_]
        for partly, wholly in zip(partial.ranking, whole.ranking, strict=True):
            assert partly is None or partly == wholly
        for award in partial.walk():
            assert award.points is None or award.points == whole.award(award.id).points
            assert award.uncapped is None or award.uncapped == whole.award(award.id).uncapped
            assert award.row is None or award.row == whole.award(award.id).row
            held = {k: v for k, v in award.facts.items() if v is not None}
            assert held == {k: whole.award(award.id).facts[k] for k in held}


def _shuffled(text: str, chance: random.Random) -> str:
    """Put the criteria of every flat summing group in another order."""

    def mix(match: re.Match[str]) -> str:
        items = re.split(r", (?=\{id: k\d+)", match[2])
        chance.shuffle(items)
        return f"{match[1]}{', '.join(items)}]}}\n"

    return re.sub(r"(\{id: g1, label: G, combine: sum.*?, criteria: \[)(.*)\]\}\n", mix, text)


@SLOW
@given(policies(), FACTS, ON, st.integers(0, 9))
def test_a_criterion_without_points_and_another_order_change_nothing(text, facts, on, seed):
    policy = load(text)
    found = assess(policy, facts, on=on)
    zero = "criteria: [{id: zero, label: Zero, when: true, points: 0}, "
    more = load(re.sub(r"(id: g0, label: G, combine: sum.*?)criteria: \[", lambda m: m[1] + zero, text, count=1))
    mixed = load(_shuffled(text, random.Random(seed)))
    for other in (more, mixed):
        again = assess(other, facts, on=on)
        assert (again.total, again.outcome, again.ranking) == (found.total, found.outcome, found.ranking)
        assert {a.id: a.points for a in found.walk()}.items() <= {a.id: a.points for a in again.walk()}.items()


PARTS = (
    "facts",
    "variables",
    "requirements",
    "waivers",
    "vetoes",
    "table",
    "total",
    "threshold",
    "reached",
    "entitlements",
    "ranking",
)


@SLOW
@given(policies(), FACTS, ON, st.integers(0, 9))
def test_the_order_in_which_facts_are_given_does_not_matter(text, facts, on, seed):
    policy = load(text)
    items = list(facts.items())
    random.Random(seed).shuffle(items)
    one, other = assess(policy, facts, on=on), assess(policy, dict(items), on=on)
    assert alike(one.found, other.found)
    assert one.awards == other.awards

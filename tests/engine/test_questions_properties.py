"""Any small policy: what is said to be certain, or to change nothing any more, stays so whatever is answered."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import assess
from scoring.engine.figures import parameters_of
from scoring.engine.questions import is_certain, next_question
from scoring.engine.questions.answers import answers
from scoring.engine.questions.outlook import Outlook, put
from scoring.policy.known import as_given
from scoring.policy.language.calendar import from_date
from tests.engine.generated import FACTS, ON, policies
from tests.policy.small import load

SLOW = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
LATER = st.lists(FACTS, min_size=4, max_size=4)


def read(policy, facts, on):
    found = assess(policy, facts, on=on)
    awards = {award.id: award.points for award in found.walk()}
    return (found.outcome, found.total, awards, found.ranking, tuple(e.id for e in found.entitlements))


@SLOW
@given(policies(), FACTS, ON, st.sets(st.sampled_from("nmwdbcqeozlh")), LATER)
def test_what_is_not_needed_changes_nothing(text, facts, on, unanswered, later):
    policy = load(text)
    known = {id_: value for id_, value in facts.items() if id_ not in unanswered}
    found = next_question(policy, known, on=on)
    certain = is_certain(policy, known, on=on)
    assert found is None or found.settled == certain
    idle = unanswered if found is None else set(found.no_longer_needed)
    for answered in later:
        full = {**{id_: value for id_, value in answered.items() if policy.facts[id_].ask is not None}, **known}
        others = {id_: value for id_, value in facts.items() if id_ in idle}
        assert read(policy, {**full, **others}, on) == read(policy, full, on)
        if found is not None:
            undecisive = {id_: value for id_, value in facts.items() if id_ in found.no_longer_decisive}
            assert read(policy, {**full, **undecisive}, on)[0] == read(policy, full, on)[0]
            beside = {id_: value for id_, value in facts.items() if id_ in (*found.beside, *found.no_longer_needed)}
            assert read(policy, {**full, **beside}, on)[:2] == read(policy, full, on)[:2]
        if certain:
            assert read(policy, full, on)[0] == read(policy, {**facts, **known}, on)[0]


@SLOW
@given(policies(), FACTS, ON, st.sets(st.sampled_from("nmwdbcqeozlh"), min_size=1))
def test_what_comes_after_an_answer_is_what_reading_it_anew_gives(text, facts, on, unanswered):
    from scoring.engine.compiling import compiled

    policy = load(text)
    by_id = dict(zip(policy.facts, compiled(policy).read(facts), strict=True))
    known = {id_: value for id_, value in by_id.items() if id_ not in unanswered}
    outlook = Outlook(policy, as_given(policy, known, parameters_of(policy, on, None), from_date(on)))
    for fact in (policy.facts[id_] for id_ in unanswered):
        for answer in answers(outlook, fact) if outlook.held.when(fact.ask.when)[0] else ():
            assert outlook.after(fact, answer) == Outlook(policy, put(outlook.given, fact, answer)).prospect


@SLOW
@given(policies(), FACTS, ON)
def test_the_questions_come_to_an_end(text, facts, on):
    policy = load(text)
    known = {id_: value for id_, value in facts.items() if policy.facts[id_].ask is None}
    asked = []
    while (found := next_question(policy, known, on=on)) is not None:
        asked.append(found.fact)
        assert found.fact not in known
        known[found.fact] = facts.get(found.fact, policy.facts[found.fact].default)
    assert len(asked) == len(set(asked))
    assert read(policy, {**facts, **known}, on)[:2] == read(policy, facts, on)[:2]

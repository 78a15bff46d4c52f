"""Verdicts on facts: kept one after the other, and what a recommendation rests on."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.application.application import Amendment, Shown
from scoring.application.desk import Flag
from scoring.application.verifying import Judgement
from scoring.casework.amend_facts import amend_facts
from scoring.casework.declare_interest import declare_interest
from scoring.casework.recommend import recommend
from scoring.casework.return_application import return_application
from scoring.casework.verify import REFERENCE_MAX, verify
from scoring.casework.workbench import proposed, read_bench
from scoring.errors import Blocked, FactsRefused, InputRefused, NotFound, Stale
from scoring.records.tables import VerdictRow
from tests.casework.stories import AT, FACTS, GRANT, ON, REFUSE

REASON, ARTICLE = "社保记录只有60个月", "第五条"
LESS = Judgement("permit_months", "adjust", (60,), REASON)


def judge(office, application, *judgements, by=None):
    who = by or office.officer
    return verify(office.transaction, office.library, office.shown(application), judgements, officer=who, at=AT)


def test_a_verdict_is_kept_with_what_was_declared_and_what_is_verified(office):
    application = office.record()
    judged = judge(office, application, LESS, Judgement("owns_home", "reject", reason="查无登记", reference=f" {ARTICLE}  "))
    assert (judged.version, judged.claim.name) == (2, "officer")
    home, months = office.bench(application).verdicts
    assert (months.kind, months.claimed, months.verified, months.reason, months.by) == ("adjust", (84,), (60,), REASON, "officer")
    assert (home.kind, home.claimed, home.verified, home.reference) == ("reject", (True,), (), ARTICLE)
    event = office.file(application).events[-1]
    assert (event.act, event.facts["facts"], event.facts["verdicts"]) == ("verify", ["permit_months", "owns_home"], [1, 2])
    assert 60 not in event.facts.values()
    with office.transaction() as session:
        rows = session.scalars(sa.select(VerdictRow).where(VerdictRow.application_id == application.id)).all()
    assert all(row.version == 2 and REASON.encode() not in row.found for row in rows)


def test_points_of_both_stand_side_by_side(office):
    application = judge(office, office.record(), LESS)
    standing = office.bench(application).standing
    assert standing.claimed.award("permit").points > standing.so_far.award("permit").points > 0


@pytest.mark.parametrize(
    ("judgement", "changes", "field"),
    [
        (Judgement("needed_trade", "accept"), {}, "verdict"),
        (Judgement("nonsense", "accept"), {}, "verdict"),
        (Judgement("pension_months", "accept"), {"facts": {"birth_date": "1987-02-01"}}, "verdict"),
        (Judgement("permit_months", "reject", reason=REASON, reference=ARTICLE), {}, "verdict"),
        (Judgement("nominated_skilled_worker", "reject", reason=REASON, reference=ARTICLE), {}, "verdict"),
        (Judgement("permit_months", "adjust", (), REASON), {}, "value"),
        (Judgement("permit_months", "adjust", (84,), REASON), {}, "value"),
        (Judgement("income_tax_three_years", "adjust", ("35000.00",), REASON), {}, "value"),
        (Judgement("permit_months", "adjust", (60,), " "), {}, "reason"),
        (Judgement("owns_home", "reject", reason=" ", reference=ARTICLE), {}, "reason"),
        (Judgement("owns_home", "reject", reason=REASON, reference=" "), {}, "reference"),
        (Judgement("owns_home", "reject", reason=REASON, reference="条" * (REFERENCE_MAX + 1)), {}, "reference"),
    ],
)
def test_what_is_no_verdict_is_refused(office, judgement, changes, field):
    application = office.record(**changes)
    with pytest.raises(InputRefused) as refused:
        judge(office, application, judgement)
    assert refused.value.field == field
    assert office.bench(application).verdicts == ()


def test_nothing_is_judged_by_no_verdict(office):
    with pytest.raises(InputRefused):
        judge(office, office.record())


def test_a_value_that_the_policy_does_not_know_is_refused(office):
    application = office.record()
    with pytest.raises(FactsRefused):
        judge(office, application, Judgement("permit_months", "adjust", (-1,), REASON))
    assert office.bench(application).verdicts == ()


def test_what_blocks_is_listed_and_stops_the_recommendation(office):
    family = office.family()
    application = office.record(family=family)
    office.record(family=family[:1])
    declare_interest(office.transaction, office.shown(application), officer=office.both, at=AT, reason="亲属")
    judge(office, application, LESS)
    bench = office.bench(application)
    assert ("flag", Flag.DUPLICATE) in bench.obstacles
    assert ("flag", Flag.CONFLICT) in bench.obstacles
    assert {about for kind, about in bench.obstacles if kind == "unverified"} == set(bench.standing.needed)
    with pytest.raises(Blocked) as blocked:
        recommend(office.transaction, office.library, office.shown(application), GRANT, officer=office.officer, at=AT)
    assert blocked.value.obstacles == bench.obstacles
    assert "obstacle" in str(blocked.value)


def test_a_recommendation_rests_on_what_is_verified(office):
    application = office.record()
    application = office.verify(application, LESS)
    expected = proposed(office.bench(application))
    recommended = office.recommend(application)
    newest, declared = office.file(recommended).assessments
    assert (newest.kind, declared.kind) == ("verified", "claimed")
    assert newest.facts["permit_months"] == 60
    assert declared.facts["permit_months"] == 84
    assert (newest.total, newest.document) == (expected.total, expected.document)
    assert office.file(recommended).recommendation.assessment == newest.number
    assert office.grant(recommended).facts["permit_months"] == 60


def test_a_verdict_that_takes_the_outcome_away_leaves_a_refusal(office):
    application = office.verify(office.record(), Judgement("works_lawfully", "reject", reason="已离职", reference=ARTICLE))
    with pytest.raises(InputRefused, match="requirements_not_met"):
        office.recommend(application)
    assert office.recommend(application, REFUSE).status == "recommended"


def test_after_a_return_the_verdicts_hold_until_the_facts_are_amended(office):
    recommended = office.recommend(office.verify(office.record(), LESS))
    returned = return_application(office.transaction, office.shown(recommended), officer=office.supervisor, at=AT, redo="重核")
    assert office.bench(returned).obstacles == ()
    amendment = Amendment(FACTS | {"permit_months": 72}, ON, None, "更正")
    amended = amend_facts(office.transaction, office.library, office.shown(returned), amendment, officer=office.officer, at=AT)
    assert office.bench(amended).obstacles == (("unverified", "permit_months"),)


def test_the_bench_is_for_those_who_see_the_file(office):
    application = office.record()
    with pytest.raises(NotFound):
        read_bench(office.transaction, office.library, application.reference, officer=office.administrator, today=ON)
    judge(office, application, LESS)
    stale = Shown(application.reference, 1)
    with pytest.raises(Stale):
        verify(office.transaction, office.library, stale, [LESS], officer=office.officer, at=AT)

"""The statement of a decision is read from what the file keeps, for the office and for the applicant, and as it would be before."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from scoring.application.application import Shown
from scoring.application.entitlement import EntitlementState
from scoring.application.plain import canonical
from scoring.application.reasons.plain import as_plain
from scoring.application.reasons.statement import statement_of
from scoring.application.verifying import Judgement
from scoring.casework.declare_interest import declare_interest
from scoring.casework.file import find
from scoring.casework.statements import grounds_of_decision, preview_statement, read_own_decision, read_statement
from scoring.errors import NotAllowed, NotFound
from scoring.policy.library import Library
from tests.application.stating import faults
from tests.casework.filings import TIMING, accepted, new_holder, submitted
from tests.casework.points_first import points_first, proposed
from tests.casework.stories import AT, GRANT, ON, REFUSE, TOO_FEW

NOBODY = Library(())


def read(office, application, *, library=None, by="supervisor"):
    officer = getattr(office, by)
    return read_statement(office.transaction, library or office.library, TIMING, application.reference, officer=officer)


def preview(office, application, *, library=None, by="officer", today=ON):
    given = {"officer": getattr(office, by), "today": today}
    return preview_statement(office.transaction, library or office.library, TIMING, application.reference, **given)


def grounds(office, application, **served):
    policy, decision = office.library.find("guangzhou", "2025"), office.file(application).decision
    with office.transaction() as session:
        row = find(session, application.reference, office.officer)
        return grounds_of_decision(session, row, decision, policy, TIMING, **served)


def said(statement, section):
    return [line.said.say("en") for top in statement.section(section).lines for line in top.walk()]


def test_a_refusal_is_stated_with_every_figure_from_what_it_keeps(office):
    recorded = office.record(facts=TOO_FEW)
    judged = Judgement("pension_months", "adjust", (47,), "少缴1个月。", "art. 6")
    office.refuse(office.recommend(office.verify(recorded, judged), REFUSE), reason="社会保险不足。")
    statement = read(office, recorded)
    assert statement.kind == "refused"
    assert said(statement, "conclusion")[2] == "The total is 118 points, below the threshold of 150 points by 32 points."
    assert said(statement, "reason") == ["社会保险不足。"]
    (adjusted,) = [line for line in said(statement, "looked_at") if line.startswith("Pension insurance")]
    assert "Declared as “48 months”; checked by an officer and established as “47 months”" in adjusted
    assert adjusted.endswith("Reason: 少缴1个月。")
    assert faults(grounds(office, recorded), statement) == []
    assert canonical(as_plain(statement)) == canonical(as_plain(read(office, recorded, by="auditor")))


def test_a_grant_says_what_it_unlocks_and_no_day_before_it_is_served(office):
    granted = office.granted()
    statement = read(office, granted)
    assert any(line.startswith("Public rental housing") for line in said(statement, "unlocks"))
    assert said(statement, "conclusion")[-1] == "On the published list: 2025年度入围名单."
    assert all(" from service" in line and "2026" not in line for line in said(statement, "remedies"))


def test_from_service_on_the_last_days_are_told(office):
    granted = office.granted()
    served = statement_of(grounds(office, granted, served_on=date(2026, 3, 10)))
    assert "by 24 March 2026 at the latest" in said(served, "remedies")[0]


def test_what_is_not_decided_is_not_stated_and_what_cannot_be_read_is_not_found(office):
    recommended = office.recommended()
    assert read(office, recommended) is None
    with pytest.raises(NotFound):
        read(office, recommended, by="administrator")
    declare_interest(
        office.transaction, Shown(recommended.reference, recommended.version), officer=office.other_supervisor, at=AT, reason="亲属"
    )
    with pytest.raises(NotAllowed):
        read(office, recommended, by="other_supervisor")


def test_where_the_rules_are_not_known_any_more_there_is_no_statement(office):
    granted, recommended = office.granted(), office.recommended()
    assert read(office, granted, library=NOBODY) is None
    assert preview(office, recommended, library=NOBODY) is None


def test_before_it_is_recommended_what_is_verified_is_stated_without_words(office):
    verified, short = office.verified(), office.verified(facts=TOO_FEW)
    statement = preview(office, verified)
    assert statement.kind == "granted"
    assert [section.id for section in statement.sections].count("reason") == 0
    assert preview(office, short).kind == "refused"
    assert preview(office, office.record(facts=TOO_FEW)) is None  # nothing is verified, the outcome is open


def test_what_is_recommended_is_stated_as_it_was_proposed(office):
    recommended, refused = office.recommended(), office.recommended(REFUSE)
    statement = preview(office, recommended, by="supervisor")
    assert (statement.kind, said(statement, "reason")) == ("granted", [GRANT.reason])
    statement = preview(office, refused, by="supervisor")
    assert (statement.kind, said(statement, "reason")) == ("refused", [REFUSE.reason])
    assert said(statement, "conclusion")[2].endswith("is said below, in the office’s own words.")
    office.refuse(refused)
    assert preview(office, refused) is None


def test_nothing_is_granted_or_refused_of_points_nor_of_what_is_not_accepted(office):
    assert preview(office, SimpleNamespace(reference=submitted(office).reference)) is None
    first = points_first(office)
    assert preview(first, SimpleNamespace(reference=proposed(first).reference)) is None


def test_the_applicant_reads_the_decision_and_what_it_unlocks_for_each_person(office):
    applicant = accepted(office)
    application = office.file(SimpleNamespace(reference=applicant.reference)).application
    given = (office.transaction, office.library, TIMING, applicant.reference)
    assert read_own_decision(*given, holder=applicant.holder) is None
    office.grant(office.recommend(office.verify(office.close_flags(application)), GRANT), reason="符合条件。")
    own = read_own_decision(*given, holder=applicant.holder)
    assert (own.kind, own.on, own.reason, own.reference) == ("granted", ON, "符合条件。", f"{applicant.reference}-D")
    assert {entry.state for entry in own.entitlements} >= {EntitlementState.PENDING}
    assert said(own.statement, "reason") == ["符合条件。"]
    without = read_own_decision(office.transaction, NOBODY, TIMING, applicant.reference, holder=applicant.holder)
    assert (without.statement, without.reason) == (None, "符合条件。")
    with pytest.raises(NotFound):
        read_own_decision(*given, holder=new_holder(office))

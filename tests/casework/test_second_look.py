"""A supervisor sees what changed since the maker signed, and whether the result computed now is the proposed one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.application import Opinion
from scoring.application.departments import Reply
from scoring.application.moves import Guard
from scoring.application.second_look import Choice, Difference, Ended
from scoring.application.status import Act
from scoring.casework.add_evidence import add_evidence
from scoring.casework.answer_request import answer_request
from scoring.casework.declare_interest import declare_interest
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.recommend import recommend
from scoring.casework.remove_evidence import remove_evidence
from scoring.casework.second_look import read_second_look
from scoring.casework.write_note import write_note
from scoring.errors import MoveRefused, NotAllowed, NotFound
from scoring.policy.library import Library
from scoring.records.append_only import guard_statements
from scoring.records.decisions import AssessmentRow
from scoring.records.sealing import seal_of
from scoring.settings_evidence import EvidenceSettings
from tests.casework import points_first as points
from tests.casework.stories import AT, FACTS, GRANT, LATER, ON, REFUSE, TOO_FEW, changed_rounds
from tests.casework.test_guards import ask, of_tax, request_of
from tests.evidence import made

BEFORE = AT - timedelta(hours=2)
"""Before the policies were published here."""

BARELY = TOO_FEW | {"owns_home": True, "income_tax_three_years": 35000, "taxed_every_year": True, "annual_settlement": True}
"""Four points more than are needed, of which the tax gives more than four."""

FREE = (Choice(Act.APPROVE_GRANT, None), Choice(Act.REFUSE, None), Choice(Act.RETURN, None))


def look(office, application, *, by=None, today=ON, library=None):
    found = library or office.library
    return read_second_look(office.transaction, found, application.reference, officer=by or office.supervisor, today=today)


def why(seen):
    return {choice.act: choice.why for choice in seen.choices}


def test_nothing_has_changed_and_everything_can_be_chosen(office):
    application = office.recommended(family=office.family())
    before = office.file(application)
    seen = look(office, application)
    assert seen.is_unchanged
    assert seen.again.is_equal
    assert (seen.again.is_same_package, seen.again.package) == (True, before.recommendation.package)
    assert (seen.recommendation, seen.assessed) == (before.recommendation, before.assessments[0])
    assert seen.choices == FREE
    assert office.file(application) == before, "looking writes nothing"


@pytest.mark.parametrize("status", ["record", "verified", "granted"])
def test_only_what_is_proposed_or_approved_is_looked_at(office, status):
    with pytest.raises(MoveRefused):
        look(office, getattr(office, status)())


def test_who_may_not_see_the_file_sees_no_look(office):
    application = office.recommended()
    with pytest.raises(NotFound):
        look(office, application, by=office.administrator)
    common = {"officer": office.other_supervisor, "at": LATER, "reason": "亲属"}
    declare_interest(office.transaction, office.shown(application), **common)
    with pytest.raises(NotAllowed):
        look(office, application, by=office.other_supervisor)


def test_a_note_an_interest_and_a_flag_that_was_closed_are_told(office):
    application = office.recommended()
    common = {"officer": office.officer, "at": LATER}
    write_note(office.transaction, office.shown(application), "单位来电说明社保补缴", **common)
    declare = {"officer": office.both, "at": LATER, "reason": "亲属"}
    declare_interest(office.transaction, office.shown(application), **declare)
    seen = look(office, application)
    assert [(act.act, act.actor) for act in seen.acts] == [(Act.NOTE, "officer"), (Act.DECLARE, "both")]
    assert seen.acts[0].note == ""  # the words of a note stand among the notes
    assert [note.words for note in seen.file.desk.notes] == ["单位来电说明社保补缴"]
    assert [one.name for one in seen.interests] == ["both"]
    assert not seen.is_unchanged
    office.close_flags(application, by=office.other_officer)
    seen = look(office, application)
    assert [act.act for act in seen.acts] == [Act.NOTE, Act.DECLARE, Act.CLOSE_FLAG]
    assert seen.interests == ()


def test_another_file_of_the_household_is_told(office):
    family = office.family()
    application = office.recommended(family=family)
    other = office.record(family=family[:1])
    seen = look(office, application)
    assert [(one.reference, one.relation) for one in seen.duplicates] == [(other.reference, "spouse")]
    assert (seen.acts, seen.is_unchanged) == ((), False)


def test_points_that_fell_are_told_and_leave_only_the_return(office):
    first = points.points_first(office)
    record = points.approved(first)
    applicant = points.recommended(first, record)
    assert look(first, applicant).is_unchanged
    points.adjust(first, record)
    seen = look(first, applicant)
    assert not seen.is_unchanged
    assert why(seen) == {Act.APPROVE_GRANT: Guard.POINTS_STAND, Act.REFUSE: Guard.POINTS_STAND, Act.RETURN: None}


def test_the_days_that_went_by_are_counted(office):
    application = office.recommended()
    assert look(office, application).days_since == 0
    assert look(office, application, today=ON + timedelta(days=30)).days_since == 30


def proposed_before(office, **changes):
    """A file whose maker signed before the policies of this office came out."""
    application = office.verified(**changes)
    shown = office.shown(application)
    return recommend(office.transaction, office.library, shown, GRANT, officer=office.officer, at=BEFORE)


def test_what_was_published_since_is_told_with_whether_it_concerns_the_file(office):
    application = proposed_before(office)
    seen = look(office, application)
    assert {("2025", "day"), ("", "later")} <= {(one.version, one.concerns) for one in seen.published}
    assert not seen.is_unchanged
    assert seen.again.is_equal
    with_figures = Library([replace(office.library.find("guangzhou", "2025"), rounds=changed_rounds(office))])
    seen = look(office, application, library=with_figures)
    concerns = {(one.version, one.concerns) for one in seen.published}
    assert {("2025", "day"), ("", "figures")} <= concerns
    assert ("", "later") not in concerns


def test_figures_of_a_round_that_changed_give_another_result_item_by_item(office):
    library = Library([replace(office.library.find("guangzhou", "2025"), rounds=changed_rounds(office))])
    application = office.recommended()
    seen = look(office, application, library=library)
    assert not seen.again.is_equal
    assert Difference("outcome", "", {}, "eligible", "requirements_not_met") in seen.again.differs
    assert {one.kind for one in seen.again.differs} >= {"outcome", "verdict"}
    assert seen.again.is_same_package
    assert why(seen) == {Act.APPROVE_GRANT: Guard.SAME_AGAIN, Act.REFUSE: Guard.SAME_AGAIN, Act.RETURN: None}


@pytest.mark.parametrize("changes", [{"digest": "0" * 64}, {"version": "2024"}])
def test_without_the_pinned_policy_nothing_is_computed_and_the_file_can_be_returned(office, changes):
    library = Library([replace(office.library.find("guangzhou", "2025"), **changes)])
    seen = look(office, proposed_before(office), library=library)
    assert (seen.again.differs, seen.again.is_equal, seen.obstacles) == (None, False, ())
    assert why(seen) == {Act.APPROVE_GRANT: Guard.SAME_AGAIN, Act.REFUSE: Guard.SAME_AGAIN, Act.RETURN: None}
    assert ("2025", "unknown" if "version" in changes else "day") in {(one.version, one.concerns) for one in seen.published}


@contextmanager
def tampered(office, application, **changes):
    """Somebody with a connection and the keys rewrites the newest assessment of a file; afterwards all is as it was."""
    with office.transaction() as session:
        dialect = session.get_bind().dialect.name
        is_postgresql = dialect == "postgresql"
        off = "ALTER TABLE assessments DISABLE TRIGGER USER" if is_postgresql else "DROP TRIGGER assessments_no_update"
        on = "ALTER TABLE assessments ENABLE TRIGGER USER" if is_postgresql else guard_statements("assessments", dialect)[0]
        session.execute(sa.text(off))
        query = sa.select(AssessmentRow).where(AssessmentRow.application_id == application.id)
        row = session.scalars(query.order_by(AssessmentRow.number.desc()).limit(1)).one()
        kept, place = row.document, f"assessments.document/{row.number}"
        seal = seal_of(session, application.id)
        row.document = seal.close_document({**seal.open_document(kept, place), **changes}, place)
    yield
    with office.transaction() as session:
        session.get_one(AssessmentRow, row.id).document = kept
        session.flush()
        session.execute(sa.text(on))


def test_a_record_that_was_rewritten_is_not_equal_nor_the_package_the_signed_one(office):
    application = office.recommended()
    with tampered(office, application, total="999"):
        seen = look(office, application)
        assert not seen.again.is_equal
        assert seen.again.differs == (Difference("total", "", {}, "999", "230.00"),)
        assert not seen.again.is_same_package
        assert seen.again.package != seen.recommendation.package
        assert why(seen)[Act.APPROVE_GRANT] is Guard.SAME_AGAIN
        with pytest.raises(NotAllowed):
            office.approve(application)
    assert look(office, application).again.is_equal


def test_a_person_who_was_changed_breaks_the_package_alone(office):
    application = office.recommended(family=office.family())
    with office.transaction() as session:
        statement = "UPDATE persons SET relation = 'child' WHERE application_id = :id AND number = 1"
        session.execute(sa.text(statement), {"id": application.id})
    seen = look(office, application)
    assert (seen.again.is_equal, seen.again.is_same_package) == (True, False)
    assert why(seen)[Act.APPROVE_GRANT] is Guard.SAME_AGAIN


def test_evidence_that_ran_out_since_is_told(office, tmp_path):
    room = EvidenceRoom(office.transaction, EvidenceSettings(tmp_path))
    application, common = office.record(), {"officer": office.officer, "at": AT}
    ends = (None, date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 11), date(2026, 4, 1))
    for width, end in enumerate(ends, start=20):
        handed = HandedEvidence("diploma", made.image(size=(width, 7)), valid_to=end)
        add_evidence(room, office.library, office.shown(application), handed, **common)
    remove_evidence(room, office.shown(application), 4, reason="交错了。", **common)
    application = office.recommend(office.verify(office.now(application)))
    assert look(office, application, today=date(2026, 3, 10)).ended == ()
    seen = look(office, application, today=date(2026, 3, 20))
    assert seen.ended == (Ended("evidence", 3, "diploma", date(2026, 3, 10)),)
    assert not seen.is_unchanged


def test_an_answer_of_a_department_that_ran_out_leaves_its_fact_open_again(office):
    """The tax decides here whether the points suffice; where they do without it, nothing would stand in the way."""
    for facts, obstacles in ((FACTS, ()), (BARELY, (("unverified", "income_tax_three_years"),))):
        application = office.record(facts=facts)
        ask(office, office.shown(application), "核查", office.transaction, officer=office.officer, at=AT)
        reply = Reply({"income_tax_three_years": (facts["income_tax_three_years"],)}, ON, date(2026, 3, 10))
        answer_request(office.transaction, office.library, request_of(office, application), reply, officer=of_tax(office), at=AT)
        application = office.recommend(office.verify(office.now(application)))
        assert look(office, application, today=date(2026, 3, 10)).ended == ()
        seen = look(office, application, today=date(2026, 3, 11))
        assert seen.ended == (Ended("answer", 1, "tax", date(2026, 3, 10)),)
        assert seen.obstacles == obstacles
    # it was verified when the maker signed: the supervisor judges whether that is still enough
    assert seen.choices == FREE


def test_a_refusal_that_was_proposed_is_not_approved_as_a_grant(office):
    seen = look(office, office.recommended(REFUSE, facts=TOO_FEW))
    assert why(seen) == {Act.APPROVE_GRANT: Guard.PROPOSED, Act.REFUSE: None, Act.RETURN: None}


def test_of_points_the_approval_or_the_return_is_chosen(office):
    first = points.points_first(office)
    seen = look(first, points.proposed(first))
    assert why(seen) == {Act.APPROVE: None, Act.RETURN: None}
    assert seen.recommendation.opinion == Opinion("approve", points.APPROVE.reason)


def test_what_is_approved_is_granted_or_returned_and_the_approval_is_told(office):
    application = office.approved()
    seen = look(office, application, by=office.other_supervisor)
    assert why(seen) == {Act.GRANT: None, Act.RETURN: None}
    assert [act.act for act in seen.acts] == [Act.APPROVE_GRANT]
    assert seen.file.agreed.checker == "supervisor"


@pytest.mark.parametrize(("who", "guard"), [("both", Guard.ONE_PART), ("officer", Guard.ROLE)])
def test_who_may_not_decide_is_told_why(office, who, guard):
    application = office.recommend(office.verified(by=office.both), by=office.both)
    assert set(why(look(office, application, by=getattr(office, who))).values()) == {guard}


def test_after_a_return_only_what_follows_the_newest_proposal_counts(office):
    from tests.casework.test_return_application import send_back

    application = office.recommend(office.verify(send_back(office, office.recommended(facts=FACTS))))
    seen = look(office, application)
    assert (seen.acts, seen.recommendation.number) == ((), 2)

"""Points are approved before one applies: declared, accepted, approved by two people, adjusted, and cited by an application."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from scoring.application import consent
from scoring.application.application import Amendment, Opinion
from scoring.application.departments import Consultation, Inquiry
from scoring.application.desk import Flag
from scoring.application.filing import Asked, Asking, Content
from scoring.application.moves import Guard
from scoring.application.persons import Applicant
from scoring.application.status import Act, Status
from scoring.application.verifying import Judgement
from scoring.casework.amend_facts import amend_facts
from scoring.casework.ask_departments import ask_departments, inquiries_named
from scoring.casework.ask_questions import ask_questions
from scoring.casework.assessing import assess_now, keep
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.own_queries import list_own, read_points, read_points_behind
from scoring.casework.points import check_points, next_kind, record_of, stands
from scoring.casework.prepare_application import ByAuthority, prepare_by_authority
from scoring.casework.read_document import list_own_documents
from scoring.casework.record_application import Here
from scoring.casework.return_application import return_application
from scoring.errors import Blocked, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.policy.library import Library
from scoring.records.sealing import keys_of, seal_of
from scoring.records.tables import ApplicationRow, NoticeRow, PointsCitationRow, PolicyRow
from tests.casework.filings import OPEN_AT, TIMING, Applying, authorize, begun, content_for, new_holder
from tests.casework.points_first import (
    APPROVE,
    adjust,
    approve,
    approve_again,
    approved,
    citing,
    declared,
    points_first,
    propose,
    proposed,
    recommended,
    verified,
)
from tests.casework.stories import AT, FACTS, GRANT, LATER, ON, REFUSE, TOO_FEW, number


@pytest.fixture
def first(office):
    return points_first(office)


def guangzhou(office):
    return office.library.find("guangzhou", "2025")


def notices(office, applicant):
    with office.transaction() as session:
        query = sa.select(NoticeRow.kind).where(NoticeRow.account_id == applicant.holder.account_id).order_by(NoticeRow.id)
        return list(session.scalars(query))


def issued(office, applicant):
    return list_own_documents(office.transaction, applicant.reference, holder=applicant.holder)


def test_points_are_declared_verified_and_approved_by_two_people(first):
    record = declared(first)
    assert (record.status, record.own().kind) == ("submitted", "points")
    assert record.accept().kind == "points"
    first.verify(first.file(record).application)
    propose(first, record)
    approval = approve(first, record)
    assert record.status == Status.APPROVED
    assert (approval.number, approval.record, approval.total) == (1, record.reference, first.file(record).assessments[0].total)
    assert (approval.maker_id, approval.checker_id) == (first.officer.account_id, first.supervisor.account_id)
    assert first.file(record).approvals == record.own().approvals == (approval,)
    event = first.file(record).events[-1]
    assert (event.act, event.facts["hash"], event.facts["package"]) == (Act.APPROVE, approval.hash, approval.package)
    assert set(FACTS) <= set(approval.facts)
    assert [step.act for step in record.own().steps][-1] is Act.APPROVE
    assert record.own().steps[-1].words == "经复核，计分无误。"
    assert notices(first, record)[-1] == "points_approved"
    assert read_points(first.transaction, guangzhou(first), holder=record.holder).approval == approval


def test_points_are_approved_whatever_they_come_to(first):
    record = Applying(first, new_holder(first))
    record.begin(kind="points", content=content_for(record.holder, facts=TOO_FEW))
    record.submit()
    first.verify(record.accept())
    propose(first, record)
    assert approve(first, record).outcome == "below_threshold"


def test_points_are_declared_at_any_time_outside_the_window_of_a_round(first):
    assert declared(first, at=LATER).status == "submitted"


def test_who_proposed_the_points_does_not_approve_them(first):
    record = declared(first)
    record.accept("both")
    first.verify(first.file(record).application, by=first.both)
    first.recommend(first.file(record).application, APPROVE, by=first.both)
    with pytest.raises(NotAllowed) as refused:
        approve(first, record, by="both")
    assert refused.value.why == Guard.ONE_PART


def test_a_points_record_is_neither_granted_nor_refused_and_an_application_not_approved(first):
    record = proposed(first)
    for decide in (first.grant, first.refuse):
        with pytest.raises(NotAllowed) as refused:
            decide(record)
        assert refused.value.why == Guard.KIND
    for opinion in (GRANT, REFUSE):
        other = verified(first)
        with pytest.raises(InputRefused, match="the approval of the points"):
            first.recommend(first.file(other).application, opinion)
    applicant = recommended(first)
    with pytest.raises(NotAllowed) as refused:
        approve(first, applicant)
    assert refused.value.why == Guard.KIND
    accepted = citing(first)
    with pytest.raises(InputRefused, match="to grant or to refuse"):
        first.recommend(first.verify(accepted.accept()), APPROVE)


def test_where_points_are_verified_with_the_application_nobody_has_them_approved_before(office):
    applicant = Applying(office, new_holder(office))
    with pytest.raises(InputRefused, match="Apply at once") as refused:
        applicant.begin(kind="points")
    assert refused.value.field == "kind"


def test_an_audit_changes_a_fact_and_the_points_are_approved_anew(first):
    record = approved(first)
    before, told = record.own().approvals[0], issued(first, record)
    adjust(first, record)
    assert record.status == Status.ACCEPTED
    assert [(document.kind, document.at) for document in told] == [("acceptance", OPEN_AT)]
    assert issued(first, record) == told, "adjusting issues no second acceptance"
    found = read_points(first.transaction, guangzhou(first), holder=record.holder)
    assert (found.is_adjusted, found.is_approved, found.approval) == (True, False, before)
    assert notices(first, record)[-1] == "points_adjusted"
    file = first.file(record).application
    assert file.accepted_at == AT  # the terms run from the adjustment
    first.verify(file, Judgement("owns_home", "adjust", (False,), "没有住房"))
    propose(first, record)
    after = approve(first, record)
    assert (after.number, Decimal(after.total) < Decimal(before.total), after.hash != before.hash) == (2, True, True)


def test_the_same_points_approved_anew_have_another_hash(first):
    record = approved(first)
    assert approve_again(first, record).hash != record.own().approvals[0].hash


def test_a_record_that_is_not_approved_is_not_adjusted(first):
    record = proposed(first)
    with pytest.raises(MoveRefused):
        adjust(first, record)


def test_one_person_has_one_points_record_beside_an_application(first):
    record = approved(first)
    application = citing(first, record)
    assert application.status == "submitted"
    second = Applying(first, record.holder)
    second.begin(kind="points")
    with pytest.raises(InputRefused, match="has an open application"):
        second.submit()
    application.withdraw()
    record.withdraw()
    assert record.status == Status.WITHDRAWN
    second.submit()


def test_a_draft_of_each_kind_can_be_begun(first):
    applicant = Applying(first, new_holder(first))
    points, application = applicant.begin(kind="points"), applicant.begin()
    assert (points.kind, application.kind) == ("points", "application")
    assert points.reference != application.reference
    assert applicant.begin(kind="points") == points
    assert {line.kind for line in list_own(first.transaction, holder=applicant.holder)} == {"points", "application"}


def test_an_application_goes_by_the_approved_points_and_verifies_none_of_them_again(first):
    record = approved(first)
    approval = record.own().approvals[0]
    applicant = Applying(first, record.holder)
    draft = applicant.begin(content=content_for(record.holder, facts={"education": "none"}))
    assert (draft.content.points, draft.content.facts["education"]) == (approval.hash, "bachelor")
    saved = applicant.save(replace(draft.content, facts=TOO_FEW, points="made up"))
    assert (saved.content.points, saved.content.facts["owns_home"]) == (approval.hash, True)
    applicant.submit()
    own = applicant.own()
    assert (own.cited, own.content.points, own.receipts[0].total) == (approval, approval.hash, approval.total)
    assert first.file(applicant).events[-1].facts["points"] == approval.hash
    bench = first.bench(applicant.accept())
    assert (bench.cites, bench.standing.needed, bench.obstacles) == (approval, (), ())
    assert bench.standing.verdicts["education"].reference == record.reference
    assert {"education", "owns_home"} <= bench.held
    first.recommend(first.file(applicant).application)
    assert first.grant(applicant).total == approval.total


def test_what_was_approved_before_is_neither_judged_nor_asked_of_departments(first):
    application = citing(first).accept()
    with pytest.raises(InputRefused, match="Have it adjusted there") as refused:
        first.verify(application, Judgement("owns_home", "adjust", (False,), "没有"))
    assert refused.value.field == "verdict"
    bench = first.bench(application)
    assert inquiries_named(bench) == ()
    asked = Consultation(first.shown(application), (Inquiry("tax", ("income_tax_three_years",)),), "核查")
    with pytest.raises(InputRefused, match="approved before the application"):
        ask_departments(first.transaction, first.library, TIMING, asked, officer=first.officer, at=AT)


def test_what_the_record_does_not_hold_is_verified_with_the_application(first):
    record = approved(first)
    assert "patents" not in record.own().approvals[0].facts
    applicant = Applying(first, record.holder)
    patents = [{"kind": "invention", "granted_on": "2024-05-01", "inventors": 1, "still_counts": True}]
    applicant.begin(content=content_for(record.holder, facts={"patents": patents}))
    assert applicant.draft().content.facts["patents"] == patents
    applicant.submit()
    bench = first.bench(applicant.accept())
    assert set(bench.standing.open) == {"patents"}
    first.verify(bench.application, Judgement("patents", "accept"))


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        ((), "is not approved yet"),
        ((approve, adjust), "being adjusted"),
        ((approve,), "approved since the draft was saved"),
    ],
)
def test_without_approved_points_that_were_shown_nobody_applies(first, acts, words):
    record = proposed(first)
    applicant = Applying(first, record.holder)
    applicant.begin()
    for act in acts:
        act(first, record)
    refuse_points(applicant, words)


def test_without_a_points_record_nobody_applies(first):
    refuse_points(begun(first), "Have yours approved first")


def refuse_points(applicant, words):
    with pytest.raises(InputRefused, match=words) as refused:
        applicant.submit()
    assert (refused.value.field, applicant.status) == ("points", "draft")


def test_points_of_another_version_of_the_rules_are_not_cited(first):
    record = approved(first)
    applicant = Applying(first, record.holder)
    applicant.begin()
    with first.transaction() as session:
        policy = guangzhou(first)
        content = applicant.draft().content
        blind = keys_of(session).blind(record.holder.identity.identity_number)
        assert check_points(session, policy, content, blind).hash == content.points
        with pytest.raises(InputRefused, match="Have yours approved first"):
            check_points(session, replace(policy, version="2027"), content, blind)


def test_points_are_declared_anew_under_another_version_of_the_rules(first):
    record = approved(first)
    blind = record.holder.identity.identity_number
    now = guangzhou(first)
    newer = replace(now, version="2027", rounds=tuple(replace(each, policy="2027") for each in now.rounds))
    anew = Applying(replace(first, library=Library([newer])), record.holder)
    with first.transaction() as session:
        kept = session.scalars(sa.select(PolicyRow).where(PolicyRow.scheme == newer.scheme)).one()
        columns = {column.name: getattr(kept, column.name) for column in sa.inspect(PolicyRow).columns if column.name != "id"}
        session.add(PolicyRow(**{**columns, "version": newer.version}))
        session.flush()
        assert next_kind(session, now, keys_of(session).blind(blind)) == "application"
        assert next_kind(session, newer, keys_of(session).blind(blind)) == "points"
    anew.begin(kind="points")
    anew.submit()
    assert (anew.status, anew.own().policy_version, record.status) == ("submitted", "2027", Status.APPROVED)
    assert read_points(first.transaction, newer, holder=record.holder).reference == anew.reference
    assert read_points(first.transaction, now, holder=record.holder).reference == record.reference
    assert Flag.DUPLICATE not in (*first.file(anew).desk.flags, *first.file(record).desk.flags)
    search = ApplicationSearch(text=anew.reference, flag=Flag.DUPLICATE)
    assert list_applications(first.transaction, search, Wanted(), officer=first.officer).total == 0
    twice = Applying(anew.office, record.holder)
    twice.begin(kind="points")
    with pytest.raises(InputRefused, match="has an open application"):
        twice.submit()


def test_a_draft_saved_after_the_approval_goes_by_it(first):
    record = proposed(first)
    applicant = Applying(first, record.holder)
    draft = applicant.begin()
    assert draft.content.points == ""
    approval = approve(first, record)
    applicant.save(applicant.draft().content)
    applicant.submit()
    assert applicant.own().cited == approval


def test_who_is_not_verified_is_shown_nobodys_points(first):
    record = approved(first)
    other = Applying(first, replace(new_holder(first), identity=None))
    draft = other.begin(content=content_for(record.holder))
    assert (draft.content.points, other.save(content_for(record.holder)).content.points) == ("", "")
    assert read_points(first.transaction, guangzhou(first), holder=other.holder) is None


def test_who_is_recorded_by_an_officer_applies_by_the_points_there_are(first):
    record = approved(first)
    person = Applicant(record.holder.identity.name, record.holder.identity.identity_number)
    application = first.record(applicant=person, facts=TOO_FEW)
    file = first.file(application)
    assert (file.cited, file.events[0].facts["points"]) == (record.own().approvals[0], file.cited.hash)
    assert file.assessments[0].facts["owns_home"] is True
    without = first.record(facts=FACTS)
    assert (first.file(without).cited, bool(first.bench(without).standing.needed)) == (None, True)


@pytest.mark.parametrize(("acts", "words"), [((), "is not approved yet"), ((approve, adjust), "being adjusted")])
def test_nobody_is_recorded_past_points_that_are_not_approved(first, acts, words):
    record = proposed(first)
    for act in acts:
        act(first, record)
    person = Applicant(record.holder.identity.name, record.holder.identity.identity_number)
    with pytest.raises(InputRefused, match=words):
        first.record(applicant=person)


def test_what_cites_points_that_are_adjusted_is_flagged_and_not_recommended(first):
    record = approved(first)
    applicant = citing(first, record)
    application = first.verify(applicant.accept())
    assert Flag.POINTS not in first.file(applicant).desk.flags
    adjust(first, record)
    assert first.file(applicant).desk.flags == (Flag.POINTS,)
    search = ApplicationSearch(text=applicant.reference, flag=Flag.POINTS)
    [line] = list_applications(first.transaction, search, Wanted(), officer=first.officer).items
    assert (line.reference, line.flags, line.kind) == (applicant.reference, (Flag.POINTS,), "application")
    with pytest.raises(Blocked):
        first.recommend(first.file(application).application)
    with pytest.raises(NotAllowed) as refused:
        amend(first, applicant)
    assert refused.value.why == Guard.POINTS_STAND
    propose(first, record)
    again = approve(first, record)
    assert first.file(applicant).desk.flags == (Flag.POINTS,)  # it goes by the former approval until it is amended
    amend(first, applicant)
    file = first.file(applicant)
    assert (file.cited, file.desk.flags, file.events[-1].facts["points"]) == (again, (), again.hash)
    first.recommend(file.application)
    first.grant(applicant)


def amend(office, cites, **changes):
    shown = office.shown(cites)
    amendment = replace(Amendment(TOO_FEW, ON, None, "按新的核定结果"), **changes)
    return amend_facts(office.transaction, office.library, shown, amendment, officer=office.officer, at=AT)


def test_amending_takes_the_approved_facts_over_and_never_another_persons(first):
    applicant = citing(first)
    applicant.accept()
    amend(first, applicant)
    assert first.file(applicant).assessments[0].facts["owns_home"] is True
    with pytest.raises(InputRefused, match="approved points of the person in"):
        amend(first, applicant, applicant=Applicant("王小明", number()), facts=FACTS)


def test_a_wrong_number_is_put_right_in_the_points_record_and_then_in_the_application_that_cites_it(first):
    record = approved(first)
    applicant = recommended(first, record)
    right = Applicant("王小明", number("19870202"))
    facts = FACTS | {"birth_date": "1987-02-02"}
    adjust(first, record)
    amend(first, record, applicant=right, facts=facts, reason="证件号码录入有误")
    first.verify(first.file(record).application)
    propose(first, record)
    approve(first, record)
    with pytest.raises(NotAllowed):
        first.grant(applicant)
    return_application(first.transaction, first.shown(applicant), officer=first.supervisor, at=AT, redo="号码已更正")
    with pytest.raises(InputRefused, match=record.reference):
        amend(first, applicant)
    file = amend(first, applicant, applicant=right, reason="证件号码录入有误")
    assert file.applicant == right
    assert first.file(applicant).assessments[0].facts["birth_date"] == "1987-02-02"
    for each in (record, applicant):
        assert first.file(each).events[-1 if each is applicant else -4].facts["people"] == "amended"
    found = {each.reference for each in lines(first, right.identity_number)}
    assert found == {record.reference, applicant.reference}
    assert lines(first, record.holder.identity.identity_number) == ()
    first.recommend(first.verify(first.file(applicant).application), GRANT)
    first.grant(applicant)


def lines(office, identity):
    return list_applications(office.transaction, ApplicationSearch(identity.reveal()), Wanted(), officer=office.officer).items


@pytest.mark.parametrize("decide", ["grant", "refuse"])
def test_nothing_is_decided_on_points_that_fell_since_it_was_recommended(first, decide):
    record = approved(first)
    applicant = recommended(first, record)
    adjust(first, record)
    with pytest.raises(NotAllowed) as refused:
        getattr(first, decide)(applicant)
    assert refused.value.why == Guard.POINTS_STAND
    office = (first.transaction, first.shown(applicant))
    return_application(*office, officer=first.supervisor, at=AT, redo="积分正在调整")
    propose(first, record)
    approve(first, record)
    first.recommend(amend(first, applicant), GRANT)
    getattr(first, decide)(applicant)


@pytest.mark.parametrize("stand", [citing, recommended])
def test_points_by_which_somebody_applies_are_not_withdrawn(first, stand):
    record = approved(first)
    applicant = stand(first, record)
    with pytest.raises(InputRefused, match="Withdraw the application first") as refused:
        record.withdraw()
    assert (refused.value.field, record.status) == ("points", Status.APPROVED)
    adjust(first, record)
    with pytest.raises(InputRefused, match="or wait until it is decided"):
        record.withdraw()
    applicant.withdraw()
    record.withdraw()
    assert record.status == Status.WITHDRAWN


def test_points_by_which_somebody_applied_are_withdrawn_once_it_is_decided(first):
    record = approved(first)
    first.grant(recommended(first, record))
    record.withdraw()
    assert record.status == Status.WITHDRAWN


def test_an_answer_to_what_is_missing_goes_by_what_was_cited_whatever_became_of_it(first):
    record = approved(first)
    applicant = citing(first, record)
    applicant.ask()
    adjust(first, record)
    applicant.answer(content=content_for(record.holder, facts=TOO_FEW))
    own = applicant.own()
    assert (own.content.points, own.content.facts["owns_home"]) == (record.own().approvals[0].hash, True)
    with first.transaction() as session:
        query = sa.select(sa.func.count()).where(PointsCitationRow.approval == own.cited.hash)
        assert session.scalar(query) == 2


def test_the_list_tells_the_kinds_apart(first):
    record = approved(first)
    search = ApplicationSearch(kind="points", status=Status.APPROVED)
    found = list_applications(first.transaction, search, Wanted(size=100), officer=first.officer).items
    assert record.reference in {line.reference for line in found}
    assert {line.kind for line in found} == {"points"}


def test_a_points_record_and_an_application_of_one_person_are_no_duplicates(first):
    record = approved(first)
    applicant = citing(first, record)
    assert Flag.DUPLICATE not in (*first.file(record).desk.flags, *first.file(applicant).desk.flags)
    search = ApplicationSearch(text=record.reference, flag=Flag.DUPLICATE)
    assert list_applications(first.transaction, search, Wanted(), officer=first.officer).total == 0


@pytest.mark.parametrize("act", [approve, adjust])
def test_a_stale_version_stops_the_act(first, act):
    record = proposed(first) if act is approve else approved(first)
    shown = first.shown(record)
    stale = replace(first)
    object.__setattr__(stale, "shown", lambda _application: replace(shown, version=shown.version - 1))
    with pytest.raises(Stale):
        act(stale, record)


def test_the_content_of_an_application_without_points_first_holds_none(office):
    applicant = begun(office)
    applicant.save(replace(Content(), points="x" * 64))
    assert applicant.draft().content.points == ""


def test_the_reason_is_needed(first):
    record = proposed(first)
    with pytest.raises(InputRefused):
        first.recommend(first.file(verified(first)).application, Opinion("approve", " "))
    assert record.status == "recommended"


def test_nobody_is_asked_about_what_was_approved_before(first):
    application = citing(first).accept()
    asking = Asking(first.shown(application), (Asked("facts/education", "请说明学历。"),))
    with pytest.raises(InputRefused, match="Have it adjusted there"):
        ask_questions(first.transaction, first.library, TIMING, asking, officer=first.officer, at=AT)


PATENTS = [{"kind": "invention", "granted_on": "2024-05-01", "inventors": 1, "still_counts": True}]


@pytest.fixture
def asked_before(first):
    """An applicant who was asked about facts of which one was then approved with the points, by which the application now goes."""
    record = approved(first)
    applicant = Applying(first, record.holder)
    applicant.begin(content=content_for(record.holder, facts={"patents": PATENTS}))
    applicant.submit()
    applicant.accept()
    applicant.question((Asked("facts/patents", "请说明专利。"), Asked("facts/research_months", "请说明。", "第一条")))
    adjust(first, record)
    amend(first, record, facts={**FACTS, "patents": PATENTS})
    first.verify(first.file(record).application, Judgement("patents", "accept"))
    propose(first, record)
    approve(first, record)
    amend(first, applicant)
    return applicant


def test_an_answer_to_questions_changes_nothing_that_was_approved_meanwhile(asked_before):
    applicant, before = asked_before, asked_before.standing
    assert "patents" in applicant.own().cited.facts
    with pytest.raises(InputRefused, match="This was approved in") as refused:
        applicant.explain({}, {"patents": ([],)})
    assert (refused.value.field, applicant.standing) == ("facts/patents", before)
    assert applicant.explain(facts={"patents": (PATENTS,)}).answer.assessment is None


def test_an_answer_to_questions_goes_by_the_approved_points(first, asked_before):
    applicant = asked_before
    assessment = applicant.explain(facts={"research_months": (1,)}).answer.assessment
    assert first.file(applicant).assessments[0].facts["patents"] == PATENTS
    with first.transaction() as session:
        query = sa.select(sa.func.max(PointsCitationRow.assessment)).where(PointsCitationRow.approval == applicant.own().cited.hash)
        assert session.scalar(query) == assessment


def test_what_is_approved_is_read_from_the_approved_points_and_never_from_a_claim(first):
    applicant = citing(first)
    application = applicant.accept()
    with first.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one()
        fresh = assess_now(guangzhou(first), {**FACTS, "owns_home": False}, ON, None)
        keep(session, row.id, seal_of(session, row.id), fresh, first.officer, AT)
    bench = first.bench(application)
    assert ("unverified", "owns_home") in bench.obstacles
    assert "owns_home" not in bench.standing.verdicts


def test_whether_points_stand_is_read_anew(first):
    record = approved(first)
    approval = record.own().approvals[0]
    blind = record.holder.identity.identity_number
    with first.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == record.reference)).one()
        assert stands(session, approval)
        moved = sa.update(ApplicationRow).where(ApplicationRow.id == row.id).values(status=Status.ACCEPTED)
        session.execute(moved, execution_options={"synchronize_session": False})  # as another transaction writes it meanwhile
        assert not stands(session, approval)
        session.execute(moved.values(status=Status.APPROVED), execution_options={"synchronize_session": False})
        assert record_of(session, guangzhou(first), keys_of(session).blind(blind), lock=True).is_approved


def test_who_acts_for_a_person_declares_the_points_and_then_applies_by_them(first):
    record = approved(first)
    identity = record.holder.identity
    agent = new_holder(first)

    def prepare(name, number_of):
        given = ByAuthority("guangzhou", consent.CURRENT, authorize(first, agent, name, number_of))
        here = Here("production", TIMING)
        return prepare_by_authority(first.transaction, first.library, given, holder=agent, at=OPEN_AT, here=here)

    assert prepare("李小红", number("19880815")).kind == "points"
    draft = prepare(identity.name, identity.identity_number)
    assert (draft.kind, draft.content.points) == ("application", record.own().approvals[0].hash)
    behind = (first.transaction, guangzhou(first), draft.reference)
    assert read_points_behind(*behind, holder=agent, on=OPEN_AT.date()).reference == record.reference
    assert read_points_behind(*behind, holder=agent, on=OPEN_AT.date() + timedelta(days=500)) is None
    assert draft.content.facts["education"] == "bachelor"

"""Departments are asked, answer or decline; their answer stands on the workbench, is contested and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.departments import Consultation, Contest, Inquiry, Reply
from scoring.application.due import Timing
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.application.persons import Applicant
from scoring.application.verifying import Judgement
from scoring.application.working_days import WorkingDays
from scoring.casework.answer_request import answer_request, decline_request
from scoring.casework.ask_departments import ask_departments, contest_answer, inquiries_named, withdraw_request
from scoring.casework.claim_file import claim_file
from scoring.casework.department_queries import count_requests, list_requests, part_of_requests, read_request
from scoring.casework.escalate_requests import escalate_requests, notice_late
from scoring.casework.identify_staff import identify_staff
from scoring.casework.lines import Wanted
from scoring.casework.recommend import recommend
from scoring.casework.verify import verify
from scoring.errors import Blocked, CalendarUnknown, FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.records.accounts import AccountRow, RoleRow, officer_of
from scoring.records.tables import AgencyAnswerRow, AgencyRequestRow, NoticeRow
from tests.casework.conftest import engage
from tests.casework.filings import TIMING, submitted
from tests.casework.stories import AT, GRANT, number

TODAY, LAST = date(2026, 3, 2), date(2026, 3, 16)
PURPOSE = "核查申请人参保和居住情况"
ON = date(2021, 6, 1)
TIANJIN = {
    "birth_date": "1987-02-01",
    "holds_valid_permit": True,
    "holds_labour_contract": True,
    "income_declared_a_year": True,
    "education": "none",
    "pension_months": 60,
    "residence_months": 24,
}
INSURED, RESIDENT = Inquiry("human_resources", ("pension_months",)), Inquiry("police", ("residence_months",))


@pytest.fixture(scope="module")
def departments(office):
    """People of three departments, and of one of them in an office that sees only its own files."""
    with office.transaction() as session:
        role = session.scalars(sa.select(RoleRow).where(RoleRow.name == Role.DEPARTMENT)).one()
        people = {}
        for name in ("human_resources", "police", "education_commission", "tax"):
            person = engage(session, f"of_{name}", [role])
            session.get_one(AccountRow, person.account_id).department = name
            people[name] = replace(person, department=name)
            assert replace(officer_of(session.get_one(AccountRow, person.account_id)), is_proved=True) == people[name]
    return people


@pytest.fixture
def filed(office):
    def record(**facts):
        given = {"scheme": "tianjin", "version": "2021", "on": ON, "applicant": Applicant("王小明", number())}
        return office.record(facts=TIANJIN | facts, **given)

    return record


def ask(office, application, *inquiries, by=None, purpose=PURPOSE, timing=TIMING, shown=None):
    asked = Consultation(shown or office.shown(application), inquiries, purpose)
    return ask_departments(office.transaction, office.library, timing, asked, officer=by or office.officer, at=AT)


def bench(office, application, today=TODAY):
    return office.bench(application, today)


def request_id(office, application, number=1):
    return bench(office, application).requests[number - 1].id


def answer(office, who, id_, value, first=TODAY, last=None, at=AT):
    values = value if isinstance(value, dict) else {"pension_months": (value,)}
    answer_request(office.transaction, office.library, id_, Reply(values, first, last), officer=who, at=at)


def contest(office, application, number=1, reason="与参保凭证不符", by=None):
    against = Contest(office.shown(application), number, reason)
    return contest_answer(office.transaction, office.library, TIMING, against, officer=by or office.officer, at=AT)


def test_what_is_asked_about_the_own_household_is_a_colleagues(office, filed, departments):
    application = filed()
    ask(office, application, INSURED)
    id_, who = request_id(office, application), departments["human_resources"]
    with office.transaction() as session:
        colleague = replace(engage(session, "of_human_resources_too", roles_of(session, who)), department=who.department)
        session.get_one(AccountRow, colleague.account_id).department = who.department
    assert read_request(office.transaction, office.library, id_, officer=colleague).request.id == id_
    number = application.applicant.identity_number
    identify_staff(office.transaction, colleague.name, number, officer=office.administrator, at=AT)
    for act in (
        lambda: read_request(office.transaction, office.library, id_, officer=colleague),
        lambda: answer(office, colleague, id_, 60),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why == Guard.NO_INTEREST
    parts = [part_of_requests(office.transaction, office.library, 1, 999, officer=person) for person in (who, colleague)]
    assert [id_ in {one.request.id for one in part.items} for part in parts] == [True, False]
    answer(office, who, id_, 60)


def roles_of(session, person):
    return list(session.get_one(AccountRow, person.account_id).roles)


def test_what_is_asked_is_kept_sealed_with_its_basis_and_its_last_day(office, filed):
    application = filed()
    asked = ask(office, application, INSURED, RESIDENT)
    assert (asked.version, asked.claim.name, asked.status) == (2, "officer", "accepted")
    first, second = bench(office, application).requests
    assert (first.department, first.facts, first.purpose, first.basis) == (
        *("human_resources", ("pension_months",)),
        PURPOSE,
        "site 4; system",
    )
    assert (first.due, second.number, second.sent_by, second.closing) == (LAST, 2, "officer", None)
    event = office.file(application).events[-1]
    assert (event.act, event.facts["departments"]) == ("ask_departments", ["human_resources", "police"])
    with office.transaction() as session:
        rows = session.scalars(sa.select(AgencyRequestRow).where(AgencyRequestRow.application_id == application.id)).all()
    assert len(rows) == 2
    assert all(PURPOSE.encode() not in row.content and row.version == 2 for row in rows)


def test_an_answer_is_the_departments_fact_that_no_officer_overwrites(office, filed, departments):
    application = filed()
    ask(office, application, INSURED)
    assert ("awaiting", "pension_months") in bench(office, application).obstacles
    answer(office, departments["human_resources"], request_id(office, application), 48)
    found = bench(office, application)
    verdict = found.standing.verdicts["pension_months"]
    assert (verdict.kind, verdict.verified, verdict.departments) == ("adjust", (48,), ("human_resources",))
    assert found.standing.so_far.award("pension").points == 16
    with pytest.raises(InputRefused) as refused:
        verify(
            office.transaction,
            office.library,
            office.shown(application),
            [Judgement("pension_months", "accept")],
            officer=office.officer,
            at=AT,
        )
    assert (refused.value.field, "Contest their answer" in refused.value.remedy) == ("verdict", True)
    event = office.file(application).events[-1]
    assert (event.act, event.facts["valid_from"]) == ("answer_request", "2026-03-02")
    assert sorted(event.facts) == ["batch", "department", "digest", "facts", "request", "status", "valid_from", "valid_until"]
    with office.transaction() as session:
        row = session.scalars(sa.select(AgencyAnswerRow).order_by(AgencyAnswerRow.request_id.desc()).limit(1)).one()
    assert (row.digest, row.batch_id, row.version) == (event.facts["digest"], None, 3)


def test_an_officer_judges_what_a_department_did_not_answer_and_what_is_out_of_validity(office, filed, departments):
    application = filed()
    ask(office, application, INSURED, RESIDENT)
    decline_request(
        office.transaction, request_id(office, application), officer=departments["human_resources"], at=AT, reason="查无此人"
    )
    police = departments["police"]
    answer(office, police, request_id(office, application, 2), {"residence_months": (24,)}, last=TODAY)
    assert "residence_months" in bench(office, application).standing.verdicts
    later = bench(office, application, TODAY + timedelta(days=1))
    assert ("unverified", "residence_months") in later.obstacles
    judged = verify(
        office.transaction,
        office.library,
        office.shown(application),
        [Judgement("pension_months", "accept"), Judgement("residence_months", "accept")],
        officer=office.officer,
        at=AT + timedelta(days=1),
    )
    assert bench(office, judged, TODAY + timedelta(days=1)).standing.verdicts["residence_months"].departments == ()
    assert [one.closing.kind for one in bench(office, judged).requests] == ["decline", "answer"]


def test_all_that_the_policy_names_departments_for_is_asked_in_one_step(office, filed):
    application = filed()
    named = inquiries_named(bench(office, application))
    assert {"human_resources", "police", "central_bank"} <= {one.department for one in named}
    assert next(one for one in named if one.department == "police").facts[:1] == ("holds_valid_permit",)
    ask(office, application, *named)
    assert inquiries_named(bench(office, application)) == ()


def test_an_answer_is_contested_back_with_words_until_it_is_answered_anew(office, filed, departments):
    application, who = filed(), departments["human_resources"]
    ask(office, application, INSURED)
    answer(office, who, request_id(office, application), 48)
    contest(office, application)
    second = bench(office, application).requests[1]
    assert (second.contests, second.words, second.purpose, second.due) == (1, "与参保凭证不符", PURPOSE, LAST)
    assert ("awaiting", "pension_months") in bench(office, application).obstacles
    seen = read_request(office.transaction, office.library, second.id, officer=who)
    assert (seen.earlier.closing.values["pension_months"], seen.is_open) == ((48,), True)
    withdraw_request(office.transaction, office.shown(application), 2, officer=office.officer, at=AT, reason="凭证有误")
    assert bench(office, application).standing.verdicts["pension_months"].verified == (48,)
    with pytest.raises(NotFound):
        read_request(office.transaction, office.library, second.id, officer=who)
    contest(office, application)
    answer(office, who, request_id(office, application, 3), 60)
    assert bench(office, application).standing.verdicts["pension_months"].kind == "accept"
    with pytest.raises(NotAllowed) as refused:
        contest(office, application)
    assert refused.value.why == Guard.REQUEST_ANSWERED


def test_only_what_was_answered_or_declined_is_contested_and_only_what_is_open_withdrawn(office, filed, departments):
    application = filed()
    ask(office, application, INSURED)
    with pytest.raises(NotAllowed):
        contest(office, application)
    with pytest.raises(NotFound):
        contest(office, application, 7)
    with pytest.raises(InputRefused):
        contest(office, application, reason=" ")
    decline_request(
        office.transaction, request_id(office, application), officer=departments["human_resources"], at=AT, reason="不在本市"
    )
    with pytest.raises(NotAllowed) as refused:
        withdraw_request(office.transaction, office.shown(application), 1, officer=office.officer, at=AT, reason="x")
    assert refused.value.why == Guard.REQUEST_OPEN
    contest(office, application)
    withdraw_request(office.transaction, office.shown(application), 2, officer=office.officer, at=AT, reason="x")
    with pytest.raises(NotAllowed):
        contest(office, application, 2)


@pytest.mark.parametrize(
    ("inquiries", "field"),
    [
        ((), "facts"),
        ((Inquiry("police", ()),), "facts"),
        ((Inquiry("police", ("nonsense",)),), "facts"),
        ((Inquiry("police", ("pension_months",)),), "facts"),
        ((Inquiry("moon", ("pension_months",)),), "department"),
        ((RESIDENT, RESIDENT), "department"),
    ],
)
def test_what_cannot_be_asked_is_refused(office, filed, inquiries, field):
    application = filed()
    with pytest.raises(InputRefused) as refused:
        ask(office, application, *inquiries)
    assert refused.value.field == field
    assert bench(office, application).requests == ()


def test_nobody_is_asked_twice_and_never_without_a_purpose(office, filed, departments):
    application = filed()
    with pytest.raises(InputRefused):
        ask(office, application, INSURED, purpose=" ")
    ask(office, application, INSURED)
    with pytest.raises(InputRefused) as refused:
        ask(office, application, INSURED)
    assert "Contest the answer" in refused.value.remedy
    answer(office, departments["human_resources"], request_id(office, application), 48, last=TODAY)
    with pytest.raises(InputRefused):
        ask(office, application, INSURED)


def test_where_the_policy_names_nobody_the_office_asks_its_own_departments(office, departments):
    application = office.record()
    assert inquiries_named(bench(office, application)) == ()
    ask(office, application, Inquiry("tax", ("income_tax_three_years",)))
    answer(office, departments["tax"], request_id(office, application), {"income_tax_three_years": (35000,)})
    assert bench(office, application).standing.verdicts["income_tax_three_years"].departments == ("tax",)


def test_a_last_day_that_cannot_be_told_is_not_guessed(office, filed):
    application = filed()
    with pytest.raises(CalendarUnknown):
        ask(office, application, INSURED, timing=Timing(TIMING.defaults, WorkingDays({}), departments=TIMING.departments))


@pytest.mark.parametrize("who", ["supervisor", "auditor", "policy_staff", "administrator"])
def test_only_officers_ask(office, filed, who):
    application = filed()
    with pytest.raises((NotAllowed, NotFound)):
        ask(office, application, INSURED, by=getattr(office, who))


def test_who_holds_the_file_asks_on_the_version_that_was_shown(office, filed, departments):
    application = filed()
    old = office.shown(application)
    claim_file(office.transaction, old, officer=office.other_officer, at=AT)
    with pytest.raises(Stale):
        ask(office, application, INSURED, shown=old)
    with pytest.raises(NotAllowed) as refused:
        ask(office, application, INSURED)
    assert refused.value.why == Guard.CLAIM_FREE
    with pytest.raises(NotFound):
        ask(office, application, INSURED, by=departments["police"])


@pytest.mark.parametrize(
    ("value", "first", "last", "error"),
    [
        ({}, TODAY, None, InputRefused),
        ({"pension_months": ()}, TODAY, None, InputRefused),
        ({"pension_months": (1,), "residence_months": (1,)}, TODAY, None, InputRefused),
        (48, TODAY + timedelta(days=1), None, InputRefused),
        (48, date(2026, 1, 1), date(2026, 3, 1), InputRefused),
        (-1, TODAY, None, FactsRefused),
        ("many", TODAY, None, FactsRefused),
    ],
)
def test_what_is_no_answer_is_refused(office, filed, departments, value, first, last, error):
    application = filed()
    ask(office, application, INSURED)
    with pytest.raises(error):
        answer(office, departments["human_resources"], request_id(office, application), value, first, last)
    assert bench(office, application).requests[0].closing is None


def test_a_request_is_closed_once_and_the_same_answer_again_changes_nothing(office, filed, departments):
    application, who = filed(), departments["human_resources"]
    ask(office, application, INSURED, Inquiry("police", ("residence_months",)))
    id_, second = request_id(office, application), request_id(office, application, 2)
    answer(office, who, id_, 48)
    version = office.shown(application).version
    answer(office, who, id_, 48)
    assert office.shown(application).version == version
    with pytest.raises(NotAllowed) as refused:
        answer(office, who, id_, 50)
    assert refused.value.why == Guard.REQUEST_OPEN
    police = {"officer": departments["police"], "at": AT}
    decline_request(office.transaction, second, **police, reason="查无此人")
    decline_request(office.transaction, second, **police, reason="查无此人 ")
    with pytest.raises(NotAllowed):
        decline_request(office.transaction, second, **police, reason="另有原因")
    with pytest.raises(InputRefused):
        decline_request(office.transaction, second, **police, reason=" ")
    with pytest.raises(NotAllowed):
        answer(office, departments["police"], second, {"residence_months": (1,)})


def test_the_same_answer_in_another_spelling_changes_nothing(office, departments):
    application, who = office.record(), departments["tax"]
    ask(office, application, Inquiry("tax", ("income_tax_three_years", "taxed_every_year")))
    id_ = request_id(office, application)
    answer(office, who, id_, {"income_tax_three_years": ("35000",), "taxed_every_year": (True,)})
    version = office.shown(application).version
    answer(office, who, id_, {"income_tax_three_years": ("35000.00",), "taxed_every_year": (True,)})
    assert office.shown(application).version == version
    with pytest.raises(NotAllowed):
        answer(office, who, id_, {"income_tax_three_years": ("35000.00",)})


def test_another_department_and_everybody_of_the_office_find_nothing(office, filed, departments):
    application = filed()
    ask(office, application, INSURED)
    id_ = request_id(office, application)
    elsewhere = replace(departments["human_resources"], office="hall_of_nowhere")
    nobody = Officer(departments["police"].account_id, "", frozenset({Role.DEPARTMENT}))
    for who in (departments["police"], office.officer, office.supervisor, office.auditor, elsewhere, nobody):
        with pytest.raises(NotFound):
            answer(office, who, id_, 48)
        with pytest.raises(NotFound):
            decline_request(office.transaction, id_, officer=who, at=AT, reason="x")
        with pytest.raises(NotFound):
            read_request(office.transaction, office.library, id_, officer=who)
    for reads in (list_of, counts):
        with pytest.raises(NotAllowed):
            reads(office, office.officer)


def list_of(office, who, which="open", today=TODAY):
    return list_requests(office.transaction, office.library, which, Wanted(size=100), officer=who, today=today)


def counts(office, who, today=TODAY):
    return count_requests(office.transaction, officer=who, today=today)


def test_the_inbox_shows_what_waits_and_what_was_answered(office, filed, departments):
    application, who = filed(education="bachelor"), departments["education_commission"]
    ask(office, application, Inquiry("education_commission", ("education",)))
    id_ = request_id(office, application)
    [line] = [one for one in list_of(office, who).items if one.request.id == id_]
    assert (line.request.id, line.application, line.applicant.name, line.policy.scheme) == (
        id_,
        application.reference,
        "王小明",
        "tianjin",
    )
    assert list_of(office, who, "overdue").items == list_of(office, who, "answered").items == ()
    late, before = LAST + timedelta(days=1), counts(office, who)
    assert (before.open, before.overdue, counts(office, who, late).overdue) == (before.open, 0, before.open)
    answer(office, who, id_, {"education": ("bachelor",)})
    [done] = list_of(office, who, "answered").items
    assert (counts(office, who).open, done.request.id, done.request.closing.kind) == (before.open - 1, id_, "answer")


def test_a_request_waits_only_while_the_file_is_verified(office, filed, departments):
    application, who = filed(title="senior"), departments["human_resources"]
    ask(office, application, Inquiry("human_resources", ("title",)))
    id_ = request_id(office, application)
    standing = bench(office, application).standing
    judgements = [Judgement(fact, "accept") for fact in standing.needed if fact != "title"]
    common = {"officer": office.officer, "at": AT}
    verify(office.transaction, office.library, office.shown(application), judgements, **common)
    with pytest.raises(Blocked) as blocked:
        recommend(office.transaction, office.library, office.shown(application), GRANT, **common)
    assert blocked.value.obstacles == (("awaiting", "title"),)
    withdrawn = office.now(application)
    with office.transaction() as session:
        session.execute(sa.text("UPDATE applications SET status = 'withdrawn' WHERE id = :id"), {"id": withdrawn.id})
    try:
        assert not read_request(office.transaction, office.library, id_, officer=who).is_open
        with pytest.raises(MoveRefused):
            answer(office, who, id_, {"title": ("none",)})
    finally:
        with office.transaction() as session:
            session.execute(sa.text("UPDATE applications SET status = 'accepted' WHERE id = :id"), {"id": withdrawn.id})


def test_a_department_that_is_late_is_noticed_once_and_the_applicant_told(office):
    applicant = submitted(office)
    applicant.accept("officer")
    application = office.now(applicant)
    ask(office, application, Inquiry("tax", ("permit_months",)), Inquiry("police", ("owns_home",)))
    late = AT + timedelta(days=60)
    noticed = escalate_requests(office.transaction, at=late)
    assert application.reference in noticed
    assert application.reference not in escalate_requests(office.transaction, at=late)
    with office.transaction() as session:
        told = session.scalars(sa.select(NoticeRow.kind).where(NoticeRow.application_id == application.id)).all()
    assert told.count("delayed") == 1
    assert notice_late(office.transaction, application.id, at=late) is None

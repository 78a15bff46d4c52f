"""What was verified in an earlier file is offered to the next draft of the same person and account, and seen on the workbench."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.application import Shown
from scoring.application.departments import Consultation, Inquiry, Reply
from scoring.application.earlier import taking
from scoring.application.filing import Earlier, Named
from scoring.application.officer import Role
from scoring.application.status import CHANNELS
from scoring.application.verifying import Judgement
from scoring.casework.add_evidence import add_evidence
from scoring.casework.answer_request import answer_request, decline_request
from scoring.casework.ask_departments import ask_departments
from scoring.casework.erase_application import erase_application, propose_erasure
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.offer_earlier import offer_earlier
from scoring.casework.prepare_application import ByAuthority, prepare_by_authority
from scoring.casework.workbench import read_bench
from scoring.errors import NotFound, Stale
from scoring.policy.library import Library
from scoring.policy.procedure import Duration
from scoring.records.accounts import AccountRow, RoleRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.conftest import engage
from tests.casework.filings import OPEN_AT, TIMING, Applying, accepted, authorize, content_for, new_holder
from tests.casework.stories import AT, FACTS, ON, PRODUCTION, REFUSE, number
from tests.evidence import made

RETENTION = {"decided": Duration(12, "months"), "withdrawn": Duration(12, "months")}
TAX = "income_tax_three_years"


@pytest.fixture(scope="module")
def tax(office):
    """Somebody of the tax department."""
    with office.transaction() as session:
        role = session.scalars(sa.select(RoleRow).where(RoleRow.name == Role.DEPARTMENT)).one()
        person = engage(session, "of_the_tax_department", [role])
        session.get_one(AccountRow, person.account_id).department = "tax"
        return replace(person, department="tax")


def verified(office, holder=None, *judgements):
    """Give a file of a holder that is verified."""
    file = Applying(office, holder) if holder else None
    if file is None:
        file = accepted(office)
        application = office.now(file)
    else:
        file.begin()
        file.submit()
        application = file.accept()
    office.verify(application, *judgements)
    return file


def closed(office, holder=None, *judgements):
    """Give a file that was verified and withdrawn."""
    file = verified(office, holder, *judgements)
    file.withdraw()
    return file


def next_draft(office, holder, facts=None):
    draft = Applying(office, holder)
    draft.begin()
    draft.save(draft.content(facts=facts or {}))
    return draft


def offered(draft, today=ON, library=None):
    office = draft.office
    found = offer_earlier(office.transaction, library or office.library, draft.reference, holder=draft.holder, today=today)
    return {one.earlier.fact: one for one in found}


def test_what_was_verified_is_offered_with_its_file_and_day(office):
    file = closed(office, None, Judgement("permit_months", "adjust", (72,), "居住证记录为72个月。"))
    found = offered(next_draft(office, file.holder, {"permit_months": 84, "education": "bachelor"}))
    assert found["owns_home"].earlier == Earlier("owns_home", (True,), file.reference, AT.date())
    assert (found["owns_home"].state, found["education"].state) == ("new", "same")
    assert (found["permit_months"].state, found["permit_months"].earlier.value) == ("differs", (72,))


def test_a_decided_file_offers_what_it_verified_and_an_open_one_nothing(office):
    file = verified(office)
    other = next_draft(office, file.holder)
    assert offered(other) == {}
    application = office.now(file)
    office.refuse(office.recommend(application, REFUSE))
    assert offered(other)["education"].earlier.reference == file.reference


def test_what_was_rejected_is_not_offered_even_where_an_older_file_has_it(office):
    first = closed(office)
    given = {"kind": "reject", "reason": "没有登记。", "reference": "附件第一条"}
    rejected = [Judgement(fact, **given) for fact in ("owns_home", "works_lawfully")]
    second = closed(office, first.holder, *rejected)
    found = offered(next_draft(office, first.holder))
    assert found.keys().isdisjoint({"owns_home", "works_lawfully"})
    assert found["education"].earlier.reference == second.reference


def test_nothing_of_another_person_or_account_is_offered(office):
    file = closed(office)
    assert file.holder.identity
    stranger = next_draft(office, new_holder(office))
    same_person = next_draft(office, new_holder(office, identity=file.holder.identity.identity_number))
    assert offered(stranger) == offered(same_person) == {}
    with pytest.raises(NotFound):
        offer_earlier(office.transaction, office.library, stranger.reference, holder=file.holder, today=ON)


def test_nothing_is_offered_of_whom_the_account_applied_for_or_before_the_identity_is_verified(office):
    file = closed(office)
    draft = next_draft(office, file.holder)
    spouse = new_holder(office, "李小红")
    assert offered(replace_holder(draft, identity=spouse.identity)) == {}  # the account's own files are of another person
    assert offered(replace_holder(draft, identity=None)) == {}


def test_who_came_along_in_a_file_is_offered_nothing_of_its_applicant(office):
    file = Applying(office, new_holder(office))
    spouse = new_holder(office, "李小红", number("19880815"))
    assert spouse.identity
    own = content_for(file.holder)
    along = Named("spouse", "李小红", spouse.identity.identity_number.reveal())
    file.begin(content=replace(own, people=(*own.people, along)))
    file.submit()
    office.verify(file.accept())
    file.withdraw()
    draft = next_draft(office, file.holder)
    assert offered(draft)
    assert offered(replace_holder(draft, identity=spouse.identity)) == {}


def test_a_draft_under_another_scheme_is_offered_nothing(office):
    file = closed(office)
    other = Applying(office, file.holder, mode="demonstration")
    other.begin(scheme="beijing", content=replace(content_for(file.holder), facts={}))
    assert office.library.current("beijing", ON).facts.keys() & FACTS.keys()  # a name alone makes no fact the same
    assert offered(other) == {}


def replace_holder(draft, **changes):
    return replace(draft, holder=replace(draft.holder, **changes))


def test_a_draft_that_is_filled_in_for_somebody_is_offered_nothing(office):
    rules = [replace(p, procedure=replace(p.procedure, channels=CHANNELS)) for p in office.library.policies]
    free = replace(office, library=Library(rules))
    file = closed(free)
    principal = new_holder(free, "李小红")
    assert principal.identity
    id_ = authorize(free, file.holder, "李小红", principal.identity.identity_number)
    prepared = prepare(free, file.holder, id_)
    assert offered(Applying(free, file.holder, prepared)) == {}
    assert offered(next_draft(free, file.holder))


def prepare(office, holder, authority_id):
    from scoring.application import consent

    asked = ByAuthority("guangzhou", consent.CURRENT, authority_id)
    common = {"holder": holder, "at": OPEN_AT, "here": PRODUCTION}
    return prepare_by_authority(office.transaction, office.library, asked, **common).reference


def test_an_erased_file_offers_nothing(office):
    file = verified(office)
    office.refuse(office.recommend(office.now(file), REFUSE))
    draft = next_draft(office, file.holder)
    assert offered(draft)
    due = AT + timedelta(days=366)
    shown = Shown(file.reference, file.shown.version)
    propose_erasure(office.transaction, RETENTION, shown, officer=office.supervisor, at=due)
    erase_application(
        office.transaction, RETENTION, Shown(file.reference, file.shown.version), officer=office.other_supervisor, at=due
    )
    assert offered(draft) == {}


def test_the_answer_of_a_department_is_offered_while_it_is_valid(office, tax):
    file, last = accepted(office), ON + timedelta(days=30)
    application = office.now(file)
    ask(office, application)
    values = {TAX: (36000,)}
    since = date(2026, 2, 1)
    answer_request(office.transaction, office.library, request(office, file), Reply(values, since, last), officer=tax, at=AT)
    office.verify(office.now(file))
    file.withdraw()
    draft = next_draft(office, file.holder)
    assert offered(draft)[TAX].earlier == Earlier(TAX, (36000,), file.reference, since)
    late = offered(draft, last + timedelta(days=1))
    assert TAX not in late
    assert "education" in late


@pytest.mark.parametrize("answer", ["declined", "open"])
def test_what_an_officer_judged_before_a_department_was_asked_is_offered_once_that_declined(office, tax, answer):
    file = accepted(office)
    ask(office, office.verify(office.now(file)))
    if answer == "declined":
        decline_request(office.transaction, request(office, file), officer=tax, at=AT, reason="无此人记录。")
    file.withdraw()
    assert (TAX in offered(next_draft(office, file.holder))) == (answer == "declined")


def ask(office, application):
    asked = Consultation(office.shown(application), (Inquiry("tax", (TAX,)),), "核查")
    ask_departments(office.transaction, office.library, TIMING, asked, officer=office.officer, at=AT)


def request(office, file):
    return office.bench(file).requests[0].id


def test_what_rests_on_a_document_that_is_out_of_validity_is_not_offered(office, tmp_path):
    file, last = accepted(office), ON + timedelta(days=30)
    room = EvidenceRoom(office.transaction, EvidenceSettings(tmp_path / "evidence", 1, 2))
    handed = HandedEvidence("diploma", made.pdf(1), "毕业证书.pdf", valid_to=last)
    add_evidence(room, office.library, office.shown(file), handed, officer=office.officer, at=AT)
    office.verify(office.now(file))
    file.withdraw()
    draft = next_draft(office, file.holder)
    assert "education" in offered(draft, last)
    late = offered(draft, last + timedelta(days=1))
    assert "education" not in late
    assert "owns_home" in late


def test_rules_of_now_that_lack_a_fact_or_a_choice_are_not_offered_it(office):
    file = closed(office)
    draft = next_draft(office, file.holder)
    policy = office.library.find("guangzhou", "2025")
    education = policy.facts["education"]
    facts = {id_: fact for id_, fact in policy.facts.items() if id_ != "owns_home"}
    fewer = tuple(option for option in education.options if option.id != "bachelor")
    facts["education"] = replace(education, options=fewer)
    in_force = replace(policy.in_force, first=ON)
    new = replace(policy, version="2026", facts=facts, in_force=in_force)
    ended = replace(policy, in_force=replace(policy.in_force, last=ON - timedelta(days=1)))
    found = offered(draft, library=Library([ended, new]))
    assert "permit_months" in found
    assert found.keys().isdisjoint({"owns_home", "education"})
    assert offered(draft, library=Library([replace(policy, digest="other")])) == {}


def test_taken_over_it_goes_with_the_file_and_the_workbench_says_from_where_it_comes(office):
    file = closed(office)
    draft = next_draft(office, file.holder, FACTS)
    before = draft.shown
    found = offered(draft)
    draft.save(taking(draft.draft().content, found.values()))
    with pytest.raises(Stale):
        draft.save(draft.draft().content, before)
    assert offered(draft) == {}
    changed = draft.draft().content
    draft.save(replace(changed, facts={**changed.facts, "education": "junior_college"}))
    assert offered(draft)["education"].state == "differs"
    draft.submit()
    application = draft.accept()
    bench = office.bench(application)
    assert bench.earlier["owns_home"] == Earlier("owns_home", (True,), file.reference, AT.date())
    assert "education" not in bench.earlier
    assert "owns_home" in bench.standing.needed  # nothing is verified by itself
    assert bench.openable == {file.reference}
    barred = replace(office.officer, office="nowhere")
    assert file.reference not in _openable_by(office, barred, file)
    assert office.bench(office.record()).openable == frozenset()


def _openable_by(office, officer, file):
    from scoring.casework.workbench import _openable

    with office.transaction() as session:
        return _openable(session, officer, {file.reference})


def test_the_workbench_is_read_by_the_officer_too(office):
    file = accepted(office)
    found = read_bench(office.transaction, office.library, file.reference, officer=office.officer, today=ON)
    assert (found.earlier, found.openable) == ({}, frozenset())

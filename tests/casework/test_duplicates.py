"""Somebody stands in two open applications: flagged, or refused where the policy says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.application.application import Amendment
from scoring.application.desk import Flag
from scoring.application.filing import Named
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.status import Status
from scoring.casework.amend_facts import amend_facts
from scoring.casework.record_application import record_application
from scoring.errors import InputRefused
from scoring.policy.library import Library
from tests.casework.filings import ANSWERS, Applying, begun, content_for, new_holder, submitted
from tests.casework.stories import AT, DEMONSTRATION, FACTS, ON, number

NINGBO = {"birth_date": "1987-02-01", "education": "junior_college"}


@pytest.fixture
def strict(office):
    """The same office under policies that take applications online, let a family grow, and refuse who stands in another open one."""
    policies = [replace(p, procedure=replace(p.procedure, **_strict(p.procedure))) for p in office.library.policies]
    return replace(office, library=Library(policies))


def _strict(procedure):
    return {"duplicates": "refuse", "channels": ("online",), "family": replace(procedure.family, added_until="")}


def as_named(*family: FamilyMember) -> tuple[Named, ...]:
    return tuple(Named(member.relation, member.name, member.identity_number.reveal()) for member in family)


def with_family(applicant: Applying, *family: FamilyMember) -> Applying:
    content = applicant.content()
    applicant.save(replace(content, people=(*content.people, *as_named(*family))))
    return applicant


def in_ningbo(office, applicant: Applicant):
    """Record an open application under another scheme."""
    intake = replace(office.intake(applicant=applicant), scheme="ningbo", version="2010", facts=NINGBO, on=date(2017, 6, 1))
    return record_application(office.transaction, office.library, intake, officer=office.officer, at=AT, here=DEMONSTRATION)


def test_under_flag_an_application_under_another_scheme_is_taken_and_shown(office):
    applicant = begun(office)
    identity = applicant.holder.identity
    there = in_ningbo(office, Applicant(identity.name, identity.identity_number))
    applicant.submit()
    [duplicate] = office.file(applicant.own()).desk.duplicates
    assert (duplicate.reference, duplicate.scheme) == (there.reference, "ningbo")
    assert Flag.DUPLICATE in office.file(applicant.own()).desk.flags


def test_under_refuse_an_open_application_of_any_scheme_holds_back_another(strict):
    applicant = begun(strict)
    identity = applicant.holder.identity
    there = in_ningbo(strict, Applicant(identity.name, identity.identity_number))
    with pytest.raises(InputRefused, match="It must be withdrawn or decided first") as refused:
        applicant.submit()
    assert (refused.value.field, applicant.status) == ("identity_number", Status.DRAFT)
    with pytest.raises(InputRefused, match=f"stands in {there.reference}"):
        strict.record(applicant=Applicant(identity.name, identity.identity_number))


def test_an_own_application_under_another_scheme_is_named(strict):
    applicant = begun(strict)
    other = Applying(strict, applicant.holder, mode="demonstration")
    facts = NINGBO | {"holds_residence_permit": True, "holds_labour_contract": True, "residence_months": 84}
    facts |= dict.fromkeys(("pension_months", "medical_months", "injury_months"), 72)
    other.begin(scheme="ningbo", content=content_for(other.holder, facts=facts))
    other.submit()
    with pytest.raises(InputRefused, match=f"stands in {other.reference}"):
        applicant.submit()
    other.withdraw()
    assert applicant.submit().reference == applicant.reference


def test_under_refuse_the_household_counts_too_and_its_place_is_named(strict):
    spouse, child = strict.family()
    strict.record(family=(spouse,))
    applicant = with_family(begun(strict), child, spouse)
    with pytest.raises(InputRefused, match="stands in one that you do not see") as refused:
        applicant.submit()
    assert refused.value.field == "family/1/identity_number"
    with_family(applicant, child).submit()
    assert applicant.status == Status.SUBMITTED


def test_under_one_scheme_a_second_one_is_refused_as_ever(office, strict):
    for place in (office, strict):
        applicant = submitted(place)
        again = Applying(place, new_holder(place, identity=applicant.holder.identity.identity_number))
        again.begin()
        with pytest.raises(InputRefused, match="under this scheme"):
            again.submit()


def test_who_stands_in_the_application_already_does_not_hold_back_an_answer(office, strict):
    """What was taken stays taken: an answer is owed in time, and another's file may have come since."""
    spouse, child = office.family()
    applicant = with_family(begun(strict), spouse)
    applicant.submit()
    office.record(family=(spouse, child))
    applicant.ask()
    content = content_for(applicant.holder)
    more = replace(content, people=(*content.people, *as_named(spouse, child)))
    with pytest.raises(InputRefused) as refused:
        applicant.answer(ANSWERS, more)
    assert refused.value.field == "family/1/identity_number"
    applicant.answer(ANSWERS, replace(more, people=more.people[:2]))
    assert applicant.status == Status.SUBMITTED


def test_nobody_is_amended_into_a_second_one(strict):
    spouse = strict.family()[0]
    first = strict.record(family=(spouse,))
    second = strict.record()
    amendment = Amendment(FACTS, ON, None, "户口簿漏登", family=(spouse,))
    with pytest.raises(InputRefused, match=f"stands in {first.reference}"):
        amend_facts(strict.transaction, strict.library, strict.shown(second), amendment, officer=strict.officer, at=AT)
    alone = replace(amendment, family=(FamilyMember("spouse", "李小红", number("19880815")),))
    amend_facts(strict.transaction, strict.library, strict.shown(second), alone, officer=strict.officer, at=AT)
    assert len(strict.file(second).application.family) == 1

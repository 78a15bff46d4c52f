"""From the counter to the register, under each of the policies that are delivered."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.application.application import Intake
from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.status import Status
from scoring.casework.record_application import record_application
from scoring.errors import NotAllowed
from tests.casework.stories import AT, DEMONSTRATION, FACTS, GRANT, ON, PRODUCTION, number

SKILLED = {
    "birth_date": "1982-03-10",
    "education": "junior_college",
    "skill_or_title": "technician",
    "holds_residence_permit": True,
    "holds_labour_contract": True,
    "residence_months": 84,
    "pension_months": 72,
    "medical_months": 72,
    "injury_months": 72,
}
FIRST_OF_THE_LIST = {
    "birth_date": "1980-06-15",
    "employment_months": 242,
    "own_home_months": 38,
    "education": "master",
    "tax_years_over_100k": 3,
}
IN_TIANJIN = {
    "birth_date": "1990-05-01",
    "holds_valid_permit": True,
    "holds_labour_contract": True,
    "income_declared_a_year": True,
    "education": "bachelor",
    "pension_months": 72,
    "residence_months": 84,
}
IN_SHANGHAI = {
    "birth_date": "1991-06-01",
    "holds_residence_permit": True,
    "registered_elsewhere": True,
    "works_lawfully": True,
    "insured_now": True,
    "education": "bachelor",
    "insured_months": 24,
    "income_tax_matches": True,
}
STORIES = [
    ("guangzhou", "2025", ON, FACTS),
    ("beijing", "2020", date(2020, 7, 20), FIRST_OF_THE_LIST),
    ("ningbo", "2010", date(2012, 6, 1), SKILLED),
    ("ningbo-yinzhou", "2010", date(2012, 6, 1), SKILLED),
    ("tianjin", "2021", date(2021, 6, 1), IN_TIANJIN),
    ("shanghai", "2018", date(2022, 3, 2), IN_SHANGHAI),
]


def intake(scheme, version, on, facts):
    applicant = Applicant("王小明", number(facts["birth_date"].replace("-", "")))
    family = (FamilyMember("spouse", "李小红", number("19850815")), FamilyMember("child", "王一", number("20101009")))
    return Intake(scheme, version, applicant, family, facts, on)


@pytest.mark.parametrize(("scheme", "version", "on", "facts"), STORIES)
def test_an_eligible_person_is_granted_and_registered(office, scheme, version, on, facts):
    story = intake(scheme, version, on, facts)
    recorded = record_application(office.transaction, office.library, story, officer=office.officer, at=AT, here=DEMONSTRATION)
    office.grant(office.recommend(office.verify(recorded), GRANT))
    file = office.file(recorded)
    unlocked = {entitlement["id"] for entitlement in file.decision.document["entitlements"]}
    assert {entry.entitlement for entry in file.entitlements} == unlocked
    assert {entry.state for entry in file.entitlements if entry.starts == "registration"} <= {EntitlementState.PENDING}
    decided = local_day(file.decision.at)  # where the rules have a list made public, that is after its last day
    settled = [office.register(recorded, person, on=decided).status for person in range(3)][-1]
    assert settled is Status.SETTLED
    assert {entry.state for entry in office.file(recorded).entitlements} == {EntitlementState.IN_FORCE}


def test_every_illustrative_policy_is_for_demonstrations_alone(office):
    policies = [policy for policy in office.library.policies if policy.provenance == "illustrative"]
    assert [policy.name for policy in policies] == ["ningbo@2010", "ningbo-yinzhou@2010"]
    story = replace(intake(*STORIES[2]), on=date(2012, 6, 1))
    with pytest.raises(NotAllowed):
        record_application(office.transaction, office.library, story, officer=office.officer, at=AT, here=PRODUCTION)

"""An officer records who applies, with which facts, and it is assessed at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.status import Act, Part, Status
from scoring.casework.record_application import record_application
from scoring.errors import FactsRefused, InputRefused, NotAllowed, OutsideForce, PolicyUnknown, RoundUnknown
from scoring.policy.language.tree import Constant
from scoring.policy.language.types import Day
from scoring.policy.library import Library
from scoring.records.tables import ApplicationRow, PersonRow
from tests.casework.stories import AT, DEMONSTRATION, FACTS, ON, PRODUCTION, number


def test_an_application_is_accepted_with_its_assessment(office):
    recorded = office.record(family=office.family())
    file = office.file(recorded)
    assert recorded.status is Status.ACCEPTED
    assert recorded.version == 1
    assert recorded.reference == f"2026-{recorded.id:06d}"
    assert recorded.parts == {office.officer.account_id: Part.MAKER}
    assert [person.relation for person in file.application.persons] == ["applicant", "spouse", "child"]
    assert file.application.applicant == recorded.applicant
    assert file.application.recorded_by == "officer"
    [assessed] = file.assessments
    assert (assessed.outcome, Decimal(assessed.total), assessed.on, assessed.by) == ("eligible", 230, ON, "officer")
    assert assessed.facts == FACTS
    assert assessed.document["outcome"] == "eligible"
    assert assessed.pin.digest == office.library.find("guangzhou", "2025").digest
    assert (assessed.pin.round, len(assessed.pin.round_digest)) == ("2025", 64)
    assert file.recommendation is file.decision is None
    assert file.entitlements == ()
    [event] = file.events
    assert (event.act, event.actor, event.at, event.facts["status"]) == ("record", "officer", AT, "accepted")


def test_no_personal_word_stands_in_the_tables(office):
    recorded = office.record(family=office.family())
    with office.transaction() as session:
        for table in ("persons", "assessments", "events", "applications", "identity_index", "data_keys"):
            text = str([tuple(row) for row in session.execute(sa.text(f"SELECT * FROM {table}"))])
            assert recorded.applicant.identity_number.reveal() not in text
            assert "小明" not in text
            assert "bachelor" not in text


def test_references_are_counted_up(office):
    first, second = office.record(), office.record()
    assert first.reference < second.reference


@pytest.mark.parametrize("who", ["supervisor", "policy_staff", "auditor", "administrator"])
def test_only_an_officer_records(office, who):
    with pytest.raises(NotAllowed) as refused:
        office.record(by=getattr(office, who))
    assert (refused.value.act, refused.value.why) == (Act.RECORD, Guard.ROLE)


def test_an_illustrative_policy_decides_nothing_outside_a_demonstration(office):
    illustrative = Library([replace(office.library.find("guangzhou", "2025"), provenance="illustrative")])
    record = {"officer": office.officer, "at": AT}
    with pytest.raises(NotAllowed) as refused:
        record_application(office.transaction, illustrative, office.intake(), **record, here=PRODUCTION)
    assert refused.value.why == Guard.REAL_RULES
    assert record_application(office.transaction, illustrative, office.intake(), **record, here=DEMONSTRATION).version == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scheme": "guangzhuo"}, PolicyUnknown),
        ({"version": "1999"}, PolicyUnknown),
        ({"on": date(2025, 7, 3)}, OutsideForce),
        ({"on": date(2026, 3, 3)}, InputRefused),
        ({"round": "1999"}, RoundUnknown),
        ({"facts": {"education": "wizardry"}}, FactsRefused),
        ({"facts": {"shoe_size": 43}}, FactsRefused),
    ],
)
def test_what_library_or_engine_refuse_is_not_recorded(office, changes, error):
    before = applications(office)
    with pytest.raises(error):
        office.record(**changes)
    assert applications(office) == before


def applications(office):
    with office.transaction() as session:
        return session.scalars(sa.select(sa.func.count()).select_from(ApplicationRow)).one()


def test_missing_facts_leave_the_outcome_open(office):
    [assessed] = office.file(office.record(facts={"birth_date": "1987-02-01"})).assessments
    assert (assessed.outcome, assessed.total) == ("provisional", None)


@pytest.mark.parametrize(
    ("family", "field", "words"),
    [
        (lambda: [FamilyMember("spouse", " ", number("19880815"))], "family/0/name", "Type the name"),
        (lambda: [FamilyMember("spouse", "李" * 61, number("19880815"))], "family/0/name", "Shorten"),
        (lambda: [FamilyMember("child", "王一", number("20080302"))], "family/0/identity_number", "under 18 on 2026-03-02"),
        (lambda: [FamilyMember("spouse", name, number("19880815")) for name in "李赵"], "family/1/relation", "one person"),
    ],
)
def test_a_family_that_cannot_be_is_refused(office, family, field, words):
    with pytest.raises(InputRefused, match=words) as refused:
        office.record(family=tuple(family()))
    assert refused.value.field == field


def test_a_child_of_17_comes_along(office):
    assert office.record(family=(FamilyMember("child", "王一", number("20080303")),)).family[0].relation == "child"


def test_the_day_on_which_a_childs_age_counts_is_the_policys(office):
    policy = office.library.find("guangzhou", "2025")
    rules = replace(policy.procedure.family, child_on=Constant(Day(), 2025_09_30))
    library = Library([replace(policy, procedure=replace(policy.procedure, family=rules))])
    child = FamilyMember("child", "王一", number("20080302"))  # 17 on that day, 18 on the day of the assessment
    intake = office.intake(family=(child,))
    assert record_application(office.transaction, library, intake, officer=office.officer, at=AT, here=PRODUCTION).family == (
        child,
    )


def test_whom_the_policy_does_not_name_cannot_come_along(office):
    policy = office.library.find("guangzhou", "2025")
    rules = replace(policy.procedure.family, who=("child",))
    library = Library([replace(policy, procedure=replace(policy.procedure, family=rules))])
    intake = office.intake(family=(FamilyMember("spouse", "李", number("19880815")),))
    with pytest.raises(InputRefused, match="only children") as refused:
        record_application(office.transaction, library, intake, officer=office.officer, at=AT, here=PRODUCTION)
    assert refused.value.field == "family/0/relation"


def test_a_policy_without_an_age_takes_any_child(office):
    policy = office.library.find("guangzhou", "2025")
    rules = replace(policy.procedure.family, child_under=None, who=())
    library = Library([replace(policy, procedure=replace(policy.procedure, family=rules))])
    intake = office.intake(family=(FamilyMember("child", "王一", number("19990101")),))
    assert record_application(office.transaction, library, intake, officer=office.officer, at=AT, here=PRODUCTION).family


def test_a_name_is_required_and_tidied(office):
    with pytest.raises(InputRefused) as refused:
        office.record(applicant=Applicant("  ", number()))
    assert refused.value.field == "name"
    assert office.record(applicant=Applicant("  买买提   艾力 ", number())).applicant.name == "买买提 艾力"


def test_one_number_stands_for_one_person(office):
    same = number()
    with pytest.raises(InputRefused, match="another person") as refused:
        office.record(applicant=Applicant("王", same), family=(FamilyMember("spouse", "李", same),))
    assert refused.value.field == "family/0/identity_number"


def test_facts_and_identity_number_agree_on_the_birth_date(office):
    with pytest.raises(InputRefused, match=r"1987-02-01.*1987-02-02") as refused:
        office.record(facts=FACTS | {"birth_date": "1987-02-02"})
    assert refused.value.field == "birth_date"


def test_a_person_has_one_open_application_under_a_scheme(office):
    applicant = Applicant("王小明", number())
    first = office.record(applicant=applicant)
    with pytest.raises(InputRefused, match=first.reference) as refused:
        office.record(applicant=applicant)
    assert refused.value.field == "identity_number"


def test_after_a_refusal_a_person_may_apply_again(office):
    applicant = Applicant("王小明", number())
    office.refuse(office.recommended(applicant=applicant))
    assert office.record(applicant=applicant).version == 1


def test_a_spouse_of_one_application_may_be_the_applicant_of_another(office):
    spouse = office.family()[0]
    office.record(family=(spouse,))
    assert office.record(applicant=Applicant(spouse.name, spouse.identity_number), facts={}).version == 1


def test_people_are_kept_in_their_order(office):
    recorded = office.record(family=office.family())
    with office.transaction() as session:
        rows = session.scalars(sa.select(PersonRow).where(PersonRow.application_id == recorded.id).order_by(PersonRow.number))
        assert [(row.number, row.relation) for row in rows] == [(0, "applicant"), (1, "spouse"), (2, "child")]

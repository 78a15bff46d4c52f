"""While an application is accepted its facts may be put right; what was assessed before stays."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.application.application import Amendment, Shown
from scoring.application.moves import Guard
from scoring.application.persons import Applicant
from scoring.application.status import Part, Status
from scoring.casework.amend_facts import amend_facts
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from tests.casework.stories import AT, FACTS, ON, REFUSE, TOO_FEW, number

NEW = Amendment(TOO_FEW, ON, None, "社保月数以社保局回函为准。")


def amend(office, application, amendment=NEW, by=None):
    return amend_facts(
        office.transaction, office.library, office.shown(application), amendment, officer=by or office.officer, at=AT
    )


def test_new_facts_are_assessed_and_the_former_assessment_stays(office):
    amended = amend(office, office.record(), by=office.other_officer)
    file = office.file(amended)
    assert (amended.version, amended.status) == (2, Status.ACCEPTED)
    assert [assessed.number for assessed in file.assessments] == [2, 1]
    assert [assessed.outcome for assessed in file.assessments] == ["below_threshold", "eligible"]
    assert file.assessments[0].facts == TOO_FEW
    assert amended.parts[office.other_officer.account_id] is Part.MAKER
    assert (file.events[-1].act, file.events[-1].note) == ("amend", NEW.reason)


def test_another_day_may_be_assessed(office):
    amended = amend(office, office.record(), Amendment(FACTS, date(2025, 11, 1), "2025", "按受理日计算。"))
    assert (amended.on, office.file(amended).assessments[0].on) == (date(2025, 11, 1), date(2025, 11, 1))


def test_mistyped_people_are_put_right(office):
    recorded = office.record(family=office.family())
    right = Applicant("王小鸣", number())
    child = recorded.family[1]
    amended = amend(office, recorded, replace(NEW, applicant=right, family=(child,)))
    assert (amended.applicant, amended.family) == (right, (child,))
    assert office.file(amended).events[-1].facts["people"] == "amended"
    search = ApplicationSearch(text=recorded.applicant.identity_number.reveal())
    assert list_applications(office.transaction, search, Wanted(), officer=office.auditor).total == 0
    assert office.recommend(office.verify(amended), REFUSE).persons == (right, child)


def test_a_name_may_be_put_right_while_the_number_stays(office):
    recorded = office.record()
    right = replace(recorded.applicant, name="王小鸣")
    assert amend(office, recorded, replace(NEW, applicant=right)).applicant == right


def test_nobody_becomes_the_applicant_of_a_second_open_application(office):
    first, second = office.record(), office.record()
    with pytest.raises(InputRefused, match=first.reference):
        amend(office, second, replace(NEW, applicant=first.applicant))


@pytest.mark.parametrize(
    ("amendment", "error"),
    [
        (Amendment(FACTS, ON, None, "  "), InputRefused),
        (Amendment(FACTS, ON, None, "字" * 4001), InputRefused),
        (Amendment(FACTS | {"birth_date": "1990-01-01"}, ON, None, "更正"), InputRefused),
        (Amendment(FACTS, date(2026, 3, 3), None, "更正"), InputRefused),
        (Amendment({"education": "wizardry"}, ON, None, "更正"), FactsRefused),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(office, amendment, error):
    application = office.record()
    with pytest.raises(error):
        amend(office, application, amendment)
    assert office.now(application).version == 1


def test_a_supervisor_does_not_amend(office):
    with pytest.raises(NotAllowed) as refused:
        amend(office, office.record(), by=office.supervisor)
    assert refused.value.why == Guard.ROLE


def test_recommended_facts_are_frozen(office):
    with pytest.raises(MoveRefused):
        amend(office, office.recommended())


def test_who_saw_an_older_version_is_told(office):
    application = office.record()
    amend(office, application)
    with pytest.raises(Stale) as refused:
        amend_facts(office.transaction, office.library, Shown(application.reference, 1), NEW, officer=office.officer, at=AT)
    assert (refused.value.seen, refused.value.current) == (1, 2)


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_no_application_is_found_under_another_name(office, who):
    with pytest.raises(NotFound):
        amend_facts(office.transaction, office.library, Shown("2026-999999", 1), NEW, officer=getattr(office, who), at=AT)


def test_an_administrator_finds_no_application_at_all(office):
    shown = office.shown(office.record())
    with pytest.raises(NotFound):
        amend_facts(office.transaction, office.library, shown, NEW, officer=office.administrator, at=AT)

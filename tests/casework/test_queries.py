"""Reads give dataclasses: whole files to those who work on them, masked lines in lists."""

import pytest
import sqlalchemy as sa

from scoring.application import moves
from scoring.application.entitlement import EntitlementState
from scoring.application.moves import Guard
from scoring.application.moves_settling import OF_SETTLING
from scoring.application.persons import Applicant
from scoring.application.status import Act, Status
from scoring.casework.lines import ApplicationSearch, DecisionSearch, EntitlementSearch, Page, Wanted
from scoring.casework.lists import list_applications, list_decisions, list_entitlements
from scoring.casework.queries import check_journal, read_decision, read_file
from scoring.errors import NotAllowed, NotFound
from tests.casework.stories import AT, REFUSE, TOO_FEW, number

FIRST = Wanted()


def applications(office, wanted=FIRST, officer=None, **search):
    return list_applications(office.transaction, ApplicationSearch(**search), wanted, officer=officer or office.officer)


def decisions(office, wanted=FIRST, **search):
    return list_decisions(office.transaction, DecisionSearch(**search), wanted, officer=office.supervisor)


def entitlements(office, wanted=FIRST, **search):
    return list_entitlements(office.transaction, EntitlementSearch(**search), wanted, officer=office.auditor)


def test_a_page_offers_what_the_reader_may_do(office):
    accepted, recommended, granted = office.record(), office.recommended(), office.granted()
    approved = office.approved()

    def acts(application, officer):
        found = read_file(office.transaction, application.reference, officer=officer).application.acts
        for_all = {
            Act.DECLARE,
            Act.CLOSE_FLAG,
            Act.NOTE,
            Act.SEND_MESSAGE,
            Act.SERVE,
            Act.CORRECT_SERVICE,
            Act.ADD_RECEIPT,
        }  # of all who work on files
        # what is shown where there is something to follow, to see, to review: groups of acts that stand in modules of their own
        groups = [rows for name, rows in vars(moves).items() if name.startswith("OF_") and rows is not OF_SETTLING]
        apart = for_all.union(move.act for group in groups for move in group)
        return tuple(act for act in found if act not in apart)

    assert set(acts(accepted, office.officer)) >= {Act.AMEND, Act.RECOMMEND, Act.CLAIM, Act.ADD_EVIDENCE, Act.VERIFY}
    assert Act.GRANT not in acts(accepted, office.officer)
    assert acts(accepted, office.supervisor) == (Act.ASSIGN,)
    assert acts(recommended, office.supervisor) == (Act.RETURN, Act.APPROVE_GRANT, Act.REFUSE)
    assert acts(recommended, office.both) == (Act.RETURN, Act.APPROVE_GRANT, Act.REFUSE)
    assert acts(approved, office.supervisor) == acts(approved, office.other_supervisor) == (Act.RETURN, Act.PUBLISH, Act.GRANT)
    assert acts(approved, office.officer) == ()
    assert acts(granted, office.officer) == (Act.REGISTER, Act.RECORD_REMINDER)
    assert acts(granted, office.other_supervisor) == (Act.RECORD_REMINDER, Act.LAPSE, Act.SUSPEND, Act.RESUME, Act.END)
    assert acts(office.recommend(office.verify(office.record(by=office.both))), office.both) == ()
    assert acts(granted, office.auditor) == ()


@pytest.mark.parametrize("who", ["policy_staff", "administrator"])
def test_who_may_see_no_file_finds_none(office, who):
    officer = getattr(office, who)
    granted = office.granted()
    with pytest.raises(NotFound):
        read_file(office.transaction, granted.reference, officer=officer)
    with pytest.raises(NotFound):
        read_decision(office.transaction, f"{granted.reference}-D", officer=officer)
    for read, search in (
        (list_applications, ApplicationSearch()),
        (list_decisions, DecisionSearch()),
        (list_entitlements, EntitlementSearch()),
    ):
        with pytest.raises(NotAllowed) as refused:
            read(office.transaction, search, FIRST, officer=officer)
        assert refused.value.why == Guard.ROLE


def test_what_is_not_there_is_not_found(office):
    with pytest.raises(NotFound, match="decision"):
        read_decision(office.transaction, "1999-000001-D", officer=office.auditor)
    with pytest.raises(NotFound, match="application"):
        read_file(office.transaction, "1999-000001", officer=office.auditor)


def test_a_line_is_masked(office):
    recorded = office.record(family=office.family())
    [line] = applications(office, text=recorded.reference).items
    assert (line.applicant, line.identity_number) == ("王**", str(recorded.applicant.identity_number))
    assert (line.family_size, line.recorded_by, line.recorded_at) == (2, "officer", AT)
    assert (line.status, line.version, line.outcome) == (Status.ACCEPTED, 1, "eligible")
    assert (line.scheme, line.policy_version, line.on) == ("guangzhou", "2025", recorded.on)


def test_the_newest_assessment_stands_in_the_list(office):
    from tests.casework.test_amend_facts import amend

    recorded = office.record()
    amend(office, recorded)
    [line] = applications(office, text=recorded.reference).items
    assert (line.outcome, line.version) == ("below_threshold", 2)


def test_anyone_in_an_application_is_found_by_the_whole_number(office):
    recorded = office.record(family=office.family())
    for person in recorded.persons:
        typed = f" {person.identity_number.reveal().lower()} "
        assert [line.reference for line in applications(office, text=typed).items] == [recorded.reference]
    assert applications(office, text=number().reveal()) == Page((), 1, 25, 0)


def test_a_part_of_a_reference_is_enough_and_signs_are_taken_literally(office):
    recorded = office.record()
    assert recorded.reference in [line.reference for line in applications(office, text=recorded.reference[-4:]).items]
    assert applications(office, text="%").total == 0
    assert applications(office, text="_").total == 0


def test_applications_are_filtered_and_paged_the_newest_first(office):
    for _ in range(3):
        office.recommended()
    page = applications(office, Wanted(1, 2), status=Status.RECOMMENDED, scheme="guangzhou")
    assert len(page.items) == page.size == 2
    assert page.total >= 3
    assert page.pages == -(-page.total // 2)
    assert page.items[0].reference > page.items[1].reference
    assert {line.status for line in page.items} == {Status.RECOMMENDED}
    last = applications(office, Wanted(10_000, 2), status=Status.RECOMMENDED)
    assert last.number == last.pages
    assert 1 <= len(last.items) <= 2
    assert applications(office, Wanted(0, 0)).size == 1
    assert applications(office, Wanted(-1, 1000)).size == 100
    assert applications(office, scheme="nowhere") == Page((), 1, 25, 0)
    assert applications(office, scheme="nowhere").pages == 1


def test_decisions_are_listed(office):
    granted, refused = office.granted(), office.recommended(REFUSE, facts=TOO_FEW)
    office.refuse(refused)
    [line] = decisions(office, text=granted.reference).items
    assert (line.reference, line.application, line.kind) == (f"{granted.reference}-D", granted.reference, "granted")
    assert (line.maker, line.checker, line.applicant, line.outcome) == ("officer", "supervisor", "王**", "eligible")
    assert {line.kind for line in decisions(office, kind="refused", scheme="guangzhou").items} == {"refused"}
    assert refused.reference in {line.application for line in decisions(office, Wanted(1, 100), kind="refused").items}


def test_entitlements_are_listed_and_filtered(office):
    applicant = Applicant("赵大明", number())
    granted = office.granted(applicant=applicant, family=office.family())
    office.register(granted, 2)
    whole = entitlements(office, text=applicant.identity_number.reveal()).items
    assert whole == office.file(granted).entitlements
    schools = entitlements(office, text=granted.reference, service="schooling").items
    assert [(entry.person, entry.state) for entry in schools] == [(2, EntitlementState.IN_FORCE)]
    pending = entitlements(office, text=granted.reference, state=EntitlementState.PENDING, scheme="guangzhou")
    assert {entry.person for entry in pending.items} == {0, 1}


def test_only_an_auditor_checks_the_journal(office):
    office.granted()
    assert check_journal(office.transaction, officer=office.auditor) is None
    with pytest.raises(NotAllowed):
        check_journal(office.transaction, officer=office.administrator)


@pytest.mark.commits
def test_a_reader_waits_for_nobody(office):
    """While an act is under way others read the state before it."""
    recorded = office.record()
    with office.transaction() as session:
        session.execute(sa.text("UPDATE applications SET status = 'refused' WHERE id = :id"), {"id": recorded.id})
        assert office.file(recorded).application.status is Status.ACCEPTED
        assert applications(office, text=recorded.reference).items[0].status is Status.ACCEPTED
        session.rollback()

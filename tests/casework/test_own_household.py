"""A file of somebody of the office, or of who stands in a file beside them, is closed to them like one of declared interest."""

from __future__ import annotations

from itertools import count

import pytest
import sqlalchemy as sa

from scoring.application.application import Amendment
from scoring.application.officer import Role
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.status import Part
from scoring.casework.access_log import ViewSearch, list_views
from scoring.casework.amend_facts import amend_facts
from scoring.casework.declare_interest import declare_interest
from scoring.casework.identify_staff import identify_staff, is_identified
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.queries import read_file
from scoring.casework.viewing import View, viewed
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.tables import AccountRow, EventRow, RoleRow
from tests.casework.conftest import engage
from tests.casework.filings import new_holder
from tests.casework.stories import AT, FACTS, number

_names = count()
EVERYTHING = (Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR)


@pytest.fixture
def colleague(office):
    """Somebody new at the office, so that the others' files stay open to them."""
    with office.transaction() as session:
        roles = {row.name: row for row in session.scalars(sa.select(RoleRow))}
        return engage(session, f"colleague_{next(_names)}", [roles[role] for role in EVERYTHING])


def identify(office, colleague, identity, by=None):
    identify_staff(office.transaction, colleague.name, identity, officer=by or office.administrator, at=AT)


def is_barred(office, colleague, application):
    wanted = ApplicationSearch(text=application.reference)
    [line] = list_applications(office.transaction, wanted, Wanted(), officer=colleague).items
    return line.is_barred


def test_files_of_the_own_person_and_of_the_household_are_closed(office, colleague):
    mine, mistyped = number(), number()
    family = office.family()
    joint = office.record(applicant=Applicant("王小明", mine), family=family)
    of_spouse = office.record(applicant=Applicant("李小红", family[0].identity_number), facts=FACTS | {"birth_date": "1988-08-15"})
    stranger = office.record(family=office.family())
    assert not is_identified(office.transaction, colleague.name)
    identify(office, colleague, mine)
    assert is_identified(office.transaction, colleague.name)
    for application in (joint, of_spouse):
        assert is_barred(office, colleague, application)
        with pytest.raises(NotAllowed) as refused:
            read_file(office.transaction, application.reference, officer=colleague)
        assert refused.value.why == "no_interest"
        with pytest.raises(NotAllowed):
            office.claim(application, by=colleague)
        assert office.now(application).parts[colleague.account_id] is Part.BARRED
    assert not is_barred(office, colleague, stranger)
    assert read_file(office.transaction, stranger.reference, officer=colleague).application.reference == stranger.reference
    identify(office, colleague, mistyped)  # what is recorded now counts
    assert not is_barred(office, colleague, joint)


def test_nobody_records_or_puts_right_a_file_of_the_own_household(office, colleague):
    mine, (spouse, child) = number(), office.family()
    identify(office, colleague, mine)
    office.record(applicant=Applicant("王小明", mine), family=(spouse,))
    for member in (spouse, FamilyMember("spouse", "王小明", mine)):
        with pytest.raises(NotAllowed) as refused:
            office.record(by=colleague, family=(member, child))
        assert refused.value.why == "no_interest"
    strangers = office.record(by=colleague)
    to_spouse = Amendment(
        FACTS | {"birth_date": "1988-08-15"}, strangers.on, None, "证件号码录错", Applicant("李小红", spouse.identity_number)
    )
    with pytest.raises(NotAllowed) as refused:
        amend_facts(office.transaction, office.library, office.shown(strangers), to_spouse, officer=colleague, at=AT)
    assert refused.value.why == "no_interest"
    assert office.now(strangers).version == 1


def test_the_number_is_kept_nowhere_and_recording_it_twice_changes_nothing(office, colleague):
    mine = number()
    for _ in range(2):
        identify(office, colleague, mine)
    with office.transaction() as session:
        done = session.scalars(sa.select(EventRow).where(EventRow.act == "identify_staff"))
        [event] = [row for row in done if colleague.name in str(row.facts)]
    assert mine.reveal() not in str(event.facts)


def test_only_another_administrator_records_who_somebody_of_the_office_is(office, colleague):
    with pytest.raises(NotAllowed):
        identify(office, colleague, number(), by=office.supervisor)
    with pytest.raises(InputRefused, match="own account"):
        identify(office, office.administrator, number())
    with pytest.raises(NotFound):
        identify_staff(office.transaction, "nobody", number(), officer=office.administrator, at=AT)
    holder = new_holder(office)
    with office.transaction() as session:
        username = session.get_one(AccountRow, holder.account_id).username
    with pytest.raises(NotFound):
        is_identified(office.transaction, username)


@pytest.mark.parametrize("why", ["declared", "own"])
def test_an_auditor_reads_nothing_of_such_a_file_in_the_log_of_reads(office, colleague, why):
    application = office.record()
    viewed(office.transaction, View("applications.file", application.reference), by=office.officer, at=AT)

    def reads(officer):
        search = ViewSearch(reference=application.reference)
        return [line.page for line in list_views(office.transaction, search, Wanted(), officer=officer).items]

    assert reads(colleague) == ["applications.file"]
    if why == "own":
        identify(office, colleague, application.applicant.identity_number)
    else:
        declare_interest(office.transaction, office.shown(application), officer=colleague, at=AT, reason="亲属")
    assert reads(colleague) == []
    assert reads(office.auditor) == ["applications.file"]

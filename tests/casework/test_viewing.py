"""Reads are written down in a chain of their own, and what is masked is shown whole only for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.persons import Applicant
from scoring.casework.access_log import ViewSearch, list_views
from scoring.casework.lines import Wanted
from scoring.casework.viewing import IDENTITY_NUMBER, View, note_view, reveal, viewed
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.access_log import ViewRow
from scoring.records.chains import ChainHeadRow
from scoring.records.verifying import verify
from tests.casework.stories import AT, LATER, number


def reads(office, **search):
    return list_views(office.transaction, ViewSearch(**search), Wanted(1, 100), officer=office.auditor).items


def test_a_read_of_a_file_and_of_its_decision_name_the_file(office):
    application = office.granted()
    viewed(office.transaction, View("applications.file", application.reference), by=office.officer, at=AT)
    viewed(office.transaction, View("decisions.decision", f"{application.reference}-D"), by=office.supervisor, at=LATER)
    found = reads(office, reference=application.reference)
    assert [(line.page, line.reference, line.username, line.at, line.rows, line.kind) for line in found] == [
        ("decisions.decision", application.reference, "supervisor", LATER, None, "viewed"),
        ("applications.file", application.reference, "officer", AT, None, "viewed"),
    ]


def test_a_list_is_one_entry_with_its_rows_and_no_number_that_was_sought(office):
    sought = number().reveal()
    viewed(office.transaction, View("applications.index", rows=17, sought=f" {sought.lower()}"), by=office.other_officer, at=AT)
    [line] = reads(office, who="other_officer")
    assert (line.reference, line.rows, line.sought) == ("", 17, IDENTITY_NUMBER)
    with office.transaction() as session:
        row = session.get_one(ViewRow, line.sequence)
        assert sought not in str([getattr(row, column.key) for column in ViewRow.__table__.columns])
    viewed(office.transaction, View("applications.index", rows=2, sought="2026-0000"), by=office.other_officer, at=AT)
    assert reads(office, who="other_officer")[0].sought is None


def test_a_read_can_be_written_down_within_a_transaction(office):
    application = office.record()
    with office.transaction() as session:
        note_view(session, View("evidence.download", application.reference), by=office.officer, at=AT)
    assert [line.page for line in reads(office, reference=application.reference)] == ["evidence.download"]


def test_reads_are_filtered_by_file_person_and_days(office):
    application = office.record()
    for days in (0, 1, 2):
        viewed(office.transaction, View("applications.file", application.reference), by=office.both, at=AT + timedelta(days=days))
    day = AT.date()
    about = {"reference": application.reference[-6:], "who": "bot"}
    assert len(reads(office, **about)) == 3
    assert [line.at for line in reads(office, **about, first=day + timedelta(days=1), last=day + timedelta(days=1))] == [
        AT + timedelta(days=1)
    ]
    assert len(reads(office, **about, last=day)) == 1
    assert reads(office, **about | {"who": "nobody"}) == ()


def test_only_an_auditor_reads_the_log(office):
    for person in (office.officer, office.supervisor, office.administrator):
        with pytest.raises(NotAllowed):
            list_views(office.transaction, ViewSearch(), Wanted(), officer=person)


def test_an_auditor_of_an_office_sees_reads_of_its_files_and_lists_of_its_people(office):
    application = office.record()
    viewed(office.transaction, View("applications.file", application.reference), by=office.officer, at=AT)
    viewed(office.transaction, View("applications.index", rows=1), by=office.officer, at=AT)
    elsewhere = replace(office.auditor, office="nowhere")
    assert list_views(office.transaction, ViewSearch(), Wanted(), officer=elsewhere).items == ()


def test_names_are_shown_whole_for_a_reason_that_is_kept_encrypted(office):
    application = office.record(applicant=Applicant("王小明", number()))
    given = {"officer": office.officer, "at": AT, "page": "applications.reveal"}
    shown = reveal(office.transaction, application.reference, reason=" 电话核对身份 ", **given)
    assert (shown.applicant.name, shown.version) == ("王小明", application.version)
    [line] = reads(office, reference=application.reference)
    assert (line.kind, line.reason, line.page) == ("revealed", "电话核对身份", "applications.reveal")
    with office.transaction() as session:
        assert "电话".encode() not in session.get_one(ViewRow, line.sequence).reason


def test_without_a_reason_or_out_of_sight_nothing_is_shown(office):
    application = office.record()
    given = {"at": AT, "page": "applications.reveal"}
    with pytest.raises(InputRefused) as refused:
        reveal(office.transaction, application.reference, reason="  ", officer=office.officer, **given)
    assert refused.value.field == "reason"
    for person in (office.administrator, replace(office.officer, office="nowhere")):
        with pytest.raises(NotFound):
            reveal(office.transaction, application.reference, reason="x", officer=person, **given)
    assert reads(office, reference=application.reference) == ()


def test_reading_raises_no_version_and_waits_for_no_act(office):
    """On PostgreSQL an act may be under way for as long as it likes; SQLite has one writer at a time."""
    application = office.record()
    viewed(office.transaction, View("applications.file", application.reference), by=office.officer, at=AT)
    assert office.now(application).version == application.version
    with office.transaction() as session:
        if session.get_bind().dialect.name != "postgresql":
            return
        session.scalars(sa.select(ChainHeadRow).where(ChainHeadRow.chain == "journal").with_for_update()).one()
        viewed(office.transaction, View("applications.file", application.reference), by=office.officer, at=AT)


def test_the_log_is_verified_with_the_journal(office):
    viewed(office.transaction, View("applications.index", rows=1), by=office.officer, at=AT)
    with office.transaction() as session:
        assert verify(session) is None

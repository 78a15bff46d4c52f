"""Applicants hand evidence in with a draft or a supplement, and nobody else's application exists for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.application import Shown
from scoring.application.filing import Asked, Named
from scoring.application.status import Act
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence, take_back_evidence
from scoring.casework.own_evidence import describe_own_evidence, own_evidence_overview, read_own_evidence, show_own_evidence
from scoring.casework.read_evidence import read_evidence
from scoring.casework.sweep_evidence import sweep_evidence
from scoring.errors import InputRefused, MoveRefused, NotFound, Stale
from scoring.policy.library import Library
from scoring.records.access_log import ViewRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.filings import OPEN_AT, accepted, begun, content_for, new_holder
from tests.evidence import made

DIPLOMA = HandedEvidence("diploma", made.image("JPEG"), "我的毕业证.jpg")
OTHER = replace(DIPLOMA, content=made.image())


@pytest.fixture
def room(office, tmp_path) -> EvidenceRoom:
    return EvidenceRoom(office.transaction, EvidenceSettings(tmp_path / "evidence"))


@pytest.fixture
def applicant(office):
    return begun(office)


@pytest.fixture
def hand_in(office, room, applicant):
    def hand_in_(handed=DIPLOMA, *, shown=None, holder=None):
        who = holder or applicant.holder
        return hand_in_evidence(room, office.library, shown or applicant.shown, handed, holder=who, at=applicant.at)

    return hand_in_


@pytest.fixture
def take_back(room, applicant):
    def take_back_(number=1, *, shown=None, holder=None):
        take_back_evidence(room, shown or applicant.shown, number, holder=holder or applicant.holder, at=applicant.at)

    return take_back_


def overview(applicant, *, library=None):
    office, on = applicant.office, OPEN_AT.date()
    library = library or office.library
    return own_evidence_overview(office.transaction, library, applicant.reference, holder=applicant.holder, on=on)


def missing(applicant):
    return {demand.kind.id for demand in overview(applicant).missing}


def demanded(applicant):
    return {line.demand.kind.id for line in overview(applicant).lines}


def test_a_draft_says_what_it_demands_and_takes_it_in(applicant, hand_in):
    assert "diploma" in missing(applicant)
    version = applicant.shown.version
    file = hand_in()
    assert (file.number, file.name, applicant.shown.version, applicant.status) == (1, "我的毕业证.jpg", version + 1, "draft")
    assert "diploma" not in missing(applicant)
    assert hand_in(shown=Shown(applicant.reference, version)) == file
    with pytest.raises(Stale):
        hand_in(OTHER, shown=Shown(applicant.reference, version))


def test_what_is_demanded_follows_the_answers(applicant):
    assert "family_proof" not in missing(applicant)
    spouse = Named("spouse", "李小红", "")
    content = content_for(applicant.holder)
    applicant.save(replace(content, people=(*content.people, spouse), office=applicant.draft().content.office))
    assert "family_proof" in missing(applicant)
    assert overview(applicant, library=Library(())).lines == ()


def test_what_is_demanded_follows_what_is_declared_since(office):
    applicant = accepted(office)
    before = demanded(applicant)
    applicant.question((Asked("facts/volunteering", "请列出志愿服务。"),))
    applicant.explain(facts={"volunteering": ([{"in_year": 2024, "hours": 60}],)})
    assert demanded(applicant) - before == {"volunteer_record"}


def test_the_holder_looks_at_the_own_files_and_that_is_written_down(office, room, applicant, hand_in):
    hand_in()
    given = {"holder": applicant.holder, "at": OPEN_AT}
    found = read_own_evidence(room, applicant.reference, 1, **given)
    assert found.file == describe_own_evidence(office.transaction, applicant.reference, 1, holder=applicant.holder)
    assert found.content.startswith(b"\xff\xd8\xff")
    assert show_own_evidence(room, applicant.reference, 1, 1, **given).startswith(b"\x89PNG")
    with office.transaction() as session:
        mine = sa.select(ViewRow.page).where(ViewRow.account_id == applicant.holder.account_id).order_by(ViewRow.sequence)
        assert session.scalars(mine).all() == ["evidence/1", "evidence/1/1"]


def test_what_is_anothers_does_not_exist(office, room, applicant, hand_in, take_back):
    hand_in()
    stranger = new_holder(office)
    given = {"holder": stranger, "at": OPEN_AT}
    for act in (
        lambda: hand_in(OTHER, holder=stranger),
        lambda: take_back(holder=stranger),
        lambda: read_own_evidence(room, applicant.reference, 1, **given),
        lambda: show_own_evidence(room, applicant.reference, 1, 1, **given),
        lambda: describe_own_evidence(office.transaction, applicant.reference, 1, holder=stranger),
        lambda: own_evidence_overview(office.transaction, office.library, applicant.reference, holder=stranger, on=OPEN_AT.date()),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_office_sees_nothing_of_a_draft(office, room, applicant, hand_in):
    hand_in()
    with pytest.raises(NotFound):
        read_evidence(room, applicant.reference, 1, officer=office.officer, at=OPEN_AT)


def test_in_a_draft_a_file_is_taken_back(room, applicant, hand_in, take_back):
    shown = applicant.shown
    hand_in()
    with pytest.raises(Stale):
        take_back(shown=shown)
    take_back()
    assert "diploma" in missing(applicant)
    assert list(room.settings.folder.glob("??/*")) == []
    with pytest.raises(NotFound):
        take_back()
    assert hand_in().number == 2


def test_what_was_submitted_stays_and_a_supplement_takes_more_in(office, room, applicant, hand_in, take_back):
    hand_in()
    applicant.submit()
    for act in (lambda: hand_in(OTHER), take_back):
        with pytest.raises(MoveRefused):
            act()
    assert read_evidence(room, applicant.reference, 1, officer=office.officer, at=OPEN_AT).file.number == 1
    applicant.ask()
    applicant.at += timedelta(days=1)
    assert hand_in(OTHER).number == 2
    assert [file.number for file in overview(applicant).files] == [1, 2]
    take_back(2)
    with pytest.raises(InputRefused) as refused:
        take_back(1)
    assert refused.value.field == "number"
    assert [file.number for file in overview(applicant).files] == [1]
    assert applicant.status == "supplement"
    events = [event.act for event in office.file(applicant).events]
    assert events[-2:] == [Act.ADD_EVIDENCE, Act.REMOVE_EVIDENCE]
    applicant.answer()
    assert applicant.status == "submitted"


def test_with_a_deleted_draft_its_files_go(room, applicant, hand_in):
    hand_in()
    applicant.discard()
    with pytest.raises(NotFound):
        overview(applicant)
    with pytest.raises(NotFound):
        read_own_evidence(room, applicant.reference, 1, holder=applicant.holder, at=OPEN_AT)
    assert sweep_evidence(room, at=OPEN_AT + timedelta(days=36_500)) == 1

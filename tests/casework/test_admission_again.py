"""A round is not got round: what is looked at anew after its result is measured by the line that held for everybody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.application.application import Amendment
from scoring.application.moves import Guard
from scoring.application.rounds import Limit
from scoring.application.status import Status
from scoring.casework.amend_facts import amend_facts
from scoring.casework.declare_interest import declare_interest
from scoring.casework.grant import grant
from scoring.casework.read_document import list_documents
from scoring.casework.return_application import return_application
from scoring.casework.take_out import take_out
from scoring.errors import NotAllowed, NotYet
from scoring.records.applications import ApplicationRow
from tests.casework.conftest import open_office
from tests.casework.holding import LOWER, LOWEST, UNLISTED, approved, opened, unannounced
from tests.casework.stories import AT, FACTS, ON, TIMING
from tests.casework.test_reviews import SOON, asking, record
from tests.casework.test_reviews import opened as reopened


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_office(migrated_url(kind), unannounced(library), engines)


def drawing(office):
    return replace(office, library=unannounced(office.library, "draw_line"))


def reviewed(office, application):
    """A new version of a file that was not selected, approved as it is."""
    office.seal(office.now(application), 2)
    office.serve(office.now(application), 2)
    record(office, office.now(application), asking(()))
    version = reopened(office, office.now(application), by="other_officer")
    office.recommend(office.verify(version, by=office.other_officer), UNLISTED, by=office.other_officer)
    office.approve(version, by=office.both)
    return version


def approved_again(office, application, **facts):
    """A file that was admitted, returned, and approved once more."""
    common = {"officer": office.supervisor, "at": AT}
    return_application(office.transaction, office.shown(application), redo="再查", **common)
    amendment = Amendment(FACTS | facts, ON, None, "更正。")
    officer = {"officer": office.officer, "at": AT}
    changed = amend_facts(office.transaction, office.library, office.shown(application), amendment, **officer) if facts else None
    office.recommend(office.verify(changed or office.now(application)), UNLISTED)
    office.approve(application)
    return application


def grants(office, application, by="supervisor", at=AT):
    common = {"officer": getattr(office, by), "at": at, "reason": "准予。"}
    return grant(office.transaction, office.library, TIMING, office.shown(application), **common)


def test_who_lost_the_draw_does_not_get_in_by_a_review_that_changes_nothing(own):
    office = drawing(own)
    held = opened(office, limit=Limit("number", 1))
    drawn, lost = approved(office), approved(office)
    held.through(drawn.reference)
    version = reviewed(office, lost)
    with pytest.raises(NotYet):
        grants(office, version, "both", SOON)
    assert grants(office, approved_again(office, drawn)).kind == "granted"  # it keeps the place that was drawn for it


def test_where_nobody_is_in_a_review_that_changes_nothing_lets_nobody_in(own):
    held = opened(own, limit=Limit("number", 0))
    lost = approved(own)
    held.through()
    version = reviewed(own, lost)
    with pytest.raises(NotYet):
        grants(own, version, "both", SOON)


def test_a_line_that_was_set_beforehand_holds_for_who_is_approved_anew(own):
    held = opened(own, limit=Limit("line", line=Decimal(100)))
    one, other = approved(own), approved(own, **LOWER)
    held.through()
    assert grants(own, approved_again(own, other, **LOWEST)).kind == "granted"  # below everybody, and above the line
    assert grants(own, one).kind == "granted"


def words_to(office, application):
    """未入围告知书 of a file, as it is kept."""
    [found] = [
        one.content
        for one in list_documents(office.transaction, application.reference, officer=office.auditor)
        if one.kind == "not-selected"
    ]
    return str(found["parts"])


def test_the_notice_counts_who_was_drawn(own):
    office = drawing(own)
    held = opened(office, limit=Limit("number", 2))
    _best, drawn, lost = approved(office), approved(office, **LOWER), approved(office, **LOWER)
    held.through(drawn.reference)
    assert "入围2人" in words_to(office, lost)


def test_who_was_taken_out_is_counted_by_rank_and_number_where_their_place_stays_empty(own):
    held = opened(own, limit=Limit("number", 1))
    best, last = approved(own), approved(own, **LOWER)
    held.freeze()
    take_out(own.transaction, own.shown(best), officer=own.supervisor, at=AT, reason="再核。")
    held.rank()
    held.hold()
    held.publish()
    held.close()
    said = words_to(own, last)
    assert all(words in said for words in ("第2名，参加排名共2人", "移出本批次的1人", "入围0人"))
    return_application(own.transaction, own.shown(best), redo="再查", officer=own.supervisor, at=AT)


def test_a_line_that_was_set_beforehand_is_named_and_no_other(own):
    held = opened(own, limit=Limit("line", line=Decimal(185)))
    approved(own)
    last = approved(own, **LOWEST)
    held.through()
    said = words_to(own, last)
    assert all(words in said for words in ("事先确定的分数线：185分", "达到该分数线而入围的：1人"))
    assert not any(words in said for words in ("186", "并列"))


def test_who_has_an_interest_in_one_file_takes_no_other_out_above_it(own):
    held = opened(own, limit=Limit("number", 1), fills_up=True)
    above, kin = approved(own), approved(own, **LOWER)
    held.freeze()
    declare_interest(own.transaction, own.shown(kin), officer=own.other_supervisor, at=AT, reason="亲属")
    with pytest.raises(NotAllowed) as refused:
        take_out(own.transaction, own.shown(above), officer=own.other_supervisor, at=AT, reason="再核。")
    assert refused.value.why == Guard.NO_INTEREST
    assert held.standing().removed == 0
    taken = take_out(own.transaction, own.shown(kin), officer=own.supervisor, at=AT, reason="再核。")
    return_application(own.transaction, own.shown(taken), redo="再查", officer=own.supervisor, at=AT)
    held.rank()
    held.hold()
    held.publish()
    held.close()


def test_who_stood_on_a_public_list_before_a_round_was_opened_is_granted_by_it(own):
    listed = own.approved(facts=FACTS)
    with own.transaction() as session:
        session.get_one(ApplicationRow, listed.id).status = Status.PUBLICITY
    opened(own)
    assert grants(own, listed).kind == "granted"

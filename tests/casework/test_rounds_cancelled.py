"""A round that was opened in error is cancelled: it counts nothing any more, stays readable, and another takes its place."""

from __future__ import annotations

from functools import partial

import pytest

from scoring.application.application import Opinion
from scoring.application.moves import Guard
from scoring.application.rounds import Limit, RoundStage
from scoring.application.status import Status
from scoring.casework.cancel_round import cancel_round
from scoring.casework.grant import grant
from scoring.casework.lines import Wanted
from scoring.casework.rank_round import rank_round
from scoring.casework.return_application import return_application
from scoring.casework.round_lists import read_places
from scoring.casework.round_queries import list_rounds, read_round
from scoring.casework.take_out import take_out
from scoring.errors import InputRefused, NotAllowed, NotFound, NotYet
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.events import EventRow
from scoring.records.ranking_rounds import ROUNDS, RoundPublicationRow
from scoring.records.round_cancellations import RoundCancellationRow
from tests.casework.conftest import open_empty_office
from tests.casework.holding import LOWER, approved, opened, unannounced
from tests.casework.stories import AT, FACTS, TIMING
from tests.casework.test_many_at_once import at_once


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def cancel(held, by=None, reason="名额误录为2个。"):
    cancel_round(held.office.transaction, held.number, officer=by or held.office.supervisor, at=AT, reason=reason)


def read(held, by="supervisor"):
    return read_round(held.office.transaction, held.number, officer=getattr(held.office, by))


def grant_it(office, application):
    common = {"officer": office.supervisor, "at": AT, "reason": "准予。"}
    return grant(office.transaction, office.library, TIMING, office.shown(application), **common)


def test_what_a_cancelled_round_counted_waits_for_the_one_in_its_place(own):
    held = opened(own)
    one, other = approved(own), approved(own, **LOWER)
    held.freeze()
    slow = rank_round(own.transaction, own.library, held.number, at=AT)
    assert next(slow) == (2, 2)
    cancel(held)
    assert list(slow) == []  # a job that is at work, or still ordered, ends without a word
    assert list(rank_round(own.transaction, own.library, held.number, at=AT)) == []
    assert (held.standing().stage, held.standing().result) == (RoundStage.CANCELLED, None)
    assert own.file(one).counted is None
    with pytest.raises(NotAllowed) as uncounted:
        take_out(own.transaction, own.shown(one), officer=own.supervisor, at=AT, reason="再核。")
    with pytest.raises(NotYet) as waits:  # it names no list of another place: only a round lets it go on
        grant_it(own, one)
    assert (uncounted.value.why, waits.value.why) == (Guard.COUNTED, Guard.ADMITTED)
    return_application(own.transaction, own.shown(one), officer=own.supervisor, at=AT, redo="再查")
    own.recommend(own.verify(own.now(one)), Opinion("grant", "符合条件。", "2025年度入围名单"))
    own.approve(one)
    right = opened(own, limit=Limit("number", 1))
    assert right.freeze() == 2
    right.rank()
    right.hold()
    right.publish()
    right.close()
    assert grant_it(own, one).kind == "granted"
    assert own.now(other).status == "not_selected"


def test_where_the_only_round_is_cancelled_who_names_a_list_of_elsewhere_goes_on(own):
    held = opened(own)
    named = own.approved(Opinion("grant", "符合条件。", "2025年度入围名单"), facts=FACTS)
    with pytest.raises(NotYet):
        grant_it(own, named)
    cancel(held)
    assert grant_it(own, named).kind == "granted"


def test_a_cancelled_round_stays_readable_with_who_and_why(own):
    held = opened(own, name="第一批")
    one = approved(own)
    held.freeze()
    held.rank()
    assert read(held).cancelled is None
    cancel(held)
    found = read(held, "auditor")
    assert (found.stage, found.is_settled, found.files, found.unhandled) == (RoundStage.CANCELLED, True, 1, 0)
    assert (found.cancelled.by, found.cancelled.at, found.cancelled.reason) == ("supervisor", AT, "名额误录为2个。")
    assert [line.reference for line in read_places(own.transaction, held.number, Wanted(), officer=own.auditor).items] == [
        one.reference
    ]
    [line] = list_rounds(own.transaction, Wanted(), officer=own.auditor).items
    assert (line.name, line.stage) == ("第一批", RoundStage.CANCELLED)
    with reading(own.transaction) as session:
        event = session.query(EventRow).filter_by(stream=ROUNDS).order_by(EventRow.id.desc()).first()
    assert event.act == "cancel_round"
    unsettled = opened(own)
    own.record()
    cancel(unsettled)
    found = read(unsettled)
    assert (found.is_settled, found.files, found.unhandled, found.outside_window) == (False, 0, 0, 0)


def test_only_a_supervisor_cancels_and_only_what_nobody_agreed_to(own):
    held = opened(own)
    approved(own)
    for who in (own.officer, own.head):
        with pytest.raises(NotAllowed) as refused:
            cancel(held, by=who)
        assert refused.value.why == Guard.ROLE
    with pytest.raises(NotFound):
        cancel_round(own.transaction, 10_000, officer=own.supervisor, at=AT, reason="x")
    for reason, words in ((" ", "Say what is wrong"), ("见身份证号 110101 19900307 002X", "Leave out numbers of persons")):
        with pytest.raises(InputRefused) as wrong:
            cancel(held, reason=reason)
        assert (wrong.value.field, words in wrong.value.remedy) == ("reason", True)
    held.freeze()
    held.rank()
    held.hold()
    with pytest.raises(NotAllowed) as agreed:
        cancel(held)
    assert agreed.value.why == Guard.UNPUBLISHED
    held.give_back()  # only then
    cancel(held)
    for again in (cancel, lambda it: it.freeze(), lambda it: it.rank(), lambda it: it.hold()):
        with pytest.raises(NotAllowed):
            again(held)


def test_reasons_about_a_whole_round_have_no_number_of_a_person_and_may_name_files(own):
    held = opened(own)
    one = approved(own)
    held.freeze()
    held.rank()
    for reason in ("电话138 0013 8000", "１３８００１３８０００"):
        with pytest.raises(InputRefused) as refused:
            held.hold(reason=reason)
        assert "Leave out numbers of persons" in refused.value.remedy
    held.hold(reason=f"已核对{one.reference}、2026-000011、2026-000012，摘要值{held.standing().result.digest}。")
    with pytest.raises(InputRefused):
        held.give_back(reason="请核对13800138000")
    held.give_back(reason=f"请再核对 {one.reference}。")


def test_nobody_is_drawn_twice(own):
    office = type(own)(**{**vars(own), "library": unannounced(own.library, "draw_line")})
    held = opened(office, limit=Limit("number", 2))
    tied = [approved(office) for _ in range(3)]
    held.freeze()
    held.rank()
    twice = tied[0].reference
    with pytest.raises(InputRefused) as refused:
        held.hold(twice, twice)
    assert (refused.value.field, refused.value.remedy) == ("drawn", f"{twice} is chosen twice. Choose each file once.")
    held.hold(twice, tied[1].reference)


def set_status(office, application):
    with office.transaction() as session:
        session.get_one(ApplicationRow, application.id).status = Status.WITHDRAWN


@pytest.mark.commits
def test_a_round_is_published_or_cancelled_never_both(own):
    for _ in range(3):
        held = opened(own)
        application = approved(own, **LOWER)
        held.freeze()
        held.rank()
        held.hold()

        def give_back_and_cancel(held=held):
            held.give_back()
            cancel(held)

        results = at_once(held.publish, give_back_and_cancel, partial(cancel, held))
        with reading(own.transaction) as session:
            published = session.get(RoundPublicationRow, held.number) is not None
            gone = session.get(RoundCancellationRow, held.number) is not None
        assert published != gone, results
        if published:
            held.close()
            break
        return_application(own.transaction, own.shown(application), officer=own.supervisor, at=AT, redo="再查")
        set_status(own, application)  # out of the way of the next turn

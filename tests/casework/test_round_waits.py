"""While an approved file waits for its round its term to be decided waits too: nobody is late who may not act."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.application.clocks import ROUND, Pause
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.rounds import Limit
from scoring.application.status import Act, Status
from scoring.casework.close_round import close_round
from scoring.casework.lateness import late_under
from scoring.casework.lines import ApplicationSearch
from scoring.casework.pauses import pauses_by_reference
from scoring.casework.second_look import read_second_look
from tests.casework.conftest import open_empty_office
from tests.casework.filings import Applying, new_holder
from tests.casework.holding import UNLISTED, opened, unannounced
from tests.casework.stories import AT, GRANT, TIMING, every_line

TODAY = local_day(AT)
LONG_AFTER = TODAY + timedelta(days=200)


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def is_late(office, file, today):
    search = ApplicationSearch(late=late_under(office.library, TIMING, today))
    return file.reference in {line.reference for line in every_line(office.transaction, search, office.officer)}


def due(office, applicant, pauses):
    file = office.file(applicant)
    procedure = office.library.find("guangzhou", "2025").procedure
    [found] = TIMING.waiting(file.application.status, procedure, applicant.own().days, pauses)
    return found


def approved(office, opinion=UNLISTED):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()), opinion)
    office.approve(applicant)
    return applicant


def test_the_term_waits_from_the_approval_to_the_outcome_and_goes_on_then(own):
    elsewhere = approved(own, GRANT)
    assert own.file(elsewhere).waits == ()  # no round is held here: it goes by the list of elsewhere
    assert is_late(own, elsewhere, LONG_AFTER)
    held = opened(own, limit=Limit("number", 2))
    applicant = approved(own)
    since = Pause(TODAY + timedelta(days=1), None, ROUND)
    assert own.file(applicant).pauses == applicant.own().pauses == (since,)
    assert not is_late(own, applicant, LONG_AFTER)
    assert due(own, applicant, (since,)).is_paused
    look = read_second_look(own.transaction, own.library, applicant.reference, officer=own.supervisor, today=TODAY)
    assert next(choice.why for choice in look.choices if choice.act is Act.GRANT) == Guard.ADMITTED
    held.freeze()
    held.rank()
    held.hold()
    held.publish()
    plain = due(own, applicant, ())
    after = AT + timedelta(days=100)
    assert list(close_round(own.transaction, own.library, TIMING, held.number, at=after)) == [(1, 2), (2, 2)]
    assert own.now(applicant).status is Status.APPROVED_PENDING
    waited = Pause(since.first, local_day(after), ROUND)
    assert own.file(applicant).pauses == applicant.own().pauses == (waited,)
    assert pauses_by_reference(own.transaction, [applicant.reference]) == {applicant.reference: (waited,)}
    moved = due(own, applicant, (waited,))
    assert moved.day >= plain.day + timedelta(days=99)
    assert [is_late(own, applicant, day) for day in (moved.day, moved.day + timedelta(days=1))] == [False, True]


def test_an_outcome_of_the_day_of_the_approval_leaves_nothing_out(own):
    held = opened(own, limit=Limit("number", 2), name="第二批")
    applicant = approved(own)
    held.through()
    assert own.file(applicant).waits == ()

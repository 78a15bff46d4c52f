"""A supervisor may send a file back with what is to be redone."""

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.status import Part, Status
from scoring.casework.return_application import return_application
from scoring.errors import InputRefused, NotAllowed, Stale
from tests.casework.stories import AT


def send_back(office, application, redo="请重核社保月数。", by=None, **changes):
    shown = replace(office.shown(application), **changes)
    return return_application(office.transaction, shown, officer=by or office.supervisor, at=AT, redo=redo)


def test_it_is_accepted_again_with_what_to_redo(office):
    returned = send_back(office, office.recommended())
    file = office.file(returned)
    assert (returned.status, returned.redo, returned.version) == (Status.ACCEPTED, "请重核社保月数。", 4)
    assert returned.parts[office.supervisor.account_id] is Part.CHECKER
    assert file.recommendation is None
    assert file.events[-1].note == "请重核社保月数。"


def test_what_to_redo_stands_until_the_next_recommendation(office):
    from tests.casework.test_amend_facts import amend

    amended = amend(office, send_back(office, office.recommended()))
    assert amended.redo
    again = office.recommend(
        office.verify(amended), office.file(office.recommended()).recommendation.opinion.__class__("refuse", "分数不足")
    )
    assert again.redo == ""
    assert office.file(again).recommendation.number == 2


def test_it_must_say_what_to_redo(office):
    with pytest.raises(InputRefused) as refused:
        send_back(office, office.recommended(), redo=" ")
    assert refused.value.field == "redo"


def test_the_maker_does_not_send_back(office):
    with pytest.raises(NotAllowed) as refused:
        send_back(office, office.recommend(office.verify(office.record(by=office.both))), by=office.both)
    assert refused.value.why == Guard.ONE_PART


@pytest.mark.parametrize("changes", [{"version": 1}, {"package": "0" * 64}, {"package": ""}])
def test_only_what_was_displayed_can_be_sent_back(office, changes):
    with pytest.raises(Stale):
        send_back(office, office.recommended(), **changes)

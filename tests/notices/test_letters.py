"""What stands in a letter: its days as the clock counts them, the policy's own terms or the office's, and nothing that cannot be told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scoring.application.due import Timing
from scoring.application.filing import Extension, Item, Supplement
from scoring.application.letter import LetterKind
from scoring.application.status import Act
from scoring.application.working_days import WorkingDays
from scoring.notices.letters import Record, Told, find_letter, letters_of
from scoring.policy.procedure import Duration, Procedure, Remedy
from scoring.policy.wording import text

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
OFFICE = Procedure(
    organ=text("this office"),
    days={"verify": Duration(20, "days", "acceptance"), "supplement": Duration(15, "days", "service")},
    remedies=(Remedy("review", within=Duration(10, "days", "service")),),
)
TIMING = Timing(OFFICE, WorkingDays({}))
DAYS = {"receipt": date(2026, 2, 25), "acceptance": date(2026, 3, 2)}
ITEM = Item(1, "family", "art. 4", "请补交结婚证。", None)


def of(*acts, supplements=(), days=DAYS, procedure=None, timing=TIMING):
    told = [Told(act, AT, act == "silence", "理由。") for act in acts]
    return letters_of(Record(told, supplements, days), procedure or Procedure(), timing)


def asked(due, extension=None):
    return Supplement(1, None, AT, "林经办", due, (ITEM,), extension)


def test_an_act_that_tells_nothing_gives_no_letter():
    assert of(Act.SUBMIT, Act.WITHDRAW, Act.AMEND) == ()


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.RECORD])
def test_acceptance_tells_what_follows(act):
    (letter,) = of(act)
    assert (letter.kind, letter.id, letter.on, letter.since) == ("acceptance", "acceptance-1", date(2026, 3, 2), DAYS["acceptance"])
    assert [(due.kind, due.day) for due in letter.terms][:1] == [("verify", None)]  # the calendar of the year is not known
    assert letter.organ.is_office_default


def test_an_acceptance_tells_its_own_day_whatever_was_adjusted_since():
    before, (letter,) = of(Act.ACCEPT), of(Act.ACCEPT, days={**DAYS, "acceptance": date(2026, 6, 1)})
    assert (letter.since, (letter,)) == (date(2026, 3, 2), before)


def test_silence_accepts_with_effect_from_receipt():
    told = [Told(Act.ACCEPT, AT, by_installation=True, words="")]
    (letter,) = letters_of(Record(told, (), {**DAYS, "acceptance": date(2026, 6, 1)}), Procedure(), TIMING)
    assert (letter.by_silence, letter.on, letter.since) == (True, date(2026, 3, 2), DAYS["receipt"])
    (letter,) = letters_of(Record(told, (), {}), Procedure(), TIMING)
    assert letter.since == letter.on


def test_the_policys_organ_and_terms_take_the_place_of_the_offices():
    own = Procedure(organ=text("Village board"), days={"supplement": Duration(7, "days", "service", "art. 7")})
    (letter,) = of(supplements=(asked(date(2026, 3, 9)),), procedure=own)
    assert (letter.kind, letter.organ.name.say("en"), letter.term.duration.n) == (LetterKind.SUPPLEMENT, "Village board", 7)
    assert (letter.until, letter.moved_to, letter.items) == (date(2026, 3, 9), None, (ITEM,))


def test_a_day_that_was_moved_stands_beside_the_one_that_was_told():
    moved = Extension(AT, date(2026, 3, 9))
    (letter,) = of(supplements=(asked(date(2026, 3, 23), moved),))
    assert (letter.until, letter.moved_to) == (date(2026, 3, 9), date(2026, 3, 23))


def test_without_a_term_no_last_day_is_told():
    (letter,) = of(supplements=(asked(None),), timing=Timing(Procedure(), WorkingDays({})))
    assert (letter.until, letter.term) == (None, None)


def test_remedies_run_from_service_and_end_then_or_later():
    (letter,) = of(Act.NOT_ACCEPT)
    ((way, due),) = letter.ways
    assert (letter.reason, way.kind, due.start, due.is_earliest) == ("理由。", "review", date(2026, 3, 2), True)


def test_letters_stand_in_their_order_and_are_found_by_their_id():
    found = of(Act.NOT_ACCEPT, supplements=(asked(None),))
    assert [letter.id for letter in found] == ["supplement-1", "not-accepted-1"]
    assert find_letter(found, "not-accepted-1") is found[1]
    assert find_letter(found, "not-accepted-2") is None
    assert "理由" not in repr(found)

"""A letter says for ever what it said when it was issued, whatever the office goes by later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.due import Timing
from scoring.application.working_days import WorkingDays
from scoring.casework.accept import accept_on_silence
from scoring.notices.letters import letters_of_own
from scoring.policy.procedure import Duration, Procedure, Remedy
from scoring.policy.wording import text
from scoring.records.letters import LetterRow
from tests.casework.filings import OPEN_AT, accepted, asked, submitted
from tests.casework.points_first import adjust, approved, points_first
from tests.casework.stories import TIMING

OTHER = Timing(
    Procedure(
        organ=text("another office"),
        days={kind: Duration(n, "days", start) for kind, n, start in (("verify", 1, "acceptance"), ("supplement", 1, "service"))},
        remedies=(Remedy("review", within=Duration(1, "days", "service")),),
    ),
    WorkingDays({}),
)
SILENT = replace(TIMING.defaults, days={**TIMING.defaults.days, "accept": Duration(3, "days", "receipt")})


def letters(applicant, timing):
    """Give the letters of a file, as an office reads them that goes by *timing* now and by rules that say nothing of it."""
    return letters_of_own(applicant.own(), Procedure(), timing)


def not_accepted(office):
    applicant = submitted(office)
    applicant.propose()
    applicant.not_accept()
    return applicant


def extended(office):
    applicant = asked(office)
    applicant.at += timedelta(days=1)
    applicant.extend()
    return applicant


def by_silence(office):
    applicant = submitted(office)
    accept_on_silence(office.transaction, office.library, replace(TIMING, defaults=SILENT), at=OPEN_AT + timedelta(days=30))
    assert applicant.status == "accepted"
    return applicant


@pytest.mark.parametrize("filed", [accepted, asked, extended, not_accepted, by_silence])
def test_what_the_office_goes_by_later_changes_no_letter(office, filed):
    applicant = filed(office)
    (letter,) = letters(applicant, OTHER)
    assert letter == letters(applicant, TIMING)[0]
    assert letter.organ.name.say("en") != "another office"
    assert [way.within.duration.n for way, _ in letter.ways] in ([], [10, 60, 6])
    assert all(due.term.duration.n != 1 for due in letter.terms)
    assert letter.term is None or letter.term.duration.n != 1


def test_the_words_of_the_act_stand_beside_what_was_kept(office):
    (letter,) = letters(not_accepted(office), OTHER)
    assert letter.reason == "不属于本机关受理范围。"
    (letter,) = letters(extended(office), OTHER)
    assert [item.words for item in letter.items] == ["请补交学历证书。", "请补交结婚证。"]
    assert (letter.until, letter.moved_to is not None) == (date(2025, 11, 10), True)


def test_a_letter_from_before_they_were_kept_is_read_off_its_act(office):
    own = replace(accepted(office).own(), letters=())
    assert letters_of_own(own, Procedure(), OTHER)[0].organ.name.say("en") == "another office"


def test_adjusting_issues_no_second_acceptance(office):
    record = approved(points_first(office))
    adjust(office, record)
    assert len(letters(record, OTHER)) == 1


def test_what_is_recorded_at_the_counter_has_its_letter(office):
    file = office.file(office.record())
    [issued] = file.letters
    assert (issued.kind, issued.on, issued.terms[0].day) == ("acceptance", date(2026, 3, 2), date(2026, 3, 30))


def test_nothing_of_the_person_stands_in_the_open(office):
    applicant = not_accepted(office)
    with office.transaction() as session:
        kept = session.scalars(sa.select(LetterRow.content).order_by(LetterRow.at)).all()
    identity = applicant.holder.identity
    assert not any(word in content for content in kept for word in (identity.name, "不属于本机关", applicant.reference))

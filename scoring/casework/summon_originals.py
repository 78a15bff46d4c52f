"""查验原件: whoever is approved is summoned to the window by a last day, reminded, and what is shown there is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.due import due
from scoring.application.moves import Guard
from scoring.application.originals import OriginalsStepKind, may_summon
from scoring.application.procedure import term_of
from scoring.application.status import Act
from scoring.casework.admission import refuse_unadmitted
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.originals import Written, approval_in_force, in_hand, keep_step
from scoring.errors import CalendarUnknown, InputRefused, NotAllowed
from scoring.records.convert_originals import summonses
from scoring.records.originals import OriginalsSummonsRow, place_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

SUMMONING = "summons"
"""The act from which the term to show originals runs."""


def summon_originals(  # noqa: PLR0913 - what it goes by, and who summons whom where
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, place: str, *, officer: Officer, at: datetime
) -> Application:
    """Summon the applicant to show the originals, and tell where and until when; once more only where a cause was given.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `checks_originals`: the rules have none seen; `unsummoned`: somebody is summoned already, or was twice;
            `term_set`: neither policy nor office set a term, or it runs from an act that is none of this.
        NotYet: as `refuse_unadmitted`.
        InputRefused: `place` is empty.
        CalendarUnknown: the last day cannot be told.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.SUMMON_ORIGINALS, officer, at)
        policy = pinned_policy(library, file.application.pin)
        if not policy.procedure.originals_check:
            raise NotAllowed(Act.SUMMON_ORIGINALS, Guard.CHECKS_ORIGINALS)
        refuse_unadmitted(file, policy)
        before, approval = summonses(session, file.row.id, file.seal), approval_in_force(session, file.row.id)
        if not may_summon(before, approval):
            raise NotAllowed(Act.SUMMON_ORIGINALS, Guard.UNSUMMONED)
        said = words(place, "place", "Say where the originals are shown: the office, its address, its hours.")
        until = last_day_to_show(policy, timing, at)
        number = len(before) + 1
        of_it = {"application_id": file.row.id, "number": number, "approval": approval, "due": until}
        sealed = file.seal.close(said, place_place(number))
        session.add(OriginalsSummonsRow(**of_it, at=at, by=officer.account_id, place=sealed))
        session.flush()
        return close_file(file, None, {"summons": number, "due": until}, said)


def last_day_to_show(policy: Policy, timing: Timing, at: datetime) -> date:
    """Give the last day to show what is asked for now. Raises NotAllowed (`term_set`), CalendarUnknown."""
    term = term_of(policy.procedure, "originals", timing.defaults)
    counted = due("originals", term, {SUMMONING: local_day(at), "service": local_day(at)}, timing.working_days)
    if counted.unknown_year is not None:
        raise CalendarUnknown(counted.unknown_year, sorted(timing.working_days.years))
    if counted.day is None:
        raise NotAllowed(Act.SUMMON_ORIGINALS, Guard.TERM_SET)
    return counted.day


def remind_by_hand(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, proof: str) -> Application:
    """Record that the applicant was reminded by telephone or by post, and what proves it; an account is told besides.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `summoned`.
        InputRefused: `proof` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.REMIND_ORIGINALS, officer, at)
        found = in_hand(session, file.row.id, file.seal, Act.REMIND_ORIGINALS)
        said = words(proof, "proof", "Say how the person was reminded, and what proves it.")
        keep_step(session, file.row.id, file.seal, found, Written(OriginalsStepKind.REMINDED, officer.account_id, at, said))
        return close_file(file, None, {"summons": found.number, "due": found.due}, said)


def see_originals(  # noqa: PLR0913 - who saw what when, and whether it matches
    transaction: Transaction, shown: Shown, on: date | None, *, is_match: bool, officer: Officer, at: datetime, found: str
) -> Application:
    """Record what was shown at the window on a day: that it matches, or what does not; then a supervisor returns the file.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `summoned`.
        InputRefused: `found` is empty; `on` is no day from the summons to today.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.SEE_ORIGINALS, officer, at)
        summons = in_hand(session, file.row.id, file.seal, Act.SEE_ORIGINALS)
        since, today = local_day(summons.at), local_day(at)
        if on is None or not since <= on <= today:
            raise InputRefused("on", f"Give the day on which it was shown, from {since}, the day of the summons, to {today}.")
        said = words(found, "found", "Say where which documents were seen, or what did not match.")
        kind = OriginalsStepKind.SEEN if is_match else OriginalsStepKind.NOT_MATCHING
        keep_step(session, file.row.id, file.seal, summons, Written(kind, officer.account_id, at, said, on=on))
        return close_file(file, None, {"summons": summons.number, "on": on, "match": is_match}, said)

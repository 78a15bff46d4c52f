"""更正后的决定取代原决定: a new version of a file is decided, in one transaction with the end of the older decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application import entitling
from scoring.application.deadlines import local_day
from scoring.application.entitling import NOTHING_HELD, Held
from scoring.application.following import who_is_who
from scoring.application.guards import Guard
from scoring.application.moves import move_of
from scoring.application.permits import permit_with_another
from scoring.application.status import Act, Status
from scoring.casework.notify import tell_of_act
from scoring.casework.register import Cause, turn
from scoring.errors import MoveRefused, NotAllowed
from scoring.records import convert
from scoring.records.applications import ApplicationRow, RegistrationRow
from scoring.records.convert_entitlements import standing
from scoring.records.convert_outside import outside_cases
from scoring.records.decisions import DecisionRow
from scoring.records.entitlements import EntitlementRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.application import Application
    from scoring.application.entitling import Standing
    from scoring.casework.file import File
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class Older:
    """The file whose place a version takes, locked. `persons` are its people by their numbers in the version."""

    row: ApplicationRow
    seal: Seal = field(repr=False)
    persons: Mapping[int, int]
    held: Held


def older_of(file: File) -> Older | None:
    """Give the file that one is a new version of, held until the act is done, and what its people have; None for a first decision.

    Raises:
        MoveRefused: that file does not stand where a version can take its place.
        NotAllowed: `no_interest`: who decides declared an interest in it; `effective`: an outside body keeps its decision
            suspended, which would go unheeded on the version.
    """
    found = _behind(file)
    if found is None:
        return None
    row, seal, before = found
    permit_with_another(Act.SUPERSEDE, file.officer, before.status, before.parts)
    return _older(file, row, seal, before)


def older_by_round(file: File) -> Older | None:
    """Give it for what two people agreed to about a whole list: what became of them since undoes nothing. Else as `older_of`."""
    found = _behind(file)
    if found is None:
        return None
    row, seal, before = found
    move = move_of(Act.SUPERSEDE)
    if before.status not in move.sources:
        raise MoveRefused(move.act, before.status, move.sources)
    return _older(file, row, seal, before)


def _behind(file: File) -> tuple[ApplicationRow, Seal, Application] | None:
    if file.row.replaces_id is None:
        return None
    session = file.session
    row = session.scalars(
        sa.select(ApplicationRow)
        .where(ApplicationRow.id == file.row.replaces_id)
        .with_for_update(of=ApplicationRow)
        .execution_options(populate_existing=True)
    ).one()
    seal = seal_of(session, row.id)
    return row, seal, convert.application(session, row, seal)


def _older(file: File, row: ApplicationRow, seal: Seal, before: Application) -> Older:
    if any(case.is_stayed for case in outside_cases(file.session, row.id, seal)):
        raise NotAllowed(Act.SUPERSEDE, Guard.EFFECTIVE)
    was = who_is_who(before.persons, file.application.persons)
    registered = {registration.number for registration in before.registrations}
    entries = {(one.person, one.entitlement): standing(one) for one in _entitlements(file, row)}
    return Older(row, seal, was, _held(was, registered, entries))


def supersede(file: File, older: Older, decision: str, *, is_granted: bool) -> Status | None:
    """Close the older file with the decision of its version; give where the version stands if that is not what its act says.

    What its people had ends with this day, told as ever to agencies; who was registered is so in the version too, which is settled
    where that is everybody.
    """
    session, row, by = file.session, older.row, file.officer
    cause = Cause(Act.SUPERSEDE, by.account_id, file.at)
    ended = turn(session, older.seal, cause, _entitlements(file, row), partial(entitling.ended, on=local_day(file.at)))
    row.status = Status.SUPERSEDED
    row.version += 1
    facts = {"version_file": file.row.reference, "decision": decision, "ended": ended, "status": row.status}
    append(session, Entry(stream_of(row.id), Act.SUPERSEDE, by, file.at, facts))
    tell_of_act(session, row, Act.SUPERSEDE, facts, file.at)
    if not is_granted:
        return None
    _carry_registrations(file, older)
    everybody = set(range(len(file.application.persons)))
    return Status.SETTLED if everybody == older.held.registered else None


def replaced(file: File) -> Mapping[str, object]:
    """Give what a decision that takes another's place says of that one; nothing for a first decision."""
    if file.application.replaces is None:
        return {}
    row = file.session.scalar(sa.select(DecisionRow.reference).where(DecisionRow.application_id == file.row.replaces_id))
    return {"replaces": {"application": file.application.replaces.reference, "decision": row or ""}}


def _held(was: Mapping[int, int], registered: set[int], entries: Mapping[tuple[int, str], Standing]) -> Held:
    now = {old: new for new, old in was.items()}
    register = {(now[person], id_): found for (person, id_), found in entries.items() if person in now}
    return Held(register, frozenset(now[person] for person in registered if person in now))


def _entitlements(file: File, row: ApplicationRow) -> list[EntitlementRow]:
    query = sa.select(EntitlementRow).where(EntitlementRow.application_id == row.id).order_by(EntitlementRow.id)
    return list(file.session.scalars(query))


def _carry_registrations(file: File, older: Older) -> None:
    session = file.session
    rows = session.scalars(sa.select(RegistrationRow).where(RegistrationRow.application_id == older.row.id)).all()
    now = {old: new for new, old in older.persons.items()}
    for one in rows:
        if one.number in now:
            given = {"on": one.on, "office": one.office, "recorded_at": one.recorded_at, "recorded_by": one.recorded_by}
            session.add(RegistrationRow(application_id=file.row.id, number=now[one.number], **given))


def held_before(older: Older | None) -> Held:
    """Give what people had before a decision."""
    return NOTHING_HELD if older is None else older.held

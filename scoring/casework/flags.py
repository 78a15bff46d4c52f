"""The flags of a file: worked out from what is recorded, as conditions of queries and as what stands on one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.desk import Closed, Desk, Duplicate, Flag, Interest, Note
from scoring.application.outside import CaseKind
from scoring.application.status import OPEN, Status
from scoring.casework.objecting import has_open_objection
from scoring.casework.originals import is_summoned
from scoring.casework.outside import has_open_case
from scoring.casework.pauses import is_paused
from scoring.casework.requests import is_closed
from scoring.casework.reviews import has_open_review
from scoring.casework.revoking import is_revoking
from scoring.casework.scope import barred, within
from scoring.casework.settling import has_waiting_letter
from scoring.casework.write_note import note_place
from scoring.records.accounts import AccountRow
from scoring.records.agencies import AgencyRequestRow
from scoring.records.applications import ApplicationRow, IdentityIndexRow, PersonRow
from scoring.records.desk import FlagClosingRow, InterestRow, NoteRow
from scoring.records.points import PointsApprovalRow, PointsCitationRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.sealing import Seal

_MINE, _THEIRS = aliased(IdentityIndexRow), aliased(IdentityIndexRow)


def has_flag(flag: Flag, today: date = date.max) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether *flag* stands open on it; overdue is asked of `lateness` instead.

    Whether a clock waits depends on the day *today*.
    """
    return is_paused(today) if flag is Flag.PAUSED else _ALONE.get(flag, _is_of_interest)()


@cache  # as the two that follow: every list asks them, and building them takes longer than the answers
def _is_double() -> sa.ColumnElement[bool]:
    other = aliased(ApplicationRow)
    pairs = (
        sa.select(_MINE.number)
        .join(_THEIRS, sa.and_(_THEIRS.blind == _MINE.blind, _THEIRS.application_id != _MINE.application_id))
        .join(other, other.id == _THEIRS.application_id)
        .where(_MINE.application_id == ApplicationRow.id, other.status.in_(OPEN), _beside(other, ApplicationRow))
    )
    is_open = ApplicationRow.status.in_(OPEN)
    return sa.and_(is_open, sa.exists(pairs.where(~_closed(Flag.DUPLICATE, other.id)).correlate(ApplicationRow)))


@cache
def _is_awaiting() -> sa.ColumnElement[bool]:
    waiting = sa.select(AgencyRequestRow.id).where(AgencyRequestRow.application_id == ApplicationRow.id, ~is_closed())
    return sa.and_(ApplicationRow.status == Status.ACCEPTED, sa.exists(waiting.correlate(ApplicationRow)))


@cache
def _is_of_interest() -> sa.ColumnElement[bool]:
    declared = sa.select(InterestRow.account_id).where(InterestRow.application_id == ApplicationRow.id)
    return sa.exists(declared.where(~_closed(Flag.CONFLICT, InterestRow.account_id)).correlate(ApplicationRow))


@cache  # every page of a file asks it, and building it takes longer than the answer
def has_fallen() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that is open whether the approval it cites is no more in force."""
    citation, later = aliased(PointsCitationRow), aliased(PointsCitationRow)
    approval, newer = aliased(PointsApprovalRow), aliased(PointsApprovalRow)
    record = aliased(ApplicationRow)
    newest = sa.select(sa.func.max(later.assessment)).where(later.application_id == citation.application_id).scalar_subquery()
    last = sa.select(sa.func.max(newer.number)).where(newer.application_id == approval.application_id).scalar_subquery()
    found = (
        sa.select(citation.assessment)
        .join(approval, approval.hash == citation.approval)
        .join(record, record.id == approval.application_id)
        .where(citation.application_id == ApplicationRow.id, citation.assessment == newest)
        .where(sa.or_(record.status != Status.APPROVED, approval.number != last))
    )
    return sa.and_(ApplicationRow.status.in_(OPEN), sa.exists(found.correlate(ApplicationRow)))


_ALONE: Mapping[Flag, Callable[[], sa.ColumnElement[bool]]] = {
    Flag.DUPLICATE: _is_double,
    Flag.AWAITING: _is_awaiting,
    Flag.POINTS: has_fallen,
    Flag.OBJECTION: has_open_objection,
    Flag.LETTER: has_waiting_letter,
    Flag.REVOKING: is_revoking,
    Flag.REVIEW: has_open_review,
    Flag.ORIGINALS: is_summoned,
    Flag.RECONSIDERATION: partial(has_open_case, CaseKind.RECONSIDERATION),
    Flag.LITIGATION: partial(has_open_case, CaseKind.LITIGATION),
}
"""The flags that stand open whatever the day; every other but a paused clock is an interest."""


def desk_of(session: Session, row: ApplicationRow, seal: Seal, officer: Officer) -> Desk:
    """Give the flags and notes of one file, for one reader."""
    return Desk(
        duplicates=_duplicates(session, row, seal, officer),
        interests=_interests(session, row, seal),
        notes=_notes(session, row.id, seal),
        points_stand=not session.scalar(_fell(), {"id": row.id}),
    )


@cache  # as has_fallen
def _fell() -> sa.Select[bool]:
    return sa.select(sa.exists().where(ApplicationRow.id == sa.bindparam("id"), has_fallen()))


@cache  # of most files nobody has another, which is known long before what those would be to the officer is put into words
def _elsewhere() -> sa.Select[int]:
    both = sa.and_(_THEIRS.blind == _MINE.blind, _THEIRS.application_id != _MINE.application_id)
    return sa.select(_MINE.number).join(_THEIRS, both).where(_MINE.application_id == sa.bindparam("id")).limit(1)


def _beside(other: type[ApplicationRow], one: type[ApplicationRow] | ApplicationRow) -> sa.ColumnElement[bool]:
    """Say whether two files of one person are one too many: of one kind, and points of one version, under which alone they hold.

    A new version stands beside the file that it is one of.
    """
    both = sa.or_(other.kind != "points", other.scheme != one.scheme, other.policy_version == one.policy_version)
    is_version = sa.or_(sa.func.coalesce(other.replaces_id, 0) == one.id, sa.func.coalesce(one.replaces_id, 0) == other.id)
    return sa.and_(other.kind == one.kind, both, ~is_version)


def closing_place(flag: str, subject: int) -> str:
    """Where stands why a flag was closed."""
    return f"flag_closings.reason/{flag}/{subject}"


def _closed(flag: Flag, subject: sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    found = sa.select(FlagClosingRow.subject).where(FlagClosingRow.application_id == ApplicationRow.id, FlagClosingRow.flag == flag)
    return sa.exists(found.where(FlagClosingRow.subject == subject).correlate_except(FlagClosingRow))


def _duplicates(session: Session, row: ApplicationRow, seal: Seal, officer: Officer) -> tuple[Duplicate, ...]:
    if session.scalar(_elsewhere(), {"id": row.id}) is None:
        return ()
    is_seen = sa.and_(within(officer), ~barred(officer.account_id))
    query = (
        sa.select(_MINE.number, PersonRow.relation, ApplicationRow, is_seen)
        .join(_THEIRS, sa.and_(_THEIRS.blind == _MINE.blind, _THEIRS.application_id != _MINE.application_id))
        .join(PersonRow, sa.and_(PersonRow.application_id == _THEIRS.application_id, PersonRow.number == _THEIRS.number))
        .join(ApplicationRow, ApplicationRow.id == _THEIRS.application_id)
        .where(_MINE.application_id == row.id, ApplicationRow.status.in_(OPEN), _beside(ApplicationRow, row))
        .order_by(ApplicationRow.id, _MINE.number)
    )
    found = session.execute(query).all()
    closed = _closings(session, row.id, Flag.DUPLICATE, seal) if found else {}
    return tuple(
        Duplicate(
            subject=other.id,
            number=number,
            relation=relation,
            reference=other.reference if seen else "",
            scheme=other.scheme,
            status=other.status,
            closed=closed.get(other.id),
        )
        for number, relation, other, seen in found
    )


def _interests(session: Session, row: ApplicationRow, seal: Seal) -> tuple[Interest, ...]:
    query = sa.select(InterestRow, AccountRow.name).join(AccountRow, AccountRow.id == InterestRow.account_id)
    found = session.execute(
        query.where(InterestRow.application_id == row.id).order_by(InterestRow.at, InterestRow.account_id)
    ).all()
    closed = _closings(session, row.id, Flag.CONFLICT, seal) if found else {}
    return tuple(Interest(one.account_id, name, one.at, closed.get(one.account_id)) for one, name in found)


def _notes(session: Session, application_id: int, seal: Seal) -> tuple[Note, ...]:
    query = sa.select(NoteRow, AccountRow.name).join(AccountRow, AccountRow.id == NoteRow.by)
    found = session.execute(query.where(NoteRow.application_id == application_id).order_by(NoteRow.number.desc()))
    return tuple(Note(row.number, name, row.at, seal.open(row.words, note_place(row.number))) for row, name in found)


def _closings(session: Session, application_id: int, flag: Flag, seal: Seal) -> dict[int, Closed]:
    query = sa.select(FlagClosingRow, AccountRow.name).join(AccountRow, AccountRow.id == FlagClosingRow.by)
    found = session.execute(query.where(FlagClosingRow.application_id == application_id, FlagClosingRow.flag == flag))
    return {row.subject: Closed(name, row.at, seal.open(row.reason, closing_place(flag, row.subject))) for row, name in found}

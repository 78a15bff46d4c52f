"""What a supervisor looks at before deciding: what changed since the maker signed, and the result computed once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.desk import Duplicate, Interest
from scoring.application.moves import move_of
from scoring.application.second_look import Difference, Ended, Found, Published, choices, concern_of, differences
from scoring.application.status import Act
from scoring.casework.assessing import assess_now, pinned_policy
from scoring.casework.file import find
from scoring.casework.pauses import stays_of
from scoring.casework.queries import file_in
from scoring.casework.reviewing import package_of
from scoring.casework.round_waits import awaits_round
from scoring.casework.signing import is_signed
from scoring.casework.version_changes import changes_of
from scoring.casework.waiting_for_list import open_until
from scoring.casework.workbench import bench_of
from scoring.errors import MoveRefused, PolicyChanged, PolicyUnknown
from scoring.records.applications import ApplicationRow
from scoring.records.convert_agencies import requests_of
from scoring.records.database import reading
from scoring.records.evidence_reading import evidence_files
from scoring.records.policies import PolicyRow, RoundsRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.application import Assessed, Event, Recommendation
    from scoring.application.following import Changes
    from scoring.application.officer import Officer
    from scoring.application.second_look import Choice
    from scoring.casework.queries import ApplicationFile
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class Again:
    """The proposed facts computed now under the pinned policy, and the package as the records give it now.

    `differs` is empty where the result is the proposed one to the last byte; None where it cannot be computed. `has_new_figures`:
    the round says something else by now than when it was proposed.
    """

    differs: tuple[Difference, ...] | None
    package: str
    is_same_package: bool
    has_new_figures: bool

    @property
    def is_equal(self) -> bool:
        """Whether the result is the proposed one."""
        return self.differs == ()


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One file before it is decided. All of it but `file` is what happened since the maker signed, or compares with that.

    `acts` are those on the file, the oldest first, with notes, flags that were closed and interests that were declared among them.
    Nothing is recommended while a flag stands open, so `duplicates` and `interests` that do have come since. `obstacles` are what
    would stand in the way if it were recommended `today`, each a kind and what it is about, as of the workbench; flags are apart.
    `changes` is what a new version says otherwise than the file before, None for any other file.
    """

    file: ApplicationFile
    recommendation: Recommendation
    assessed: Assessed
    today: date
    again: Again
    acts: tuple[Event, ...]
    duplicates: tuple[Duplicate, ...]
    interests: tuple[Interest, ...]
    published: tuple[Published, ...]
    ended: tuple[Ended, ...]
    obstacles: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    changes: Changes | None = None

    @property
    def days_since(self) -> int:
        """How many days lie between the day that it is assessed for and today."""
        return (self.today - self.assessed.on).days

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing happened on the file or around it; the days alone went on."""
        happened = (self.acts, self.duplicates, self.interests, self.published, self.ended, self.obstacles)
        return not any(happened) and self.file.desk.points_stand


def read_second_look(transaction: Transaction, library: Library, reference: str, *, officer: Officer, today: date) -> SecondLook:
    """Give what a supervisor compares. Nothing is written: the acts themselves check all of it again.

    Raises:
        NotFound, NotAllowed: as `find`.
        MoveRefused: it is neither recommended nor approved.
        FactsRefused: what is verified contradicts itself by now.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        file, seal = file_in(session, row, officer), seal_of(session, row.id)
        made = file.recommendation
        sources = move_of(Act.RETURN).sources
        if made is None or file.application.status not in sources:
            raise MoveRefused(Act.RETURN, file.application.status, sources)
        assessed = next(one for one in file.assessments if one.number == made.assessment)
        policy = _pinned(library, file)
        again = _again(file, made, assessed, policy)
        is_same, stand = again.is_equal and again.is_same_package, file.desk.points_stand
        waits = policy is not None and open_until(session, row, policy, today) is not None
        found = Found(is_same, stand, waits, is_signed(session, row.id, seal, made), *_kept_waiting(session, row))
        return SecondLook(
            file=file,
            recommendation=made,
            assessed=assessed,
            today=today,
            again=again,
            acts=_acts(file),
            duplicates=tuple(one for one in file.desk.duplicates if one.closed is None),
            interests=tuple(one for one in file.desk.interests if one.closed is None),
            published=tuple(_published(session, library, made, assessed, again, today)),
            ended=tuple(_ended(session, row, seal, local_day(made.at), today)),
            obstacles=_obstacles(session, row, seal, policy, officer, today),
            choices=choices(file.application, officer, made.opinion, found),
            changes=changes_of(session, row, seal, assessed),
        )


def _kept_waiting(session: Session, row: ApplicationRow) -> tuple[bool, bool]:
    """Say whether a file waits for its round, and whether a body keeps the decision suspended whose place it takes."""
    awaits = bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == row.id, awaits_round()))))
    stays = stays_of(session, [row.replaces_id]).get(row.replaces_id, ()) if row.replaces_id is not None else ()
    return awaits, bool(stays) and stays[-1].last is None


def _again(file: ApplicationFile, made: Recommendation, assessed: Assessed, policy: Policy | None) -> Again:
    application = file.application
    package = package_of(application, assessed, made).hash()
    if policy is None:
        return Again(None, package, package == made.package, has_new_figures=False)
    fresh = assess_now(policy, assessed.facts, assessed.on, assessed.pin.round)
    has_new_figures = fresh.pin.round_digest != assessed.pin.round_digest
    return Again(differences(assessed.document, fresh.document), package, package == made.package, has_new_figures)


def _acts(file: ApplicationFile) -> tuple[Event, ...]:
    """Give the acts after the newest recommendation, which is the one in force."""
    last = max(event.number for event in file.events if event.act == Act.RECOMMEND)
    return tuple(event for event in file.events if event.number > last)


def _published(
    session: Session, library: Library, made: Recommendation, assessed: Assessed, again: Again, today: date
) -> Iterator[Published]:
    scheme, since = assessed.pin.scheme, made.at
    versions = sa.select(PolicyRow).where(PolicyRow.scheme == scheme, PolicyRow.published_at > since).order_by(PolicyRow.id)
    for row in session.scalars(versions):
        try:
            in_force = library.find(scheme, row.version).in_force
        except PolicyUnknown:  # published by another process a moment ago
            yield Published(row.version, row.published_at, "unknown")
            continue
        yield Published(row.version, row.published_at, concern_of(in_force, assessed.on, today))
    figures = sa.select(RoundsRow).where(RoundsRow.scheme == scheme, RoundsRow.published_at > since).order_by(RoundsRow.id)
    for rounds in session.scalars(figures):
        yield Published("", rounds.published_at, "figures" if again.has_new_figures else "later")


def _ended(session: Session, row: ApplicationRow, seal: Seal, signed: date, today: date) -> Iterator[Ended]:
    for file in evidence_files(session, row.id, seal):
        if not file.is_removed and file.valid_to is not None and file.holds(signed) and not file.holds(today):
            yield Ended("evidence", file.number, file.kind, file.valid_to)
    for request in requests_of(session, row.id, seal):
        closing = request.closing
        until = closing.valid_until if closing and closing.holds_on(signed) and not closing.holds_on(today) else None
        if until is not None:
            yield Ended("answer", request.number, request.department, until)


def _obstacles(
    session: Session, row: ApplicationRow, seal: Seal, policy: Policy | None, officer: Officer, today: date
) -> tuple[tuple[str, str], ...]:
    """Give what would stand in the way of recommending it today: a department's answer that ran out leaves its fact open again."""
    found = bench_of(session, row, seal, policy, officer, today).obstacles if policy else ()
    return tuple(obstacle for obstacle in found if obstacle[0] != "flag")


def _pinned(library: Library, file: ApplicationFile) -> Policy | None:
    """Give the pinned policy, None where the library lacks it or holds another meaning under its name."""
    try:
        return pinned_policy(library, file.application.pin)
    except (PolicyChanged, PolicyUnknown):
        return None

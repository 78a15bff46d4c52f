"""批次: a round as it stands, and what the acts about rounds share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.procedure import unnamed
from scoring.application.rounds import RoundStage
from scoring.application.status import PRIVATE
from scoring.casework.round_places import read_cuts
from scoring.casework.scope import offices_below
from scoring.errors import NotAllowed, NotFound, OrgansUnnamed, PolicyChanged
from scoring.records.applications import ApplicationRow
from scoring.records.ranking_rounds import (
    RankingRoundRow,
    RoundFileRow,
    RoundFreezeRow,
    RoundHoldRow,
    RoundOutcomeRow,
    RoundPublicationRow,
    RoundRemovalRow,
    RoundResultRow,
    RoundReturnRow,
)
from scoring.records.round_cancellations import RoundCancellationRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.model import Policy

Rules: TypeAlias = tuple[str, str, str | None]
"""Scheme, version, and the round that the rules know by that name."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A round with what was done about it last; `hold` is None where nobody agreed to the result that counts, or it came back."""

    row: RankingRoundRow
    freeze: RoundFreezeRow | None
    removed: int
    result: RoundResultRow | None
    hold: RoundHoldRow | None
    publication: RoundPublicationRow | None
    done: int
    cancellation: RoundCancellationRow | None = None

    @property
    def stage(self) -> RoundStage:
        """Where the round stands."""
        if self.cancellation is not None:
            return RoundStage.CANCELLED
        if self.publication is not None and self.freeze is not None:
            return RoundStage.CLOSED if self.done >= self.freeze.files - self.removed else RoundStage.PUBLISHED
        if self.hold is not None:
            return RoundStage.HELD
        if self.result is not None and self.result.removed == self.removed:
            return RoundStage.RANKED
        return RoundStage.OPEN if self.freeze is None else RoundStage.FROZEN

    @property
    def turn(self) -> int:
        """The number that the next result will have."""
        return self.result.turn + 1 if self.result else 1

    @property
    def cuts(self) -> dict[str, Any]:
        """What the result says of each district."""
        return read_cuts(self.result.cuts) if self.result else {}


def refuse_others(act: str, officer: Officer) -> None:
    """Raise NotAllowed for all but supervisors: they are the committee."""
    if Role.SUPERVISOR not in officer.roles:
        raise NotAllowed(act, Guard.ROLE)


def refuse_unproved(act: str, officer: Officer) -> None:
    """Raise NotAllowed (`proved`) for one who did not prove lately who they are: a result bears their name."""
    if not officer.is_proved:
        raise NotAllowed(act, Guard.PROVED)


def find_round(session: Session, number: int, officer: Officer, *, lock: bool = False) -> RankingRoundRow:
    """Give a round that is about files of the officer's scope. Raises NotFound."""
    query = sa.select(RankingRoundRow).where(RankingRoundRow.id == number, rounds_within(officer))
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound("round", str(number))
    return row


def find_to_act(session: Session, number: int, officer: Officer, act: str) -> RankingRoundRow:
    """Give, and hold, a round for an act about all its files. Raises NotFound, and NotAllowed as `refuse_partly`."""
    row = find_round(session, number, officer, lock=True)
    refuse_partly(session, rules_of_round(row), officer, act)
    return row


def refuse_partly(session: Session, rules: Rules, officer: Officer, act: str, offices: Collection[str] = ()) -> None:
    """Raise NotAllowed (`whole_round`) for who does not see every file that a round of these rules is held for.

    A round is held for all of them, in whichever office: so who acts on it is of no office, or of one above all that have such
    files, and all *offices* that take some.
    """
    if not sees_all(session, rules, officer, offices):
        raise NotAllowed(act, Guard.WHOLE_ROUND)


def sees_all(session: Session, rules: Rules, officer: Officer, offices: Collection[str] = ()) -> bool:
    """Whether an officer sees every file that a round of these rules is held for, and all *offices*."""
    if officer.office is None:
        return True
    within_scope = set(session.scalars(offices_below(officer.office)))
    return set(offices) <= within_scope and not _has_elsewhere(session, rules, officer.office)


def is_whole(session: Session, row: RankingRoundRow, officer: Officer) -> bool:
    """Whether the officer sees every file that a round is held for."""
    return officer.office is None or not _has_elsewhere(session, rules_of_round(row), officer.office)


def _has_elsewhere(session: Session, rules: Rules, office: str) -> bool:
    is_elsewhere = sa.or_(ApplicationRow.office_id.is_(None), ApplicationRow.office_id.not_in(offices_below(office)))
    outside = sa.select(ApplicationRow.id).where(*held_for(rules), ApplicationRow.status.not_in(PRIVATE), is_elsewhere)
    return session.scalar(outside.limit(1)) is not None


def rules_of_round(row: RankingRoundRow) -> Rules:
    """Give for which rules a round is held."""
    return row.scheme, row.policy_version, row.round


def held_by(rules: Rules) -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions on a `RankingRoundRow` that it is held by these rules, and not cancelled."""
    scheme, version, round_id = rules
    is_round = RankingRoundRow.round.is_(None) if round_id is None else RankingRoundRow.round == round_id
    of_rules = RankingRoundRow.scheme == scheme, RankingRoundRow.policy_version == version, is_round
    return *of_rules, RankingRoundRow.id.not_in(cancelled())


def by_same_rules() -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions that a `RankingRoundRow`, cancelled or not, is held by the rules that an `ApplicationRow` goes by."""
    return (
        RankingRoundRow.scheme == ApplicationRow.scheme,
        RankingRoundRow.policy_version == ApplicationRow.policy_version,
        sa.func.coalesce(RankingRoundRow.round, "") == sa.func.coalesce(ApplicationRow.round, ""),
    )


def held_for(rules: Rules) -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions on an `ApplicationRow` that a round of these rules is held for it."""
    scheme, version, round_id = rules
    is_round = ApplicationRow.round.is_(None) if round_id is None else ApplicationRow.round == round_id
    return ApplicationRow.scheme == scheme, ApplicationRow.policy_version == version, is_round


def rounds_within(officer: Officer) -> sa.ColumnElement[bool]:
    """Say of a `RankingRoundRow` whether a file that it is held for lies with the own office or below, or it was opened there.

    All are where the officer has no office.
    """
    if officer.office is None:
        return sa.true()
    below = offices_below(officer.office)
    own = sa.select(ApplicationRow.id).where(
        *by_same_rules(), ApplicationRow.status.not_in(PRIVATE), ApplicationRow.office_id.in_(below)
    )
    return sa.or_(RankingRoundRow.office_id.in_(below), sa.exists(own.correlate(RankingRoundRow)))


def cancelled() -> sa.Select[int]:
    """Select the rounds that were cancelled."""
    return sa.select(RoundCancellationRow.round_id)


def standing_of(session: Session, row: RankingRoundRow) -> Standing:
    """Give where a round stands."""
    result = session.scalar(
        sa.select(RoundResultRow).where(RoundResultRow.round_id == row.id).order_by(RoundResultRow.turn.desc()).limit(1)
    )
    removed = _count(session, RoundRemovalRow, row.id)
    is_fresh = result is not None and result.removed == removed
    return Standing(
        row=row,
        freeze=session.get(RoundFreezeRow, row.id),
        removed=removed,
        result=result,
        hold=_hold(session, result) if result is not None and is_fresh else None,
        publication=session.get(RoundPublicationRow, row.id),
        done=session.scalars(sa.select(sa.func.count()).select_from(_done(row.id).subquery())).one(),
        cancellation=session.get(RoundCancellationRow, row.id),
    )


def rules_of(library: Library, row: RankingRoundRow) -> Policy:
    """Give the rules of a round, as they were when it was opened. Raises PolicyChanged, PolicyUnknown."""
    policy = library.find(row.scheme, row.policy_version)
    if policy.digest != row.policy_digest:
        raise PolicyChanged(row.scheme, row.policy_version, row.policy_digest, policy.digest)
    return policy


def refuse_unnamed(library: Library, timing: Timing, row: RankingRoundRow, act: str) -> None:
    """See that whoever is told can be told whom to turn to. Raises OrgansUnnamed, PolicyChanged, PolicyUnknown."""
    policy = rules_of(library, row)
    places = unnamed(policy.procedure, timing.defaults)
    if places:
        raise OrgansUnnamed(act, policy.scheme, policy.version, places)


def _hold(session: Session, result: RoundResultRow) -> RoundHoldRow | None:
    returned = sa.select(RoundReturnRow.number).where(RoundReturnRow.round_id == result.round_id)
    query = sa.select(RoundHoldRow).where(
        RoundHoldRow.round_id == result.round_id, RoundHoldRow.turn == result.turn, RoundHoldRow.number.not_in(returned)
    )
    return session.scalar(query.order_by(RoundHoldRow.number.desc()).limit(1))


def _done(round_id: int) -> sa.Select[int]:
    return (
        sa.select(RoundFileRow.application_id)
        .join(
            RoundOutcomeRow,
            sa.and_(
                RoundOutcomeRow.round_id == RoundFileRow.round_id,
                RoundOutcomeRow.application_id == RoundFileRow.application_id,
                RoundOutcomeRow.recommendation == RoundFileRow.recommendation,
            ),
        )
        .where(RoundFileRow.round_id == round_id)
    )


def _count(session: Session, of: type[RoundRemovalRow], round_id: int) -> int:
    return session.scalars(sa.select(sa.func.count()).select_from(of).where(of.round_id == round_id)).one()

"""批次: the background work about a round: how far it is, and what came of computing it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from scoring.application.background import JobState
from scoring.application.rounds import RoundStage
from scoring.casework.freeze_round import ranking_key
from scoring.casework.publish_round import closing_key
from scoring.casework.recomputations import HowFar
from scoring.casework.recompute_round import again_key, last_recomputation, next_number
from scoring.casework.round_hindrances import read_hindrance
from scoring.records.convert import account_name
from scoring.records.jobs import JobRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.audit import Again
    from scoring.casework.round_hindrances import Hindrance
    from scoring.casework.rounds import Standing


@dataclass(frozen=True, slots=True)
class RoundAgain:
    """What came out when the published result was last computed again; `made` is empty where nothing could be computed.

    `by` is empty where the installation itself did it.
    """

    again: Again
    at: datetime
    by: str
    kept: str
    made: str


def again_of(session: Session, number: int) -> RoundAgain | None:
    """Give what came of computing a round again last."""
    row = last_recomputation(session, number)
    if row is None:
        return None
    return RoundAgain(cast("Again", row.again), row.at, account_name(session, row.ordered_by), row.kept, row.made or "")


def is_computing(session: Session, number: int) -> bool:
    """Whether a round is being computed again."""
    waiting = (JobState.QUEUED, JobState.RUNNING)
    query = sa.select(JobRow.id).where(JobRow.key == again_key(number, next_number(session, number)), JobRow.state.in_(waiting))
    return session.scalar(query) is not None


def hindrance_to(session: Session, standing: Standing) -> Hindrance | None:
    """Give why the list could not be ranked when that was tried last; None where it was not, or is being tried again."""
    job = _job(session, standing) if standing.stage is RoundStage.FROZEN else None
    return read_hindrance(job) if job else None


def progress_of(session: Session, standing: Standing) -> HowFar | None:
    """Say how far the job is that is at work on the round; None where none is, or it is over."""
    job = _job(session, standing)
    return HowFar(JobState(job.state), job.done, job.total) if job else None


def _job(session: Session, standing: Standing) -> JobRow | None:
    number = standing.row.id
    key = closing_key(number) if standing.publication else ranking_key(number, standing.turn, standing.removed)
    return session.scalar(sa.select(JobRow).where(JobRow.key == key))

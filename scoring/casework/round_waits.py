"""The days on which an approved file waits for its round: the term to decide it does not run on them.

Nobody may decide it before a round admits it (`admission.refuse_unadmitted`), so whoever has it in hand could neither meet the
term nor miss it. The term goes on where it stopped: the day of the approval and those before count, and those after the outcome, as
with questions to the applicant. The law leaves the time of a tender or an auction among applicants out likewise.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import ROUND, Pause
from scoring.application.deadlines import local_day
from scoring.application.status import Status
from scoring.casework.admission import has_place
from scoring.records.applications import ApplicationRow
from scoring.records.granting import GrantApprovalRow
from scoring.records.ranking_rounds import RoundOutcomeRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

_DAY = timedelta(days=1)


@cache  # building it takes longer than its answer
def awaits_round() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether it is approved and waits for a round; only rules that rank have rounds."""
    return sa.and_(ApplicationRow.status == Status.APPROVED_PENDING, ~has_place())


@cache
def ever_awaited() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether it waits for a round, or did before one was carried out."""
    came = sa.select(RoundOutcomeRow.round_id).where(RoundOutcomeRow.application_id == ApplicationRow.id)
    return sa.or_(sa.exists(came.correlate(ApplicationRow)), awaits_round())


def waits_of(session: Session, application_ids: Sequence[int]) -> Mapping[int, tuple[Pause, ...]]:
    """Give the days on which each of these files waited for a round, in order; nothing for one that never did.

    From the day after an approval to that of its outcome; the last of them lasts where the file waits still.
    """
    approval, outcome = GrantApprovalRow, RoundOutcomeRow
    same = sa.and_(outcome.application_id == approval.application_id, outcome.recommendation == approval.recommendation)
    ends = sa.select(sa.func.min(outcome.at)).where(same).correlate(approval).scalar_subquery()
    newest = sa.select(sa.func.max(approval.recommendation)).where(approval.application_id == ApplicationRow.id)
    waits = sa.and_(awaits_round(), approval.recommendation == newest.correlate(ApplicationRow).scalar_subquery())
    query = sa.select(approval.application_id, approval.at, ends).join(ApplicationRow, ApplicationRow.id == approval.application_id)
    query = query.where(approval.application_id.in_(application_ids), sa.or_(ends.is_not(None), waits))
    found: dict[int, tuple[Pause, ...]] = {}
    for id_, approved_at, ended_at in session.execute(query.order_by(approval.application_id, approval.recommendation)):
        first, last = local_day(approved_at) + _DAY, ended_at and local_day(ended_at)
        if last is None or last >= first:
            found[id_] = (*found.get(id_, ()), Pause(first, last, ROUND))
    return found

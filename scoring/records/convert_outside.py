"""Cases before outside bodies: rows become dataclasses here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.endings import ENDING, Ending, contested_ending, overtaken_lapse
from scoring.application.outside import CaseKind, CaseStep, CaseStepKind, OutsideCase
from scoring.application.status import Act
from scoring.records.convert import account_name
from scoring.records.events import EventRow
from scoring.records.journal import stream_of
from scoring.records.outside_cases import OutsideCaseRow, OutsideCaseStepRow, case_place, case_step_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def outside_cases(session: Session, application_id: int, seal: Seal) -> tuple[OutsideCase, ...]:
    """Give every case about the decision on a file, the oldest first."""
    query = sa.select(OutsideCaseRow).where(OutsideCaseRow.application_id == application_id).order_by(OutsideCaseRow.number)
    rows = session.scalars(query).all()
    ended = endings(session, (application_id,)).get(application_id, ()) if rows else ()
    return tuple(_case(session, row, seal, ended) for row in rows)


def endings(session: Session, application_ids: Sequence[int]) -> Mapping[int, tuple[Ending, ...]]:
    """Give how the grant on each of these files ended, the first end first, and which was taken away again; else nothing."""
    streams = {stream_of(id_): id_ for id_ in application_ids}
    query = sa.select(EventRow.stream, EventRow.act, EventRow.at).where(
        EventRow.stream.in_(streams), EventRow.act.in_((*ENDING, Act.RESTORE))
    )
    found: dict[int, tuple[Ending, ...]] = {}
    for stream, act, at in session.execute(query.order_by(EventRow.stream, EventRow.number)):
        before = found.get(streams[stream], ())
        if act == Act.RESTORE:
            found[streams[stream]] = (*before[:-1], replace(before[-1], undone_at=at))
        else:
            found[streams[stream]] = (*before, Ending(Act(act), at))
    return found


def _case(session: Session, row: OutsideCaseRow, seal: Seal, ended: Sequence[Ending]) -> OutsideCase:
    said = seal.open_document(row.content, case_place(row.number))
    steps = sa.select(OutsideCaseStepRow).where(
        OutsideCaseStepRow.application_id == row.application_id, OutsideCaseStepRow.outside_case == row.number
    )
    made = tuple(_step(session, each, seal) for each in session.scalars(steps.order_by(OutsideCaseStepRow.number)))
    overtaken = (overtaken_lapse(ended, step.at, step.on) for step in made if step.kind is CaseStepKind.STAYED)
    return OutsideCase(
        number=row.number,
        kind=CaseKind(row.kind),
        at=row.at,
        by=account_name(session, row.by),
        filed_on=row.filed_on,
        learned_on=row.learned_on,
        due=row.due,
        organ=said["organ"],
        case_number=said["case_number"],
        asked=said["asked"],
        steps=made,
        contests=contested_ending(ended, row.at, row.filed_on),
        overtakes=next((lapse for lapse in overtaken if lapse is not None), None),
    )


def _step(session: Session, row: OutsideCaseStepRow, seal: Seal) -> CaseStep:
    said = seal.open_document(row.content, case_step_place(row.outside_case, row.number))
    by = account_name(session, row.by)
    return CaseStep(row.number, CaseStepKind(row.kind), row.at, by, row.on, said["document"], said["words"])

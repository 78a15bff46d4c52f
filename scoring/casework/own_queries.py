"""What a holder reads of the own drafts and applications: where they stand, what happened, what is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from scoring.application import outside
from scoring.application.filing import Content, Draft
from scoring.application.originals import as_own
from scoring.application.own_file import By, OwnFile, OwnLine, Step
from scoring.application.permits import possible_for_holder
from scoring.application.status import PRIVATE, Act, Status
from scoring.casework.assessing import declared
from scoring.casework.correct import follower_of
from scoring.casework.lateness import recorded_days
from scoring.casework.originals import is_waited_for
from scoring.casework.own import find_own
from scoring.casework.own_history import SAID, TOLD
from scoring.casework.people import named
from scoring.casework.points import approvals, cited, person_behind, record_of, record_of_holder
from scoring.casework.preparations import may_fill_in
from scoring.casework.revoking import is_proposed
from scoring.casework.round_family import awaited_by
from scoring.casework.round_standing import own_awaited, own_counted
from scoring.casework.round_waits import waits_of
from scoring.errors import NotFound
from scoring.records import convert, convert_filings
from scoring.records.applications import ApplicationRow
from scoring.records.convert_messages import file_messages
from scoring.records.convert_originals import summonses
from scoring.records.convert_outside import outside_cases
from scoring.records.convert_publications import standing_of
from scoring.records.convert_questions import question_sets
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.events import EventRow
from scoring.records.filings import DraftRow
from scoring.records.journal import PREFIX, stream_of
from scoring.records.offices import OfficeRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Event
    from scoring.application.holder import Holder
    from scoring.application.points import PointsRecord
    from scoring.application.questions import QuestionSet
    from scoring.policy.model import Policy
    from scoring.policy.wording import Text
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


def read_draft(transaction: Transaction, reference: str, *, holder: Holder) -> Draft:
    """Give one of the holder's drafts. Raises NotFound, also for one that was submitted, deleted or expired."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        kept = session.get(DraftRow, row.id)
        if kept is None:
            raise NotFound("draft", reference)
        return convert_filings.draft(row, kept, seal_of(session, row.id))


def read_own_file(transaction: Transaction, reference: str, *, holder: Holder) -> OwnFile:
    """Give one of the holder's applications, from its submission on.

    What it waits for and until when says `services.timing.waiting(file.status, policy.procedure, file.days, file.pauses)`.

    Raises:
        NotFound: none of the holder's; also for a draft (`read_draft`), deleted or expired ones among them.
    """
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        if row.status in PRIVATE or row.received_at is None:
            raise NotFound("application", reference)
        return _own_file(session, row, row.received_at, holder)


def _own_file(session: Session, row: ApplicationRow, received_at: datetime, holder: Holder) -> OwnFile:
    seal = seal_of(session, row.id)
    filed = convert_filings.filings(session, row.id)
    questions = question_sets(session, row.id, seal)
    return OwnFile(
        reference=row.reference,
        version=row.version,
        status=Status(row.status),
        scheme=row.scheme,
        policy_version=row.policy_version,
        round=row.round,
        on=row.on,
        office=_office(session, row),
        received_at=received_at,
        accepted_at=row.accepted_at,
        decided_at=session.scalar(sa.select(DecisionRow.at).where(DecisionRow.application_id == row.id)),
        content=convert_filings.filed(filed[-1], seal) if filed else _stated(session, row, seal),
        receipts=tuple(convert_filings.receipt(session, row, kept) for kept in filed),
        supplements=convert_filings.supplements(session, row.id, seal),
        steps=tuple(_steps(session, row, seal, holder)),
        days=recorded_days(session, row.id),
        acts=_acts(session, row, questions),
        questions=questions,
        declared=declared(session, row, seal).facts,
        kind=cast("Any", row.kind),
        approvals=approvals(session, row),
        cited=cited(session, row.id),
        listed=standing_of(session, row.id),
        counted=own_counted(session, row.id),
        awaited=own_awaited(session, row),
        waits=waits_of(session, [row.id]).get(row.id, ()),
        awaits=awaited_by(session, row),
        messages=file_messages(session, row.id, seal, with_sender=False),
        replaces=convert.replaces(session, row),
        followed_by=follower_of(session, row.id),
        originals=tuple(as_own(each) for each in summonses(session, row.id, seal)),
        cases=tuple(outside.as_own(each) for each in outside_cases(session, row.id, seal)),
    )


def _stated(session: Session, row: ApplicationRow, seal: Seal) -> Content:
    """Give what a new version states: nobody handed it in, it was taken over from the file before and amended since."""
    people = convert.application(session, row, seal).persons
    return Content(declared(session, row, seal).facts, named(people), office=row.office_id)


def _office(session: Session, row: ApplicationRow) -> Text | None:
    office = session.get(OfficeRow, row.office_id) if row.office_id else None
    return convert.office(office).name if office else None


def _acts(session: Session, row: ApplicationRow, questions: Sequence[QuestionSet]) -> tuple[Act, ...]:
    """Give what the holder may do now: answer only what was asked or proposed, give a cause only where summoned, and so on."""
    open_ = {
        Act.ANSWER_QUESTIONS: bool(questions) and questions[-1].answer is None,
        Act.GIVE_CAUSE: is_waited_for(session, row.id),
        Act.ANSWER_REVOKING: is_proposed(session, row.id),
        Act.WITHDRAW: row.replaces_id is None,
    }
    return tuple(act for act in possible_for_holder(Status(row.status)) if open_.get(act, True))


def list_own(transaction: Transaction, *, holder: Holder) -> tuple[OwnLine, ...]:
    """Give the holder's drafts and applications, what changed last first; deleted and expired drafts are not among them."""
    stream = sa.literal(PREFIX) + sa.cast(ApplicationRow.id, sa.String)
    changed = sa.select(sa.func.max(EventRow.at)).where(EventRow.stream == stream).scalar_subquery()
    gone = PRIVATE - {Status.DRAFT}
    query = sa.select(ApplicationRow, changed).where(
        ApplicationRow.account_id == holder.account_id, ApplicationRow.status.not_in(gone)
    )
    with reading(transaction) as session:
        lines = [_line(row, at) for row, at in session.execute(query)]
    return tuple(sorted(lines, key=lambda line: (line.changed_at, line.reference), reverse=True))


def read_points(transaction: Transaction, policy: Policy, *, holder: Holder) -> PointsRecord | None:
    """Tell where the holder's own points stand under a policy; None where none were handed in, or who they are is not verified."""
    with reading(transaction) as session:
        return record_of_holder(session, policy, holder)


def read_points_behind(
    transaction: Transaction, policy: Policy, reference: str, *, holder: Holder, on: date
) -> PointsRecord | None:
    """Tell where the points stand of whom one of the holder's drafts is for; None where they may not act for them on that day.

    Raises NotFound.
    """
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        blind = person_behind(session, row, holder) if may_fill_in(session, row, on) else None
        return record_of(session, policy, blind) if blind else None


def _line(row: ApplicationRow, changed_at: datetime) -> OwnLine:
    return OwnLine(
        reference=row.reference,
        version=row.version,
        status=Status(row.status),
        scheme=row.scheme,
        policy_version=row.policy_version,
        began_at=row.recorded_at,
        changed_at=changed_at,
        kind=cast("Any", row.kind),
    )


def _steps(session: Session, row: ApplicationRow, seal: Seal, holder: Holder) -> Iterator[Step]:
    query = sa.select(EventRow).where(EventRow.stream == stream_of(row.id), EventRow.act.in_(TOLD)).order_by(EventRow.number)
    for found in session.scalars(query):
        yield _step(convert.event(session, found, seal), holder)


def _step(event: Event, holder: Holder) -> Step:
    act = Act(event.act)
    by: Mapping[int | None, By] = {None: "installation", holder.account_id: "you"}
    return Step(act=act, at=event.at, by=by.get(event.actor_id, "office"), words=event.note if act in SAID else "")

"""Which applications are overdue, asked of the database; and the acts from which the terms of some of them run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.deadlines import midnight
from scoring.application.due import CASE_ANSWER, EXTENDED, NOTICE, ORIGINALS, SERVICE, days_of
from scoring.application.outside import CLOSING, ENDED
from scoring.application.serving import DECISIONS
from scoring.application.status import CAUSES, Status
from scoring.casework.originals import originals_until
from scoring.casework.outside import case_answer_until
from scoring.casework.pauses import pauses_of, was_paused, was_stayed
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow, RecommendationRow
from scoring.records.documents import DocumentRow, DocumentServiceRow
from scoring.records.filings import SupplementExtensionRow, SupplementRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from scoring.application.clocks import Pause
    from scoring.application.due import Late, Timing
    from scoring.policy.library import Library
    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction

_DAY = timedelta(days=1)

SINCE = sa.case(
    (ApplicationRow.cause.is_not(None), ApplicationRow.received_at),
    else_=sa.func.coalesce(ApplicationRow.accepted_at, ApplicationRow.received_at, ApplicationRow.recorded_at),
)
"""Since when the office has an application: among those that are alike, the first of them is due first."""


@dataclass(frozen=True, slots=True)
class LateUnder:
    """Since when applications under one version are overdue; where an applicant's term was extended, by `today`.

    By `timing` and `procedure` a file whose terms have waited is counted anew, by itself.
    """

    scheme: str
    version: str
    late: Late
    today: date = date.max
    timing: Timing | None = None
    procedure: Procedure | None = None


def late_under(library: Library, timing: Timing, today: date) -> tuple[LateUnder, ...]:
    """Give since when applications are overdue today, for every version that the library knows."""
    return tuple(
        LateUnder(policy.scheme, policy.version, late, today, timing, policy.procedure)
        for policy in library.policies
        for late in (*timing.late(policy.procedure, today), *timing.late_by_day(policy.procedure, today))
    )


def days_by_reference(transaction: Transaction, references: Sequence[str]) -> Mapping[str, Mapping[str, date]]:
    """Give the recorded days from which terms run, of applications that the asking person was shown in a list."""
    with reading(transaction) as session:
        rows = session.execute(_acts().where(ApplicationRow.reference.in_(references))).all()
        return {row[0]: _days(row) for row in rows}


def recorded_days(session: Session, application_id: int) -> Mapping[str, date]:
    """Give the recorded days from which terms of one application run."""
    return _days(session.execute(_acts_of(), {"id": application_id}).one())


@cache  # as all that follows: building these takes longer than their answers
def _acts() -> sa.Select[*tuple[Any, ...]]:
    row = ApplicationRow
    return sa.select(
        row.reference,
        row.recorded_at,
        _recommended_at(),
        _decided_at(),
        row.received_at,
        row.accepted_at,
        _notice_at(),
        served_on(),
        extended_to(),
        row.cause,
        originals_until(),
        case_answer_until(),
        _closing_served_on(),
    )


@cache
def _acts_of() -> sa.Select[*tuple[Any, ...]]:
    return _acts().where(ApplicationRow.id == sa.bindparam("id"))


def _days(row: Sequence[Any]) -> Mapping[str, date]:
    _, recorded, recommended, decided, received, accepted, notice, served, extended, cause, *told = row
    days = days_of(recorded, recommended, decided, received_at=received, accepted_at=accepted, notice_at=notice)
    named = zip((SERVICE, EXTENDED, ORIGINALS, CASE_ANSWER, CLOSING), (served, extended, *told), strict=True)
    more = (*named, *([(cause, days["receipt"])] if cause else []))
    return days | {name: day for name, day in more if day is not None}


def any_late(found: Sequence[LateUnder]) -> sa.ColumnElement[bool]:
    """Give the condition on an application that it is overdue by one of these."""
    return sa.or_(sa.false(), *(_is_late(each) for each in found))


def excused(session: Session, found: Sequence[LateUnder]) -> Sequence[int]:
    """Give the files that would be overdue by one of these and are not, since their terms have waited.

    The database cannot count the days of a pause; it finds the few files that paused, and each is counted as its page counts it.
    """
    by = {(each.scheme, each.version): each for each in found}
    query = _acts().add_columns(ApplicationRow.id, ApplicationRow.scheme, ApplicationRow.policy_version, ApplicationRow.status)
    rows = session.execute(query.where(sa.or_(was_paused(), was_stayed()), any_late(found))).all()
    pauses = pauses_of(session, [row[-4] for row in rows])
    return [
        id_
        for *acts, id_, scheme, version, status in rows
        if not _is_late_still(by[scheme, version], Status(status), _days(acts), pauses.get(id_, ()))
    ]


def _is_late_still(each: LateUnder, status: Status, days: Mapping[str, date], pauses: Sequence[Pause]) -> bool:
    """Whether a file is overdue with its pauses counted, or may be since the working days of a year are not known."""
    if each.timing is None or each.procedure is None:
        return True
    waiting = each.timing.waiting(status, each.procedure, days, pauses)
    unknown = (due.unknown_year for due in waiting if due.unknown_year is not None)
    return any(due.is_overdue(each.today) for due in waiting) or any(year <= each.today.year for year in unknown)


def _is_late(each: LateUnder) -> sa.ColumnElement[bool]:
    if each.late.start in {ORIGINALS, CASE_ANSWER}:
        until = originals_until() if each.late.start == ORIGINALS else case_answer_until()
        of_version = sa.and_(ApplicationRow.scheme == each.scheme, ApplicationRow.policy_version == each.version)
        return sa.and_(of_version, until <= each.late.last)
    act = {"recommendation": _recommended_at, "decision": _decided_at, NOTICE: _notice_at}.get(each.late.start)
    received = each.late.start in {"receipt", *CAUSES}
    moment = act() if act else ApplicationRow.received_at if received else ApplicationRow.accepted_at
    is_over = moment < midnight(each.late.last + _DAY) if each.late.start != SERVICE else served_on() <= each.late.last
    return sa.and_(
        ApplicationRow.scheme == each.scheme,
        ApplicationRow.policy_version == each.version,
        ApplicationRow.status == each.late.status,
        is_over,
        *_of_cause(each.late),
        *([sa.func.coalesce(extended_to(), date.min) < each.today] if each.late.status is Status.SUPPLEMENT else []),
    )


def _of_cause(late: Late) -> tuple[sa.ColumnElement[bool], ...]:
    """The term of its cause is a new version's only one, until it is decided."""
    if late.start in CAUSES:
        return (ApplicationRow.cause == late.start,)
    return (ApplicationRow.cause.is_(None),) if late.status is not Status.GRANTED else ()


@cache
def _recommended_at() -> sa.ScalarSelect[datetime]:
    newest = aliased(RecommendationRow)
    of_this = newest.application_id == ApplicationRow.id
    return sa.select(newest.at).where(of_this).order_by(newest.number.desc()).limit(1).correlate(ApplicationRow).scalar_subquery()


@cache
def _decided_at() -> sa.ScalarSelect[datetime]:
    decision = aliased(DecisionRow)
    return sa.select(decision.at).where(decision.application_id == ApplicationRow.id).correlate(ApplicationRow).scalar_subquery()


@cache
def _notice_at() -> sa.ScalarSelect[datetime]:
    newest = aliased(SupplementRow)
    of_this = newest.application_id == ApplicationRow.id
    return (
        sa.select(newest.asked_at)
        .where(of_this)
        .order_by(newest.number.desc())
        .limit(1)
        .correlate(ApplicationRow)
        .scalar_subquery()
    )


@cache
def extended_to() -> sa.ScalarSelect[date]:
    """Give, of an `ApplicationRow`, the last day to answer its newest supplement where that was moved; NULL where it was not."""
    extension, newest = aliased(SupplementExtensionRow), aliased(SupplementRow)
    last = sa.select(sa.func.max(newest.number)).where(newest.application_id == ApplicationRow.id).correlate(ApplicationRow)
    of_this = (extension.application_id == ApplicationRow.id, extension.supplement == last.scalar_subquery())
    return sa.select(extension.due).where(*of_this).correlate(ApplicationRow).scalar_subquery()


@cache
def served_on() -> sa.ScalarSelect[date]:
    """Give, of an `ApplicationRow`, the day from which the service of its decision has effect; NULL where none is recorded."""
    return _service_of(lambda kind: kind.in_(DECISIONS))


@cache
def _closing_served_on() -> sa.ScalarSelect[date]:
    """Give, of an `ApplicationRow`, the day from which the service of the document has effect by which its grant ended."""
    return _service_of(lambda kind: kind == sa.case(dict(ENDED), value=ApplicationRow.status))


def _service_of(is_meant: Callable[[InstrumentedAttribute[str]], sa.ColumnElement[bool]]) -> sa.ScalarSelect[date]:
    issued, service = aliased(DocumentRow), aliased(DocumentServiceRow)
    same = sa.and_(issued.application_id == service.application_id, issued.number == service.number)
    of_this = sa.select(service.effective_on).join(issued, same).where(service.application_id == ApplicationRow.id)
    newest = of_this.where(is_meant(issued.kind)).order_by(service.number.desc(), service.turn.desc()).limit(1)
    return newest.correlate(ApplicationRow).scalar_subquery()

"""Decisions are computed again from their kept facts under their pinned versions, and compared to the last byte.

An auditor orders it for a selection, or the installation for all there are; a job does it, and what came out is kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from scoring.application.audit import AGAIN, Again, DecisionFilter, Recomputed
from scoring.application.background import Order
from scoring.application.plain import canonical
from scoring.application.second_look import Difference, differences
from scoring.casework.assessing import assess_now, pinned_policy
from scoring.casework.decision_search import conditions_of, refuse_others
from scoring.casework.file import refuse_barred
from scoring.casework.queue_job import add_job
from scoring.casework.recomputations import in_scope, kept_recomputation, key_of, selected
from scoring.errors import Erased, NotFound, ScoringError
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.journal import Entry, append
from scoring.records.recomputations import RecomputationFindingRow, RecomputationResultRow, RecomputationRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

STREAM = "audit"
KIND = "recompute_decisions"
AT_ONCE = 100
"""How many decisions are computed again in one reading of the database, and after how many progress is told."""

NAMED = 1000
"""Up to how many decisions that are not equal are named; all are counted."""


def order_recomputation(transaction: Transaction, wanted: DecisionFilter, *, officer: Officer, at: datetime) -> int:
    """Have all decisions that match computed again in the background; gives the number of the recomputation.

    Raises:
        NotAllowed: `role`: the officer is no auditor.
    """
    refuse_others(KIND, officer)
    with transaction() as session:
        number = _order(session, wanted, officer, at)
        add_job(session, Order(KIND, {"recomputation": number}, key_of(number)), at=at, by=officer.account_id)
        return number


def order_of_all(transaction: Transaction, *, at: datetime) -> int:
    """Have all decisions there are computed again, by the installation itself: what comes round."""
    with transaction() as session:
        return _order(session, DecisionFilter(), None, at)


def recompute_one(transaction: Transaction, library: Library, reference: str, *, officer: Officer, at: datetime) -> int:
    """Compute one decision again at once; gives the number of the recomputation.

    Raises:
        NotAllowed: `role`: the officer is no auditor.
        NotFound: there is no such decision, or none that the officer may see.
    """
    refuse_others(KIND, officer)
    with transaction() as session:
        number = _order(session, DecisionFilter(number=reference), officer, at)
        row = session.get_one(RecomputationRow, number)
        found = session.scalar(_decisions(session, row).where(DecisionRow.reference == reference))
        if found is None:
            raise NotFound("decision", reference)
        refuse_barred(session, found.application_id, officer)
        again = recompute(session, library, found)
        _keep(session, row, Counter({again.again: 1}), _unequal(found, again), at)
        return number


def recompute_decisions(transaction: Transaction, library: Library, number: int, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Do what was ordered under that number; tells how many of how many are done, and keeps at the end what came out.

    Done again it changes nothing: what was kept stays.

    Raises:
        NotFound: nothing was ordered under it.
    """
    tally: Counter[Again] = Counter()
    unequal: list[RecomputationFindingRow] = []
    with reading(transaction) as session:
        row = kept_recomputation(session, number)
        if session.get(RecomputationResultRow, number) is not None:
            return
        total = session.scalars(sa.select(sa.func.count()).select_from(_decisions(session, row).subquery())).one()
    last = 0
    while True:
        with reading(transaction) as session:
            query = _decisions(session, row).where(DecisionRow.id > last).order_by(DecisionRow.id).limit(AT_ONCE)
            found = session.scalars(query).all()
            for one in found:
                again = recompute(session, library, one)
                tally[again.again] += 1
                unequal += _unequal(one, again)[: NAMED - len(unequal)]
        if not found:
            break
        last = found[-1].id
        yield tally.total(), max(total, tally.total())
    with transaction() as session:
        _keep(session, kept_recomputation(session, number), tally, unequal, at)


def recompute(session: Session, library: Library, row: DecisionRow) -> Recomputed:
    """Assess the kept facts of a decision under the version that it pins, and compare."""
    try:
        kept = convert.decision(session, row, seal_of(session, row.application_id))
        fresh = assess_now(pinned_policy(library, kept.pin), kept.facts, kept.on, kept.pin.round)
    except Erased:
        return Recomputed("erased")
    except InvalidTag:
        return Recomputed("unreadable")
    except ScoringError as refused:
        return Recomputed("refused", why=refused.code)
    found = differences(kept.document, fresh.document)
    columns = (
        Difference("outcome", before=kept.outcome, after=fresh.document["outcome"]),
        Difference("total", before=kept.total, after=fresh.total),
    )
    named = {one.kind for one in found}
    found += tuple(one for one in columns if one.before != one.after and one.kind not in named)
    has_new_figures = fresh.pin != kept.pin
    if found or has_new_figures or canonical(kept.document) != canonical(fresh.document):
        return Recomputed("unequal", found, has_new_figures)
    return Recomputed("equal")


def _order(session: Session, wanted: DecisionFilter, officer: Officer | None, at: datetime) -> int:
    row = RecomputationRow(
        ordered_at=at,
        ordered_by=officer.account_id if officer else None,
        office_id=officer.office if officer else None,
        selection=canonical(wanted.document()),
    )
    session.add(row)
    session.flush()
    append(session, Entry(STREAM, "order_recompute", officer, at, {"recomputation": row.id}))
    return row.id


def _decisions(session: Session, row: RecomputationRow) -> sa.Select[DecisionRow]:
    of_files = sa.select(DecisionRow).join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
    return of_files.where(in_scope(row.office_id), *conditions_of(session, selected(row)))


def _unequal(row: DecisionRow, again: Recomputed) -> list[RecomputationFindingRow]:
    if again.again == "equal":
        return []
    return [RecomputationFindingRow(decision_id=row.id, again=again.again, differs=canonical(again.names))]


def _keep(
    session: Session, row: RecomputationRow, tally: Counter[Again], unequal: list[RecomputationFindingRow], at: datetime
) -> None:
    counts: dict[str, int] = {again: tally[again] for again in AGAIN}
    session.add(RecomputationResultRow(recomputation_id=row.id, at=at, examined=tally.total(), **counts))
    for finding in unequal:
        finding.recomputation_id = row.id
        session.add(finding)
    append(session, Entry(STREAM, "recompute", None, at, {"recomputation": row.id, "examined": tally.total(), **counts}))
    session.flush()

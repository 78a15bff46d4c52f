"""Decisions are entered under the criteria and rows that gave them points, so that auditors find them by these in one query."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.records import convert
from scoring.records.applications import DataKeyRow
from scoring.records.award_index import AwardIndexRow
from scoring.records.decisions import DecisionRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from scoring.application.application import Document
    from scoring.records.database import Transaction

AT_ONCE = 100


def index_awards(session: Session, row: DecisionRow, document: Document) -> None:
    """Enter a decision that rests on *document*."""
    keys = keys_of(session)
    for name in sorted(set(rows_in(document["awards"]))):
        blind = keys.blind_award(row.scheme, row.policy_version, name)
        session.add(AwardIndexRow(decision_id=row.id, blind=blind, application_id=row.application_id))
    session.flush()


def index_decisions(transaction: Transaction) -> int:
    """Enter every decision that is not entered and not erased, as those made before there was the index; gives how many."""
    entered, last = 0, 0
    while True:
        with transaction() as session:
            missing = (
                sa.select(DecisionRow)
                .join(DataKeyRow, DataKeyRow.application_id == DecisionRow.application_id)
                .where(DecisionRow.id > last, ~sa.exists().where(AwardIndexRow.decision_id == DecisionRow.id))
                .order_by(DecisionRow.id)
                .limit(AT_ONCE)
            )
            found = session.scalars(missing).all()
            for row in found:
                decision = convert.decision(session, row, seal_of(session, row.application_id))
                index_awards(session, row, decision.document)
        if not found:
            return entered
        entered, last = entered + len(found), found[-1].id


def rows_in(awards: list[Document]) -> Iterator[str]:
    """Name each criterion and group that gave points, and each row that matched as `criterion/number`."""
    for award in awards:
        if award["points"] is not None and Decimal(award["points"]):
            yield award["id"]
        if award["row"] is not None:
            yield f"{award['id']}/{award['row']['number']}"
        yield from rows_in(award["awards"])

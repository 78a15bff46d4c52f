"""Decisions as auditors search them: found by their indexes, a page at a time from the newest, so that a million cost no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.deadlines import midnight
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.lists import decision_line
from scoring.casework.scope import offices_below, within
from scoring.errors import NotAllowed
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow
from scoring.records.award_index import AwardIndexRow
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from scoring.application.audit import DecisionFilter
    from scoring.application.officer import Officer
    from scoring.casework.lines import DecisionLine
    from scoring.records.database import Transaction

COUNTED = 1000
"""Up to how many matches are counted: counting all of a million would take longer than reading a page of them."""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The newest decisions before some place. `older` is where the next page begins, None on the last one.

    `count` is how many match, None where they are more than `COUNTED`.
    """

    lines: tuple[DecisionLine, ...]
    older: int | None
    count: int | None


def search_decisions(
    transaction: Transaction, wanted: DecisionFilter, *, officer: Officer, before: int | None = None, size: int = 25
) -> DecisionPage:
    """Give the newest decisions that match, of those below the place *before*. Raises NotAllowed for all but auditors."""
    refuse_others("audit", officer)
    maker, checker = aliased(AccountRow), aliased(AccountRow)
    with reading(transaction) as session:
        conditions = [within(officer), *conditions_of(session, wanted)]
        query = (
            sa.select(DecisionRow, ApplicationRow, maker.name, checker.name)
            .select_from(DecisionRow)
            .join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
            .join(maker, maker.id == DecisionRow.maker_id)
            .join(checker, checker.id == DecisionRow.checker_id)
            .where(*conditions)
            .order_by(DecisionRow.id.desc())
            .limit(size + 1)
        )
        rows = session.execute(query if before is None else query.where(DecisionRow.id < before)).all()
        lines = tuple(decision_line(session, *row) for row in rows[:size])
        matches = sa.select(DecisionRow.id).join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
        few = matches.where(*conditions).limit(COUNTED + 1).subquery()
        count = session.scalars(sa.select(sa.func.count()).select_from(few)).one()
        older = rows[size - 1][0].id if len(rows) > size else None
        return DecisionPage(lines, older, count if count <= COUNTED else None)


def conditions_of(session: Session, wanted: DecisionFilter) -> Iterator[sa.ColumnElement[bool]]:
    """Give the conditions on a `DecisionRow` that the filter stands for."""
    if wanted.number:
        of_file = sa.select(ApplicationRow.id).where(ApplicationRow.reference == wanted.number)
        yield sa.or_(DecisionRow.reference == wanted.number, DecisionRow.application_id.in_(of_file))
    if wanted.first:
        yield DecisionRow.at >= midnight(wanted.first)
    if wanted.last:
        yield DecisionRow.at < midnight(wanted.last + timedelta(days=1))
    if wanted.office:
        there = sa.select(ApplicationRow.id).where(ApplicationRow.office_id.in_(offices_below(wanted.office)))
        yield DecisionRow.application_id.in_(there)
    if wanted.officer:
        who = sa.select(AccountRow.id).where(AccountRow.username == wanted.officer).scalar_subquery()
        yield sa.or_(DecisionRow.maker_id == who, DecisionRow.checker_id == who)
    if wanted.criterion:
        blind = keys_of(session).blind_award(wanted.scheme, wanted.version, wanted.criterion)
        yield DecisionRow.id.in_(sa.select(AwardIndexRow.decision_id).where(AwardIndexRow.blind == blind))
    exact = (
        (DecisionRow.scheme, wanted.scheme),
        (DecisionRow.policy_version, wanted.version),
        (DecisionRow.kind, wanted.kind),
        (DecisionRow.outcome, wanted.outcome),
    )
    for column, value in exact:
        if value:
            yield column == value


def refuse_others(act: str, officer: Officer) -> None:
    """Raise NotAllowed for everybody but auditors."""
    if Role.AUDITOR not in officer.roles:
        raise NotAllowed(act, Guard.ROLE)

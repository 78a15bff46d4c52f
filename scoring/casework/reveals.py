"""Reveals, for auditors: who had names and numbers shown in full, of which file and for what reason, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.access_log import about_views, view_line
from scoring.casework.decision_search import refuse_others
from scoring.casework.lists import page_of
from scoring.casework.scope import views_within
from scoring.records.access_log import ViewRow
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading

if TYPE_CHECKING:
    from scoring.application.officer import Officer
    from scoring.casework.access_log import ViewLine, ViewSearch
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class RevealRate:
    """How often one person had names shown in full in the period, and in how many files of how many that they opened."""

    name: str
    username: str
    reveals: int
    revealed_files: int
    opened_files: int

    @property
    def per_hundred(self) -> int:
        """Give in how many of a hundred files opened, rounded down; a reveal without another look is one of one."""
        return self.revealed_files * 100 // max(self.opened_files, self.revealed_files, 1)


def list_reveals(transaction: Transaction, search: ViewSearch, wanted: Wanted, *, officer: Officer) -> Page[ViewLine]:
    """Give one page of reveals, the newest first. Raises NotAllowed for all but auditors."""
    refuse_others("audit", officer)
    with reading(transaction) as session:
        query = (
            sa.select(ViewRow, AccountRow.name, AccountRow.username, ApplicationRow.reference)
            .select_from(ViewRow)
            .join(AccountRow, AccountRow.id == ViewRow.account_id)
            .outerjoin(ApplicationRow, ApplicationRow.id == ViewRow.application_id)
            .where(ViewRow.kind == "revealed", views_within(officer), *about_views(search))
            .order_by(ViewRow.sequence.desc())
        )
        return page_of(session, query, wanted, lambda row: view_line(session, *row))


def reveal_rates(transaction: Transaction, search: ViewSearch, *, officer: Officer) -> tuple[RevealRate, ...]:
    """Give the rate of everybody who had something shown in full in the period, the most frequent first; as `list_reveals`."""
    refuse_others("audit", officer)
    is_reveal = ViewRow.kind == "revealed"
    reveals = sa.func.sum(sa.case((is_reveal, 1), else_=0))
    with reading(transaction) as session:
        query = (
            sa.select(
                AccountRow.name,
                AccountRow.username,
                reveals,
                sa.func.count(sa.distinct(sa.case((is_reveal, ViewRow.application_id)))),
                sa.func.count(sa.distinct(ViewRow.application_id)),
            )
            .select_from(ViewRow)
            .join(AccountRow, AccountRow.id == ViewRow.account_id)
            .outerjoin(ApplicationRow, ApplicationRow.id == ViewRow.application_id)
            .where(views_within(officer), *about_views(search))
            .group_by(AccountRow.id, AccountRow.name, AccountRow.username)
            .having(reveals > 0)
            .order_by(reveals.desc(), AccountRow.username)
        )
        return tuple(RevealRate(*row) for row in session.execute(query))

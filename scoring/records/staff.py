"""Who the office's own people are, as far as a file may be their own: a blind index, by which no number can be read."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column

from scoring.records.applications import IdentityIndexRow
from scoring.records.database import Row
from scoring.records.keys import BLIND_INDEX


class StaffIdentityRow(Row):
    """The blind index of the identity number of somebody of the office; `by` is the administrator who recorded it."""

    __tablename__ = "staff_identities"
    __table_args__ = (sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)


def files_of_household(account_id: int | sa.BindParameter[int]) -> sa.Select[int]:
    """Select the files in which that person stands, or somebody who stands in a file beside that person."""
    joined, here = _households()
    return joined.with_only_columns(here).where(StaffIdentityRow.account_id == account_id)


def staff_of_household(application_id: int | sa.BindParameter[int]) -> sa.Select[int]:
    """Select the accounts of those for whom the file is such a one."""
    joined, here = _households()
    return joined.with_only_columns(StaffIdentityRow.account_id).where(here == application_id).distinct()


@cache  # every act asks it, and building it takes longer than the answer
def _households() -> tuple[sa.Select[int], sa.orm.InstrumentedAttribute[int]]:
    """Join the people of files to those who stand beside them anywhere, and to the staff among these."""
    here, beside, mine = (aliased(IdentityIndexRow) for _ in range(3))
    joined = (
        sa.select(here.application_id)
        .join(beside, beside.blind == here.blind)
        .join(mine, mine.application_id == beside.application_id)
        .join(StaffIdentityRow, StaffIdentityRow.blind == mine.blind)
    )
    return joined, here.application_id

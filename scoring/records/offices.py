"""Offices, as `policies/offices.yaml` names them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.office import Level
from scoring.records.database import Row, one_of


class OfficeRow(Row):
    """One office. An office stays once it was kept: files and accounts belong to it."""

    __tablename__ = "offices"
    __table_args__ = (
        sa.CheckConstraint(one_of("level", Level), name="level_known"),
        sa.CheckConstraint("(level = 'city') = (within IS NULL)", name="city_on_top"),
        sa.CheckConstraint("length(division) = 6", name="division_code"),
    )

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    name_zh: Mapped[str] = mapped_column(sa.String(120))
    name_en: Mapped[str] = mapped_column(sa.String(120))
    level: Mapped[str] = mapped_column(sa.String(16))
    division: Mapped[str] = mapped_column(sa.String(6))
    within: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"), index=True)

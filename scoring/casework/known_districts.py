"""Which districts a notice can give places to: those of the file of offices, and those that an office here is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.districts import Known
from scoring.records.database import reading
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from scoring.casework.offices import City
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


def known_districts(transaction: Transaction, policy: Policy, cities: Collection[City]) -> Known:
    """Give the districts known here, for rules of one place; *cities* are those of the file of offices."""
    with reading(transaction) as session:
        of_offices = session.scalars(sa.select(OfficeRow.division).distinct()).all()
    return Known(policy.jurisdiction, frozenset({*of_offices, *(code for city in cities for code in city.districts)}))

"""What is asked of a file with every act: built once, since building a question takes longer than its answer."""

from __future__ import annotations

from datetime import date
from functools import cache

import sqlalchemy as sa

from scoring.application.status import Part
from scoring.records.accounts import AccountRow
from scoring.records.applications import PartRow, PersonRow, RegistrationRow
from scoring.records.desk import InterestRow
from scoring.records.policies import PolicyRow
from scoring.records.staff import staff_of_household

_ID: sa.BindParameter[int] = sa.bindparam("id")


@cache
def name() -> sa.Select[str]:
    """Ask for the name that stands under the acts of the account `id`."""
    return sa.select(AccountRow.name).where(AccountRow.id == _ID)


@cache
def holder() -> sa.Select[str, bool]:
    """Ask for the name of the account `id` that holds a file, and whether it still works here."""
    return sa.select(AccountRow.name, AccountRow.active).where(AccountRow.id == _ID)


@cache
def people() -> sa.Select[PersonRow]:
    """Ask for the people of the file `id`."""
    return sa.select(PersonRow).where(PersonRow.application_id == _ID).order_by(PersonRow.number)


@cache
def registered() -> sa.Select[int, date, str]:
    """Ask who of the file `id` was registered, when and where."""
    columns = (RegistrationRow.number, RegistrationRow.on, RegistrationRow.office)
    return sa.select(*columns).where(RegistrationRow.application_id == _ID).order_by(RegistrationRow.number)


@cache
def digest() -> sa.Select[str]:
    """Ask for the digest of a published policy by `scheme` and `version`."""
    named = (PolicyRow.scheme == sa.bindparam("scheme"), PolicyRow.version == sa.bindparam("version"))
    return sa.select(PolicyRow.digest).where(*named)


@cache
def parts() -> sa.CompoundSelect[int, str]:
    """Ask who is what on the file `id`; barred are those who declared an interest and those of its own household."""
    barred = sa.literal(Part.BARRED.value)
    of_file = sa.select(PartRow.account_id, PartRow.part).where(PartRow.application_id == _ID)
    declared = sa.select(InterestRow.account_id, barred).where(InterestRow.application_id == _ID)
    return sa.union_all(of_file, declared, staff_of_household(_ID).add_columns(barred))

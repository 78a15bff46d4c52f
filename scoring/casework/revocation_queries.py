"""Reading proposals to revoke: of one file, for the office; of the own file, without who reported it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.application.officer import Role
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import find
from scoring.casework.own import find_own
from scoring.casework.revoking import all_of
from scoring.errors import PolicyChanged, PolicyUnknown
from scoring.policy.procedure import Procedure
from scoring.records.convert import policy_pin
from scoring.records.database import reading
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.revocation import Revocation
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction

INVESTIGATORS = frozenset({Role.SUPERVISOR, Role.HEAD})
"""Who reads who reported it."""


def read_revocations(
    transaction: Transaction, library: Library, timing: Timing, reference: str, *, officer: Officer
) -> tuple[Revocation, ...]:
    """Give the proposals to revoke a file's decision, the oldest first. Raises NotFound, NotAllowed as `find`."""
    with reading(transaction) as session:
        found = _all(session, find(session, reference, officer), library, timing)
    return found if not INVESTIGATORS.isdisjoint(officer.roles) else tuple(_unreported(each) for each in found)


def read_own_revocations(
    transaction: Transaction, library: Library, timing: Timing, reference: str, *, holder: Holder
) -> tuple[Revocation, ...]:
    """Give the proposals to revoke the decision on one of the holder's own files, without who reported it. Raises NotFound."""
    with reading(transaction) as session:
        found = _all(session, find_own(session, reference, holder), library, timing)
    return tuple(_unreported(each) for each in found)


def _unreported(found: Revocation) -> Revocation:
    return replace(found, findings=replace(found.findings, reported_by=""))


def _all(session: Session, row: ApplicationRow, library: Library, timing: Timing) -> tuple[Revocation, ...]:
    """Give them by the rules of the file; by the office's own terms where those are not known here."""
    try:
        procedure = pinned_policy(library, policy_pin(session, row)).procedure
    except (PolicyChanged, PolicyUnknown):
        procedure = Procedure()
    return all_of(session, row.id, seal_of(session, row.id), procedure, timing)

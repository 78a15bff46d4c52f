"""Reading what contesting a decision could change: for its holder, before anything is asked for, and for who reviews it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.preflight import preflight
from scoring.casework.assessing import declared, pinned_policy
from scoring.casework.file import find
from scoring.casework.own import find_own
from scoring.errors import ScoringError
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.preflight import PreFlight
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction


def read_preflight(transaction: Transaction, library: Library, reference: str, *, officer: Officer) -> PreFlight | None:
    """Give it for one file; None as `preflight_of`.

    Raises:
        NotFound: there is none, or it lies out of scope; NotAllowed: the officer is barred from it.
    """
    with reading(transaction) as session:
        return preflight_of(session, find(session, reference, officer), library)


def read_own_preflight(transaction: Transaction, library: Library, reference: str, *, holder: Holder) -> PreFlight | None:
    """Give it for one of the holder's applications; None as `preflight_of`. Raises NotFound."""
    with reading(transaction) as session:
        return preflight_of(session, find_own(session, reference, holder), library)


def preflight_of(session: Session, row: ApplicationRow, library: Library) -> PreFlight | None:
    """Give what contesting the decision on a file could change: the newest claims against the facts that were decided by.

    None where nothing is decided, or the rules of the decision are not known here any more.
    """
    decided = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == row.id))
    if decided is None:
        return None
    seal = seal_of(session, row.id)
    decision, claimed = convert.decision(session, decided, seal), declared(session, row, seal)
    try:
        policy = pinned_policy(library, decision.pin)
        found = preflight(policy, claimed.facts, decision.facts, on=decision.on, round_id=decision.pin.round)
    except ScoringError:
        return None
    return replace(found, kind=decision.kind)

"""The installation verifies its own chains, keeps what came out in the journal, and says on the pages where they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.decision_search import refuse_others
from scoring.casework.recompute_decisions import STREAM
from scoring.records.chains import ChainHeadRow
from scoring.records.database import reading, snapshot
from scoring.records.events import EventRow
from scoring.records.journal import Entry, append
from scoring.records.verifying import BrokenLink, amount, heads, steps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

ACT = "verify_chains"
TOLD_EVERY = 1000


@dataclass(frozen=True, slots=True)
class ChainState:
    """Where a chain ends: how many links it has, and the hash of the last."""

    chain: str
    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Chains:
    """Where the chains end, and what came of verifying all of them last: None where that was never done."""

    ends: tuple[ChainState, ...]
    verified_at: datetime | None
    broken: BrokenLink | None


def verify_chains(transaction: Transaction, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Verify every link of every chain; tells how far it is, and keeps at the end up to where they are whole or what is broken."""
    broken, done = None, 0
    with snapshot(transaction) as session:
        ends, total = heads(session), amount(session)
        for step in steps(session):
            if isinstance(step, BrokenLink):
                broken = step
                continue
            done += step
            if done % TOLD_EVERY == 0:
                yield done, max(total, done)
    fault = None if broken is None else {"stream": broken.stream, "number": broken.number, "why": broken.why}
    with transaction() as session:
        append(session, Entry(STREAM, ACT, None, at, {"ends": [str(seal) for seal in ends], "links": done, "broken": fault}))


def read_chains(transaction: Transaction, *, officer: Officer) -> Chains:
    """Say where the chains stand. Raises NotAllowed for all but auditors."""
    refuse_others("read_chains", officer)
    verified = sa.select(EventRow).where(EventRow.stream == STREAM, EventRow.act == ACT).order_by(EventRow.number.desc()).limit(1)
    with reading(transaction) as session:
        rows = session.scalars(sa.select(ChainHeadRow).order_by(ChainHeadRow.chain.desc()))
        ends = tuple(ChainState(row.chain, row.count, row.hash) for row in rows)
        last = session.scalar(verified)
        fault = json.loads(last.facts)["broken"] if last else None
        return Chains(ends, last.at if last else None, BrokenLink(**fault) if fault else None)

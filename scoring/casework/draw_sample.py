"""An auditor draws a sample of decisions by a seed, writes down what was found of each, and closes it. Nothing else is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.plain import canonical
from scoring.application.sampling import ALGORITHM, draw
from scoring.casework.decision_search import conditions_of, refuse_others
from scoring.casework.file import refuse_barred, words
from scoring.casework.recompute_decisions import STREAM
from scoring.casework.scope import within
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.database import lock
from scoring.records.decisions import DecisionRow
from scoring.records.journal import Entry, append
from scoring.records.samples import SampleClosingRow, SampleFindingRow, SampleItemRow, SampleRow, words_place
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.audit import DecisionFilter
    from scoring.application.officer import Officer
    from scoring.application.sampling import Drawn
    from scoring.records.database import Transaction

Verdict: TypeAlias = Literal["in_order", "not_in_order"]
DRAW, FIND, CLOSE = "draw_sample", "find_in_sample", "close_sample"
OWN_SAMPLE, OPEN_SAMPLE, ALL_FOUND = "own_sample", "open_sample", "all_found"
"""Why something is not allowed: it is another auditor's, it is closed, or something is not looked at yet."""


def draw_sample(transaction: Transaction, seed: str, size: int, wanted: DecisionFilter, *, officer: Officer, at: datetime) -> int:
    """Draw a sample of the decisions that match; gives its number. The period must be over: nothing may be added to it any more.

    Raises:
        NotAllowed: `role`: the officer is no auditor.
        InputRefused: `first` or `last` is missing, the period is not over, nothing matches; as `draw`.
    """
    refuse_others(DRAW, officer)
    if wanted.first is None or wanted.last is None or wanted.last < wanted.first:
        raise InputRefused("last" if wanted.first else "first", "Give the first and the last day of the period.")
    if wanted.last >= local_day(at):
        raise InputRefused("last", "The period must be over: else the same seed would give another sample tomorrow.")
    with transaction() as session:
        decisions = sa.select(DecisionRow.reference).join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
        query = decisions.where(within(officer), *conditions_of(session, wanted)).order_by(DecisionRow.id)
        drawn = draw(seed.strip(), size, session.scalars(query.execution_options(yield_per=1000)))
        if not drawn.references:
            raise InputRefused("first", "No decision of this period matches.")
        row = SampleRow(
            at=at,
            by=officer.account_id,
            office_id=officer.office,
            algorithm=ALGORITHM,
            seed=seed.strip(),
            size=size,
            selection=canonical(wanted.document()),
            population=drawn.population,
            digest=drawn.digest,
        )
        return _keep(session, row, drawn, officer)


def find_in_sample(  # noqa: PLR0913 - what is found, of which, and what was seen of it
    transaction: Transaction, sample: int, number: int, verdict: Verdict, said: str, *, turn: int, officer: Officer, at: datetime
) -> None:
    """Write down what was found of one decision; a later finding takes the place of an earlier one, and both stay.

    *turn* is how many findings of it were shown.

    Raises:
        NotAllowed: `role`; `own_sample`: it is another auditor's; `open_sample`: it is closed; as `refuse_barred`.
        NotFound: no such sample, or no such decision in it. Erased: its file is.
        InputRefused: what is not in order needs words.
        Stale: it was found something of meanwhile.
    """
    with transaction() as session:
        _own(session, sample, officer, FIND)
        item = session.get(SampleItemRow, (sample, number))
        if item is None:
            raise NotFound("decision of the sample", str(number))
        decision = session.get_one(DecisionRow, item.decision_id)
        refuse_barred(session, decision.application_id, officer)
        given = words(said, "words", "Say what is not in order.") if verdict == "not_in_order" or said.strip() else ""
        last = last_turn(session, sample, number)
        if last != turn:
            raise Stale(decision.reference, turn, last)
        row = SampleFindingRow(sample_id=sample, number=number, turn=last + 1, at=at, verdict=verdict)
        row.words = seal_of(session, decision.application_id).close(given, words_place(row))
        session.add(row)
        facts = {"sample": sample, "number": number, "verdict": verdict, "turn": row.turn}
        append(session, Entry(STREAM, FIND, officer, at, facts))
        session.flush()


def close_sample(transaction: Transaction, sample: int, *, officer: Officer, at: datetime) -> None:
    """Close a sample of which every decision that is not erased was looked at.

    Raises:
        NotAllowed: `role`, `own_sample`, `open_sample`; `all_found`: something is not looked at yet.
        NotFound: no such sample.
    """
    with transaction() as session:
        _own(session, sample, officer, CLOSE)
        looked_at = sa.exists().where(SampleFindingRow.sample_id == sample, SampleFindingRow.number == SampleItemRow.number)
        open_ones = (
            sa.select(SampleItemRow.number)
            .join(DecisionRow, DecisionRow.id == SampleItemRow.decision_id)
            .join(DataKeyRow, DataKeyRow.application_id == DecisionRow.application_id)
            .where(SampleItemRow.sample_id == sample, ~looked_at)
        )
        if session.scalars(open_ones.limit(1)).first() is not None:
            raise NotAllowed(CLOSE, ALL_FOUND)
        session.add(SampleClosingRow(sample_id=sample, at=at))
        append(session, Entry(STREAM, CLOSE, officer, at, {"sample": sample}))
        session.flush()


def last_turn(session: Session, sample: int, number: int) -> int:
    """Give how many findings there are of one decision of a sample."""
    turns = sa.select(sa.func.max(SampleFindingRow.turn))
    return session.scalar(turns.where(SampleFindingRow.sample_id == sample, SampleFindingRow.number == number)) or 0


def _own(session: Session, sample: int, officer: Officer, act: str) -> None:
    refuse_others(act, officer)
    lock(session, f"sample:{sample}")
    row = session.get(SampleRow, sample)
    if row is None:
        raise NotFound("sample", str(sample))
    if row.by != officer.account_id:
        raise NotAllowed(act, OWN_SAMPLE)
    if session.get(SampleClosingRow, sample) is not None:
        raise NotAllowed(act, OPEN_SAMPLE)


def _keep(session: Session, row: SampleRow, drawn: Drawn, officer: Officer) -> int:
    session.add(row)
    session.flush()
    found = dict(
        session.execute(sa.select(DecisionRow.reference, DecisionRow.id).where(DecisionRow.reference.in_(drawn.references))).all()
    )
    for number, reference in enumerate(drawn.references, 1):
        session.add(SampleItemRow(sample_id=row.id, number=number, decision_id=found[reference]))
    facts = {"sample": row.id, "algorithm": ALGORITHM, "seed": row.seed, "size": row.size, "population": drawn.population}
    append(session, Entry(STREAM, DRAW, officer, row.at, {**facts, "digest": drawn.digest}))
    session.flush()
    return row.id

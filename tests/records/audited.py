"""Rows of what auditors do."""

from __future__ import annotations

from scoring.records.tables import (
    DisposalApprovalRow,
    DisposalItemRow,
    DisposalListRow,
    DisposalOutcomeRow,
    RecomputationFindingRow,
    RecomputationResultRow,
    RecomputationRow,
    SampleClosingRow,
    SampleFindingRow,
    SampleItemRow,
    SampleRow,
)


def audited(session, at):
    """A decision was computed again, and was not equal; it was drawn, and found not in order. Its file is disposed of."""
    session.add(RecomputationRow(ordered_at=at, ordered_by=3, selection="{}"))
    session.flush()
    counts = {"examined": 1, "equal": 0, "unequal": 1, "erased": 0, "refused": 0, "unreadable": 0}
    session.add(RecomputationResultRow(recomputation_id=1, at=at, **counts))
    session.add(RecomputationFindingRow(recomputation_id=1, decision_id=1, again="unequal", differs="[]"))
    drawn = {"algorithm": "sha256-order-1", "seed": "1", "size": 1, "selection": "{}", "population": 1, "digest": "d" * 64}
    session.add(SampleRow(at=at, by=3, **drawn))
    session.flush()
    session.add(SampleItemRow(sample_id=1, number=1, decision_id=1))
    session.flush()
    session.add(SampleFindingRow(sample_id=1, number=1, turn=1, at=at, verdict="not_in_order", words=b"w"))
    session.add(SampleClosingRow(sample_id=1, at=at))
    session.add(DisposalListRow(at=at))
    session.flush()
    session.add(DisposalItemRow(list_id=1, application_id=1, retention="decided", closed_on=at.date(), due=at.date()))
    session.add(DisposalApprovalRow(list_id=1, turn=1, account_id=1, at=at))
    session.flush()
    session.add(DisposalOutcomeRow(list_id=1, application_id=1, at=at, outcome="erased"))

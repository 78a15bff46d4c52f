"""Rows of a round: opened, settled, ranked, agreed to by two people, and carried out; a first agreement came back. One is cancelled."""

from __future__ import annotations

from scoring.records.tables import (
    RankingRoundRow,
    RoundCancellationRow,
    RoundFileRow,
    RoundFreezeRow,
    RoundHoldRow,
    RoundOutcomeRow,
    RoundPlaceRow,
    RoundPublicationRow,
    RoundRecomputationRow,
    RoundRemovalRow,
    RoundResultRow,
    RoundReturnRow,
)


def ranked(session, at):
    """File 1, approved by its first recommendation, is ranked first, taken out after all, and yet admitted."""
    digest = "d" * 64
    notice = {"name": "r", "window_from": at.replace(year=2020), "window_until": at, "places": "{}", "figures": "{}"}
    rules = {"scheme": "guangzhou", "policy_version": "2025", "policy_digest": digest, "ties": "admit_all", "fills_up": False}
    of_it = {"round_id": 1, "at": at, "by": 1}
    rows = (
        RankingRoundRow(id=1, **notice, **rules, digest=digest, opened_at=at, opened_by=1),
        RankingRoundRow(id=2, **notice, **rules, digest=digest, opened_at=at, opened_by=1),
        RoundCancellationRow(round_id=2, at=at, by=1, reason="r"),
        RoundFreezeRow(**of_it, files=1, digest=digest),
        RoundFileRow(round_id=1, application_id=1, recommendation=1, district=""),
        RoundRemovalRow(**of_it, application_id=1, reason=b"r"),
        RoundResultRow(round_id=1, turn=1, at=at, removed=0, outside=0, cuts="{}", digest=digest),
        RoundPlaceRow(round_id=1, turn=1, application_id=1, rank=1, place="admitted"),
        RoundHoldRow(**of_it, number=1, turn=1, digest=digest, drawn="[]", reason="r"),
        RoundReturnRow(round_id=1, number=1, held_by=1, at=at, by=2, reason="r"),
        RoundPublicationRow(round_id=1, number=1, held_by=1, at=at, by=2, digest=digest),
        RoundOutcomeRow(round_id=1, application_id=1, recommendation=1, at=at, outcome="admitted"),
        RoundRecomputationRow(round_id=1, number=1, at=at, ordered_by=1, again="equal", kept=digest, made=digest),
    )
    for row in rows:
        session.add(row)
        session.flush()

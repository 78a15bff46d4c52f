"""What rounds.yaml says of a round by which applications were handed in, or a list is held, stays as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.plain import canonical
from scoring.application.rounds import figures_of, round_known
from scoring.application.status import PRIVATE
from scoring.casework.kept_policies import newest_rounds, source_of
from scoring.casework.round_rules import refuse_other_figures, refuse_other_notice
from scoring.casework.rounds import held_by, held_for
from scoring.errors import Finding, PolicyRefused, Position, RoundChanged
from scoring.policy import load_source
from scoring.policy.source import Entries, Items, Written, read
from scoring.records.applications import ApplicationRow
from scoring.records.policies import PolicyRow
from scoring.records.ranking_rounds import RankingRoundRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round


def hindrances_of(session: Session, scheme: str, rounds: str) -> tuple[Finding, ...]:
    """Give what keeps *rounds* from becoming the newest of a scheme.

    A published version cannot be read with them, or one in use would change.
    """
    found: list[Finding] = []
    kept = newest_rounds(session, scheme)[1]
    for row in session.scalars(sa.select(PolicyRow).where(PolicyRow.scheme == scheme).order_by(PolicyRow.version)):
        before = load_source(source_of(session, row, kept))
        try:
            after = load_source(source_of(session, row, rounds))
        except PolicyRefused as refused:
            found += refused.findings
        else:
            found += _changed(session, before, after, rounds)
    return tuple(each for number, each in enumerate(found) if each not in found[:number])


def _changed(session: Session, before: Policy, after: Policy, rounds: str) -> Iterator[Finding]:
    """Find each round that is in use and would be another one; who ranks a list by it comes first."""
    for known in before.own_rounds:
        now = round_known(after, known.id)
        if now is not None and now.digest == known.digest:
            continue
        rules = (before.scheme, before.version, known.id)
        held = session.scalars(sa.select(RankingRoundRow).where(*held_by(rules)).order_by(RankingRoundRow.id)).all()
        place = _place(rounds, before.scheme, known.id)
        if held:
            yield from (found for row in held for found in _of_list(row, after, now, place))
            continue
        handed_in = sa.select(sa.func.count()).where(*held_for(rules), ApplicationRow.status.not_in(PRIVATE))
        count = session.scalar(handed_in.select_from(ApplicationRow)) or 0
        if count:
            yield from _of_applications(before, after, known, now, count, place)


def _of_list(row: RankingRoundRow, after: Policy, now: Round | None, place: Position) -> Iterator[Finding]:
    named = {"round": row.round or "", "number": str(row.id), "name": row.name}
    if now is None:
        yield Finding("round_held_dropped", place, named)
        return
    for refuse in (refuse_other_figures, refuse_other_notice):
        try:
            refuse(row, after)
        except RoundChanged as changed:
            yield Finding("round_held", place, {**named, "names": ", ".join(changed.differs)})


def _of_applications(
    before: Policy, after: Policy, known: Round, now: Round | None, count: int, place: Position
) -> Iterator[Finding]:
    named = {"round": known.id, "count": str(count)}
    if now is None:
        yield Finding("round_applied_dropped", place, named)
        return
    old, new = (json.loads(canonical(figures_of(policy, known.id))) for policy in (before, after))
    differs = sorted(name for name in old if old[name] != new.get(name))
    if differs:
        yield Finding("round_applied", place, {**named, "names": ", ".join(differs)})


def _place(rounds: str, scheme: str, round_id: str) -> Position:
    """Give where a round stands in *rounds*; its beginning, where it does not."""
    file = f"{scheme}/rounds.yaml"
    root = read(rounds, file) if rounds else None
    items = root.items if isinstance(root, Items) else ()
    entries = [item.entries for item in items if isinstance(item, Entries)]
    named = (entry.get(Written("round")) for entry in entries)
    return next((each.position for each in named if isinstance(each, Written) and each == round_id), Position(file, 1, 1))

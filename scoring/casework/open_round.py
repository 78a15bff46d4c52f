"""批次: a round is opened by entering what its notice says."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from scoring.application.deadlines import moment_at
from scoring.application.plain import canonical, sha256
from scoring.application.round_notice import problems_of
from scoring.application.rounds import figures_of, round_known, without_points
from scoring.casework.known_districts import known_districts
from scoring.casework.round_family import find_published, refuse_unpublished
from scoring.casework.rounds import refuse_others, refuse_partly, sees_all
from scoring.casework.submit_application import receiving_offices
from scoring.errors import InputRefused
from scoring.records.database import lock, reading
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import ROUNDS, RankingRoundRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.application.rounds import Notice
    from scoring.casework.offices import City
    from scoring.casework.rounds import Rules
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

OPEN = "open_round"


def open_round(
    transaction: Transaction, library: Library, notice: Notice, *, officer: Officer, at: datetime, cities: Collection[City] = ()
) -> int:
    """Open a round; give its number. From now on nothing of its scheme goes on that no result of a round admits.

    What becomes of a tie at the cut-off, and the figures of the round, are those of the rules.

    Raises:
        NotAllowed: `role`: no supervisor; `whole_round`: as `refuse_partly`.
        PolicyUnknown: there is no such version.
        InputRefused: the first of `problems_of`; `districts`: one of them is none that the offices or *cities* know;
            `round`: one of these applications is open already, or published: what comes later is measured by its line, on a
            follow-up list.
    """
    refuse_others(OPEN, officer)
    policy = library.find(notice.scheme, notice.version)
    offices = [office.id for office in receiving_offices(transaction, policy)]
    for problem in problems_of(policy, notice):
        raise InputRefused(problem.field, problem.remedy)
    _refuse_districts(transaction, policy, notice, cities)
    with transaction() as session:
        lock(session, ROUNDS)
        rules = (notice.scheme, notice.version, notice.round)
        refuse_partly(session, rules, officer, OPEN, offices)
        refuse_unpublished(session, rules, "round")
        _refuse_published(session, rules, notice)
        row = _row(policy, notice, officer, at)
        session.add(row)
        session.flush()
        facts = {
            "ranking_round": row.id,
            "scheme": row.scheme,
            "version": row.policy_version,
            "round": row.round,
            "digest": row.digest,
        }
        append(session, Entry(ROUNDS, OPEN, officer, at, facts))
        return row.id


def may_open(transaction: Transaction, policy: Policy, round_id: str | None, *, officer: Officer) -> bool:
    """Whether an officer sees all that a round of these rules would be held for."""
    offices = [office.id for office in receiving_offices(transaction, policy)]
    with reading(transaction) as session:
        return sees_all(session, (policy.scheme, policy.version, round_id), officer, offices)


def _refuse_districts(transaction: Transaction, policy: Policy, notice: Notice, cities: Collection[City]) -> None:
    """See that each district with places is one: nobody would ever compete for those of a code that was mistyped."""
    known = known_districts(transaction, policy, cities)
    for code in notice.limit.districts:
        if fault := known.fault(code):
            raise InputRefused("districts", fault)


def _refuse_published(session: Session, rules: Rules, notice: Notice) -> None:
    """Places of its own would let in who ranks below one whom the published round left out.

    A round of another window is one for other applications: whoever handed in in the window of one competes in no other.
    """
    window = (moment_at(notice.window_from), moment_at(notice.window_until))
    published = find_published(session, rules, window)
    if published is not None:
        remedy = f"Round {published.id} of these applications is published, and its line holds. Open a follow-up list on its page."
        raise InputRefused("round", remedy)


def _row(policy: Policy, notice: Notice, officer: Officer, at: datetime) -> RankingRoundRow:
    assert policy.selection.ranking is not None  # noqa: S101 - `problems_of` refuses rules that do not rank
    known, ties = round_known(policy, notice.round), policy.selection.ranking.ties_at_cut_off
    figures, outside = figures_of(policy, notice.round), {"without_points": without_points(policy, notice.round)}
    rules = {"policy": policy.digest, "rules": known.digest if known else None}
    said = {**asdict(notice), "ties": ties, "figures": figures, **rules, **outside}
    return RankingRoundRow(
        scheme=notice.scheme,
        policy_version=notice.version,
        policy_digest=policy.digest,
        round=notice.round,
        round_digest=known.digest if known else None,
        name=notice.name.strip(),
        office_id=officer.office,
        window_from=moment_at(notice.window_from),
        window_until=moment_at(notice.window_until),
        places=canonical({**asdict(notice.limit), **outside}),
        figures=canonical(figures),
        ties=ties,
        fills_up=notice.fills_up,
        digest=sha256(said),
        opened_at=at,
        opened_by=officer.account_id,
    )

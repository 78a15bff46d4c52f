"""Rounds that are held here: the steps that their tests begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from scoring.application.application import Opinion
from scoring.application.rounds import Limit, Notice
from scoring.casework.close_round import close_round
from scoring.casework.freeze_round import digest_of_files, eligible, freeze_round, order_ranking
from scoring.casework.hold_round import ResultShown, hold_round, return_round
from scoring.casework.offices import read_cities
from scoring.casework.open_follow_up import open_follow_up
from scoring.casework.open_round import open_round
from scoring.casework.publish_round import publish_round
from scoring.casework.rank_round import rank_round
from scoring.casework.rounds import Standing, standing_of
from scoring.policy.library import Library
from scoring.policy.selection import Ranking
from scoring.records.database import reading
from scoring.records.jobs import JobRow
from scoring.records.ranking_rounds import RankingRoundRow
from tests.casework.stories import AT, FACTS, TIMING, Office
from tests.conftest import ROOT

NOTICE = Notice(
    scheme="guangzhou",
    version="2025",
    round="2025",
    name="2025年度积分制入户",
    window_from=datetime(2025, 10, 10, 9, 0),  # noqa: DTZ001 - as notices write them
    window_until=datetime(2026, 3, 2, 9, 30),  # noqa: DTZ001 - likewise; what is recorded at `AT` is in by the last minute
    limit=Limit("number", 2),
    fills_up=False,
)
CITIES = read_cities(ROOT / "policies/offices.yaml")
UNLISTED = Opinion("grant", "积分达到标准。")
SETTLED = AT + timedelta(minutes=1)
"""Once the window is over."""
LOWER = {"medical_months": 83}
LOWEST = {"medical_months": 60}


def unannounced(library: Library, ties: str | None = None) -> Library:
    """Give the rules without a number of places, so that few are enough, and a window until `AT`; with another rule about ties where one is named."""

    def changed(policy: Any) -> Any:
        if policy.scheme != "guangzhou":
            return policy
        rounds = tuple(replace(each, quota=None, window_until=NOTICE.window_until) for each in policy.rounds)
        ranking: Ranking = policy.selection.ranking
        selection = replace(policy.selection, ranking=replace(ranking, ties_at_cut_off=ties or ranking.ties_at_cut_off))
        return replace(policy, rounds=rounds, selection=selection)

    return Library([changed(policy) for policy in library.policies])


@dataclass(frozen=True)
class Round:
    """A round of an office, and each step of it by who takes it unless told otherwise."""

    office: Office
    number: int

    def standing(self) -> Standing:
        with reading(self.office.transaction) as session:
            return standing_of(session, session.get_one(RankingRoundRow, self.number))

    def list_digest(self) -> str:
        with reading(self.office.transaction) as session:
            return digest_of_files(self.number, eligible(session, session.get_one(RankingRoundRow, self.number)))

    def freeze(self, *, by: Any = None, at: datetime = SETTLED) -> int:
        who = by or self.office.supervisor
        return freeze_round(self.office.transaction, self.number, self.list_digest(), officer=who, at=at)

    def rank(self, *, by: Any = None) -> list[tuple[int, int]]:
        order_ranking(self.office.transaction, self.number, officer=by or self.office.supervisor, at=AT)
        return list(rank_round(self.office.transaction, self.office.library, self.number, at=AT))

    def shown(self) -> ResultShown:
        standing = self.standing()
        digest = standing.result.digest if standing.result else ""
        return ResultShown(self.number, digest, standing.hold.number if standing.hold else 0)

    def hold(self, *drawn: str, by: Any = None, reason: str = "名单已核对。") -> int:
        common = {"officer": by or self.office.supervisor, "at": AT, "reason": reason}
        return hold_round(self.office.transaction, self.office.library, TIMING, self.shown(), drawn, **common)

    def give_back(self, *, by: Any = None, reason: str = "请再核对。") -> None:
        return_round(self.office.transaction, self.shown(), officer=by or self.office.other_supervisor, at=AT, reason=reason)

    def publish(self, *, by: Any = None) -> str:
        common = {"officer": by or self.office.other_supervisor, "at": AT}
        return publish_round(self.office.transaction, self.office.library, TIMING, self.shown(), **common)

    def close(self) -> list[tuple[int, int]]:
        return list(close_round(self.office.transaction, self.office.library, TIMING, self.number, at=AT))

    def through(self, *drawn: str) -> None:
        """Do it all, from the list to the outcome of each file."""
        self.freeze()
        self.rank()
        self.hold(*drawn)
        self.publish()
        self.close()

    def jobs(self) -> list[str]:
        with reading(self.office.transaction) as session:
            found = session.scalars(sa.select(JobRow).where(JobRow.kind.in_(("rank_round", "close_round"))).order_by(JobRow.id))
            return [job.kind for job in found if f'"round":{self.number}' in job.arguments]


def opened(office: Office, **changes: Any) -> Round:
    """Open a round."""
    notice = replace(NOTICE, **changes)
    common = {"officer": office.supervisor, "at": AT, "cities": CITIES}
    return Round(office, open_round(office.transaction, office.library, notice, **common))


def followed(held: Round, name: str = "增补名单", *, by: Any = None) -> Round:
    """Open a follow-up list of a round."""
    office = held.office
    return Round(office, open_follow_up(office.transaction, held.number, name, officer=by or office.supervisor, at=AT))


def approved(office: Office, **facts: Any):
    """Give an application that is approved, with some facts other than usual; no list of elsewhere is named."""
    return office.approved(UNLISTED, facts=FACTS | facts)

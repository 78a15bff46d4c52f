"""A made-up scheme of one criterion, in as many versions as a test needs, and the people who publish it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from scoring.application.application import PolicyPin
from scoring.application.officer import Officer
from scoring.casework.draft_queries import read_draft
from scoring.casework.drafts import Draft, DraftShown, HandedIn
from scoring.casework.import_policy import import_policy
from scoring.casework.publish_policy import Confirmed, publish_policy
from scoring.casework.publish_rounds import publish_rounds
from scoring.casework.submit_policy import submit_policy
from scoring.records.tables import EventRow
from tests.casework.stories import AT

TEXT = """\
# 示例
format: 1
scheme: hamlet
version: "{version}"
title: {{zh: 小村, en: Hamlet}}
jurisdiction: "440100"
grants: registration
in_force: {{from: {first}}}
provenance: secondary
sources: {{rules: {{title: Rules}}}}
precision: 1
sections: {{about: {{label: About}}}}
facts:
  years: {{type: integer, min: 0, max: 50, label: Years of residence, ask: {{section: about, order: 1}}}}
groups:
  - id: base
    label: Base
    criteria:
      - {{id: residence, label: Residence, per: years, points: {points}}}
selection: {{threshold: 10}}
procedure: {{in_flight: {in_flight}}}
"""
CASES = """\
- case: five years
  on: {first}
  facts: {{years: 5}}
  expect: {{total: {total}, outcome: eligible}}
"""
ROUNDS = '- {round: "1", policy: "1", quota: 7, source: "https://hamlet.example/"}\n'


def text(version: str = "1", first: str = "2026-04-01", points: int = 2, in_flight: str = "pin") -> str:
    return TEXT.format(version=version, first=first, points=points, in_flight=in_flight)


def cases(first: str = "2026-04-01", total: int = 10) -> str:
    return CASES.format(first=first, total=total)


@dataclass(frozen=True)
class PolicyDesk:
    """Three people who know the rules, on one database."""

    transaction: Any
    first: Officer
    second: Officer
    third: Officer

    def hand_in(self, handed: HandedIn, *, by: Officer | None = None) -> Draft:
        return import_policy(self.transaction, handed, officer=by or self.first, at=AT)

    def imported(self, **changes: Any) -> Draft:
        """Import a version that has nothing wrong with it; `points` and `first` change its rules."""
        points, first = changes.get("points", 2), changes.get("first", "2026-04-01")
        return self.hand_in(HandedIn(text(**changes), cases(first, points * 5)))

    def submit(self, draft: Draft, *, by: Officer | None = None, reason: str = "小村〔2026〕1号") -> Draft:
        return submit_policy(self.transaction, shown(draft), officer=by or self.first, at=AT, reason=reason)

    def submitted(self, **changes: Any) -> Draft:
        return self.submit(self.imported(**changes))

    def publish(self, draft: Draft, *, by: Officer | None = None, on: str = "2026-04-01", reason: str = "") -> PolicyPin:
        confirmed = Confirmed(date.fromisoformat(on), reason)
        return publish_policy(self.transaction, shown(draft), confirmed, officer=by or self.second, at=AT)

    def published(self, **changes: Any) -> PolicyPin:
        return self.publish(self.submitted(**changes), on=changes.get("first", "2026-04-01"), reason="晚录入")

    def announce(self, draft: Draft, *, by: Officer | None = None) -> Draft:
        """Publish a draft of rounds alone."""
        return publish_rounds(self.transaction, shown(draft), officer=by or self.second, at=AT)

    def draft(self, version: str = "1") -> Draft:
        return read_draft(self.transaction, "hamlet", version, officer=self.third)

    def acts(self) -> list[str]:
        """What the journal says was done with policies."""
        with self.transaction() as session:
            query = sa.select(EventRow.act).where(EventRow.stream == "policies").order_by(EventRow.number)
            return list(session.scalars(query))


def shown(draft: Draft) -> DraftShown:
    return DraftShown(draft.line.scheme, draft.line.version, draft.line.revision)

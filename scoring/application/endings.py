"""How a grant ended by an act of the office, and whether a case before an outside body takes that act away.

A lapse or a revocation that is annulled, or ordered anew, never ended anything: the grant stands as before, and what it unlocked
goes on without a gap. Where the body orders it anew, the office may then let it lapse, or propose to revoke it, as for the first
time. A suspension of which the office learned only after a lapse, and that began before it or on its day, takes the lapse away
too: the time to be registered was counted without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.status import Act, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

ENDING = {Act.LAPSE: Status.LAPSED, Act.REVOKE: Status.REVOKED}
"""The acts of the office by which a grant ends, and where the file stands then."""


@dataclass(frozen=True, slots=True)
class Ending:
    """One end of a grant: by which act, when; and when it was taken away again, None while it holds."""

    act: Act
    at: datetime
    undone_at: datetime | None = None

    def held_at(self, at: datetime) -> bool:
        """Whether the grant was ended by it at that moment."""
        return self.at <= at and (self.undone_at is None or at < self.undone_at)


def contested_ending(endings: Sequence[Ending], recorded_at: datetime, filed_on: date) -> Ending | None:
    """Give the end of the grant that a case is about: one that was filed and recorded once the grant had ended; None otherwise."""
    return next((each for each in endings if each.held_at(recorded_at) and local_day(each.at) <= filed_on), None)


def overtaken_lapse(endings: Sequence[Ending], recorded_at: datetime, stayed_on: date) -> Ending | None:
    """Give the lapse that a suspension takes away: recorded after it, and begun on its day at the latest; None otherwise."""
    lapses = (each for each in endings if each.act is Act.LAPSE and each.held_at(recorded_at))
    return next((each for each in lapses if stayed_on <= local_day(each.at)), None)

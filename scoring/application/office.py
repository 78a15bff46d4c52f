"""Where people work: offices form a tree, a window within a district's office within a city's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.policy.wording import Text


class Level(StrEnum):
    """How high an office stands; the highest comes last."""

    WINDOW = "window"
    DISTRICT = "district"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `within` is the office above it: None for a city's alone."""

    id: str
    name: Text
    level: Level
    division: str
    within: str | None


def receiving(offices: Sequence[Office], organ: Text, jurisdiction: str) -> tuple[Office, ...]:
    """Give the offices among which an applicant chooses under a policy, in their order.

    They are the windows below the office that bears the name of the policy's *organ*, or that office itself where it has none.
    Where no office bears that name: those of the *jurisdiction* (a code of GB/T 2260), else those it lies within.
    """
    by_id = {office.id: office for office in offices}
    named = [office for office in offices if organ and office.name.say("zh") == organ.say("zh")]
    within = [office for office in offices if _covers(jurisdiction, office.division)]
    around = [office for office in offices if _covers(office.division, jurisdiction)]
    if named:
        below = [office for office in offices if office.level is Level.WINDOW and _is_below(office, named[0], by_id)]
        return tuple(below or named[:1])
    return tuple(office for office in within if office.level is Level.WINDOW) or tuple(within or around)


def _is_below(office: Office, above: Office, by_id: Mapping[str, Office]) -> bool:
    while office.within is not None:
        office = by_id[office.within]
        if office.id == above.id:
            return True
    return False


def _covers(division: str, other: str) -> bool:
    """Whether *other* lies within *division*: pairs of zeros at the end of a code stand for all that is below."""
    return other.startswith(re.sub(r"(00)+$", "", division))

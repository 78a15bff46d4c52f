"""What the page of a file offers of what the table of moves lets an officer do: nothing that would be refused as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.application.status import Act
from scoring.casework.queries import ApplicationFile


@dataclass(frozen=True, slots=True)
class Standing:
    """What else a page knows of a file: what may be asked, which terms are over, what waits, what is open."""

    may_ask: bool
    term_is_over: bool
    may_lapse: bool
    has_letter: bool
    is_revoking: bool
    is_reviewed: bool


def offered(file: ApplicationFile, standing: Standing) -> tuple[Act, ...]:
    """Give the acts that the page of a file offers, in the order of the table."""
    stands = file.followed_by is None and not standing.is_revoking
    holds = {
        Act.RETURN_PROPOSAL: file.proposal is not None,
        Act.NOT_ACCEPT: file.proposal is not None,
        Act.ASK_SUPPLEMENT: standing.may_ask,
        Act.ABANDON: standing.term_is_over,
        Act.REGISTER: not file.is_stayed,
        Act.RECORD_REMINDER: standing.has_letter,
        Act.LAPSE: standing.may_lapse and stands and not file.is_stayed and not standing.is_reviewed,
        Act.CORRECT: stands,
        Act.GIVE_UP: file.application.replaces is not None,
    }
    return tuple(act for act in file.application.acts if holds.get(act, True))

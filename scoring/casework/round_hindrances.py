"""What keeps a round from being ranked, as its job keeps it: numbers of files and words of the program, nothing of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.application.background import JobState
from scoring.errors import RoundChanged, Unranked

if TYPE_CHECKING:
    from scoring.errors import ScoringError
    from scoring.records.jobs import JobRow

MOST = 8
"""How many files are named: what a job keeps of its failure is short."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why the last try failed: a `code`; which files cannot be ranked (the first of `count`), or what the rules say otherwise."""

    code: str
    count: int = 0
    files: tuple[tuple[str, str], ...] = ()
    differs: tuple[str, ...] = ()


def hindrance_of(error: ScoringError) -> str:
    """Write down what hinders a ranking."""
    match error:
        case Unranked(files=files):
            return " ".join([str(len(files)), *(f"{reference}={why}" for reference, why in files[:MOST])])
        case RoundChanged(differs=differs):
            return " ".join(differs)
        case _:
            return error.code


def read_hindrance(job: JobRow) -> Hindrance | None:
    """Read what a failed job wrote down; None where it did not fail."""
    if job.state != JobState.FAILED:
        return None
    code, said = job.error_code or "", (job.error_text or "").split()
    match code:
        case Unranked.code:
            pairs = (each.partition("=") for each in said[1:])
            files = tuple((reference, why) for reference, _, why in pairs)
            return Hindrance(code, int(said[0]), files=files)
        case RoundChanged.code:
            return Hindrance(code, differs=tuple(said))
        case _:
            return Hindrance(code)

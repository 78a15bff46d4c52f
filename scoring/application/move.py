"""One row of the table of allowed moves."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.application.guards import Guard
from scoring.application.officer import Officer, Role
from scoring.application.status import Act, FileKind, Part, Status


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. Role, no interest and one part hold for every row, `guards` are the rest.

    `role` is APPLICANT where the act is the holder's, None where nobody can ask for it: the installation does it by itself, or it
    is done together with an act on another file; `also` is a second role that
    may do it, `only` the one kind of file that has the move, None where all have it. `target` is None where the application stays
    where it is, `part` what the act makes the person on this file, None where it makes them nothing. `by_itself`: the installation
    may do it without anybody.
    """

    act: Act
    sources: tuple[Status, ...]
    target: Status | None
    role: Role | None
    part: Part | None
    guards: tuple[Guard, ...]
    by_itself: bool = False
    also: Role | None = None
    only: FileKind | None = None

    def after(self, now: Status | str) -> Status:
        """Give where an application stands after the act that stands at *now* before."""
        return self.target or Status(now)

    def is_of(self, kind: FileKind) -> bool:
        """Whether files of that kind have it."""
        return self.only in {None, kind}

    def is_for(self, officer: Officer) -> bool:
        """Whether one of the officer's roles may do it; the acts of applicants are no officer's, whatever roles they have."""
        return self.role is not Role.APPLICANT and not {self.role, self.also}.isdisjoint(officer.roles)

"""Why an act was not done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from scoring.errors.root import ScoringError

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.findings import Finding


class CaseworkError(ScoringError):
    """An act that was not done; nothing was changed."""

    code: ClassVar[str] = "casework"


@dataclass(slots=True, eq=False)
class NotFound(CaseworkError):
    """No such record, or none that this officer may see: the two are not told apart."""

    code: ClassVar[str] = "not_found"
    kind: str
    reference: str

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.reference}."


@dataclass(slots=True, eq=False)
class Erased(CaseworkError):
    """What was personal in this file was erased on that day, since its retention was over."""

    code: ClassVar[str] = "erased"
    reference: str
    on: date

    def __str__(self) -> str:
        return f"The personal data of {self.reference} were erased on {self.on}."


@dataclass(slots=True, eq=False)
class NotAllowed(CaseworkError):
    """This officer may not do this; `why` is a word of the table in `application.moves`."""

    code: ClassVar[str] = "not_allowed"
    act: str
    why: str

    def __str__(self) -> str:
        return f"{self.act} is not allowed: {self.why}."


@dataclass(slots=True, eq=False)
class OrgansUnnamed(CaseworkError):
    """Nothing is decided under rules that do not name who decides and who is turned to; `places` are those below `procedure`.

    It is the guard `organs_named` of `application.moves`.
    """

    code: ClassVar[str] = "organs_unnamed"
    act: str
    scheme: str
    version: str
    places: Sequence[str]

    def __str__(self) -> str:
        missing = ", ".join(f"procedure.{place}" for place in self.places)
        return f"{self.act} needs {missing}, in {self.scheme}@{self.version} or in office_defaults.yaml."


@dataclass(slots=True, eq=False)
class NotYet(CaseworkError):
    """The act waits for something else: `why` is a word of the table in `application.moves`, `until` the last day of waiting.

    `until` is None where no day is set yet.
    """

    code: ClassVar[str] = "not_yet"
    act: str
    why: str
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.act} waits: {self.why}" + (f", until {self.until} is over." if self.until else ".")


@dataclass(slots=True, eq=False)
class NoLongerPublic(CaseworkError):
    """A list that was open to the public until the day `ended`, and is shown to nobody any more."""

    code: ClassVar[str] = "no_longer_public"
    number: int
    ended: date

    def __str__(self) -> str:
        return f"List {self.number} was public until {self.ended}."


@dataclass(slots=True, eq=False)
class MoveRefused(CaseworkError):
    """The application's status does not allow the act."""

    code: ClassVar[str] = "move_refused"
    act: str
    status: str
    allowed_from: Sequence[str]

    def __str__(self) -> str:
        return f"{self.act} is possible from {', '.join(self.allowed_from)}, not from {self.status}."


@dataclass(slots=True, eq=False)
class Stale(CaseworkError):
    """The application was changed after it was shown to the person who now acts."""

    code: ClassVar[str] = "stale"
    reference: str
    seen: int
    current: int

    def __str__(self) -> str:
        return f"{self.reference} was changed meanwhile (version {self.current}, shown was {self.seen}). Read it again."


@dataclass(slots=True, eq=False)
class PolicyNotReady(CaseworkError):
    """A draft can be neither submitted nor published yet; `obstacles` are all that stands in the way."""

    code: ClassVar[str] = "policy_not_ready"
    scheme: str
    version: str
    obstacles: Sequence[Finding]

    def __str__(self) -> str:
        return f"{self.scheme}@{self.version} is not ready: {len(self.obstacles)} obstacle(s)"


@dataclass(slots=True, eq=False)
class Blocked(CaseworkError):
    """The application cannot be recommended yet; `obstacles` are all that stands in the way, each a kind and what it is about."""

    code: ClassVar[str] = "blocked"
    reference: str
    obstacles: Sequence[tuple[str, str]]

    def __str__(self) -> str:
        return f"{self.reference} cannot be recommended yet: {len(self.obstacles)} obstacle(s)"


@dataclass(slots=True, eq=False)
class InputRefused(CaseworkError):
    """A part of the act is missing or wrong."""

    code: ClassVar[str] = "input_refused"
    field: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.field}: {self.remedy}"


@dataclass(slots=True, eq=False)
class EvidenceRefused(CaseworkError):
    """A file cannot be kept as evidence; `why` is one word, `limit` the number that was passed where there is one."""

    code: ClassVar[str] = "evidence_refused"
    why: str
    limit: int | None = None

    def __str__(self) -> str:
        limit = "" if self.limit is None else f" (at most {self.limit})"
        return f"The file is refused: {self.why}{limit}."


@dataclass(slots=True, eq=False)
class WindowClosed(CaseworkError):
    """Places are limited, and no round takes applications now. `opens` is when the next one does, None where none is announced."""

    code: ClassVar[str] = "window_closed"
    scheme: str
    opens: datetime | None
    closed: datetime | None

    def __str__(self) -> str:
        ahead = f"the next opens on {self.opens}" if self.opens else "the next is not announced yet"
        return f"No round of {self.scheme} takes applications now; {ahead}. The draft is kept."


@dataclass(slots=True, eq=False)
class CalendarUnknown(CaseworkError):
    """A deadline reaches into a year whose working days have not been entered."""

    code: ClassVar[str] = "calendar_unknown"
    year: int
    known: Sequence[int]

    def __str__(self) -> str:
        return f"The working days of {self.year} are not known. Enter that year's notice in working_days.yaml."


@dataclass(slots=True, eq=False)
class SheetRefused(CaseworkError):
    """A sheet of answers cannot be read; `why` is one word, `columns` those it is about, `limit` the number that was passed."""

    code: ClassVar[str] = "sheet_refused"
    why: str
    columns: Sequence[str] = ()
    limit: int | None = None

    def __str__(self) -> str:
        return f"The sheet is refused: {self.why}{''.join(f' {column}' for column in self.columns)}."


@dataclass(slots=True, eq=False)
class RoundChanged(CaseworkError):
    """The rules say otherwise of a round than when it was opened; `differs` names parameters, `window_from`, `quota` and so on."""

    code: ClassVar[str] = "round_changed"
    number: int
    policy: str
    round: str | None
    differs: Sequence[str]

    def __str__(self) -> str:
        named = ", ".join(self.differs)
        return (
            f"{self.policy} says otherwise of round {self.round} than when round {self.number} was opened: {named}. "
            "Put it back in rounds.yaml as it was, or cancel the round and open it anew."
        )


@dataclass(slots=True, eq=False)
class Unranked(CaseworkError):
    """Some of so many files of a round cannot be ranked: each by its number, with a word that says why."""

    code: ClassVar[str] = "unranked"
    number: int
    files: Sequence[tuple[str, str]]

    def __str__(self) -> str:
        named = ", ".join(f"{reference} ({why})" for reference, why in self.files)
        return (
            f"Round {self.number} cannot be ranked for {named}. Take them out of the round, or mend them, and have it ranked again."
        )

"""撤销: a grant is to be revoked, since it was got by fraud or is against the law; the applicant is heard before two people sign.

Who reported it is known to those who look into it and to nobody else; everything besides is the applicant's to read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.application.clocks import due_day
from scoring.application.procedure import term_of
from scoring.errors import CalendarUnknown

if TYPE_CHECKING:
    from scoring.application.due import Timing
    from scoring.application.entitlement import EntitlementState
    from scoring.application.procedure import Term
    from scoring.policy.procedure import Procedure
    from scoring.policy.wording import Text

ARTICLE_MAX = 200  # characters, of an article and of who reported it
PRESENT_MAX = 400


class Ground(StrEnum):
    """Why a decision may be revoked. There is no other ground."""

    FRAUD = "fraud"  # 以欺骗等不正当手段取得
    LEGAL_ERROR = "legal_error"  # 决定违法


class RevokingKind(StrEnum):
    """What was done about it. The last two close it."""

    STATED = "stated"  # 陈述申辩
    ASKED = "asked"  # 要求听证
    WAIVED = "waived"  # 放弃听证
    HEARD = "heard"  # 已听证
    REVOKED = "revoked"  # 撤销
    DROPPED = "dropped"  # 不予撤销


OF_APPLICANT = (RevokingKind.STATED, RevokingKind.ASKED, RevokingKind.WAIVED)
"""What the applicant does, or has recorded at the counter."""

CLOSED_BY = (RevokingKind.REVOKED, RevokingKind.DROPPED)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a supervisor found: on which ground, which facts, by which article; and who reported it, empty for nobody."""

    ground: Ground
    words: str = field(repr=False)
    article: str = field(repr=False)
    reported_by: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a person of the file (by number) has, and where it stands before it ends."""

    person: int
    label: Text
    state: EntitlementState


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing as it was held: on which day, who was there, and what was said."""

    on: date | None
    present: str = field(repr=False)
    minutes: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RevokingStep:
    """One step. `on` and `present` are those of a hearing."""

    number: int
    kind: RevokingKind
    at: datetime
    by_id: int
    by: str
    words: str = field(repr=False)
    on: date | None = None
    present: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Revocation:
    """One proposal to revoke, with its steps, oldest first.

    `document` is the number of 撤销告知书 within the file; `due` the last day to ask for a hearing: None where no
    term is set, and until the notice is served, where the term runs from that.
    """

    number: int
    at: datetime
    by_id: int
    by: str
    findings: Findings
    document: int
    due: date | None = None
    steps: tuple[RevokingStep, ...] = ()

    @property
    def closing(self) -> RevokingStep | None:
        """The step that closed it; None while it is open."""
        return next((step for step in self.steps if step.kind in CLOSED_BY), None)

    @property
    def hearing(self) -> RevokingStep | None:
        """The hearing that was held."""
        return next((step for step in self.steps if step.kind is RevokingKind.HEARD), None)

    @property
    def wish(self) -> RevokingKind | None:
        """What the applicant said last of a hearing: asked for it or waived it; None where nothing was said."""
        said = [step.kind for step in self.steps if step.kind in {RevokingKind.ASKED, RevokingKind.WAIVED}]
        return said[-1] if said else None

    def may_ask(self, today: date) -> bool:
        """Whether a hearing can still be asked for: none was held, and the term is not over."""
        return self.hearing is None and (self.due is None or today <= self.due)

    def is_heard(self, today: date) -> bool:
        """Whether it may be signed: a hearing was held or waived, or nobody asked for one in time.

        A statement alone takes the right to a hearing from nobody while the term runs.
        """
        if self.hearing is not None or self.wish is RevokingKind.WAIVED:
            return True
        return self.wish is None and self.due is not None and today > self.due


def hearing_term(procedure: Procedure, timing: Timing) -> Term | None:
    """Give the term in which a hearing can be asked for, as the policy or the office sets it."""
    return term_of(procedure, "revocation_hearing", timing.defaults)


def hearing_until(term: Term | None, issued_on: date, served_on: date | None, timing: Timing) -> date | None:
    """Give the last day to ask for a hearing; None where no term is set, it has not begun, or it cannot be counted."""
    start = served_on if term is not None and term.duration.start == "service" else issued_on
    if term is None or start is None:
        return None
    try:
        return due_day(start, term.duration, timing.working_days)
    except CalendarUnknown:
        return None

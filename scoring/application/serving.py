"""送达: how a document reached its addressee, from which day that has effect, and the last days of the remedies that run from it.

What proves a service depends on its channel: at the counter who signed the 送达回证, by post the number under which the receipt
was signed for, of a public notice where it hung and until when. By the account, to which the person agreed
(`application.consent`), the installation itself records the moment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.document import DocumentKind, ServiceChannel
from scoring.application.due import due, last_late
from scoring.application.procedure import Term, term_of
from scoring.errors import CalendarUnknown, InputRefused
from scoring.policy.procedure import Duration
from scoring.policy.wording import EMPTY, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.document import IssuedDocument
    from scoring.application.due import Due, Timing
    from scoring.application.working_days import WorkingDays
    from scoring.policy.procedure import Procedure

PROOF_MAX = 200  # characters


TYPED = (ServiceChannel.COUNTER, ServiceChannel.POST, ServiceChannel.PUBLIC_NOTICE)
"""The channels of which an officer types day and proof."""

DECISIONS = (DocumentKind.GRANTED, DocumentKind.REFUSED, DocumentKind.CORRECTED)
"""The documents whose service is that of the decision."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What an officer says of a service. `number` is the document's; of the account nothing else is said.

    `on` is the day on which it was signed for or the notice was hung, `until` the day until which a notice hung; `proof` who signed
    at the counter, the number of the post, or where it hung.
    """

    number: int
    channel: ServiceChannel
    on: date | None = None
    proof: str = field(default="", repr=False)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RemedyClock:
    """One way to contest a document, before whom (empty where the document keeps it in words alone), and the end of its term."""

    kind: str
    organ: Text
    due: Due


def took_effect(serving: Serving, sealed_on: date, today: date, procedure: Procedure, timing: Timing) -> tuple[date, date]:
    """Give the day of a service and the one from which it has effect, both with it; of the account that is *today*.

    Args:
        serving: what was typed.
        sealed_on: the day on which the document was sealed: none is served before it.
        today: the day of the act.
        procedure: of the file's policy.
        timing: the office's own terms. Where neither sets `public_notice`, a notice has effect from the day on which it was hung.

    Raises:
        InputRefused: `on`, `proof` or `until`.
    """
    if serving.channel is ServiceChannel.ACCOUNT:
        return today, today
    on = serving.on
    if on is None or not sealed_on <= on <= today:
        raise InputRefused("on", f"Give a day from {sealed_on}, on which the document was sealed, to today.")
    if not serving.proof.strip() or len(serving.proof.strip()) > PROOF_MAX:
        raise InputRefused("proof", f"Say in up to {PROOF_MAX} characters what proves the service.")
    return on, _hung(serving, on, today, procedure, timing) if serving.channel is ServiceChannel.PUBLIC_NOTICE else on


def _hung(serving: Serving, on: date, today: date, procedure: Procedure, timing: Timing) -> date:
    """Give the day on which a notice that was hung *on* has effect: the last of its term, to whose end it must have hung."""
    term = term_of(procedure, "public_notice", timing.defaults)
    try:
        effective = due_day(on, term.duration, timing.working_days) if term else on
    except CalendarUnknown as unknown:
        raise InputRefused("on", f"The working days of {unknown.year} are not known, and they are not guessed.") from None
    if serving.until is None or effective is None or not effective <= serving.until <= today:
        raise InputRefused("until", f"Give the day until which the notice hung, from {effective}, the end of its term, to today.")
    return effective


@dataclass(frozen=True, slots=True)
class Overdue:
    """Documents issued before a day are overdue, or may be; `of_decisions`: those alone, since the term runs from the decision."""

    before: date
    of_decisions: bool


def serve_due(kind: DocumentKind, issued_on: date, procedure: Procedure, timing: Timing) -> Due:
    """Give the end of the term to serve a document; its `start` is None where it runs from an act that issued another one."""
    days = {"issue": issued_on} | ({"decision": issued_on} if kind in DECISIONS else {})
    return due("serve", term_of(procedure, "serve", timing.defaults), days, timing.working_days)


def unserved_since(procedure: Procedure, timing: Timing, today: date) -> Overdue | None:
    """Give which documents under a policy are overdue today where they are not served; None where no term is set for them."""
    term = term_of(procedure, "serve", timing.defaults)
    if term is None or term.duration.start not in {"issue", "decision"}:
        return None
    last = last_late(term.duration, timing.working_days, today)
    return Overdue(last + timedelta(days=1), term.duration.start == "decision")


def remedy_clocks(document: IssuedDocument, working_days: WorkingDays) -> tuple[RemedyClock, ...]:
    """Give each way to contest a document with its last day; where its term runs from service and none is recorded, without one."""
    days = {"decision": local_day(document.at)}
    if document.service is not None:
        days["service"] = document.service.effective_on
    return tuple(_clock(kept, days, working_days) for kept in document.content["remedies"])


def _clock(kept: Mapping[str, Any], days: Mapping[str, date], working_days: WorkingDays) -> RemedyClock:
    within = kept["within"]
    term = Term(Duration(within["n"], within["unit"], within["start"]), "", is_office_default=False) if within else None
    is_served = "service" in days or term is None or term.duration.start != "service"
    found = due(kept["kind"], term, days if is_served else {}, working_days)
    organ = kept.get("organ")
    return RemedyClock(kept["kind"], text(organ) if organ else EMPTY, found)

"""Who does what, and by when: as the policy's procedure states it, else as the office goes by it. Nothing of it stands in code.

What comes from the office is marked: it is shown as the office's default, never as law.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.policy.procedure import Duration, Procedure, Publication, Remedy
from scoring.policy.wording import Text

if TYPE_CHECKING:
    from datetime import date

    from scoring.policy.procedure import Kind

RemedyKind: TypeAlias = Literal["review", "reconsideration", "litigation"]
_ORDER: tuple[RemedyKind, ...] = ("review", "reconsideration", "litigation")


@dataclass(frozen=True, slots=True)
class Term:
    """A duration that names the act it runs from, with the article it rests on, empty where none is named."""

    duration: Duration
    reference: str
    is_office_default: bool


@dataclass(frozen=True, slots=True)
class Organ:
    """Who decides, with the article, empty where none is named."""

    name: Text
    reference: str
    is_office_default: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way to contest a decision: before whom, and within what term (None where none is known)."""

    kind: RemedyKind
    organ: Organ
    within: Term | None
    note: Text


def term_of(procedure: Procedure, kind: Kind, defaults: Procedure) -> Term | None:
    """Give the term for *kind*; None where neither the policy nor the office sets one, which then nobody can miss."""
    stated = procedure.days.get(kind)
    if stated is None and kind == "publicity":
        stated = procedure.publication.days
    return _term(stated, defaults.days.get(kind))


def publishes(procedure: Procedure) -> bool:
    """Whether the rules have a list made public before anybody on it is granted; what the office sets makes no such step."""
    return procedure.publication != Publication() or "publicity" in procedure.days


def reminded_up_to(defaults: Procedure, warning: str, today: date) -> date | None:
    """Give the furthest last day that is reminded of today; None where the office sets no such days, or not in calendar days."""
    before = defaults.days.get(warning)
    return today + timedelta(days=before.n) if before and before.unit == "days" else None


def organ_of(procedure: Procedure, defaults: Procedure) -> Organ:
    """Give the organ that decides."""
    if procedure.organ:
        return Organ(procedure.organ, procedure.references.get("organ", ""), is_office_default=False)
    return Organ(defaults.organ, "", is_office_default=True)


def ways_of(procedure: Procedure, defaults: Procedure) -> tuple[Way, ...]:
    """Give every way to contest a decision, the nearest first.

    A policy that names one does not take away the others: those it is silent on are the office's defaults.
    """
    stated = {remedy.kind: remedy for remedy in procedure.remedies}
    default = {remedy.kind: remedy for remedy in defaults.remedies}
    kinds = (kind for kind in _ORDER if kind in stated or kind in default)
    organ = organ_of(procedure, defaults)
    return tuple(_way(kind, stated.get(kind), default.get(kind), organ) for kind in kinds)


def ways_outside(procedure: Procedure, defaults: Procedure) -> tuple[Way, ...]:
    """Give every way to contest what the office itself does not review: a lapse, a revocation, an answer about personal data."""
    return tuple(way for way in ways_of(procedure, defaults) if way.kind != "review")


def unnamed(procedure: Procedure, defaults: Procedure) -> tuple[str, ...]:
    """Give each place of a procedure where neither it nor the office names whom a decision must name; none where all are.

    A review is with the organ that decides; who else is turned to must be named.
    """
    places = [] if organ_of(procedure, defaults).name else ["organ"]
    ways = ways_of(procedure, defaults)
    if not ways:
        return (*places, "remedies")
    own = {remedy.kind for remedy in (*procedure.remedies, *defaults.remedies) if remedy.organ}
    places += [f"remedies[{way.kind}].organ" for way in ways if way.kind not in own and way.kind != "review"]
    return tuple(places)


def _way(kind: RemedyKind, stated: Remedy | None, default: Remedy | None, deciding: Organ) -> Way:
    within = _term(stated.within if stated else None, default.within if default else None, stated.reference if stated else "")
    note = (stated or default or Remedy(kind)).note
    return Way(kind, _organ(stated, default, deciding), within, note)


def channels_of(procedure: Procedure, defaults: Procedure) -> tuple[str, ...]:
    """Give the ways on which one may apply: those the policy names, else those of the office."""
    return procedure.channels or defaults.channels


def _organ(stated: Remedy | None, default: Remedy | None, deciding: Organ) -> Organ:
    """Give whom to turn to; where nobody is named, the organ that decided."""
    if stated and stated.organ:
        return Organ(stated.organ, stated.reference, is_office_default=False)
    if default and default.organ:
        return Organ(default.organ, default.reference, is_office_default=True)
    return deciding


def _term(stated: Duration | None, default: Duration | None, reference: str = "") -> Term | None:
    """Give what is stated, else the default; a stated term that names no act runs from the default's."""
    if stated is None:
        return Term(default, default.reference, is_office_default=True) if default else None
    start = stated.start or (default.start if default else "")
    return Term(replace(stated, start=start), stated.reference or reference, is_office_default=False)

"""What can be done about a decision, and what it unlocks: with organ, term and article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.reasons.grounds import Grounds, Line, article
from scoring.application.reasons.sentence import NOTHING, Part, Said, Sentence, day, named, number, sentence

if TYPE_CHECKING:
    from scoring.application.application import Document
    from scoring.application.due import Due
    from scoring.application.procedure import Term, Way

_STARTS = {"service": "from_service", "decision": "from_decision"}


def remedies(grounds: Grounds) -> tuple[Line, ...]:
    """Give every way to contest the decision. A day stands only where the act that the term runs from is recorded."""
    return tuple(_remedy(grounds, way, due) for way, due in grounds.remedies) or (Line(Sentence("no_remedies")),)


def unlocks(grounds: Grounds) -> tuple[Line, ...]:
    """Give what the decision unlocks; nothing of a refusal."""
    return tuple(map(_unlocked, grounds.document["entitlements"])) if grounds.kind == "granted" else ()


def _remedy(grounds: Grounds, way: Way, due: Due) -> Line:
    is_stated = any(remedy.kind == way.kind for remedy in grounds.policy.procedure.remedies)
    note = named(f"{_place(not is_stated)}.remedies.{way.kind}.note", way.note)
    said = sentence(
        "remedy",
        name=Sentence(way.kind),
        organ=_organ(grounds, way),
        until=_until(way, due),
        basis=_basis(way),
        note=sentence("noted", note=note) if way.note else NOTHING,
    )
    return Line(said, _reference(grounds, way))


def _basis(way: Way) -> Said:
    """Say whose a term is that the policy does not state: the office's own for a review, the law's for what lies outside it."""
    if way.within is None or not way.within.is_office_default:
        return NOTHING
    return Sentence("office_term" if way.kind == "review" else "general_term")


def _organ(grounds: Grounds, way: Way) -> Part:
    """Name whom to turn to: where the way names nobody, that is the organ that decided."""
    if way.organ == grounds.organ:
        return grounds.deciding
    return named(f"{_place(way.organ.is_office_default)}.remedies.{way.kind}.organ", way.organ.name)


def _reference(grounds: Grounds, way: Way) -> Part | None:
    """Give the article of the term, else that of the organ where the way names one of its own."""
    within, organ = way.within, way.organ
    if within is not None and within.reference:
        return article(f"{_place(within.is_office_default)}.remedies.{way.kind}.reference", within.reference)
    own = "" if organ == grounds.organ else organ.reference
    return article(f"{_place(organ.is_office_default)}.remedies.{way.kind}.reference", own)


def _until(way: Way, due: Due) -> Said:
    if way.within is None:
        return Sentence("no_term")
    base = f"{_place(way.within.is_office_default)}.remedies.{way.kind}.within"
    start, term = _start(base, way.within), _term(base, way.within)
    if due.day is None or due.is_earliest:
        return sentence("within", start=start, term=term)
    return sentence("until_day", day=day(f"remedies.{way.kind}.day", due.day), start=start, term=term)


def _start(base: str, term: Term) -> Said:
    start = term.duration.start
    return Sentence(_STARTS[start]) if start in _STARTS else named(f"{base}.from", start)


def _term(base: str, term: Term) -> Said:
    duration = term.duration
    return counted(f"{base}.n", duration.n, duration.unit)


def counted(source: str, n: int, unit: str) -> Said:
    """Say so many days, working days, months or years."""
    return sentence(f"{unit}_one" if n == 1 else unit, n=number(source, n))


def _place(is_office_default: bool) -> str:  # noqa: FBT001 - what both terms and organs say of themselves
    return "office" if is_office_default else "policy.procedure"


def _unlocked(entitlement: Document) -> Line:
    base = f"document.entitlements.{entitlement['id']}"
    within = [_duration(code, f"{base}.{code}", entitlement[code]) for code in ("apply_within", "valid_for") if entitlement[code]]
    places: dict[str, Said] = {
        "label": named(f"{base}.label", entitlement["label"]),
        "confers": Sentence(f"confers_{entitlement['confers']}"),
        "starts": Sentence(f"starts_{entitlement['starts']}"),
        "within": sentence("both", a=within[0], b=within[1]) if len(within) > 1 else within[0] if within else NOTHING,
    }
    if entitlement["granted_by"]:
        said = sentence("unlocks", organ=named(f"{base}.granted_by", entitlement["granted_by"]), **places)
    else:
        said = sentence("unlocks_plain", **places)
    conditions = tuple(
        _condition(f"{base}.further_conditions", at, one) for at, one in enumerate(entitlement["further_conditions"])
    )
    return Line(said, article(f"{base}.reference", entitlement["reference"]), None, conditions)


def _condition(base: str, place: int, condition: Document) -> Line:
    return Line(named(f"{base}.{place}.label", condition["label"]), article(f"{base}.{place}.reference", condition["reference"]))


def _duration(code: str, source: str, words: str) -> Said:
    """Say what the policy writes as `12 months`."""
    n, unit = words.split()
    return sentence(code, term=counted(source, int(n), unit))

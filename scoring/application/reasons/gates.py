"""What decided, and each requirement and veto: met or not met, with the facts it read and its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scoring.application.reasons.grounds import Grounds, Line, Mark, article
from scoring.application.reasons.sentence import NOTHING, Said, Sentence, day, named, points, sentence
from scoring.engine.award import Outcome

if TYPE_CHECKING:
    from scoring.application.application import Document

_PRESENT: Mapping[str, Mark] = {"met": "present", "not_met": "absent", "open": "open"}


def conclusion(grounds: Grounds) -> tuple[Line, ...]:
    """Say what is decided, and first of all reasons what decided it."""
    policy = grounds.policy
    under = sentence(
        "under",
        organ=grounds.deciding,
        title=named("policy.title", policy.title),
        version=named("policy.version", policy.version),
        on=day("document.on", grounds.on),
    )
    deciding = tuple(_in_favour(grounds) if grounds.kind == "granted" else _against(grounds))
    return Line(under), Line(Sentence(f"{grounds.kind}_{policy.grants}"), below=deciding)


def requirements(grounds: Grounds) -> tuple[Line, ...]:
    """Give every requirement."""
    found = (
        _line(grounds, "requirements", one, "waived" if one["waived"] else one["state"]) for one in grounds.document["requirements"]
    )
    return tuple(found) or (Line(Sentence("none_stated")),)


def vetoes(grounds: Grounds) -> tuple[Line, ...]:
    """Give every veto."""
    found = (_line(grounds, "vetoes", one, _PRESENT[one["state"]]) for one in grounds.document["vetoes"])
    return tuple(found) or (Line(Sentence("none_stated")),)


def _line(grounds: Grounds, kind: str, verdict: Document, mark: Mark) -> Line:
    base = f"document.{kind}.{verdict['id']}"
    label = named(f"{base}.label", verdict["label"])
    said = sentence("gate", label=label, state=Sentence(mark), facts=_facts(grounds, base, verdict))
    return Line(said, article(f"{base}.reference", verdict["reference"]), mark=mark)


def _facts(grounds: Grounds, base: str, verdict: Document) -> Said:
    facts = grounds.facts_of(base, verdict["facts"])
    return NOTHING if facts is NOTHING else sentence("given_facts", facts=facts)


def _in_favour(grounds: Grounds) -> Iterator[Line]:
    yield Line(Sentence("decided_in_favour"))
    if grounds.published_list:
        yield Line(sentence("by_list", list=named("decision.published_list", grounds.published_list)))


def _against(grounds: Grounds) -> Iterator[Line]:
    """Give every reason that would have sufficed by itself; where none is in the assessment, the officers' words say why."""
    document = grounds.document
    deciding = [
        *_failed(grounds, "vetoes", "met", "decided_by_veto"),
        *_failed(grounds, "requirements", "not_met", "decided_by_requirement"),
        *_short(document, has_exception=grounds.policy.selection.unless is not None),
    ]
    yield from deciding or [Line(Sentence("decided_otherwise"))]


def _failed(grounds: Grounds, kind: str, state: str, code: str) -> Iterator[Line]:
    for verdict in grounds.document[kind]:
        if verdict["state"] == state:
            base = f"document.{kind}.{verdict['id']}"
            label = named(f"{base}.label", verdict["label"])
            said = sentence(code, label=label, facts=_facts(grounds, base, verdict))
            yield Line(said, article(f"{base}.reference", verdict["reference"]))


def _short(document: Document, *, has_exception: bool) -> Iterator[Line]:
    """Say how many points are lacking. Whether an exception held can be told from the outcome alone."""
    threshold: Any = document["threshold"]
    is_decisive = document["outcome"] == Outcome.BELOW_THRESHOLD or not has_exception
    if threshold is None or not is_decisive or Decimal(document["highest"]) >= Decimal(threshold):
        return
    is_settled = document["total"] is not None
    source = "document.total" if is_settled else "document.highest"
    lacking = Decimal(threshold) - Decimal(document["highest"])
    yield Line(
        sentence(
            "decided_by_short" if is_settled else "decided_by_short_at_most",
            total=points(source, document["highest"]),
            threshold=points("document.threshold", threshold),
            short=points(f"document.threshold - {source}", lacking),
        )
    )

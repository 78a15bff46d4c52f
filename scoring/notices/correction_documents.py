"""更正决定书: what a decision puts right of another one, and why, before what it says itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scoring.application.document import DocumentKind
from scoring.engine.prose import fact_value
from scoring.notices.document_parts import Part
from scoring.notices.document_texts import both
from scoring.policy.values import code_value, decode_value
from scoring.policy.wording import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from scoring.application.filing import Difference
    from scoring.application.following import Changes, Error
    from scoring.application.persons import Person
    from scoring.application.second_look import Difference as Otherwise
    from scoring.notices.documents import Body
    from scoring.policy.model import Policy

_FACTS, _PEOPLE = "facts", "people"
_POINTS = {"total": "total_points", "threshold": "threshold_points"}


@dataclass(frozen=True, slots=True)
class Corrects:
    """The decision that is put right: of which file, its number and day, the 文号 of its document (empty: none), and the error."""

    application: str
    decision: str
    on: date
    document: str = ""
    error: Error | None = field(default=None, repr=False)


def corrected(body: Body, corrects: Corrects, changed: Sequence[Text]) -> Body:
    """更正决定书: the decision that is put right, what of it, why, and what the new one says (*body*), with its remedies."""
    first = both("corrected", older=corrects.application, decision=corrects.decision, on=corrects.on)
    number = (Part("paragraph", both("corrected_document", document=corrects.document)),) if corrects.document else ()
    what = Part("list", items=tuple(changed)) if changed else Part("paragraph", both("unchanged"))
    error = corrects.error
    why = (Part("typed", text(error.reason)), Part("typed", text(error.proof))) if error else ()
    parts = (
        Part("paragraph", first),
        *number,
        Part("heading", both("what_changed")),
        what,
        *((Part("heading", both("why_corrected")), *why) if why else ()),
        Part("heading", both("as_corrected")),
        *body.parts,
    )
    return replace(body, kind=DocumentKind.CORRECTED, parts=parts)


def say_changes(policy: Policy, changes: Changes, older: Sequence[Person], newer: Sequence[Person]) -> tuple[Text, ...]:
    """Say everything that a version says otherwise than the file before, a line each; names and numbers in full."""
    said = (_difference(policy, one, older, newer) for one in changes.said)
    results = (_result(one) for one in changes.results)
    unlocked = (both("gained" if one.is_new else "lost", who=one.person.name, label=text(one.label)) for one in changes.unlocked)
    return tuple(line for line in (*said, *results, *unlocked) if line)


def _difference(policy: Policy, one: Difference, older: Sequence[Person], newer: Sequence[Person]) -> Text:
    kind, *place = one.place.split("/")
    if kind == _FACTS:
        fact = policy.facts[place[0]]
        return _changed(fact.label, *(_value(policy, place[0], value) for value in (one.before, one.after)))
    number, item = int(place[0]), place[1]
    person = (newer if kind == _PEOPLE else older)[number]
    who = both("person", relation=both(person.relation), name=person.name)
    values = (both(value) if item == "relation" and value else value and text(value) for value in (one.before, one.after))
    return _changed(both(f"{item}_of", who=who), *values)


def _value(policy: Policy, fact: str, value: Any) -> Text | None:
    """Say a value of a fact; a list entry by entry."""
    if value is None:
        return None
    kind = policy.facts[fact]
    typed = decode_value(kind, code_value(kind, value, ""))
    return fact_value(policy, kind, typed)


def _result(one: Otherwise) -> Text:
    if one.kind == "outcome":
        return _changed(both("conclusion"), *(value and both(f"outcome_{value}") for value in (one.before, one.after)))
    if one.kind in _POINTS:
        return _changed(both(_POINTS[one.kind]), *(value and text(value) for value in (one.before, one.after)))
    states = one.kind == "verdict"
    values = (value and (both(f"state_{value}") if states else text(value)) for value in (one.before, one.after))
    return _changed(text(one.label) if one.label else text(one.id), *values)


def _changed(what: Text, before: Text | str | None, after: Text | str | None) -> Text:
    if not before:
        return both("added", what=what, after=after or "")
    return both("changed", what=what, before=before, after=after) if after else both("removed", what=what, before=before)

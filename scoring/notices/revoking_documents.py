"""文书 by which a grant is to be revoked, and is revoked: 撤销告知书 and 撤销决定书."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.document import DocumentKind
from scoring.application.entitlement import EntitlementState
from scoring.application.revocation import CLOSED_BY
from scoring.notices.document_parts import Part
from scoring.notices.document_texts import FORMS, both, start_of
from scoring.notices.documents import Body, basis_words, reason_parts, time_words
from scoring.policy.wording import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.application.persons import Person
    from scoring.application.procedure import Term, Way
    from scoring.application.revocation import Findings, Loss, Revocation
    from scoring.notices.documents import About


def to_be_revoked(about: About, findings: Findings, term: Term) -> Body:
    """撤销告知书: what was found, by which article, and the rights to state one's case and to be heard."""
    start = start_of(term.duration.start, FORMS[DocumentKind.TO_BE_REVOKED].itself)
    rights = both("may_be_heard", start=start, time=time_words(term), basis=basis_words(term))
    parts = (
        Part("paragraph", both("to_be_revoked", **about.facts)),
        *_found(findings),
        Part("heading", both("rights")),
        Part("list", items=(both("may_state"), rights)),
    )
    return Body(DocumentKind.TO_BE_REVOKED, parts)


def revoked(
    about: About, found: Revocation, reason: str, people: Sequence[Person], losses: Sequence[Loss], ways: tuple[Way, ...]
) -> Body:
    """撤销决定书: what was found, how the applicant was heard, what ends for whom, why, and how it is contested."""
    parts = (
        Part("paragraph", both("revoked", **about.facts)),
        *_found(found.findings),
        Part("heading", both("how_heard")),
        Part("list", items=_heard(found)),
        Part("heading", both("effects")),
        Part("list", items=tuple(item for number, person in enumerate(people) for item in _effects(number, person, losses))),
        *reason_parts(reason),
    )
    return Body(DocumentKind.REVOKED, parts, ways)


def _found(findings: Findings) -> tuple[Part, ...]:
    return (
        Part("paragraph", both(f"ground_{findings.ground}")),
        Part("heading", both("findings")),
        Part("typed", text(findings.words)),
        Part("paragraph", both("by_article", article=findings.article)),
    )


def _heard(found: Revocation) -> tuple[Text, ...]:
    steps = [step for step in found.steps if step.kind not in CLOSED_BY]
    said = tuple(both(f"step_{step.kind}", day=step.on or local_day(step.at)) for step in steps)
    nobody_asked = found.hearing is None and found.wish is None and found.due is not None
    return (*said, both("step_none", day=found.due)) if nobody_asked and found.due else said


def _effects(number: int, person: Person, losses: Sequence[Loss]) -> tuple[Text, ...]:
    who, relation = person.name, both(person.relation)
    own = tuple(both(_effect(loss), who=who, relation=relation, label=loss.label) for loss in losses if loss.person == number)
    return own or (both("effect_none", who=who, relation=relation),)


def _effect(loss: Loss) -> str:
    if loss.state is EntitlementState.ENDED:
        return "effect_over"
    return "effect_cancelled" if loss.state is EntitlementState.PENDING else "effect_ended"

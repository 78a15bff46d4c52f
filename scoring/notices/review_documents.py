"""复核决定书, 复核申请不予受理决定书: what they say, as parts of words in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

from scoring.application.document import DocumentKind
from scoring.application.verifying import said
from scoring.engine.naming import digits
from scoring.engine.prose import fact_value
from scoring.notices.document_parts import Part
from scoring.notices.document_texts import FORMS, both
from scoring.notices.documents import Body
from scoring.policy.values import code_value, decode_value
from scoring.policy.wording import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.application.application import Decision, Facts
    from scoring.application.document import IssuedDocument
    from scoring.application.preflight import PreFlight, WouldBe
    from scoring.application.review import DecisionReview
    from scoring.application.serving import RemedyClock
    from scoring.notices.documents import About
    from scoring.policy.model import Policy

_CONTESTS = {
    "refused": "of_refusal",
    "granted": "of_grant",
    "not_accepted": "of_non_acceptance",
    "abandoned": "of_abandonment",
    "forfeited": "of_forfeiture",
    "not_selected": "of_non_selection",
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review was about: the document that is contested (None: none was issued), what would come out, and what remains.

    `flight` is None where nothing was decided on the merits; `together` is what comes out if all that is contested is accepted.
    """

    review: DecisionReview
    asked_on: date
    document: IssuedDocument | None
    flight: PreFlight | None
    together: WouldBe | None
    evidence: tuple[Text, ...]
    others: tuple[RemedyClock, ...]
    reason: str = field(repr=False)


def kept(about: About, reviewed: Reviewed) -> Body:
    """复核决定书: what was decided stands; why, what was looked at, and what can still be done until when."""
    review = reviewed.review
    first = both("review_kept", **about.facts, asked=reviewed.asked_on, receipt=review.receipt, contests=_contests(reviewed))
    parts = (
        Part("paragraph", first),
        *_typed("grounds", review.grounds),
        *_contested(reviewed),
        Part("heading", both("looked_at")),
        Part("list", items=(both("the_whole_file"), *_evidence(reviewed.evidence))),
        *_typed("reasons", reviewed.reason),
        *_others(reviewed.others),
    )
    return Body(DocumentKind.REVIEWED, parts)


@dataclass(frozen=True, slots=True)
class Change:
    """The decision before a review, None where there was none on the merits, the one that takes its place, and its document."""

    before: Decision | None
    after: Decision
    document: str


def changed(about: About, reviewed: Reviewed, change: Change) -> Body:
    """复核决定书: another decision takes the place of what was contested; what differs, and why."""
    review = reviewed.review
    name = FORMS[DocumentKind(change.after.kind)].title
    decision = both("of_document", name=name, number=change.document)
    known = {**about.facts, "asked": reviewed.asked_on, "receipt": review.receipt, "contests": _contests(reviewed)}
    parts = (
        Part("paragraph", both("review_changed", decision=decision, **known)),
        *_typed("grounds", review.grounds),
        *_contested(reviewed),
        Part("heading", both("what_changed")),
        Part("list", items=tuple(_differences(about, reviewed, change))),
        *_typed("reasons", reviewed.reason),
        Part("heading", both("ways")),
        Part("paragraph", both("ways_in_decision", decision=decision)),
    )
    return Body(DocumentKind.REVIEWED, parts)


def _differences(about: About, reviewed: Reviewed, change: Change) -> Iterator[Text]:
    before, after = change.before, change.after
    was = both(f"outcome_{reviewed.review.contests}")
    yield both("changed_to", what=both("the_outcome"), before=was, after=both(f"outcome_{after.kind}"))
    if before is None:
        return
    if before.total != after.total:
        points = [digits(Decimal(total)) if total else "–" for total in (before.total, after.total)]
        yield both("changed_to", what=both("the_total"), before=points[0], after=points[1])
    for fact in about.policy.facts:
        if said(before.facts, fact) != said(after.facts, fact):
            values = [_fact(about.policy, fact, one.facts) for one in (before, after)]
            yield both("changed_to", what=about.policy.facts[fact].label, before=values[0], after=values[1])


def turned_down(about: About, reviewed: Reviewed, last: date) -> Body:
    """复核申请不予受理决定书: the review came too late; why that counts, and what can still be done until when."""
    review = reviewed.review
    first = both("review_turned_down", **about.facts, asked=reviewed.asked_on, receipt=review.receipt, last=last)
    parts = (
        Part("paragraph", first),
        *_typed("cause", review.cause),
        *_typed("reasons", reviewed.reason),
        *_others(reviewed.others),
    )
    return Body(DocumentKind.REVIEW_NOT_ADMITTED, parts)


def _typed(heading: str, words: str) -> tuple[Part, ...]:
    return Part("heading", both(heading)), Part("typed", text(words))


def _contests(reviewed: Reviewed) -> Text:
    issued = reviewed.document
    if issued is None:
        return both(_CONTESTS[reviewed.review.contests])
    return both("of_document", name=FORMS[issued.kind].title, number=issued.reference)


def _contested(reviewed: Reviewed) -> tuple[Part, ...]:
    flight = reviewed.flight
    if flight is None or not reviewed.review.contested or reviewed.together is None:
        return ()
    items = tuple(
        both(
            "contested_item",
            fact=flight.policy.facts[fact].label,
            claimed=_fact(flight.policy, fact, flight.claimed),
            established=_fact(flight.policy, fact, flight.established),
        )
        for fact in reviewed.review.contested
    )
    would_be = both("would_change", result=_result(reviewed.together))
    return Part("heading", both("contested")), Part("list", items=items), Part("paragraph", would_be)


def _fact(policy: Policy, fact: str, facts: Facts) -> Text:
    known = policy.facts[fact]
    given = said(facts, fact)
    return fact_value(policy, known, decode_value(known, code_value(known, given[0], "")) if given else known.default)


def _result(would_be: WouldBe) -> Text:
    if would_be.outcome is None or would_be.total is None:
        return both("not_possible")
    points = digits(would_be.total)
    line = would_be.threshold
    result = both("points_alone", points=points) if line is None else both("points_and_line", points=points, line=digits(line))
    return both("another_outcome" if would_be.changes else "same_outcome", result=result)


def _evidence(kinds: Sequence[Text]) -> tuple[Text, ...]:
    if not kinds:
        return ()
    return (both("the_evidence", kinds=reduce(lambda one, other: both("several", one=one, other=other), kinds)),)


def _others(clocks: Sequence[RemedyClock]) -> tuple[Part, ...]:
    if not clocks:
        return ()
    heading = Part("heading", both("other_ways"))
    return heading, Part("list", items=tuple(map(_way, clocks))), Part("paragraph", both("not_paused"))


def _way(clock: RemedyClock) -> Text:
    if clock.due.day is None or clock.due.is_earliest:
        return both(f"{clock.kind}_not_begun", organ=clock.organ)
    return both(f"{clock.kind}_until", organ=clock.organ, day=clock.due.day)

"""未入围告知书 of a follow-up list, and of a new version of a file: what they say, as parts of words in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.application.document import DocumentKind
from scoring.engine.naming import digits
from scoring.engine.prose import ranking_keys
from scoring.notices.document_parts import Part
from scoring.notices.document_texts import both
from scoring.notices.documents import Body

if TYPE_CHECKING:
    from datetime import date

    from scoring.application.procedure import Way
    from scoring.notices.documents import About
    from scoring.policy.wording import Text


@dataclass(frozen=True, slots=True)
class Measured:
    """How a file came out of a follow-up list: its points, and the line of the round that the list follows.

    `line` are the points of that round's last place, or those that were set beforehand (`is_set`); None where nobody was in.
    `is_shared` is False where it was drawn among those equal at the last place. `ties` is empty but where places of that round were
    free for the list: then `line` are the points of the last place by either, and this the rule about ties at it.
    """

    name: str
    followed: str
    points: str = field(repr=False)
    line: str | None
    is_set: bool
    is_shared: bool
    ties: str
    on: date


def not_reached(about: About, measured: Measured, ways: tuple[Way, ...]) -> Body:
    """未入围告知书: points, the line of which round, what it compares, what holds on, and how it is contested."""
    points = both("own_points", points=digits(Decimal(measured.points)), on=measured.on)
    parts = (
        Part("paragraph", both("not_reached", **about.facts, round=measured.name, followed=measured.followed)),
        Part("paragraph", both("no_refusal")),
        Part("heading", both("how_measured")),
        Part("list", items=(points, *_line(measured))),
        Part("heading", both("ranked_in_order")),
        Part("list", items=ranking_keys(about.policy)),
        Part("paragraph", both("facts_hold")),
    )
    return Body(DocumentKind.NOT_SELECTED, parts, ways)


def taking_place(body: Body, older: str, review: str) -> Body:
    """Say besides of which application a result takes the place, and which review, by its number, is closed with it."""
    first, *others = body.parts
    said = both("takes_place", older=older, receipt=review) if review else both("takes_place_alone", older=older)
    return replace(body, parts=(first, Part("paragraph", said), *others))


def _line(measured: Measured) -> tuple[Text, ...]:
    known = {"followed": measured.followed}
    if measured.line is None:
        return (both("nobody_in"), both(measured.ties)) if measured.ties else (both("line_of_nobody", **known),)
    points = digits(Decimal(measured.line))
    if measured.ties:
        return both("line_of_free", points=points, **known), both(measured.ties)
    if measured.is_set:
        return (both("line_set", points=points, **known),)
    drawn = () if measured.is_shared else (both("line_was_drawn", **known),)
    return (both("line_fell", points=points, **known), *drawn)

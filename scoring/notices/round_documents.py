"""未入围告知书: what it says, as parts of words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scoring.application.document import DocumentKind
from scoring.engine.naming import digits
from scoring.engine.prose import ranking_keys
from scoring.notices.document_parts import Part
from scoring.notices.document_texts import both
from scoring.notices.documents import Body
from scoring.policy.wording import text

if TYPE_CHECKING:
    from datetime import date

    from scoring.application.procedure import Way
    from scoring.application.rounds import Limit
    from scoring.notices.documents import About
    from scoring.policy.wording import Text


@dataclass(frozen=True, slots=True)
class Ranked:
    """How a file came out of a round: its points and rank, where the line fell (`cut` of its `district`), by which rules.

    `district` is the code of GB/T 2260 for whose places it was ranked; empty where none are set by district, or it lies in none.
    """

    name: str
    points: str = field(repr=False)
    rank: int = field(repr=False)
    cut: Mapping[str, Any]
    limit: Limit
    ties: str
    on: date
    district: str = ""


def not_selected(about: About, ranked: Ranked, ways: tuple[Way, ...]) -> Body:
    """未入围告知书: points, rank and cut-off, by which rule ties are dealt with, what holds on, and how it is contested."""
    cut = ranked.cut
    parts = (
        Part("paragraph", both("not_selected", **about.facts, round=ranked.name)),
        Part("paragraph", both("no_refusal")),
        Part("heading", both("how_ranked")),
        Part(
            "list",
            items=(
                both("own_points", points=digits(Decimal(ranked.points)), on=ranked.on),
                *_places(ranked, about.office),
                both("own_rank", rank=ranked.rank, of=cut["of"] + cut["empty"]),
                *((both("stay_empty", empty=cut["empty"]),) if cut["empty"] else ()),
                *_line(ranked),
            ),
        ),
        Part("heading", both("ranked_in_order")),
        Part("list", items=ranking_keys(about.policy)),
        Part("paragraph", both("facts_hold")),
    )
    return Body(DocumentKind.NOT_SELECTED, parts, ways)


def _places(ranked: Ranked, office: Text | None) -> tuple[Text, ...]:
    limit = ranked.limit
    if limit.line is not None:
        return (both("places_by_line", points=digits(limit.line)),)
    if limit.number is not None:
        return (both("places_by_number", number=limit.number),)
    if not ranked.district or office is None:
        return (both("places_in_no_district"),)
    number = limit.districts.get(ranked.district, 0)
    return (both("places_by_district", office=office, district=ranked.district, number=number),)


def _line(ranked: Ranked) -> tuple[Text, ...]:
    """Say where the line fell, and who is in once it was drawn among the tied."""
    cut = ranked.cut
    if cut["points"] is None:
        return (both("nobody_in"), *_ties(ranked))
    admitted = text(str(cut["admitted"] + cut["left"]))
    if ranked.limit.line is not None:
        return (both("in_by_line", admitted=admitted),)
    line = {"points": digits(Decimal(cut["points"])), "above": cut["above"], "tied": cut["tied"]}
    return (both("cut_off", admitted=admitted, **line), *_ties(ranked))


def _ties(ranked: Ranked) -> tuple[Text, ...]:
    """Say what becomes of a tie at the last place; a line that was set beforehand has none."""
    return () if ranked.limit.line is not None else (both(ranked.ties),)

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
    """How a file came out of a round: its points and rank, where the line fell (`cut` of its district), by which rules."""

    name: str
    points: str = field(repr=False)
    rank: int = field(repr=False)
    cut: Mapping[str, Any]
    limit: Limit
    ties: str
    on: date


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
                both("own_rank", rank=ranked.rank, of=cut["of"] + cut["empty"]),
                *_places(ranked),
                *_line(ranked),
            ),
        ),
        Part("heading", both("ranked_in_order")),
        Part("list", items=ranking_keys(about.policy)),
        Part("paragraph", both("facts_hold")),
    )
    return Body(DocumentKind.NOT_SELECTED, parts, ways)


def _places(ranked: Ranked) -> tuple[Text, ...]:
    limit = ranked.limit
    if limit.line is not None:
        return (both("places_by_line", points=digits(limit.line)),)
    return (both("places_by_number", number=limit.number),) if limit.number is not None else (both("places_by_district"),)


def _line(ranked: Ranked) -> tuple[Text, ...]:
    """Say where the line fell, who is in once it was drawn among the tied, and whose places stayed empty."""
    cut = ranked.cut
    if cut["points"] is None:
        return (both("nobody_in"), *_ties(ranked))
    admitted = text(str(cut["admitted"] + cut["left"]))
    if ranked.limit.line is not None:
        return (both("in_by_line", admitted=admitted),)
    line = {"points": digits(Decimal(cut["points"])), "above": cut["above"], "tied": cut["tied"]}
    empty = (both("stay_empty", empty=cut["empty"]),) if cut["empty"] else ()
    return (both("cut_off", admitted=admitted, **line), *empty, *_ties(ranked))


def _ties(ranked: Ranked) -> tuple[Text, ...]:
    """Say what becomes of a tie at the last place; a line that was set beforehand has none."""
    return () if ranked.limit.line is not None else (both(ranked.ties),)

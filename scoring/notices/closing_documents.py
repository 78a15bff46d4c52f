"""文书 by which a grant ends: 逾期失效告知书."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.document import DocumentKind
from scoring.notices.document_parts import Part
from scoring.notices.document_texts import FORMS, both, start_of
from scoring.notices.documents import Body, basis_words, reason_parts, time_words
from scoring.policy.wording import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.application.procedure import Way
    from scoring.application.settling import Window
    from scoring.notices.documents import About


def lapsed(about: About, reason: str, window: Window, people: Sequence[tuple[str, bool]], ways: tuple[Way, ...]) -> Body:
    """逾期失效告知书: which time is over, how the holder was reminded, for whom the grant lapses and who keeps what, and why.

    *people* are names, each with whether the person is registered.
    """
    reminders = tuple(
        both(f"reminded_{each.channel}", number=each.number, day=each.on) for each in window.reminders if each.on is not None
    )
    parts = (
        Part("paragraph", both("lapsed", **about.facts)),
        Part("paragraph", _window(window)),
        *(Part("paragraph", both("stayed", first=stay.first, last=stay.last)) for stay in window.stays if stay.last is not None),
        Part("heading", both("reminders")),
        Part("list", items=reminders),
        Part("heading", both("who_lapses")),
        Part("list", items=tuple(both("keeps" if is_registered else "loses", who=name) for name, is_registered in people)),
        *reason_parts(reason),
    )
    return Body(DocumentKind.LAPSED, parts, ways)


def _window(window: Window) -> Text:
    term, day = window.due.term, window.last_day
    assert term is not None  # noqa: S101 - nothing lapses without a time that is over
    assert day is not None  # noqa: S101 - likewise
    name = term.duration.start
    start = both("grant_served") if name == "service" else start_of(name, FORMS[DocumentKind.LAPSED].itself)
    return both("window", start=start, time=time_words(term), day=day, basis=basis_words(term))

"""The whole statement of a decision. It reads no clock and no chance: the same grounds give the same bytes for ever."""

from __future__ import annotations

from scoring.application.reasons.awards import awards, total
from scoring.application.reasons.gates import conclusion, requirements, vetoes
from scoring.application.reasons.grounds import Grounds, Line, Section, Statement
from scoring.application.reasons.looked_at import looked_at
from scoring.application.reasons.remedies import remedies, unlocks
from scoring.application.reasons.sentence import named

_MADE = (
    ("conclusion", conclusion),
    ("requirements", requirements),
    ("vetoes", vetoes),
    ("points", awards),
    ("total", total),
    ("looked_at", looked_at),
)


def statement_of(grounds: Grounds) -> Statement:
    """Make the statement: what decided it first, and last how it can be contested.

    Nothing can be decided while the outcome is provisional: of such an assessment no statement is made.
    """
    found = [Section(id_, make(grounds)) for id_, make in _MADE]
    found += [Section("reason", (Line(named("decision.reason", words)),)) for words in (grounds.reason,) if words]
    found += [Section("unlocks", lines) for lines in (unlocks(grounds),) if lines]
    found.append(Section("remedies", remedies(grounds)))
    return Statement(grounds.kind, tuple(found))

"""The statement as texts and lists alone, for whatever sets it: a page, a printed letter, a bundle.

    {"kind": "refused",
     "sections": [{"id": "conclusion", "title": {"zh": "决定", "en": "Decision"},
                   "lines": [{"text": {"zh": …, "en": …}, "reference": {"zh": …, "en": …}, "points": {"zh": "8", "en": "8"},
                              "mark": "idle", "figures": [{"source": "document.total", "zh": "230", "en": "230"}, …],
                              "below": [<lines>]}]}]}

The ids of sections, in this order: conclusion, requirements, vetoes, points, total, looked_at, reason (where somebody wrote one),
unlocks (of a grant that unlocks something), remedies. `reference` and `points` are empty texts where a line has none; `points` is
what stands in the text too, apart for a column; `mark` as `grounds.Line` has it, empty where nothing sets the line apart: who sets
a letter may leave idle lines out of its body. `figures` are the parts of the text that have digits, with where each comes from
(`sentence.Part`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from scoring.engine.words import LANGUAGES

if TYPE_CHECKING:
    from scoring.application.reasons.grounds import Line, Statement
    from scoring.application.reasons.sentence import Said

Plain: TypeAlias = dict[str, Any]


def as_plain(statement: Statement) -> Plain:
    """Write *statement* out in both languages. Equal statements give equal JSON, `canonical` the same bytes."""
    sections = [
        {"id": section.id, "title": _both(section.title), "lines": [_line(line) for line in section.lines]}
        for section in statement.sections
    ]
    return {"kind": statement.kind, "sections": sections}


def _line(line: Line) -> Plain:
    figures = [part for part in line.said.parts if part.has_figure]
    return {
        "text": _both(line.said),
        "reference": _both(line.reference),
        "points": _both(line.points),
        "mark": line.mark,
        "figures": [{"source": part.source, **_both(part)} for part in figures],
        "below": [_line(each) for each in line.below],
    }


def _both(said: Said | None) -> dict[str, str]:
    return {language: said.say(language) if said else "" for language in LANGUAGES}

"""Comparing the rules of one criterion: row by row, each known by its condition, option or start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from scoring.engine.prose import condition, in_both
from scoring.engine.rows import Rows
from scoring.engine.words import LANGUAGES, Language, say
from scoring.inspection.difference.change import Change
from scoring.inspection.difference.comparing import Place, compare_fields, compare_value, moves
from scoring.inspection.difference.lines import Line
from scoring.inspection.difference.meaning import meaning
from scoring.inspection.difference.pairing import pair
from scoring.inspection.difference.wording import told_apart, words_of
from scoring.policy.language.tree import Expression
from scoring.policy.matrix import rows_of
from scoring.policy.model import Policy
from scoring.policy.rules import (
    Axis,
    Band,
    Bands,
    Cases,
    Cell,
    Each,
    FirstFurther,
    Fixed,
    Formula,
    Guarded,
    Lookup,
    Matrix,
    Over,
    Per,
    Row,
    Rule,
)
from scoring.policy.wording import Text, text

_ROWS = frozenset({"row", "rows", "bands", "cases", "axis", "rule"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, its words (its own label first), and its condition in words.

    `key` has a pair for each thing by which the row is known: what must be equal (an option), and what may differ (a start).
    """

    key: tuple[tuple[str, Any], ...]
    words: Text
    condition: Text
    row: Row


def compare_rules(place: Place, old: Rule, new: Rule) -> Iterator[Change]:
    """Compare two rules; those of two kinds are one difference."""
    before, after = _bare(old), _bare(new)  # the guard follows from the fact
    match before, after:
        case Each(), Each() if type(_bare(before.rule)) is type(_bare(after.rule)):
            yield from compare_fields(place, before, after, _ROWS)
            if isinstance(before.rule, FirstFurther) or isinstance(after.rule, FirstFurther):
                yield from compare_fields(place, before.rule, after.rule)
            else:
                yield from compare_rules(place, before.rule, after.rule)
        case Over(), Over() if common := _common(before, after):
            yield from compare_value(place.at("subjects"), "subjects", (before, before.subjects), (after, after.subjects))
            yield from _compare(place, (before, before.rules[common[0]]), (after, after.rules[common[1]]))
        case _ if type(before) is not type(after) or isinstance(before, Each | Over):
            said = rows_in_words(place.old, before), rows_in_words(place.new, after)
            yield place.at("rule").change("changed", *told_apart((said[0], before), (said[1], after)))
        case _:
            yield from _compare(place, (before, before), (after, after))


def _bare(rule: Any) -> Any:
    return rule.rule if isinstance(rule, Guarded) else rule


def _common(old: Over, new: Over) -> tuple[int, int] | None:
    """Give the places of a subject that both have."""
    pairs = product(enumerate(old.subjects), enumerate(new.subjects))
    return next(((i, j) for (i, a), (j, b) in pairs if meaning(a) == meaning(b)), None)


def rows_in_words(policy: Policy, rule: Rule) -> Text:
    """Say all rows of a rule in one."""
    return in_both(lambda language: in_lines(Rows(policy, language).rule(rule), language))


def in_lines(lines: Iterable[Any], language: Language) -> str:
    """Join the lines of a point table."""
    return ("；" if language == "zh" else "; ").join(
        f"{line.condition} — {line.points}" if line.points else line.condition for line in lines
    )


def _compare(place: Place, old: tuple[Rule, Any], new: tuple[Rule, Any]) -> Iterator[Change]:
    """Compare two rules of one kind, each with the rule that says its rows."""
    before, after = _bare(old[1]), _bare(new[1])
    if isinstance(before, Matrix):
        subjects = _subjects(before), _subjects(after)
        yield from compare_value(place.at("subject"), "subject", (before, subjects[0]), (after, subjects[1]))
    yield from compare_fields(place, before, after, _ROWS)
    if isinstance(before, Fixed | Per):
        yield from compare_fields(place, before.row, after.row)
    elif not isinstance(before, Formula):
        yield from _compare_rows(place, _rows(place.old, old[0], before), _rows(place.new, new[0], after))
    if isinstance(before, Cases):
        lines = [
            [Line(row.key, row.words, row.row) for row in _rows(*each)]
            for each in ((place.old, old[0], before), (place.new, new[0], after))
        ]
        yield from moves(lambda line: replace(place, part="row").on_row(line.words), *lines)


def _subjects(matrix: Matrix) -> tuple[Expression, ...]:
    """Give what the axes of *matrix* are about, outermost first."""
    return tuple(axis.subject for axis, _ in max((path for path, _ in rows_of(matrix)), key=len))


def _compare_rows(place: Place, old: list[_Row], new: list[_Row]) -> Iterator[Change]:
    pairing = pair([row.key for row in old], [row.key for row in new], _may_have_changed)
    for row in (old[i] for i in pairing.removed):
        here = replace(place, part="row").on_row(row.words, row.row.reference)
        yield here.change("removed", old=words_of(place.old, row.row, "points", row.row.points))
    for before, after in ((old[i], new[j]) for i, j in pairing.pairs):
        here = replace(place, part="row").on_row(after.words, after.row.reference or before.row.reference)
        if before.key != after.key:
            yield here.at("condition").change("changed", *told_apart((before.condition, before.key), (after.condition, after.key)))
        yield from compare_fields(here, before.row, after.row)
    for row in (new[j] for j in pairing.added):
        here = replace(place, part="row").on_row(row.words, row.row.reference)
        yield here.change("added", new=words_of(place.new, row.row, "points", row.row.points))


def _may_have_changed(old: tuple[tuple[str, Any], ...], new: tuple[tuple[str, Any], ...]) -> bool:
    return [name for name, _ in old] == [name for name, _ in new]


def _rows(policy: Policy, said: Rule, rule: Any) -> list[_Row]:
    spoken = zip(*(Rows(policy, each).rule(said) for each in LANGUAGES), strict=True)
    words = [text(dict(zip(LANGUAGES, (line.condition for line in lines), strict=True))) for lines in spoken]
    return [_Row(key, own, words, row) for (key, words, row), own in zip(_conditions(policy, rule), words, strict=True)]


def _conditions(policy: Policy, rule: Any) -> Iterator[tuple[tuple[tuple[str, Any], ...], Text, Row]]:
    """Give each row with its key and its condition in words."""
    match rule:
        case Lookup(rows=rows):
            for option, row in rows:
                yield ((option, None),), text(option), row
        case Bands(bands=bands):
            for index, band in enumerate(bands):
                yield (("", _start(band)),), _band(policy, rule, index), band.row
        case Cases(cases=cases):
            for case in cases:
                yield (("", meaning(case.when)),), _when(policy, case.when), case.row
        case _:
            for path, row in rows_of(rule):
                yield tuple((axis.cells[n].key, _start(axis.cells[n])) for axis, n in path), _path(policy, path), row


def _start(band: Band | Cell) -> Any:
    return (meaning(band.start), band.above)


def _band(policy: Policy, rule: Bands, index: int) -> Text:
    return in_both(lambda language: Rows(policy, language).band(rule, index))


def _when(policy: Policy, when: Expression | None) -> Text:
    return in_both(lambda language: say("otherwise", language)) if when is None else condition(policy, when)


def _path(policy: Policy, path: tuple[tuple[Axis, int], ...]) -> Text:
    return in_both(lambda language: Rows(policy, language).path(path))

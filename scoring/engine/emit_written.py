"""From a policy to the code that writes its awards as JSON: one text, in which all that never changes is written already.

The functions take the same columns as those of `emit_awards`, with values and points that are JSON already.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from scoring.engine import syntax
from scoring.engine.emit_awards import Emission, at, decimal
from scoring.engine.row_words import counts_units, has_one_row, row_words
from scoring.engine.written_values import in_json, text_in_json
from scoring.policy.criteria import Condition, Criterion, Group
from scoring.policy.model import Policy

Pieces: TypeAlias = list[str | ast.expr]
"""Text, and what gives text, one after the other."""

_WORDS = {True: "true", False: "false", None: "null"}
_SAID = {True: in_json("met"), False: in_json("not_met"), None: in_json("open")}


def compile_awards(policy: Policy) -> Callable[..., str]:
    """Generate what writes the list of awards of *policy*."""
    emission = _Writing(policy)
    return emission.of_awards(_text(_listed(emission.award(group) for group in policy.groups)))


def compile_verdicts(policy: Policy, conditions: Sequence[Condition]) -> Callable[..., str]:
    """Generate what writes the list of verdicts on *conditions*."""
    emission = _Writing(policy)
    return emission.of_verdicts(_text(_listed(emission.verdict(place, about) for place, about in enumerate(conditions))))


class _Rows(dict[int, tuple[str, str]]):
    """Label and article of a criterion's rows by number, each written when it is first met: a point table may have thousands."""

    def __init__(self, policy: Policy, criterion: Criterion) -> None:
        super().__init__()
        self.policy, self.criterion = policy, criterion

    def __missing__(self, number: int) -> tuple[str, str]:
        words = row_words(self.policy, self.criterion, number)
        written = self[number] = (text_in_json(words.label), in_json(words.reference or None))
        return written


class _Writing(Emission):
    """Emits pieces of text."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy, {"words": _WORDS, "said": _SAID})

    def award(self, item: Criterion | Group) -> Pieces:
        """Emit one award with all below it."""
        id_, about, columns = item.id, item.about, self.columns
        place, points = columns.points[id_], syntax.name(f"c_{id_}")
        below = item.items if isinstance(item, Group) else ()
        return _object(
            {
                "id": [in_json(id_)],
                "kind": [in_json("group" if isinstance(item, Group) else "criterion")],
                "label": [text_in_json(about.label)],
                "points": [points],
                "lowest": [at("lowest", place)],
                "highest": [at("highest", place)],
                "cap": [decimal("caps", columns.caps[id_]) if id_ in columns.caps else "null"],
                "uncapped": [decimal("raws", columns.raws[id_]) if id_ in columns.raws else points],
                "applies": [_looked_up("words", at("applies", columns.applies[id_])) if id_ in columns.applies else "true"],
                "counts": [_looked_up("words", at("counts", columns.counts[id_])) if id_ in columns.counts else "true"],
                "yields_to": [self._yields(item) if id_ in columns.yields else "null"],
                "facts": self._facts(id_),
                "row": [self._row(item) if isinstance(item, Criterion) else "null"],
                "reference": [in_json(about.reference or None)],
                "note": [text_in_json(about.note)],
                "awards": _listed(map(self.award, below)),
            }
        )

    def verdict(self, place: int, about: Condition) -> Pieces:
        """Emit one verdict."""
        return _object(
            {
                "id": [in_json(about.id)],
                "label": [text_in_json(about.label)],
                "state": [_looked_up("said", at("holding", place))],
                "waived": [_looked_up("words", at("waived", place))],
                "facts": self._facts(about.id),
                "reference": [in_json(about.reference or None)],
                "note": [text_in_json(about.note)],
            }
        )

    def _facts(self, id_: str) -> Pieces:
        return _object({fact: [at("values", self.facts[fact])] for fact in self.read[id_]})

    def _yields(self, item: Criterion | Group) -> ast.expr:
        """Emit the id of the criterion that takes the place of *item*; the column has an empty one where none does."""
        others = item.yields_to if isinstance(item, Criterion) else ()
        written = {"": "null", **{other: in_json(other) for other in others}}
        return ast.Subscript(self.constant(written), at("yields", self.columns.yields[item.id]), ast.Load())

    def _row(self, criterion: Criterion) -> ast.expr:
        """Emit the row that gave the points; of a rule that counts, what was found is how many units counted."""
        found, rows = at("rows", self.columns.rows[criterion.id]), _Rows(self.policy, criterion)
        number, (label, reference) = ("1", rows[1]) if has_one_row(criterion) else (found, self._parts(rows, found))
        row = _object(
            {
                "number": [number],
                "label": [label],
                "points": [syntax.name(f"c_{criterion.id}")],
                "reference": [reference],
                "units": [found if counts_units(criterion) else "null"],
            }
        )
        return syntax.choose(found, _text(row), syntax.constant("null"))

    def _parts(self, rows: _Rows, number: ast.expr) -> tuple[ast.expr, ast.expr]:
        written = ast.Subscript(self.constant(rows), number, ast.Load())
        first, second = (ast.Subscript(written, syntax.constant(part), ast.Load()) for part in (0, 1))
        return first, second


def _object(members: Mapping[str, Pieces]) -> Pieces:
    written = [[f"{in_json(key)}:", *pieces] for key, pieces in members.items()]
    return ["{", *_joined(written), "}"]


def _listed(items: Iterable[Pieces]) -> Pieces:
    return ["[", *_joined(items), "]"]


def _joined(parts: Iterable[Pieces]) -> Pieces:
    return [piece for place, part in enumerate(parts) for piece in ([",", *part] if place else part)]


def _text(pieces: Pieces) -> ast.expr:
    """Emit one text of *pieces*; neighbours that never change become one."""
    found: list[ast.expr] = []
    for is_written, run in groupby(pieces, lambda piece: isinstance(piece, str)):
        if is_written:
            found.append(syntax.constant("".join(map(str, run))))
        else:
            found += [ast.FormattedValue(piece, -1) for piece in run if isinstance(piece, ast.expr)]
    return ast.JoinedStr(found)


def _looked_up(table: str, key: ast.expr) -> ast.expr:
    return ast.Subscript(syntax.name(table), key, ast.Load())

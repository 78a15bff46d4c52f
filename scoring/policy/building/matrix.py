"""Building a matrix: one level of nesting for each axis, down to a row that holds for all axes that are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from scoring.policy.building.context import Building
from scoring.policy.building.rows import ZERO, build_row, build_starts
from scoring.policy.language.emptiness import has_value
from scoring.policy.language.nearest import nearest
from scoring.policy.language.scope import Scope
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Boolean, Choice, Day, Number
from scoring.policy.rules import Axis, Cell, Formula, Matrix, Row
from scoring.policy.source import Written

Data = Mapping[str, Any]
_FORMS = {Boolean: "points: {true: 10, false: 0}", Choice: "points: {option: 10, …}"}
_BANDS = "points: [{from: 1, points: 10}, …]"


def build_matrix(building: Building, data: Data, scope: Scope) -> Matrix | Formula:
    """Build the rule `matrix` of the criterion *data*."""
    subjects = [building.expression(item, scope) for item in data["matrix"]]
    if len(subjects) < 2:  # noqa: PLR2004 - with one axis it is a lookup or bands
        building.find("matrix_axes", data["id"], id=data["id"])
        return Formula(ZERO)
    if any(subject is ZERO for subject in subjects):  # it has a finding of its own
        return Formula(ZERO)
    axis = _Nesting(building, scope, data["id"], count(1)).axis(subjects, data.get("points"), data["id"])
    return Formula(ZERO) if axis is None else Matrix(axis)


@dataclass(frozen=True, slots=True)
class _Nesting:
    building: Building
    scope: Scope
    id: Written
    numbers: count[int]

    def axis(self, subjects: Sequence[Expression], points: Any, at: Written) -> Axis | None:
        """Build the axis of the first of *subjects*; None where the points are not nested as it asks."""
        subject, further = subjects[0], subjects[1:]
        match subject.type, points:
            case (Boolean() | Choice(), Mapping()):
                self._keys(subject, points)
                cells = [self._cell(str(key), (None, False), row, further, key) for key, row in points.items()]
            case (Number() | Day(), tuple()):
                starts = build_starts(self.building, points, subject, self.scope, self.id)
                cells = [self._cell("", start, row, further, at) for start, row in zip(starts, points, strict=True)]
            case _:
                self.building.find("points_form", at, expected=_FORMS.get(type(subject.type), _BANDS))
                return None
        return Axis(subject, tuple(cells), has_value(subject, self.scope.guards))

    def _keys(self, subject: Expression, points: Data) -> None:
        known = subject.type.options if isinstance(subject.type, Choice) else ("true", "false")
        for key in points:
            if key not in known:
                self.building.find("option_unknown", key, name=key, nearest=nearest(key, known))

    def _cell(self, key: str, start: tuple[Expression | None, bool], row: Data, further: Sequence[Expression], at: Written) -> Cell:
        points = row["points"]
        if not further or isinstance(points, Written):
            return Cell(key, *start, build_row(self.building, row, self.scope, at), next(self.numbers))
        return Cell(key, *start, self.axis(further, points, at) or Row(ZERO))

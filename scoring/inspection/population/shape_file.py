"""Reading `population.yaml`: how made-up facts are spread, declared beside the policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from scoring.errors import PolicyRefused, Position
from scoring.inspection.population.shapes import FactShape, Limit, Otherwise, Shapes
from scoring.policy.loading import findings_of
from scoring.policy.schema.fields import (
    NUMBER,
    SCHEME,
    ListOf,
    MapOf,
    Part,
    Shape,
    Words,
    identifier,
    one_of,
    pattern,
    refuse,
    whole,
)
from scoring.policy.source import SourceRefused, plain, read
from scoring.policy.source_files import read_text

FILE = "population.yaml"
MOST = 1_000_000  # of one weight
_HUNDRED, _YEARS, _RECORDS = 100, 150, 1000


class Weights(MapOf):
    """Weights by what they are of, whose keys *as_* makes of what is written; not all are 0."""

    default_error_messages = MapOf.default_error_messages

    def __init__(self, as_: Callable[[str], Any] = str, **options: Any) -> None:
        keys = identifier() if as_ is str else pattern(NUMBER, "number")
        super().__init__(whole(0, MOST), keys, **options)
        self.as_ = as_

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> dict[Any, Any]:
        found = super()._deserialize(value, attr, data)
        if not any(found.values()):
            raise refuse("value_form", expected=f"1–{MOST}", found="0")
        try:
            return dict(sorted((self.as_(key), weight) for key, weight in found.items()))
        except ValueError:  # a decimal where whole numbers are due
            raise refuse("value_form", expected="integer", found=", ".join(found)) from None


class LimitShape(Shape):
    """What a number does not exceed."""

    fact = identifier()
    years_since = identifier()
    less = whole(0, _YEARS)
    times = whole(1, _RECORDS)


class FieldShape(Shape):
    """How one field of a list's records is spread."""

    weights = Weights()
    bands = Weights(Decimal, data_key="from")
    years_before = Weights(int)


class PlainShape(FieldShape):
    """How one fact is spread."""

    records = Weights(int)
    fields_ = MapOf(Part(FieldShape), data_key="fields")
    at_most = ListOf(Part(LimitShape))
    given = whole(0, _HUNDRED)


class WholeShape(PlainShape):
    """The same, with other shapes where another fact has certain options."""

    by = identifier()
    of = MapOf(Part(PlainShape))


class OtherwiseShape(Shape):
    """How a fact is spread of which nothing is said."""

    boolean = Weights(required=True)
    number = Weights(int, required=True)
    years_before = Weights(int, required=True)
    records = Weights(int, required=True)
    given = whole(0, _HUNDRED, required=True)


class FileShape(Shape):
    """The whole file."""

    format = one_of("1", required=True)
    note = Words(required=True)
    otherwise = Part(OtherwiseShape, required=True)
    facts = MapOf(Part(WholeShape))
    schemes = MapOf(MapOf(Part(WholeShape)), pattern(SCHEME, "scheme"))


def read_shapes(path: Path) -> Shapes:
    """Read the file; PolicyRefused carries every finding with its place."""
    try:
        node = read(read_text(path), str(path))
    except SourceRefused as refused:
        raise PolicyRefused(str(path), refused.findings) from None
    try:
        data = FileShape().load(plain(node))
    except ValidationError as error:
        raise PolicyRefused(str(path), findings_of(FileShape(), node, error)) from None
    schemes = {str(scheme): _shapes(facts) for scheme, facts in data.get("schemes", {}).items()}
    return Shapes(str(path), data["note"], Otherwise(**data["otherwise"]), _shapes(data.get("facts", {})), schemes)


def _shapes(data: Mapping[Any, Mapping[str, Any]]) -> dict[str, FactShape]:
    return {str(id_): _shape(shape, id_.position) for id_, shape in data.items()}


def _shape(data: Mapping[str, Any], position: Position) -> FactShape:
    own = {key: value for key, value in data.items() if key not in ("fields_", "at_most", "of")}
    return FactShape(
        position,
        **own,
        fields=_shapes(data.get("fields_", {})),
        at_most=tuple(Limit(**limit) for limit in data.get("at_most", ())),
        of=_shapes(data.get("of", {})),
    )

"""What to draw for one policy: a recipe for every fact, each after those it depends on; what does not fit is told by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from scoring.errors import Finding, PolicyRefused
from scoring.inspection.population.recipe import Recipe, options_of, recipe_of
from scoring.inspection.population.shapes import FactShape, Shapes
from scoring.policy.facts import Fact
from scoring.policy.language.nearest import nearest
from scoring.policy.model import Policy
from scoring.policy.wording import Text

_USES = {
    "boolean": ("weights",),
    "choice": ("weights",),
    "integer": ("bands", "at_most"),
    "decimal": ("bands", "at_most"),
    "date": ("years_before",),
    "list": ("records", "fields"),
    "text": (),
}
_WRITTEN = {"bands": "from"}
_KEYS = ("weights", "bands", "years_before", "records", "fields", "at_most", "given")


@dataclass(frozen=True, slots=True)
class Plan:
    """How the facts of a policy are drawn, in this order; `unused` are facts of the scheme's shapes that this version has not.

    `note` stands with whatever is drawn by the plan: that it is made up. `file` is where the shapes stand.
    """

    policy: Policy
    recipes: tuple[Recipe, ...]
    unused: tuple[str, ...]
    note: Text
    file: str


def plan_for(policy: Policy, shapes: Shapes) -> Plan:
    """Choose how to draw every fact of *policy*; PolicyRefused where what is declared does not fit its facts."""
    declared = {id_: shape for id_ in policy.facts if (shape := shapes.of(policy.scheme, id_)) is not None}
    findings = [found for id_, shape in declared.items() for found in _findings(policy, policy.facts[id_], shape)]
    if not findings:
        findings = list(_cycle(declared))
    if findings:
        raise PolicyRefused(findings[0].position.file, findings)
    order = TopologicalSorter({id_: _needs(declared[id_]) if id_ in declared else set() for id_ in policy.facts}).static_order()
    recipes = (_recipe(policy, policy.facts[id_], declared.get(id_), shapes) for id_ in order)
    unused = tuple(id_ for id_ in shapes.schemes.get(policy.scheme, {}) if id_ not in policy.facts)
    return Plan(policy, tuple(recipes), unused, shapes.note, shapes.file)


def _recipe(policy: Policy, fact: Fact, shape: FactShape | None, shapes: Shapes) -> Recipe:
    chooser = policy.facts[shape.by] if shape is not None and shape.by else None
    return recipe_of(fact, shape, shapes.otherwise, chooser)


def _needs(shape: FactShape) -> set[str]:
    limits = [limit for each in (shape, *shape.of.values()) for limit in each.at_most]
    return {shape.by, *(limit.fact for limit in limits), *(limit.years_since for limit in limits)} - {""}


def _cycle(declared: Mapping[str, FactShape]) -> Iterator[Finding]:
    sorter = TopologicalSorter({id_: _needs(shape) for id_, shape in declared.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        ring = error.args[1]
        yield Finding("value_form", declared[ring[0]].position, {"expected": "a → b → c", "found": " → ".join(ring)})


def _findings(policy: Policy, fact: Fact, shape: FactShape) -> Iterator[Finding]:
    """Find what of *shape* does not fit *fact*."""
    yield from _misfits(fact, shape)
    chooser = policy.facts.get(shape.by)
    options = options_of(chooser) if chooser is not None else ()
    if shape.by and not options:
        choosers = [each.id for each in policy.facts.values() if options_of(each)]
        yield Finding("key_unknown", shape.position, {"key": shape.by, "nearest": nearest(shape.by, choosers)})
    for option, inner in shape.of.items():
        if option not in options:
            yield Finding("option_unknown", inner.position, {"name": option, "nearest": nearest(option, options)})
        yield from _misfits(fact, inner)
    for needed, kinds in _limits(shape):
        allowed = [each.id for each in policy.facts.values() if each.kind in kinds and not each.optional]
        if needed not in allowed:
            yield Finding("key_unknown", shape.position, {"key": needed, "nearest": nearest(needed, allowed)})


def _limits(shape: FactShape) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each fact that limits another, and which kinds it may be of."""
    for limit in (limit for each in (shape, *shape.of.values()) for limit in each.at_most):
        yield (limit.years_since, ("date",)) if limit.years_since else (limit.fact, ("integer",))


def _misfits(fact: Fact, shape: FactShape) -> Iterator[Finding]:
    allowed = (*_USES[fact.kind], *(("given",) if fact.optional else ()))
    for key in _KEYS:
        if getattr(shape, key) not in (None, (), {}) and key not in allowed:
            yield Finding("key_misplaced", shape.position, {"key": _WRITTEN.get(key, key), "kind": fact.kind})
    if "weights" in allowed:
        options = options_of(fact)
        for option in sorted(set(shape.weights or ()) - set(options)):
            yield Finding("option_unknown", shape.position, {"name": option, "nearest": nearest(option, options)})
    fields = {each.id: each for each in fact.fields}
    for id_, inner in shape.fields.items():
        if id_ in fields:
            yield from _misfits(fields[id_], inner)
        elif fields:
            yield Finding("key_unknown", inner.position, {"key": id_, "nearest": nearest(id_, fields)})

"""Comparing the point table: groups and criteria, where they stand, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scoring.engine.prose import in_both
from scoring.engine.rows import Rows
from scoring.inspection.difference.change import Change, Part
from scoring.inspection.difference.comparing import Place, compare_fields, moves
from scoring.inspection.difference.lines import Line
from scoring.inspection.difference.rules import compare_rules, in_lines
from scoring.inspection.difference.wording import told_apart
from scoring.policy.criteria import Criterion, Group
from scoring.policy.model import Policy
from scoring.policy.wording import EMPTY, Text

Item = Criterion | Group
_APART = frozenset({"items", "rule"})


@dataclass(frozen=True, slots=True)
class _Standing:
    """An item and the group it stands in; None is the table itself."""

    item: Item
    group: Group | None

    @property
    def group_id(self) -> str:
        """The id of the group, or nothing."""
        return self.group.id if self.group else ""


def compare_items(place: Place) -> Iterator[Change]:
    """Compare all groups and criteria of two policies."""
    old, new = _standings(place.old), _standings(place.new)
    for was in (each for key, each in old.items() if key not in new):
        yield _of(place, was.item).change("removed", old=_words(place.old, was.item))
    for key, standing in new.items():
        if key in old:
            yield from _compare(_of(place, standing.item), old[key], standing)
        else:
            yield _of(place, standing.item).change("added", new=_words(place.new, standing.item))
    for group in dict.fromkeys(standing.group_id for standing in new.values()):
        lines = [[_line(each) for each in standings.values() if each.group_id == group] for standings in (old, new)]
        yield from moves(lambda line: _of(place, line.value), *lines)


def _standings(policy: Policy) -> dict[tuple[type[Item], str], _Standing]:
    groups = {item.id: group for group in policy.walk() if isinstance(group, Group) for item in group.items}
    return {(type(item), item.id): _Standing(item, groups.get(item.id)) for item in policy.walk()}


def _of(place: Place, item: Item) -> Place:
    part: Part = "criterion" if isinstance(item, Criterion) else "group"
    return replace(place, part=part, id=item.id, label=item.about.label, reference=item.about.reference)


def _line(standing: _Standing) -> Line:
    return Line((type(standing.item), standing.item.id), standing.item.about.label, standing.item)


def _words(policy: Policy, item: Item) -> Text:
    return in_both(lambda language: in_lines(Rows(policy, language).rows(item), language))


def _compare(place: Place, old: _Standing, new: _Standing) -> Iterator[Change]:
    yield from compare_fields(place, old.item, new.item, _APART)
    if isinstance(old.item, Criterion) and isinstance(new.item, Criterion):
        yield from compare_rules(place, old.item.rule, new.item.rule)
    if old.group_id != new.group_id:
        groups = (_label(old.group), old.group_id), (_label(new.group), new.group_id)
        yield place.at("group").change("moved", *told_apart(*groups))


def _label(group: Group | None) -> Text:
    return group.about.label if group else EMPTY

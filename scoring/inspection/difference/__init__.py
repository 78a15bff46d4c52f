"""The difference between two policies in the words of the regulation: criterion, row, old → new; never lines of YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scoring.engine.prose import condition
from scoring.inspection.difference.change import Change, Kind, Part
from scoring.inspection.difference.comparing import Place, compare_fields, compare_value, moves
from scoring.inspection.difference.items import compare_items
from scoring.inspection.difference.lines import Line, lines_of, name_of, table_lines
from scoring.inspection.difference.meaning import is_expression
from scoring.inspection.difference.pairing import pair
from scoring.inspection.difference.wording import joined, with_name, words_of
from scoring.policy.facts import Parameter, Table
from scoring.policy.model import Policy
from scoring.policy.wording import EMPTY, Text, text

__all__ = ["Change", "Kind", "Part", "differences"]

_PARTS: Mapping[str, Part] = {
    "evidence": "evidence",
    "facts": "fact",
    "checks": "check",
    "parameters": "parameter",
    "tables": "table",
    "variables": "variable",
    "requirements": "requirement",
    "vetoes": "veto",
    "groups": "group",
    "selection": "selection",
    "entitlements": "entitlement",
    "procedure": "procedure",
}
_SAYS_IT = ("require", "when", "kind", "proof")
_NOT_SAID = frozenset({"digest", "rounds", "guards"})
"""What follows from the rest, and the rounds: they are the scheme's, outside the digest."""


def differences(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Give every difference between two policies, in the order of the policy file; none only where their digests are equal."""
    if old.digest == new.digest:
        return ()
    head = Place(old, new, "head", "", new.title)
    found = [*compare_fields(head, old, new, _NOT_SAID | frozenset(_PARTS))]
    for name, part in _PARTS.items():
        found += _compare_part(Place(old, new, part), name)
    return tuple(found) or (head.at("digest").change("changed", text(old.digest[:12]), text(new.digest[:12])),)


def _compare_part(place: Place, name: str) -> Iterator[Change]:
    old, new = getattr(place.old, name), getattr(place.new, name)
    match name:
        case "groups":
            yield from compare_items(place)
        case "selection" | "procedure":
            yield from compare_fields(place, old, new)
        case _:
            yield from _compare_things(place, _things(old), _things(new))
            if isinstance(new, tuple):
                yield from moves(lambda line: _of(place, line), _things(old), _things(new))


def _things(things: Mapping[str, Any] | Sequence[Any]) -> list[Line]:
    """Give the things of a part, each with its id and label."""
    if isinstance(things, Mapping):
        return [Line(id_, text(id_) if is_expression(thing) else name_of(thing, id_), thing) for id_, thing in things.items()]
    return [Line(thing.id, name_of(thing, thing.id), thing) for thing in things]


def _compare_things(place: Place, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Change]:
    pairing = pair([line.key for line in old], [line.key for line in new])
    for line in (old[i] for i in pairing.removed):
        yield _of(place, line).change("removed", old=_words(place.old, line.value))
    for was, line in ((old[i], new[j]) for i, j in pairing.pairs):
        if is_expression(line.value):
            yield from compare_value(_of(place, line).at("condition"), "", (None, was.value), (None, line.value))
        else:
            yield from compare_fields(_of(place, line), was.value, line.value)
    for line in (new[j] for j in pairing.added):
        yield _of(place, line).change("added", new=_words(place.new, line.value))


def _of(place: Place, line: Line) -> Place:
    about = getattr(line.value, "about", line.value)
    return replace(place, id=line.key, label=line.words, reference=getattr(about, "reference", ""))


def _words(policy: Policy, thing: Any) -> Text:
    """Say what a thing that one policy lacks comes to: its condition, figures or kind."""
    if is_expression(thing):
        return condition(policy, thing)
    if isinstance(thing, Parameter | Table):
        lines = table_lines(thing) if isinstance(thing, Table) else lines_of(thing, thing.values)
        return joined([with_name(line.words, words_of(policy, thing, "values", line.value)) for line in lines])
    said = next((name for name in _SAYS_IT if hasattr(thing, name)), "")
    return words_of(policy, thing, said, getattr(thing, said)) if said else EMPTY

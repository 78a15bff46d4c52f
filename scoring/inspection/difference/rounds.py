"""The difference between the rounds of a scheme before and after, in words: round, figure, old → new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from scoring.engine.figure_words import round_rows
from scoring.engine.naming import day_words, digits
from scoring.engine.prose import in_both
from scoring.inspection.difference.change import Change
from scoring.inspection.difference.texts import code_words
from scoring.policy.wording import EMPTY, Text, text

if TYPE_CHECKING:
    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round

_BEFORE_FIGURES = ("policy", "announced", "quota", "quota_without_points", "window")
_AFTER_FIGURES = ("admitted", "above_cut_off", "cut_off", "tied_at_cut_off", "highest", "source", "provenance", "note")


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that is said of a round: the property, or the label of the figure, and its value."""

    what: str
    row: Text
    value: Text


def round_differences(old: Sequence[Policy], new: Sequence[Policy]) -> tuple[Change, ...]:
    """Give every difference between the rounds of a scheme, a round after the other.

    *old* and *new* are its published versions, each with the rounds before and after: the figures of a round are those of its own
    version.
    """
    before, after = _by_id(old), _by_id(new)
    return tuple(change for id_ in dict.fromkeys((*before, *after)) for change in _of_round(id_, before.get(id_), after.get(id_)))


def _by_id(versions: Sequence[Policy]) -> dict[str, tuple[Policy, Round]]:
    known = {each.version: each for each in versions}
    return {each.id: (known.get(each.policy, versions[0]), each) for each in versions[0].rounds} if versions else {}


def _of_round(id_: str, old: tuple[Policy, Round] | None, new: tuple[Policy, Round] | None) -> Iterator[Change]:
    label = text(id_)
    if new is None:
        yield Change("round", "removed", id_, label)
        return
    if old is None:
        yield Change("round", "added", id_, label)
    before, after = _said(*old) if old else {}, _said(*new)
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        shown = now or was
        if shown is not None and (was.value if was else EMPTY) != (now.value if now else EMPTY):
            values = (was.value if was else EMPTY, now.value if now else EMPTY)
            yield Change("round", "changed", id_, label, shown.row, shown.what, *values)


def _said(policy: Policy, known: Round) -> Mapping[str, _Said]:
    """Say everything of a round, by what it is; what it does not say is left out."""
    found = {name: _Said(name, EMPTY, _value(known, name)) for name in _BEFORE_FIGURES}
    found |= {f"parameters/{of.id}": _Said("", of.label or text(of.id), value) for of, value in round_rows(policy, known.id)}
    found |= {f"dates/{name}": _Said("", text(name), text(said.replace("/", " – "))) for name, said in known.dates.items()}
    found |= {name: _Said(name, EMPTY, _value(known, name)) for name in _AFTER_FIGURES}
    return {key: said for key, said in found.items() if said.value}


def _value(known: Round, name: str) -> Text:
    if name == "window":
        if known.window_from is None or known.window_until is None:
            return EMPTY
        return text(f"{known.window_from:%Y-%m-%d %H:%M} – {known.window_until:%Y-%m-%d %H:%M}")
    value: Any = getattr(known, name)
    match value:
        case None | "":
            return EMPTY
        case Text():
            return value
        case int() | Decimal():
            return text(digits(Decimal(value)))
        case str():
            return code_words(value, name) if name == "provenance" else text(value)
        case _:
            return in_both(partial(day_words, value))

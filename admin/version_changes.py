"""What a new version says otherwise than the file before, line by line, for the console."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from admin.following_words import say_asked_by, say_cause
from admin.second_look_words import say_difference
from admin.words import say_outcome, say_relation
from scoring.application.filing import Difference
from scoring.application.following import Changes
from scoring.application.identity import IdentityNumber
from scoring.application.persons import masked
from scoring.application.second_look import Difference as Otherwise
from scoring.pages.values import say_value, typed
from scoring.policy.model import Policy
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One line of what a version says otherwise; None where nothing stood."""

    what: str
    before: str | None = field(repr=False)
    after: str | None = field(repr=False)


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of it."""
    app.jinja_env.globals.update(say_cause=say_cause, say_asked_by=say_asked_by, changed_rows=changed_rows)


def changed_rows(changes: Changes, policy: Policy, *, whole: bool = False) -> tuple[ChangedRow, ...]:
    """Give every line of a comparison. Of names and numbers only what differs is shown, unless they are shown *whole*."""
    said = (_said(policy, one, whole=whole) for one in changes.said)
    results = (ChangedRow(say_difference(one), _result(one, one.before), _result(one, one.after)) for one in changes.results)
    return (*said, *results, *_unlocked(changes, whole=whole))


def _unlocked(changes: Changes, *, whole: bool) -> Iterator[ChangedRow]:
    for one in changes.unlocked:
        who = one.person.name if whole else one.person.masked_name
        label = one.label.get(language(), "") or one.entitlement
        yield ChangedRow(_("Entitlement of %(who)s", who=who), *((None, label) if one.is_new else (label, None)))


def _result(one: Otherwise, value: str | None) -> str | None:
    if value is None:
        return None
    if one.kind == "outcome":
        return say_outcome(value)
    states = {"met": _("Met"), "not_met": _("Not met"), "open": _("Open")} if one.kind == "verdict" else {}
    return states.get(value, value)


def _said(policy: Policy, one: Difference, *, whole: bool) -> ChangedRow:
    kind, *place = one.place.split("/")
    if kind == "facts":
        label = policy.facts[place[0]].label.say(language())
        return ChangedRow(label, _value(policy, place[0], one.before), _value(policy, place[0], one.after))
    number, item = int(place[0]) + 1, place[1]
    what = {"name": _("Name"), "identity_number": _("Identity number"), "relation": _("Relation")}[item]
    who = _("person %(number)d before", number=number) if kind == "removed" else _("person %(number)d", number=number)
    return ChangedRow(_("%(what)s, %(who)s", what=what, who=who), *_veiled(item, one.before, one.after, whole=whole))


def _value(policy: Policy, fact: str, value: Any) -> str | None:
    if value is None:
        return None
    return _("; ").join(say_value(policy, policy.facts[fact], typed(policy.facts[fact], value), language()))


def _veiled(item: str, before: str | None, after: str | None, *, whole: bool) -> tuple[str | None, str | None]:
    """Give a name or a number masked but for the characters that differ; a relation, and what is shown whole, as it is."""
    if item == "relation":
        return before and say_relation(before), after and say_relation(after)
    if whole:
        return before, after
    mask = masked if item == "name" else lambda number: str(IdentityNumber(number))
    return before and _shown(before, mask(before), after or ""), after and _shown(after, mask(after), before or "")


def _shown(value: str, veil: str, other: str) -> str:
    if len(value) != len(other):
        return veil
    return "".join(one if one != beside else hidden for one, hidden, beside in zip(value, veil, other, strict=True))

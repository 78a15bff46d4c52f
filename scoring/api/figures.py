"""What an authority sets by date or by round, as plain JSON values: parameters and rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from scoring.engine.document import Document, text
from scoring.engine.figure_words import table_rows
from scoring.engine.written_values import value
from scoring.policy.facts import Parameter, Table
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Choice, Day, Number, SetOf, Type, name_of
from scoring.policy.model import Policy
from scoring.policy.rounds import Round


def parameter(found: Parameter) -> Document:
    """Describe a parameter with its values by day, or by round."""
    return {
        "id": found.id,
        "kind": name_of(found.type),
        "label": text(found.label),
        "unit": found.unit.say("en") or None,
        "per_round": found.per_round,
        "values": {key: _plain(found.type, coded) for key, coded in found.values.items()},
        "reference": found.reference or None,
        "note": text(found.note),
    }


def table(policy: Policy, found: Table) -> Document:
    """Describe a table with every value in words."""
    return {
        "id": found.id,
        "label": text(found.label),
        "rows": [{"since": text(r.since), "where": text(r.where), "value": text(r.value)} for r in table_rows(policy, found)],
        "reference": found.reference or None,
        "note": text(found.note),
    }


def round_(policy: Policy, found: Round) -> Document:
    """Describe a round; its parameters are those that its own notice states."""
    return {
        "id": found.id,
        "policy": found.policy or None,
        "announced": value(found.announced),
        "quota": found.quota,
        "quota_without_points": found.quota_without_points,
        "window_from": _minute(found.window_from),
        "window_until": _minute(found.window_until),
        "parameters": {id_: _plain(policy.parameters[id_].type, coded) for id_, coded in _known(policy, found).items()},
        "cut_off": value(found.cut_off),
        "admitted": found.admitted,
        "above_cut_off": found.above_cut_off,
        "tied_at_cut_off": found.tied_at_cut_off,
        "highest": value(found.highest),
        "provenance": found.provenance,
        "source": found.source or None,
        "note": text(found.note),
    }


def _known(policy: Policy, found: Round) -> dict[str, Coded]:
    stated = {p.id: p.values[found.id] for p in policy.parameters.values() if p.per_round and found.id in p.values}
    return {**stated, **found.parameters} if found.policy == policy.version else {}


def _minute(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else None


def _plain(type_: Type, coded: Coded) -> Any:
    """Give the value that *coded* stands for: a decimal as digits, a day as ISO text, a set as a list."""
    match type_:
        case SetOf(element=element):
            return [_plain(element, item) for item in cast("tuple[int, ...]", coded)]
        case Number(scale=scale) if scale:
            return str(arithmetic.decode(cast("int", coded), scale))
        case Day():
            return calendar.to_date(cast("int", coded)).isoformat()
        case Choice(options=options):
            return options[cast("int", coded)]
        case _:
            return coded

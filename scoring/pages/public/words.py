"""What stands on a public list, in words: for anybody, and for the console."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from scoring.casework.offices import City
from scoring.policy.model import Policy
from scoring.policy.procedure import ListField
from scoring.web.language import language

_KEYS: Mapping[ListField, str] = {"masked_name": "name", "score_band": "band"}


def say_field(field: ListField) -> str:
    """Name a column."""
    return {
        "rank": _("Place"),
        "reference": _("Number of the file"),
        "masked_name": _("Name"),
        "name": _("Name"),
        "district": _("District"),
        "score_band": _("Points"),
        "total": _("Points"),
    }[field]


def say_cell(field: ListField, shown: Mapping[str, Any], cities: Iterable[City]) -> str:
    """Say what a line shows in a column; nothing of a file that was erased."""
    key = _KEYS.get(field, field)
    if key not in shown:
        return ""
    value = shown[key]
    match key:
        case "district":
            return say_district(value, cities)
        case "band":
            return _("%(low)s or more, under %(high)s", low=value[0], high=value[1]) if value else _("not shown")
        case _:
            return str(value)


def say_district(code: str, cities: Iterable[City]) -> str:
    """Name a district by its code; the whole city where none is shown."""
    if not code:
        return _("Whole city")
    return next((city.districts[code].say(language()) for city in cities if code in city.districts), code)


def say_list(policy: Policy | None, scheme: str, round_: str | None) -> str:
    """Name whose list it is."""
    title = policy.title.say(language()) if policy else scheme
    return _("%(title)s, round %(round)s", title=title, round=round_) if round_ else title

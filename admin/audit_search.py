"""The search of decisions by an auditor, as address or form asks for it."""

from __future__ import annotations

from datetime import date

from flask import request
from flask_babel import gettext as _

from admin.search import day_of
from scoring.application.audit import DecisionFilter

NAMES = ("number", "office", "officer", "scheme", "version", "kind", "outcome")


def filter_asked() -> DecisionFilter:
    """Give what is asked for."""
    given = {name: request.values.get(name, "").strip() for name in NAMES}
    scheme, _at, version = given["scheme"].partition("@")
    given |= {"scheme": scheme, "version": given["version"] or version}
    return DecisionFilter(first=_day("first"), last=_day("last"), **given)


def is_unread() -> bool:
    """Whether a day was typed that is none."""
    return any(request.values.get(name, "").strip() and _day(name) is None for name in ("first", "last"))


def labels_of(wanted: DecisionFilter) -> list[tuple[str, str]]:
    """Say what a filter asks for, as label and value; nothing where it leaves nothing out."""
    names = {
        "number": _("Number"),
        "first": _("From"),
        "last": _("To"),
        "office": _("Office"),
        "officer": _("Officer"),
        "scheme": _("Scheme"),
        "version": _("Version"),
        "kind": _("Decision"),
        "outcome": _("Outcome"),
    }
    return [(names[name], str(value)) for name, value in wanted.document().items()]


def _day(name: str) -> date | None:
    return day_of(request.values.get(name, "").strip())

"""The search of decisions by an auditor, as address or form asks for it."""

from __future__ import annotations

from datetime import date

from flask import request
from flask_babel import gettext as _

from admin.search import day_of
from admin.words import say_at, say_kind, say_outcome
from scoring.application.audit import DecisionFilter
from scoring.casework.lines import DecisionLine
from scoring.engine.row_words import count_rows, row_words
from scoring.policy.criteria import Criterion
from scoring.policy.model import Policy
from scoring.web.language import language

ROWS = 60
"""Up to how many rows of a criterion are offered one by one; a matrix may have thousands."""
NAMES = ("number", "office", "officer", "scheme", "version", "kind", "outcome", "criterion")


def filter_asked() -> DecisionFilter:
    """Give what is asked for."""
    given = {name: request.values.get(name, "").strip() for name in NAMES}
    scheme, _at, version = given["scheme"].partition("@")
    given |= {"scheme": scheme, "version": given["version"] or version}
    return DecisionFilter(first=_day("first"), last=_day("last"), **given)


def row_choices(policy: Policy | None) -> list[tuple[str, str]]:
    """Give every criterion and group of a version to choose from, and the rows of those that have not too many."""
    found = []
    for item in policy.walk() if policy else ():
        found.append((item.id, item.about.label.say(language()) or item.id))
        rows = count_rows(item) if isinstance(item, Criterion) else 0
        if policy and isinstance(item, Criterion) and 1 < rows <= ROWS:
            found += [(f"{item.id}/{number}", _row(policy, item, number)) for number in range(1, rows + 1)]
    return found


def _row(policy: Policy, criterion: Criterion, number: int) -> str:
    label = row_words(policy, criterion, number).label.say(language())
    return "\u2003" + str(_("Row %(number)d: %(label)s", number=number, label=label))


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
        "criterion": _("Criterion or row"),
    }
    return [(names[name], str(value)) for name, value in wanted.document().items()]


def _day(name: str) -> date | None:
    return day_of(request.values.get(name, "").strip())


def heads() -> list[str]:
    """Name the columns of a sheet of decisions."""
    about = (_("Decision"), _("File number"), _("Kind"), _("Applicant"), _("Policy"), _("Outcome"), _("Points"))
    return [str(name) for name in (*about, _("Maker"), _("Checker"), _("Moment"))]


def cells(line: DecisionLine) -> list[str]:
    """Give a decision as a row of a sheet, its applicant masked."""
    policy = f"{line.scheme}@{line.policy_version}"
    result = [say_kind(line.kind), line.applicant, policy, say_outcome(line.outcome), line.total or ""]
    return [line.reference, line.application, *result, line.maker, line.checker, say_at(line.at)]

"""Words and figures that several pages show: days, periods, points, people, provenance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.clock import SHANGHAI
from scoring.engine.assessment import Outcome
from scoring.engine.saying import day_words, digits
from scoring.engine.texts import PROVENANCE
from scoring.policy.model import Period, Policy
from scoring.policy.wording import Provenance
from scoring.web.language import language


def say_day(day: date) -> str:
    """Write a day in the reader's language."""
    return day_words(day, language())


def say_period(period: Period) -> str:
    """Write a period with both its ends."""
    first = say_day(period.first)
    if period.last is None:
        return _("in force from %(first)s", first=first)
    return _("in force from %(first)s to %(last)s", first=first, last=say_day(period.last))


def say_points(points: Decimal) -> str:
    """Write points without needless digits, a deduction with a true minus sign."""
    return digits(points)


def say_range(lowest: Decimal, highest: Decimal) -> str:
    """Write what points are still possible."""
    if lowest == highest:
        return say_points(lowest)
    return _("%(lowest)s to %(highest)s", lowest=say_points(lowest), highest=say_points(highest))


def say_provenance(provenance: Provenance) -> str:
    """Say how sure the figures are: the same words as everywhere else."""
    return PROVENANCE[provenance][language() == "en"]


def say_outcome(outcome: Outcome) -> str:
    """Name what an assessment comes to."""
    return {
        Outcome.VETOED: _("Excluded"),
        Outcome.REQUIREMENTS_NOT_MET: _("A condition is not met"),
        Outcome.BELOW_THRESHOLD: _("Below the threshold"),
        Outcome.ELIGIBLE: _("Conditions met"),
        Outcome.PROVISIONAL: _("Open"),
    }[outcome]


def say_beneficiary(beneficiary: str) -> str:
    """Name who benefits."""
    return {"applicant": _("the applicant"), "spouse": _("the spouse"), "child": _("minor children")}[beneficiary]


def say_service(service: str) -> str:
    """Name a public service."""
    return {
        "schooling": _("Schooling"),
        "housing": _("Housing"),
        "pension": _("Pension"),
        "medical": _("Medical insurance"),
        "registration": _("Registration"),
        "residence": _("Residence"),
        "other": _("Other"),
    }[service]


def say_beneficiaries(beneficiaries: Iterable[str]) -> str:
    """Name everybody who benefits."""
    return _(", ").join(say_beneficiary(beneficiary) for beneficiary in beneficiaries)


def say_purpose(policy: Policy) -> str:
    """Say what the points of a scheme decide."""
    match policy.grants:
        case "registration":
            return _("Points decide who may move their household registration into the city.")
        case "residence":
            return _("Points decide who is granted residence.")
        case "residence_treatment":
            return _("Points decide which public services a holder of a residence permit receives.")
        case "school_place":
            return _("Points decide who is offered a school place.")


def say_duration(duration: str) -> str:
    """Write `12 months` in the reader's language; what is not of that form stands as the policy writes it."""
    number, _blank, unit = duration.partition(" ")
    if not number.isdigit():
        return duration
    match unit.removesuffix("s"):
        case "day":
            return ngettext("%(num)d day", "%(num)d days", int(number))
        case "month":
            return ngettext("%(num)d month", "%(num)d months", int(number))
        case "year":
            return ngettext("%(num)d year", "%(num)d years", int(number))
        case _:
            return duration


def say_moment(moment: datetime) -> str:
    """Write a day and the time of day, as the clocks in China show them; a moment without a zone is meant so already."""
    local = moment.astimezone(SHANGHAI) if moment.tzinfo else moment
    return f"{say_day(local.date())} {local:%H:%M}"

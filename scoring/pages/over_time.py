"""Over time: how the points go on by themselves, when to apply, what is lost when, and what all that takes for granted."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from scoring.charts import Mark, Stretch, Tick, step_chart
from scoring.engine.assessment import Assessment, Outcome
from scoring.engine.forecast import (
    Forecast,
    assumption_sentence,
    forecast,
    renewal_sentence,
    step_sentence,
)
from scoring.pages.check import AdvisingPage, Check
from scoring.pages.result import still_open
from scoring.pages.sums import sums
from scoring.pages.words import say_day, say_outcome, say_points, say_range
from scoring.policy.language import calendar
from scoring.policy.library import Library
from scoring.policy.model import Policy

YEARS = (5, 10)  # how far it looks: the first, or on wish another
FEW = 8  # years that can all be named below the chart of a phone


class OverTime(AdvisingPage):
    """`/zh/check/<scheme>/<version>/forecast`; `?years=10` looks further."""

    def advice(self, check: Check, assessment: Assessment) -> str:
        """Carry the assessment on."""
        years = request.args.get("years", type=int)
        years = years if years in YEARS else YEARS[0]
        ahead = forecast(versions(self.services.library, check), check.answers, on=check.on, until=last_of(check.on, years))
        return render_template(
            "pages/forecast.html",
            check=check,
            ahead=ahead,
            chart=Markup(chart(ahead)),  # noqa: S704 - escaped where it is made
            other_years=next(other for other in YEARS if other != years),
            cliffs=[step_sentence(ahead, step) for step in ahead.cliffs],
            rises=[step_sentence(ahead, step) for step in ahead.rises],
            renewals=[renewal_sentence(ahead, renewal) for renewal in ahead.renewals],
            assumptions=[assumption_sentence(ahead, assumption) for assumption in ahead.assumptions],
            open_questions=still_open(assessment),
            own_rank=len(sums(assessment)) > 1,
            rank_label=sums(assessment)[-1].label,
            say_outcome=say_outcome,
        )


def versions(library: Library, check: Check) -> list[Policy]:
    """Give the version of this check, and those that come into force after its day."""
    policy = check.policy
    return [policy, *(later for later in library.versions(policy.scheme) if later.in_force.first > check.on)]


def last_of(on: date, years: int) -> date:
    """Give the last day of so many years from *on*."""
    return calendar.to_date(calendar.add_months(calendar.from_date(on), 12 * years)) - timedelta(days=1)


def chart(ahead: Forecast) -> str:
    """Draw the totals, what is certain and what is open."""
    stretches = [
        Stretch(s.first.toordinal(), s.last.toordinal(), *s.level.total, is_good=s.level.outcome is Outcome.ELIGIBLE)
        for s in ahead.stretches
    ]
    threshold = ahead.start.threshold
    mark = None if threshold is None else Mark(threshold, _("threshold %(points)s", points=say_points(threshold)))
    return step_chart(_title(ahead), stretches, ticks=_years(ahead), mark=mark)


def _title(ahead: Forecast) -> str:
    lowest = min(stretch.level.total.lowest for stretch in ahead.stretches)
    highest = max(stretch.level.total.highest for stretch in ahead.stretches)
    places = {"first": say_day(ahead.start.on), "last": say_day(ahead.until), "points": say_range(lowest, highest)}
    return _("Total from %(first)s to %(last)s: %(points)s points. The table below has every figure.", **places)


def _years(ahead: Forecast) -> list[Tick]:
    years = range(ahead.start.on.year + 1, ahead.until.year + 1)
    every = 1 if len(years) < FEW else 2
    return [Tick(date(year, 1, 1).toordinal(), str(year)) for year in years[::every]]

"""The routes of the further readers: bounds, advice, a forecast and the next question. They take what an assessment takes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask.views import MethodView
from flask_babel import gettext as _
from webargs.flaskparser import abort

from scoring.api.answering import answer, day_asked, find_policy, headed, refusals
from scoring.api.assessment_schemas import AssessmentQuery
from scoring.api.bounding import bounds
from scoring.api.forecast_schemas import Forecast
from scoring.api.reader_queries import AdviceQuery, ForecastQuery
from scoring.api.reader_schemas import Advice, Bounds, NextQuestion
from scoring.engine import advice, assess, forecast
from scoring.engine.advice.advising import Advising
from scoring.engine.questions.standing import as_document, questioning
from scoring.errors import AdvisesNobody
from scoring.policy.language import calendar
from scoring.policy.language.types import LAST_DAY

if TYPE_CHECKING:
    from flask import Response
    from flask_smorest import Blueprint

    from scoring.policy.model import Policy
    from scoring.web.services import Services

LIMIT = 2_500  # boxes of possibilities that one request may have read: about a second
YEARS = 30  # how far a forecast may look: about a second too
FORBIDDEN = {403: "The policy is illustrative: outside a demonstration it advises nobody."}


def add(routes: Blueprint, services: Services) -> None:
    """Put the readers below each policy."""
    _bounds(routes, services)
    _advice(routes, services)
    _forecast(routes, services)
    _next_question(routes, services)


def _bounds(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies/<scheme>/<version>/bounds")
    class OfBounds(MethodView):
        @routes.arguments(AssessmentQuery())
        @routes.response(200, Bounds)
        @refusals(routes)
        def post(self, query: dict[str, Any], scheme: str, version: str) -> Response:
            """Say what partial answers come to at the least and at the most. The reasons stand in an assessment."""
            policy = find_policy(services, scheme, version)
            day, ended = day_asked(services, policy, query.get("on"))
            found = bounds(assess(policy, query["facts"], on=day, round_id=query.get("round")))
            return answer({**headed(policy, found), "no_longer_in_force": ended})


def _advice(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies/<scheme>/<version>/advice")
    class OfAdvice(MethodView):
        @routes.arguments(AdviceQuery())
        @routes.response(200, Advice)
        @refusals(routes, FORBIDDEN)
        def post(self, query: dict[str, Any], scheme: str, version: str) -> Response:
            """Find the cheapest lawful ways to the threshold or up the ranking, as if all of it were done by the day named."""
            policy = _advising(services, scheme, version)
            day, ended = day_asked(services, policy, query.get("on"))
            before = assess(policy, query["facts"], on=day, round_id=query.get("round"))
            aim = advice.THRESHOLD if query["aim"] == "threshold" else advice.Rank(query.get("points"))
            found = Advising(policy, query["facts"], before, frozenset(query["allowed_costs"]), LIMIT).advice(aim)
            return answer({**headed(policy, advice.as_document(found)), "no_longer_in_force": ended})


def _forecast(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies/<scheme>/<version>/forecast")
    class OfForecast(MethodView):
        @routes.arguments(ForecastQuery())
        @routes.response(200, Forecast)
        @refusals(routes, FORBIDDEN)
        def post(self, query: dict[str, Any], scheme: str, version: str) -> Response:
            """Carry the assessment on day by day, as if nothing were done but life went on; later versions come into force."""
            policy = _advising(services, scheme, version)
            day, ended = day_asked(services, policy, query.get("on"))
            versions = [p for p in services.library.ahead(policy, day) if _may_advise(services, p)]
            until = _until(day, query.get("until"))
            found = forecast.forecast(versions, query["facts"], on=day, until=until, round_id=query.get("round"))
            return answer({**headed(policy, forecast.as_document(found)), "no_longer_in_force": ended})


def _next_question(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies/<scheme>/<version>/next-question")
    class OfNextQuestion(MethodView):
        @routes.arguments(AssessmentQuery())
        @routes.response(200, NextQuestion)
        @refusals(routes)
        def post(self, query: dict[str, Any], scheme: str, version: str) -> Response:
            """Say which question tells the most now, and which need not be asked any more; null once none changes anything."""
            policy = find_policy(services, scheme, version)
            day, ended = day_asked(services, policy, query.get("on"))
            found = questioning(policy, query["facts"], on=day, round_id=query.get("round"))
            return answer({**headed(policy, as_document(found)), "no_longer_in_force": ended})


def _until(on: date, until: date | None) -> date | None:
    """Give the last day that was asked for; one that cannot be looked at is answered 422."""
    last = calendar.to_date(min(calendar.add_months(calendar.from_date(on), 12 * YEARS), LAST_DAY))
    if until is not None and not on <= until <= last:
        words = _("Choose a day from %(first)s to %(last)s.", first=on.isoformat(), last=last.isoformat())
        abort(422, messages={"json": {"until": [words]}})
    return until


def _advising(services: Services, scheme: str, version: str) -> Policy:
    """Find a policy that people may follow; AdvisesNobody for another."""
    policy = find_policy(services, scheme, version)
    if not _may_advise(services, policy):
        raise AdvisesNobody(policy.scheme, policy.version)
    return policy


def _may_advise(services: Services, policy: Policy) -> bool:
    return advice.advises_the_public(policy) or services.settings.is_demonstration

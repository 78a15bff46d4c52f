"""The routes: policies, one policy, and assessments under it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import request
from flask.views import MethodView
from flask_smorest import Blueprint

from scoring.api import batches, readers
from scoring.api.answering import PROBLEM, ApiBlueprint, answer, day_asked, explained, find_policy, refusals
from scoring.api.assessment_schemas import Assessment, AssessmentQuery
from scoring.api.describing import summary, whole
from scoring.api.policy_schemas import Policy as PolicySchema
from scoring.api.policy_schemas import PolicyList, PolicyQuery
from scoring.engine import assess
from scoring.policy.model import Policy

if TYPE_CHECKING:
    from flask import Response

    from scoring.web.services import Services


def blueprint(services: Services) -> Blueprint:
    """Make the routes over the library of *services*."""
    routes = ApiBlueprint("policies_v1", __name__, description="Published policies, and assessments under them")
    _policies(routes, services)
    _one_policy(routes, services)
    _assessments(routes, services)
    batches.add(routes, services)
    readers.add(routes, services)
    return routes


def _policies(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies")
    class Policies(MethodView):
        @routes.arguments(PolicyQuery(), location="query")
        @routes.response(200, PolicyList)
        @routes.alt_response(422, **PROBLEM, description="The query is not understood.")
        def get(self, query: dict[str, Any]) -> Response:
            """List every published version, in the order of schemes and days in force."""
            found = [p for p in services.library.policies if _matches(p, query)]
            return answer({"policies": [summary(policy, services.clock.today()) for policy in found]})


def _one_policy(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies/<scheme>/<version>")
    class OnePolicy(MethodView):
        @routes.response(200, PolicySchema)
        @routes.alt_response(304, description="What the reader has (`If-None-Match`) is still right.")
        @routes.alt_response(404, **PROBLEM, description="No such policy; `nearest` names one like it.")
        def get(self, scheme: str, version: str) -> Response:
            """Describe one version whole; `in-force` stands for the one that holds today."""
            today = services.clock.today()
            policy = find_policy(services, scheme, version)
            response = answer(whole(policy, today))
            response.set_etag(f"{policy.digest}-{today.isoformat()}")
            response.cache_control.no_cache = True  # may be kept, but asked about each time
            response.cache_control.max_age = 0
            return response.make_conditional(request)


def _assessments(routes: Blueprint, services: Services) -> None:
    @routes.route("/policies/<scheme>/<version>/assessments")
    class Assessments(MethodView):
        @routes.arguments(AssessmentQuery())
        @routes.response(200, Assessment)
        @refusals(routes)
        def post(self, query: dict[str, Any], scheme: str, version: str) -> Response:
            """Assess answers. A missing required answer is no error: the outcome is then `provisional`, with a range of points."""
            policy = find_policy(services, scheme, version)
            day, ended = day_asked(services, policy, query.get("on"))
            assessment = assess(policy, query["facts"], on=day, round_id=query.get("round"))
            return answer(explained(assessment, ended=ended))


def _matches(policy: Policy, query: dict[str, Any]) -> bool:
    on: date | None = query.get("in_force_on")
    wanted = all(getattr(policy, key) == query[key] for key in ("scheme", "jurisdiction", "provenance") if key in query)
    return wanted and (on is None or on in policy.in_force)

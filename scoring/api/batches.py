"""The route that assesses many applicants in one request: wrong answers stand beside the right ones, and stop nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import request
from flask.views import MethodView

from scoring.api.answering import answer, day_asked, explained, find_policy, headed, refusals
from scoring.api.batch_schemas import Batch, BatchQuery
from scoring.engine import assess
from scoring.engine.document import Document, points
from scoring.engine.figures import check_day, round_of
from scoring.errors import FactsRefused
from scoring.policy.model import Policy
from scoring.web.problems import written_parts, wrong_facts

if TYPE_CHECKING:
    from flask import Response
    from flask_smorest import Blueprint

    from scoring.web.services import Services

LARGEST = 8 * 1024 * 1024  # bytes of a body: a thousand applicants with long lists


class Asked(NamedTuple):
    """What all applicants of a request are assessed under."""

    policy: Policy
    on: date
    round_id: str | None
    explain: bool
    ended: bool


def add(routes: Blueprint, services: Services) -> None:
    """Put the route below the assessments of each policy."""

    @routes.route("/policies/<scheme>/<version>/assessments/batch")
    class OfBatches(MethodView):
        decorators = (_large,)

        @routes.arguments(BatchQuery())
        @routes.response(200, Batch)
        @refusals(routes)
        def post(self, query: dict[str, Any], scheme: str, version: str) -> Response:
            """Assess up to 1,000 applicants, in their order; totals alone unless `explain`. Wrong answers stop nobody."""
            policy = find_policy(services, scheme, version)
            day, ended = day_asked(services, policy, query.get("on"))
            check_day(policy, day)
            asked = Asked(policy, day, query.get("round"), query["explain"], ended)
            results = [_result(asked, place, applicant) for place, applicant in enumerate(query["applicants"])]
            return answer({**_head(asked), "results": results})


def _large(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let bodies of many applicants in."""

    @wraps(view)
    def admitted(*args: Any, **kwargs: Any) -> Any:
        request.max_content_length = LARGEST
        return view(*args, **kwargs)

    return admitted


def _head(asked: Asked) -> Document:
    policy = asked.policy
    round_ = round_of(policy, asked.on, asked.round_id)
    told = {
        "scheme": policy.scheme,
        "version": policy.version,
        "digest": policy.digest,
        "provenance": policy.provenance,
        "on": asked.on.isoformat(),
        "round": round_.id if round_ else None,
        "no_longer_in_force": asked.ended,
    }
    return headed(policy, told)


def _result(asked: Asked, place: int, applicant: Mapping[str, Any]) -> Document:
    try:
        found = assess(asked.policy, applicant["facts"], on=asked.on, round_id=asked.round_id)
    except FactsRefused as refused:
        told = written_parts(wrong_facts(refused.problems, f"/applicants/{place}/facts"))
        nothing = dict.fromkeys(("outcome", "total", "lowest", "highest"))
        return {"id": applicant["id"], **nothing, "missing": [], "assessment": None, "errors": told}
    lowest, missing = points(found.lowest), list(found.missing)
    return {
        "id": applicant["id"],
        "outcome": found.outcome,
        "total": points(found.total) if missing else lowest,
        "lowest": lowest,
        "highest": points(found.highest) if missing else lowest,
        "missing": missing,
        "assessment": explained(found, ended=asked.ended) if asked.explain else None,
        "errors": [],
    }

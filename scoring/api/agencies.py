"""The routes of agencies: one person is looked up, by number and for a purpose; each kind of agency has a route of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from werkzeug.exceptions import Forbidden

from scoring.api.answering import PROBLEM, ApiBlueprint, answer
from scoring.api.schema_fields import Text, count, day, each, word
from scoring.application.agencies import NEEDS, AgencyKind, Field
from scoring.casework.look_up import PURPOSE_MAX, Asked, look_up
from scoring.web.agency import asking_agency, by_token
from scoring.web.limits import Guesses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Response

    from scoring.web.services import Services

NAME = "agencies_v1"
SCHEME = {"type": "http", "scheme": "bearer", "description": "A token that the office's administrator issues and shows once."}
REFUSALS = {
    400: "The body is no JSON.",
    401: "No token, or one that does not hold: unknown, expired, revoked.",
    403: "The token is of an agency of another kind.",
    422: "Not one number and a purpose, or a number that cannot be one.",
    429: "Too often asked, or too often for somebody who has nothing in force; `Retry-After` says how many seconds to wait.",
}
_FIELDS: Mapping[Field, fields.Field] = {
    "name": word(),
    "birth_year": count(),
    "district": fields.Nested(Text, required=True, allow_none=True),
    "confers": word("treatment", "right_to_apply", "enrolment"),
    "since": day(),
    "until": day(nullable=True),
    "apply_until": day(nullable=True),
}


class LookUpQuery(Schema):
    """Whom to look up, by one of both numbers, and what for."""

    identity_number = fields.String(load_default="", metadata={"description": "18 characters; never part of an address"})
    register_number = fields.String(load_default="", metadata={"description": "As a message to the agency names it"})
    purpose = fields.String(required=True, metadata={"description": f"At most {PURPOSE_MAX} characters; kept in the log of reads"})


def blueprint(services: Services) -> Blueprint:
    """Make a route for each kind of agency."""
    routes = ApiBlueprint(NAME, __name__, description="What somebody is entitled to, for agencies with a token")
    routes.before_request(by_token(services))
    for kind in AgencyKind:
        _route(routes, services, kind)
    return routes


def answer_schema(kind: AgencyKind) -> type[Schema]:
    """Make the schema of an answer to agencies of a kind, from the fields that they need."""
    title = kind.value.title()
    known = Schema.from_dict({name: _FIELDS[name] for name in NEEDS[kind].fields}, name=f"{title}Entitlement")
    return Schema.from_dict({"checked_on": day(), "in_force": each(known)}, name=f"{title}LookUp")


def _route(routes: Blueprint, services: Services, kind: AgencyKind) -> None:
    class LookUp(MethodView):
        @routes.arguments(LookUpQuery())
        @routes.response(200, answer_schema(kind))
        @_refusals(routes)
        @routes.doc(security=[{"agency": []}])
        def post(self, query: dict[str, Any]) -> Response:
            """Look one person up: what is in force today, and the fields that this kind of agency needs.

            `in_force` is empty alike for whom nobody knows and for who has nothing in force.
            """
            agency = asking_agency()
            if agency.kind is not kind:
                raise Forbidden
            guesses, whose = Guesses(services), str(agency.account_id)
            guesses.begin("agency", whose)
            asked = Asked(**query, page=request.endpoint or "")
            found = look_up(services.transaction, asked, agency=agency, at=services.clock.now())
            if found:
                guesses.succeed("agency", whose)
            return answer({"checked_on": services.clock.today(), "in_force": list(found)})

    LookUp.__name__ = kind.value.title()
    routes.route(f"/agencies/{kind.value}/look-ups", endpoint=kind.value.title())(LookUp)


def _refusals(routes: Blueprint) -> Callable[[Any], Any]:
    """Describe every way in which a look-up can be refused."""

    def describe(method: Any) -> Any:
        for status, description in sorted(REFUSALS.items(), reverse=True):
            method = routes.alt_response(status, **PROBLEM, description=description)(method)
        return method

    return describe

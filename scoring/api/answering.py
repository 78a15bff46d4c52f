"""What every route on a policy shares: reading bodies exactly, finding the policy and the day, writing the answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import orjson
from flask import Response
from flask_smorest import Blueprint

from scoring.api.exact import ExactParser
from scoring.api.problem_schemas import Problem
from scoring.engine import day_of
from scoring.engine.assessment import Assessment
from scoring.engine.document import Document, text, written
from scoring.engine.texts import PROVENANCE
from scoring.engine.written_values import in_json
from scoring.policy.model import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.web.services import Services

IN_FORCE = "in-force"
PROBLEM: dict[str, Any] = {"schema": Problem, "content_type": "application/problem+json"}
REFUSALS = {
    400: "The body is no JSON.",
    404: "No such policy; `nearest` names one like it.",
    413: "The body is too large to be answers.",
    415: "The body is not sent as application/json.",
    422: "Answers that cannot be used, each by its JSON pointer.",
    429: "More was asked within a minute than one address may; `Retry-After` says how many seconds to wait.",
}


class ApiBlueprint(Blueprint):
    """A blueprint whose bodies are read exactly, and whose descriptions of answers only describe: every view writes its own."""

    ARGUMENTS_PARSER = ExactParser()

    def response(self, *args: Any, **kwargs: Any) -> Callable[[Any], Any]:
        """Describe the answer of a method."""
        return _describing(super().response(*args, **kwargs))

    def alt_response(self, *args: Any, **kwargs: Any) -> Callable[[Any], Any]:
        """Describe another answer of a method."""
        return _describing(super().alt_response(*args, **kwargs))


def _describing(decorate: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Keep the description that *decorate* makes, without what it would put around every call."""

    def describe(method: Any) -> Any:
        method._apidoc = decorate(method)._apidoc  # noqa: SLF001 - where the package keeps it
        return method

    return describe


def refusals(routes: Blueprint, further: dict[int, str] | None = None) -> Callable[[Any], Any]:
    """Describe every way in which answers that are sent can be refused, on the method that takes them."""

    def describe(method: Any) -> Any:
        for status, description in sorted({**REFUSALS, **(further or {})}.items(), reverse=True):
            method = routes.alt_response(status, **PROBLEM, description=description)(method)
        return method

    return describe


def answer(document: Document | orjson.Fragment) -> Response:
    """Write *document* as it is; the schemas only describe it."""
    return Response(orjson.dumps(document), mimetype="application/json")


def explained(assessment: Assessment, *, ended: bool) -> orjson.Fragment:
    """Write *assessment* whole, and whether its version has ended by now."""
    return orjson.Fragment(f'{{{written(assessment)},"no_longer_in_force":{in_json(ended)}}}')


def headed(policy: Policy, document: Document) -> Document:
    """Give *document* below the policy's title and the notice of its provenance."""
    return {"title": text(policy.title), "notice": notice(policy), **document}


def notice(policy: Policy) -> dict[str, str]:
    """Give the notice of provenance in both languages."""
    return dict(zip(("zh", "en"), PROVENANCE[policy.provenance], strict=True))


def find_policy(services: Services, scheme: str, version: str) -> Policy:
    """Find the version that an address names; `in-force` stands for the one that holds today."""
    if version == IN_FORCE:
        return services.library.in_force(scheme, services.clock.today())
    return services.library.find(scheme, version)


def day_asked(services: Services, policy: Policy, on: date | None) -> tuple[date, bool]:
    """Give the day to assess on, and whether the version has ended by now."""
    day, ended = day_of(policy, services.clock.today())
    return (on or day, ended)

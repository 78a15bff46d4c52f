"""One table: every error of the product to its HTTP status, and the page or the problem document that tells it.

Below `/api/` an error is answered as `application/problem+json` (RFC 9457); elsewhere as the page `problem.html`, in the reader's
language. The page is given: `problem` (a `Problem`: `status`, `code`, `title`, `happened`, `next_step`, `reference`), where
`reference` is None but for a fault of the service.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus

import orjson
from flask import Flask, Response, make_response, render_template, request
from flask_babel import ngettext
from werkzeug.exceptions import HTTPException

from scoring import errors
from scoring.casework.texts import say_obstacle
from scoring.engine.texts import say_problem
from scoring.policy.texts import say_finding
from scoring.web.identity_words import IdentityNotStated
from scoring.web.language import html_lang, language
from scoring.web.problem_words import words_of_error
from scoring.web.status_words import Words, words_of_status

log = logging.getLogger(__name__)

LONGEST_VALUE = 200  # characters of a wrong value that are sent back

STATUS: dict[type[errors.ScoringError], HTTPStatus] = {
    errors.PolicyRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.PolicyUnknown: HTTPStatus.NOT_FOUND,
    errors.PolicyNotInForce: HTTPStatus.NOT_FOUND,
    errors.PolicyChanged: HTTPStatus.CONFLICT,
    errors.OutsideForce: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RoundUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.AdvisesNobody: HTTPStatus.FORBIDDEN,
    errors.FactsRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TableRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.SettingsRefused: HTTPStatus.INTERNAL_SERVER_ERROR,
    IdentityNotStated: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Erased: HTTPStatus.GONE,
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotYet: HTTPStatus.CONFLICT,
    errors.NoLongerPublic: HTTPStatus.GONE,
    errors.OrgansUnnamed: HTTPStatus.CONFLICT,
    errors.MoveRefused: HTTPStatus.CONFLICT,
    errors.Stale: HTTPStatus.CONFLICT,
    errors.PolicyNotReady: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Blocked: HTTPStatus.CONFLICT,
    errors.InputRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.EvidenceRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.SheetRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.CalendarUnknown: HTTPStatus.CONFLICT,
    errors.WindowClosed: HTTPStatus.CONFLICT,
    errors.RoundChanged: HTTPStatus.CONFLICT,
    errors.Unranked: HTTPStatus.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One wrong part of a request: its JSON pointer and what is wrong, in words, with the facts a program can use."""

    pointer: str
    detail: str
    code: str = "invalid"
    value: object = None
    allowed: str | None = None
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is told of an error, to a person or to a program."""

    status: HTTPStatus
    code: str
    title: str
    happened: str
    next_step: str
    parts: tuple[Part, ...] = ()
    nearest: str | None = None
    reference: str | None = None  # what a person quotes to the office, and what stands in the log


def register(app: Flask) -> None:
    """Answer every error of *app*, known or not, by a problem. Call it after the skins, so that none keeps its own way."""
    app.register_error_handler(errors.ScoringError, _scoring_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _fault)


def status_of(error: errors.ScoringError) -> HTTPStatus:
    """Look an error up in the table; one that is not in it is a fault."""
    return STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)


def respond(problem: Problem) -> Response:
    """Answer with *problem*, as a document below `/api/`, else as a page."""
    write: Callable[[Problem], Response] = _document if request.path.startswith("/api/") else _page
    response = write(problem)
    response.status_code = problem.status
    response.headers["Content-Language"] = html_lang()
    return response


def _page(problem: Problem) -> Response:
    return make_response(render_template("problem.html", problem=problem))


def _document(problem: Problem) -> Response:
    document: dict[str, object] = {
        "type": f"urn:luohu:problem:{problem.code}",
        "title": problem.title,
        "status": int(problem.status),
        "detail": f"{problem.happened} {problem.next_step}",
        "instance": request.path,
        "code": problem.code,
    }
    if problem.nearest:
        document["nearest"] = problem.nearest
    if problem.reference:
        document["reference"] = problem.reference
    if problem.parts:
        document["errors"] = written_parts(problem.parts)
    return Response(orjson.dumps(document), mimetype="application/problem+json")


def written_parts(parts: Iterable[Part]) -> list[dict[str, object]]:
    """Write *parts* as a document has them."""
    return [{k: v for k, v in _part(part).items() if v is not None} for part in parts]


def _part(part: Part) -> dict[str, object]:
    return {
        "pointer": part.pointer,
        "detail": part.detail,
        "code": part.code,
        "value": _sent(part.value),
        "allowed": part.allowed,
        "nearest": part.nearest,
    }


def _sent(value: object) -> object:
    """Give back what was sent, a number as it was written, and anything long only as far as it tells which it was."""
    if value is None or isinstance(value, bool):
        return value
    return str(value)[:LONGEST_VALUE]


def _problem(status: HTTPStatus, code: str, words: Words) -> Problem:
    return Problem(status, code, words.title, words.happened, words.next_step)


def problem_of(error: errors.ScoringError) -> Problem:
    """Tell an error of the product's own tree."""
    problem = _problem(status_of(error), error.code, words_of_error(error))
    match error:
        case errors.FactsRefused(problems=problems):
            return replace(problem, parts=wrong_facts(problems, "/facts"))
        case errors.PolicyRefused(findings=findings):
            parts = tuple(Part(str(f.position), say_finding(f, language()), f.code) for f in findings)
            return replace(problem, parts=parts)
        case errors.PolicyNotReady(obstacles=obstacles):
            return replace(problem, parts=tuple(Part(str(f.position), say_obstacle(f, language()), f.code) for f in obstacles))
        case errors.PolicyUnknown(nearest=nearest):
            return replace(problem, nearest=nearest)
        case errors.PolicyNotInForce(scheme=scheme, last=last):
            return replace(problem, nearest=f"{scheme}@{last}")
        case _:
            return problem


def wrong_facts(problems: Iterable[errors.FactProblem], below: str) -> tuple[Part, ...]:
    """Tell what is wrong with facts that stand *below* a pointer."""
    told = ((f"{below}{p.pointer}", say_problem(p, language()), p.code, p.value, p.allowed or None, p.nearest) for p in problems)
    return tuple(Part(*each) for each in told)


def _scoring_error(error: errors.ScoringError) -> Response:
    if status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _fault(error)
    return respond(problem_of(error))


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:  # a redirect, or an answer made elsewhere
        return make_response(error.get_response())
    if error.code == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _fault(getattr(error, "original_exception", None) or error)
    status = HTTPStatus(error.code)
    wait = getattr(error, "retry_after", None) if status is HTTPStatus.TOO_MANY_REQUESTS else None
    words = words_of_status(status)
    if isinstance(wait, int):
        words = replace(words, next_step=_say_wait(-(-wait // 60)))
    problem = _problem(status, status.name.lower(), words)
    response = respond(replace(problem, parts=tuple(_parts(getattr(error, "data", None)))))
    response.headers.extend(kept for kept in error.get_headers() if kept[0] in {"Allow", "Retry-After", "WWW-Authenticate"})
    return response


def _say_wait(minutes: int) -> str:
    return str(ngettext("Wait %(num)d minute and try again.", "Wait %(num)d minutes and try again.", minutes))


def _parts(data: object) -> list[Part]:
    """Read the wrong parts that webargs names: `{"messages": {"json": {"on": ["…"]}}}`."""
    messages = data.get("messages") if isinstance(data, dict) else None
    if not isinstance(messages, dict):
        return []
    return [part for location in messages.values() for part in _walk(location, "")]


def _walk(messages: object, pointer: str) -> list[Part]:
    if isinstance(messages, dict):
        return [part for name, below in messages.items() for part in _walk(below, f"{pointer}/{_escaped(str(name))}")]
    texts = messages if isinstance(messages, list) else [messages]
    return [Part(pointer, str(text)) for text in texts]


def _escaped(name: str) -> str:
    """Write a name as a token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _fault(error: Exception) -> Response:
    reference = secrets.token_hex(4)
    log.error("fault %s at %s %s", reference, request.method, request.path, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        return respond(replace(_problem(status, "fault", words_of_status(status)), reference=reference))
    except Exception as second:  # whatever broke the page must not break the answer too
        log.error("fault %s: its page failed as well", reference, exc_info=second)  # noqa: TRY400 - with its own traceback
        return Response(f"Fault / 故障 {reference}\n", status=status, mimetype="text/plain")

"""Problems: every error has one status, a page in the reader's language and a document for programs; a fault tells nothing."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus

import pytest
from werkzeug.exceptions import TooManyRequests

from scoring import errors
from scoring.errors import FactProblem, Finding, Position
from scoring.web.identity_words import IdentityNotStated
from scoring.web.problems import STATUS

DAY = date(2026, 3, 2)
EXAMPLES = {
    "refused": errors.PolicyRefused("x.yaml", []),
    "unknown": errors.PolicyUnknown("guangzhuo", None, "guangzhou"),
    "unknown-version": errors.PolicyUnknown("guangzhou", "2099", None),
    "not-in-force": errors.PolicyNotInForce("beijing", "2020", DAY),
    "changed": errors.PolicyChanged("beijing", "2020", "a" * 64, "b" * 64),
    "outside": errors.OutsideForce("beijing", "2020", DAY, date(2020, 7, 16), date(2020, 12, 31)),
    "round": errors.RoundUnknown("guangzhou", "2025", "r9"),
    "round-lacks": errors.RoundUnknown("guangzhou", "2025", "r1", ["window"]),
    "advises-nobody": errors.AdvisesNobody("ningbo", "2010"),
    "table": errors.TableRefused("people.csv", "column_unknown", {"found": "ago", "nearest": "age"}),
    "facts": errors.FactsRefused([FactProblem("not_integer", "age", "/age", "x", "a whole number")]),
    "not-found": errors.NotFound("application", "A-1"),
    "erased": errors.Erased("A-1", DAY),
    "not-allowed": errors.NotAllowed("grant", "same_person"),
    "unnamed": errors.OrgansUnnamed("grant", "guangzhou", "2025", ["organ", "remedies[litigation].organ"]),
    "move": errors.MoveRefused("grant", "accepted", ["recommended"]),
    "stale": errors.Stale("A-1", 1, 2),
    "not-ready": errors.PolicyNotReady(
        "beijing", "2027", [errors.Finding("cases_missing", errors.Position("f", 1, 1), {"file": "f"})]
    ),
    **{
        f"identity-{why}": IdentityNotStated(why)
        for why in ("left", "unreachable", "untrusted", "incomplete", "another", "differs")
    },
    "input": errors.InputRefused("reason", "Give a reason."),
    "sheet": errors.SheetRefused("columns_missing", ["answer", "reason"]),
    "calendar": errors.CalendarUnknown(2027, [2026]),
    "window": errors.WindowClosed("guangzhou", datetime(2026, 10, 10, 9), None),  # noqa: DTZ001 - as announced
    "window_unknown": errors.WindowClosed("guangzhou", None, None),
    "round-changed": errors.RoundChanged(1, "guangzhou@2025", "2025", ["counted_to"]),
    "unranked": errors.Unranked(1, [("2026-000012", "same_again")]),
    "settings": errors.SettingsRefused("PORT", "wrong"),
    "root": errors.CaseworkError(),
}
FAULTS = {"settings", "root"}


@pytest.fixture(scope="module")
def troubled(sqlite_template, opened):
    """The service with one address for each error, as a page and below `/api/`."""
    app = opened(replace(sqlite_template.settings, database_url=sqlite_template.copy("troubled")))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(error):
        raise error

    def divide():
        return 1 // 0

    examples = {**EXAMPLES, "busy": TooManyRequests(retry_after=60)}
    for prefix in ("/trouble", "/api/trouble"):
        for name, error in examples.items():
            app.add_url_rule(f"{prefix}/{name}", f"{prefix}{name}", lambda error=error: fail(error))
        app.add_url_rule(f"{prefix}/fault", f"{prefix}fault", divide)
    return app.test_client()


def subclasses(error):
    return {error, *(below for each in error.__subclasses__() for below in subclasses(each))}


def test_every_error_of_the_tree_stands_in_the_table():
    groups = {errors.ScoringError, errors.CaseworkError}
    assert all(str(error) for name, error in EXAMPLES.items() if name not in FAULTS)
    assert (
        STATUS.keys()
        == {e for e in subclasses(errors.ScoringError) if e.__module__.startswith((errors.__name__, IdentityNotStated.__module__))}
        - groups
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_error_is_a_document_for_programs(troubled, name):
    answer = troubled.get(f"/api/trouble/{name}", headers={"Accept-Language": "en"})
    problem = answer.json
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code == problem["status"] == STATUS.get(type(EXAMPLES[name]), 500)
    assert problem["code"] == ("fault" if name in FAULTS else EXAMPLES[name].code)
    assert problem["type"].endswith(problem["code"])
    assert problem["title"]
    assert problem["detail"].strip()
    assert problem["instance"] == f"/api/trouble/{name}"


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(("language", "html"), [("zh", 'lang="zh-Hans-CN"'), ("en", 'lang="en"')])
def test_an_error_is_a_page_for_people_in_their_language(troubled, name, language, html):
    answer = troubled.get(f"/trouble/{name}?lang={language}")
    assert answer.status_code == STATUS.get(type(EXAMPLES[name]), 500)
    assert answer.mimetype == "text/html"
    assert html in answer.text
    assert "<h1" in answer.text


def test_each_wrong_fact_is_named_by_its_pointer(troubled):
    parts = troubled.get("/api/trouble/facts").json["errors"]
    assert [(part["pointer"], part["code"]) for part in parts] == [("/facts/age", "not_integer")]


def test_the_nearest_name_is_given(troubled):
    assert troubled.get("/api/trouble/unknown").json["nearest"] == "guangzhou"
    assert troubled.get("/api/trouble/not-in-force").json["nearest"] == "beijing@2020"
    assert "guangzhou" in troubled.get("/trouble/unknown?lang=en").text


@pytest.mark.parametrize("prefix", ["/trouble", "/api/trouble"])
def test_a_fault_gives_a_reference_that_stands_in_the_log_and_no_secret(troubled, caplog, prefix):
    with caplog.at_level(logging.ERROR):
        answer = troubled.get(f"{prefix}/fault")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    reference = caplog.records[-1].args[0]
    assert reference in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in answer.text
    assert "Traceback" not in answer.text


def test_a_fault_of_the_page_itself_is_still_answered(troubled, monkeypatch):
    pages = troubled.application.jinja_env
    monkeypatch.setitem(pages.globals, "language_links", None)
    monkeypatch.setattr(pages, "cache", {})  # a page that was made before keeps its names
    answer = troubled.get("/trouble/fault")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer.mimetype == "text/plain"


@pytest.mark.parametrize("prefix", ["/trouble", "/api/trouble"])
def test_too_many_requests_says_when_to_come_back(troubled, prefix):
    answer = troubled.get(f"{prefix}/busy")
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert answer.headers["Retry-After"] == "60"


def test_a_wrong_method_names_the_right_ones(troubled):
    answer = troubled.post("/api/trouble/fault")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "GET" in answer.headers["Allow"]


def test_an_address_that_leads_nowhere_is_a_page_with_a_way_back(visitor):
    answer = visitor.get("/en/nothing/here")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "/en/" in answer.text


def test_a_form_without_its_token_changes_nothing_and_says_so(client):
    answer = client.post("/sign-in?lang=en", data={"username": "x", "password": "y"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Nothing was done yet" in answer.text


def test_a_request_that_is_too_large_is_refused(visitor):
    answer = visitor.post("/api/v1/policies/guangzhou/2025/assessments", data=b"x" * 2_000_000, content_type="application/json")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.mimetype == "application/problem+json"


def test_findings_of_a_policy_are_named_by_their_place(troubled):
    error = EXAMPLES["refused"]
    error.findings = [Finding("yaml_tag", Position("x.yaml", 3, 5), {"tag": "!x"})]
    assert troubled.get("/api/trouble/refused").json["errors"][0]["pointer"] == "x.yaml:3:5"

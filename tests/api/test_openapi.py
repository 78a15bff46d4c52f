"""The description of the API: valid OpenAPI 3.1, and true of every kind of answer that is really given."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from scoring.application.agencies import NEEDS, AgencyKind
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases
from scoring.policy.source_files import policy_files
from tests.conftest import POLICIES

ASSESS = "/api/v1/policies/{scheme}/{version}/assessments"
ONE = "/api/v1/policies/{scheme}/{version}"
LIST = "/api/v1/policies"
LOOK_UP = "/api/v1/agencies/{}/look-ups"
READERS = ("bounds", "advice", "forecast", "next-question")
FILES = {path.parent.name: path for path in policy_files(POLICIES)}


def test_the_description_is_valid(description):
    OpenAPIV31SpecValidator(description).validate()
    assert description["openapi"] == "3.1.0"
    assert set(description["paths"]) == {
        LIST,
        ONE,
        ASSESS,
        f"{ASSESS}/batch",
        *(f"{ONE}/{reader}" for reader in READERS),
        *map(LOOK_UP.format, AgencyKind),
    }


def test_every_part_that_is_answered_is_described_and_required(description):
    """A schema that asks for nothing would hold anything."""
    asked = ("AssessmentQuery", "Applicant", "BatchQuery", "AdviceQuery", "ForecastQuery", "LookUpQuery")
    others = (*asked, "Problem", "Pagination")  # the last is flask-smorest's own, and nothing refers to it
    answered = {n: s for n, s in description["components"]["schemas"].items() if not n.startswith(others)}
    assert {"Assessment", "Award", "Policy", "Item", "Bounds", "Advice", "Way", "Forecast", "Step", "NextQuestion"} <= set(answered)
    for name, schema in answered.items():
        assert set(schema.get("required", ())) == set(schema["properties"]), name


def test_of_what_an_agency_is_answered_its_own_fields_alone_are_described(description):
    for kind, need in NEEDS.items():
        path = description["paths"][LOOK_UP.format(kind)]["post"]
        assert path["security"] == [{"agency": []}]
        assert set(path["responses"]) >= {"200", "401", "403", "422", "429"}
        assert set(description["components"]["schemas"][f"{kind.title()}Entitlement"]["properties"]) == set(need.fields)


def test_the_list_is_as_described(visitor, conforms):
    conforms(visitor.get(LIST), LIST, "get")
    conforms(visitor.get(f"{LIST}?provenance=rumour"), LIST, "get")


@pytest.mark.parametrize("scheme", FILES)
def test_every_policy_is_as_described(visitor, conforms, scheme):
    conforms(visitor.get(f"{LIST}/{scheme}/{FILES[scheme].stem}"), ONE, "get")


@pytest.mark.parametrize("scheme", FILES)
def test_every_assessment_is_as_described(visitor, conforms, scheme):
    """The cases of a policy reach every rule and outcome; without a single answer everything is open."""
    address = f"{LIST}/{scheme}/{FILES[scheme].stem}/assessments"
    cases = read_cases(load_policy(FILES[scheme]), case_path(FILES[scheme]))
    queries = [{"facts": {}}, *({"on": case.on, "facts": case.facts} for case in cases)]
    answers = [visitor.post(address, json=json.loads(json.dumps(query, default=str))) for query in queries]
    for answer in answers:
        conforms(answer, ASSESS, "post")
    assert {answer.json.get("total") is None for answer in answers} == {True, False}


@pytest.mark.parametrize(
    ("status", "policy", "body", "content_type"),
    [
        (HTTPStatus.BAD_REQUEST, "guangzhou/2025", b"{", "application/json"),
        (HTTPStatus.NOT_FOUND, "guangzhuo/2025", b'{"facts": {}}', "application/json"),
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "guangzhou/2025", b" " * 2_000_000, "application/json"),
        (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "guangzhou/2025", b"facts=1", "application/x-www-form-urlencoded"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "guangzhou/2025", b"{}", "application/json"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "guangzhou/2025", b'{"facts": {"patents": [{"kind": "x"}]}}', "application/json"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "guangzhou/2025", b'{"facts": {}, "on": "1999-01-01"}', "application/json"),
    ],
)
def test_every_problem_is_as_described(visitor, conforms, status, policy, body, content_type):
    answer = visitor.post(f"{LIST}/{policy}/assessments", data=body, content_type=content_type)
    assert answer.status_code == status
    conforms(answer, ASSESS, "post")


def test_an_unknown_policy_is_as_described(visitor, conforms):
    conforms(visitor.get(f"{LIST}/guangzhuo/2025"), ONE, "get")
    conforms(visitor.get(f"{LIST}/beijing/in-force"), ONE, "get")


@pytest.mark.parametrize("path", [LIST, f"{LIST}/guangzhuo/2025", f"{LIST}/guangzhou/2025/assessments"])
def test_no_answer_is_kept_by_others(visitor, path):
    answer = visitor.post(path, json={"facts": {}}) if path.endswith("assessments") else visitor.get(path)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_to_try_it_takes_everything_from_this_host(visitor):
    page = visitor.get("/api/docs")
    assert page.status_code == HTTPStatus.OK
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        with visitor.get(address) as answer:
            assert answer.status_code == HTTPStatus.OK, address
    assert "/api/v1/openapi.json" in page.text
    assert visitor.get("/api/docs/assets/index.html").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.browser
def test_the_page_to_try_it_works_under_the_strict_policy(new_page):
    """Reading the policies from the page itself: no inline style, no other host, no error."""
    page = new_page(width=1280, height=900, language="en")
    page.goto("/api/docs")
    page.get_by_text("/api/v1/policies", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text("guangzhou").first.wait_for()

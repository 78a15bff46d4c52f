"""Many applicants in one request: results in order, each what it is alone, wrong answers beside the right ones."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.api.test_assessments import BEIJING, GUANGZHOU, NINGBO

PATH = "/api/v1/policies/{scheme}/{version}/assessments/batch"
WRONG = {**GUANGZHOU, "education": "batchelor", "permit_months": -1}


@pytest.fixture
def post(visitor):
    """Sends applicants: `post("guangzhou/2025", [facts, …])`."""

    def send(policy, many, **rest):
        applicants = [{"id": f"P{place}", "facts": facts} for place, facts in enumerate(many)]
        return visitor.post(f"/api/v1/policies/{policy}/assessments/batch", json={"applicants": applicants, **rest})

    return send


@pytest.mark.parametrize(("name", "facts"), [("guangzhou/2025", GUANGZHOU), ("beijing/2020", BEIJING), ("ningbo/2010", NINGBO)])
def test_every_result_is_what_it_is_alone(post, conforms, visitor, name, facts):
    many = [facts, {**facts, "education": "doctor"}, {k: v for k, v in facts.items() if k != "birth_date"}]
    alone = [visitor.post(f"/api/v1/policies/{name}/assessments", json={"facts": each}).json for each in many]
    plain, explained = post(name, many), post(name, many, explain=True)
    for answer in (plain, explained):
        conforms(answer, PATH, "post")
        assert [result["id"] for result in answer.json["results"]] == ["P0", "P1", "P2"]
        for key in ("outcome", "total", "lowest", "highest", "missing"):
            assert [result[key] for result in answer.json["results"]] == [each[key] for each in alone]
        for key in ("digest", "provenance", "notice", "on", "round", "no_longer_in_force"):
            assert answer.json[key] == alone[0][key]
    assert [result["assessment"] for result in explained.json["results"]] == alone
    assert {result["assessment"] for result in plain.json["results"]} == {None}
    assert plain.json["results"][2]["missing"] == ["birth_date"]


def test_wrong_answers_stand_beside_the_right_ones(post, conforms):
    answer = post("guangzhou/2025", [GUANGZHOU, WRONG, GUANGZHOU])
    conforms(answer, PATH, "post")
    first, second, third = answer.json["results"]
    assert {**first, "id": ""} == {**third, "id": ""}
    assert first["errors"] == []
    assert (second["outcome"], second["total"], second["lowest"]) == (None, None, None)
    told = {error["pointer"]: error for error in second["errors"]}
    assert set(told) == {"/applicants/1/facts/education", "/applicants/1/facts/permit_months"}
    assert told["/applicants/1/facts/education"]["nearest"] == "bachelor"


def test_a_thousand_are_taken_and_no_more(post, conforms):
    """A thousand with long lists are more than one request else may bring."""
    patents = [{"kind": "invention", "granted_on": "2022-07-01", "inventors": 3, "still_counts": True}] * 9
    many = [{**GUANGZHOU, "patents": patents}] * 1000
    assert len(post("guangzhou/2025", many).json["results"]) == 1000
    for refused in (post("guangzhou/2025", [GUANGZHOU] * 1001), post("guangzhou/2025", [])):
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        conforms(refused, PATH, "post")


@pytest.mark.parametrize(
    ("applicant", "pointer"),
    [
        (7, "/_schema"),
        ({"facts": {}}, "/id"),
        ({"id": "", "facts": {}}, "/id"),
        ({"id": "a" * 101, "facts": {}}, "/id"),
        ({"id": 7, "facts": {}}, "/id"),
        ({"id": "a"}, "/facts"),
        ({"id": "a", "facts": []}, "/facts"),
        ({"id": "a", "facts": {"a" * 101: 1}}, "/facts"),
        ({"id": "a", "facts": {}, "name": "x"}, "/name"),
    ],
)
def test_an_applicant_of_another_form_is_named_by_place(visitor, conforms, applicant, pointer):
    sent = {"applicants": [{"id": "a" * 100, "facts": {"a" * 100: 1}}, applicant]}
    answer = visitor.post(PATH.format(scheme="guangzhou", version="2025"), json=sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    conforms(answer, PATH, "post")
    assert [error["pointer"] for error in answer.json["errors"]] == [f"/applicants/1{pointer}"]


def test_a_day_or_a_round_that_is_none_refuses_the_whole_request(post, conforms):
    for rest in ({"on": "1999-01-01"}, {"round": "r9"}):
        answer = post("guangzhou/2025", [GUANGZHOU], **rest)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        conforms(answer, PATH, "post")


def test_far_too_much_is_refused(visitor, conforms):
    answer = visitor.post(PATH.format(scheme="guangzhou", version="2025"), data=b" " * 9_000_000, content_type="application/json")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    conforms(answer, PATH, "post")


@pytest.mark.parametrize(
    "body",
    ['{"id": "\\ud800", "facts": {}}', '{"id": "a", "facts": {"\\ud800": 1}}', '{"id": "a", "facts": {"education": "\\udc00"}}'],
)
def test_half_a_pair_of_utf_16_is_no_json_text(visitor, body):
    """JSON can write it, no answer can: it is the sender's fault, not the service's."""
    path = "/api/v1/policies/guangzhou/2025/assessments/batch"
    answer = visitor.post(path, data=f'{{"applicants": [{body}]}}', content_type="application/json")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    whole = body.replace("ud800", "ud83d\\ude00").replace("udc00", "ud83d\\ude00")
    assert visitor.post(path, data=f'{{"applicants": [{whole}]}}', content_type="application/json").status_code == HTTPStatus.OK

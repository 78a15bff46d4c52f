"""Assessing answers: the whole result, each wrong answer by its pointer, and numbers exact to the last digit."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from http import HTTPStatus

import pytest
from sqlalchemy import create_engine, inspect, text

from scoring.engine import assess
from scoring.engine.document import as_document
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases
from scoring.policy.source_files import policy_files
from tests.conftest import POLICIES

GUANGZHOU = {
    "birth_date": "1987-02-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "permit_months": 84,
    "permit_since": "2018-09-30",
    "pension_months": 84,
    "medical_months": 84,
    "education": "bachelor",
}
BEIJING = {"employment_months": 242, "own_home_months": 38, "education": "master", "birth_date": "1980-06-15"}
NINGBO = {
    "birth_date": "1985-01-01",
    "education": "bachelor",
    "holds_residence_permit": True,
    "holds_labour_contract": True,
    "residence_months": 60,
    "pension_months": 60,
}
FILES = {path.parent.name: path for path in policy_files(POLICIES)}


@pytest.fixture
def post(visitor):
    """Sends answers: `post("guangzhou/2025", facts)`."""

    def send(policy, facts, *, headers=None, **rest):
        return visitor.post(f"/api/v1/policies/{policy}/assessments", json={"facts": facts, **rest}, headers=headers or {})

    return send


@pytest.fixture
def post_raw(visitor):
    """Sends a body as it is."""

    def send(body, content_type="application/json", policy="guangzhou/2025"):
        return visitor.post(f"/api/v1/policies/{policy}/assessments", data=body, content_type=content_type)

    return send


@pytest.mark.parametrize(
    ("name", "facts", "on", "ended", "provenance"),
    [
        ("guangzhou/2025", GUANGZHOU, "2026-03-02", False, "official"),
        ("beijing/2020", BEIJING, "2020-12-31", True, "secondary"),
        ("ningbo/2010", NINGBO, "2017-12-31", True, "illustrative"),
    ],
)
def test_the_answer_is_the_whole_assessment_with_its_notice(post, name, facts, on, ended, provenance):
    """A version that has ended is read as of its last day, and the answer says so."""
    answer = post(name, facts)
    policy = load_policy(FILES[name.partition("/")[0]])
    document = as_document(assess(policy, facts, on=date.fromisoformat(on)))
    assert answer.status_code == HTTPStatus.OK
    assert answer.json == {**json.loads(json.dumps(document)), "no_longer_in_force": ended}
    assert answer.json["provenance"] == provenance
    assert answer.json["notice"]["zh"]
    assert answer.json["notice"]["en"]


CASES = [
    pytest.param(name, case, id=f"{name}-{case.name}")
    for name, path in FILES.items()
    for case in read_cases(load_policy(path), case_path(path))
    if case.checked  # the others set aside the checks that this door always makes
]


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_every_case_of_every_policy_gives_the_same_through_this_door(post, scheme, case):
    facts = json.loads(json.dumps(case.facts, default=str))
    answer = post(f"{scheme}/{FILES[scheme].stem}", facts, on=case.on.isoformat(), **({"round": case.round} if case.round else {}))
    assert answer.status_code == HTTPStatus.OK
    if case.expected.total is not None:
        assert (Decimal(answer.json["lowest"]), Decimal(answer.json["highest"])) == (
            case.expected.total.lowest,
            case.expected.total.highest,
        )
    assert answer.json["outcome"] == (case.expected.outcome or answer.json["outcome"])


def test_what_is_missing_makes_it_provisional(post):
    answer = post("guangzhou/2025", {"birth_date": "1987-02-01"}).json
    assert (answer["outcome"], answer["total"]) == ("provisional", None)
    assert answer["missing"] == [
        "works_lawfully",
        "holds_valid_permit",
        "permit_months",
        "permit_since",
        "pension_months",
        "medical_months",
        "education",
    ]
    awards = {a["id"]: a for a in _walk(answer["awards"])}
    assert awards["age_points"]["points"] == "30.00"
    assert awards["permit"]["points"] is None
    assert Decimal(awards["permit"]["highest"]) > 0
    assert awards["permit"]["facts"] == {"permit_months": None}


def _walk(awards):
    for award in awards:
        yield award
        yield from _walk(award["awards"])


WRONG = [
    ("/facts/permit_monts", {"permit_monts": 3}, "fact_unknown", "3", "permit_months"),
    ("/facts/permit_months", {"permit_months": -1}, "out_of_range", "-1", None),
    ("/facts/permit_months", {"permit_months": 601}, "out_of_range", "601", None),
    ("/facts/permit_months", {"permit_months": 10**30}, "out_of_range", str(10**30), None),
    ("/facts/permit_months", {"permit_months": "many"}, "not_integer", "many", None),
    ("/facts/permit_months", {"permit_months": True}, "not_integer", True, None),
    ("/facts/works_lawfully", {"works_lawfully": "yes"}, "not_boolean", "yes", None),
    ("/facts/education", {"education": "bachelar"}, "not_option", "bachelar", "bachelor"),
    ("/facts/birth_date", {"birth_date": "1987-02-30"}, "not_date", "1987-02-30", None),
    ("/facts/income_tax_three_years", {"income_tax_three_years": "1.005"}, "too_many_places", "1.005", None),
    ("/facts/patents", {"patents": 3}, "not_list", "3", None),
    (
        "/facts/patents/0/inventors",
        {"patents": [{"kind": "invention", "granted_on": "2024-01-01", "inventors": 0, "still_counts": True}]},
        "out_of_range",
        "0",
        None,
    ),
    (
        "/facts/blood_donations/1/donated_on",
        {"blood_donations": [{"donated_on": "2024-01-01"}, {"donated_on": "soon"}]},
        "not_date",
        "soon",
        None,
    ),
    ("/facts/blood_donations/0", {"blood_donations": [7]}, "not_record", "7", None),
]


@pytest.mark.parametrize(("pointer", "facts", "code", "value", "nearest"), WRONG, ids=[f"{row[0]}-{row[2]}" for row in WRONG])
def test_a_wrong_answer_is_named_by_its_pointer(post, pointer, facts, code, value, nearest):
    answer = post("guangzhou/2025", facts)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.mimetype == "application/problem+json"
    part = answer.json["errors"][0]
    assert (part["pointer"], part["code"], part.get("value"), part.get("nearest")) == (pointer, code, value, nearest)
    assert part["allowed"] or code == "fact_unknown"


def test_all_wrong_answers_come_at_once(post):
    answer = post("guangzhou/2025", {"permit_months": -1, "education": "x", "nobody": 1})
    assert {part["pointer"] for part in answer.json["errors"]} == {"/facts/permit_months", "/facts/education", "/facts/nobody"}


def test_a_long_wrong_value_comes_back_short(post):
    part = post("guangzhou/2025", {"education": "x" * 5000}).json["errors"][0]
    assert part["value"] == "x" * 200


def test_answers_that_contradict_each_other(post):
    part = post("beijing/2020", BEIJING | {"employment_months": 3, "own_home_months": 0, "study_overlap_months": 9}).json["errors"][
        0
    ]
    assert part["code"] == "contradiction"
    assert part["pointer"].startswith("/facts/")


@pytest.mark.parametrize(("language", "words"), [("zh-CN,zh;q=0.9", "超出范围"), ("en-GB", "Out of range"), ("fr", "超出范围")])
def test_problems_are_told_in_the_readers_language(post, language, words):
    answer = post("guangzhou/2025", {"permit_months": -1}, headers={"Accept-Language": language})
    assert words in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ("{}", "/facts"),
        ('{"facts": []}', "/facts"),
        ('{"facts": null}', "/facts"),
        ('{"facts": {}, "fact": 1}', "/fact"),
        (f'{{"facts": {{"{"x" * 101}": 1}}}}', "/facts"),
        ('{"facts": {}, "on": "yesterday"}', "/on"),
        ('{"facts": {}, "on": 20260302}', "/on"),
        ('{"facts": {}, "round": ""}', "/round"),
        ('{"facts": {}, "round": 2025}', "/round"),
    ],
)
def test_an_envelope_that_is_wrong(post_raw, body, pointer):
    answer = post_raw(body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "body", ["", "{", "{'facts': {}}", '{"facts": {"tax": NaN}}', '{"facts": {"tax": Infinity}}', b"\xff\xfe{}", "[" * 100_000]
)
def test_a_body_that_is_no_json(post_raw, body):
    answer = post_raw(body)
    assert (answer.status_code, answer.mimetype) == (HTTPStatus.BAD_REQUEST, "application/problem+json")


@pytest.mark.parametrize("body", ["[]", "3", '"facts"', "null"])
def test_a_body_that_is_no_object(post_raw, body):
    answer = post_raw(body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.mimetype == "application/problem+json"


def test_what_is_nested_deep_is_a_wrong_answer_or_no_json(post_raw):
    answer = post_raw('{"facts": {"education": ' + "[" * 500 + "]" * 500 + "}}")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json["errors"][0]["pointer"] == "/facts/education"


def test_another_kind_of_body_is_not_taken(post_raw):
    answer = post_raw("facts=1", "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.mimetype) == (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "application/problem+json")


def test_a_body_that_is_too_large_is_not_read(post_raw):
    assert post_raw(b" " * 2_000_000).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_day_outside_the_version_says_what_to_do(post):
    answer = post("beijing/2020", BEIJING, on="2026-03-02", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json["code"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, "outside_force")
    assert "2020" in answer.json["detail"]


def test_a_round_that_is_unknown(post):
    answer = post("guangzhou/2025", GUANGZHOU, round="2031")
    assert (answer.status_code, answer.json["code"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, "round_unknown")


@pytest.mark.parametrize(
    ("policy", "nearest"),
    [("guangzhuo/2025", "guangzhou"), ("guangzhou/2052", "guangzhou@2025"), ("beijing/in-force", "beijing@2020")],
)
def test_an_unknown_policy_names_the_nearest(post, policy, nearest):
    answer = post(policy, {})
    assert (answer.status_code, answer.json["nearest"]) == (HTTPStatus.NOT_FOUND, nearest)


def test_in_force_assesses_under_the_version_of_today(post):
    assert post("guangzhou/in-force", GUANGZHOU).json["version"] == "2025"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("35000.50", "35000.50"),
        ('"35000.50"', "35000.50"),
        ("35000.5", "35000.50"),
        ("9999.99", "9999.99"),
        ("1e3", "1000.00"),
        ("1E+3", "1000.00"),
        ("0.1", "0.10"),
        ("100", "100.00"),
    ],
)
def test_decimals_keep_their_digits(post_raw, written, kept):
    answer = post_raw(f'{{"facts": {{"income_tax_three_years": {written}}}}}')
    assert answer.status_code == HTTPStatus.OK
    award = next(a for a in _walk(answer.json["awards"]) if a["id"] == "income_tax")
    assert Decimal(award["facts"]["income_tax_three_years"]) == Decimal(kept)


@pytest.mark.parametrize("written", ["1e999999999", "1e-999999999", "-1e999999999", "9" * 4000, "0." + "9" * 4000, '"1e999999"'])
def test_numbers_beyond_all_measure_are_refused_at_once(post_raw, written):
    answer = post_raw(f'{{"facts": {{"income_tax_three_years": {written}}}}}')
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json["errors"][0]["pointer"] == "/facts/income_tax_three_years"


def test_an_integer_longer_than_python_reads_is_no_json(post_raw):
    answer = post_raw('{"facts": {"permit_months": ' + "9" * 10_000 + "}}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_an_edge_is_met_to_the_last_digit(post_raw):
    found = {}
    for written in ("29999.99", "30000", "30000.00"):
        answer = post_raw(f'{{"facts": {{"income_tax_three_years": {written}}}}}')
        found[written] = next(a["points"] for a in _walk(answer.json["awards"]) if a["id"] == "income_tax")
    assert found == {"29999.99": "4.00", "30000": "8.00", "30000.00": "8.00"}


def test_nothing_is_stored_and_no_cookie_set(public_app, post):
    def counts():
        engine = create_engine(public_app.extensions["luohu"].settings.database_url)
        with engine.connect() as connection:
            rows = {
                t: connection.execute(text(f'SELECT count(*) FROM "{t}"')).scalar_one() for t in inspect(engine).get_table_names()
            }
        engine.dispose()
        return rows

    before = counts()
    answer = post("guangzhou/2025", GUANGZHOU)
    assert counts() == before
    assert sum(before.values())
    assert "Set-Cookie" not in answer.headers


def test_what_a_browser_chose_and_who_is_signed_in_there_changes_no_answer(visitor):
    """An application of its own answers: no session is opened, so that nothing varies with a cookie."""
    visitor.get("/en/")
    address = "/api/v1/policies?lang=en"
    with_cookies, without = visitor.get(address), visitor.application.test_client(use_cookies=False).get(address)
    assert with_cookies.data == without.data
    assert not {"Set-Cookie", "Vary"} & set(with_cookies.headers.keys())

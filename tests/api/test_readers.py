"""Bounds, advice, forecast and the next question through the door: what the core says, below the notice, and every refusal with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from http import HTTPStatus

import pytest

from scoring import api
from scoring.api import readers
from scoring.api.bounding import bounds
from scoring.engine import assess
from scoring.engine.advice import COSTS, Rank, advise
from scoring.engine.advice import as_document as advice_document
from scoring.engine.forecast import as_document as forecast_document
from scoring.engine.forecast import forecast
from scoring.engine.questions import next_question
from scoring.engine.texts import PROVENANCE
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases
from scoring.policy.library import Library
from scoring.policy.source_files import policy_files
from scoring.web.services import services_of
from tests.api.test_assessments import BEIJING, GUANGZHOU, NINGBO
from tests.conftest import POLICIES
from tests.engine.ahead import ONE_ALONE, PERSON, TWO_AFTER

FILES = {path.parent.name: path for path in policy_files(POLICIES)}
DAY = date(2026, 3, 2)
ROUTES = ("bounds", "advice", "forecast", "next-question")
ADVISING = ("advice", "forecast")
LOW = GUANGZHOU | {"permit_months": 24, "permit_since": "2023-09-30"}


@pytest.fixture
def post(visitor):
    """Sends answers: `post("guangzhou/2025/bounds", facts)`."""

    def send(address, facts, *, client=visitor, headers=None, **rest):
        return client.post(f"/api/v1/policies/{address}", json={"facts": facts, **rest}, headers=headers or {})

    return send


@pytest.fixture(scope="session")
def strict(sqlite_template, opened):
    """A member of the public before an installation that is no demonstration."""
    settings = replace(sqlite_template.settings, mode="production", database_url=sqlite_template.copy("strict"))
    return opened(settings).test_client()


@pytest.fixture
def town(public_app):
    """Makes a service that knows other policies: `town(is_demonstration, *policies)`."""

    def make(mode, *policies):
        given = services_of(public_app)
        live = type("Live", (), {"library": Library(policies), "follow": lambda _self: None})()
        return api.create(replace(given, settings=replace(given.settings, mode=mode), live=live)).test_client()

    return make


def _plain(document):
    return json.loads(json.dumps(document))


def _policy(scheme):
    return load_policy(FILES[scheme])


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("address", "facts", "ended", "provenance"),
    [
        ("guangzhou/2025", GUANGZHOU, False, "official"),
        ("beijing/2020", BEIJING, True, "secondary"),
        ("ningbo/2010", NINGBO, True, "illustrative"),
        ("guangzhou/in-force", {}, False, "official"),
    ],
)
def test_every_answer_carries_title_and_notice(post, conforms, route, address, facts, ended, provenance):
    answer = post(f"{address}/{route}", facts)
    assert answer.status_code == HTTPStatus.OK
    assert answer.json["notice"] == dict(zip(("zh", "en"), PROVENANCE[provenance], strict=True))
    assert (answer.json["provenance"], answer.json["no_longer_in_force"]) == (provenance, ended)
    assert answer.json["title"]["zh"]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    conforms(answer, f"/api/v1/policies/{{scheme}}/{{version}}/{route}", "post")


CASES = [
    pytest.param(_policy(scheme), case, id=f"{scheme}-{case.name}")
    for scheme, path in FILES.items()
    for case in read_cases(_policy(scheme), case_path(path))
    if case.checked
]


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_bounds_are_those_of_the_assessment(policy, case):
    """For every case of every policy: each award, the total, the ranking sum, each condition, the outcome and what is missing."""
    assessment = assess(policy, case.facts, on=case.on, round_id=case.round)
    found = bounds(assessment)
    assert list(_walk(found["awards"])) == [(a.id, a.kind, str(a.lowest), str(a.highest), len(a.awards)) for a in assessment.walk()]
    assert found["total"] == {"lowest": str(assessment.lowest), "highest": str(assessment.highest)}
    for name in ("requirements", "vetoes"):
        assert found[name] == [{"id": v.id, "state": v.state} for v in getattr(assessment, name)]
    assert (found["outcome"], found["missing"]) == (str(assessment.outcome), list(assessment.missing))
    if assessment.threshold is not None:
        assert set(found["threshold"].values()) == {str(assessment.threshold)}
    assert (found["ranked"] is None) == (assessment.ranking is None)
    if assessment.ranking_keys is not None:
        assert set(found["ranked"].values()) == {str(assessment.ranking[0])}


def _walk(awards):
    for award in awards:
        yield (award["id"], award["kind"], award["lowest"], award["highest"], len(award["awards"]))
        yield from _walk(award["awards"])


def test_bounds_of_partial_answers(post):
    found = post("guangzhou/2025/bounds", {"birth_date": "1987-02-01"}).json
    awards = {id_: (low, high) for id_, _, low, high, _ in _walk(found["awards"])}
    assert awards["age_points"] == ("30.00", "30.00")
    assert awards["permit"] == ("0.00", "400.00")
    assert found["total"]["lowest"] == "30.00"
    assert {c["id"]: c["state"] for c in found["requirements"]}["age_limit"] == "met"
    assert "open" in {c["state"] for c in found["requirements"]}
    assert found["outcome"] == "provisional"
    assert "birth_date" not in found["missing"]
    assert "education" in found["missing"]


def test_an_optional_answer_may_be_null(post, town):
    client = town("demonstration", ONE_ALONE)
    facts = {**PERSON, "other": None}
    for route in ROUTES:
        assert post(f"town/1/{route}", facts, client=client, on="2026-03-02").status_code == HTTPStatus.OK


def test_advice_is_what_the_core_finds(post):
    facts = LOW | {"permit_months": 48, "owns_home": True}
    answer = post("guangzhou/2025/advice", facts, allowed_costs=list(COSTS)).json
    core = advice_document(advise(_policy("guangzhou"), facts, on=DAY, allowed_costs=frozenset(COSTS)))
    assert {key: answer[key] for key in core} == _plain(core)
    assert answer["standing"] == "ways"
    assert answer["ways"][0]["sentence"]["en"]


def test_costs_are_allowed_by_who_asks(post):
    plain, all_of_it = (post("guangzhou/2025/advice", LOW, allowed_costs=costs).json for costs in ([], list(COSTS)))
    assert plain["withheld"]
    assert not all_of_it["withheld"]
    assert len(plain["sentences"]) == len(all_of_it["sentences"]) + 1


@pytest.mark.parametrize(("points", "written"), [('"186.5"', "186.5"), ("186.50", "186.50"), ("200", "200"), ('"-3"', "-3")])
def test_a_cut_off_keeps_its_digits(visitor, points, written):
    body = f'{{"facts": {json.dumps(LOW)}, "aim": "rank", "points": {points}}}'
    answer = visitor.post("/api/v1/policies/guangzhou/2025/advice", data=body, content_type="application/json").json
    assert (answer["aim"], answer["cut_off"]) == ("rank", written)


def test_a_rank_without_points_is_what_raises_the_sum_most(post):
    answer = post("guangzhou/2025/advice", LOW, aim="rank").json
    core = advice_document(advise(_policy("guangzhou"), LOW, on=DAY, aim=Rank()))
    assert {key: answer[key] for key in core} == _plain(core)
    assert answer["cut_off"] is None


def test_a_search_that_breaks_off_says_so(post, monkeypatch):
    """One request may not search for ever."""
    monkeypatch.setattr(readers, "LIMIT", 1)
    answer = post("ningbo/2010/advice", NINGBO).json
    assert (answer["standing"], answer["proven"], answer["nodes"]) == ("not_found", False, 1)
    assert "not proved" in answer["sentences"][0]["en"]


WRONG = [
    ("advice", {"allowed_costs": ["blood"]}, "/allowed_costs/0"),
    ("advice", {"allowed_costs": "money"}, "/allowed_costs"),
    ("advice", {"aim": "riches"}, "/aim"),
    ("advice", {"points": "186"}, "/points"),
    ("advice", {"aim": "threshold", "points": 186}, "/points"),
    *(("advice", {"aim": "rank", "points": p}, "/points") for p in ("many", "", "1e3", "NaN", True, [], "9" * 13, "1." + "1" * 10)),
    ("advice", {"until": "2030-01-01"}, "/until"),
    ("forecast", {"until": "soon"}, "/until"),
    ("forecast", {"until": "2026-03-01"}, "/until"),
    ("forecast", {"until": "2056-03-03"}, "/until"),
    ("forecast", {"aim": "rank"}, "/aim"),
    ("bounds", {"aim": "rank"}, "/aim"),
    ("next-question", {"until": "2030-01-01"}, "/until"),
    *((route, {"on": "yesterday"}, "/on") for route in ROUTES),
]


@pytest.mark.parametrize(("route", "rest", "pointer"), WRONG)
def test_a_wrong_wish_is_named_by_its_pointer(post, conforms, route, rest, pointer):
    answer = post(f"guangzhou/2025/{route}", LOW, **rest)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [part["pointer"] for part in answer.json["errors"]] == [pointer]
    conforms(answer, f"/api/v1/policies/{{scheme}}/{{version}}/{route}", "post")


@pytest.mark.parametrize(("language_", "words"), [("zh", "2026-03-02至2056-03-02"), ("en", "from 2026-03-02 to 2056-03-02")])
def test_the_days_that_a_forecast_can_look_at_are_told(post, language_, words):
    answer = post("guangzhou/2025/forecast", LOW, until="2100-01-01", headers={"Accept-Language": language_})
    assert words in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("status", "policy", "body", "content_type", "code"),
    [
        (HTTPStatus.BAD_REQUEST, "guangzhou/2025", b"{", "application/json", "bad_request"),
        (HTTPStatus.NOT_FOUND, "guangzhuo/2025", b'{"facts": {}}', "application/json", "policy_unknown"),
        (HTTPStatus.NOT_FOUND, "beijing/in-force", b'{"facts": {}}', "application/json", "policy_not_in_force"),
        (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "guangzhou/2025", b" " * 2_000_000, "application/json", "request_entity_too_large"),
        (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "guangzhou/2025", b"facts=1", "text/plain", "unsupported_media_type"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "guangzhou/2025", b"{}", "application/json", "unprocessable_entity"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "guangzhou/2025", b'{"facts": {"x": 1}}', "application/json", "facts_refused"),
        (HTTPStatus.UNPROCESSABLE_ENTITY, "guangzhou/2025", b'{"facts": {}, "round": "x"}', "application/json", "round_unknown"),
        (
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "beijing/2020",
            b'{"facts": {}, "on": "2026-03-02"}',
            "application/json",
            "outside_force",
        ),
    ],
)
def test_every_refusal_is_a_problem_as_described(visitor, conforms, route, status, policy, body, content_type, code):
    answer = visitor.post(f"/api/v1/policies/{policy}/{route}", data=body, content_type=content_type)
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (status, "application/problem+json", code)
    if status == HTTPStatus.NOT_FOUND:
        assert answer.json["nearest"]
    conforms(answer, f"/api/v1/policies/{{scheme}}/{{version}}/{route}", "post")


@pytest.mark.parametrize("route", ADVISING)
@pytest.mark.parametrize(("language_", "words"), [("zh", "请选择按官方文件"), ("en", "Choose a policy that was written")])
def test_an_illustrative_policy_advises_nobody_outside_a_demonstration(post, strict, conforms, route, language_, words):
    answer = post(f"ningbo/2010/{route}", NINGBO, client=strict, headers={"Accept-Language": language_})
    assert (answer.status_code, answer.json["code"]) == (HTTPStatus.FORBIDDEN, "advises_nobody")
    assert words in answer.json["detail"]
    assert "ningbo@2010" in answer.json["detail"]
    conforms(answer, f"/api/v1/policies/{{scheme}}/{{version}}/{route}", "post")


def test_what_is_no_advice_is_answered_everywhere(post, strict):
    for route in ("bounds", "next-question"):
        assert post(f"ningbo/2010/{route}", NINGBO, client=strict).status_code == HTTPStatus.OK
    for route in ADVISING:
        assert post(f"guangzhou/2025/{route}", LOW, client=strict).status_code == HTTPStatus.OK


def test_a_forecast_is_what_the_core_finds(post):
    answer = post("guangzhou/2025/forecast", LOW, until="2030-06-30").json
    # the test's client sends answers by name, and assumptions name them in the order in which they came
    core = forecast_document(forecast([_policy("guangzhou")], dict(sorted(LOW.items())), on=DAY, until=date(2030, 6, 30)))
    assert {key: answer[key] for key in core} == _plain(core)
    assert answer["rises"]
    assert answer["until"] == "2030-06-30"
    assert post("guangzhou/2025/forecast", LOW).json["until"] == "2036-03-02"


def test_a_forecast_may_look_at_its_first_day_and_thirty_years_ahead(post):
    for until in ("2026-03-02", "2056-03-02"):
        assert post("beijing/2020/forecast", BEIJING, on="2020-12-31", until="2020-12-31").status_code == HTTPStatus.OK
        assert post("guangzhou/2025/forecast", LOW, until=until).json["until"] == until


@pytest.mark.parametrize(
    ("mode", "policies", "successors"),
    [
        ("demonstration", (ONE_ALONE, TWO_AFTER), {"2"}),
        ("production", (replace(ONE_ALONE, provenance="official"), replace(TWO_AFTER, provenance="official")), {"2"}),
        ("production", (replace(ONE_ALONE, provenance="official"), TWO_AFTER), set()),
    ],
    ids=["demonstration", "official", "illustrative-successor"],
)
def test_a_forecast_reads_the_later_versions_that_may_advise(post, conforms, town, mode, policies, successors):
    answer = post("town/1/forecast", PERSON, client=town(mode, *policies), on="2026-03-02")
    assert answer.status_code == HTTPStatus.OK
    assert {a["to"] for a in answer.json["assumptions"] if a["code"] == "version_changes"} == successors
    assert answer.json["cliffs"]
    assert answer.json["rises"]
    conforms(answer, "/api/v1/policies/{scheme}/{version}/forecast", "post")


def test_a_forecast_begins_with_the_version_that_was_named(post, town):
    """Another that has begun by then is not read, even where it is in force."""
    client = town("demonstration", ONE_ALONE, TWO_AFTER)
    answer = post("town/1/forecast", PERSON, client=client, on="2026-12-01").json
    assert answer["version"] == "1"
    assert "version_changes" not in {a["code"] for a in answer["assumptions"]}


def test_the_next_question_is_what_the_core_finds(post):
    answer = post("guangzhou/2025/next-question", {"birth_date": "1987-02-01"}).json
    core = next_question(_policy("guangzhou"), {"birth_date": "1987-02-01"}, on=DAY)
    assert answer["next"]["fact"] == core.fact
    for name in ("needed", "beside", "no_longer_needed", "no_longer_decisive"):
        assert answer["next"][name] == list(getattr(core, name))
    fact = _policy("guangzhou").facts[core.fact]
    assert answer["next"]["label"] == fact.label.as_dict()
    assert answer["next"]["section"] == fact.ask.section
    assert answer["settled"] is core.settled is False


def test_a_settled_outcome_is_said_while_points_are_open(post):
    answer = post("guangzhou/2025/next-question", {"criminal_penalties": [{"imposed_on": "2025-01-01"}]}).json
    assert answer["settled"]
    assert answer["next"]["needed"]
    assert set(answer["next"]["needed"]) <= set(answer["next"]["no_longer_decisive"])


def test_where_all_is_answered_there_is_no_next_question(post, conforms):
    policy = _policy("ningbo")
    case = next(
        c for c in read_cases(policy, case_path(FILES["ningbo"])) if c.checked and not assess(policy, c.facts, on=c.on).missing
    )
    defaults = {fact.id: fact.default for fact in policy.facts.values() if fact.ask is not None and fact.default is not None}
    facts = json.loads(
        json.dumps({**{k: list(v) if isinstance(v, tuple) else v for k, v in defaults.items()}, **case.facts}, default=str)
    )
    answer = post("ningbo/2010/next-question", facts, on=case.on.isoformat())
    assert (answer.json["next"], answer.json["settled"]) == (None, True)
    conforms(answer, "/api/v1/policies/{scheme}/{version}/next-question", "post")


@pytest.mark.parametrize("scheme", FILES)
def test_real_answers_of_every_policy_are_as_described(post, conforms, scheme):
    """Two of a policy's cases, whole and with every second answer left out."""
    policy = _policy(scheme)
    cases = [case for case in read_cases(policy, case_path(FILES[scheme])) if case.checked]
    for case in (cases[0], cases[len(cases) // 2]):
        given = json.loads(json.dumps(dict(case.facts), default=str))
        for facts in (given, dict(list(given.items())[::2])):
            for route in ROUTES:
                answer = post(f"{scheme}/{policy.version}/{route}", facts, on=case.on.isoformat())
                assert answer.status_code == HTTPStatus.OK, answer.json
                conforms(answer, f"/api/v1/policies/{{scheme}}/{{version}}/{route}", "post")

"""Reading policies: the list and its filters, one version whole, and what stands in for it when none is in force."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest

from scoring.api.describing import whole as whole_document
from scoring.api.figures import parameter, table
from tests.engine.test_tables import POLICY as WITH_TABLES
from tests.policy.small import HEAD, load

NAMES = [
    "beijing@2020",
    "guangzhou@2025",
    "ningbo@2010",
    "ningbo-yinzhou@2010",
    "shanghai@2018",
    "shanghai-graduates@2020",
    "tianjin@2021",
]


def _names(answer) -> list[str]:
    return [f"{p['scheme']}@{p['version']}" for p in answer.json["policies"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", NAMES),
        ("?scheme=beijing", ["beijing@2020"]),
        ("?scheme=nowhere", []),
        ("?jurisdiction=330200", ["ningbo@2010"]),
        ("?provenance=official", ["guangzhou@2025"]),
        ("?in_force_on=2026-03-02", ["guangzhou@2025"]),
        ("?in_force_on=2020-07-16", ["beijing@2020", "shanghai@2018", "shanghai-graduates@2020"]),
        ("?in_force_on=2020-07-15", ["shanghai@2018", "shanghai-graduates@2020"]),
        ("?jurisdiction=330212", ["ningbo-yinzhou@2010"]),
        ("?in_force_on=2010-05-01", ["ningbo@2010", "ningbo-yinzhou@2010"]),
        ("?in_force_on=2017-12-31&scheme=ningbo", ["ningbo@2010"]),
    ],
)
def test_the_list_and_its_filters(visitor, query, names):
    answer = visitor.get(f"/api/v1/policies{query}")
    assert answer.status_code == HTTPStatus.OK
    assert _names(answer) == names


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("in_force_on=spring", "/in_force_on"), ("provenance=rumour", "/provenance"), ("schme=beijing", "/schme")],
)
def test_a_filter_that_is_not_understood(visitor, query, pointer):
    answer = visitor.get(f"/api/v1/policies?{query}")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.mimetype == "application/problem+json"
    assert [part["pointer"] for part in answer.json["errors"]] == [pointer]


def test_what_the_list_tells_of_each(visitor):
    policies = {p["scheme"]: p for p in visitor.get("/api/v1/policies").json["policies"]}
    assert policies["guangzhou"]["is_in_force"]
    assert policies["guangzhou"]["in_force"] == {"first": "2025-07-04", "last": "2026-12-31"}
    assert not policies["beijing"]["is_in_force"]
    assert policies["ningbo"]["authority"] is None
    assert "不能作为依据" in policies["ningbo"]["notice"]["zh"]
    assert {scheme: p["extends"] for scheme, p in policies.items() if p["extends"]} == {"ningbo-yinzhou": "ningbo@2010"}


def test_a_supplement_is_told_whole_and_names_what_it_supplements(visitor):
    whole = visitor.get("/api/v1/policies/ningbo-yinzhou/2010").json
    assert whole["extends"] == "ningbo@2010"
    assert [group["id"] for group in whole["groups"]][-2:] == ["deductions", "district"]
    assert visitor.get("/api/v1/policies/ningbo/2010").json["extends"] is None


@pytest.mark.parametrize("name", NAMES)
def test_one_policy_whole(visitor, services_library, name):
    scheme, _, version = name.partition("@")
    answer = visitor.get(f"/api/v1/policies/{scheme}/{version}")
    policy = services_library.find(scheme, version)
    assert answer.status_code == HTTPStatus.OK
    assert answer.json["digest"] == policy.digest
    assert [f["id"] for f in answer.json["facts"]] == list(policy.facts)
    assert [g["id"] for g in answer.json["groups"]] == [g.id for g in policy.groups]
    assert [e["id"] for e in answer.json["entitlements"]] == [e.id for e in policy.entitlements]


def test_what_stands_in_the_paper_is_told(visitor):
    whole = visitor.get("/api/v1/policies/guangzhou/2025").json
    permit = whole["groups"][0]["items"][0]["items"][0]
    assert permit["reference"] == "annex base 1.1"
    assert permit["rows"] == [
        {
            "condition": {
                "zh": "在本市持有居住证的累计月数，每满12个月",
                "en": "Months with a residence permit of the city: for every full 12 months",
            },
            "points": {"zh": "8分", "en": "8 points"},
            "reference": None,
        }
    ]
    assert whole["selection"]["threshold"] == {"zh": "150", "en": "150"}
    assert whole["selection"]["ranking"]["ties_at_cut_off"] == "admit_all"
    assert [key["en"] for key in whole["selection"]["ranking"]["keys"]] == [
        "the points for “Base indicators” (highest first)",
        "Medical insurance (highest first)",
        "Permit held without a break since (earliest first)",
    ]
    hard_trade = next(f for f in whole["facts"] if f["id"] == "hard_trade_months")
    assert hard_trade["asked_when"]["zh"] == "现从事特殊技能、特殊艰苦行业一线工作：是"
    assert (hard_trade["default"], hard_trade["maximum"], hard_trade["required"]) == (0, 600, False)
    assert next(r for r in whole["requirements"] if r["id"] == "lawful_work")["unless"]["zh"]


def test_what_the_authority_sets_is_told_by_round(visitor):
    whole = visitor.get("/api/v1/policies/guangzhou/2025").json
    earlier, latest = whole["rounds"]
    assert (earlier["policy"], earlier["parameters"]) == (None, {})
    assert (latest["quota"], latest["window_until"]) == (16000, "2025-11-10 17:00")
    assert latest["parameters"] == {"counted_to": "2025-09-30", "window_from": "2020-09-30", "born_from": "1979-01-01"}
    assert next(p for p in whole["parameters"] if p["id"] == "counted_to") == {
        "id": "counted_to",
        "kind": "date",
        "label": {"zh": "计分截止日", "en": "the day points are counted to"},
        "unit": None,
        "per_round": True,
        "values": {"2025": "2025-09-30"},
        "reference": "questions 10",
        "note": None,
    }
    rounds = {r["id"]: r for r in visitor.get("/api/v1/policies/beijing/2020").json["rounds"]}
    assert (rounds["2020"]["cut_off"], rounds["2020"]["tied_at_cut_off"], rounds["2020"]["highest"]) == ("97.13", 54, "124.17")


@pytest.mark.parametrize(
    ("values", "options", "plain"),
    [
        ("{2025-01-01: 8000, 2025-07-01: 8211}", "", {"2025-01-01": 8000, "2025-07-01": 8211}),
        ("{2025-01-01: 0.50}", "", {"2025-01-01": "0.5"}),
        ("{2025-01-01: [3, 5]}", "", {"2025-01-01": [3, 5]}),
        ("{2025-01-01: [welder]}", "work in wanted", {"2025-01-01": ["welder"]}),
    ],
)
def test_every_kind_of_figure_is_plain(values, options, plain):
    work = "work: {type: choice, options: {cook: Cook, welder: Welder}, label: Work, ask: {section: about, order: 1}}"
    policy = load(
        f"{HEAD}facts:\n  {work}\nparameters:\n  wanted: {{values: {values}}}\n"
        f"groups:\n  - id: all\n    label: All\n    criteria: [{{id: a, label: A, when: {options or 'work == cook'}, points: 1}}]\n"
    )
    assert parameter(policy.parameters["wanted"])["values"] == plain


def test_tables_are_told_in_words():
    policy = load(WITH_TABLES)
    assert table(policy, policy.tables["relief"]) == {
        "id": "relief",
        "label": None,
        "rows": [
            {
                "since": {"zh": "2023年1月1日", "en": "1 January 2023"},
                "where": {"zh": "是、不足2025年1月1日", "en": "yes, below 1 January 2025"},
                "value": {"zh": "1", "en": "1"},
            },
            {
                "since": {"zh": "2023年1月1日", "en": "1 January 2023"},
                "where": {"zh": "是、满2025年1月1日", "en": "yes, from 1 January 2025"},
                "value": {"zh": "2", "en": "2"},
            },
            {
                "since": {"zh": "2023年1月1日", "en": "1 January 2023"},
                "where": {"zh": "否", "en": "no"},
                "value": {"zh": "0", "en": "0"},
            },
        ],
        "reference": None,
        "note": None,
    }
    assert whole_document(policy, date(2026, 3, 2))["tables"][0]["label"] == {"zh": "阅读对照表", "en": "reading levels"}


def test_every_proof_that_is_named_is_described(visitor):
    for name in NAMES:
        whole = visitor.get(f"/api/v1/policies/{name.replace('@', '/')}").json
        known = {kind["id"] for kind in whole["evidence"]}
        named = {id_ for part in (*whole["facts"], *whole["entitlements"]) for id_ in part.get("evidence", part.get("documents"))}
        assert named <= known
        assert named


def test_a_reader_who_has_it_is_told_so(visitor):
    first = visitor.get("/api/v1/policies/guangzhou/2025")
    again = visitor.get("/api/v1/policies/guangzhou/2025", headers={"If-None-Match": first.headers["ETag"]})
    other = visitor.get("/api/v1/policies/guangzhou/2025", headers={"If-None-Match": '"another"'})
    assert (again.status_code, again.data) == (HTTPStatus.NOT_MODIFIED, b"")
    assert other.status_code == HTTPStatus.OK
    assert first.headers["Cache-Control"] == "no-cache, max-age=0"


def test_in_force_stands_for_the_version_that_holds_today(visitor):
    answer = visitor.get("/api/v1/policies/guangzhou/in-force")
    assert (answer.status_code, answer.json["version"]) == (HTTPStatus.OK, "2025")


@pytest.mark.parametrize(("scheme", "last"), [("beijing", "beijing@2020"), ("ningbo", "ningbo@2010")])
def test_where_none_is_in_force_the_last_one_is_named(visitor, scheme, last):
    answer = visitor.get(f"/api/v1/policies/{scheme}/in-force", headers={"Accept-Language": "en"})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert (answer.json["code"], answer.json["nearest"]) == ("policy_not_in_force", last)
    assert "2026" in answer.json["detail"]


@pytest.mark.parametrize(
    ("address", "nearest"),
    [("guangzhuo/2025", "guangzhou"), ("guangzhou/2052", "guangzhou@2025"), ("guangzhuo/in-force", "guangzhou")],
)
def test_the_nearest_name_is_given_for_one_that_is_unknown(visitor, address, nearest):
    answer = visitor.get(f"/api/v1/policies/{address}")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.mimetype == "application/problem+json"
    assert answer.json["nearest"] == nearest


def test_nothing_but_reading_is_allowed(visitor):
    answer = visitor.delete("/api/v1/policies/guangzhou/2025")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer.mimetype == "application/problem+json"


def test_who_confirms_is_told(visitor):
    groups = visitor.get("/api/v1/policies/tianjin/2021").json["groups"]
    told = [item["verification"] for group in groups for item in group["items"] if item["verification"]]
    assert {found["agree"] for found in told} == {"single", "highest", "must_agree", "sum"}
    assert all(department["label"]["zh"] for found in told for department in found["by"])

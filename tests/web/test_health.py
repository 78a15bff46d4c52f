"""Health: the process answers at once; ready means a migrated database that can be reached, with policies."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from scoring.records.migrating import upgrade


def test_the_process_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (HTTPStatus.OK, {"status": "ok"})


def test_a_seeded_service_is_ready(client):
    answer = client.get("/readyz")
    assert answer.status_code == HTTPStatus.OK
    assert {key: answer.json[key] for key in ("status", "checks")} == {
        "status": "ok",
        "checks": {"database": "ok", "policies": "ok"},
    }


def test_an_empty_database_is_not_ready_and_the_remedy_is_named(opened, sqlite_template, empty_url):
    url = empty_url("sqlite")
    settings = replace(sqlite_template.settings, database_url=url)
    answer = opened(settings).test_client().get("/readyz")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "luohu setup database" in answer.json["checks"]["database"]
    upgrade(url)
    answer = opened(settings).test_client().get("/readyz")
    assert answer.json["checks"]["database"] == "ok"
    assert "luohu setup policies" in answer.json["checks"]["policies"]


def test_a_database_that_cannot_be_reached_is_said_without_its_password(opened, sqlite_template):
    settings = replace(
        sqlite_template.settings, database_url="postgresql+psycopg://luohu:hidden@127.0.0.1:1/luohu?connect_timeout=1"
    )
    client = opened(settings).test_client()
    answer = client.get("/readyz")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "DATABASE_URL" in answer.json["checks"]["database"]
    assert "hidden" not in answer.text
    assert client.get("/healthz").status_code == HTTPStatus.OK

"""How the application is put together: services in their place, proxies trusted only when named, forms guarded, limits set."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask, request

from scoring.web.services import EXTENSION, Services, services_of


def test_the_services_are_where_skins_look_for_them(app):
    services = services_of(app)
    assert isinstance(services, Services)
    assert services is app.extensions[EXTENSION]
    assert services.clock.today().isoformat() == "2026-03-02"


def test_something_else_in_their_place_is_a_mistake():
    app = Flask("other")
    app.extensions[EXTENSION] = {}
    with pytest.raises(TypeError, match="dict"):
        services_of(app)


def test_the_library_is_what_the_database_has_published(app):
    assert services_of(app).library.schemes() == (
        "beijing",
        "guangzhou",
        "ningbo",
        "ningbo-yinzhou",
        "shanghai",
        "shanghai-graduates",
        "tianjin",
    )


@pytest.mark.parametrize(("proxies", "scheme", "address"), [(0, "http", "127.0.0.1"), (1, "https", "203.0.113.9")])
def test_a_proxy_is_believed_only_where_one_is_named(opened, sqlite_template, proxies, scheme, address):
    app = opened(replace(sqlite_template.settings, database_url=sqlite_template.copy("proxied"), proxies=proxies))
    app.add_url_rule("/seen", "seen", lambda: f"{request.scheme} {request.remote_addr}")
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    assert app.test_client().get("/seen", headers=forwarded).text == f"{scheme} {address}"


def test_a_form_needs_its_token_and_the_api_none(visitor):
    assert visitor.post("/sign-in", data={"username": "x"}).status_code == HTTPStatus.BAD_REQUEST
    answer = visitor.post("/api/v1/policies/guangzhou/2025/assessments", json={"on": "2026-03-02", "facts": {}})
    assert answer.status_code == HTTPStatus.OK


def test_a_form_of_two_thousand_fields_is_taken_and_an_endless_one_is_not(opened, sqlite_template):
    app = opened(replace(sqlite_template.settings, database_url=sqlite_template.copy("forms")))
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/count", "count", lambda: str(len(request.form)), methods=["POST"])
    client = app.test_client()
    assert client.post("/count", data={f"field{n}": "x" for n in range(2000)}).text == "2000"
    large = client.post("/count", data={"field": "x" * 1_100_000})
    assert large.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_what_a_template_may_name_is_its_own_and_looked_up_at_once(public_app):
    """Jinja compares these names for every macro that a page imports; in its own two layers that took a sixth of a short page."""
    environment = public_app.jinja_env
    template = environment.get_template("problem.html", globals={"once": 1})
    assert type(template.globals) is dict
    assert template.globals.keys() == {*environment.globals, "once"}
    assert "once" not in environment.globals
    assert "once" not in environment.get_template("base.html").globals

"""Content security: every answer carries it, the nonce is new each time, and only a page that asks widens it for styles."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template_string

from scoring.web import csp


@pytest.fixture
def small() -> Flask:
    app = Flask("small")
    csp.register(app, is_https=False)
    app.add_url_rule("/plain", "plain", lambda: "text")
    app.add_url_rule("/nonce", "nonce", lambda: render_template_string("{{ csp_nonce() }} {{ csp_nonce() }}"))
    app.add_url_rule("/style", "style", lambda: render_template_string("{{ csp_style_nonce() }}"))
    app.add_url_rule("/kept", "kept", lambda: ("text", 200, {"Cache-Control": "max-age=60"}))
    return app


def test_nothing_is_allowed_but_what_comes_from_here(small):
    policy = small.test_client().get("/plain").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["style-src"] == directives["img-src"] == directives["form-action"] == "'self'"
    assert "unsafe" not in policy


def test_the_nonce_of_the_page_is_that_of_the_header_and_new_each_time(small):
    client = small.test_client()
    answers = [client.get("/nonce") for _ in range(2)]
    nonces = [answer.text.split() for answer in answers]
    assert nonces[0][0] == nonces[0][1] != nonces[1][0]
    assert f"script-src 'self' 'nonce-{nonces[0][0]}'" in answers[0].headers["Content-Security-Policy"]


def test_only_a_page_that_asks_may_style_by_nonce(small):
    client = small.test_client()
    asked = client.get("/style")
    assert f"style-src 'self' 'nonce-{asked.text}'" in asked.headers["Content-Security-Policy"]
    assert re.search(r"style-src 'self';", client.get("/nonce").headers["Content-Security-Policy"])


def test_answers_are_not_stored_unless_the_view_says_so(small):
    client = small.test_client()
    assert client.get("/plain").headers["Cache-Control"] == "no-store"
    assert client.get("/kept").headers["Cache-Control"] == "max-age=60"


def test_the_browser_guesses_no_type_and_tells_no_other_site_where_it_was(small):
    headers = small.test_client().get("/plain").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_https_is_demanded_where_it_is_served():
    app = Flask("small")
    csp.register(app, is_https=True)
    assert app.test_client().get("/nothing").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_every_answer_of_the_service_has_it(visitor):
    for path in ("/", "/nothing", "/api/v1/policies", "/api/nothing", "/healthz", "/sign-in"):
        assert "default-src 'none'" in visitor.get(path).headers["Content-Security-Policy"], path

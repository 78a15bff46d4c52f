"""Policies for the tests of the pages, and an application for forms alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def trial():
    """A made-up policy with every kind of question."""
    from scoring.policy import load_policy

    return load_policy(Path(__file__).parent / "trial/1.yaml")


@pytest.fixture(scope="session")
def guangzhou():
    from scoring.policy import load_policy

    return load_policy(ROOT / "policies/guangzhou/2025.yaml")


@pytest.fixture
def in_language():
    """`with in_language("zh"): …`: a request of the applicants' pages, for forms and words."""
    from flask import Flask

    from scoring.web import language

    app = Flask("scoring")
    app.config.update(SECRET_KEY="tests", WTF_CSRF_ENABLED=False)
    language.register(app)
    return lambda code: app.test_request_context(f"/{code}/")


class Visit:
    """A person without a browser who fills in forms."""

    def __init__(self, client, language):
        self.client, self.language = client, language

    def get(self, path, status=200):
        answer = self.client.get(f"/{self.language}/{path}")
        assert answer.status_code == status, answer.text
        return answer.text

    def post(self, path, *, press=None, **typed):
        """Fill in the form of a page, `birth_date_year="1990"` for the box of a part; gives the answer."""
        page = self.client.get(f"/{self.language}/{path}").text
        hidden = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*hidden[^>]*>", page)]
        sent = {tag["name"]: tag["value"] for tag in hidden}
        sent |= {name if name.startswith(("fact-", "keep-")) else f"fact-{name}": value for name, value in typed.items()}
        if press:
            sent["press"] = press
        return self.client.post(f"/{self.language}/{path}", data=sent)


@pytest.fixture(params=["zh", "en"])
def visit(request, visitor):
    """The service's pages in both languages."""
    return Visit(visitor, request.param)


@pytest.fixture
def visit_in(visitor):
    """The service's pages in one language: `visit_in("zh")`."""
    return lambda language: Visit(visitor, language)

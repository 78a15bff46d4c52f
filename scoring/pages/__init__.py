"""The pages for applicants: the schemes, their rules, and the self-check. Everything works without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from scoring.pages import frame
from scoring.pages.about import Accessibility, Privacy
from scoring.pages.answers import Answers, AskDelete, Deleted
from scoring.pages.check import Begin
from scoring.pages.questions import Questions
from scoring.pages.result import Result
from scoring.pages.scheme import Scheme, SchemeCurrent
from scoring.pages.start import Start

if TYPE_CHECKING:
    from flask import Flask

    from scoring.pages.view import Page
    from scoring.web.services import Services

SCHEME = "schemes/<scheme>/<version>"
CHECK = "check/<scheme>/<version>"
PAGES: tuple[tuple[str, str, type[Page]], ...] = (
    ("", "start", Start),
    ("privacy", "privacy", Privacy),
    ("accessibility", "accessibility", Accessibility),
    ("schemes/<scheme>", "current", SchemeCurrent),
    (SCHEME, "scheme", Scheme),
    (CHECK, "check", Begin),
    (f"{CHECK}/questions/<section>", "questions", Questions),
    (f"{CHECK}/answers", "answers", Answers),
    (f"{CHECK}/result", "result", Result),
    ("delete-answers", "ask_delete", AskDelete),
    ("answers-deleted", "deleted", Deleted),
)


def register(app: Flask, services: Services) -> None:
    """Put the pages on *app*: `/` and everything below `/zh/` and `/en/`."""
    frame.dress(app, is_demonstration=services.settings.is_demonstration)
    pages = Blueprint("pages", __name__)
    frame.follow_language(app, pages)
    pages.add_url_rule("/", view_func=Start.as_view("root", services))
    for path, name, page in PAGES:
        pages.add_url_rule(f"/<any(zh, en):lang>/{path}", view_func=page.as_view(name, services))
    app.register_blueprint(pages)

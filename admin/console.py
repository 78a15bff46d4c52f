"""Putting the console together: its views, its look, its menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_admin import Admin
from flask_admin.theme import Theme
from flask_babel import get_babel
from flask_babel import lazy_gettext as _l
from jinja2 import ChoiceLoader, PackageLoader

from admin import (
    agency_words,
    audit_words,
    background_words,
    department_words,
    desk_words,
    disposal_words,
    draft_words,
    evidence_words,
    feedback_words,
    notice_words,
    originals_words,
    outside_words,
    publicity_words,
    review_words,
    revoking_words,
    round_words,
    second_look_words,
    version_changes,
    words,
)
from admin.views.access_log import AccessLogView
from admin.views.accounts import AccountsView
from admin.views.agencies import AgenciesView
from admin.views.applications import ApplicationsView
from admin.views.auditing import AuditView
from admin.views.background import BackgroundView
from admin.views.counter import CounterView
from admin.views.decisions import DecisionsView
from admin.views.disposing import DisposalsView
from admin.views.drafts import DraftsView
from admin.views.entitlements import EntitlementsView
from admin.views.feedback import FeedbackView
from admin.views.home import HomeView
from admin.views.journal import JournalView
from admin.views.personal import PersonalView
from admin.views.policies import PoliciesView
from admin.views.publicity import PublicityView
from admin.views.requests import RequestsView
from admin.views.reviews import ReviewsView
from admin.views.rounds import RoundsView
from admin.views.unserved import UnservedView
from scoring.web.access import may_open
from scoring.web.csp import nonce
from scoring.web.person import officer
from scoring.web.services import Services

BASE = "console/base.html"
SAID = (
    *(words, audit_words, disposal_words, draft_words, evidence_words, background_words, notice_words, publicity_words, desk_words),
    *(second_look_words, version_changes, department_words, agency_words, review_words, originals_words, revoking_words),
    *(outside_words, round_words, feedback_words),
)
"""The words that the console's templates say."""


def make_console(app: Flask, services: Services) -> Admin:
    """Make the console on *app*."""
    app.jinja_loader = ChoiceLoader([PackageLoader("admin", "templates"), app.jinja_loader])  # type: ignore[assignment,list-item]  # Flask types it too narrowly
    get_babel(app).translation_directories.append(str(Path(__file__).parent / "translations"))
    console = Admin(
        app,
        name=_l("Console"),
        url="/admin",
        theme=Theme(folder="bootstrap4", base_template=BASE),
        index_view=HomeView(services, name=_l("My work"), endpoint="home", url="/admin"),
        csp_nonce_generator=nonce,
    )
    database = app.extensions["sqlalchemy"]
    for view in (
        ApplicationsView(services, _l("Applications"), "applications", "/admin/applications"),
        RequestsView(services, _l("Requests"), "requests", "/admin/requests"),
        CounterView(services, _l("Counter"), "counter", "/admin/counter"),
        RoundsView(services, _l("Ranking rounds"), "rounds", "/admin/rounds"),
        PublicityView(services, _l("Publicity"), "publicity", "/admin/publicity"),
        ReviewsView(services, _l("Reviews"), "reviews", "/admin/reviews"),
        DecisionsView(services, _l("Decisions"), "decisions", "/admin/decisions"),
        UnservedView(services, _l("Serving"), "unserved", "/admin/service"),
        PersonalView(services, _l("Personal data"), "personal", "/admin/personal"),
        EntitlementsView(services, _l("Entitlements"), "entitlements", "/admin/entitlements"),
        PoliciesView(services, _l("Policies"), "policies", "/admin/policies"),
        DraftsView(services, _l("Drafts"), "drafts", "/admin/drafts"),
        FeedbackView(services, _l("Feedback"), "feedback", "/admin/feedback"),
        DisposalsView(services, _l("Erasure by term"), "disposals", "/admin/disposals"),
        AuditView(services, _l("Audit"), "audit", "/admin/audit"),
        JournalView(database, services, name=_l("Journal"), endpoint="journal", url="/admin/journal"),
        AccessLogView(services, _l("Log of reads"), "access_log", "/admin/access"),
        AccountsView(database, services, name=_l("Accounts"), endpoint="accounts", url="/admin/accounts"),
        AgenciesView(services, _l("Agencies"), "agencies", "/admin/agencies"),
        BackgroundView(services, _l("Background work"), "background", "/admin/background"),
    ):
        console.add_view(view)
    for said in SAID:
        said.into_templates(app)
    app.jinja_env.globals.update(console_navigation=lambda: list(_navigation(console)), signed_in=officer, may_open=may_open)
    return console


def _navigation(console: Admin) -> Iterator[dict[str, Any]]:
    """Give the menu items that the person who is signed in may open."""
    for item in console.menu():
        if item.is_accessible() and item.is_visible():
            view = item._view  # noqa: SLF001 - Flask-Admin's menu tells its view in no other way
            yield {"href": url_for(f"{view.endpoint}.{view.index_page}"), "text": str(item.name), "current": _is_open(view)}


def _is_open(view: Any) -> bool:
    return (request.endpoint or "").partition(".")[0] == view.endpoint

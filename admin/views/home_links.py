"""The pages that the first page of the console leads to."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from scoring.application.officer import Officer
from scoring.web.access import may_open


def tasks_of(person: Officer) -> list[tuple[str, str]]:
    """Give the links that begin this person's work: words and address."""
    tasks = (
        ("requests.index", _("Requests")),
        ("applications.choose", _("Record an application")),
        ("applications.index", _("Applications")),
        ("applications.assign", _("Give files to officers")),
        ("rounds.index", _("Ranking rounds")),
        ("publicity.index", _("Publicity")),
        ("unserved.index", _("Documents to serve")),
        ("decisions.index", _("Decisions")),
        ("entitlements.index", _("Entitlements")),
        ("policies.index", _("Policies")),
        ("drafts.new", _("Import a version of a policy")),
        ("drafts.index", _("Drafts")),
        ("feedback.index", _("Feedback")),
        ("audit.index", _("Audit")),
        ("journal.index_view", _("Journal")),
        ("accounts.index_view", _("Accounts")),
        ("background.index", _("Background work")),
    )
    return [(words, url_for(endpoint)) for endpoint, words in tasks if may_open(person, endpoint)]

"""The log of reads, for auditors: who looked at which file or list, when, and for what reason names were shown in full."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_admin import expose
from flask_babel import gettext as _

from admin import (
    audit_words,
    disposal_words,
    following_words,
    personal_words,
    publicity_words,
    review_words,
    revoking_words,
    settling_words,
)
from admin.agency_words import say_agency_kind
from admin.search import day_of
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from scoring.application.agencies import AgencyKind
from scoring.casework.access_log import ViewSearch, list_views
from scoring.casework.lines import Wanted
from scoring.casework.verify_chains import read_chains
from scoring.casework.viewing import IDENTITY_NUMBER
from scoring.web.viewing import AT_COUNTER


class AccessLogView(ConsoleView):
    """`/admin/access/`."""

    @expose("/")
    def index(self) -> str:
        """List reads, the newest first."""
        given = {name: request.args.get(name, "").strip() for name in ("q", "who", "first", "last")}
        search = ViewSearch(given["q"], given["who"], day_of(given["first"]), day_of(given["last"]))
        page = list_views(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        return self.render(
            "console/access_log.html",
            page=page,
            search=search,
            chains=read_chains(self.services.transaction, officer=self.officer),
            sizes=PAGE_SIZES,
            say_page=say_page,
            by_number=IDENTITY_NUMBER,
        )


def say_page(endpoint: str) -> str:
    """Name what was looked at."""
    names: dict[str, Any] = {
        "applications.index": _("List of applications"),
        "applications.file": _("File, its page"),
        "applications.reveal": _("File, names and numbers in full"),
        "applications.amend": _("File, to amend the facts"),
        "applications.recommend": _("File, to recommend"),
        "applications.decide": _("File, to decide"),
        "applications.register": _("File, to record a registration"),
        "applications.erase": _("File, to erase its personal data"),
        "applications.add_evidence": _("File, to take evidence in"),
        "applications.remove_evidence": _("File, to take evidence out"),
        "applications.evidence": _("File, what is known of a piece of evidence"),
        "applications.evidence_page": _("Evidence, a page"),
        "applications.evidence_file": _("Evidence, the file itself"),
        "requests.index": _("Requests to a department, the list"),
        "requests.answer": _("Request to a department"),
        "requests.decline": _("Request to a department, to decline it"),
        "requests.batch": _("Answers of a department as a sheet, looked through"),
        "requests.batch_file": _("Open requests of a department, fetched as a sheet"),
        "requests.import_answers": _("Answers of a department as a sheet, imported"),
        "requests.bad_rows": _("Answers of a department as a sheet, the bad rows"),
        "decisions.index": _("List of decisions"),
        "decisions.decision": _("Decision"),
        "decisions.reveal": _("Decision, names and numbers in full"),
        "unserved.index": _("List of documents to serve"),
        **_of_entitlements(),
        **(settling_words.pages() | following_words.pages() | revoking_words.pages() | personal_words.pages()),
        **audit_words.pages(),
        **(publicity_words.pages() | review_words.pages()),
        **disposal_words.pages(),
        "journal.index_view": _("Journal"),
        "access_log.index": _("Log of reads"),
    }
    if endpoint.startswith(("documents/", "evidence/", "objections/")):
        return _say_sent(endpoint)
    if endpoint in names:
        return str(names[endpoint])
    return _("Account of a person, at the counter") if endpoint.startswith(AT_COUNTER) else _("File, to act on it")


def _say_sent(page: str) -> str:
    """Say which document, which signed proof of its service, which file of an objection or of evidence, was sent."""
    what, number, *rest = page.split("/")
    if what == "objections":
        return str(_("Objection %(number)s, file %(file)s", number=number, file=rest[-1]))
    if what == "documents" and rest:
        return str(_("Signed proof of the service of document %(number)s", number=number))
    if what == "documents":
        return str(_("Document issued, number %(number)s of its file", number=number))
    number, _slash, shown = page.removeprefix("evidence/").partition("/")
    if shown:
        return str(_("Evidence, file %(number)s, page %(page)s", number=number, page=shown))
    return str(_("Evidence, file %(number)s, whole", number=number))


def _of_entitlements() -> dict[str, str]:
    """Name the pages of the register, and the look-ups of agencies."""
    return {
        "entitlements.index": _("List of entitlements"),
        "entitlements.person": _("Entitlements of a person"),
        "entitlements.turn": _("Act on an entitlement"),
        **{f"agencies_v1.{kind.title()}": _("Look-up by an agency: %(kind)s", kind=say_agency_kind(kind)) for kind in AgencyKind},
    }

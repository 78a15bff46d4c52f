"""An applicant of the running service with applications that came as far as a test wants, through the use cases."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import sqlalchemy as sa

from scoring.application.holder import Card
from scoring.casework.counter import show_code
from scoring.casework.holders import read_holder
from scoring.casework.verify_identity import verify_identity
from scoring.records.accounts import AccountRow, officer_of
from scoring.web.services import services_of
from tests.casework.filings import Applying
from tests.casework.stories import Office, number
from tests.pages.filled_forms import send_stale
from tests.pages.test_account import sign_up

STAFF = {
    "officer": "officer1",
    "other_officer": "officer2",
    "supervisor": "supervisor1",
    "other_supervisor": "supervisor2",
    "head": "head1",
}


def office_of(services):
    """Give the demonstration's staff as the use cases' tests know them."""
    with services.transaction() as session:
        found = {row.username: row for row in session.scalars(sa.select(AccountRow).where(AccountRow.username.contains("1")))}
        staff = {
            name: replace(officer_of(found.get(username, found["officer1"])), is_proved=True) for name, username in STAFF.items()
        }
        others = dict.fromkeys(("both", "policy_staff", "auditor", "administrator"), staff["officer"])
    return Office(services.transaction, services.library, **staff, **others)


class Own:
    """Somebody who is signed in, verified at the counter, and reads the pages in English."""

    def __init__(self, app, contact="13800138000"):
        self.services, self.client = services_of(app), app.test_client()
        assert sign_up(self.client, contact).status_code == 302
        with self.services.transaction() as session:
            account_id = session.scalars(sa.select(sa.func.max(AccountRow.id))).one()
        self.office, self.identity_number = office_of(self.services), number()
        holder, at = read_holder(self.services.transaction, account_id), self.services.clock.now()
        code = show_code(self.services.transaction, holder=holder, at=at).code
        card = Card("王小明", self.identity_number)
        verify_identity(self.services.transaction, code, card, officer=self.office.officer, at=at, saw_card=True)
        self.file = Applying(self.office, read_holder(self.services.transaction, account_id))

    @property
    def path(self):
        return f"/en/account/applications/{self.file.reference}"

    def decide(self, opinion, act, reason, *judged):
        """Let the office accept, verify, recommend and decide it."""
        self.file.accept()
        accepted = self.office.file(SimpleNamespace(reference=self.file.reference)).application
        getattr(self.office, act)(self.office.recommend(self.office.verify(accepted, *judged), opinion), reason=reason)

    def get(self, page="", status=200, language="en"):
        answer = self.client.get(self.path.replace("/en/", f"/{language}/") + page)
        assert answer.status_code == status, answer.text
        return unescape(answer.text)

    def send(self, page, form=None, **typed):
        """Send the form of a page with what stands in it hidden, first as a page too old; `form` is a page loaded before."""
        shown = form or self.get(page)
        sent = hidden_of(shown) | typed
        send_stale(self.client, self.path + page, sent, shown)
        answer = self.client.post(self.path + page, data=sent)
        return answer, unescape(answer.text)


def hidden_of(page):
    """Give what stands hidden in the first form of a page's main part."""
    text = page.split('id="main-content"', 1)[1].split("<form", 1)[1].split("</form>", 1)[0]
    tags = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', text)]
    return {tag["name"]: tag.get("value", "") for tag in tags}

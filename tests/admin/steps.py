"""What people of the office do through the pages: fetch a form, fill it, send it."""

from __future__ import annotations

import re
from html import unescape

from tests.admin.states import kept

NAMES = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(\w[\w-]*)="([^"]*)"')
APPLICANT = {"applicant-name": "张示范", "applicant-identity_number": "430103198702010002"}
SPOUSE = {"family-0-relation": "spouse", "family-0-name": "李示范", "family-0-identity_number": "430103198808150003"}
NEW = "/admin/applications/new/guangzhou/2025"
FACTS = {
    "fact-birth_date-year": "1987",
    "fact-birth_date-month": "2",
    "fact-birth_date-day": "1",
    "fact-works_lawfully": "yes",
    "fact-holds_valid_permit": "yes",
    "fact-permit_months": "84",
    "fact-permit_since-year": "2018",
    "fact-permit_since-month": "9",
    "fact-permit_since-day": "30",
    "fact-owns_home": "yes",
    **{f"fact-{kind}_months": "84" for kind in ("pension", "medical", "unemployment", "injury", "maternity")},
    "fact-education": "bachelor",
    "on": "2026-03-02",
}


def hidden(html):
    """Give the hidden inputs of the first form of the main part."""
    main = html.split('id="main-content"', 1)[1]
    form = main.split("<form", 2)[2] if "app-whoami" in main and main.count("<form") > 1 else main
    found = [dict(ATTRIBUTE.findall(tag)) for tag in NAMES.findall(form.split("</form>", 1)[0])]
    return {one["name"]: unescape(one.get("value", "")) for one in found}


class Desk:
    """Acts of officers and supervisors on guangzhou/2025."""

    def __init__(self, sign_in, states=None):
        self.clients = {}
        self._sign_in = sign_in
        self.states = states

    def as_(self, username):
        """Give the client of one person, signed in once."""
        if username not in self.clients:
            self.clients[username] = self._sign_in(username)
        return self.clients[username]

    def send(self, username, address, /, **inputs):
        """Open a page and send its form; gives the answer."""
        client = self.as_(username)
        page = client.get(address)
        assert page.status_code == 200, (page.status_code, address)
        return client.post(address, data={**hidden(page.text), **inputs})

    @kept
    def record(self, username="officer1", **changes):
        """Record an application; gives its reference."""
        answer = self.send(username, NEW, **{**APPLICANT, **SPOUSE, **FACTS, "do": "record", **changes})
        assert answer.status_code == 302, answer.text[-3000:]
        return answer.location.rsplit("/", 1)[1]

    def act(self, username, reference, page, /, **inputs):
        """Do one act on a file; gives the answer."""
        return self.send(username, f"/admin/applications/{reference}/{page}", **inputs)

    def accept_all(self, reference, username="officer1"):
        """Accept every line as declared on the workbench."""
        address = f"/admin/applications/{reference}/verify"
        page = self.page(username, address)
        lines = re.findall(r'type="checkbox" form="ticked" name="line" id="[^"]+" value="([^"]+)"', page)
        answer = self.as_(username).post(address, data={**hidden(page), "line": lines, "do": "accept"})
        assert answer.status_code == 302, answer.text[-3000:]

    @kept
    def recommended(self, proposal="grant", **changes):
        """Record, verify and recommend; gives the reference."""
        reference = self.record(**changes)
        self.accept_all(reference)
        sent = {"proposal": proposal, "reason": "Everything was checked.", "published_list": "List of 2025, 1 March 2026"}
        assert self.act("officer1", reference, "recommend", **sent).status_code == 302
        return reference

    @kept
    def approved(self, **changes):
        """Record, verify, recommend and approve; gives the reference."""
        reference = self.recommended(**changes)
        assert self.act("supervisor1", reference, "decide", act="approve", reason="I agree.").status_code == 302
        return reference

    @kept
    def granted(self, **changes):
        """Record, verify, recommend, approve and grant; gives the reference."""
        reference = self.approved(**changes)
        assert self.act("supervisor1", reference, "decide", act="grant", reason="Agreed.").status_code == 302
        return reference

    def find(self, username, number, address="/admin/applications/"):
        """Send an identity number to the search of a list; gives the text of the answer."""
        token = hidden(self.page(username, address))["csrf_token"]
        answer = self.as_(username).post(address, data={"csrf_token": token, "q": number})
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def page(self, username, address):
        """Give the text of a page."""
        answer = self.as_(username).get(address)
        assert answer.status_code == 200, (answer.status_code, address)
        return answer.text

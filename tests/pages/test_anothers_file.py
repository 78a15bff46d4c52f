"""A file with evidence and documents, as somebody sees it whose it is not: every address answers as if there were no such file."""

from __future__ import annotations

import re

from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.web.access import ACCESS
from scoring.web.access_rows import Reach
from tests.casework.stories import GRANT
from tests.evidence.made import pdf
from tests.pages.own_files import Own

VALUES = {
    "lang": "en",
    "number": 1,
    "item": 1,
    "member": 1,
    "fact": "education",
    "purpose": "diploma",
    "kind": "diploma",
    "section": "about_you",
}
NOBODYS = "2026-00000000-00"


def decided(app):
    """A file that was granted, with evidence handed in and documents issued."""
    own = Own(app)
    own.file.begin()
    own.file.submit()
    own.file.ask()
    room = EvidenceRoom(own.services.transaction, own.services.settings.evidence)
    handed = HandedEvidence("diploma", pdf(), "毕业证.pdf", "education_points")
    hand_in_evidence(room, own.services.library, own.file.shown, handed, holder=own.file.holder, at=own.file.at)
    own.file.answer()
    own.decide(GRANT, "grant", "Everything is proved.")
    return own


def addresses(app, reference):
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        row = ACCESS.get(rule.endpoint)
        if row is not None and row.reach is Reach.OWN_FILES:
            values = {name: {**VALUES, "reference": reference}[name] for name in rule.arguments}
            for method in rule.methods & {"GET", "POST"}:
                yield rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)


def same(text, reference):
    return re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*>', "", text).replace(reference, "…")


def test_anothers_file_answers_as_one_that_does_not_exist(app):
    own, other = decided(app), Own(app, "13900139000")
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        opened = set()
        for endpoint, method, address in addresses(app, own.file.reference):
            found, missing = (
                other.client.open(path, method=method) for path in (address, address.replace(own.file.reference, NOBODYS))
            )
            assert found.status_code == missing.status_code == 404, (endpoint, method)
            assert same(found.text, own.file.reference) == same(missing.text, NOBODYS), endpoint
            if method == "GET" and own.client.get(address).status_code == 200:
                opened.add(endpoint)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert opened >= {
        f"pages.{name}" for name in ("own_file", "receipt", "own_evidence", "own_document", "own_letter", "own_proof")
    }

"""What README tells agencies is true: its request is understood, its answer has the fields, and its check of a signature works."""

from __future__ import annotations

import json
import re
import textwrap
from datetime import UTC, datetime

from scoring.application.agencies import NEEDS, AgencyKind
from scoring.casework.agency_outbox import Message
from scoring.jobs.webhooks import headers_of
from tests.api.test_agencies import ASK, Asking
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_the_request_of_the_manual_is_understood_and_its_answer_is_one(app):
    body = json.loads(re.search(r"-d '(\{\"identity_number.*?\})'", README)[1])
    assert ASK.format("school") in README
    answer = Asking(app).post(body)
    assert (answer.status_code, answer.json) == (200, {"checked_on": "2026-03-02", "in_force": []})
    told = json.loads(re.search(r'(\{"checked_on": .*?\]\})', README, re.DOTALL)[1])
    assert told.keys() == answer.json.keys()
    assert [tuple(found) for found in told["in_force"]] == [NEEDS[AgencyKind.SCHOOL].fields]


def test_the_check_of_the_manual_knows_what_is_from_the_office():
    code = re.search(r"( {4}import hashlib, hmac\n.*?)\n\n##", README, re.DOTALL)[1]
    known = {}
    exec(textwrap.dedent(code), known)
    secret, body = bytes(range(32)), '{"event":"begins"}'
    headers = headers_of(Message(1, "key", 1, "https://x.example.cn/", body, secret), AT)
    now, shown = AT.timestamp(), secret.hex()

    def holds(text=body, at=now, by=shown, **more):
        return known["is_from_the_office"](by, headers | more, text.encode(), at)

    assert holds()
    assert holds(at=now + 300)
    assert not holds(at=now + 301)
    assert not holds(text=body.replace("begins", "ends"))
    assert not holds(by="00" * 32)
    assert not holds(**{"Luohu-Timestamp": str(int(now) + 1)})

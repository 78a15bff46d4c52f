"""A notice carries the number of an application and days, and refuses what may be of a person."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.application.notice import NoticeKind, checked_facts
from scoring.errors import InputRefused


def test_days_become_text():
    facts = {"reference": "2026-000001", "until": date(2026, 3, 9)}
    assert checked_facts(NoticeKind.SUPPLEMENT_ASKED, facts) == {"reference": "2026-000001", "until": "2026-03-09"}
    assert checked_facts(NoticeKind.IDENTITY_VERIFIED, {}) == {}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (NoticeKind.ACCEPTED, {}),
        (NoticeKind.IDENTITY_VERIFIED, {"reference": "2026-000001"}),
        (NoticeKind.ACCEPTED, {"reference": "2026-000001", "points": "120"}),
        (NoticeKind.ACCEPTED, {"reference": "王示范"}),
        (NoticeKind.ACCEPTED, {"reference": "430103198702010002"}),
        (NoticeKind.ACCEPTED, {"reference": 120}),
    ],
)
def test_other_facts_are_refused(kind, facts):
    with pytest.raises(InputRefused):
        checked_facts(kind, facts)

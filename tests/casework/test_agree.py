"""A newer consent text is agreed to once, and the journal says so."""

from __future__ import annotations

import pytest

from scoring.application import consent
from scoring.casework.agree import agree, has_agreed
from scoring.casework.close_account import close_account
from scoring.casework.holders import read_account
from scoring.errors import InputRefused, NotFound
from tests.casework.stories import AT
from tests.casework.test_holders import events, signed_up

NEWER = "2"


@pytest.fixture
def newer(office, monkeypatch):
    """An account that agreed to the text before the one of today."""
    holder = signed_up(office)
    monkeypatch.setattr(consent, "CURRENT", NEWER)
    return holder


def test_it_is_kept_once_beside_the_older_one(office, newer):
    assert has_agreed(office.transaction, newer.account_id) is False
    for _once_and_again in range(2):
        agree(office.transaction, NEWER, holder=newer, at=AT)
    assert has_agreed(office.transaction, newer.account_id) is True
    assert [kept.version for kept in read_account(office.transaction, newer).consents] == ["1", NEWER]
    assert [act for act, _by, _facts in events(office, newer)] == ["sign_up", "agree"]


def test_only_the_text_of_today_is_agreed_to(office, newer):
    with pytest.raises(InputRefused) as refused:
        agree(office.transaction, "1", holder=newer, at=AT)
    assert refused.value.field == "consent"
    close_account(office.transaction, holder=newer, at=AT)
    with pytest.raises(NotFound):
        agree(office.transaction, NEWER, holder=newer, at=AT)

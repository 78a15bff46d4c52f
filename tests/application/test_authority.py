"""When an authority holds, and what the policy's procedure allows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scoring.application.authority import Authority, AuthorityKind, Authorization, check_channel, check_period
from scoring.application.contact import contact
from scoring.application.holder import Card
from scoring.application.identity import IdentityNumber
from scoring.errors import InputRefused

FIRST, LAST, DAY = date(2026, 3, 2), date(2026, 6, 1), timedelta(days=1)
GIVEN = Authorization(AuthorityKind.PROXY, Card("张示范", IdentityNumber("430103198702010002")), None, FIRST, LAST, "委托书")
AUTHORITY = Authority(1, 2, contact("13800138000"), GIVEN, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize(("on", "holds"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)])
def test_it_holds_on_both_days_of_its_period(on, holds):
    assert AUTHORITY.holds(on) is holds


def test_what_was_ended_holds_no_more():
    ended = Authority(1, 2, AUTHORITY.agent, GIVEN, AUTHORITY.recorded_at, datetime(2026, 3, 3, tzinfo=UTC))
    assert not ended.holds(FIRST)
    assert "委托书" not in repr(ended)


@pytest.mark.parametrize(("first", "last", "words"), [(LAST, FIRST, "before the first"), (FIRST, LAST, "is over")])
def test_a_period_that_cannot_be_is_refused(first, last, words):
    with pytest.raises(InputRefused, match=words) as refused:
        check_period(first, last, LAST + DAY)
    assert refused.value.field == "last"


def test_a_period_that_ends_today_can_be():
    check_period(FIRST, LAST, LAST)


@pytest.mark.parametrize(
    ("kind", "scheme", "channels"),
    [
        ("proxy", None, ()),
        ("proxy", "guangzhou", ()),
        ("proxy", "beijing", ("online",)),
        ("employer", "beijing", ("online", "employer")),
    ],
)
def test_what_the_procedure_allows(kind, scheme, channels):
    check_channel(AuthorityKind(kind), scheme, channels)


@pytest.mark.parametrize(
    ("kind", "scheme", "channels", "field", "words"),
    [
        ("employer", None, (), "scheme", "Choose the scheme"),
        ("employer", "guangzhou", (), "kind", "does not let an employer's agent"),
        ("employer", "guangzhou", ("counter", "proxy"), "kind", "does not let an employer's agent"),
    ],
)
def test_what_it_does_not_allow(kind, scheme, channels, field, words):
    with pytest.raises(InputRefused, match=words) as refused:
        check_channel(AuthorityKind(kind), scheme, channels)
    assert refused.value.field == field

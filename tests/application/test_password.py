"""What a password must be, at each edge, and that a consent text is there in both languages."""

import pytest

from scoring.application import consent
from scoring.application.password import LONGEST, new_password
from scoring.errors import InputRefused


@pytest.mark.parametrize("typed", ["four plain w", "abcdeabcdeab", "落户积分一二三四五六七八", "abcde" * 25 + "abc"])
def test_what_may_be_set(typed):
    assert new_password(typed) == typed


def test_signs_that_look_alike_are_one():
    assert new_password("ｆｏｕｒ plain words") == "four plain words"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "at least 12 characters"),
        ("eleven sign", "at least 12 characters"),
        ("abcde" * 30, f"at most {LONGEST} characters"),
        ("abcdabcdabcd", "at least 5 different"),
    ],
)
def test_what_may_not(typed, words):
    with pytest.raises(InputRefused, match=words) as refused:
        new_password(typed)
    assert refused.value.field == "password"


def test_the_text_of_today_is_among_those_kept_and_complete():
    assert consent.CURRENT in consent.TEXTS
    for paragraphs in consent.TEXTS.values():
        assert paragraphs
        assert all(paragraph.say(language) for paragraph in paragraphs for language in ("zh", "en"))

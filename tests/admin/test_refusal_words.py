"""What both skins say of a refusal stands in one place; each has words of its own only for what it says otherwise."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from scoring.errors import InputRefused
from scoring.pages.account import words as account
from scoring.pages.applying import words as applying
from scoring.pages.assisted import words as assisted
from scoring.pages.own import words as own
from scoring.web import refusal_words
from scoring.web.refusal_words import say_known

REMEDIES = (
    "Type the 18 characters of the identity number alone.",
    "A child must be under 18 on 2026-03-02; this one is not. An older child applies on its own.",
    "Shorten it to 60 characters; it has 61.",
    "Shorten the name to 60 characters; it has 61.",
    "This day is still to come. Give the day that stands in the document.",
    "Type the 9 letters and digits of the code.",
)


@pytest.mark.parametrize("remedy", REMEDIES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_skin_says_them_alike(kept_office, remedy, language):
    console = import_module("admin.refusal_words").say_refusal
    refused = InputRefused("x", remedy)
    with kept_office.test_request_context(f"/{language}/"):
        shared = say_known(refused)
        assert shared
        assert {say(refused) for say in (applying.say_remedy, own.say_refused, account.say_remedy, assisted.say_refused)} == {
            shared
        }
        if language == "zh":
            assert console(refused) == shared


def test_own_words_come_first_and_what_nobody_knows_is_none(kept_office):
    refused = InputRefused("x", REMEDIES[0])
    with kept_office.test_request_context("/en/"):
        assert say_known(refused, ((r"Type the 18.*", lambda: "own"),)) == "own"
        assert say_known(InputRefused("x", "Nothing of the kind.")) is None


def test_no_skin_has_a_row_that_all_have():
    skins = [applying, own, account, assisted]
    skins += [import_module(f"admin.{name}_words") for name in ("refusal", "counter", "intake", "desk", "department")]
    patterns = {pattern for pattern, _ in refusal_words._SHARED}
    for skin in skins:
        table = getattr(skin, "_REMEDIES", None) or skin.REMEDIES
        assert not patterns & {pattern for pattern, _ in table}, skin.__name__
        assert all(re.compile(pattern) for pattern, _ in table)

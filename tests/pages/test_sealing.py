"""Answers come back whole, and only to the service and the policy they were sealed for."""

from __future__ import annotations

import dataclasses
import secrets
from datetime import date, timedelta

import pytest

from scoring.pages.sealing import key_from, seal, unseal

KEY = key_from("a secret of the installation")
ANSWERS = {
    "birth_date": "1990-03-27",
    "works": True,
    "income": "1000.50",
    "level": "high",
    "papers": [{"number": "甲-1", "out_on": "2020-02-29", "shared": False}],
}


def test_answers_come_back_as_they_were(trial):
    assert unseal(KEY, trial, seal(KEY, trial, ANSWERS)) == ANSWERS
    assert unseal(KEY, trial, seal(KEY, trial, {})) == {}


def test_nothing_of_them_can_be_read(trial):
    text = seal(KEY, trial, ANSWERS)
    assert text.isascii()
    assert "1990" not in text
    assert text != seal(KEY, trial, ANSWERS), "each seal has its own nonce"


def test_another_key_another_policy_and_another_digest_do_not_open(trial):
    text = seal(KEY, trial, ANSWERS)
    assert unseal(key_from("another secret"), trial, text) is None
    assert unseal(KEY, dataclasses.replace(trial, version="2"), text) is None
    assert unseal(KEY, dataclasses.replace(trial, digest="0" * 64), text) is None


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-4], lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "A" + t, lambda _: "", lambda _: "密"]
)
def test_a_changed_text_does_not_open(trial, spoil):
    assert unseal(KEY, trial, spoil(seal(KEY, trial, ANSWERS))) is None


def test_every_list_of_guangzhou_full_of_random_values_fits_a_cookie(guangzhou):
    answers = {fact.id: any_value(fact) for fact in guangzhou.facts.values()}
    text = seal(KEY, guangzhou, answers)
    assert unseal(KEY, guangzhou, text) == answers
    assert len(text) < 3800


def any_value(fact):
    """Give a random value of *fact*, a list full to the brim."""
    pick = secrets.SystemRandom()
    match fact.kind:
        case "boolean":
            return pick.choice([True, False])
        case "integer":
            return pick.randint(fact.minimum, fact.maximum)
        case "decimal":
            return (
                f"{pick.randint(int(fact.minimum), int(fact.maximum) - 1)}.{pick.randint(0, 10**fact.places - 1):0{fact.places}d}"
            )
        case "date":
            return (max(date(1950, 1, 1), fact.minimum or date.min) + timedelta(days=pick.randint(0, 12000))).isoformat()
        case "choice":
            return pick.choice(fact.options).id
        case "text":
            return secrets.token_hex(10)
        case "list":
            return [{part.id: any_value(part) for part in fact.fields} for _ in range(fact.max_items)]

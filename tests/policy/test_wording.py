"""Words in the languages a policy has, and the sentences of the errors."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.errors import (
    FactProblem,
    FactsRefused,
    InputRefused,
    MoveRefused,
    NotAllowed,
    NotFound,
    OutsideForce,
    PolicyChanged,
    PolicyUnknown,
    ScoringError,
    SettingsRefused,
    Stale,
)
from scoring.policy.wording import EMPTY, text

NEVER = "A published version never changes: give it a new version."


def test_a_text_is_said_in_the_language_asked_for_or_else_in_its_first():
    both, chinese, plain = text({"zh": "是", "en": "Yes"}), text({"zh": "是"}), text("S1")
    assert [t.say("en") for t in (both, chinese, plain, EMPTY)] == ["Yes", "是", "S1", ""]
    assert chinese.as_dict() == {"zh": "是", "en": "是"}
    assert [bool(t) for t in (both, EMPTY, text(None))] == [True, False, False]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PolicyUnknown("town", None, None), "There is no policy town."),
        (
            PolicyChanged("town", "1", "a" * 64, "b" * 64),
            f"town@1 is published with digest {'a' * 12}…, but its file now has {'b' * 12}…. {NEVER}",
        ),
        (
            OutsideForce("town", "1", date(2024, 1, 1), date(2025, 1, 1), None),
            "town@1 holds from 2025-01-01; 2024-01-01 is outside. Choose a day within, or another version.",
        ),
        (FactsRefused([FactProblem("not_integer", "n", "/n", "x", "0–9")]), "/n: 'x' is not allowed: 0–9"),
        (SettingsRefused("PORT", "a number"), "PORT: a number"),
        (NotFound("application", "A-1"), "There is no application A-1."),
        (NotAllowed("decide", "same_person"), "decide is not allowed: same_person."),
        (MoveRefused("decide", "granted", ("recommended",)), "decide is possible from recommended, not from granted."),
        (Stale("A-1", 1, 2), "A-1 was changed meanwhile (version 2, shown was 1). Read it again."),
        (InputRefused("reason", "write one"), "reason: write one"),
    ],
)
def test_every_error_says_what_happened(error, said):
    assert isinstance(error, ScoringError)
    assert str(error) == said
    assert error.code != ScoringError.code

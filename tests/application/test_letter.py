"""What a letter says is kept whole and comes back the same."""

from __future__ import annotations

import json
from datetime import date

import pytest

from scoring.application.due import Timing
from scoring.application.letter import acceptance, issued_of, letter_document, not_accepted, supplement
from scoring.application.plain import canonical
from scoring.application.working_days import WorkingDays
from scoring.policy.library import read_library
from scoring.policy.procedure import Procedure
from tests.casework.stories import TIMING
from tests.conftest import ROOT

ON, RECEIVED = date(2026, 3, 2), date(2026, 2, 25)
NOTHING_SET = Timing(Procedure(), WorkingDays({}))


@pytest.mark.parametrize("timing", [TIMING, NOTHING_SET], ids=["office", "nothing set"])
@pytest.mark.parametrize("policy", read_library(ROOT / "policies").policies, ids=lambda policy: f"{policy.scheme}-{policy.version}")
def test_every_letter_is_kept_whole(policy, timing):
    procedure = policy.procedure
    for issued in (
        acceptance(procedure, timing, ON, RECEIVED, by_silence=False),
        acceptance(procedure, timing, ON, RECEIVED, by_silence=True),
        supplement(procedure, timing, 2, ON, date(2026, 3, 23)),
        supplement(procedure, timing, 1, ON, None),
        not_accepted(procedure, timing, ON),
    ):
        kept = json.loads(canonical(letter_document(issued)))
        assert issued_of(issued.kind, issued.number, kept) == issued


def test_silence_accepts_with_effect_from_receipt_and_an_officer_from_the_day():
    silent, spoken = (acceptance(Procedure(), TIMING, ON, RECEIVED, by_silence=by) for by in (True, False))
    assert (silent.on, silent.since, spoken.since) == (ON, RECEIVED, ON)
    assert silent.terms[0].start == RECEIVED
    assert spoken.terms[0].start == ON

"""By what rounds.yaml announced a list is held: who would change it is told which round, which figure and which list, before anybody publishes."""

from __future__ import annotations

from datetime import datetime

import pytest

from scoring.application.rounds import Limit
from scoring.casework.cancel_round import cancel_round
from scoring.casework.drafts import DraftShown, HandedIn
from scoring.casework.import_policy import import_policy
from scoring.casework.kept_policies import kept_policy
from scoring.casework.submit_policy import submit_policy
from scoring.casework.texts import say_obstacle
from scoring.errors import PolicyNotReady
from tests.casework.conftest import open_empty_office
from tests.casework.holding import opened
from tests.casework.stories import AT

AS_ANNOUNCED = {"window_until": datetime(2025, 11, 10, 17, 0), "limit": Limit("number", 16000)}  # noqa: DTZ001 - as announced


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own, under the rules as they are published."""
    return open_empty_office(migrated_url(kind), library, engines)


def submit(office, *changes):
    """Import the rounds of Guangzhou changed so, and submit them."""
    kept = kept_policy(office.transaction, "guangzhou", "2025")
    rounds = kept.source.rounds
    for old, new in changes:
        assert old in rounds
        rounds = rounds.replace(old, new)
    given = {"officer": office.policy_staff, "at": AT}
    draft = import_policy(office.transaction, HandedIn(kept.source.text, rounds=rounds), **given)
    shown = DraftShown("guangzhou", "2025", draft.line.revision)
    return submit_policy(office.transaction, shown, reason="通告有更正。", **given)


FIGURES = ("  announced: 2025-09-04\n", "  announced: 2025-09-04\n  parameters: {born_from: 1980-01-01}\n")
QUOTA = ("quota: 16000\n  window", "quota: 17000\n  window")
RESULTS = ("    tax: {from: 2022-01-01", "    seen: 2025-12-01\n    tax: {from: 2022-01-01")


@pytest.mark.parametrize(
    ("changes", "codes", "names"),
    [
        ([FIGURES], ["round_held"], ["born_from"]),
        ([QUOTA], ["round_held"], ["quota"]),
        ([FIGURES, QUOTA], [], []),
        ([('until: "2025-11-10', 'until: "2025-11-11')], ["round_held"], ["window_until"]),
        ([('- round: "2025"\n  policy: "2025"\n', '- round: "2025"\n')], ["round_held_dropped"], [None]),
        ([RESULTS], [], []),
    ],
)
def test_what_a_list_is_held_by_stays(own, changes, codes, names):
    held = opened(own, name="第一批", **AS_ANNOUNCED)
    if changes == [FIGURES, QUOTA]:
        cancel_round(own.transaction, held.number, officer=own.supervisor, at=AT, reason="误开。")  # it counts nothing any more
    if not codes:
        assert submit(own, *changes).line.submitted
        return
    with pytest.raises(PolicyNotReady) as refused:
        submit(own, *changes)
    assert [found.code for found in refused.value.obstacles] == codes
    assert [found.facts.get("names") for found in refused.value.obstacles] == names
    for found in refused.value.obstacles:
        assert (found.position.file, found.facts["number"]) == ("guangzhou/rounds.yaml", str(held.number))
        for language in ("zh", "en"):
            assert "第一批" in say_obstacle(found, language)


def test_figures_and_places_at_once_are_two_findings(own):
    opened(own, **AS_ANNOUNCED)
    with pytest.raises(PolicyNotReady) as refused:
        submit(own, FIGURES, QUOTA)
    assert [found.facts["names"] for found in refused.value.obstacles] == ["born_from", "quota"]

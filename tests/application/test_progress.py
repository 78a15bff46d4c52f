"""The steps of a file, by its status and what is recorded of it."""

from __future__ import annotations

import pytest

from scoring.application.progress import steps_of
from scoring.application.status import PRIVATE, Status

KNOWN = {"is_accepted": True, "was_listed": False, "publishes": True}


@pytest.mark.parametrize(
    ("status", "stands"),
    [
        ("submitted", "done now ahead ahead ahead"),
        ("supplement", "done now ahead ahead ahead"),
        ("accepted", "done done now ahead ahead"),
        ("recommended", "done done now ahead ahead"),
        ("approved_pending", "done done now ahead ahead"),
        ("publicity", "done done done now ahead"),
        ("refused", "done done done none done"),
        ("withdrawn", "done done none none done"),
        ("not_selected", "done done done none done"),
    ],
)
def test_each_status_stands_at_one_step(status, stands):
    assert " ".join(steps_of(Status(status), **KNOWN).values()) == stands


def test_a_step_is_told_only_where_it_took_place_or_will():
    assert list(steps_of(Status.ACCEPTED, **KNOWN | {"publishes": False})) == ["filing", "acceptance", "checking", "closing"]
    assert steps_of(Status.GRANTED, **KNOWN | {"publishes": False, "was_listed": True})["publicity"] == "done"
    assert steps_of(Status.NOT_ACCEPTED, **KNOWN | {"is_accepted": False})["acceptance"] == "none"


@pytest.mark.parametrize("status", sorted(set(Status) - PRIVATE))
def test_whatever_was_handed_in_has_its_steps(status):
    steps = steps_of(status, **KNOWN)
    assert steps["filing"] == "done"
    assert list(steps.values()).count("now") <= 1

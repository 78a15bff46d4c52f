"""`luohu evidence sweep` and the daily job delete files that nothing holds, and only those."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from scoring.cli import command
from scoring.evidence import store
from scoring.jobs.desk import Desk
from scoring.jobs.kinds import KINDS, SCHEDULES
from scoring.settings_evidence import EvidenceSettings

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC).timestamp()  # the day of the tests is fixed, that of the files is not


@pytest.fixture
def kept(app, opened, tmp_path):
    """A service whose folder of evidence holds one file that nothing holds, and the path of that file."""
    name = store.put(tmp_path, b"of nobody")
    path = tmp_path / name[:2] / name
    os.utime(path, (LONG_AGO, LONG_AGO))
    return opened(replace(app.extensions["luohu"].settings, evidence=EvidenceSettings(tmp_path))), path


def test_the_command_says_how_many_it_deleted(kept):
    app, path = kept
    said = [CliRunner().invoke(command(lambda: app), ["evidence", "sweep"]).output for _time in range(2)]
    assert said == [f"Deleted {count} files from {path.parents[1]}.\n" for count in (1, 0)]
    assert not path.exists()


def test_it_comes_round_by_itself(kept):
    app, path = kept
    services = app.extensions["luohu"]
    assert "sweep_evidence" in {schedule.kind for schedule in SCHEDULES}
    desk = Desk(services.settings, services.clock, services.transaction, lambda: services.library, services.timing)
    KINDS["sweep_evidence"](desk, {}, lambda *_given: None)
    assert not path.exists()

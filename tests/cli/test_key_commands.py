"""`luohu keys` makes a key, rewraps under it, and says whether everything is under it."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from click.testing import CliRunner

from scoring.cli import command

pytestmark = pytest.mark.both_databases


@pytest.fixture
def luohu(app, opened):
    def run(*arguments, **settings):
        made = opened(replace(app.extensions["luohu"].settings, **settings)) if settings else app
        return CliRunner().invoke(command(lambda: made), ["keys", *arguments])

    return run


def test_a_key_is_made_at_random(luohu):
    first, second = (luohu("make").output.strip() for _ in range(2))
    assert first != second
    assert len(base64.urlsafe_b64decode(first)) == 32


def test_a_new_master_key_takes_the_place_of_the_old_one(luohu, settings):
    assert "are under the master key" in luohu("verify").output
    assert "already" in luohu("rotate").output
    new = {"master_key": bytes(range(100, 132)), "master_key_old": settings.master_key}
    assert luohu("verify", **new).exit_code == 1
    assert "Run `luohu keys rotate`" in luohu("verify", **new).output
    rotated = luohu("rotate", "--batch", "1", **new)
    assert rotated.output.startswith("Rewrapped ")
    assert luohu("verify", **new | {"master_key_old": None}).exit_code == 0
    assert "are not" in luohu("verify").output

"""Sheets as they are written: which kind one is shows in its first bytes."""

from __future__ import annotations

import pytest

from scoring.application.sheet_columns import Column
from scoring.casework.sheets import KINDS, kind_of, write_sheet


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_is_of_the_kind_it_was_written_as(kind):
    assert kind_of(write_sheet(kind, (Column.REQUEST,), [{Column.REQUEST: "2026-000001/1"}], "zh")) == kind

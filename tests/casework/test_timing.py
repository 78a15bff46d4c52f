"""What terms are counted by is read from the folder of policies; what is not there is not known."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.application.document import Issuing
from scoring.casework.timing import CALENDAR, DEFAULTS, read_timing
from scoring.documents.glyphs import families
from scoring.errors import PolicyRefused, SettingsRefused
from tests.conftest import ROOT
from tests.documents.fonts import rare_font


def test_the_folder_of_policies_has_both(services):
    for timing in (read_timing(ROOT / "policies"), services.timing):
        assert date(2026, 2, 28) in timing.working_days
        assert timing.defaults.days["verify"].n == 20


def test_a_folder_without_them_sets_nothing_and_knows_no_year(tmp_path):
    timing = read_timing(tmp_path)
    assert not timing.working_days.years
    assert not timing.defaults.days


@pytest.mark.parametrize("name", [CALENDAR, DEFAULTS])
def test_a_file_that_cannot_be_used_is_refused_with_its_place(tmp_path, name):
    (tmp_path / name).write_text("format: 2\n", encoding="utf-8")
    with pytest.raises(PolicyRefused) as refused:
        read_timing(tmp_path)
    assert name in str(refused.value)


def test_numbers_of_documents_begin_as_the_office_says(tmp_path):
    stated = (ROOT / "policies" / DEFAULTS).read_text(encoding="utf-8")
    assert read_timing(ROOT / "policies").issuing == Issuing("落户")
    more = "\n  offices: {ningbo_police: 甬公户}\n  verify_at: https://luohu.example/verify\n"
    (tmp_path / DEFAULTS).write_text(stated.rstrip() + more, encoding="utf-8")
    assert read_timing(tmp_path).issuing == Issuing("落户", {"ningbo_police": "甬公户"}, "https://luohu.example/verify")
    rare = rare_font(tmp_path / "rare.ttf")
    (tmp_path / DEFAULTS).write_text(stated.rstrip() + "\n  font: rare.ttf\n", encoding="utf-8")
    assert read_timing(tmp_path).issuing.font == str(rare)
    rare.write_bytes(b"no font")
    families.cache_clear()
    with pytest.raises(SettingsRefused, match="no font"):
        read_timing(tmp_path)
    (tmp_path / DEFAULTS).write_text(stated.replace("series: 落户", "series: 落户〔1〕"), encoding="utf-8")
    with pytest.raises(PolicyRefused):
        read_timing(tmp_path)
    (tmp_path / DEFAULTS).write_text(stated.partition("documents:")[0], encoding="utf-8")
    assert read_timing(tmp_path).issuing == Issuing()

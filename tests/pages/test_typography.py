"""Chinese signs are as wide as their air: after one of them stands no gap, neither between two sentences nor after a label."""

from __future__ import annotations

import re

from tests.pages.test_check import answer_everything
from tests.pages.test_one_language import PATHS

GAP = re.compile(
    r"[。：；，！？](?:</?(?:strong|span|b)\b[^>]*>)*\s+"
    r"(?:<(?:strong|span|a|b)\b(?![^>]*app-block)[^>]*>)*[\u4e00-\u9fff“《\d][^<]{0,12}"
)
"""A block of its own begins a line."""
BASE = "check/guangzhou/2025"


def test_no_gap_stands_after_a_full_width_sign(visit_in):
    visit = visit_in("zh")
    answer_everything(visit)
    answered = [f"{BASE}/{page}" for page in ("answers", "result", "plan", "checklist", "ways", "forecast", "what-if", "short")]
    found = {}
    for path in (*PATHS, *answered, "cities", "cities/beijing/2020/questions"):
        page = visit.get(path, 404) if path == "nowhere" else visit.get(path)
        if gaps := GAP.findall(page[page.index("<main") :]):
            found[path] = gaps
    assert found == {}

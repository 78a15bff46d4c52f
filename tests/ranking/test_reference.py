"""The lines of Beijing's published rounds: 6,000 places, and everybody with the score of the last place taken too."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal

import pytest

from scoring.ranking import Quota, select

pytestmark = pytest.mark.reference

QUOTA = 6000


def _scores(path) -> Iterator[Decimal]:
    """Give one score a person, from a list of persons or from how many had each score."""
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield from [Decimal(row.get("total") or row["score"])] * int(row.get("count") or 1)


@pytest.mark.parametrize(
    ("file", "admitted", "line", "above", "on_the_line"),
    [
        ("beijing-2018-score-histogram.csv", 6019, "90.75", 5989, 30),
        ("beijing-2020-items-anonymised.csv", 6032, "97.13", 5978, 54),
        ("beijing-2023-score-histogram.csv", 6003, "109.92", 5910, 93),
    ],
)
def test_published_rounds(reference_data, file, admitted, line, above, on_the_line):
    scores = list(_scores(reference_data / file))
    # the published lists name those admitted; the people below the line are told from them by one hundredth
    candidates = [((-int(score * 100),), f"P{n}") for n, score in enumerate([*scores, *[Decimal(line) - Decimal("0.01")] * 100])]
    result = select(candidates, Quota(QUOTA, "admit_all"))
    assert len(result.admitted) == len(scores) == admitted
    assert result.cut_off == (-int(Decimal(line) * 100),)
    assert (result.above_cut_off, result.tied_at_cut_off) == (above, on_the_line)

"""A sample is settled by its seed alone, and can be drawn again by hand."""

from __future__ import annotations

import hashlib
import itertools

import pytest

from scoring.application.sampling import ALGORITHM, SIZE_MAX, draw
from scoring.errors import InputRefused

REFERENCES = [f"2026-{number:06d}-D" for number in range(1, 201)]
GOLDEN = ("2026-000058-D", "2026-000198-D", "2026-000112-D", "2026-000176-D", "2026-000170-D")


def test_the_same_seed_gives_the_same_sample_for_ever():
    """What stands here was drawn once and never changes: under another algorithm it would need another name."""
    drawn = draw("20260301", 5, REFERENCES)
    assert ALGORITHM == "sha256-order-1"
    by_hand = sorted(REFERENCES, key=lambda one: hashlib.sha256(("20260301\n" + one).encode()).hexdigest())
    assert list(drawn.references) == by_hand[:5]
    assert drawn.references == GOLDEN
    assert (drawn.population, drawn.digest) == (200, hashlib.sha256("".join(f"{one}\n" for one in REFERENCES).encode()).hexdigest())


def test_the_order_in_which_references_come_plays_no_part_and_the_seed_does():
    mixed = [*itertools.islice(REFERENCES, 100, None), *reversed(REFERENCES[:100])]
    assert draw("a", 10, mixed).references == draw("a", 10, REFERENCES).references
    assert draw("b", 10, REFERENCES).references != draw("a", 10, REFERENCES).references
    assert draw("a", 10, REFERENCES).references == draw("a", 20, REFERENCES).references[:10]


def test_no_more_is_taken_than_there_is():
    assert len(draw("a", SIZE_MAX, REFERENCES).references) == 200
    assert draw("a", 1, []).references == ()


@pytest.mark.parametrize(
    ("seed", "size", "field"),
    [("", 1, "seed"), ("x" * 65, 1, "seed"), ("a\nb", 1, "seed"), ("a", 0, "size"), ("a", SIZE_MAX + 1, "size")],
)
def test_what_cannot_be_drawn_is_refused(seed, size, field):
    with pytest.raises(InputRefused) as refused:
        draw(seed, size, REFERENCES)
    assert refused.value.field == field

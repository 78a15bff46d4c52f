"""Whatever stands in a cell: what is taken at once is what the policy's own reader makes of it."""

from __future__ import annotations

from contextlib import suppress

import pyarrow as pa
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from scoring.policy.values import Refused, code_value
from scoring.tables.cells import code_cells
from scoring.tables.written import value_of
from tests.policy.small import load
from tests.tables.test_score_table import TOWN

FACTS = load(TOWN).facts
ODD = ["+5", " 5", "5 ", "0x1F", "1e3", "５", "0005", "-0", "1_000", "5.", ".5", "1.50", "01.5", "-1.5", "1.505", "1,5", "∞", "nan"]
ODD += [
    "2023-02-29",
    "2024-02-29",
    "20230228",
    "2023-2-01",
    "+2023-01-01",
    "1999-12-31 ",
    "1999-12-31T00:00",
    "0000-01-01",
    "9999-12-31",
]
ODD += ["true", "True", "TRUE", "1", "0", "yes", "mid", "Mid", "mid ", "null", "~", "9" * 18, "9" * 19, "-" + "9" * 18, "0" * 30]
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.integers(-200, 200).map(str),
    st.decimals(-10, 60, places=2).map(str),
    st.dates().map(str),
    st.text("0123456789-+. ", min_size=1, max_size=10),
    st.text(min_size=1, max_size=4).filter(lambda text: text.isprintable()),
)


def read(fact, text):
    with suppress(Refused):
        return [code_value(fact, value_of(fact, text), "")]
    return []


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=6))
@example(ODD)
@example(["5", "0007"])
@example(["2024-02-29", "1999-12-31"])
def test_a_written_cell_that_is_taken_at_once_means_what_the_reader_says(texts):
    for id_ in ("n", "w", "d", "b", "e", "m"):
        fact = FACTS[id_]
        found = code_cells(fact, pa.array(texts), written=True)
        for text, value, lawful in zip(texts, found.values.tolist(), found.lawful.tolist(), strict=True):
            assert not lawful or read(fact, text) == [value], (id_, text)


def test_what_is_written_plainly_is_taken_at_once():
    plain = {"n": "5", "w": "12.50", "d": "1999-12-31", "b": "false", "e": "high", "m": "007"}
    for id_, text in plain.items():
        for beside in (text, "nothing of the kind"):
            found = code_cells(FACTS[id_], pa.array([text, beside]), written=True)
            assert found.lawful.tolist() == [True, beside == text]

"""Places of each district are read line by line; what cannot be used is named by number and content."""

from __future__ import annotations

import pytest

from scoring.application.districts import Known, read_districts

KNOWN = Known("440100", frozenset({"440100", "440103", "440106", "110105"}))

NEAREST = (
    "Line 3, “{code} 5”: {code} is no district known here. The nearest one known is 440106. Districts are entered in offices.yaml."
)


def test_lines_are_read_as_they_are_typed():
    found, faults = read_districts("440106 3\n\n４４０１０３：0\n", KNOWN)
    assert (found, faults) == ({"440106": 3, "440103": 0}, ())
    assert read_districts("", KNOWN) == ({}, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x", "Line 3, “x”: write a division code and a number of places, such as 440106 120."),
        ("440106 5", "Line 3, “440106 5”: 440106 stands in line 1 already. Give each district once."),
        ("110105 5", "Line 3, “110105 5”: 110105 does not lie in 440100, where these rules hold. Take a code of a district there."),
        (
            "440104 5",
            NEAREST.format(code=440104),
        ),
        (
            "440100 5",
            NEAREST.format(code=440100),
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line, words):
    found, faults = read_districts(f"440106 3\n\n{line}\n440103 1", KNOWN)
    assert (found, faults) == ({"440106": 3, "440103": 1}, (words,))


def test_rules_of_no_division_take_any_district_that_is_known():
    assert Known("CN", {"440106"}).fault("440106") == ""
    assert Known("CN", ()).fault("440106") == "440106 is no district known here. Districts are entered in offices.yaml."

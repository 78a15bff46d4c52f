"""What a ranking says of its places is read as it was written, by whichever release."""

from __future__ import annotations

from scoring.casework.round_places import read_cuts


def test_a_round_that_was_ranked_before_empty_places_were_counted_has_none():
    assert read_cuts('{"":{"of":3},"440106":{"of":1,"empty":2}}') == {"": {"of": 3, "empty": 0}, "440106": {"of": 1, "empty": 2}}

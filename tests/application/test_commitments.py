"""A commitment shows nothing, and fits one value under one label only."""

import pytest

from scoring.application.commitments import commitment, commitments, salt

SECRET = bytes(range(32))


def test_the_same_piece_has_the_same_commitment_for_ever():
    assert commitment(SECRET, "fact:a", 1) == "9feb6a3d2495e3980ffefdc4456ce1e78d9416359618f4ae8cca9eec1b44a1f6"
    assert commitments(SECRET, {"fact:a": 1}) == {"fact:a": commitment(SECRET, "fact:a", 1)}


@pytest.mark.parametrize(
    ("secret", "label", "value"),
    [(SECRET, "fact:a", 2), (SECRET, "fact:a", "1"), (SECRET, "fact:b", 1), (bytes(32), "fact:a", 1)],
)
def test_another_piece_has_another(secret, label, value):
    assert commitment(secret, label, value) != commitment(SECRET, "fact:a", 1)


def test_the_salt_of_one_piece_is_not_that_of_another():
    assert len({salt(SECRET, "a"), salt(SECRET, "b"), salt(bytes(32), "a")}) == 3

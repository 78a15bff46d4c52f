"""Every hash leads to the root, by as few steps as a tree is high."""

import hashlib

import pytest

from scoring.application.merkle import path, root

HASHES = [hashlib.sha256(bytes([n])).hexdigest() for n in range(13)]


def climbed(leaf, steps):
    node = hashlib.sha256(b"\x00" + bytes.fromhex(leaf)).digest()
    for step in steps:
        beside = bytes.fromhex(step.hash)
        node = hashlib.sha256(b"\x01" + (beside + node if step.side == "left" else node + beside)).digest()
    return node.hex()


@pytest.mark.parametrize("count", range(1, 14))
def test_each_leads_to_the_root(count):
    hashes = HASHES[:count]
    for index, leaf in enumerate(hashes):
        steps = path(hashes, index)
        assert climbed(leaf, steps) == root(hashes)
        assert len(steps) <= (count - 1).bit_length()


def test_the_root_changes_with_each_and_with_their_order():
    assert len({root(HASHES), root(HASHES[:-1]), root(HASHES[::-1])}) == 3

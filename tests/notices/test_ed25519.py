"""The curve written in plain Python says what RFC 8032 says, and what the library says."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from scoring.notices.proof_form_1.ed25519 import ED_L, ED_P, is_signed

VECTORS = [  # RFC 8032, 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard_hold(public, message, signature):
    key, said, made = (bytes.fromhex(one) for one in (public, message, signature))
    assert is_signed(key, said, made)
    assert not is_signed(key, said + b"x", made)
    assert not is_signed(key, said, made[:-1] + bytes([made[-1] ^ 1]))
    assert not is_signed(key, said, bytes([made[0] ^ 1]) + made[1:])


def test_it_agrees_with_the_library():
    for seed in range(3):
        private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        public = private.public_key().public_bytes_raw()
        assert is_signed(public, b"luohu", private.sign(b"luohu"))


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (b"short", bytes(64)),
        (bytes(32), b"short"),
        (ED_P.to_bytes(32, "little"), bytes(64)),  # no point: y too large
        (bytes([2]) + bytes(31), bytes(64)),  # no point: no such x
        (bytes([1]) + bytes(30) + bytes([128]), bytes(64)),  # x is 0, and negative
        (bytes([1]) + bytes(31), bytes([1]) + bytes(31) + ED_L.to_bytes(32, "little")),  # s too large
        (bytes([1]) + bytes(31), ED_P.to_bytes(32, "little") + bytes(32)),
    ],
)
def test_what_is_no_key_or_no_signature_holds_nothing(public, signature):
    assert not is_signed(public, b"", signature)

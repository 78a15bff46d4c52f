"""Ed25519 after RFC 8032, for checking signatures with nothing but Python. Only for verifying: nothing is secret."""

from __future__ import annotations

import hashlib

ED_P = 2**255 - 19
ED_L = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, ED_P - 2, ED_P) % ED_P
ED_I = pow(2, (ED_P - 1) // 4, ED_P)


def recover_x(y: int, sign: int) -> int | None:
    """Give the x of a point of the curve (RFC 8032, 5.1.3), None where there is none."""
    if y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, ED_P - 2, ED_P) % ED_P
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if (x * x - square) % ED_P:
        x = x * ED_I % ED_P
    if (x * x - square) % ED_P or (x == 0 and sign):
        return None
    return ED_P - x if x & 1 != sign else x


def add(p: tuple[int, int, int, int], q: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Add two points in extended coordinates (RFC 8032, 5.1.4)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % ED_P, (p[1] + p[0]) * (q[1] + q[0]) % ED_P
    c, d = 2 * p[3] * q[3] * ED_D % ED_P, 2 * p[2] * q[2] % ED_P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P


def times(number: int, p: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Add a point to itself so many times."""
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, p)
        p, number = add(p, p), number >> 1
    return found


def decompress(raw: bytes) -> tuple[int, int, int, int] | None:
    """Read a point of 32 bytes, None where it is none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % ED_P)


BASE_Y = 4 * pow(5, ED_P - 2, ED_P) % ED_P
BASE = (recover_x(BASE_Y, 0) or 0, BASE_Y, 1, (recover_x(BASE_Y, 0) or 0) * BASE_Y % ED_P)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether *signature* over *message* is that key's (Ed25519, RFC 8032, 5.1.7)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = decompress(public), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ED_L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ED_L
    left, right = times(s, BASE), add(r, times(h, key))
    return (left[0] * right[2] - right[0] * left[2]) % ED_P == 0 and (left[1] * right[2] - right[1] * left[2]) % ED_P == 0

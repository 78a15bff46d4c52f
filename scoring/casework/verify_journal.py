"""Verify the chains from the command line, step by step, and note where they end."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from scoring.errors import InputRefused
from scoring.records.database import snapshot
from scoring.records.verifying import BrokenLink, Seal, amount, check_seal, heads, steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scoring.records.database import Transaction
    from scoring.records.verifying import Step

__all__ = ["BrokenLink", "Seal", "Verification", "read_seal", "read_seals", "verification"]

_SEAL = re.compile(r"(\w+):(\d{1,18}):(\w+):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Verification:
    """`amount` is about how many links there are; `steps` gives numbers of verified links, and ends with what is broken."""

    amount: int
    steps: Iterator[Step]


@contextmanager
def verification(transaction: Transaction, seals: Sequence[Seal] = ()) -> Iterator[Verification]:
    """Verify every chain, and that each still holds what was noted of it, while the block lasts."""
    with snapshot(transaction) as session:
        unmet = (broken for seal in seals if (broken := check_seal(session, seal)) is not None)
        yield Verification(amount(session), chain(steps(session), unmet))


def read_seals(transaction: Transaction) -> tuple[Seal, ...]:
    """Give where each chain ends now: to be kept outside the database, and verified against later."""
    with snapshot(transaction) as session:
        return heads(session)


def read_seal(text: str) -> Seal:
    """Read a seal as it was noted. Raises InputRefused."""
    found = _SEAL.fullmatch(text.strip())
    if found is None:
        raise InputRefused("seal", "A seal reads chain:number:algorithm:hash, as `luohu journal seal` printed it.")
    return Seal(found[1], int(found[2]), found[3], found[4])

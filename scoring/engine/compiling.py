"""A policy's generated code, made once for each loaded policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scoring.engine.program import Program, compile_program
from scoring.engine.reader import Read, compile_reader
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Compiled:
    """A policy's generated reader and program; `take` reads facts and says whether all that are required are there."""

    take: Read
    program: Program

    def read(self, facts: Mapping[str, Any]) -> tuple[Any, ...]:
        """Give the coded *facts*, MISSING for required ones not given."""
        return self.take(facts)[0]


@lru_cache(maxsize=256)
def compiled(policy: Policy) -> Compiled:
    """Compile *policy*, once for each loaded policy."""
    return Compiled(compile_reader(policy), compile_program(policy))

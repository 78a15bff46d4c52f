"""Publishing the policies of a folder, as an installation does when it is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.casework.seed_policy import Published, seed_policy
from scoring.errors import PolicyChanged
from scoring.policy.case_file import case_path
from scoring.policy.source_files import PolicySource, policy_files, read_source, read_text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from scoring.records.database import Transaction


def publish_folder(transaction: Transaction, folder: Path, *, at: datetime) -> tuple[Published | PolicyChanged, ...]:
    """Publish every version in a folder of policies, none before what it extends; published texts cost no compilation.

    A version whose file says something else than what was published stays as it is, and is given as PolicyChanged. Raises
    PolicyRefused and PolicyNotReady as `seed_policy` does.
    """
    sources = sorted(((read_source(path), path) for path in policy_files(folder)), key=lambda pair: _depth(pair[0]))
    return tuple(_seeded(transaction, source, _cases(path), at) for source, path in sources)


def _seeded(transaction: Transaction, source: PolicySource, cases: str, at: datetime) -> Published | PolicyChanged:
    try:
        return seed_policy(transaction, source, cases, at=at)
    except PolicyChanged as changed:
        return changed


def _depth(source: PolicySource) -> int:
    """How many policies *source* rests on."""
    return 0 if source.base is None else 1 + _depth(source.base)


def _cases(path: Path) -> str:
    beside = case_path(path)
    return read_text(beside) if beside.is_file() else ""

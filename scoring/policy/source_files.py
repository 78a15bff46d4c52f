"""The files a policy is read from, as texts: what a published version keeps, so that it can be compiled again for ever."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from scoring.errors import Finding, PolicyRefused, Position

MAX_BYTES = 512 * 1024
DEEPEST = 4  # policies of one chain of overlays
_EXTENDS = re.compile(
    r"""^extends:\s*(?P<quote>["']?)(?P<scheme>[a-z][a-z0-9_-]*)@(?P<version>[0-9][a-z0-9.-]*)(?P=quote)\s*(#.*)?$""", re.MULTILINE
)
Find: TypeAlias = "Callable[[str, str], PolicySource | None]"


@dataclass(frozen=True, slots=True)
class PolicySource:
    """The raw texts. `vocabulary` and `rounds` are empty where the policy has none; `file` names the policy in findings.

    `base` is what an overlay extends; None where the policy extends nothing, or what it extends was not found.
    """

    scheme: str
    version: str
    text: str
    vocabulary: str = ""
    rounds: str = ""
    file: str = "policy.yaml"
    base: PolicySource | None = None


def read_source(path: Path) -> PolicySource:
    """Read `<scheme>/<version>.yaml`, with `rounds.yaml` beside it and `vocabulary.yaml` one folder up where they are."""
    folder = path.parent.parent
    source = PolicySource(
        scheme=path.parent.name,
        version=path.name.removesuffix(".yaml"),
        text=read_text(path),
        vocabulary=_text(folder / "vocabulary.yaml"),
        rounds=_text(path.parent / "rounds.yaml"),
        file=str(path),
    )
    return with_bases(source, lambda scheme, version: _beside(folder / scheme / f"{version}.yaml"))


def _beside(path: Path) -> PolicySource | None:
    """Read a policy that another extends, as far as its own text."""
    if not path.is_file():
        return None
    return PolicySource(path.parent.name, path.name.removesuffix(".yaml"), read_text(path), file=str(path))


def with_bases(source: PolicySource, find: Find) -> PolicySource:
    """Give *source* with what it extends, and what that extends in turn; *find* looks one up by scheme and version."""
    chain = [source]
    while len(chain) < DEEPEST and (named := extended_by(chain[-1].text)) is not None:
        found = find(*named)
        if found is None:
            break
        chain.append(found)
    whole = chain.pop()
    while chain:
        whole = replace(chain.pop(), base=whole)
    return whole


def extended_by(text: str) -> tuple[str, str] | None:
    """Give scheme and version of what the policy *text* extends, as far as a line of its head says so."""
    found = _EXTENDS.search(text)
    return (found["scheme"], found["version"]) if found else None


def policy_files(folder: Path) -> list[Path]:
    """Give every policy file below *folder*, by scheme and version."""
    found = folder.glob("*/*.yaml")
    return sorted(p for p in found if p.name != "rounds.yaml" and not p.name.endswith(".cases.yaml"))


def read_text(path: Path) -> str:
    """Read a file; PolicyRefused where it is too large or not UTF-8, OSError where it cannot be read."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise PolicyRefused(str(path), [Finding("file_large", Position(str(path), 1, 1), {"limit": str(MAX_BYTES // 1024)})])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        position = Position(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise PolicyRefused(str(path), [Finding("file_encoding", position, {})]) from None


def _text(path: Path) -> str:
    return read_text(path) if path.is_file() else ""

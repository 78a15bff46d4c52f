"""The files a policy is read from, as texts: what a published version keeps, so that it can be compiled again for ever."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.errors import Finding, PolicyRefused, Position


@dataclass(frozen=True, slots=True)
class PolicySource:
    """The raw texts. `vocabulary` and `rounds` are empty where the policy has none; `file` names the policy in findings."""

    scheme: str
    version: str
    text: str
    vocabulary: str = ""
    rounds: str = ""
    file: str = "policy.yaml"


def read_source(path: Path) -> PolicySource:
    """Read `<scheme>/<version>.yaml`, with `rounds.yaml` beside it and `vocabulary.yaml` one folder up where they are."""
    return PolicySource(
        scheme=path.parent.name,
        version=path.name.removesuffix(".yaml"),
        text=read_text(path),
        vocabulary=_text(path.parent.parent / "vocabulary.yaml"),
        rounds=_text(path.parent / "rounds.yaml"),
        file=str(path),
    )


def policy_files(folder: Path) -> list[Path]:
    """Give every policy file below *folder*, by scheme and version."""
    found = folder.glob("*/*.yaml")
    return sorted(p for p in found if p.name != "rounds.yaml" and not p.name.endswith(".cases.yaml"))


def read_text(path: Path) -> str:
    """Read a file; PolicyRefused where it is not UTF-8, OSError where it cannot be read."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        position = Position(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise PolicyRefused(str(path), [Finding("file_encoding", position, {})]) from None


def _text(path: Path) -> str:
    return read_text(path) if path.is_file() else ""

"""The texts of a policy as files, laid out as the folder of policies is, and read back from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.policy.source_files import PolicySource, with_bases

if TYPE_CHECKING:
    from collections.abc import Mapping

VOCABULARY = "vocabulary.yaml"


def as_files(source: PolicySource) -> dict[str, str]:
    """Give every text by its name, such as `guangzhou/2025.yaml`, with those that it extends."""
    shared = {VOCABULARY: source.vocabulary, _rounds(source.scheme): source.rounds}
    found, base = {name: text for name, text in shared.items() if text}, source
    while True:
        found[_version(base.scheme, base.version)] = base.text
        if base.base is None:
            return found
        base = base.base


def from_files(files: Mapping[str, str], scheme: str, version: str) -> PolicySource:
    """Read a version from what `as_files` gave. Raises KeyError where its text is missing."""

    def find(scheme: str, version: str) -> PolicySource | None:
        name = _version(scheme, version)
        return PolicySource(scheme, version, files[name], file=name) if name in files else None

    name = _version(scheme, version)
    text, shared = files[name], (files.get(VOCABULARY, ""), files.get(_rounds(scheme), ""))
    return with_bases(PolicySource(scheme, version, text, *shared, file=name), find)


def _version(scheme: str, version: str) -> str:
    return f"{scheme}/{version}.yaml"


def _rounds(scheme: str) -> str:
    return f"{scheme}/rounds.yaml"

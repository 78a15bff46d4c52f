"""The policies a service or a command knows, found by scheme, version and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from scoring.errors import PolicyNotInForce, PolicyUnknown
from scoring.policy.language.nearest import nearest
from scoring.policy.loading import load_policy
from scoring.policy.model import Policy
from scoring.policy.source_files import policy_files


class Library:
    """Loaded policies, sorted by scheme and then by the first day in force."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        self.policies: tuple[Policy, ...] = tuple(sorted(policies, key=lambda p: (p.scheme, p.in_force.first, p.version)))

    def schemes(self) -> tuple[str, ...]:
        """Give every scheme, in order."""
        return tuple(dict.fromkeys(p.scheme for p in self.policies))

    def versions(self, scheme: str) -> tuple[Policy, ...]:
        """Give every version of *scheme*, oldest first; PolicyUnknown with the nearest scheme."""
        found = tuple(p for p in self.policies if p.scheme == scheme)
        if not found:
            raise PolicyUnknown(scheme, None, nearest(scheme, self.schemes()) or None)
        return found

    def find(self, scheme: str, version: str) -> Policy:
        """Give one version; PolicyUnknown with the nearest name."""
        versions = {p.version: p for p in self.versions(scheme)}
        if version not in versions:
            closest = nearest(version, versions) or next(reversed(versions))
            raise PolicyUnknown(scheme, version, f"{scheme}@{closest}")
        return versions[version]

    def in_force(self, scheme: str, on: date) -> Policy:
        """Give the version in force on *on*, the latest where several are; PolicyNotInForce names the last one."""
        versions = self.versions(scheme)
        holding = [p for p in versions if on in p.in_force]
        if not holding:
            raise PolicyNotInForce(scheme, versions[-1].version, on)
        return holding[-1]

    def current(self, scheme: str, on: date) -> Policy:
        """Give the version in force on *on*, else the last that has begun, else the first."""
        versions = self.versions(scheme)
        begun = [p for p in versions if p.in_force.first <= on]
        holding = [p for p in begun if on in p.in_force]
        return (holding or begun or [versions[0]])[-1]

    def successor(self, policy: Policy) -> Policy | None:
        """Give the version that follows *policy*, if there is one."""
        later = [p for p in self.versions(policy.scheme) if p.in_force.first > policy.in_force.first]
        return later[0] if later else None

    def ahead(self, policy: Policy, on: date) -> tuple[Policy, ...]:
        """Give *policy* and the versions of its scheme that begin after *on*: what a forecast from that day reads."""
        return (policy, *(p for p in self.versions(policy.scheme) if p.in_force.first > on and p is not policy))


def read_library(folder: Path) -> Library:
    """Load every policy below *folder*; PolicyRefused for the first that has findings."""
    return Library(load_policy(path) for path in policy_files(folder))


def read_scheme(folder: Path, scheme: str) -> Library:
    """Load every version of one scheme; where *folder* has no such scheme, all there is, so that the nearest name can be told."""
    own = [path for path in policy_files(folder) if path.parent.name == scheme]
    return Library(load_policy(path) for path in own) if own else read_library(folder)

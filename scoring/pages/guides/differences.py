"""What differs between two versions of a scheme, or a supplement and what it supplements, in the words of the regulation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import ClassVar

from flask import request
from flask_babel import gettext as _

from scoring.errors import PolicyUnknown
from scoring.inspection.difference import Change, differences
from scoring.inspection.difference.texts import sentence, what_words
from scoring.inspection.difference.words import PARTS
from scoring.pages.guides.frame import SchemePage, Shown
from scoring.policy.language.nearest import nearest
from scoring.policy.model import Policy
from scoring.web.language import language

_OF_THE_TABLE = frozenset({"group", "criterion", "row"})
_changes = lru_cache(maxsize=64)(differences)  # what is published never changes


@dataclass(frozen=True, slots=True)
class Row:
    """One difference: the thing, what of it, and the words before and after; `old` or `new` is empty where there is nothing."""

    name: str
    what: str
    kind: str
    old: str
    new: str
    reference: str


class Differences(SchemePage):
    """`/zh/schemes/<scheme>/<version>/differences?from=<version>`."""

    endpoint: ClassVar[str] = "pages.differences"
    template: ClassVar[str] = "pages/guides/differences.html"

    def context(self, shown: Shown) -> dict[str, object]:
        """Give the differences by part, from the version asked for, else from the one before. Raises PolicyUnknown."""
        before = _asked(shown)
        found = _changes(before, shown.policy) if before else ()
        parts = [(part, [_row(change) for change in changes]) for part, changes in groupby(found, _part)]
        return {"before": before, "name_of": lambda policy: _name(shown, policy), "parts": parts, "count": len(found)}


def _asked(shown: Shown) -> Policy | None:
    """Give the version that is compared: the one named, else the newest that began before, else what is supplemented."""
    name = request.args.get("from")
    if name is None:
        earlier = [each for each in shown.older if each.in_force.first <= shown.policy.in_force.first]
        own = [each for each in earlier if each.scheme == shown.policy.scheme]
        return next(iter([*reversed(own), *earlier, *shown.older]), None)
    names = {_name(shown, each): each for each in (*shown.older, shown.policy)}
    if name not in names:
        raise PolicyUnknown(shown.policy.scheme, name, nearest(name, names) or None)
    return names[name]


def _name(shown: Shown, policy: Policy) -> str:
    """Name a version as the address does: one of the same scheme by its version alone."""
    return policy.version if policy.scheme == shown.policy.scheme else policy.name


def _part(change: Change) -> str:
    """Name the part of the rules: groups, criteria and their rows stand in one table."""
    return _("Point table") if change.part in _OF_THE_TABLE else PARTS[change.part][language() == "en"]


def _row(change: Change) -> Row:
    here = language()
    label, row = change.label.say(here) if change.id else "", change.row.say(here)
    name = label + sentence("row", here, row=row) if label and row else label or row
    old, new = change.old.say(here), change.new.say(here)
    return Row(name, what_words(change.what, here) if change.what else "", change.kind, old, new, change.reference)

"""A scheme's page: what one version of its rules decides, asks for and opens, with the way to its guide, table and text."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from flask import redirect, url_for
from werkzeug.wrappers import Response

from scoring.engine.figures import round_of
from scoring.engine.prose import condition, rule_rows
from scoring.pages.guides.frame import SchemePage, Shown
from scoring.pages.guides.selection import say_selection
from scoring.pages.view import Page
from scoring.pages.words import say_purpose
from scoring.policy.criteria import Group


class Scheme(SchemePage):
    """`/zh/schemes/<scheme>/<version>`."""

    endpoint: ClassVar[str] = "pages.scheme"
    template: ClassVar[str] = "pages/scheme.html"

    def context(self, shown: Shown) -> dict[str, object]:
        """Give what the rules come to."""
        policy = shown.policy
        return {
            "round": round_of(policy, shown.on, None),
            "groups": [(group, _criteria(group), rule_rows(policy, group)) for group in policy.groups],
            "versions": self.services.library.versions(policy.scheme),
            "say": partial(condition, policy),
            "purpose": say_purpose(policy),
            "selection": say_selection(policy),
        }


class SchemeCurrent(Page):
    """`/zh/schemes/<scheme>`: leads to the version in force, or else the last."""

    def dispatch_request(self, scheme: str) -> Response:
        """Lead there."""
        policy = self.services.library.current(scheme, self.services.clock.today())
        return redirect(url_for("pages.scheme", scheme=scheme, version=policy.version))


def _criteria(group: Group) -> int:
    """Count the criteria of a group, those of the groups within it too."""
    return sum(_criteria(item) if isinstance(item, Group) else 1 for item in group.items)

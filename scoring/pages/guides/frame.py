"""What every page of a scheme has in common: which version it shows, as of which day, and the menu of the others."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext as _

from scoring.engine import day_of
from scoring.pages.frame import Item
from scoring.pages.view import Page
from scoring.policy.library import Library
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Shown:
    """A version as its pages show it: `on` is today, or the last or first day of one that has ended or not begun.

    `older` are the versions that the differences may be asked from: the others of the scheme, then what an overlay supplements.
    """

    policy: Policy
    on: date
    has_ended: bool
    has_begun: bool
    older: tuple[Policy, ...]
    supplemented: Policy | None
    menu: tuple[Item, ...]


class SchemePage(Page):
    """A page of one version of a scheme. Subclasses name their `endpoint` and `template`, and give what it shows besides."""

    endpoint: str
    template: str

    def dispatch_request(self, scheme: str, version: str) -> str:
        """Show it. Raises PolicyUnknown with the nearest name."""
        shown = show(self.services.library, scheme, version, self.services.clock.today(), self.endpoint)
        return render_template(self.template, shown=shown, policy=shown.policy, **self.context(shown))

    @abstractmethod
    def context(self, shown: Shown) -> dict[str, object]:
        """Give what the template shows besides."""


def show(library: Library, scheme: str, version: str, today: date, endpoint: str) -> Shown:
    """Find a version, with the menu of its pages seen from *endpoint*. Raises PolicyUnknown with the nearest name."""
    policy = library.find(scheme, version)
    on, has_ended = day_of(policy, today)
    supplemented = library.find(*policy.extends.split("@")) if policy.extends else None
    others = tuple(other for other in library.versions(scheme) if other is not policy)
    older = (*others, supplemented) if supplemented else others
    has_begun = policy.in_force.first <= today
    return Shown(policy, on, has_ended, has_begun, older, supplemented, tuple(_menu(policy, endpoint, has_older=bool(older))))


def _menu(policy: Policy, endpoint: str, *, has_older: bool) -> list[Item]:
    pages = [
        ("pages.scheme", _("Overview")),
        ("pages.guide", _("Guide")),
        ("pages.materials", _("Materials")),
        ("pages.point_table", _("Point table")),
        ("pages.policy_text", _("Text of the rules")),
    ]
    if has_older:
        pages.append(("pages.differences", _("What changed")))
    where = {"scheme": policy.scheme, "version": policy.version}
    return [{"href": url_for(name, **where), "text": words, "current": name == endpoint} for name, words in pages]

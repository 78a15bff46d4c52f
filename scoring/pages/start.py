"""The start page: what the service is, and the schemes there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template

from scoring.engine import day_of
from scoring.pages.view import Page
from scoring.policy.library import Library
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Listed:
    """A scheme on the start page, by the version in force or else its last; `on` is the day its rules are read for."""

    policy: Policy
    on: date
    has_ended: bool


class Start(Page):
    """`/`, `/zh/`, `/en/`."""

    def dispatch_request(self) -> str:
        """Show the schemes, real ones apart from illustrations."""
        listed = schemes(self.services.library, self.services.clock.today())
        return render_template(
            "pages/start.html",
            real=[scheme for scheme in listed if scheme.policy.provenance != "illustrative"],
            illustrative=[scheme for scheme in listed if scheme.policy.provenance == "illustrative"],
        )


def schemes(library: Library, today: date) -> tuple[Listed, ...]:
    """Give every scheme once: those in force first."""
    policies = [library.current(scheme, today) for scheme in library.schemes()]
    listed = [Listed(policy, *day_of(policy, today)) for policy in policies]
    return tuple(sorted(listed, key=lambda scheme: (scheme.has_ended, scheme.policy.scheme)))

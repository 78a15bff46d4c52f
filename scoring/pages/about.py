"""Privacy and accessibility: what is kept (nothing), and how the pages can be used."""

from __future__ import annotations

from flask import render_template

from scoring.pages.cookies import HOURS
from scoring.pages.view import Page


class Privacy(Page):
    """`/zh/privacy`."""

    def dispatch_request(self) -> str:
        """Say what becomes of the answers."""
        return render_template("pages/privacy.html", hours=HOURS)


class Accessibility(Page):
    """`/zh/accessibility`."""

    def dispatch_request(self) -> str:
        """Say how the pages can be used, and what is not known about them."""
        return render_template("pages/accessibility.html")

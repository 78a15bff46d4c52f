"""增补名单: whoever is approved since a round is published is measured by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.conflicts import conflict
from admin.refusal_words import say_refusal
from admin.round_forms import FollowUpForm
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.rounds import without_points
from scoring.casework.open_follow_up import open_follow_up
from scoring.casework.round_queries import RoundShown, read_round
from scoring.errors import InputRefused, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.application.officer import Officer
    from scoring.policy.model import Policy
    from scoring.web.services import Services


class FollowUpPages:
    """The page on which a list that follows a round is opened."""

    services: Services
    officer: Officer
    render: Callable[..., str]

    @expose("/<int:number>/follow-up", methods=["GET", "POST"])
    def follow_up(self, number: int) -> Answer:
        """Open a list that follows a published round."""
        found, form = read_round(self.services.transaction, number, officer=self.officer), FollowUpForm()
        if request.method == "GET":
            return self.render("console/round_follow_up.html", found=found, form=form)
        if form.validate():
            name, now = form.name.data or "", self.services.clock.now()
            try:
                made = open_follow_up(self.services.transaction, number, name, officer=self.officer, at=now)
            except InputRefused as refused:
                form.refuse("name", say_refusal(refused))
            except NotAllowed as error:
                return conflict(self.render, error, form)
            else:
                flash(_("The follow-up list is open. Settle it next."), "success")
                return redirect(url_for("rounds.shown", number=made))
        return self.render("console/round_follow_up.html", found=found, form=form), UNPROCESSABLE


def left_without_points(found: RoundShown, policy: Policy) -> int | None:
    """Give how many a round, or what is left of it to a follow-up list, may select without points; None where nothing is said."""
    most = found.without_points if found.says_without_points else without_points(policy, found.round)
    return None if most is None else max(most - found.family.outside_before, 0)

"""公示: the lists that are open today, and one of them. No search engine may keep what is gone after its last day."""

from __future__ import annotations

from functools import partial

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scoring.application.publicity import K
from scoring.casework.public_lists import public_lists, read_public
from scoring.pages.applying.details import cities_of
from scoring.pages.own.files import policy_of
from scoring.pages.public.words import say_cell, say_field, say_list
from scoring.pages.view import Page
from scoring.web.services import Services

NOT_KEPT = "noindex, nofollow, noarchive"


class PublicLists(Page):
    """`/zh/publicity`."""

    def dispatch_request(self) -> Response:
        """Name the lists that are open today; lead who gives the number of a receipt to what became of the objection."""
        receipt = request.args.get("receipt", "").strip()
        if receipt:
            return redirect(url_for("pages.objection_receipt", receipt=receipt))
        lists = public_lists(self.services.transaction, today=self.services.clock.today())
        named = [(each, name_of(self.services, each.scheme, each.version, each.round)) for each in lists]
        return unkept(render_template("pages/public/lists.html", lists=named))


class PublicList(Page):
    """`/zh/publicity/<publication>`."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cities = cities_of(services)

    def dispatch_request(self, publication: int) -> Response:
        """Show a page of an open list. Raises NotFound before its first day, NoLongerPublic after its last."""
        services = self.services
        page = read_public(services.transaction, publication, request.args.get("page", 1, int), today=services.clock.today())
        made = page.publication
        policy = policy_of(services, made.scheme, made.version)
        shown = {"page": page, "policy": policy, "name": name_of(services, made.scheme, made.version, made.round)}
        words = {"say_field": say_field, "say_cell": partial(say_cell, cities=self.cities)}
        return unkept(render_template("pages/public/list.html", k=K, **shown, **words))


def name_of(services: Services, scheme: str, version: str, round_: str | None) -> str:
    """Name whose list it is."""
    return say_list(policy_of(services, scheme, version), scheme, round_)


def unkept(page: str) -> Response:
    """Answer with a page that no search engine keeps."""
    answer = make_response(page)
    answer.headers["X-Robots-Tag"] = NOT_KEPT
    return answer

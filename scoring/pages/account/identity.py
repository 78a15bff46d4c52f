"""Verifying one's identity with the identity service, where the settings name one."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from scoring.application.holder import Card
from scoring.application.identity import identity_number
from scoring.casework.verify_by_provider import verify_by_provider
from scoring.errors import InputRefused
from scoring.pages.view import Answer, Page
from scoring.web import identity_service
from scoring.web.identity_service import identity_service_here
from scoring.web.identity_words import IdentityNotStated
from scoring.web.person import signed_in_holder

_WHY = {"account": "differs", "identity_number": "another"}


class IdentityService(Page):
    """`/zh/account/identity-service`: leads to the identity service."""

    def dispatch_request(self) -> Answer:
        """Lead there; a link and no form, since a form leads to no other service."""
        way_back = url_for("pages.identity_stated", _external=True)
        return _service().lead_there(signed_in_holder().account_id, way_back)


class IdentityStated(Page):
    """`/account/identity`: what the identity service answers comes here, whatever the language."""

    def dispatch_request(self) -> Answer:
        """Keep what is stated, and show the account."""
        service, holder = _service(), signed_in_holder()
        stated = service.read_answer(holder.account_id)
        try:
            card = Card(stated.name, identity_number(stated.number, on=self.services.clock.today()))
        except InputRefused:
            raise IdentityNotStated("incomplete") from None
        try:
            verify_by_provider(self.services.transaction, card, holder=holder, at=self.services.clock.now())
        except InputRefused as refused:
            raise IdentityNotStated(_WHY.get(refused.field, "incomplete")) from None
        flash(_("Your identity is verified."), "account")
        return redirect(url_for("pages.account"))


def _service() -> identity_service.IdentityService:
    found = identity_service_here()
    if found is None:
        raise NotFound
    return found

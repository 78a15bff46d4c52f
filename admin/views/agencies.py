"""Agencies, for administrators: who may look up what somebody is entitled to, by which tokens, and what they were told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import Conflict
from wtforms.fields.choices import SelectChoice

from admin.agency_forms import AgencyForm, ReachedForm, TokenForm
from admin.agency_words import say_agency_kind
from admin.conflicts import conflict
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from admin.search import moved
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.agencies import AgencyKind
from scoring.casework.agencies import (
    AgencyDetails,
    Reached,
    ShownAgency,
    change_agency,
    close_agency,
    new_secret,
    register_agency,
)
from scoring.casework.agency_outbox import send_again
from scoring.casework.agency_queries import AgencyFile, list_agencies, read_agency
from scoring.casework.agency_tokens import issue_token, revoke_token
from scoring.casework.lines import Wanted
from scoring.casework.offices import list_offices
from scoring.errors import InputRefused, NotFound, Stale
from scoring.web.language import language
from scoring.web.typed import whole_number

WHOLE = ""
"""The district of an agency that every file concerns."""


class AgenciesView(ConsoleView):
    """`/admin/agencies/`."""

    @expose("/")
    def index(self) -> Answer:
        """List the agencies, by name."""
        elsewhere = moved()
        if elsewhere is not None:
            return elsewhere
        text = request.args.get("q", "")
        page = list_agencies(self.services.transaction, text, Wanted(*page_wanted()), officer=self.officer)
        return self.render("console/agencies.html", page=page, text=text, sizes=PAGE_SIZES)

    @expose("/new", methods=["GET", "POST"])
    def new(self) -> Answer:
        """Register an agency."""
        form = AgencyForm()
        form.kind.choices = [SelectChoice(kind.value, say_agency_kind(kind)) for kind in AgencyKind]
        offices = list_offices(self.services.transaction)
        whole = SelectChoice(WHOLE, _("Whole installation"))
        form.office.choices = [whole, *(SelectChoice(each.id, each.name.say(language())) for each in offices)]
        if form.validate_on_submit():
            reached = Reached(form.contact.data or "", form.webhook_url.data or "")
            details = AgencyDetails(form.name.data or "", AgencyKind(form.kind.data), form.office.data or None, reached)
            try:
                agency = register_agency(self.services.transaction, details, **self._by(), **self._mode())
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                flash(_("Registered. Now make its secret and issue a token."), "success")
                return redirect(url_for("agencies.agency", username=agency.username))
        page = self.render("console/agency_new.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    @expose("/<username>")
    def agency(self, username: str) -> str:
        """Show one agency with its tokens and messages."""
        return self.render("console/agency.html", **self._read(username), form=FlaskForm(), sizes=PAGE_SIZES)

    @expose("/<username>/change", methods=["GET", "POST"])
    def change(self, username: str) -> Answer:
        """Change contact and address."""
        form = ReachedForm()
        agency = self._file(username).agency
        if request.method == "GET":
            form.contact.data, form.webhook_url.data = agency.contact, agency.webhook_url

        def do(shown: ShownAgency) -> Answer:
            reached = Reached(form.contact.data or "", form.webhook_url.data or "")
            change_agency(self.services.transaction, shown, reached, **self._by(), **self._mode())
            flash(_("Changed."), "success")
            return redirect(url_for("agencies.agency", username=username))

        return self._act(username, form, "change", do)

    @expose("/<username>/token", methods=["GET", "POST"])
    def token(self, username: str) -> Answer:
        """Issue a token, and show it this once."""
        form = TokenForm()

        def do(shown: ShownAgency) -> Answer:
            issued = issue_token(self.services.transaction, shown, form.days.data or 0, **self._by())
            return self.render("console/agency_shown.html", **self._read(username), act="token", shown_once=issued.token)

        return self._act(username, form, "token", do)

    @expose("/<username>/secret", methods=["GET", "POST"])
    def secret(self, username: str) -> Answer:
        """Make another secret, and show it this once."""

        def do(shown: ShownAgency) -> Answer:
            secret = new_secret(self.services.transaction, shown, **self._by())
            return self.render("console/agency_shown.html", **self._read(username), act="secret", shown_once=secret)

        return self._act(username, ShownForm(), "secret", do)

    @expose("/<username>/tokens/<int:number>/revoke", methods=["GET", "POST"])
    def revoke(self, username: str, number: int) -> Answer:
        """Revoke a token."""

        def do(shown: ShownAgency) -> Answer:
            revoke_token(self.services.transaction, shown, number, **self._by())
            flash(_("Revoked. The token opens nothing any more."), "success")
            return redirect(url_for("agencies.agency", username=username))

        return self._act(username, ShownForm(), "revoke", do)

    @expose("/<username>/close", methods=["GET", "POST"])
    def close(self, username: str) -> Answer:
        """Close an agency for good."""

        def do(shown: ShownAgency) -> Answer:
            close_agency(self.services.transaction, shown, **self._by())
            flash(_("Closed. None of its tokens opens anything any more."), "success")
            return redirect(url_for("agencies.agency", username=username))

        return self._act(username, ShownForm(), "close", do)

    @expose("/<username>/messages/<int:number>/again", methods=["POST"])
    def again(self, username: str, number: int) -> Answer:
        """Send a parked message again."""
        try:
            send_again(self.services.transaction, username, number, **self._by())
        except NotFound:  # it was sent meanwhile
            raise Conflict from None
        flash(_("The message is sent again within a minute."), "success")
        return redirect(url_for("agencies.agency", username=username))

    def _act(self, username: str, form: ShownForm, act: str, do: Callable[[ShownAgency], Answer]) -> Answer:
        """Show the form, or do the act; what is wrong comes back beside its input."""
        found = self._read(username)
        if request.method == "GET":
            if found["agency"].closed_at is not None:
                raise Conflict
            form.version.data = str(found["agency"].version)
            return self.render("console/agency_act.html", **found, form=form, act=act)
        if form.validate_on_submit():
            try:
                return do(ShownAgency(username, whole_number(form.version.data) or 0))
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            except Stale as error:
                return conflict(self.render, error, form)
        return self.render("console/agency_act.html", **found, form=form, act=act), UNPROCESSABLE

    def _read(self, username: str) -> dict[str, Any]:
        file = self._file(username)
        return {"agency": file.agency, "tokens": file.tokens, "page": file.messages, "today": self.services.clock.today()}

    def _file(self, username: str) -> AgencyFile:
        return read_agency(self.services.transaction, username, Wanted(*page_wanted()), officer=self.officer)

    def _by(self) -> dict[str, Any]:
        return {"officer": self.officer, "at": self.services.clock.now()}

    def _mode(self) -> dict[str, bool]:
        return {"is_demonstration": self.services.settings.is_demonstration}

"""Authority at the counter: recording that an account may act for somebody, seeing who may, ending it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from admin.forms import AuthorityForm, PersonNumberForm, ShownForm
from admin.refusal_words import say_refusal
from scoring.application.authority import Authority, AuthorityKind, Authorization
from scoring.application.holder import Card
from scoring.application.identity import identity_number
from scoring.casework.authorities import authorities_held, authorities_of_person
from scoring.casework.counter import AtCounter
from scoring.casework.record_authority import end_authority, record_authority
from scoring.errors import InputRefused
from scoring.web.language import language
from scoring.web.services import Services
from scoring.web.typed import whole_number

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422


class AuthorityPages:
    """The pages of authority; the rest is the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _act: Callable[[ShownForm, Callable[[], str]], Answer]

    @expose("/authorize", methods=["POST"])
    def authorize(self) -> Answer:
        """Keep that the account whose code the page carries may act for a person."""
        form = self.authority_form(None)

        def do() -> str:
            number = identity_number(form.identity_number.data or "", on=self.services.clock.today())
            kind, card = AuthorityKind(form.kind.data), Card(form.name.data or "", number)
            given = Authorization(kind, card, form.scheme.data or None, form.first.data, form.last.data, form.proof.data or "")
            by = {"officer": self.officer, "at": self.services.clock.now()}
            record_authority(self.services.transaction, self.services.library, form.code.data or "", given, **by)
            return _("The authority is recorded.")

        return self._act(form, do)

    @expose("/authorities", methods=["GET", "POST"])
    def authorities(self) -> Answer:
        """Show who may act for the person whose card the officer sees."""
        form = PersonNumberForm()
        if form.validate_on_submit():
            try:
                number = identity_number(form.identity_number.data or "", on=self.services.clock.today())
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                on = self.services.clock.today()
                found = authorities_of_person(self.services.transaction, number, officer=self.officer, on=on)
                return self.render("console/given_authority.html", form=form, found=found, titles=self.titles())
        page = self.render("console/given_authority.html", form=form, found=None, titles={})
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    @expose("/end", methods=["POST"])
    def end(self) -> Answer:
        """End one, at once."""
        authority = whole_number(request.form.get("authority")) or 0
        end_authority(self.services.transaction, authority, by=self.officer, at=self.services.clock.now())
        flash(_("The authority is ended."), "success")
        return redirect(url_for("counter.index"))

    def authority_form(self, code: str | None) -> AuthorityForm:
        """Give the form with the schemes there are; as it was sent where *code* is None."""
        given = {} if code is None else {"formdata": None, "data": {"code": code, "kind": "proxy"}}
        form = AuthorityForm(prefix="authority-", **given)  # beside the form of a correction
        schemes = [SelectChoice(scheme, title) for scheme, title in self.titles().items()]
        form.scheme.choices = [SelectChoice("", _("Every scheme (a proxy only)")), *schemes]
        return form

    def held(self, found: AtCounter) -> tuple[Authority, ...]:
        """Give for whom an account may act."""
        return authorities_held(self.services.transaction, found.holder, on=self.services.clock.today())

    def titles(self) -> Mapping[str, str]:
        """Name every scheme."""
        return {policy.scheme: policy.title.say(language()) for policy in self.services.library.policies}

"""Acts on accounts of the office: opened, given other roles or another office, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_security import hash_password
from werkzeug.exceptions import Conflict
from wtforms.fields.choices import SelectChoice

from admin.account_forms import CloseStaffForm, DutiesForm, NewAccountForm
from admin.account_words import words_of_stale
from admin.conflicts import CONFLICT, typed_in
from admin.department_words import departments_known
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, Answer
from admin.words import say_role
from scoring.application.officer import SIGNING_IN, Role
from scoring.casework.change_duties import change_duties
from scoring.casework.close_staff import close_staff, open_again
from scoring.casework.offices import list_offices
from scoring.casework.open_account import StaffMember, open_account
from scoring.casework.staff_accounts import Duties, ShownAccount, StaffAccount, read_staff
from scoring.errors import InputRefused, Stale
from scoring.web.language import language
from scoring.web.person import signed_in_officer
from scoring.web.services import Services
from scoring.web.typed import whole_number

NONE = ""
"""The office of who has the whole installation, and the department of who answers for none."""


class StaffingActs:
    """`/admin/accounts/new`, and below `/admin/accounts/<username>/`."""

    services: Services
    render: Callable[..., str]

    @expose("/new", methods=["GET", "POST"])
    def new(self) -> Answer:
        """Open an account, and show its password this once."""
        form = self._with_choices(NewAccountForm())
        if form.validate_on_submit():
            who = (form.username.data or "").strip(), (form.email.data or "").strip(), (form.name.data or "").strip()
            wanted = _duties(form)
            member = StaffMember(*who, wanted.roles, wanted.office, wanted.department)
            try:
                opened = open_account(self.services.transaction, member, **self._by(), hash_password=hash_password)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                return self.render("console/account_shown.html", opened=opened)
        page = self.render("console/account_new.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    @expose("/<username>/duties", methods=["GET", "POST"])
    def duties(self, username: str) -> Answer:
        """Give somebody other roles, another office or another department."""
        account, form = self._account(username), self._with_choices(DutiesForm())
        if request.method == "GET":
            now = account.duties
            form.roles.data, form.office.data, form.department.data = list(now.roles), now.office or NONE, now.department or NONE

        def do(shown: ShownAccount) -> Answer:
            change_duties(self.services.transaction, shown, _duties(form), **self._by())
            flash(_("The roles and the office of %(name)s are as you chose.", name=username), "success")
            return redirect(url_for("accounts.index_view"))

        return self._act(account, form, "duties", do)

    @expose("/<username>/close", methods=["GET", "POST"])
    def close(self, username: str) -> Answer:
        """Close an account."""
        account, form = self._account(username), CloseStaffForm()

        def do(shown: ShownAccount) -> Answer:
            close_staff(self.services.transaction, shown, **self._by(), reason=form.reason.data or "")
            flash(_("The account %(name)s is closed, and nobody is signed in with it any more.", name=username), "success")
            return redirect(url_for("accounts.index_view"))

        if request.method == "GET" and not account.is_active:
            raise Conflict
        return self._act(account, form, "close", do)

    @expose("/<username>/again", methods=["GET", "POST"])
    def again(self, username: str) -> Answer:
        """Open a closed account again, and show its new password this once."""
        account = self._account(username)

        def do(shown: ShownAccount) -> Answer:
            opened = open_again(self.services.transaction, shown, **self._by(), hash_password=hash_password)
            return self.render("console/account_shown.html", opened=opened)

        if request.method == "GET" and account.is_active:
            raise Conflict
        return self._act(account, ShownForm(), "again", do)

    def _act(self, account: StaffAccount, form: ShownForm, act: str, do: Callable[[ShownAccount], Answer]) -> Answer:
        """Show the form, or do the act; what is wrong comes back beside its input."""
        if request.method == "GET":
            form.version.data = str(account.stamp)
            return self.render("console/account_act.html", account=account, form=form, act=act)
        if form.validate_on_submit():
            try:
                return do(ShownAccount(account.username, whole_number(form.version.data) or 0))
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            except Stale:
                return self.render("console/conflict.html", error=words_of_stale(), typed=typed_in(form)), CONFLICT
        return self.render("console/account_act.html", account=account, form=form, act=act), UNPROCESSABLE

    def _account(self, username: str) -> StaffAccount:
        return read_staff(self.services.transaction, username, officer=signed_in_officer())

    def _with_choices(self, form: Any) -> Any:
        """Let the form offer the roles of the office, every office and every department."""
        form.roles.choices = [SelectChoice(role.value, say_role(role)) for role in Role if role in SIGNING_IN]
        form.office.choices = [
            SelectChoice(NONE, _("Whole installation")),
            *(SelectChoice(*each) for each in office_choices(self.services)),
        ]
        known = departments_known().items()
        form.department.choices = [SelectChoice(NONE, _("none")), *(SelectChoice(id_, name.say(language())) for id_, name in known)]
        return form

    def _by(self) -> dict[str, Any]:
        return {"officer": signed_in_officer(), "at": self.services.clock.now()}


def office_choices(services: Services) -> list[tuple[str, str]]:
    """Give every office: its id and its name."""
    return [(office.id, office.name.say(language())) for office in list_offices(services.transaction)]


def _duties(form: Any) -> Duties:
    return Duties(frozenset(map(Role, form.roles.data)), form.office.data or None, form.department.data or None)

"""Accounts of the office, for administrators, who see no file: the list, who somebody is, a new start of the second factor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from admin.account_forms import DepartmentForm, ResetFactorForm, StaffIdentityForm
from admin.department_words import departments_known
from admin.refusal_words import say_refusal
from admin.views.rows import RecordView
from admin.views.staffing import StaffingActs, office_choices
from admin.words import say_at, say_office, say_role
from scoring.application.identity import identity_number
from scoring.application.officer import SIGNING_IN, Role
from scoring.casework.identify_staff import identify_staff, is_identified
from scoring.casework.second_factor import kept_factor, reset_factor
from scoring.casework.set_department import department_of, set_department
from scoring.errors import InputRefused
from scoring.records.accounts import AccountRow, RoleRow
from scoring.records.convert import office
from scoring.web.language import language
from scoring.web.person import signed_in_officer

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422
OF_THE_OFFICE = ~AccountRow.roles.any(RoleRow.name.in_((Role.APPLICANT, Role.AGENCY)))


class AccountsView(StaffingActs, RecordView):
    """`/admin/accounts/`."""

    rows = AccountRow
    list_template = "console/accounts.html"

    column_list: ClassVar[list[str]] = [
        "username",
        "name",
        "roles",
        "office",
        "department",
        "tf_primary_method",
        "identity",
        "active",
        "created_at",
    ]
    column_searchable_list: ClassVar[list[str]] = ["username", "name"]
    column_sortable_list: ClassVar[list[str]] = ["username", "name", "active", "created_at"]
    column_default_sort = "username"
    column_labels: ClassVar[dict[str, Any]] = {
        "username": _l("User name"),
        "name": _l("Name"),
        "roles": _l("Roles"),
        "office": _l("Office"),
        "department": _l("Department"),
        "tf_primary_method": _l("Second factor"),
        "identity": _l("Identity number"),
        "active": _l("May sign in"),
        "created_at": _l("Created"),
    }
    column_formatters: ClassVar[dict[str, Any]] = {
        "roles": lambda _view, _context, row, _name: _roles(row),
        "office": lambda _view, _context, row, _name: say_office(row.office and office(row.office).name),
        "department": lambda _view, _context, row, _name: _department(row),
        "tf_primary_method": lambda _view, _context, row, _name: _factor(row),
        "identity": lambda _view, _context, row, _name: _identity(row),
        "active": lambda _view, _context, row, _name: _is_open(row),
        "created_at": lambda _view, _context, row, _name: say_at(row.created_at),
    }

    def get_query(self) -> Any:
        """Give the accounts of the office that the filters leave: those of applicants are nobody's to read through."""
        return super().get_query().where(*_narrowed())

    def get_count_query(self) -> Any:
        """Count them."""
        return super().get_count_query().where(*_narrowed())

    def render(self, template: str, **values: Any) -> str:
        """Write a page; the list offers its filters."""
        if template == self.list_template:
            roles = [(role.value, say_role(role)) for role in Role if role in SIGNING_IN]
            chosen = {name: request.args.get(name, "") for name in ("role", "office", "open")}
            values |= {"roles": roles, "offices": office_choices(self.services), "chosen": chosen}
            values["is_narrowed"] = any(chosen.values())
        return str(super().render(template, **values))

    @expose("/<username>/reset-factor", methods=["GET", "POST"])
    def reset_factor(self, username: str) -> Answer:
        """Take the second factor of another person away, so that it is set up anew."""
        form = ResetFactorForm()
        if kept_factor(self.services.transaction, username) is None and request.method == "GET":
            raise Conflict
        if not form.validate_on_submit():
            page = self.render("console/reset_factor.html", form=form, username=username)
            return page if request.method == "GET" else (page, UNPROCESSABLE)
        given = {"officer": signed_in_officer(), "at": self.services.clock.now(), "reason": form.reason.data or ""}
        try:
            reset_factor(self.services.transaction, username, **given)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self.render("console/reset_factor.html", form=form, username=username), UNPROCESSABLE
        flash(_("The second factor of %(name)s is set up anew at the next sign-in.", name=username), "success")
        return redirect(url_for("accounts.index_view"))

    @expose("/<username>/identity", methods=["GET", "POST"])
    def identify(self, username: str) -> Answer:
        """Record who somebody of the office is, so that own files bar them."""
        form = StaffIdentityForm()
        is_known = is_identified(self.services.transaction, username)
        if form.validate_on_submit():
            try:
                number = identity_number(form.identity_number.data or "", on=self.services.clock.today())
                given = {"officer": signed_in_officer(), "at": self.services.clock.now()}
                identify_staff(self.services.transaction, username, number, **given)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                flash(_("It is recorded who %(name)s is: files of their own are closed to them.", name=username), "success")
                return redirect(url_for("accounts.index_view"))
        page = self.render("console/identify_staff.html", form=form, username=username, is_known=is_known)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    @expose("/<username>/department", methods=["GET", "POST"])
    def department(self, username: str) -> Answer:
        """Say for which department somebody answers."""
        known, before = departments_known(), department_of(self.services.transaction, username)
        form = DepartmentForm()
        form.department.choices = [SelectChoice(id_, label.say(language())) for id_, label in known.items()]
        if request.method == "GET":
            form.department.data = before
        elif form.validate():
            given = {"officer": signed_in_officer(), "at": self.services.clock.now()}
            try:
                set_department(self.services.transaction, username, form.department.data, known, **given)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                flash(_("%(name)s answers for another department from now on.", name=username), "success")
                return redirect(url_for("accounts.index_view"))
        page = self.render("console/set_department.html", form=form, username=username)
        return page if request.method == "GET" else (page, UNPROCESSABLE)


def _narrowed() -> Iterator[Any]:
    """Give the conditions that the address asks for."""
    yield OF_THE_OFFICE
    if role := request.args.get("role"):
        yield AccountRow.roles.any(RoleRow.name == role)
    if place := request.args.get("office"):
        yield AccountRow.office_id == place
    if (is_open := request.args.get("open")) in {"yes", "no"}:
        yield AccountRow.active.is_(is_open == "yes")


def _is_own(row: AccountRow) -> bool:
    """Nobody changes or closes the own account."""
    return row.id == signed_in_officer().account_id


def _roles(row: AccountRow) -> Markup:
    """Name the roles, with the way to others."""
    said = _(", ").join(say_role(role.name) for role in row.roles)
    return escape(said) if _is_own(row) else Markup("{}<br>{}").format(said, _link("accounts.duties", row, _("Change")))


def _is_open(row: AccountRow) -> Markup:
    """Say whether the account is open, with the way to the other."""
    said = _("yes") if row.active else _("no")
    way = ("accounts.close", _("Close")) if row.active else ("accounts.again", _("Open again"))
    return escape(said) if _is_own(row) else Markup("{}<br>{}").format(said, _link(way[0], row, way[1]))


def _department(row: AccountRow) -> str:
    """Name the department of who answers for one, with the way to another."""
    if all(role.name != Role.DEPARTMENT for role in row.roles):
        return ""
    label = departments_known().get(row.department or "")
    return _link("accounts.department", row, label.say(language()) if label else row.department or _("not set"))


def _identity(row: AccountRow) -> str:
    """Give the way to where it is recorded who somebody is."""
    return _link("accounts.identify", row, _("Record the number"))


def _link(endpoint: str, row: AccountRow, words: str) -> Markup:
    link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
    return Markup(link).format(url_for(endpoint, username=row.username), words, row.username)  # noqa: S704 - escapes what it is given


def _factor(row: AccountRow) -> str:
    """Say whether the second factor is set up, with the way to a new start."""
    if row.tf_primary_method is None:
        return _("not set up")
    return _link("accounts.reset_factor", row, _("New start"))

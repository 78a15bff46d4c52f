"""Accounts of the office: names and roles, for administrators. They see no file, and here nobody is changed."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.views.rows import RecordView
from admin.words import say_at, say_role
from scoring.records.accounts import AccountRow


class AccountsView(RecordView):
    """`/admin/accounts/`."""

    rows = AccountRow

    column_list: ClassVar[list[str]] = ["username", "name", "roles", "active", "created_at"]
    column_searchable_list: ClassVar[list[str]] = ["username", "name"]
    column_sortable_list: ClassVar[list[str]] = ["username", "name", "active", "created_at"]
    column_default_sort = "username"
    column_labels: ClassVar[dict[str, Any]] = {
        "username": _l("User name"),
        "name": _l("Name"),
        "roles": _l("Roles"),
        "active": _l("May sign in"),
        "created_at": _l("Created"),
    }
    column_formatters: ClassVar[dict[str, Any]] = {
        "roles": lambda _view, _context, row, _name: _(", ").join(say_role(role.name) for role in row.roles),
        "active": lambda _view, _context, row, _name: _("yes") if row.active else _("no"),
        "created_at": lambda _view, _context, row, _name: say_at(row.created_at),
    }

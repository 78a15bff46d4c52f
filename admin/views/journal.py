"""The journal, for auditors: every act as a link of a chain, and whether the chains are whole."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_admin import expose
from flask_babel import lazy_gettext as _l

from admin.views.rows import RecordView
from admin.words import say_act, say_at, say_break
from scoring.casework.queries import check_journal
from scoring.casework.scope import events_within
from scoring.casework.verify_chains import read_chains
from scoring.records.accounts import AccountRow
from scoring.records.events import EventRow
from scoring.web.person import signed_in_officer


class JournalView(RecordView):
    """`/admin/journal/`."""

    rows = EventRow

    column_list: ClassVar[list[str]] = ["id", "stream", "number", "act", "actor_id", "at", "hash"]
    column_searchable_list: ClassVar[list[str]] = ["stream", "act"]
    column_sortable_list: ClassVar[list[str]] = ["id", "stream", "number", "act", "at"]
    column_default_sort: ClassVar[tuple[str, bool]] = ("id", True)
    column_labels: ClassVar[dict[str, Any]] = {
        "id": _l("No."),
        "stream": _l("Stream"),
        "number": _l("Link"),
        "act": _l("Act"),
        "actor_id": _l("Account"),
        "at": _l("Moment"),
        "hash": _l("Hash"),
    }
    column_formatters: ClassVar[dict[str, Any]] = {
        "act": lambda _view, _context, row, _name: say_act(row.act, row.stream),
        "at": lambda _view, _context, row, _name: say_at(row.at),
        "actor_id": lambda view, _context, row, _name: view.actor(row.actor_id),
        "hash": lambda _view, _context, row, _name: f"{row.hash[:16]}…",
    }

    def get_query(self) -> Any:
        """Give what this auditor may see."""
        return super().get_query().where(events_within(signed_in_officer()))

    def get_count_query(self) -> Any:
        """Count what this auditor may see."""
        return super().get_count_query().where(events_within(signed_in_officer()))

    def actor(self, account_id: int | None) -> str:
        """Name who acted; empty where the installation itself did."""
        return (
            "" if account_id is None else str(self.session.session.get_one(AccountRow, account_id).name)
        )  # `session` is the extension

    def render(self, template: str, **values: Any) -> Any:
        """Write a page; the list says where the chains stand."""
        return super().render(template, chains=read_chains(self.services.transaction, officer=signed_in_officer()), **values)

    @expose("/verify")
    def verify(self) -> str:
        """Verify every chain."""
        broken = check_journal(self.services.transaction, officer=signed_in_officer())
        return self.render("console/verify.html", broken=broken, why=say_break(broken.why) if broken else "")

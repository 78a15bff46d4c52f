"""Read-only lists of rows: one view for all, everything but reading switched off."""

from __future__ import annotations

from typing import Any, ClassVar

import sqlalchemy as sa
from flask import abort
from flask_admin.contrib.sqla import ModelView

from admin.view import Guarded
from scoring.web.services import Services


class RecordView(Guarded, ModelView):
    """A list of rows that nobody changes here: no create, edit, delete, inline editing, action, export or details."""

    index_page = "index_view"
    can_create = can_edit = can_delete = can_export = can_view_details = False
    column_editable_list: ClassVar[list[str]] = []
    action_disallowed_list: ClassVar[list[str]] = ["delete"]
    list_template = "console/rows.html"
    page_size = 50
    can_set_page_size = False
    named_filter_urls = True

    rows: ClassVar[type]

    def __init__(self, database: Any, services: Services, **options: Any) -> None:
        super().__init__(self.rows, database, **options)
        self.services = services

    def get_list(self, *arguments: Any, **options: Any) -> Any:
        """Give one page of rows; an address that cannot be read is a bad request, not a fault."""
        try:
            return super().get_list(*arguments, **options)
        except (KeyError, ValueError, OverflowError, sa.exc.DataError, sa.exc.StatementError):
            abort(400)

    def _get_list_filter_args(self) -> Any:
        try:
            return super()._get_list_filter_args()
        except (KeyError, ValueError):
            abort(400)

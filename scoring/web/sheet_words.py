"""What a person reads where a sheet of answers cannot be read: what is wrong with it, and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from scoring.application.sheet_columns import HEADS, Column
from scoring.web.language import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.errors import SheetRefused


def say_sheet_refusal(refused: SheetRefused) -> tuple[str, str]:
    """Say why a sheet was refused, and the remedy."""
    named = _(", ").join(f"“{HEADS[Column(column)].say(language())}”" for column in refused.columns)
    return _WHY[refused.why](named or refused.limit)


_WHY: dict[str, Callable[[object], tuple[str, str]]] = {
    "empty": lambda _of: (_("The file is empty."), _("Choose the file again, or save it anew first.")),
    "too_large": lambda most: (
        _("The file is larger than %(most)s MB.", most=most),
        _("Take out what does not belong to the answers, or send the rows as several files."),
    ),
    "too_much": lambda _of: (
        _("The file unpacks to far more than a sheet of answers holds."),
        _("Copy the rows into a new sheet and save that."),
    ),
    "unknown_type": lambda _of: (
        _("The content is neither XLSX nor CSV, whatever the name says."),
        _("Open the file in your spreadsheet program and save it as XLSX."),
    ),
    "old": lambda _of: (
        _("The file is of the old XLS format, or asks for a password."),
        _("Open it in your spreadsheet program and save it as XLSX, without a password."),
    ),
    "acting": lambda _of: (
        _("The file holds macros or other files."),
        _("Save it as XLSX without macros and without embedded files."),
    ),
    "unreadable": lambda _of: (
        _("The file is damaged and cannot be read."),
        _("Open it yourself to see whether it is whole, then save it anew."),
    ),
    "too_heavy": lambda _of: (_("Reading the file took too long."), _("Copy the rows into a new sheet and save that.")),
    "too_many_rows": lambda most: (
        _("The file has more than %(most)s rows.", most=most),
        _("Send the rows as several files; the rows of one request stay together."),
    ),
    "too_many_requests": lambda most: (
        _("The file answers more than %(most)s requests.", most=most),
        _("Send the rows as several files; the rows of one request stay together."),
    ),
    "columns_missing": lambda columns: (
        _("Columns are missing: %(columns)s.", columns=columns),
        _("Fetch the open requests again, and leave the heads of the columns as they are."),
    ),
    "columns_twice": lambda columns: (
        _("Columns are there twice: %(columns)s.", columns=columns),
        _("Take the columns out that do not belong there."),
    ),
    "nothing_below": lambda _of: (_("There is no row below the heads."), _("Choose the file that you filled in.")),
}

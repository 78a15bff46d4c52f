"""The search of the list of applications, as the address asks for it; what does not exist filters nothing."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.deadlines import Asked, late_by
from scoring.application.desk import Flag
from scoring.application.identity import is_whole_number
from scoring.application.status import FILE_KINDS, FileKind, Status
from scoring.casework.lines import ApplicationSearch, Held
from scoring.web.services import Services

HELD = ("mine", "nobody", "anybody")


YEARS = range(1900, 2200)
"""The years that a list is asked for: far outside of them a day has no moment in every time zone."""


def day_of(text: str) -> date | None:
    """Read a day such as `2026-03-02`; None where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def moved() -> Response | None:
    """Keep identity numbers out of addresses: give where the search is answered instead, None where it is answered here.

    A whole number is sent, and answered at once; everything else stands in the address, where it can be kept and passed on.
    """
    given = {name: value for name, value in request.values.items() if value and name != "csrf_token"}
    is_number = is_whole_number(given.get("q", ""))
    if is_number == (request.method == "POST"):
        return None
    if is_number:
        del given["q"]
        flash(_("An identity number has no place in an address: type it into the search field."), "error")
    return redirect(url_for(request.endpoint or "", **given))


def due_wanted() -> Asked | None:
    """Give what the address asks for by deadline; None where it asks for nothing."""
    due = request.values.get("due")
    return cast("Asked", due) if due in {"late", "week"} else None


def search_wanted(services: Services, *, status: Status | None = None, held: Held = "") -> ApplicationSearch:
    """Give the search that the address asks for; *status* and *held* are what it does not ask for but is given."""
    asked = request.values
    flag = Flag(asked["flag"]) if asked.get("flag") in {str(each) for each in Flag} else None
    due = due_wanted() or ("late" if flag is Flag.OVERDUE else None)
    named = Status(asked["status"]) if asked.get("status") in {str(each) for each in Status} else None
    return ApplicationSearch(
        text=asked.get("q", ""),
        status=status or named,
        scheme=asked.get("scheme", ""),
        late=late_by(services, due) if due else None,
        flag=flag,
        today=services.clock.today(),
        office=asked.get("office", ""),
        kind=cast("FileKind", asked["kind"]) if asked.get("kind") in FILE_KINDS else None,
        held=held or (cast("Held", asked["held"]) if asked.get("held") in HELD else ""),
    )

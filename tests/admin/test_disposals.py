"""Two supervisors approve the list of what is due on its page; what is erased stands in the report."""

from __future__ import annotations

from datetime import timedelta

from scoring.casework.list_due import list_due
from scoring.policy.procedure import Duration
from scoring.web.services import services_of
from tests.admin.steps import hidden


def test_a_list_is_approved_by_two_and_carried_out(office, desk):
    reference = desk.recommended("refuse")
    assert desk.act("supervisor1", reference, "decide", act="refuse", reason="No.").status_code == 302
    assert "Nothing is due." in desk.page("supervisor1", "/admin/disposals/")
    services = services_of(office)
    kept, later = {"decided": Duration(12, "months")}, services.clock.now() + timedelta(days=366)
    [number] = list_due(services.transaction, kept, at=later)
    address = f"/admin/disposals/{number}"
    page = desk.page("supervisor1", address)
    assert reference in page
    assert desk.as_("supervisor1").post(f"{address}/approve", data=hidden(page)).location == address
    again = desk.as_("supervisor1").post(f"{address}/approve", data=hidden(page))
    assert again.status_code == 409
    assert "Approve the erasure" not in desk.page("supervisor1", address)
    assert "Approve the erasure" not in desk.page("auditor1", address)
    assert "Waiting" in desk.page("auditor1", "/admin/disposals/")

"""What auditors and supervisors see of decisions, samples, reveals, chains and erasure, in the browser; each page seen by axe."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.application.audit import DecisionFilter
from scoring.casework.draft_queries import officer_named
from scoring.casework.draw_sample import draw_sample
from scoring.casework.list_due import list_due
from scoring.casework.recompute_decisions import recompute_one
from scoring.casework.verify_chains import verify_chains
from scoring.casework.viewing import reveal
from scoring.policy.procedure import Duration
from scoring.web.services import services_of
from tests.casework.stories import AT, ON, REFUSE
from tests.inspecting import inspect
from tests.pages.own_files import office_of
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_what_auditors_open(live, new_page, width, language):
    services = services_of(live.app)
    office = office_of(services)
    application = office.recommended(REFUSE, family=office.family())
    decision = office.refuse(application).reference
    auditor = officer_named(office.transaction, "auditor1")
    later = AT + timedelta(days=400)
    reveal(office.transaction, application.reference, officer=office.officer, at=AT, reason="核对", page="applications.reveal")
    recompute_one(office.transaction, office.library, decision, officer=auditor, at=AT)
    period = DecisionFilter(first=ON, last=ON)
    sample = draw_sample(office.transaction, "7", 5, period, officer=auditor, at=later)
    list(verify_chains(office.transaction, at=AT))
    [number, *_others] = list_due(office.transaction, {"decided": Duration(12, "months")}, at=later)
    page = new_page(width=width, height=900, language=language)
    enter_on_page(page, live, "auditor1")
    for address in (
        "/admin/audit/?scheme=guangzhou@2025&criterion=education_points",
        "/admin/audit/?kind=refused",
        "/admin/audit/recomputed",
        "/admin/audit/recomputed/1",
        "/admin/audit/samples",
        f"/admin/audit/samples/{sample}",
        f"/admin/audit/samples/{sample}/1",
        "/admin/audit/reveals",
        "/admin/audit/export",
        "/admin/journal/",
        "/admin/access/",
        "/admin/disposals/",
        f"/admin/disposals/{number}",
    ):
        page.goto(address)
        inspect(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    page.goto(f"/admin/decisions/{decision}")
    page.locator(f"form[action='/admin/decisions/{decision}/recompute'] button").click()
    page.wait_for_url("**/admin/audit/recomputed/*")
    inspect(page)

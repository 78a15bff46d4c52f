"""Auditors look for decisions and have them computed again; they change nothing else."""

from __future__ import annotations

import sqlalchemy as sa

from scoring.jobs.running import run_job
from scoring.records.jobs import JobRow
from scoring.web.services import services_of
from tests.admin.steps import hidden

NAME, NUMBER = "张示范", "430103198702010002"


def run_jobs(office):
    """Do every job that waits, as a worker would."""
    services = services_of(office)
    with services.transaction() as session:
        waiting = session.scalars(sa.select(JobRow.id).where(JobRow.state == "queued")).all()
    return [run_job(services.background.desk, number, "w") for number in waiting]


def test_an_auditor_finds_a_decision_and_computes_it_again(desk):
    reference = desk.granted()
    page = desk.page(
        "auditor1", f"/admin/audit/?number={reference}&first=2026-03-01&last=2026-12-31&scheme=guangzhou@2025&officer=officer1"
    )
    assert f"{reference}-D" in page
    assert "1 record" in page
    assert NAME not in page
    assert "was left out" in desk.page("auditor1", "/admin/audit/?first=yesterday&last=9999-12-31")
    assert "No decision matches" in desk.page("auditor1", "/admin/audit/?outcome=vetoed&kind=refused")
    shown = desk.page("auditor1", f"/admin/decisions/{reference}-D")
    answer = desk.as_("auditor1").post(f"/admin/decisions/{reference}-D/recompute", data=hidden(shown))
    assert answer.status_code == 302
    done = desk.page("auditor1", answer.location)
    assert "All equal" in done
    assert "Number: " in done
    assert NUMBER not in done
    assert desk.as_("auditor1").post(f"/admin/decisions/{reference}-D/recompute").status_code == 400
    assert "Compute again" not in desk.page("supervisor1", f"/admin/decisions/{reference}-D")


def test_all_that_was_found_is_computed_in_the_background(office, desk):
    desk.granted()
    page = desk.page("auditor1", "/admin/audit/?kind=granted")
    sent = dict(hidden('id="main-content"' + page.split('action="/admin/audit/recomputed"')[1].join(("<form", ""))))
    assert sent["kind"] == "granted"
    answer = desk.as_("auditor1").post("/admin/audit/recomputed", data=sent)
    waiting = desk.page("auditor1", answer.location)
    assert "Not done yet" in waiting
    assert "goes on in the background" in waiting
    run_jobs(office)
    assert "All equal" in desk.page("auditor1", answer.location)
    listed = desk.page("auditor1", "/admin/audit/recomputed")
    assert "All equal" in listed
    assert "Decision: granted" in listed
    assert desk.as_("auditor1").post("/admin/audit/recomputed", data={}).status_code == 400


def test_what_was_found_is_fetched_as_a_sheet_without_names(desk):
    reference = desk.granted()
    sheet = desk.as_("auditor1").get("/admin/audit/sheet/csv?kind=granted")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="decisions.csv"'
    assert f"{reference}-D,{reference},Granted,张**,guangzhou@2025,Eligible," in sheet.text
    assert NAME not in sheet.text
    assert desk.as_("auditor1").get("/admin/audit/sheet/xlsx").data.startswith(b"PK")
    assert desk.as_("auditor1").get("/admin/audit/sheet/exe").status_code == 404


def test_criteria_and_rows_of_a_chosen_version_are_offered(desk):
    reference = desk.granted()
    page = desk.page("auditor1", "/admin/audit/?scheme=guangzhou@2025&criterion=education_points")
    assert f"{reference}-D" in page
    assert '<option value="education_points" selected>' in page
    assert "education_points/1" in page
    assert "No decision matches" in desk.page("auditor1", "/admin/audit/?scheme=guangzhou@2025&criterion=education_points/999")

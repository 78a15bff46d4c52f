"""Auditors look for decisions and have them computed again; they change nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from scoring.application.audit import DecisionFilter
from scoring.casework.draft_queries import officer_named
from scoring.casework.draw_sample import draw_sample
from scoring.casework.journal_file import FileChecked, check_lines
from scoring.casework.verify_chains import verify_chains
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


def test_a_sample_is_drawn_looked_at_and_closed(office, desk):
    reference = desk.granted()
    at_once = {"seed": "7", "size": "5", "first": "2026-03-01", "last": "2026-03-02", "scheme": ""}
    refused = desk.send("auditor1", "/admin/audit/samples", **at_once)
    assert (refused.status_code, "The period must be over" in refused.text) == (422, True)
    assert desk.send("auditor1", "/admin/audit/samples", seed="", size="x").status_code == 422
    services = services_of(office)
    wanted = DecisionFilter(first=date(2026, 3, 1), last=date(2026, 3, 2))
    auditor = officer_named(services.transaction, "auditor1")
    later = services.clock.now() + timedelta(days=2)
    number = draw_sample(services.transaction, "7", 5, wanted, officer=auditor, at=later)
    address = f"/admin/audit/samples/{number}"
    page = desk.page("auditor1", address)
    assert f"{reference}-D" in page
    assert NAME not in page
    early = desk.as_("auditor1").post(f"{address}/close", data=hidden(page))
    assert (early.status_code, "Not every decision" in early.text) == (409, True)
    assert desk.send("auditor1", f"{address}/1").status_code == 422
    assert desk.send("auditor1", f"{address}/1", verdict="not_in_order", words="").status_code == 422
    form = hidden(desk.page("auditor1", f"{address}/1"))
    assert desk.send("auditor1", f"{address}/1", verdict="not_in_order", words="A month too few.").location == address
    stale = desk.as_("auditor1").post(f"{address}/1", data={**form, "verdict": "in_order", "words": "Mine."})
    assert (stale.status_code, "Mine." in stale.text) == (409, True)
    assert "A month too few." in desk.page("auditor1", address)
    assert desk.as_("auditor1").get(f"{address}/9").status_code == 404
    assert desk.as_("auditor1").post(f"{address}/close", data=hidden(page)).location == address
    closed = desk.page("auditor1", address)
    assert "No longer looked at" in closed
    assert "Close the sample" not in closed
    assert "No longer looked at" in desk.page("auditor1", "/admin/audit/samples")


def test_what_was_shown_in_full_is_listed(desk):
    reference = desk.granted()
    page = desk.page("officer1", f"/admin/applications/{reference}")
    desk.as_("officer1").post(f"/admin/applications/{reference}/reveal", data={**hidden(page), "reason": "To call back."})
    listed = desk.page("auditor1", f"/admin/audit/reveals?q={reference}&who=officer1&first=2026-03-01")
    for words in ("To call back.", "officer1", "Files shown in full", "File, names and numbers in full"):
        assert words in listed
    assert NAME not in listed
    assert "Nothing was shown in full" in desk.page("auditor1", "/admin/audit/reveals?who=nobody")


def test_the_chains_stand_on_the_pages_and_a_period_is_taken_away(office, desk):
    desk.granted()
    for address in ("/admin/journal/", "/admin/access/", "/admin/audit/export"):
        assert "Never verified" in desk.page("auditor1", address)
    list(verify_chains(services_of(office).transaction, at=services_of(office).clock.now()))
    assert "Whole" in desk.page("auditor1", "/admin/journal/")
    file = desk.send("auditor1", "/admin/audit/export", first="2026-03-02", last="2026-03-02")
    assert file.headers["Content-Disposition"] == 'attachment; filename="journal-2026-03-02-2026-03-02.jsonl"'
    assert isinstance(check_lines(file.data.splitlines(keepends=True)), FileChecked)
    assert NAME not in file.text
    assert desk.send("auditor1", "/admin/audit/export", first="2026-03-02", last="2026-03-01").status_code == 422
    assert desk.send("auditor1", "/admin/audit/export", first="x").status_code == 422

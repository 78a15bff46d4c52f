"""Whatever shows something of a file leaves an entry in the log of reads, or is not shown; names are masked until a reason is given."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from admin.views.access_log import say_page
from scoring.application.officer import Role
from scoring.records.access_log import ViewRow
from scoring.web.access import ACCESS
from scoring.web.services import services_of
from scoring.web.viewing import SHOWING, shows_persons
from tests.admin.steps import hidden
from tests.admin.test_permissions import KNOWN, routes
from tests.conftest import SERVICE

NAME, NUMBER = "张示范", "430103198702010002"


def reads(office):
    with services_of(office).transaction() as session:
        return session.scalars(sa.select(ViewRow).order_by(ViewRow.sequence)).all()


def test_every_page_that_reaches_files_is_written_down(office, desk):
    """Generated from the table of permissions: a new page is watched without anybody's doing."""
    reference = desk.granted()
    readers = {Role.OFFICER: "officer1", Role.SUPERVISOR: "supervisor1", Role.AUDITOR: "auditor1", Role.DEPARTMENT: "department1"}
    shown = set()
    for endpoint, address, method in routes(office, {**KNOWN, "reference": reference}):
        row = ACCESS.get(endpoint)
        if method != "GET" or not shows_persons(endpoint):
            continue
        reader = next(readers[role] for role in readers if role in row.roles)
        before = len(reads(office))
        answer = desk.as_(reader).get(address.replace(f"/decisions/{reference}", f"/decisions/{reference}-D"))
        entries = reads(office)[before:]
        assert len(entries) == (answer.status_code in SHOWING), (endpoint, answer.status_code)
        for entry in entries:
            shown.add(endpoint)
            assert entry.page == {"applications.document": "documents/1", "applications.service_proof": "documents/1"}.get(
                endpoint, endpoint
            ), "its use case says which one"
            assert (entry.application_id is not None) == ("reference" in arguments(office, endpoint))
    assert {
        "applications.file",
        "applications.index",
        "decisions.decision",
        "entitlements.index",
        "journal.index_view",
        "counter.index",
    } <= shown


def arguments(office, endpoint):
    return next(rule.arguments for rule in office.url_map.iter_rules() if rule.endpoint == endpoint)


def test_a_list_tells_how_many_rows_it_showed_and_how_it_was_searched(office, desk):
    desk.record()
    desk.page("officer1", "/admin/applications/")
    desk.find("officer1", NUMBER)
    assert [(entry.rows, entry.sought) for entry in reads(office)[-2:]] == [(1, None), (1, "identity_number")]


def test_what_cannot_be_written_down_is_not_shown(office, desk):
    reference = desk.record()
    client = desk.as_("officer1")
    take_head_away(services_of(office).settings)
    office.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        answer = client.get(f"/admin/applications/{reference}")
    finally:
        office.config["PROPAGATE_EXCEPTIONS"] = None
    assert answer.status_code == 500
    assert "张" not in answer.text
    assert "Accepted" not in answer.text


def take_head_away(settings):
    """What only the owner of the database can do."""
    engine = sa.create_engine(settings.database_url.replace(f"//{SERVICE}@", "//test@"))
    guard = (
        "DROP TRIGGER chain_heads_no_delete" if engine.dialect.name == "sqlite" else "ALTER TABLE chain_heads DISABLE TRIGGER USER"
    )
    with engine.begin() as connection:
        connection.execute(sa.text(guard))
        connection.execute(sa.text("DELETE FROM chain_heads WHERE chain = 'access'"))
    engine.dispose()


@pytest.mark.parametrize(("page", "suffix"), [("applications", ""), ("decisions", "-D")])
def test_names_and_numbers_are_masked_until_a_reason_is_given(office, desk, page, suffix):
    reference = desk.granted()
    address = f"/admin/{page}/{reference}{suffix}"
    masked = desk.page("supervisor1", address)
    assert "张**" in masked
    assert NAME not in masked
    assert NUMBER not in masked
    client = desk.as_("supervisor1")
    refused = client.post(f"{address}/reveal", data={**hidden(masked), "reason": " "})
    assert refused.status_code == 422
    assert NAME not in refused.text
    assert "Say for what you need names and numbers in full." in refused.text
    before = len(reads(office))
    whole = client.post(f"{address}/reveal", data={**hidden(masked), "reason": "To print the letter."})
    assert whole.status_code == 200
    assert NAME in whole.text
    assert NUMBER in whole.text
    assert whole.headers["Cache-Control"] == "no-store"
    [entry] = reads(office)[before:]
    assert (entry.kind, entry.page) == ("revealed", f"{page}.reveal")
    assert NAME not in desk.page("supervisor1", address)
    assert client.get(f"{address}/reveal").location == address


def test_acting_shows_masked_names_only(desk):
    granted = desk.granted(**{"applicant-identity_number": "430103198702010010"})
    reference = desk.record()
    assert NAME not in desk.page("officer1", f"/admin/applications/{reference}/recommend")
    assert NAME not in desk.page("officer1", f"/admin/applications/{granted}/register")


def test_an_auditor_reads_the_log_by_file_person_and_period(desk):
    reference = desk.granted()
    address = f"/admin/applications/{reference}"
    page = desk.page("officer1", address)
    desk.as_("officer1").post(f"{address}/reveal", data={**hidden(page), "reason": "To call the applicant back."})
    log = desk.page("auditor1", f"/admin/access/?q={reference}&who=officer1&first=2026-03-01&last=2026-03-02")
    for words in ("To call the applicant back.", "shown in full", "File, names and numbers in full", "officer1"):
        assert words in log
    assert NAME not in log
    assert "No read matches" in desk.page("auditor1", "/admin/access/?last=2026-03-01")
    assert reference in desk.page("auditor1", "/admin/access/?first=nonsense")


def test_names_are_not_shown_in_full_again_and_again(opened, template):
    """Whoever asks for one after the other waits: a reason a minute is work, a hundred are a copy of the register."""
    from dataclasses import replace

    import admin
    from scoring.settings import Limits
    from tests.signing_in import enter

    settings = replace(template.settings, database_url=template.copy("revealing"), limits=Limits(0, 0, 0, 0, 0, 2))
    app = opened(settings)
    admin.register(app, services_of(app))
    client = app.test_client()
    enter(app, client, "officer1", template.passwords["officer1"])
    app.config["WTF_CSRF_ENABLED"] = False
    answers = [client.post("/admin/applications/2026-000001/reveal", data={"reason": "x"}).status_code for _ in range(3)]
    assert answers == [404, 404, 429]


def test_what_was_sent_is_named(office):
    with office.test_request_context("/en/"):
        assert [say_page(what) for what in ("documents/2", "documents/2/receipts/1", "objections/1/files/3", "evidence/4/1")] == [
            "Document issued, number 2 of its file",
            "Signed proof of the service of document 2",
            "Objection 1, file 3",
            "Evidence, file 4, page 1",
        ]

"""Two supervisors erase a file whose retention is over; its pages then say so, and nothing fails."""

from __future__ import annotations

import sqlalchemy as sa

from scoring.web.services import services_of
from tests.admin.steps import hidden

LONG_AGO = "2014-01-05 09:00:00"


def make_old(office, reference):
    """Put the journal's guard aside for a moment: no test waits for ten years."""
    engine = sa.create_engine(services_of(office).settings.database_url.replace("//luohu_service@", "//test@"))
    sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        made = connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 'events_no_update'")) if sqlite else ""
        connection.execute(sa.text("DROP TRIGGER events_no_update" if sqlite else "ALTER TABLE events DISABLE TRIGGER USER"))
        stream = "'application:' || (SELECT id FROM applications WHERE reference = :reference)"
        connection.execute(sa.text(f"UPDATE events SET at = '{LONG_AGO}' WHERE stream = {stream}"), {"reference": reference})
        connection.execute(sa.text(made or "ALTER TABLE events ENABLE TRIGGER USER"))
    engine.dispose()


def test_a_file_is_erased_by_two_supervisors_and_says_so(office, desk):
    reference = desk.recommended("refuse")
    assert desk.act("supervisor1", reference, "decide", act="refuse", reason="No.").status_code == 302
    address = f"/admin/applications/{reference}/erase"
    assert "Erase personal data" in desk.page("supervisor1", f"/admin/applications/{reference}")
    assert "is to be kept until" in desk.page("supervisor1", address)
    make_old(office, reference)
    own = desk.page("supervisor1", address)
    assert "Propose to erase" in own
    unsure = desk.as_("supervisor1").post(address, data=hidden(own))
    assert unsure.status_code == 422
    assert "Look whether anything is open" in unsure.text
    assert desk.send("supervisor1", address, sure="y").status_code == 302
    assert "You proposed this" in desk.page("supervisor1", address)
    page = desk.page("supervisor2", address)
    assert "proposed to erase it" in page
    own = {**hidden(page), "csrf_token": hidden(own)["csrf_token"], "sure": "y"}
    assert desk.as_("supervisor1").post(address, data=own).status_code == 409
    assert desk.as_("supervisor2").post(address, data={**hidden(page), "sure": "y"}).status_code == 302
    for username in ("supervisor1", "officer1", "auditor1"):
        for shown in (f"/admin/applications/{reference}", f"/admin/decisions/{reference}-D"):
            said = desk.page(username, shown)
            assert "were erased on" in said
            assert "张" not in said
    for listed in ("applications", "decisions"):
        assert "erased" in desk.page("auditor1", f"/admin/{listed}/")
    for act in ("reveal", "erase"):
        answer = desk.as_("supervisor1").post(f"/admin/applications/{reference}/{act}", data={**own, "reason": "x"})
        assert (answer.status_code, "The personal data were erased" in answer.text) == (410, True)
    assert desk.as_("supervisor1").get(f"/admin/applications/{reference}/decide").status_code == 410


def test_a_file_is_held_by_one_supervisor_and_released_by_another(desk):
    reference = desk.record()
    address = f"/admin/applications/{reference}/hold"
    assert "Hold back from erasure" in desk.page("supervisor1", f"/admin/applications/{reference}")
    blank = desk.send("supervisor1", address, reason=" ")
    assert (blank.status_code, "Say why: which court" in blank.text) == (422, True)
    old = hidden(desk.page("supervisor2", address))
    assert desk.send("supervisor1", address, reason="Case 12 at the court").status_code == 302
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Litigation hold" in page
    assert "Case 12 at the court" in page
    assert "You placed this hold" in desk.page("supervisor1", address)
    assert "is held: a supervisor holds it" in desk.page("supervisor1", f"/admin/applications/{reference}/erase")
    late = desk.as_("supervisor2").post(address, data={**old, "reason": "Another case"})
    assert (late.status_code, "Another case" in late.text) == (409, True), "the words are kept"
    assert desk.send("supervisor2", address, reason="The case is over").status_code == 302
    assert "Litigation hold" not in desk.page("officer1", f"/admin/applications/{reference}")
    assert desk.as_("officer1").get(address).status_code == 403

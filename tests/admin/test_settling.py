"""The time to be registered through the pages: read, reminded of by post, over, and a person lets the grant lapse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from scoring.casework.publish_folder import publish_folder
from scoring.casework.record_case import answer_body
from scoring.casework.remind_settling import remind_settling
from scoring.casework.stay_execution import lift_stay, stay_execution
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.admin.test_publicity import on_day, person  # noqa: F401 - a fixture
from tests.casework import hamlet
from tests.casework.filings import content_for
from tests.casework.outside import TODAY, contested, do
from tests.casework.stories import AT, ON
from tests.pages.own_files import Own, office_of

TIMED = "procedure: {in_flight: pin, days: {settle: {n: 200, unit: days, from: decision, reference: art. 9}}}"
LAST = ON + timedelta(days=200)
WHY = "二百日已过，三次提醒。"


@pytest.fixture
def timed(office, tmp_path):
    """The office under rules with a time to be registered."""
    (tmp_path / "hamlet").mkdir()
    text = hamlet.text(first="2026-03-01").replace("procedure: {in_flight: pin}", TIMED)
    (tmp_path / "hamlet/1.yaml").write_text(text, "utf-8")
    (tmp_path / "hamlet/1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(office)
    publish_folder(services.transaction, tmp_path, at=AT)
    services.live.refresh()
    return replace(office_of(services), library=services.library)


def remind(app, day):
    services = services_of(app)
    return remind_settling(services.transaction, services.library, services.timing, at=AT + (day - ON))


def test_by_post_until_it_may_lapse_and_a_person_decides(office, desk, timed, on_day):  # noqa: F811
    application = timed.granted(scheme="hamlet", version="1", facts={"years": 5}, round=None, applicant=person("王小明"))
    address = f"/admin/applications/{application.reference}"
    assert desk.as_("officer1").get(f"{address}/reminder").status_code == 409, "no letter is due"
    lapse = desk.page("supervisor1", f"{address}/lapse")
    assert "The time is not over: it ends on" in lapse
    for before in (180, 90, 30):
        on_day(LAST - timedelta(days=before))
        assert application.reference in remind(office, LAST - timedelta(days=before))
        assert "Reminder to be posted" in desk.page("officer1", "/admin/applications/?flag=reminder-to-post")
        assert "Reminders to be posted" in desk.page("officer1", "/admin/")
        assert desk.send("officer1", f"{address}/reminder", on="2026-01-01", proof="EMS 1").status_code == 422
        form = desk.page("officer1", f"{address}/reminder")
        sent = {"on": (LAST - timedelta(days=before)).isoformat(), "proof": "EMS 1"}
        assert desk.as_("officer1").post(f"{address}/reminder", data={**hidden(form), **sent}).status_code == 302
        late = desk.as_("officer1").post(f"{address}/reminder", data={**hidden(form), **sent})
        assert late.status_code == 409
        assert "EMS 1" in late.text
    on_day(LAST + timedelta(days=1))
    assert "to lapse or not" in desk.page("supervisor1", "/admin/applications/?due=late")
    assert "Let it lapse" in desk.page("supervisor1", address)
    wrong = desk.send("supervisor1", f"{address}/lapse", reason="长" * 4001)
    assert (wrong.status_code, "长" * 4001 in wrong.text) == (422, True)
    form = desk.page("supervisor1", f"{address}/lapse")
    assert desk.send("officer1", f"{address}/note", reason="已致电。").status_code == 302
    late = desk.as_("supervisor1").post(f"{address}/lapse", data={**hidden(form), "reason": WHY})
    assert (late.status_code, WHY in unescape(late.text)) == (409, True)
    assert desk.send("supervisor1", f"{address}/lapse", reason=WHY).status_code == 302
    page = unescape(desk.page("supervisor1", address))
    assert "Notice that the grant lapsed" in page
    assert "by post: EMS 1" in page
    assert "Pending registration" not in page


def granted_online(app, timed):
    own = Own(app)
    own.file.office, own.file.at = timed, services_of(app).clock.now()
    own.file.begin(scheme="hamlet", content=content_for(own.file.holder, facts={"years": 5}, office=None))
    own.file.submit()
    timed.recommend(timed.verify(own.file.accept()))
    timed.grant(own.file)
    return own


def test_the_applicant_reads_until_when_and_how_often_they_were_reminded(office, timed, on_day):  # noqa: F811
    own = granted_online(office, timed)
    assert "The last day to be registered is" in own.get()
    assert "200 days are left" in own.get()
    assert "You will be reminded three times" in own.get()
    on_day(LAST - timedelta(days=20))
    remind(office, LAST - timedelta(days=20))
    page = own.get()
    assert "20 days are left" in page
    assert "by a message in your account" in page
    on_day(LAST + timedelta(days=1))
    assert "You may still be registered until the office decides" in own.get()


def test_both_pages_say_that_the_time_waits_and_which_days_did_not_count(office, desk, timed, on_day):  # noqa: F811
    own = granted_online(office, timed)
    application = contested(timed, own.file)
    address = f"/admin/applications/{application.reference}"
    assert f"{address}/register" in desk.page("officer1", address)
    do(timed, stay_execution, application, by="supervisor")
    on_day(TODAY)
    assert "The time to be registered waits meanwhile" in own.get()
    assert "The days since 1 April 2026 do not count" in own.get()
    page = unescape(desk.page("officer1", address))
    assert "the time waits, and nothing lapses meanwhile" in page
    assert f"{address}/register" not in page, "it would be refused"
    assert "waits: an outside body suspended the decision" in page
    do(timed, answer_body, application)
    assert "The days since 1 April 2026 do not count" in unescape(desk.page("officer1", "/admin/applications/"))
    do(timed, lift_stay, application, by="supervisor")
    for page in (own.get(), unescape(desk.page("officer1", address))):
        assert "20 September 2026" in page, "a Sunday that is worked"
        assert "The days from 1 April 2026 to 1 April 2026 did not count: an outside body suspended the decision." in page

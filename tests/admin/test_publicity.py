"""公示 through the pages: preview, publish, read as anybody, gone after the last day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest

from scoring.application.persons import Applicant
from scoring.casework.publish_folder import publish_folder
from scoring.clock import Clock
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.casework import hamlet
from tests.casework.filings import content_for
from tests.casework.stories import AT, ON, number
from tests.pages.own_files import Own, office_of

LISTED = "procedure: {in_flight: pin, publication: {fields: [%s], days: {n: 7, unit: days, reference: art. 9}, reference: art. 8}}"
SAFE, MORE = "masked_name, district, score_band", "masked_name, total"
NAMES = ("王小明", "王一", "王二", "王三", "王四", "李四")


def publish_village(app, folder, fields=SAFE):
    """Publish a scheme with a public list; gives the services."""
    text = hamlet.text(first="2026-03-01").replace("procedure: {in_flight: pin}", LISTED % fields)
    (folder / "hamlet").mkdir()
    (folder / "hamlet/1.yaml").write_text(text, "utf-8")
    (folder / "hamlet/1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(app)
    publish_folder(services.transaction, folder, at=AT)
    services.live.refresh()
    return services


@pytest.fixture
def village(office, tmp_path):
    """Publishes a scheme with a public list, and records people under it who are approved: `village("masked_name, …")` gives their files."""

    def made(fields=SAFE, names=NAMES):
        services = publish_village(office, tmp_path, fields)
        work = replace(office_of(services), library=services.library)
        changes = {"scheme": "hamlet", "version": "1", "facts": {"years": 5}, "round": None}
        return [work.approved(applicant=person(name), **changes) for name in names]

    return made


def applied(app):
    """Somebody who applied online under the village's rules, and is approved."""
    own, services = Own(app), services_of(app)
    work = replace(own.file.office, library=services.library)
    own.file.office, own.file.at = work, services.clock.now()
    own.file.begin(scheme="hamlet", content=content_for(own.file.holder, facts={"years": 5}, office=None))
    own.file.submit()
    work.recommend(work.verify(own.file.accept()))
    work.approve(own.file)
    return own


def person(name):
    return Applicant(name, number())


NEW = "/admin/publicity/new?scheme=hamlet&version=1"


def send(desk, who, **inputs):
    page = desk.page(who, NEW)
    return desk.as_(who).post(NEW, data={**hidden(page), "looked": "y", "starts": str(ON), **inputs})


@pytest.fixture
def on_day(office, desk):
    """Lets the service believe in another day, on which the people of the office sign in anew."""
    services = services_of(office)
    kept = services.clock

    def set_to(day):
        object.__setattr__(services, "clock", Clock(replace(services.settings, today=day)))
        desk.clients.clear()

    yield set_to
    object.__setattr__(services, "clock", kept)


def test_a_list_is_previewed_published_read_by_anybody_and_gone(office, desk, village, on_day):
    files = village()
    assert "Preview the list" in desk.page("supervisor1", "/admin/publicity/")
    preview = desk.page("supervisor1", NEW)
    assert preview.count("<td") >= 6
    assert "0 of 6 lines (0 %)" in preview
    assert all(file.reference in preview for file in files)
    answer = send(desk, "supervisor1", starts="2026-03-04")
    assert answer.status_code == 302, answer.text[-3000:]
    address = answer.location
    listed = desk.page("supervisor1", address)
    assert "Not open yet" in listed
    assert not any(file.reference in listed for file in files)
    public, visitor = "/en/publicity/" + address.rsplit("/", 1)[1], office.test_client()
    assert visitor.get(public).status_code == 404
    assert "No list is open today." in visitor.get("/en/publicity").text
    on_day(date(2026, 3, 4))
    assert "open until 11 March 2026" in visitor.get("/en/publicity").text
    shown = visitor.get(public)
    assert (shown.status_code, shown.headers["X-Robots-Tag"]) == (200, "noindex, nofollow, noarchive")
    assert '<meta name="robots" content="noindex' in shown.text
    rows = re.findall(r'id="line-\d+"[^>]*>\d+</td><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', shown.text)
    assert len(rows) == 6
    assert {row[1:] for row in rows} == {("Whole city", "10 or more, under 20")}
    assert not any(secret in shown.text for secret in ("小明", "李", *(file.reference for file in files)))
    assert "公示期" in visitor.get(public.replace("/en/", "/zh/")).text
    on_day(date(2026, 3, 12))
    gone = visitor.get(public)
    assert gone.status_code == 410
    assert "It could be read until 11 March 2026." in gone.text
    assert "王" not in gone.text


def test_a_grant_waits_for_the_last_day_in_words(desk, village, on_day):
    [file] = village(names=NAMES[:1])
    decide = f"/admin/applications/{file.reference}/decide"
    assert "it must stand on a public list first" in desk.page("supervisor1", decide)
    for day, said in ((ON, "stands on none that is over"), (ON, "until 9 March 2026")):
        on_day(day)
        early = desk.act("supervisor1", file.reference, "decide", act="grant", reason="Agreed.")
        assert early.status_code == 409
        assert said in early.text
        if "none" in said:
            assert send(desk, "supervisor1").status_code == 302
    on_day(date(2026, 3, 10))
    assert desk.act("supervisor1", file.reference, "decide", act="grant", reason="Agreed.").status_code == 302


def test_what_two_people_must_agree_to_is_proposed_by_one_and_published_by_the_other(desk, village):
    village(MORE)
    assert "1 of 6 lines (17 %)" in desk.page("supervisor1", NEW)
    assert "Two people must agree" in unescape(desk.page("supervisor1", NEW))
    assert send(desk, "supervisor1").location == "/admin/publicity/"
    page = desk.page("supervisor1", NEW)
    assert "You proposed this list." in page
    assert '<form method="post" novalidate>' not in page
    answer = send(desk, "head1")
    assert answer.status_code == 302
    listed = desk.page("head1", answer.location)
    assert "art. 8" in listed
    assert "Proposed by" in listed


def test_a_list_that_changed_and_a_form_that_is_not_complete_are_told(desk, village):
    village(names=NAMES[:1])
    answer = send(desk, "supervisor1", looked="", starts="")
    assert answer.status_code == 422
    assert "Give a day." in answer.text
    assert "confirm that you did" in answer.text
    answer = send(desk, "supervisor1", starts=str(ON - timedelta(days=1)))
    assert answer.status_code == 422
    assert "2026-03-01" in answer.text
    assert send(desk, "supervisor1", digest="0" * 64).status_code == 409
    assert "So few people" in desk.page("supervisor1", NEW)


def test_an_applicant_reads_which_list_and_is_told(office, desk, village, on_day):
    village(names=())
    own = applied(office)
    assert send(desk, "supervisor1").status_code == 302
    page = own.get()
    assert "On a public list, to be decided" in page
    assert "You stand on list" in page
    assert "from 2 March 2026 to 9 March 2026" in page
    assert "The application was put on a public list." in page
    assert "stands on a public list" in unescape(own.client.get("/en/account/messages").text)
    on_day(date(2026, 3, 10))
    assert "Read the list" not in own.get()

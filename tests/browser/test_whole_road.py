"""The whole road of one family in a browser, in both languages: from the proposal to a child's school place and a proof without us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from playwright.sync_api import expect

from scoring.application.filing import Named
from scoring.application.persons import Applicant
from scoring.casework.publish_folder import publish_folder
from scoring.casework.seal_document import seal_documents
from scoring.cli import command
from scoring.records.applications import ApplicationRow
from scoring.records.publications import PublicationLineRow
from scoring.web.services import services_of
from tests.api.test_agencies import WHAT_FOR, Asking
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser.test_publicity import object_to_it
from tests.browser_session import VIEWS, lines_to_judge
from tests.casework import hamlet
from tests.casework.filings import content_for
from tests.casework.stories import AT, number
from tests.certificates import office_seal
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

PROCEDURE = """\
procedure:
  in_flight: pin
  publication: {fields: [masked_name, district, score_band], days: {n: 7, unit: days, reference: art. 9}, reference: art. 8}
  family: {who: [spouse, child], child: {under: 18, on: assessment_date}}
entitlements:
  - {id: registration, service: registration, confers: treatment, label: Registration, beneficiaries: [applicant, spouse, child], when: admitted, starts: decision}
  - {id: schooling, service: schooling, confers: right_to_apply, label: School place, beneficiaries: [child], when: admitted}
"""
NEIGHBOURS = ("王一", "王二", "王三", "王四", "李四")
AFTER = date(2026, 3, 10)
"""The day after the last of the list."""


def publish_rules(app, folder):
    """Publish a scheme with a public list and with families; gives the services."""
    rules = hamlet.text(first="2026-03-01").replace("procedure: {in_flight: pin}\n", PROCEDURE)
    (folder / "hamlet").mkdir()
    (folder / "hamlet/1.yaml").write_text(rules, "utf-8")
    (folder / "hamlet/1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(app)
    publish_folder(services.transaction, folder, at=AT)
    services.live.refresh()
    return services


def family(applicant):
    """Spouse and two children, as the applicant names them."""
    return (
        Named("applicant", applicant.name, applicant.identity_number.reveal()),
        Named("spouse", "李小红", number("19880815").reveal()),
        Named("child", "王大", number("20150909").reveal()),
        Named("child", "王小", number("20180909").reveal()),
    )


class Road:
    """One application, and everybody who has to do with it, each on a page of their own."""

    def __init__(self, live, new_page, language, folder):
        self.live, self.language, self.folder = live, language, folder
        self.services = publish_rules(live.app, folder)
        self.own = Own(live.app)
        work = replace(self.own.file.office, library=self.services.library)
        for name in NEIGHBOURS:
            work.approved(applicant=Applicant(name, number()), scheme="hamlet", version="1", facts={"years": 5}, round=None)
        file = self.own.file
        file.office, file.at = work, self.services.clock.now()
        self.people = family(file.holder.identity)
        content = content_for(file.holder, facts={"years": 5}, office=None, people=self.people)
        file.begin(scheme="hamlet", content=content)
        file.submit()
        file.accept()
        self.staff, self.mine, self.anybody = (new_page() for _who in range(3))

    @property
    def file(self):
        return f"/admin/applications/{self.own.file.reference}"

    def enter(self, username):
        enter_on_page(self.staff, self.live, username)

    def act(self, page, *, looks=True, **typed):
        """Open an act on the file, look at it, fill it in and do it."""
        staff = self.staff
        staff.goto(f"{self.file}/{page}")
        if looks:
            inspect(staff)
        for name, value in typed.items():
            choice = staff.locator(f'input[type=radio][name="{name}"][value="{value}"]')
            choice.check() if choice.count() else staff.fill(f'[name="{name}"]', value)
        staff.locator(".app-desk__act button[type=submit]").click()
        expect(staff.locator(".govuk-notification-banner")).to_be_visible()

    def propose_and_approve(self):
        self.enter("officer1")
        self.staff.goto(f"{self.file}/verify")
        for line in lines_to_judge(self.staff):
            line.check()
        self.staff.locator("#accept").click()
        expect(self.staff.locator('main details a[href*="/verify?fact="]')).to_have_count(0)
        self.act("recommend", proposal="grant", published_list="2026年名单", reason="材料齐全，核查无误。")
        self.enter("supervisor1")
        self.act("decide", act="approve", reason="复核无误，同意。")

    def publish(self):
        self.staff.goto("/admin/publicity/new?scheme=hamlet&version=1")
        expect(self.staff.locator("main tbody tr")).to_have_count(len(NEIGHBOURS) + 1)
        self.staff.fill("#starts", "2026-03-02")
        self.staff.check("#looked")
        self.staff.locator("main form button[type=submit]").click()
        self.staff.wait_for_url("**/admin/publicity/1")
        inspect(self.staff)

    def dismiss(self):
        """An objection comes in on the public page, and does not hold."""
        with self.services.transaction() as session:
            rows = sa.select(PublicationLineRow.number).join(ApplicationRow, ApplicationRow.id == PublicationLineRow.application_id)
            line = session.scalars(rows.where(ApplicationRow.reference == self.own.file.reference)).one()
        object_to_it(self.anybody, self.language, line)
        self.staff.goto(f"{self.file}/objections/1")
        self.staff.check('[name="act"][value="dismiss"]')
        self.staff.fill('[name="reason"]', "经核查，年限属实。")
        self.staff.locator(".app-desk__act button[type=submit]").click()
        expect(self.staff.locator(".govuk-notification-banner")).to_be_visible()
        inspect(self.staff)

    def grant_and_serve(self):
        self.enter("supervisor1")
        self.act("decide", act="grant", reason="公示期满，异议不成立，准予。")
        seal_documents(self.services.transaction, office_seal(self.folder), at=self.services.clock.now())
        self.enter("officer1")
        self.staff.goto("/admin/service/?kind=granted")
        self.staff.locator(f'a[href*="{self.own.file.reference}/documents/"]').first.click()
        self.staff.check('input[value="post"]')
        self.staff.fill("#on", str(AFTER))
        self.staff.fill("#proof", "EMS 1234567890123")
        self.staff.click("form[novalidate] button[type=submit]")
        self.staff.wait_for_url("**#document-*")
        inspect(self.staff)

    def register(self, *people):
        for person in people:
            self.act("register", looks=person == 0, number=str(person), on=str(AFTER), office="天河区公安分局")
        inspect(self.staff)

    def read_own_file(self):
        path = f"/{self.language}/account/applications/{self.own.file.reference}"
        self.mine.goto(f"/{self.language}/account/sign-in?next={path}")
        fill_in(self.mine, contact="13800138000", password=PASSWORD)
        self.mine.wait_for_url(f"**{path}")
        inspect(self.mine)

    def proof(self):
        """Download the proof, and verify it without database or network."""
        self.mine.click('a[href$="/proof"]')
        for box in self.mine.locator("main form input[type=checkbox]").all():
            box.check()
        with self.mine.expect_download() as sent:
            self.mine.click("main form button")
        kept = self.folder / "bundle.zip"
        sent.value.save_as(kept)
        return CliRunner().invoke(command(self.live.app), ["verify", str(kept)])


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_family_from_the_proposal_to_a_school_place(new_page, live, on_day, tmp_path, width, language):
    road = Road(live, lambda: new_page(width=width, language=language), language, tmp_path)
    road.propose_and_approve()
    road.publish()
    road.dismiss()
    on_day(AFTER)
    road.grant_and_serve()
    road.register(0, 1, 2)
    road.read_own_file()
    in_force = road.mine.locator("#decision dl dd:has(.app-nowrap)")
    expect(in_force).to_have_count(len(road.people) + 1)  # everybody's registration, by the decision; and one school place
    assert road.proof().output.count("equal to the last byte") == 1
    school = Asking(live.app)
    found = [
        school.post({"identity_number": child.identity_number, "purpose": WHAT_FOR}).json["in_force"] for child in road.people[2:]
    ]
    assert [[one["name"] for one in each] for each in found] == [["王大"], []], "one is registered, the other not yet"

"""A round by Guangzhou's rules in a browser: points, applications, ranking, originals, the public list, the grant, the registration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from scoring.application.application import Opinion
from scoring.casework.approve_points import approve_points
from scoring.web.services import services_of
from tests.admin.test_auditing import run_jobs
from tests.browser import test_points_first
from tests.browser.test_points_first import Story, apply, approve, declare, serving
from tests.casework import stories
from tests.casework.filings import Applying, content_for, new_holder
from tests.casework.points_first import APPROVE
from tests.casework.stories import FACTS
from tests.inspecting import inspect
from tests.pages.own_files import office_of
from tests.points_scheme import SCHEME
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

FEW = (
    ("quota: 16000\n  window", "quota: 7\n  window"),
    (
        "    where: {zh: 广州市人力资源和社会保障局官网, en: Website of the bureau}\n",
        "    fields: [masked_name, score_band]\n    days: {n: 7, unit: days, reference: art. 6}\n",
    ),
)
"""So few places that somebody is left out; and a list of the service's own, where the city's stands on another site."""

WINDOW, CLOSED, MISSED, OVER = date(2025, 10, 20), date(2025, 11, 12), date(2025, 12, 1), date(2025, 12, 10)
"""Within the window, and after it; after the last day to show originals; after the last day of the list."""
BETTER, EARLIER, LOWER = {"medical_months": 85}, {"permit_since": "2018-09-29"}, {"owns_home": False}
"""Beside the applicant: more insured months; a permit held for longer, with as many; fewer points."""
LATER = [{"permit_since": f"2018-10-0{day}"} for day in range(1, 6)]


def candidate(services, work, facts):
    """Somebody whose points were approved and who applied by them, through the use cases, and is approved for a grant."""
    record = Applying(work, new_holder(work), at=stories.AT)
    record.begin(scheme=SCHEME, kind="points", content=content_for(record.holder, facts=FACTS | facts, office=None))
    record.submit()
    work.verify(record.accept())
    work.recommend(work.now(record), APPROVE)
    common = {"officer": work.supervisor, "at": stories.AT, "reason": "经复核，计分无误。"}
    approve_points(work.transaction, services.library, work.shown(record), **common)
    person = Applying(work, record.holder, at=stories.AT)
    person.begin(scheme=SCHEME)
    person.submit()
    work.recommend(work.verify(person.accept()), Opinion("grant", "材料齐全。"))
    work.approve(person)
    return person


class Round:
    """The office and one applicant, each on a page of their own."""

    def __init__(self, live, new_page, on_day, monkeypatch):
        self.turn, self.stories = on_day, monkeypatch
        self.live, self.services = live, services_of(live.app)
        self.desk, self.own = new_page(width=1280, height=900, language="zh"), Story(live, new_page(width=390, language="zh"), "zh")

    def on_day(self, day):
        """Let everybody believe in a day, the steps through the use cases too."""
        self.turn(day)
        self.stories.setattr(stories, "AT", self.services.clock.now())

    def enter(self, username):
        enter_on_page(self.desk, self.live, username)

    def send(self, form, page="", **typed):
        """Fill a form of the page that is open, or of another one, and send it."""
        if page:
            self.desk.goto(page)
        part = self.desk.locator(form)
        for name, value in typed.items():
            box = part.locator(f'[name="{name}"]')
            kind = box.first.get_attribute("type")
            part.locator(f'[name="{name}"][value="{value}"]').check() if kind in {"radio", "checkbox"} else box.fill(value)
        with self.desk.expect_navigation():
            part.locator("button[type=submit], button.govuk-button").last.click()
        found = self.desk.locator(".govuk-error-summary")
        assert not found.count(), found.inner_text()

    def open(self):
        """Enter the notice; what the rules announce stands there already."""
        self.enter("supervisor1")
        self.desk.goto("/admin/rounds/")
        self.desk.click(f'a[href*="of={SCHEME}"]')
        expect(self.desk.locator("#window_from")).to_have_value("2025-10-10 09:00")
        expect(self.desk.locator("#number")).to_have_value("7")
        self.send("main form", name="2025年度积分制入户")
        self.desk.wait_for_url("**/admin/rounds/1")

    def apply_by_points(self):
        """Points are declared and approved; by them the applicant applies, and two people approve that."""
        record = declare(self.own)
        digest = approve(self.own)
        apply(self.own, record, digest)
        self.own.accept()
        self.own.open(f"/admin/applications/{self.own.reference}/recommend")
        self.own.decide(proposal="grant", reason="材料齐全，核查无误。")
        self.own.officer("supervisor1", "/decide")
        self.own.decide(act="approve", reason="复核无误，同意。")

    def rank(self):
        """Settle the list, rank it, agree, publish, and carry it out."""
        self.enter("supervisor1")
        self.send('form[action$="/freeze"]', "/admin/rounds/1", looked="y")
        self.send('form[action$="/rank"]')
        run_jobs(self.live.app)
        self.send('form[action$="/hold"]', "/admin/rounds/1", reason="名单、分数线和并列情况均已核对。")
        self.enter("supervisor2")
        self.send('form[action$="/publish"]', "/admin/rounds/1", looked="y")
        run_jobs(self.live.app)
        self.desk.goto("/admin/rounds/1")
        inspect(self.desk)

    def originals(self, file, act, by="officer1", **typed):
        self.enter(by)
        self.send(".app-desk__act form, main form", f"/admin/applications/{file.reference}/originals", act=act, **typed)

    def show_up(self, *files):
        for file in files:
            self.originals(file, "summon", reason="越秀区某路1号，工作日9:00—17:00")
            self.originals(file, "seen", on=str(CLOSED), reason="身份证、学历证书原件，与提交的一致。")

    def forfeit(self, file):
        """Nobody comes, who is heard; two people close it."""
        self.originals(file, "ask", reason="您未到场，请说明事由。")
        self.originals(file, "cause", reason="本人来电称忘记了。")
        self.originals(file, "propose", reason="两次提醒，无正当理由。")
        self.originals(file, "forfeit", by="supervisor1", reason="无正当理由。")
        inspect(self.desk)

    def publish(self, *files):
        """Whoever was selected and showed the originals stands on the public list, and nobody else."""
        self.enter("supervisor2")
        self.desk.goto(f"/admin/publicity/new?scheme={SCHEME}&version=2025&round=2025")
        lines = self.desk.locator("main tbody tr")
        expect(lines).to_have_count(len(files))
        for file in files:
            expect(lines.filter(has_text=file.reference)).to_have_count(1)
        self.send("main form", starts=str(MISSED), looked="y")
        self.desk.wait_for_url("**/admin/publicity/1")
        inspect(self.desk)

    def grant_and_register(self):
        """The list is over: the applicant is granted and registered, and reads so."""
        file = f"/admin/applications/{self.own.reference}"
        self.enter("supervisor1")
        self.send(".app-desk__act form", f"{file}/decide", act="grant", reason="公示期满，无异议，准予。")
        self.enter("officer1")
        self.send(".app-desk__act form", f"{file}/register", number="0", on=str(OVER), office="天河区公安分局")
        inspect(self.desk)
        self.own.applicant(f"account/applications/{self.own.reference}")
        expect(self.own.page.locator("#decision")).to_contain_text("本人入户")
        inspect(self.own.page)

    def closed(self, *files):
        """See what became of each file."""
        self.enter("auditor1")
        for file, words in files:
            self.desk.goto(f"/admin/applications/{file.reference}")
            expect(self.desk.locator(".app-heading .govuk-tag").first).to_have_text(words)


@pytest.fixture
def live(sqlite_template, opened):
    with serving(sqlite_template, opened, *FEW) as service:
        yield service


@pytest.fixture
def round_(live, new_page, on_day, monkeypatch):
    """The pages of other stories are not judged once more."""
    monkeypatch.setattr(test_points_first, "inspect", lambda _page: None)
    return Round(live, new_page, on_day, monkeypatch)


def test_a_round_from_its_notice_to_the_registration(round_):
    round_.on_day(WINDOW)
    work = replace(office_of(round_.services), library=round_.services.library)
    round_.open()
    round_.apply_by_points()
    better, earlier, lower, *later = (candidate(round_.services, work, facts) for facts in (BETTER, EARLIER, LOWER, *LATER))
    round_.on_day(CLOSED)
    round_.rank()
    listed = round_.desk.locator("#list tbody tr")
    expect(listed).to_have_count(9)
    for line, file in enumerate((better, earlier, round_.own, *later[:4])):
        expect(listed.nth(line)).to_contain_text(file.reference)
    round_.show_up(better, round_.own, *later[:4])
    round_.originals(earlier, "summon", reason="越秀区某路1号，工作日9:00—17:00")
    for _ in range(2):
        round_.originals(earlier, "remind", reason="电话 020-12345678")
    round_.on_day(MISSED)
    round_.forfeit(earlier)

    round_.publish(better, round_.own, *later[:4])
    round_.on_day(OVER)
    round_.grant_and_register()
    round_.closed((earlier, "弃权"), (lower, "未入围"), (later[4], "未入围"), (round_.own, "已落户"))

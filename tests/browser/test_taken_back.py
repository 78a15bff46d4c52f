"""What takes a grant back in a browser, on a phone and on a desk: an objection upheld, a lapse, a revocation; each to its end, by axe."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from scoring.casework.issue import document_place
from scoring.casework.listing import Batch
from scoring.casework.remind_settling import remind_settling
from scoring.records.applications import ApplicationRow
from scoring.records.documents import DocumentRow
from scoring.records.sealing import seal_of
from tests.admin.test_publicity import applied, publish_village
from tests.admin.test_settling import LAST
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser.test_after_the_grant import granted
from tests.browser.test_publicity import answer_it, object_to_it
from tests.browser_session import VIEWS
from tests.casework.publishing import publish
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


class Desk:
    """Everybody of the office, one after another on one page, about one application."""

    def __init__(self, live, page, own):
        self.live, self.page, self.file = live, page, f"/admin/applications/{own.file.reference}"

    def do(self, who, address, **typed):
        """Open an act as somebody, fill it in and do it; then look at what is shown."""
        enter_on_page(self.page, self.live, who)
        self.page.goto(f"{self.file}/{address}")
        for name, value in typed.items():
            choice = self.page.locator(f'input[type=radio][name="{name}"][value="{value}"]')
            choice.check() if choice.count() else self.page.fill(f'[name="{name}"]', value)
        self.page.locator("main form button[type=submit]").last.click()
        expect(self.page.locator(".govuk-notification-banner")).to_be_visible()
        inspect(self.page)

    def stands(self, *words):
        """The file's page says where it stands."""
        self.page.goto(self.file)
        expect(self.page.locator("h1 .govuk-tag")).to_have_text(words[0])
        inspect(self.page)


def enter(page, own, language):
    """The applicant opens the own file."""
    file = f"/{language}/account/applications/{own.file.reference}"
    page.goto(f"/{language}/account/sign-in?next={file}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**{file}")


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_an_objection_is_upheld_by_two_people(new_page, live, tmp_path, width, language):
    services = publish_village(live.app, tmp_path)
    own = applied(live.app)
    publish(own.file.office, Batch("hamlet", "1"), at=services.clock.now(), starts=services.clock.today())
    object_to_it(new_page(width=width, language=language), language)
    desk, mine = Desk(live, new_page(width=width, language=language), own), new_page(width=width, language=language)
    desk.do("supervisor1", "objections/1", act="tell", reason="有人认为居住年限不足。")
    answer_it(mine, own, language)
    desk.do("supervisor1", "objections/1", act="propose_whole", reason="查明居住不满五年。")
    desk.do("head1", "objections/1", act="uphold", reason="年限不足，异议成立。")
    desk.stands({"zh": "不予", "en": "Refused"}[language])
    mine.goto(f"/{language}/account/applications/{own.file.reference}")
    inspect(mine)
    assert "金丝雀" not in mine.content()


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_grant_lapses_after_three_reminders(new_page, live, on_day, tmp_path, width, language):
    own = granted(live.app, tmp_path)
    services = own.services
    for before in (180, 90, 30):
        on_day(LAST - timedelta(days=before))
        remind_settling(services.transaction, services.library, services.timing, at=services.clock.now())
    on_day(LAST + timedelta(days=1))
    desk = Desk(live, new_page(width=width, language=language), own)
    desk.do("supervisor1", "lapse", reason="登记期限已过，三次提醒均已送达。")
    desk.stands({"zh": "逾期失效", "en": "Lapsed"}[language])
    mine = new_page(width=width, language=language)
    enter(mine, own, language)
    inspect(mine)


def marks(own):
    """The number and the code of the decision to grant, as they are printed."""
    with own.services.transaction() as session:
        rows = session.query(DocumentRow).join(ApplicationRow, ApplicationRow.id == DocumentRow.application_id)
        row = rows.filter(ApplicationRow.reference == own.file.reference, DocumentRow.kind == "granted").one()
        content = seal_of(session, row.application_id).open_document(row.content, document_place(row.number))
        return {"number": row.reference, "secret": content["secret"]}


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_grant_is_revoked_once_the_applicant_waived_the_hearing(new_page, live, tmp_path, width, language):
    own = granted(live.app, tmp_path)
    desk, mine = Desk(live, new_page(width=width, language=language), own), new_page(width=width, language=language)
    desk.do("supervisor1", "revocation/new", ground="fraud", words="居住年限系伪造。", article="办法第二十条")
    enter(mine, own, language)
    mine.click('main a[href$="/revocation"]')
    mine.check('[value="waived"]')
    mine.locator("main form button.govuk-button").last.click()
    mine.wait_for_url(f"**/{own.file.reference}")
    desk.do("head1", "revocation", act="revoke", reason="查证属实，予以撤销。")
    desk.stands({"zh": "已撤销", "en": "Revoked"}[language])
    mine.goto(f"/{language}/account/applications/{own.file.reference}")
    inspect(mine)
    mine.goto(f"/{language}/verify?{urlencode(marks(own))}")
    expect(mine.locator(".govuk-tag--red")).to_be_visible()
    inspect(mine)

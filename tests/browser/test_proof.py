"""The proof of a decision and the verifying of a document in a browser, on a phone and on a desk; every page seen by axe."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from scoring.notices.recomputing import verify_bundle
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework.stories import GRANT
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.pages.test_proof import marks
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_decision_is_proven_and_its_document_verified(new_page, live, width, language, tmp_path):
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    own.decide(GRANT, "grant", "核查属实。")
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{own.file.reference}")
    page.click('a[href$="/proof"]')
    inspect(page)
    with page.expect_download() as sent:
        page.click("main form button")
    sent.value.save_as(tmp_path / "bundle.zip")
    assert verify_bundle((tmp_path / "bundle.zip").read_bytes())[0] == "equal"
    anybody = new_page(width=width, language=language)
    for asked in ({}, {"number": "none", "secret": "none"}, marks(own)):
        anybody.goto(f"/{language}/verify?{urlencode(asked)}")
        inspect(anybody)
    for tail in ("000A", own.identity_number.reveal()[-4:]):
        anybody.fill("#tail", tail)
        anybody.click("main form button")
        inspect(anybody)
    assert own.file.reference in anybody.inner_text("main")
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "supervisor1")
    staff.goto(f"/admin/decisions/{own.file.reference}-D/proof")
    inspect(staff)

"""The workbench says of a fact that was taken over from an earlier file where it was verified before, and as of when."""

from __future__ import annotations

from html import unescape

from scoring.application.earlier import taking
from scoring.casework.offer_earlier import offer_earlier
from scoring.web.services import services_of
from tests.casework.filings import Applying, new_holder
from tests.casework.stories import AT
from tests.pages.own_files import office_of


def test_the_officer_sees_from_where_it_comes_and_judges_it_like_any_other(office, desk):
    services = services_of(office)
    work = office_of(services)
    first = Applying(work, new_holder(work, "张示范"))
    first.begin()
    first.submit()
    work.verify(first.accept())
    first.withdraw()
    second = Applying(work, first.holder)
    second.begin()
    found = offer_earlier(work.transaction, work.library, second.reference, holder=second.holder, today=services.clock.today())
    assert found
    content = taking(second.draft().content, [one for one in found if one.earlier.fact == "owns_home"])
    second.save(content)
    second.submit()
    second.accept()
    path = f"/admin/applications/{second.reference}/verify"
    page = unescape(desk.page("officer1", f"{path}?fact=owns_home"))
    day = f"{AT.day} {AT:%B %Y}"
    assert f"verified in {first.reference}, as of {day}, and declared unchanged." in page
    assert f'href="/admin/applications/{first.reference}">Open the earlier file</a>' in page
    assert page.count(f"verified before, as of {day}") == 1
    assert "to be checked" in page
    assert 'id="earlier"' not in desk.page("officer1", f"{path}?fact=education")

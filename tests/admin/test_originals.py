"""查验原件 through the pages: summoned, shown and granted; or nobody comes, and two people take it as forfeited."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from scoring.casework.publish_folder import publish_folder
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.admin.test_publicity import applied, on_day  # noqa: F401 - fixtures
from tests.casework import hamlet
from tests.casework.stories import AT

PLACE = "越秀区某路1号，工作日9:00—17:00"


def publish_seeing(app, folder):
    """Publish a scheme whose rules have originals seen."""
    text = hamlet.text(first="2026-03-01").replace("{in_flight: pin}", "{in_flight: pin, originals_check: true}")
    (folder / "hamlet").mkdir()
    (folder / "hamlet/1.yaml").write_text(text, "utf-8")
    (folder / "hamlet/1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(app)
    publish_folder(services.transaction, folder, at=AT)
    services.live.refresh()


@pytest.fixture
def own(office, tmp_path):
    """Somebody who applied online and is approved, and whose originals nobody saw."""
    publish_seeing(office, tmp_path)
    return applied(office)


def address(own):
    return f"/admin/applications/{own.file.reference}/originals"


def do(desk, who, own, act, reason, **typed):
    page = desk.page(who, address(own))
    return desk.as_(who).post(address(own), data={**hidden(page), "act": act, "reason": reason, **typed})


def test_originals_are_asked_for_shown_and_then_it_is_granted(desk, own):
    file = f"/admin/applications/{own.file.reference}"
    assert "Nobody is summoned yet" in desk.page("officer1", file)
    early = desk.act("supervisor1", own.file.reference, "decide", act="grant", reason="Agreed.")
    assert "The originals were not seen" in early.text
    wrong = do(desk, "officer1", own, "", "")
    assert (wrong.status_code, "Choose what you do." in wrong.text) == (422, True)
    wrong = do(desk, "officer1", own, "summon", " ")
    assert (wrong.status_code, "Say where the originals are shown" in wrong.text) == (422, True)
    assert do(desk, "officer1", own, "summon", PLACE).status_code == 302
    assert "Showing the originals" in desk.page("officer1", file)
    page = own.get()
    assert "by 17 March 2026, that day included" in page
    assert PLACE in page
    assert "You show the originals of your documents: by 17 March 2026. (A term of the office, none of law.)" in page
    assert "the originals of every document that you handed in" in own.get("/originals")
    assert "需带材料" in own.get("/originals", language="zh")
    assert own.file.reference in desk.page("officer1", "/admin/applications/?flag=originals-due")
    assert "Originals to be shown" in desk.page("officer1", "/admin/")
    wrong = do(desk, "officer1", own, "seen", "Identity card.", on="2026-03-30")
    assert (wrong.status_code, "Give the day on which it was shown" in unescape(wrong.text)) == (422, True)
    assert "Identity card." in wrong.text
    assert do(desk, "officer1", own, "not_matching", "The diploma is a copy.", on="2026-03-02").status_code == 302
    assert "a supervisor returns the file" in desk.page("supervisor1", file)
    assert "The diploma is a copy." in own.get("/originals")
    assert do(desk, "officer1", own, "seen", "Identity card, diploma.", on="2026-03-02").status_code == 302
    assert "Your originals were seen, and match." in own.get()
    assert "There is nothing that you could do about it now." in desk.page("officer1", address(own))
    assert desk.act("supervisor1", own.file.reference, "decide", act="grant", reason="Agreed.").status_code == 302


def test_who_does_not_come_is_heard_and_two_people_close_it(desk, own, on_day):  # noqa: F811
    do(desk, "officer1", own, "summon", PLACE)
    for _ in range(2):
        assert do(desk, "officer1", own, "remind", "By telephone, 020-12345678.").status_code == 302
    answer, text = own.send("/originals", cause=" ")
    assert (answer.status_code, "Say why you did not come, or cannot come." in text) == (422, True)
    answer, _text = own.send("/originals", cause="我在外地住院。")
    assert answer.status_code == 302
    assert "What you said is with the office." in own.get()
    on_day(date(2026, 3, 18))
    page = desk.page("officer1", address(own))
    assert "我在外地住院。" in page
    assert "Nobody came" in page
    assert do(desk, "officer1", own, "ask", "Why did you not come?").status_code == 302
    assert do(desk, "officer1", own, "cause", "By telephone: still in hospital.").status_code == 302
    assert do(desk, "officer1", own, "propose", "No proof of it.").status_code == 302
    assert "Forfeiture proposed" in desk.page("supervisor1", address(own))
    assert do(desk, "supervisor1", own, "return", "Ask for a certificate.").status_code == 302
    assert do(desk, "officer1", own, "propose", "No certificate came.").status_code == 302
    assert do(desk, "supervisor1", own, "forfeit", "Nothing proves the cause.").status_code == 302
    file = desk.page("officer1", f"/admin/applications/{own.file.reference}")
    assert "Forfeited" in file
    assert "弃" in file.split("Documents issued", 1)[1]


def test_a_form_that_comes_too_late_conflicts_and_keeps_what_was_typed(desk, own):
    seen = hidden(desk.page("officer1", address(own)))
    do(desk, "officer1", own, "summon", PLACE)
    lost = desk.as_("officer1").post(address(own), data={**seen, "act": "summon", "reason": "另一处"})
    assert (lost.status_code, "另一处" in lost.text) == (409, True)
    form = own.get("/originals")
    do(desk, "officer1", own, "remind", "By post.")
    lost, text = own.send("/originals", form, cause="赶不上。")
    assert (lost.status_code, "赶不上。" in text) == (409, True)


def test_where_nobody_was_summoned_there_is_no_page_of_it(own):
    own.get("/originals", status=404)

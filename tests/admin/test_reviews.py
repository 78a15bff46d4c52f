"""复核 through the pages: asked for with its pre-flight, in the queue, kept by two people who never touched the file."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from scoring.application.verifying import Judgement
from scoring.records.accounts import AccountRow, officer_of
from tests.admin.steps import hidden
from tests.admin.test_publicity import on_day  # noqa: F401 - a fixture
from tests.casework.stories import GRANT, REFUSE
from tests.casework.test_revoking import propose
from tests.evidence.made import pdf
from tests.pages.own_files import Own

GROUNDS = "The home is mine: here is the deed."


@pytest.fixture
def own(office):
    """Somebody who was refused, since their home was found sold."""
    own = Own(office)
    own.file.begin()
    own.file.submit()
    own.decide(REFUSE, "refuse", "No home.", Judgement("owns_home", "adjust", (False,), "Sold.", "art. 6"))
    return own


def address(own, page="1"):
    return f"/admin/applications/{own.file.reference}/reviews/{page}"


def do(desk, who, own, act, reason):
    page = desk.page(who, address(own))
    return desk.as_(who).post(address(own), data={**hidden(page), "act": act, "reason": reason})


def test_a_review_is_asked_for_with_its_preflight_and_once(desk, own):
    assert "Ask for a review" in own.get()
    assert "No review is open." in desk.page("officer2", "/admin/reviews/")
    form = own.get("/reviews/new")
    for words in (
        "The time to ask has not begun",
        "stops no other term",
        "If accepted as claimed: 230 points (line 150)",
        "Administrative reconsideration, before the administrative reconsideration authority in charge",
    ):
        assert words in form, words
    assert own.send("/reviews/new", form, grounds=" ", items="1")[0].status_code == 422
    wrong, text = own.send("/reviews/new", form, grounds=GROUNDS, items="9")
    assert (wrong.status_code, "Choose among the items that are listed." in text, GROUNDS in text) == (422, True, True)
    sent, _ = own.send("/reviews/new", form, grounds=GROUNDS, items="1")
    again, _ = own.send("/reviews/new", form, grounds=GROUNDS, items="1")
    assert (sent.status_code, again.status_code, again.location) == (302, 302, sent.location)
    page = own.get("/reviews/1")
    for words in (f"{own.file.reference}-R1", "The office looks at it anew.", GROUNDS, "A review stops none of these terms"):
        assert words in page, words
    assert own.client.get(f"{own.path}/reviews/new").status_code == 302  # one at a time
    assert own.client.get(f"{own.path}/reviews/7").status_code == 404


def test_a_refusal_is_reviewed_by_two_people_and_kept(desk, own):
    own.send("/reviews/new", grounds=GROUNDS, items="1")
    assert f"{own.file.reference}-R1" in desk.page("officer2", "/admin/reviews/")
    assert "Reviews: look anew" in desk.page("supervisor2", "/admin/")
    assert "Review open" in desk.page("officer2", "/admin/applications/?flag=review-open")
    assert "You did something on this file before." in desk.page("officer1", address(own))
    page = unescape(desk.page("officer2", address(own)))
    for words in (GROUNDS, "Owned home", "Propose that the decision stands", "the refusal", "The original, as it was issued"):
        assert words in page, words
    assert "Confirm that the decision stands" not in page
    assert do(desk, "officer2", own, "keep", "x").status_code == 422
    assert do(desk, "officer2", own, "propose", " ").status_code == 422
    assert do(desk, "officer2", own, "propose", "The deed was sold in 2024.").status_code == 302
    assert do(desk, "supervisor2", own, "return", "Ask the registry.").status_code == 302
    assert do(desk, "officer2", own, "propose", "The registry says it was sold in 2024.").status_code == 302
    assert do(desk, "supervisor2", own, "keep", "The registry says so.").status_code == 302
    page = own.get("/reviews/1")
    assert "After the review, what was decided stands." in page
    assert "The registry says so." in page
    assert "Ask for a review" not in own.get()
    assert "复核决定书" in own.get(language="zh")
    assert "There is nothing that you could do" in desk.page("officer2", address(own))


def test_where_the_outcome_would_change_the_file_is_opened_anew_and_decided_by_others(desk, own):
    own.send("/reviews/new", grounds=GROUNDS, items="1")
    assert do(desk, "officer2", own, "revise", " ").status_code == 422
    assert do(desk, "officer2", own, "revise", "The registry says it was never sold.").status_code == 302
    page = unescape(desk.page("officer2", address(own)))
    assert "Handled anew in a new file" in page
    assert "Propose that the decision stands" not in page
    [version] = re.findall(r'id="version">.*?/applications/([^"]+)"', page, re.DOTALL)
    assert "The application is handled anew, in a new file." in own.get("/reviews/1")
    assert "Take it back" not in own.get("/reviews/1")
    own.office.verify(own.office.now(SimpleNamespace(reference=version)), by=account(own, "officer2"))
    sent = {"proposal": "refuse", "reason": "All the same.", "published_list": ""}
    assert desk.as_("officer1").get(f"/admin/applications/{version}/recommend").status_code == 409
    assert desk.act("officer2", version, "recommend", **sent).status_code == 302
    assert desk.act("supervisor2", version, "decide", act="refuse", reason="The total is too low.").status_code == 302
    page = own.get("/reviews/1")
    for words in ("After the review another decision took its place.", "The total is too low.", version):
        assert words in page, words
    assert own.client.get(f"/en/account/applications/{version}").status_code == 200
    assert "Another decision took its place" in desk.page("officer2", address(own))


def account(own, username):
    with own.services.transaction() as session:
        return replace(
            officer_of(session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one()), is_proved=True
        )


def test_of_two_who_review_the_later_one_keeps_the_words(desk, own):
    own.send("/reviews/new", grounds=GROUNDS)
    seen = desk.page("officer2", address(own))
    assert desk.act("officer1", own.file.reference, "send_message", reason="A moment, please.").status_code == 302
    late = desk.as_("officer2").post(address(own), data={**hidden(seen), "act": "propose", "reason": "Typed in vain."})
    assert (late.status_code, "Typed in vain." in late.text) == (409, True)


def test_what_was_asked_for_is_taken_back(own):
    own.send("/reviews/new", grounds=GROUNDS)
    form = own.get("/reviews/1")
    assert own.send("/reviews/1", form, statement=" ")[0].status_code == 422
    assert own.send("/reviews/1", form, statement="I take it back.")[0].status_code == 302
    assert own.send("/reviews/1", form, statement="I take it back.")[0].status_code == 409
    assert "You took it back." in own.get()
    assert "Ask for a review" in own.get()


def test_what_proves_the_grounds_is_handed_in_with_it(desk, own):
    own.send("/reviews/new", grounds=GROUNDS)
    assert own.send("/reviews/1/file", kind="diploma")[0].status_code == 422
    form = own.get("/reviews/1/file")
    assert own.send("/reviews/1/file", form, kind="diploma", file=(io.BytesIO(b"no pdf"), "a.pdf"))[0].status_code == 422
    assert own.send("/reviews/1/file", form, kind="diploma", file=(io.BytesIO(pdf()), "a.pdf"))[0].status_code == 302
    late = own.send("/reviews/1/file", form, kind="diploma", file=(io.BytesIO(pdf(pages=2)), "b.pdf"))[0]
    assert late.status_code == 409
    assert "Handed in for the review" in desk.page("officer2", address(own))
    own.send("/reviews/1", statement="I take it back.")
    assert own.client.get(f"{own.path}/reviews/1/file").status_code == 302
    assert own.client.get(f"{own.path}/reviews/7/file").status_code == 404


def test_a_form_that_is_too_old_keeps_what_was_typed(desk, own):
    form = own.get("/reviews/new")
    assert desk.act("officer1", own.file.reference, "send_message", reason="A moment, please.").status_code == 302
    late, text = own.send("/reviews/new", form, grounds=GROUNDS)
    assert (late.status_code, GROUNDS in text) == (409, True)


def test_at_the_counter_it_is_recorded_by_who_then_reviews_nothing(desk, own):
    page = unescape(desk.page("officer2", address(own, "new")))
    assert "Who records it does not review it." in page
    typed = {**hidden(page), "grounds": GROUNDS, "items": "1"}
    assert desk.as_("officer2").post(address(own, "new"), data={**typed, "grounds": " "}).status_code == 422
    answer = desk.as_("officer2").post(address(own, "new"), data=typed)
    assert answer.status_code == 302
    assert answer.location.endswith("/reviews/1")
    assert desk.as_("officer2").post(address(own, "new"), data=typed).status_code == 302
    another = {**typed, "key": "another"}
    assert desk.as_("officer2").post(address(own, "new"), data=another).status_code == 409
    assert "You did something on this file before." in desk.page("officer2", address(own))
    assert "At the counter a review was asked for." in own.get()


def test_at_the_counter_a_review_is_taken_back(desk, own):
    own.send("/reviews/new", grounds=GROUNDS, items="1")
    assert 'id="take-back"' in desk.page("officer1", address(own))
    page = address(own, "1/take-back")
    old = hidden(desk.page("officer1", page))
    empty = desk.as_("officer1").post(page, data={**old, "statement": "", "proof": ""})
    assert [words in empty.text for words in ("that the review is taken back.", "Say what proves")] == [True, True]
    wrong = desk.as_("officer1").post(page, data={**old, "statement": "我撤回。", "proof": " "})
    assert (wrong.status_code, "what proves that the person takes it back" in wrong.text) == (422, True)
    typed = {**old, "statement": "我撤回。", "proof": "本人签名的书面撤回"}
    assert desk.as_("officer1").post(page, data={**typed, "statement": "长" * 4001}).status_code == 422
    assert desk.as_("officer1").post(page, data=typed).status_code == 302
    late = desk.as_("officer1").post(page, data=typed)
    assert (late.status_code, "我撤回。" in late.text) == (409, True)
    assert desk.as_("officer1").get(page).status_code == 409
    assert 'id="take-back"' not in desk.page("officer1", address(own))
    assert "At the counter it was taken back that a review was asked for." in own.get()


def test_what_would_be_refused_while_the_grant_is_to_be_revoked_is_not_offered(desk, office):
    granted = Own(office)
    granted.file.begin()
    granted.file.submit()
    granted.decide(GRANT, "grant", "Everything is proved.")
    granted.send("/reviews/new", grounds=GROUNDS)
    file = f"/admin/applications/{granted.file.reference}"
    assert "Open the file anew" in desk.page("officer2", address(granted))
    assert f"{file}/correct" in desk.page("officer1", file)
    propose(granted.office, granted.file)
    page = desk.page("officer2", address(granted))
    assert "Open the file anew" not in page
    assert f'{file}/revocation">Read the proposal' in page
    assert "Propose that the decision stands" in page
    assert f"{file}/correct" not in desk.page("officer1", file)


def test_what_is_not_decided_is_not_reviewed(desk, office):
    undecided = Own(office, "13900139000")
    undecided.file.begin()
    undecided.file.submit()
    assert undecided.client.get(f"{undecided.path}/reviews/new").status_code == 302
    assert "Ask for a review" not in undecided.get()
    where = f"/admin/applications/{undecided.file.reference}/reviews"
    assert desk.as_("officer2").get(f"{where}/new").status_code == 409
    assert desk.as_("officer2").get(f"{where}/1").status_code == 404


def test_late_it_says_why_and_is_admitted_or_not(desk, own, on_day):  # noqa: F811
    office = own.office
    file = SimpleNamespace(reference=own.file.reference)
    office.seal(file, 2, at=own.services.clock.now())
    on_day(date(2026, 4, 2))
    posted = {"channel": "post", "on": "2026-03-02", "proof": "EMS 1"}
    assert desk.act("officer1", file.reference, "documents/2/serve", **posted).status_code == 302
    form = own.get("/reviews/new")
    assert "The time to ask ended on 16 March 2026." in form
    assert own.send("/reviews/new", form, grounds=GROUNDS)[0].status_code == 422
    assert own.send("/reviews/new", form, grounds=GROUNDS, cause="I lay in hospital.")[0].status_code == 302
    assert "You asked late" in own.get("/reviews/1")
    assert do(desk, "officer2", own, "turn_down", "x").status_code == 422
    assert do(desk, "supervisor2", own, "turn_down", "Out of hospital since 3 March.").status_code == 302
    assert "It was not admitted, since it came too late." in own.get("/reviews/1")
    assert own.send("/reviews/new", grounds=GROUNDS, cause="Here is the certificate.")[0].status_code == 302
    page = desk.page("officer2", address(own, "2"))
    admitted = {**hidden(page), "act": "admit", "reason": "Certified."}
    assert desk.as_("officer2").post(address(own, "2"), data=admitted).status_code == 302
    assert "The office looks at it anew." in own.get("/reviews/2")

"""Every form on a file that somebody else was quicker with: it is answered as a conflict, and shows all that was typed."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest

from scoring.application.application import Shown
from scoring.web.access import ACCESS
from scoring.web.services import services_of
from tests.admin.every_state import ACCEPTED, ASKED, GRANTED, PROPOSED, RECOMMENDED, RECORDED, SUBMITTED, VERIFIED, couple
from tests.admin.steps import FACTS, hidden
from tests.admin.test_departments import ASKED as CONSULTED
from tests.admin.test_departments import answer, ask
from tests.admin.test_permissions import FILE_ROUTES
from tests.admin.test_points import approved, person, record  # noqa: F401 - fixtures
from tests.evidence.made import pdf
from tests.pages.own_files import office_of

SAID = "王某的材料，\n第二页。"
ONE = "fact-pension_months"
POSTED = {"channel": "post", "on": "2026-03-02", "proof": "EMS 1"}
FORMS = (
    # who, file, page, what is typed, the words that must be there again
    ("officer1", SUBMITTED, "accept", {}, ()),
    ("officer1", SUBMITTED, "ask_supplement", {"tick_0": "y", "words_0": SAID, "reference_0": "第三条"}, (SAID, "第三条")),
    ("officer1", SUBMITTED, "propose_not_accepting", {"reason": SAID}, (SAID,)),
    ("officer1", ASKED, "abandon", {"reason": SAID}, (SAID,)),
    ("supervisor1", PROPOSED, "return_proposal", {"reason": SAID}, (SAID,)),
    ("supervisor1", PROPOSED, "not_accept", {"reason": SAID}, (SAID,)),
    (
        "officer1",
        ACCEPTED,
        "ask_questions",
        {"about_0": "facts/education", "words_0": SAID, "reference_0": "第三条"},
        (SAID, "第三条"),
    ),
    ("officer1", RECORDED, "amend", {**FACTS, ONE: "61", "reason": SAID, "do": "record"}, (SAID, "61", "2026-03-02")),
    ("officer1", RECORDED, "names", {"name_0": "张小范", "reason": SAID}, (SAID, "张小范")),
    ("officer1", RECORDED, "evidence/add", {"purpose": "diploma", "file": pdf, "valid_from": "2026-03-01"}, ("2026-03-01",)),
    ("officer1", RECORDED, "note", {"reason": SAID}, (SAID,)),
    ("officer1", ACCEPTED, "send_message", {"reason": SAID}, (SAID,)),
    ("officer1", RECORDED, "interest", {"reason": SAID}, (SAID,)),
    ("officer1", RECORDED, "ask_departments", {**CONSULTED, "purpose": SAID}, (SAID,)),
    (
        "officer1",
        RECORDED,
        "verify?fact=pension_months",
        {"fact": "pension_months", "kind": "adjust", ONE: "61", "reason": SAID, "reference": "第三条"},
        (SAID, "61", "第三条", "Adjust"),
    ),
    (
        "officer1",
        VERIFIED,
        "recommend",
        {"proposal": "grant", "reason": SAID, "published_list": "List of 2025"},
        (SAID, "Grant", "List of 2025"),
    ),
    ("supervisor1", RECOMMENDED, "decide", {"act": "refuse", "reason": SAID}, (SAID, "Refuse")),
    ("officer1", GRANTED, "register", {"number": "0", "on": "2026-03-01", "office": "分局"}, ("2026-03-01", "分局")),
    ("officer1", GRANTED, "correct", {"asked_by": "office", **dict.fromkeys(("wrong", "reason", "proof"), SAID)}, (SAID,)),
    ("supervisor1", "version", "give-up", {"reason": SAID}, (SAID,)),
    ("supervisor1", GRANTED, "hold", {"reason": SAID}, (SAID,)),
    ("officer1", "approved", "adjust", {"reason": SAID}, (SAID,)),
    ("officer1", "sealed", "documents/1/serve", POSTED, ("2026-03-02", "EMS 1", "By post")),
    ("supervisor1", "served", "documents/1/correct_service", {**POSTED, "reason": SAID}, (SAID, "EMS 1")),
    ("supervisor1", "held", "release", {"reason": SAID}, (SAID,)),
    ("officer1", "flagged", "flags/conflict-declared/{officer2}", {"reason": SAID}, (SAID,)),
    ("officer1", "evidenced", "evidence/1/remove", {"reason": SAID}, (SAID,)),
    ("officer1", "consulted", "requests/1/withdraw", {"reason": SAID}, (SAID,)),
    ("officer1", "answered", "requests/1/contest", {"reason": SAID}, (SAID,)),
)
TYPES_NOTHING = {
    "personal.answer",  # of no file, whose test stands with those of personal data
    *("applications.index", "applications.letter", "applications.reveal"),  # they read
    *("applications.claim", "applications.claim_next", "applications.give_back", "applications.erase"),  # a press
    *("applications.record", "applications.assign", "decisions.index", "decisions.reveal", "entitlements.index"),  # not of one file
    *("decisions.proof", "decisions.recompute", "audit.recomputations", "audit.export_period"),  # they compute, and change no file
    *("audit.samples", "audit.finding", "audit.close_sample"),  # the auditors' own
    *("publicity.new", "disposals.approve"),  # of many files at once, by the digest of what was seen
    *(
        "applications.propose_revoking",
        "applications.revocation",
        "applications.lapse",
        "applications.record_reminder",
    ),  # whose test stands with those of the time to be registered
    "entitlements.turn",  # whose test stands with those of the register
    *("applications.objection", "applications.record_objection"),  # likewise with those of objections
    *(
        "applications.review",
        "applications.record_review",
        "applications.record_withdrawn_review",
    ),  # likewise with those of reviews
    *("applications.originals", "applications.record_case", "applications.outside_case"),  # and with those of originals and cases
    *("applications.export_case", "applications.add_receipt"),  # a press; a file that is chosen again
    *(
        f"rounds.{act}"
        for act in ("new", "freeze", "rank", "hold", "give_back", "publish", "out", "cancel", "recompute", "follow_up")
    ),  # with rounds
}


@pytest.fixture
def every_file(office, desk, files, approved):  # noqa: F811 - the fixture
    """Files also in the states that only some forms need."""
    work = office_of(services_of(office))
    others = {state: desk.record(**couple()) for state in ("flagged", "evidenced", "consulted", "answered")}
    assert desk.act("officer2", others["flagged"], "interest", reason="My cousin").status_code == 302
    upload = {"purpose": "diploma", "file": (io.BytesIO(pdf()), "a.pdf")}
    assert desk.act("officer1", others["evidenced"], "evidence/add", **upload).status_code == 302
    assert [ask(desk, others[state]).status_code for state in ("consulted", "answered")] == [302, 302]
    assert answer(desk, 2).status_code == 302
    opened = desk.act(
        "officer1", desk.granted(**couple()), "correct", **dict.fromkeys(("wrong", "reason", "proof"), SAID), asked_by="office"
    )
    held = work.claim(work.record()).reference
    documents = {"sealed": work.record().reference, "served": work.record().reference}
    for reference in documents.values():
        work.seal(Shown(reference, 1))
    assert desk.act("officer1", documents["served"], "documents/1/serve", **POSTED).status_code == 302
    return {**files, **others, **documents, "approved": approved, "held": held, "version": opened.location.rsplit("/", 1)[1]}


def test_every_form_on_a_file_stands_here(kept_office):
    adapter = kept_office.url_map.bind("localhost")
    pages = [page.format(officer2=2).partition("?")[0] for _, _, page, _, _ in FORMS]
    named = {adapter.match(f"/admin/applications/1/{page}", method="POST")[0] for page in pages}
    rules = kept_office.url_map.iter_rules()
    assert named == {rule.endpoint for rule in rules if rule.endpoint in FILE_ROUTES and "POST" in rule.methods} - TYPES_NOTHING
    assert set(ACCESS) >= TYPES_NOTHING


def faults_of_conflict(answered, kept):
    """Say what is wrong with the answer to a form that came too late."""
    shown = {"".join(unescape(words).split()) for words in re.findall(r'app-pre">(.*?)</dd>', answered.text, re.DOTALL)}
    text = "\n".join(shown)
    lost = [f"lost: {words}" for words in kept if "".join(words.split()) not in text]
    return lost if answered.status_code == 409 else [f"answered {answered.status_code}", *lost]


def test_a_stale_form_conflicts_and_loses_nothing(desk, every_file):
    found = {}
    [officer2] = re.findall(
        r"/flags/conflict-declared/(\d+)", desk.page("officer1", f"/admin/applications/{every_file['flagged']}")
    )
    for who, state, page, typed, kept in FORMS:
        address = f"/admin/applications/{every_file[state]}/{page.format(officer2=officer2)}"
        seen = hidden(desk.page(who, address))
        lost = desk.as_(who).post(address, data={**seen, "version": str(int(seen["version"]) - 1), **sent(typed)})
        found[page] = faults_of_conflict(lost, kept)
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_a_form_for_another_status_conflicts_and_loses_nothing(desk, files):
    """Somebody else brought the file elsewhere, and the form names even its newest version."""
    found = {}
    for who, state, page, typed, kept in FORMS:
        if state not in files or page in {"note", "interest", "hold", "send_message"}:  # those are open in all these
            continue
        seen = hidden(desk.page(who, f"/admin/applications/{files[state]}/{page}"))
        other = files[RECOMMENDED if state == GRANTED else GRANTED]
        version = hidden(desk.page("supervisor1", f"/admin/applications/{other}/hold"))["version"]
        lost = desk.as_(who).post(f"/admin/applications/{other}/{page}", data={**seen, "version": version, **sent(typed)})
        found[page] = faults_of_conflict(lost, kept)
    assert {page: faults for page, faults in found.items() if faults} == {}


def sent(typed):
    return {name: (io.BytesIO(value()), "a.pdf") if callable(value) else value for name, value in typed.items()}

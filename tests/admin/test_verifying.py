"""The workbench through the page: one fact after the other is judged; what blocks is told."""

from __future__ import annotations

import io
import re

from tests.admin.steps import hidden
from tests.admin.test_desk import OTHER
from tests.evidence import made

FILE = "/admin/applications/"


def judge(desk, reference, fact, /, **inputs):
    return desk.send("officer1", f"{FILE}{reference}/verify?fact={fact}", **{"fact": fact, **inputs})


def accept_everything(desk, reference):
    """Press “accept all” of each line that is left, or accept the one fact."""
    for _ in range(40):
        page = desk.page("officer1", f"{FILE}{reference}/verify")
        if "Nothing must still be checked." in page:
            return
        line = re.search(r'name="line" value="([^"]+)"', page)
        pressed = {"line": line[1]} if line else {"kind": "accept"}
        answer = desk.as_("officer1").post(f"{FILE}{reference}/verify", data={**hidden(page), **pressed})
        assert answer.status_code == 302, answer.text[-2000:]
    raise AssertionError("there is always something left")


def test_facts_are_accepted_line_by_line_until_nothing_is_left(desk):
    reference = desk.record()
    page = desk.page("officer1", f"{FILE}{reference}/verify")
    assert ">to be checked<" in page
    assert 'accesskey="a"' in page
    accept_everything(desk, reference)
    page = desk.page("officer1", f"{FILE}{reference}/verify")
    assert page.count("Accepted") > 10
    assert ">to be checked<" not in page
    sent = {"proposal": "grant", "reason": "All is checked.", "published_list": "List of 2025"}
    assert desk.act("officer1", reference, "recommend", **sent).status_code == 302
    assert "Facts verified" in desk.page("supervisor1", f"{FILE}{reference}")
    seen = desk.page("supervisor1", f"{FILE}{reference}/verify")
    assert "Accepted" in seen
    assert 'accesskey="a"' not in seen


def test_what_blocks_is_listed_where_one_would_recommend(desk):
    reference = desk.record()
    desk.record(**OTHER)
    page = desk.page("officer1", f"{FILE}{reference}/recommend")
    assert "Nothing is recommended from what is only declared" in page
    for where in (f"{reference}/verify?fact=permit_months#judge", f"{reference}#flags"):
        assert f'href="{FILE}{where}"' in page
    assert "not checked yet" in page
    assert "Hand to the supervisors" not in page
    token = hidden(desk.page("officer1", f"{FILE}{reference}/note"))
    sent = {**token, "proposal": "grant", "reason": "What I had typed", "published_list": "x"}
    refused = desk.as_("officer1").post(f"{FILE}{reference}/recommend", data=sent)
    assert (refused.status_code, "cannot be recommended yet" in refused.text) == (409, True)
    assert "What I had typed" in refused.text


def test_what_has_its_evidence_is_ticked_and_accepted_at_once(desk):
    reference = desk.record()
    verify = f"{FILE}{reference}/verify"
    page = desk.page("officer1", verify)
    assert "Tick every line whose evidence is on the file" not in page
    nothing = desk.as_("officer1").post(verify, data={**hidden(page), "do": "accept"})
    assert (nothing.status_code, "Say of at least one fact" in nothing.text) == (422, True)
    address = f"{FILE}{reference}/evidence/add"
    token = hidden(desk.page("officer1", address))
    sent = {**token, "purpose": "diploma", "file": (io.BytesIO(made.image()), "diploma.png")}
    assert desk.as_("officer1").post(address, data=sent).status_code == 302
    assert "File 1" in desk.page("officer1", f"{verify}?fact=education")
    page = desk.page("officer1", f"{verify}?tick=evidenced")
    [line] = re.findall(r'name="line" id="[^"]+" value="([^"]+)" checked', page)
    answer = desk.as_("officer1").post(verify, data={**hidden(page), "line": [line], "do": "accept"})
    assert answer.status_code == 302
    assert "Tick every line whose evidence is on the file" not in desk.page("officer1", verify)


def test_a_fact_is_adjusted_and_rejected_with_reasons(desk):
    reference = desk.record()
    sent = {"kind": "adjust", "fact-permit_months": "60", "reason": "The register has 60 months."}
    assert judge(desk, reference, "permit_months", **sent).status_code == 302
    page = desk.page("officer1", f"{FILE}{reference}/verify?fact=permit_months")
    assert "Adjusted" in page
    assert "The register has 60 months." in page
    missing = judge(desk, reference, "owns_home", kind="reject", reason="No entry")
    assert (missing.status_code, "Name the article" in missing.text, "No entry" in missing.text) == (422, True, True)
    sent = {"kind": "reject", "reason": "No entry", "reference": "art. 5"}
    assert judge(desk, reference, "owns_home", **sent).status_code == 302
    assert "Rejected" in desk.page("officer1", f"{FILE}{reference}/verify")


def test_what_cannot_be_kept_comes_back_beside_its_input(desk):
    reference = desk.record()
    for sent, words in (
        ({}, "Say what was found."),
        ({"kind": "adjust", "fact-permit_months": "many", "reason": "x"}, "There is a problem"),
        ({"kind": "adjust", "fact-permit_months": "84", "reason": "x"}, "This is the value that was declared"),
        ({"kind": "adjust", "fact-permit_months": "60"}, "Say what was found, in words"),
        ({"kind": "adjust", "fact-permit_months": "-1", "reason": "x"}, "There is a problem"),
    ):
        answer = judge(desk, reference, "permit_months", **sent)
        assert (answer.status_code, words in answer.text) == (422, True), sent
    listed = judge(desk, reference, "criminal_penalties", press="add:criminal_penalties", kind="adjust")
    assert listed.status_code == 200


def test_the_second_of_two_officers_meets_a_conflict_that_keeps_the_text(desk):
    reference = desk.record()
    stale = hidden(desk.page("officer2", f"{FILE}{reference}/verify?fact=permit_months"))
    assert judge(desk, reference, "permit_months", kind="accept").status_code == 302
    sent = {**stale, "kind": "adjust", "fact-permit_months": "60", "reason": "What I had typed"}
    lost = desk.as_("officer2").post(f"{FILE}{reference}/verify", data=sent)
    assert (lost.status_code, "What I had typed" in lost.text) == (409, True)

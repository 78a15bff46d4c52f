"""The officers' desk through the pages: taking and giving out files, interests, flags, notes."""

from __future__ import annotations

import re
from html import unescape

from tests.admin.steps import hidden

FILE = "/admin/applications/"
OTHER = {"applicant-identity_number": "430103198702010010"}


def form_to(html, address):
    """Give the hidden inputs of the form that is sent to *address*."""
    found = re.search(rf'<form method="post" action="{re.escape(address)}">(.*?)</form>', html, re.DOTALL)
    assert found, f"no form to {address}"
    pairs = re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', found[1])
    return {name: unescape(value) for name, value in pairs}


def press(desk, username, page, address):
    """Press the button of one of a page's forms."""
    return desk.as_(username).post(address, data=form_to(desk.page(username, page), address))


def test_next_takes_the_oldest_and_shows_it_as_mine(desk):
    assert "Nothing. Take the next file" in desk.page("officer1", "/admin/")
    assert press(desk, "officer1", "/admin/", f"{FILE}next").location == "/admin/"
    assert "Nothing waits that nobody holds." in desk.page("officer1", "/admin/")
    reference = desk.record()
    assert press(desk, "officer2", "/admin/", f"{FILE}next").location == f"{FILE}{reference}"
    assert reference in desk.page("officer2", "/admin/").split("What you hold")[1].split("Take the next file")[0]
    assert reference not in desk.page("officer1", "/admin/").split("What you hold")[1].split("Take the next file")[0]
    assert "Held by" in desk.page("officer1", f"{FILE}{reference}")
    assert "What you hold" not in desk.page("supervisor1", "/admin/")


def test_a_file_is_taken_given_back_and_taken_from_who_is_absent(desk):
    reference = desk.record()
    address = f"{FILE}{reference}"
    old = form_to(desk.page("officer2", address), f"{address}/claim")
    assert press(desk, "officer1", address, f"{address}/claim").status_code == 302
    late = desk.as_("officer2").post(f"{address}/claim", data=old)
    assert (late.status_code, "Somebody else changed this application" in late.text) == (409, True)
    assert press(desk, "officer1", address, f"{address}/give-back").status_code == 302
    assert press(desk, "officer2", address, f"{address}/claim").status_code == 302
    assert desk.as_("officer1").get(f"{address}/amend").status_code == 409
    refused = desk.act("supervisor1", reference, "release", reason=" ")
    assert (refused.status_code, "Say why the file is taken from who holds it" in refused.text) == (422, True)
    assert desk.act("supervisor1", reference, "release", reason="On leave until May").status_code == 302
    page = desk.page("supervisor1", address)
    assert "On leave until May" in page
    assert "Nobody holds this file." in page


def test_a_form_that_carries_no_token_is_refused(desk):
    reference = desk.record()
    assert desk.as_("officer1").post(f"{FILE}{reference}/claim", data={"version": "1"}).status_code == 400
    assert desk.as_("officer1").post(f"{FILE}next").status_code == 400


def test_who_declares_an_interest_finds_the_file_named_and_closed(desk):
    reference = desk.record()
    assert desk.act("officer1", reference, "interest", reason="My cousin").location == "/admin/"
    assert "You cannot open the file any more." in desk.page("officer1", "/admin/")
    listed = desk.page("officer1", FILE)
    assert reference in listed
    assert f'href="{FILE}{reference}"' not in listed
    assert "You declared an interest, or it is of your own household." in listed
    for page in ("", "/amend", "/recommend", "/note"):
        answer = desk.as_("officer1").get(f"{FILE}{reference}{page}")
        assert (answer.status_code, "张示范" in answer.text) == (403, False)
        assert "You declared an interest in this file" in answer.text
    page = desk.page("supervisor1", f"{FILE}{reference}")
    assert "declared an interest and cannot open this file" in page
    assert "My cousin" not in page  # whose relative an applicant is concerns nobody else
    [close] = re.findall(r'href="([^"]*/flags/conflict-declared/\d+)"', page)
    assert desk.send("supervisor1", close, reason="Another officer takes over").status_code == 302
    assert "Another officer takes over" in desk.page("officer2", f"{FILE}{reference}")
    assert desk.as_("supervisor1").get(close).status_code == 404


def test_the_same_spouse_in_two_files_is_flagged(desk):
    first = desk.record()
    second = desk.record(**OTHER)
    page = desk.page("officer1", f"{FILE}{first}")
    assert f'href="{FILE}{second}"' in page
    assert "stands in another open file as spouse" in page
    listed = desk.page("officer1", f"{FILE}?flag=duplicate-suspected")
    assert first in listed
    assert second in listed
    [close] = re.findall(r'href="([^"]*/flags/duplicate-suspected/\d+)"', page)
    assert "What you looked into" in desk.send("officer1", close, reason="").text
    assert desk.send("officer1", close, reason="The first was typed in twice").status_code == 302
    assert first not in desk.page("officer1", f"{FILE}?flag=duplicate-suspected")
    for other in ("overdue", "nonsense"):
        address = close.replace("duplicate-suspected", other)
        assert desk.as_("officer1").get(address).status_code == 404
        token = hidden(desk.page("officer1", f"{FILE}{second}/note"))
        assert desk.as_("officer1").post(address, data={**token, "reason": "x"}).status_code == 409


def test_lists_are_narrowed_from_the_address(desk):
    mine, free = desk.record(), desk.record(**OTHER)
    press(desk, "officer1", f"{FILE}{mine}", f"{FILE}{mine}/claim")
    for query, found in (
        ("held=mine", {mine}),
        ("held=nobody", {free}),
        ("held=anybody", {mine}),
        ("held=nonsense&flag=nonsense", {mine, free}),
        ("flag=overdue", set()),
        ("office=guangzhou-tianhe", set()),
    ):
        listed = desk.page("officer1", f"{FILE}?{query}")
        assert {reference for reference in (mine, free) if reference in listed} == found, query


def test_notes_are_for_colleagues(desk):
    reference = desk.record()
    assert "None. The applicant is never sent what stands here." in desk.page("officer1", f"{FILE}{reference}")
    stale = hidden(desk.page("officer2", f"{FILE}{reference}/note"))
    assert desk.act("officer1", reference, "note", reason="The originals were seen").status_code == 302
    lost = desk.as_("officer2").post(f"{FILE}{reference}/note", data={**stale, "reason": "What I had typed"})
    assert (lost.status_code, "What I had typed" in lost.text) == (409, True)
    assert "The originals were seen" in desk.page("auditor1", f"{FILE}{reference}")
    assert "Write a note" not in desk.page("auditor1", f"{FILE}{reference}")


def test_many_files_are_given_out_after_a_look(desk):
    first, second = desk.record(), desk.record(**OTHER)
    assign = f"{FILE}assign"
    client, page = desk.as_("supervisor1"), desk.page("supervisor1", assign)
    assert first in page
    files = re.findall(r'name="file" type="checkbox" value="([^"]+)"', page)
    officers = dict(re.findall(r'name="officer" type="radio" value="(\d+)">\s*<label[^>]*>([^<]+)<', page))
    token = hidden(page)
    nobody = client.post(assign, data={**token, "file": files, "do": "preview"})
    assert (nobody.status_code, "Choose an officer." in nobody.text) == (422, True)
    name = re.search(r"Signed in as ([^<·]+)", desk.page("officer1", "/admin/"))[1].strip()
    [chosen] = [account for account, called in officers.items() if called.strip() == name]
    none = client.post(assign, data={**token, "officer": chosen, "do": "preview"})
    assert (none.status_code, "Choose at least one file." in none.text) == (422, True)
    press(desk, "officer2", f"{FILE}{second}", f"{FILE}{second}/claim")
    seen = client.post(assign, data={**token, "officer": chosen, "file": [*files, "nonsense"], "do": "preview"})
    assert "1 file would be assigned" in seen.text
    assert "changed since it was shown" in seen.text
    assert "does not exist, or you may not open it" in seen.text
    assert "Nobody holds this file." in desk.page("supervisor1", f"{FILE}{first}")
    done = client.post(assign, data={**token, "officer": chosen, "file": files, "do": "assign"})
    assert done.location == assign
    assert "1 file is assigned." in desk.page("supervisor1", assign)
    assert officers[chosen].strip() in desk.page("supervisor1", f"{FILE}{first}")

"""Recording and amending through the pages: what is wrong comes back beside its input, and nothing typed is lost."""

from __future__ import annotations

import pytest

from tests.admin import steps
from tests.admin.steps import APPLICANT, FACTS, NEW, SPOUSE


def test_an_officer_assesses_first_and_records_then(desk):
    shown = desk.send("officer1", NEW, **APPLICANT, **FACTS, do="check")
    assert shown.status_code == 200
    assert "nothing is recorded yet" in shown.text
    assert "Total 206" in shown.text
    assert 'value="张示范"' in shown.text
    assert "0 records" in desk.page("officer1", "/admin/applications/")
    reference = desk.record()
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "张**" in page
    assert "张示范" not in page, "masked until a reason is given"
    assert "430***********0002" in page
    assert "430103198702010002" not in page
    assert "Recomputed: equal" in page
    assert "Total 206.00" in page
    assert "Residence permit" in page


def test_names_are_masked_in_the_list_and_a_whole_number_finds_its_file(desk):
    reference = desk.record()
    page = desk.find("officer1", "430103198808150003")
    assert reference in page
    assert "张**" in page
    assert "张示范" not in page
    assert reference not in desk.find("officer1", "430103198808150011")
    assert reference in desk.page("officer1", "/admin/applications/?status=accepted&scheme=guangzhou")
    assert reference not in desk.page("officer1", "/admin/applications/?status=granted")
    assert reference in desk.page("officer1", "/admin/applications/?status=nonsense&page=x&size=7")


def test_an_identity_number_stands_in_no_address(desk):
    reference = desk.granted()
    client = desk.as_("officer1")
    for list_ in ("applications", "decisions", "entitlements"):
        address = f"/admin/{list_}/"
        assert reference in desk.find("officer1", "430103198702010002", address)
        token = steps.hidden(desk.page("officer1", address))["csrf_token"]
        moved = client.post(address, data={"csrf_token": token, "q": reference, "scheme": ""})
        assert (moved.status_code, moved.location) == (302, f"{address}?q={reference}")
        typed = client.get(f"{address}?q=430103198702010002&scheme=guangzhou")
        assert (typed.status_code, typed.location) == (302, f"{address}?scheme=guangzhou")
        assert "has no place in an address" in desk.page("officer1", typed.location)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"applicant-name": " "}, "Type the name as it stands on the identity card."),
        ({"applicant-identity_number": "430103198702010003"}, "The last character does not fit"),
        ({"applicant-identity_number": "1"}, "Type the 18 characters"),
        ({"family-0-identity_number": "430103198702010002"}, "already that of another person"),
        ({"fact-birth_date-year": "1988"}, "Correct the wrong one"),
        ({"fact-permit_months": "601"}, "too high"),
        ({"fact-education": "wizard"}, "Choose one of the answers listed"),
        ({"on": ""}, "Give a day."),
        ({"on": "2025-01-01"}, "Choose a day within"),
        ({"on": "2026-03-03"}, "2026-03-02"),
    ],
)
def test_each_wrong_input_is_told_beside_it_and_nothing_is_lost(desk, wrong, words):
    answer = desk.send("officer1", NEW, **{**APPLICANT, **SPOUSE, **FACTS, "do": "record", **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert "There is a problem" in answer.text
    assert 'value="李示范"' in answer.text
    assert "0 records" in desk.page("officer1", "/admin/applications/")


def test_what_is_wrong_is_told_in_chinese_too(desk):
    client = desk.as_("officer1")
    client.set_cookie("lang", "zh")
    answer = desk.send("officer1", NEW, **{**APPLICANT, **FACTS, "do": "record", "applicant-identity_number": "430103198702010003"})
    assert "末位校验码不符" in answer.text
    assert "填写有误，请更正" in answer.text


def test_family_members_are_added_and_taken_away_without_a_script(desk):
    more = desk.send("officer1", NEW, **APPLICANT, **FACTS, press="add-person")
    assert "Family member 1" in more.text
    assert 'value="张示范"' in more.text
    two = desk.send("officer1", NEW, **APPLICANT, **SPOUSE, **FACTS, press="add-person")
    assert "Family member 2" in two.text
    one = desk.send("officer1", NEW, **APPLICANT, **SPOUSE, **{"family-1-name": "小明"}, press="remove-person:0")
    assert 'value="小明"' in one.text
    assert "李示范" not in one.text
    same = desk.send("officer1", NEW, **APPLICANT, **SPOUSE, press="remove-person:9")
    assert 'value="李示范"' in same.text
    listed = desk.send("officer1", NEW, **APPLICANT, **FACTS, press="add:patents")
    assert listed.status_code == 200
    assert "fact-patents-0" in listed.text


def test_the_same_person_is_not_recorded_twice(desk):
    desk.record()
    again = desk.send("officer2", NEW, **{**APPLICANT, **FACTS, "do": "record"})
    assert again.status_code == 422
    assert "1 record" in desk.page("officer2", "/admin/applications/")


def test_a_grown_up_child_applies_alone(desk):
    child = {"family-0-relation": "child", "family-0-name": "李示范", "family-0-identity_number": "430103198808150003"}
    answer = desk.send("officer1", NEW, **{**APPLICANT, **FACTS, **child, "do": "record"})
    assert answer.status_code == 422
    assert "must be under 18" in answer.text


def test_facts_are_amended_with_a_reason_while_accepted(desk):
    reference = desk.record()
    address = f"/admin/applications/{reference}/amend"
    nothing = desk.send("officer1", address, **{**FACTS, "fact-education": "doctor", "do": "record"})
    assert nothing.status_code == 422
    assert "Say what was wrong" in nothing.text
    done = desk.send(
        "officer1", address, **{**FACTS, "fact-education": "none", "do": "record", "reason": "The diploma was not real."}
    )
    assert done.status_code == 302
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Total 176.00" in page
    assert "Earlier assessments" in page
    assert "The diploma was not real." in page


def test_an_amendment_of_an_older_version_conflicts(desk):
    reference = desk.record()
    address = f"/admin/applications/{reference}/amend"
    first = desk.send("officer1", address, **{**FACTS, "fact-education": "none", "do": "record", "reason": "First."})
    assert first.status_code == 302
    stale = desk.send("officer1", address, **{**FACTS, "version": "1", "do": "record", "reason": "Second."})
    assert stale.status_code == 409
    assert "Somebody else changed this application" in stale.text
    assert "Second." in stale.text


def test_unknown_addresses_are_not_found(desk):
    client = desk.as_("officer1")
    assert client.get("/admin/applications/2026-999999").status_code == 404
    assert client.get("/admin/decisions/nothing").status_code == 404
    assert client.get("/admin/applications/new/guangzou/2025").status_code == 404
    assert client.get("/admin/policies/guangzhou/1999").status_code == 404

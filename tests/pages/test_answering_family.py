"""Where the office asks about the family, the applicant puts its members right; the officer sees what stood there and what stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.filing import Asked, Named
from scoring.casework.queries import read_file
from scoring.web.services import services_of
from tests.casework.filings import content_for, growing
from tests.casework.stories import number
from tests.pages.own_files import Own
from tests.pages.test_answering import HANDED, answer_item

FAMILY = "/supplement/2/family"
ASKED = (Asked("education_points", "学历证书复印不清。"), Asked("family", "子女公民身份号码有误，配偶未列入。", "第九条"))
CHILD, OTHER, SPOUSE = (number(day).reveal() for day in ("20150909", "20170101", "19880815"))
NEW = {"relation": "spouse", "name": "李小红", "identity_number": SPOUSE}


@pytest.fixture
def asked(app, monkeypatch):
    """An application with a child, about which and about whose mother the office asks; the rules let a family grow."""
    live = services_of(app).live
    monkeypatch.setattr(live, "library", growing(live.library))
    return asked_about_family(app)


def asked_about_family(app):
    own = Own(app)
    own.file.begin()
    own.file.save(
        replace(content_for(own.file.holder), people=(*content_for(own.file.holder).people, Named("child", "王一", CHILD)))
    )
    own.file.submit()
    own.file.ask(ASKED)
    return own


def names(own):
    from scoring.casework.prepare_answer import read_prepared

    prepared = read_prepared(own.services.transaction, own.file.reference, holder=own.file.holder)
    return [(person.relation, person.name, person.identity_number) for person in prepared.content.people[1:]]


def test_members_are_corrected_added_and_taken_out_and_the_officer_sees_each(asked):
    assert "Put the family members right" in asked.get("/supplement")
    page = asked.get(FAMILY)
    assert "王一" in page
    assert CHILD not in page
    assert "配偶未列入" in page
    answer, _ = asked.send(f"{FAMILY}/1", relation="child", name="王一", identity_number=OTHER)
    assert answer.location == asked.path + FAMILY
    answer, _ = asked.send(f"{FAMILY}/2", **NEW)
    assert answer.location == asked.path + FAMILY
    answer, _ = asked.send(
        f"{FAMILY}/3", **NEW | {"relation": "child", "name": "王三", "identity_number": number("20190303").reveal()}
    )
    assert names(asked)[:2] == [("child", "王一", OTHER), ("spouse", "李小红", SPOUSE)]
    assert "王三 (Child) is then no longer named" in asked.get(f"{FAMILY}/3/remove")
    answer, _ = asked.send(f"{FAMILY}/3/remove")
    assert answer.location == asked.path + FAMILY
    assert len(names(asked)) == 2
    answer_item(asked, 1, **HANDED)
    answer, _ = answer_item(asked, 2, **HANDED, then="family")
    assert answer.location == asked.path + FAMILY, "what was typed is saved on the way"
    page = asked.get("/supplement/send")
    for words in ("Family member 1: identity number", CHILD, OTHER, "Family member 2: relation", "Spouse"):
        assert words in page
    answer, text = asked.send("/supplement/send", page, declaration="y")
    assert answer.status_code == 302, text
    seen = read_file(asked.services.transaction, asked.file.reference, officer=asked.office.officer)
    assert [person.masked_name for person in seen.application.persons] == ["王**", "王*", "李**"]
    new = {each.place: (each.before, each.after) for each in seen.submissions[-1].differences}
    assert new["people/2/relation"] == (None, "spouse")
    assert new["people/2/name"] == (None, "李**")
    assert {"people/1/identity_number", "people/2/identity_number"} <= new.keys()
    assert not any(whole in str(new) for whole in (CHILD, OTHER, SPOUSE)), "masked until a reason is given"


def test_who_was_taken_out_is_shown_as_taken_out(asked):
    asked.send(f"{FAMILY}/1/remove")
    assert "Nobody is named yet." in asked.get(FAMILY)
    for item in (1, 2):
        answer_item(asked, item, **HANDED)
    page = asked.get("/supplement/send")
    assert "Family member 1, taken out: name" in page
    assert "家庭成员1（已删除）" in asked.get("/supplement/send", language="zh")
    answer, text = asked.send("/supplement/send", page, declaration="y")
    assert answer.status_code == 302, text


@pytest.mark.parametrize(
    ("typed", "said", "chinese"),
    [
        ({"identity_number": "430103198702010001"}, "The last character does not fit", "校验"),
        ({"name": " "}, "Type the name as it stands", "姓名"),
        ({"relation": ""}, "Choose one of the answers listed", "请"),
    ],
)
def test_what_is_wrong_is_told_beside_its_input_and_stays_typed(asked, typed, said, chinese):
    given = NEW | typed
    answer, text = asked.send(f"{FAMILY}/2", **given)
    assert (answer.status_code, said in text) == (422, True)
    assert f'value="{given["identity_number"]}"' in text
    assert chinese in asked.client.post(f"{asked.path.replace('/en/', '/zh/')}{FAMILY}/2", data=hidden(asked) | given).text
    assert len(names(asked)) == 1


def hidden(own):
    from tests.signing_in import token_of

    return {"csrf_token": token_of(own.client.get(f"{own.path}{FAMILY}/2")), "version": "0"}


def test_what_is_wrong_between_persons_is_named_on_the_list_and_keeps_the_answer_from_being_sent(asked):
    asked.send(f"{FAMILY}/2", **NEW | {"identity_number": CHILD})
    assert "already that of another" in asked.get(FAMILY)
    for item in (1, 2):
        answer_item(asked, item, **HANDED)
    answer, text = asked.send("/supplement/send", declaration="y")
    assert answer.status_code == 422
    assert "Family member 2: This number is already that of another" in text


def test_of_two_windows_the_later_one_keeps_what_was_typed(asked):
    page, ask = asked.get(f"{FAMILY}/2"), asked.get(f"{FAMILY}/1/remove")
    asked.send(f"{FAMILY}/1", relation="child", name="王壹", identity_number=CHILD)
    answer, text = asked.send(f"{FAMILY}/2", page, **NEW)
    assert (answer.status_code, "李小红" in text) == (409, True)
    assert names(asked) == [("child", "王壹", CHILD)]
    answer, text = asked.send(f"{FAMILY}/1/remove", ask)
    assert (answer.status_code, "Nobody was taken out" in text) == (409, True)
    assert len(names(asked)) == 1


def test_only_where_the_family_is_asked_about(asked):
    for page in ("/supplement/1/family", "/supplement/1/family/1", "/supplement/1/family/1/remove", "/supplement/9/family"):
        asked.get(page, status=404)
    for page in (f"{FAMILY}/0", f"{FAMILY}/3", f"{FAMILY}/2/remove", f"{FAMILY}/0/remove"):
        asked.get(page, status=404)
    answer, _ = answer_item(asked, 1, **HANDED, then="family")
    assert answer.location == asked.path + "/supplement"
    assert "Save and put the family members right" not in asked.get("/supplement/1")
    assert "Save and put the family members right" in asked.get("/supplement/2")


def test_where_the_rules_close_the_family_on_submission_the_page_says_so_and_nobody_is_added(app):
    own = asked_about_family(app)
    page = own.get(FAMILY)
    for words in ("nobody is added to the family after the submission", "withdrawn and a new one submitted", "art. 8"):
        assert words in page
    assert f"{FAMILY}/2" not in page
    answer, text = own.send(f"{FAMILY}/2", **NEW)
    assert (answer.status_code, 'value="李小红"' in text, 'href="#name"' in text) == (422, True, True)
    assert "提交后不得再增加" in own.client.post(f"{own.path.replace('/en/', '/zh/')}{FAMILY}/2", data=hidden(own) | NEW).text
    answer, _ = own.send(f"{FAMILY}/1", relation="child", name="王一", identity_number=OTHER)
    assert answer.location == own.path + FAMILY
    own.send(f"{FAMILY}/1/remove")
    assert f"{FAMILY}/1" in own.get(FAMILY), "who was taken out of the answer can be put back"
    own.send(f"{FAMILY}/1", relation="child", name="王一", identity_number=CHILD)
    assert names(own) == [("child", "王一", CHILD)]


def test_what_is_closed_meanwhile_keeps_what_was_typed(asked):
    page = asked.get(f"{FAMILY}/2")
    asked.file.withdraw()
    answer, text = asked.send(f"{FAMILY}/2", page, **NEW)
    assert (answer.status_code, "李小红" in text) == (409, True)
    assert asked.client.get(asked.path + FAMILY).location == asked.path

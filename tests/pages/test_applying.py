"""An applicant applies through the pages: from the answers of the self-check to the receipt, every branch and every error."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from scoring.application import declaration
from scoring.application.application import Shown
from scoring.application.filing import Named
from scoring.casework.draft_content import PEOPLE_MAX
from scoring.casework.holders import read_holder
from scoring.casework.own_queries import list_own, read_draft, read_own_file
from scoring.casework.publish_folder import publish_folder
from scoring.casework.submit_application import receiving_offices
from scoring.engine import assess
from scoring.pages.words import say_points
from tests.casework import hamlet
from tests.casework.stories import FACTS
from tests.pages.at_the_counter import account_of, open_windows, record, verify
from tests.pages.filled_forms import send_stale
from tests.pages.test_account import sign_up

TODAY = date(2025, 10, 20)
TOO_LATE = {"volunteering": [{"in_year": 2026, "hours": 60}]}
"""What the policy's own check refuses beside the day to which points are counted."""
NUMBER, SPOUSE, CHILD = "430103198702010002", "43010319880305002X", "440106201506010019"
NAME = "王小明"


@pytest.fixture(scope="session")
def kept_window(template, opened):
    """The service on a day on which a round takes applications."""
    return opened(replace(template.settings, mode="demonstration", today=TODAY, database_url=template.copy("round_open")))


@pytest.fixture
def window(kept_window, template):
    from scoring.web.services import close, services_of

    close(kept_window)
    template.copy("round_open")
    open_windows(services_of(kept_window))
    return kept_window


class Applicant:
    """Somebody who applies through the pages in English."""

    def __init__(self, app, contact="13800138000"):
        from scoring.web.services import services_of

        self.app, self.services = app, services_of(app)
        self.client = app.test_client()
        self.client.environ_base["HTTP_REFERER"] = "https://localhost/"  # asked for where the service speaks https
        assert sign_up(self.client, contact).status_code == 302
        self.own_id = account_of(self.services)
        self.reference = ""

    @property
    def holder(self):
        return read_holder(self.services.transaction, self.own_id)

    @property
    def draft(self):
        return read_draft(self.services.transaction, self.reference, holder=self.holder)

    def verify(self, name=NAME, number=NUMBER):
        """Show the card at the counter."""
        verify(self.services, self.holder, name, number)

    def begin(self, facts=None, language="en"):
        """Begin a draft with answers, through the page where there are none."""
        answer = self.send(f"/{language}/apply/guangzhou")
        assert answer.status_code == 302, answer.text
        self.reference = answer.location.rsplit("/", 1)[1]
        if facts is not None:
            self.keep(facts=facts)
        return self

    def keep(self, **changes):
        """Put something into the draft past the pages, as another tab would."""
        from scoring.casework.save_draft import save_draft

        draft = self.draft
        shown, at = Shown(self.reference, draft.version), self.services.clock.now()
        content = replace(draft.content, **changes)
        save_draft(self.services.transaction, self.services.library, shown, content, holder=self.holder, at=at)

    def path(self, page="", language="en"):
        return f"/{language}/draft/{self.reference}{'/' + page if page else ''}"

    def get(self, page="", language="en", status=200):
        answer = self.client.get(self.path(page, language))
        assert answer.status_code == status, answer.text
        return unescape(answer.text)

    def send(self, path, /, form=None, **typed):
        """Send the form of a page with what stands in it hidden, first as a page too old; `form` is a page loaded before."""
        page = form or self.client.get(path).text
        inner = page.split('id="main-content"', 1)[1].split("<form", 1)[1].split("</form>", 1)[0]
        tags = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', inner)]
        hidden = {tag["name"]: unescape(tag.get("value", "")) for tag in tags}
        send_stale(self.client, path, hidden | typed, page)
        return self.client.post(path, data={**hidden, **typed})

    def fill(self, page, /, language="en", **typed):
        return self.send(self.path(page, language), **typed)

    def office(self):
        return self.offices()[0].id

    def offices(self):
        return receiving_offices(self.services.transaction, self.services.library.find("guangzhou", "2025"))


@pytest.fixture
def applicant(window):
    return Applicant(window)


@pytest.fixture
def drafting(applicant):
    """Somebody with an empty draft."""
    return applicant.begin()


@pytest.fixture
def ready(applicant):
    """Somebody verified, with a draft in which nothing is missing."""
    applicant.verify()
    applicant.begin(FACTS)
    applicant.keep(office=applicant.office())
    return applicant


def submit(person, page=None, **changes):
    typed = {"declaration": "y"} | changes
    return person.send(person.path("submit"), form=page, **{name: value for name, value in typed.items() if value is not None})


def answer_check(client, language="en"):
    """Answer the first section of the self-check, in this browser alone."""
    path = f"/{language}/check/guangzhou/2025/questions/about_you"
    page = client.get(path).text
    shown = re.search(r'name="shown" value="([^"]*)"', page)[1]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    born = {"fact-birth_date-year": "1987", "fact-birth_date-month": "2", "fact-birth_date-day": "1"}
    assert client.post(path, data={"csrf_token": token, "shown": shown, **born}).status_code == 302


def test_the_result_leads_to_an_account_and_on_to_a_draft_with_the_answers(window):
    visitor = window.test_client()
    answer_check(visitor)
    result = visitor.get("/en/check/guangzhou/2025/result").text
    assert 'href="/en/apply/guangzhou"' in result
    led = visitor.get("/en/apply/guangzhou")
    assert led.location == "/en/account/sign-in?next=/en/apply/guangzhou"
    opened = sign_up(visitor, path="/en/account/sign-up?next=/en/apply/guangzhou")
    assert opened.location == "/en/apply/guangzhou"
    page = visitor.get(opened.location).text
    assert "1 answer of your check" in page
    assert "Begin with these answers" in page
    assert "I have read what the account keeps" not in page  # agreed to when the account was opened
    person = Applicant.__new__(Applicant)
    from scoring.web.services import services_of

    person.app, person.services, person.client = window, services_of(window), visitor
    person.own_id = account_of(person.services)
    assert person.begin().draft.content.facts == {"birth_date": "1987-02-01"}
    assert "1 February 1987" in person.get("check")


def test_a_double_click_begins_one_draft(applicant):
    first = applicant.send("/en/apply/guangzhou")
    page = applicant.client.get("/en/apply/guangzhou").text
    assert "You have a draft under these rules already" in page
    assert "<form" not in page.split('id="main-content"', 1)[1]  # nothing to take over
    assert f'href="{first.location}"' in page
    assert len(list_own(applicant.services.transaction, holder=applicant.holder)) == 1


def test_the_answers_of_the_check_replace_those_of_the_draft_only_where_that_is_asked_for(applicant):
    applicant.begin({"permit_months": 12})
    answer_check(applicant.client)
    page = applicant.client.get("/en/apply/guangzhou").text
    assert "Put the answers of the check" in page
    applicant.send("/en/apply/guangzhou")
    assert applicant.draft.content.facts == {"permit_months": 12}
    for _ in range(2):
        applicant.send("/en/apply/guangzhou", take="yes")
        assert applicant.draft.content.facts == {"birth_date": "1987-02-01"}
    assert applicant.draft.version == 3


def test_who_agreed_to_an_older_text_is_asked_once_more(applicant, monkeypatch):
    from scoring.application import consent

    page = applicant.client.get("/en/apply/guangzhou").text
    monkeypatch.setattr(consent, "CURRENT", "2")
    monkeypatch.setattr(consent, "TEXTS", {**consent.TEXTS, "2": consent.TEXTS["1"]})
    assert applicant.client.get("/en/apply/guangzhou").location == "/en/account/renew-consent?next=/en/apply/guangzhou"
    refused = applicant.send("/en/apply/guangzhou", form=page)
    assert refused.status_code == 422
    assert "Read what you agree to, and tick the box" in refused.text
    assert applicant.send("/en/apply/guangzhou", form=refused.text, consent="y").status_code == 302


def test_a_scheme_that_is_unknown_is_answered_with_the_nearest_name(applicant):
    answer = applicant.client.get("/en/apply/guangzou")
    assert answer.status_code == 404
    assert "guangzhou" in answer.text


@pytest.fixture
def in_production(template, opened):
    """The service of a real office, on the tests' day."""
    app = opened(replace(template.settings, mode="production", database_url=template.copy("production")))
    app.config["PREFERRED_URL_SCHEME"] = "https"
    return app


def test_nobody_begins_under_illustrations_outside_a_demonstration(in_production):
    person = Applicant(in_production)
    page = person.client.get("/en/apply/ningbo").text
    assert "made up to illustrate" in page
    assert "<form" not in page.split('id="main-content"', 1)[1]
    assert "No version of these rules is in force today" in person.client.get("/en/apply/tianjin").text
    forced = person.send("/en/apply/tianjin", form=person.client.get("/en/apply/guangzhou").text)
    assert forced.status_code == 404
    assert "No version is in force" in forced.text


@pytest.mark.parametrize(
    ("scheme", "english", "chinese"),
    [
        ("ningbo", "Go to a counter of the office", "请携带身份证到受理窗口"),
        ("tianjin", "Your employer’s agent fills the application in", "由用人单位经办人代为填写"),
    ],
)
def test_where_nobody_submits_online_the_page_says_how_one_applies(applicant, scheme, english, chinese):
    for language, words in (("en", english), ("zh", chinese)):
        main = applicant.client.get(f"/{language}/apply/{scheme}").text.split('id="main-content"', 1)[1]
        assert words in main
        assert "<form" not in main
    form = applicant.client.get("/en/apply/guangzhou").text
    begun = applicant.send(f"/en/apply/{scheme}", form=form, consent="y").location
    check = applicant.client.get(f"{begun}/check").text
    assert "Under these rules applicants do not submit online." in check
    assert english in check
    assert applicant.client.get(f"{begun}/submit").location == f"{begun}/check"
    assert f'href="{begun}"' in applicant.client.get(f"/en/apply/{scheme}").text


def test_the_list_of_tasks_says_how_far_each_is(drafting):
    page = drafting.get()
    for words in (
        "Your details",
        "Nobody named",
        "Not verified yet",
        "To do",
        "Optional",
        "Not ready yet",
        "open",
        "It is kept until",
    ):
        assert words in page, words
    drafting.verify()
    drafting.fill("you", name=NAME, identity_number=NUMBER)
    drafting.keep(facts=FACTS, office=drafting.office())
    page = drafting.get()
    for words in ("Completed", "Verified", "Ready", "Points so far"):
        assert words in page, words
    assert "Not ready yet" not in page
    assert "草稿" in drafting.get(language="zh")
    assert "Your drafts" in drafting.client.get("/en/account").text


def total(person):
    """Give what the engine says of the whole answers."""
    return assess(person.services.library.find("guangzhou", "2025"), FACTS, on=TODAY).total


def test_the_points_so_far_are_those_of_the_drafts_answers(drafting):
    assert "The pale part is still open" in drafting.get()
    drafting.keep(facts=FACTS)
    assert say_points(total(drafting)) in drafting.get()
    drafting.keep(facts=FACTS | TOO_LATE)
    assert "Points so far" not in drafting.get()


def test_name_and_number_are_filled_in_where_the_identity_is_verified(drafting):
    assert "Your identity is not verified yet" in drafting.get("you")
    drafting.verify()
    page = drafting.get("you")
    assert f'value="{NUMBER}"' in page
    assert f'value="{NAME}"' in page
    assert drafting.draft.content.people == (Named("applicant"),)
    other = drafting.fill("you")  # what was sent counts, also where it is nothing
    assert other.status_code == 302


def test_a_draft_that_is_begun_after_the_verification_holds_who_applies(applicant):
    applicant.verify()
    assert applicant.begin().draft.content.people == (Named("applicant", NAME, NUMBER),)


@pytest.mark.parametrize(
    ("typed", "words", "chinese"),
    [
        ("4301", "Type the 18 characters", "18位"),
        (NUMBER[:-1] + "3", "The last character does not fit", "校验码"),
        ("430103198713010002", "are not a date that exists", "不是存在的日期"),
        ("430103209902010008", "The birth date in the number", "晚于今天"),
        ("999999198702010006", "are no area code", "行政区划代码"),
    ],
)
def test_a_number_that_is_none_is_told_beside_its_input_and_what_was_typed_stays(drafting, typed, words, chinese):
    for language, expected in (("en", words), ("zh", chinese)):
        answer = drafting.fill("you", language, name=NAME, identity_number=typed)
        assert answer.status_code == 422
        assert expected in unescape(answer.text)
        assert f'value="{typed}"' in answer.text
        assert 'id="identity_number-error"' in answer.text
    assert drafting.draft.version == 1


def test_a_name_that_is_too_long_is_told(drafting):
    answer = drafting.fill("you", name="王" * 61, identity_number=NUMBER)
    assert answer.status_code == 422
    assert "Shorten the name to 60 characters; it has 61." in answer.text


def test_family_members_are_added_changed_and_removed_each_on_its_own(drafting):
    assert "Nobody is named yet" in drafting.get("family")
    assert drafting.fill("family/1", relation="spouse", name="李示例", identity_number=SPOUSE.lower()).location == drafting.path(
        "family"
    )
    drafting.fill("family/2", relation="child", name="王示例", identity_number="")
    page = drafting.get("family")
    assert "李示例" in page
    assert SPOUSE not in page
    assert f"{SPOUSE[:3]}{'*' * 11}{SPOUSE[-4:]}" in page
    assert "Something is missing" in page
    assert "Something is missing" in drafting.get()
    drafting.fill("family/2", relation="child", name="王示例", identity_number=CHILD)
    assert [p.relation for p in drafting.draft.content.people] == ["applicant", "spouse", "child"]
    assert "2 persons" in drafting.get()
    assert "Take this person out?" in drafting.get("family/1/remove")
    assert drafting.fill("family/1/remove").location == drafting.path("family")
    assert [p.name for p in drafting.draft.content.people] == ["", "王示例"]


@pytest.mark.parametrize("page", ["family/0", "family/3", "family/1/remove", "family/0/remove", "answers/nothing"])
def test_what_there_is_not_is_not_found(drafting, page):
    drafting.get(page, status=404)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"relation": "", "name": "李", "identity_number": ""}, "Choose one of the answers listed"),
        ({"relation": "applicant", "name": "李", "identity_number": ""}, "Choose one of the answers listed"),
        ({"relation": "spouse", "name": "", "identity_number": ""}, "Type the name as it stands"),
        ({"relation": "spouse", "name": "李", "identity_number": "1"}, "Type the 18 characters"),
    ],
)
def test_what_is_wrong_with_a_family_member_is_told(drafting, typed, words):
    answer = drafting.fill("family/1", **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert len(drafting.draft.content.people) == 1


def test_no_more_people_than_a_draft_may_hold(drafting):
    people = drafting.draft.content.people + tuple(Named("child", f"王{n}") for n in range(PEOPLE_MAX - 1))
    drafting.keep(people=people)
    page = drafting.get("family")
    assert "No more persons can be named" in page
    assert "Add a family member" not in page
    drafting.get(f"family/{PEOPLE_MAX}", status=404)


def problems_of(person):
    page = person.get("check")
    return page.split('id="hindrances"', 1)[1].split("</ul>", 1)[0] if 'id="hindrances"' in page else ""


def test_what_is_wrong_between_people_is_named_with_a_link(ready):
    own = ready.draft.content.people[0]
    for family, words, place in (
        ((Named("spouse", "李", SPOUSE), Named("spouse", "张", CHILD)), "Only one person can be the spouse", "family/2"),
        ((Named("child", "李", SPOUSE),), "A child must be under 18", "family/1"),
        ((Named("spouse", "李", NUMBER),), "already that of another person", "family/1"),
        ((Named("spouse", "", SPOUSE),), "Type the name as it stands", "family/1"),
    ):
        ready.keep(people=(own, *family))
        told = problems_of(ready)
        assert words in told
        assert f'href="{ready.path(place)}?change=1"' in told
    ready.keep(people=(Named("applicant", "王小红", NUMBER),))
    assert "not those that were verified" in problems_of(ready)
    ready.keep(people=(own,), facts=FACTS | {"birth_date": "1990-01-01"})
    assert "by your answers on 1 January 1990" in problems_of(ready)


def test_everything_that_is_in_the_way_is_listed_with_where_it_is_put_right(drafting):
    told = problems_of(drafting)
    for words, place in (
        ("Your identity is not verified yet", "/en/account#identity"),
        ("Your details: Type the name", drafting.path("you") + "?change=1"),
        ("Not answered yet:", drafting.path("answers/about_you") + "?change=1#fact-"),
        ("Choose the office", drafting.path("office") + "?change=1"),
    ):
        assert words in told
        assert f'href="{place}' in told
    assert drafting.client.get(drafting.path("submit")).location == drafting.path("check")
    assert "Go on to the declaration" not in drafting.get("check")


def test_questions_are_answered_a_section_a_page_and_kept_in_the_draft(drafting):
    born = {"fact-birth_date-year": "1987", "fact-birth_date-month": "2", "fact-birth_date-day": "1"}
    answer = drafting.fill("answers/about_you", **born)
    assert answer.location == drafting.path()
    assert drafting.draft.content.facts["birth_date"] == "1987-02-01"
    assert 'value="1987"' in drafting.get("answers/about_you")
    version = drafting.draft.version
    drafting.fill("answers/about_you", **born)
    assert drafting.draft.version == version  # nothing changed, nothing is saved
    assert drafting.send(drafting.path("answers/about_you") + "?change=1", **born).location


def test_who_changes_an_answer_on_the_check_returns_to_it(drafting):
    page = drafting.client.get(drafting.path("you") + "?change=1").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    sent = {"csrf_token": token, "version": "1", "name": NAME, "identity_number": ""}
    assert drafting.client.post(drafting.path("you") + "?change=1", data=sent).location == drafting.path("check")


def test_a_wrong_answer_is_told_and_rows_are_added_and_removed(drafting):
    wrong = drafting.fill("answers/about_you", **{"fact-birth_date-year": "1987"})
    assert wrong.status_code == 422
    assert "Enter the" in wrong.text
    assert 'value="1987"' in wrong.text
    added = drafting.fill("answers/skills", press="add:patents")
    assert added.status_code == 200
    assert "fact-patents-0-of-kind" in added.text
    assert drafting.draft.version == 1


def test_an_answer_that_opens_a_question_leads_to_it(drafting):
    """The page is shown once more with the opened question in focus."""
    drafting.keep(facts={key: value for key, value in FACTS.items() if key != "owns_home"})
    answer = drafting.fill("answers/home", **{"fact-owns_home": "no"})
    assert answer.status_code == 302
    page = drafting.client.get(answer.location)
    assert page.status_code == 200


def test_contradictions_are_refused_where_they_are_typed_and_named_on_the_check(ready):
    ready.keep(facts=FACTS | TOO_LATE)
    assert "Contradiction" in ready.get()
    assert 'href="' in problems_of(ready)
    assert ready.client.get(ready.path("submit")).location == ready.path("check")


def test_the_office_is_chosen_from_those_that_take_applications(drafting):
    office = drafting.offices()[0]
    assert [each.name.say("en") for each in drafting.offices()] == ["East window", "West window"]
    assert drafting.fill("office", office="guangzhou_education").status_code == 422
    assert drafting.fill("office").status_code == 422
    assert drafting.fill("office", office="nowhere").status_code == 422
    assert drafting.fill("office", office=office.id).location == drafting.path()
    assert office.name.say("en") in drafting.get()
    assert office.name.say("en") in drafting.get("check")


def test_what_is_asked_for_statistics_may_be_left_out_and_is_shown_in_words(drafting):
    assert drafting.fill("statistics").location == drafting.path()
    assert drafting.draft.version == 1
    said = {"district": "440106", "street": "天河南街道", "sector": "I", "province": "43", "employer_class": "private"}
    assert drafting.fill("statistics", **said).location == drafting.path()
    page = drafting.get("check")
    for words in ("Tianhe", "天河南街道", "I Information", "Hunan", "Private enterprise"):
        assert words in page
    for wrong in ({"sector": "Z"}, {"province": "99"}, {"employer_class": "x"}, {"district": "1"}):
        answer = drafting.fill("statistics", **(said | wrong))
        assert answer.status_code == 422
        assert "Choose one of the answers listed" in answer.text
    assert drafting.fill("statistics", street="x" * 81).status_code == 422


FORMS = {
    "you": {"name": "王大明", "identity_number": ""},
    "family/1": {"relation": "spouse", "name": "李示例", "identity_number": ""},
    "office": {"office": "guangzhou_east"},
    "statistics": {"street": "天河南街道"},
    "answers/about_you": {"fact-birth_date-year": "1987", "fact-birth_date-month": "2", "fact-birth_date-day": "1"},
}


@pytest.mark.parametrize("page", FORMS)
def test_of_two_tabs_the_later_one_is_told_and_keeps_what_was_typed(drafting, page):
    form = drafting.client.get(drafting.path(page)).text
    drafting.keep(facts={"permit_months": 12})
    lost = drafting.send(drafting.path(page), form=form, **FORMS[page])
    assert lost.status_code == 409
    assert "The draft was saved elsewhere meanwhile" in lost.text
    for typed in FORMS[page].values():
        assert typed in lost.text
    assert drafting.draft.version == 2
    saved = drafting.send(drafting.path(page), form=lost.text.replace('id="conflict"', ""), **FORMS[page])
    assert saved.status_code == 302
    assert drafting.draft.version == 3
    assert drafting.draft.content.facts["permit_months"] == 12  # what the other tab saved stays


@pytest.mark.parametrize(("page", "words"), [("family/1/remove", "Nobody was taken out"), ("delete", "It was not deleted")])
def test_a_conflict_takes_nothing_away(drafting, page, words):
    drafting.keep(people=(Named("applicant"), Named("spouse", "李示例")))
    form = drafting.client.get(drafting.path(page)).text
    drafting.keep(facts={"permit_months": 12})
    lost = drafting.send(drafting.path(page), form=form)
    assert lost.status_code == 409
    assert words in lost.text
    assert len(drafting.draft.content.people) == 2


def test_a_form_without_a_version_is_a_conflict_and_saves_nothing(drafting):
    assert drafting.fill("you", version="x", name=NAME).status_code == 409
    assert drafting.draft.version == 1


def test_a_draft_is_deleted_after_a_question(drafting):
    assert "This cannot be undone" in drafting.get("delete")
    assert drafting.fill("delete").location == "/en/account"
    page = drafting.client.get("/en/account").text
    assert "The draft is deleted." in page
    assert "Your drafts" not in page
    drafting.get(status=404)


def test_everything_is_submitted_once_and_answered_with_a_receipt(ready):
    page = ready.client.get(ready.path("submit")).text
    for paragraph in declaration.TEXTS[declaration.CURRENT]:
        assert paragraph.say("en") in unescape(page)
    first = submit(ready, page)
    assert first.location == f"/en/receipt/{ready.reference}"
    again = submit(ready, page)  # a double click, or the answer was lost
    assert (again.status_code, again.location) == (302, first.location)
    file = read_own_file(ready.services.transaction, ready.reference, holder=ready.holder)
    assert len(file.receipts) == 1
    receipt = unescape(ready.client.get(first.location).text)
    for words in (ready.reference, "20 October 2025", "By ", file.receipts[0].digest, str(total(ready)), "round 2025"):
        assert words in receipt
    assert "回执" in ready.client.get(f"/zh/receipt/{ready.reference}").text


def test_who_comes_back_to_a_draft_that_was_submitted_is_led_to_the_receipt(ready):
    form, other = (ready.client.get(ready.path(page)).text for page in ("you", "submit"))
    submit(ready)
    receipt = f"/en/receipt/{ready.reference}"
    for page in ("", "you", "family", "check", "submit", "delete"):
        assert ready.client.get(ready.path(page)).location == receipt, page
    assert ready.send(ready.path("you"), form=form, name="王").location == receipt
    assert submit(ready, other).location == receipt  # with another key
    assert len(read_own_file(ready.services.transaction, ready.reference, holder=ready.holder).receipts) == 1


def test_without_the_declaration_nothing_is_submitted(ready):
    answer = submit(ready, declaration=None)
    assert answer.status_code == 422
    assert "Read the declaration and tick the box" in answer.text
    key = re.search(r'name="key"[^>]*value="([^"]+)"', answer.text)[1]
    assert len(key) >= 16
    assert submit(ready, declared="0").status_code == 422
    assert submit(ready, key="short").status_code == 422
    assert ready.draft


def test_a_draft_that_another_tab_changed_is_not_submitted(ready):
    page = ready.client.get(ready.path("submit")).text
    ready.keep(facts=FACTS | {"permit_months": 85})
    lost = submit(ready, page)
    assert lost.status_code == 409
    assert "Nothing was submitted" in lost.text
    assert ready.draft.version > 1


def test_what_came_into_the_way_since_is_named_on_the_check(ready):
    page = ready.client.get(ready.path("submit")).text
    ready.keep(facts={})
    version = str(ready.draft.version)
    assert submit(ready, page, version=version).location == ready.path("check")
    assert "Not answered yet" in problems_of(ready)


def test_a_second_application_under_a_scheme_is_refused_beside_the_box(ready):
    submit(ready)
    ready.begin(FACTS)
    ready.keep(office=ready.office())
    answer = submit(ready)
    assert answer.status_code == 422
    assert "You have an application under this scheme already" in answer.text


@pytest.mark.parametrize(("language", "words"), [("en", "stands in {}. Withdraw that one"), ("zh", "此人已在申请 {} 中")])
def test_where_the_rules_refuse_it_another_open_application_is_named_beside_the_box(ready, tmp_path, language, words):
    first = "2025-01-01"
    folder = tmp_path / "hamlet"
    folder.mkdir()
    text = hamlet.text(first=first).replace("in_flight: pin", "duplicates: refuse")
    (folder / "1.yaml").write_text(text, "utf-8")
    (folder / "1.cases.yaml").write_text(hamlet.cases(first), "utf-8")
    publish_folder(ready.services.transaction, tmp_path, at=ready.services.clock.now())
    ready.services.live.refresh()
    submit(ready)
    elsewhere = ready.reference
    answer = ready.send("/en/apply/hamlet")
    ready.reference = answer.location.rsplit("/", 1)[1]
    offices = receiving_offices(ready.services.transaction, ready.services.live.library.find("hamlet", "1"))
    ready.keep(facts={"years": 5}, office=offices[0].id)
    answer = ready.fill("submit", language, declaration="y")
    assert answer.status_code == 422
    assert words.format(elsewhere) in unescape(answer.text)


def test_who_was_given_authority_is_led_to_filing_for_others(ready):
    from scoring.application.authority import AuthorityKind, Authorization
    from scoring.application.holder import Card
    from scoring.application.identity import identity_number

    other = Card("李示例", identity_number(SPOUSE, on=TODAY))
    ready.keep(people=(Named("applicant", other.name, SPOUSE),), facts=FACTS | {"birth_date": "1988-03-05"})
    assert "not those that were verified" in problems_of(ready)
    record(ready.services, ready.holder, Authorization(AuthorityKind.PROXY, other, None, TODAY, TODAY, "公证委托书"))
    assert "begin the application under “Filing for others”" in problems_of(ready)


def test_outside_every_window_the_draft_survives(template, opened):
    app = opened(replace(template.settings, mode="demonstration", today=date(2026, 3, 2), database_url=template.copy("round_over")))
    person = Applicant(app)
    person.verify()
    person.begin(FACTS)
    person.keep(office=person.office())
    assert "no round takes applications now" in problems_of(person)
    assert person.client.get(person.path("submit")).location == person.path("check")
    assert person.draft


def test_the_next_window_is_told(template, opened):
    app = opened(
        replace(template.settings, mode="demonstration", today=date(2025, 9, 1), database_url=template.copy("round_ahead"))
    )
    person = Applicant(app)
    person.begin(FACTS)
    assert "The next round takes applications from 10 October 2025 09:00" in problems_of(person)


def test_nobody_sees_anothers_draft_or_receipt(window, ready):
    submit(ready)
    other = Applicant(window, "13900139000")
    drafting = Applicant(window, "13700137000").begin()
    for page in (
        "",
        "you",
        "family",
        "family/1",
        "family/1/remove",
        "answers/about_you",
        "office",
        "statistics",
        "check",
        "submit",
        "delete",
    ):
        for reference in (drafting.reference, ready.reference, "2025-00000000-00"):
            answer = other.client.get(f"/en/draft/{reference}/{page}".rstrip("/"))
            assert answer.status_code == 404, (page, reference)
    assert other.client.get(f"/en/receipt/{ready.reference}").status_code == 404
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', other.client.get("/en/account").text)[1]
    for page in ("you", "submit", "delete"):
        sent = {"csrf_token": token, "version": "1", "name": "x", "declaration": "y", "declared": "1", "key": "k" * 20}
        assert other.client.post(f"/en/draft/{drafting.reference}/{page}", data=sent).status_code == 404, page
    assert drafting.draft.version == 1


def test_answers_that_the_rules_do_not_take_are_left_out():
    from scoring.pages.applying.sheet import known_answers
    from scoring.policy import load_policy
    from tests.conftest import ROOT

    policy = load_policy(ROOT / "policies/guangzhou/2025.yaml")
    given = {"permit_months": 12, "nobody_asks": 1, "education": "clairvoyance"}
    assert known_answers(policy, given) == {"permit_months": 12}

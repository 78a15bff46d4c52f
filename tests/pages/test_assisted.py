"""Filling in for somebody else through the pages: a proxy with the own account, an officer at the counter, the printed form."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest

from scoring.application.authority import AuthorityKind, Authorization
from scoring.application.filing import Named
from scoring.application.holder import Card
from scoring.application.identity import identity_number
from scoring.casework.own_queries import read_own_file
from scoring.casework.record_authority import end_authority
from tests.casework.stories import FACTS
from tests.evidence import made
from tests.pages.at_the_counter import officer_of, record
from tests.pages.test_applying import SPOUSE, TODAY, Applicant, kept_window, window

__all__ = ["kept_window", "window"]
PERSON = "李示例"


@pytest.fixture
def agent(window):
    """Somebody verified who may act for another until today, and has opened a draft for them."""
    person = Applicant(window)
    person.verify()
    principal = Card(PERSON, identity_number(SPOUSE, on=TODAY))
    given = Authorization(AuthorityKind.PROXY, principal, None, TODAY, TODAY, "公证委托书")
    person.authority = record(person.services, person.holder, given)
    return person


@pytest.fixture
def drafting(agent):
    answer = begin(agent)
    assert answer.status_code == 302, answer.text
    agent.reference = answer.location.rsplit("/", 1)[1]
    return agent


@pytest.fixture
def ready(drafting):
    drafting.keep(facts=FACTS | {"birth_date": "1988-03-05"}, office=drafting.office())
    return drafting


@pytest.fixture
def principal(window):
    person = Applicant(window, "13900139000")
    person.verify(PERSON, SPOUSE)
    return person


def begin(agent, **changes):
    typed = {"authority": str(agent.authority), "scheme": "guangzhou", "consent": "y"} | changes
    path = "/en/account/for-others"
    return agent.send(path, **{name: value for name, value in typed.items() if value is not None})


def text(person, path, status=200):
    answer = person.client.get(path)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def confirm(person, reference, page=None, **changes):
    typed = {"declaration": "y"} | changes
    path = f"/en/account/prepared/{reference}"
    return person.send(path, form=page, **{name: value for name, value in typed.items() if value is not None})


def test_a_proxy_fills_in_and_the_person_confirms(ready, principal):
    page = text(ready, "/en/account/for-others")
    assert "李**" in page
    assert "as a proxy" in page
    assert "from 20 October 2025 to 20 October 2025" in page
    assert ">Draft<" in page
    tasks = ready.get()
    assert "Application for 李**" in tasks
    assert "Check, and have it confirmed" in tasks
    assert ready.client.get(ready.path("submit")).location == ready.path("confirm")
    answer = ready.fill("confirm")
    assert answer.location == ready.path("confirm")
    assert "Before the person" in ready.get("confirm")
    assert "It is before the person" in ready.get()
    home = text(principal, "/en/account")
    assert "王小明 filled in an application for you" in home
    assert "An application " in text(principal, "/en/account/messages")
    page = text(principal, f"/en/account/prepared/{ready.reference}")
    assert "5 March 1988" in page
    assert "Read all of it" in page
    refused = confirm(principal, ready.reference, declaration=None)
    assert refused.status_code == 422
    assert "Read the declaration" in refused.text
    done = confirm(principal, ready.reference, page)
    assert done.location == f"/en/receipt/{ready.reference}"
    assert confirm(principal, ready.reference, page).location == done.location, "the same form gives the same receipt"
    assert text(principal, f"/en/account/prepared/{ready.reference}", 302)
    file = read_own_file(principal.services.transaction, ready.reference, holder=principal.holder)
    assert file.receipts[0].channel == "proxy"
    assert ready.client.get(ready.path()).location == "/en/account/for-others"
    assert "Submitted" in text(ready, "/en/account/for-others")


def test_who_filled_it_in_is_told_that_the_person_confirmed(ready, principal):
    ready.fill("confirm")
    confirm(principal, ready.reference)
    assert "Confirmed by the person" in text(ready, "/en/account/messages")


def test_the_person_sends_it_back_with_words(ready, principal):
    ready.fill("confirm")
    path = f"/en/account/prepared/{ready.reference}/send-back"
    refused = principal.send(path, reason=" ")
    assert (refused.status_code, "Write what is to be changed" in refused.text) == (422, True)
    page = principal.client.get(path).text
    assert principal.send(path, form=page, reason="学历写错了").location == "/en/account"
    assert "学历写错了" in ready.get()
    assert "Sent back" in text(ready, "/en/account/for-others")
    assert "Sent back by the person" in text(ready, "/en/account/messages")
    late = principal.send(path, form=page, reason="再说一次")
    assert (late.status_code, "再说一次" in late.text) == (409, True)


def test_what_changed_meanwhile_is_shown_first(ready, principal):
    ready.fill("confirm")
    page = text(principal, f"/en/account/prepared/{ready.reference}")
    ready.keep(facts=FACTS | {"birth_date": "1988-03-05", "education": "bachelor"})
    gone = confirm(principal, ready.reference, page)
    assert (gone.status_code, "It is being changed" in gone.text) == (409, True)
    ready.fill("confirm")
    again = confirm(principal, ready.reference, page)
    assert (again.status_code, "Nothing was submitted" in again.text) == (409, True)
    ready.keep(facts=FACTS | {"birth_date": "1988-03-05"})
    page = ready.client.get(ready.path("confirm")).text
    ready.keep(facts=FACTS | {"birth_date": "1988-03-05", "education": "bachelor"})
    stale = ready.send(ready.path("confirm"), form=page)
    assert (stale.status_code, "Nothing was put before the person" in stale.text) == (409, True)


def test_nobody_else_finds_it(ready, window):
    ready.fill("confirm")
    stranger = Applicant(window, "13700137000")
    for page in ("", "/send-back", "/files/1"):
        assert stranger.client.get(f"/en/account/prepared/{ready.reference}{page}").status_code == 404
    assert stranger.client.get(ready.path("form")).status_code == 404
    assert "Nobody gave you authority" in text(stranger, "/en/account/for-others")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": None}, "Read what you agree to"),
        ({"authority": "99999"}, "does not hold today"),
        ({"authority": "x"}, "does not hold today"),
    ],
)
def test_what_is_needed_to_begin(agent, changes, words):
    answer = begin(agent, **changes)
    assert (answer.status_code, words in unescape(answer.text)) == (422, True)


def test_an_authority_that_is_over_is_told_and_loses_nothing(ready):
    services = ready.services
    end_authority(services.transaction, ready.authority, by=officer_of(services), at=services.clock.now())
    for page in ("", "you", "check", "confirm", "form", "files"):
        assert "You may no longer act for this person" in ready.get(page, status=403)
    assert "Delete this draft" in ready.get("", status=403)
    assert ready.draft.content.facts["education"]
    assert ready.fill("delete").location == "/en/account/for-others"


def test_a_draft_for_another_person_is_begun_where_it_is_for_others(agent):
    agent.begin(FACTS | {"birth_date": "1988-03-05"})
    agent.keep(people=(Named("applicant", PERSON, SPOUSE),), office=agent.office())
    assert "Filing for others" in agent.get("check")
    assert agent.client.get(agent.path("confirm")).location == agent.path("check")
    assert agent.client.get(agent.path("form")).location == agent.path("check")


def test_the_printed_form_states_everything(ready):
    ready.keep(people=(Named("applicant", PERSON, SPOUSE),))
    page = ready.get("form")
    assert SPOUSE in page
    assert "Signature of the applicant" in page
    assert re.search(r'id="form-code">([0-9A-Z]{3}-){3}[0-9A-Z]{3}<', page)
    assert "申请表" in ready.get("form", language="zh")
    assert "Signed application form" in ready.get("files/signed_form/add")
    scan = io.BytesIO(made.image("JPEG"))
    answer = ready.fill("files/signed_form/add", file=(scan, "扫描.jpg"))
    assert answer.location == ready.path("confirm")
    assert "扫描.jpg" in ready.get("confirm")
    digest = r"app-digest\">(\w{64})<"
    assert re.findall(digest, ready.get("form")) == re.findall(digest, page), "the scan changes nothing of what it states"


def test_the_draft_must_stay_that_of_the_person(ready):
    ready.keep(people=(Named("applicant", "王小明", "430103198702010002"),), facts=FACTS)
    answer = ready.fill("confirm")
    assert (answer.status_code, "not the person for whom you fill it in" in answer.text) == (422, True)

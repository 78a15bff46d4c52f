"""What an applicant does after submission through the pages: reading the own file, withdrawing, the archive."""

from __future__ import annotations

import io
import zipfile

import pytest

from scoring.application.status import Act, Status
from scoring.pages.own import words
from tests.pages.own_files import Own
from tests.pages.test_account import PASSWORD, sign_up
from tests.signing_in import token_of

pytestmark = pytest.mark.both_databases

WITHDRAWN = {"statement": "我撤回申请。", "sure": "y"}


@pytest.fixture
def own(app):
    return Own(app)


@pytest.fixture
def submitted(own):
    own.file.begin()
    own.file.submit()
    return own


@pytest.fixture
def asked(submitted):
    submitted.file.ask()
    return submitted


def test_without_any_the_list_leads_to_the_schemes(own):
    page = own.client.get("/en/account/applications").text
    assert "You have no draft and no application." in page
    assert 'href="/en/"' in page.split('id="main-content"')[1]
    assert 'href="/en/account/applications"' in own.client.get("/en/account").text
    assert "您没有草稿" in own.client.get("/zh/account/applications").text


def test_the_list_says_where_each_stands_and_what_is_waited_for(submitted):
    page = submitted.client.get("/en/account/applications").text
    assert f'href="{submitted.path}"' in page
    assert "Submitted, not accepted yet</strong>" in page
    assert "The office says whether it accepts the application, or what is missing: by 27 October 2025." in page
    assert "受理机构答复是否受理" in submitted.client.get("/zh/account/applications").text


def test_a_draft_in_the_list_says_how_long_it_is_kept(own):
    own.file.begin()
    page = own.client.get("/en/account/applications").text
    assert f'href="/en/draft/{own.file.reference}"' in page
    assert "Draft, not submitted" in page
    assert "It is kept until 18 January 2026." in page
    own.get(status=404)  # its pages are those of drafts


def test_the_file_tells_status_history_and_receipt(submitted):
    page = submitted.get()
    receipt = submitted.file.own().receipts[-1]
    for shown in (
        receipt.reference,
        receipt.digest,
        "20 October 2025 10:00",
        "The application was submitted.",
        "You need do nothing",
    ):
        assert shown in page
    assert "data-print" in page
    assert "王小明" not in page
    assert "申请已提交。" in submitted.get(language="zh")


@pytest.mark.parametrize(
    "page", ["", "/withdraw", "/supplement", "/supplement/1", "/supplement/1/file", "/supplement/send", "/files/1"]
)
def test_anothers_file_is_answered_as_one_that_does_not_exist(asked, page):
    other = asked.client.application.test_client()
    assert sign_up(other, "13900139000").status_code == 302
    unknown = asked.path.replace(asked.file.reference, "2025-00000000-00")
    for address in (asked.path, unknown):
        for answer in (other.get(address + page), other.get(unknown + page)):
            assert answer.status_code == 404
            assert asked.file.reference not in answer.text.split('id="main-content"')[1]
    assert asked.client.application.test_client().get(asked.path + page).location.startswith("/en/account/sign-in")


def test_an_application_is_withdrawn_once_with_a_statement(submitted):
    assert "Withdraw the application" in submitted.get()
    form = submitted.get("/withdraw")
    answer, _page = submitted.send("/withdraw", form, **WITHDRAWN)
    assert answer.location == submitted.path
    page = submitted.get()
    assert "The application is withdrawn." in page
    assert "我撤回申请。" in page
    assert "Withdraw the application" not in page
    again, _page = submitted.send("/withdraw", form, **WITHDRAWN)
    assert again.location == submitted.path
    assert submitted.client.get(submitted.path + "/withdraw").location == submitted.path
    assert submitted.file.status == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"statement": "  "}, "Write that you withdraw the application."),
        ({"statement": "我" * 4001}, "Shorten it to 4000 characters; it has 4001."),
        ({"sure": ""}, "Tick the box to withdraw"),
    ],
)
def test_withdrawing_asks_for_words_and_for_the_box(submitted, changes, said):
    sent = {name: value for name, value in (WITHDRAWN | changes).items() if value}
    answer, page = submitted.send("/withdraw", **sent)
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert said in page
    assert submitted.file.status == "submitted"


def test_withdrawing_what_changed_meanwhile_keeps_the_statement(submitted):
    form = submitted.get("/withdraw")
    submitted.file.accept()
    answer, page = submitted.send("/withdraw", form, **WITHDRAWN)
    assert answer.status_code == 409
    assert "The application changed meanwhile" in page
    assert "我撤回申请。" in page
    answer, _page = submitted.send("/withdraw", page, **WITHDRAWN)
    assert answer.location == submitted.path
    assert submitted.file.status == "withdrawn"


def test_withdrawing_what_is_closed_meanwhile_says_so_and_keeps_the_statement(asked):
    form = asked.get("/withdraw")
    asked.file.at = asked.services.clock.now()
    asked.file.abandon()
    answer, page = asked.send("/withdraw", form, **WITHDRAWN)
    assert answer.status_code == 409
    assert "This is no longer possible: Closed: not answered in time." in page
    assert "我撤回申请。" in page
    assert 'type="submit"' not in page.split('id="main-content"')[1]


def test_every_status_and_every_act_that_is_told_has_its_words(in_language):
    for language in ("zh", "en"):
        with in_language(language):
            assert all(words.say_status(status) for status in Status)
            assert all(words.explain(status) for status in Status if status not in {"draft", "discarded", "expired"})


def test_acceptance_by_silence_is_called_so(in_language, submitted):
    from dataclasses import replace

    step = replace(submitted.file.own().steps[0], act=Act.ACCEPT)
    with in_language("en"):
        assert "since the office did not answer" in words.say_step(replace(step, by="installation"))
        assert words.say_step(step) == "The office accepted the application."


def test_a_file_that_was_erased_says_since_when_and_opens_no_more(submitted):
    from scoring.records.applications import ApplicationRow, DataKeyRow
    from scoring.records.erasures import ErasureProposalRow, ErasureRow

    submitted.file.withdraw()
    at, staff = submitted.services.clock.now(), submitted.office
    with submitted.services.transaction() as session:
        found = session.query(ApplicationRow.id).filter_by(reference=submitted.file.reference).scalar()
        by = {"application_id": found, "proposed_by": staff.supervisor.account_id}
        session.add(ErasureProposalRow(**by, proposed_at=at, retention="closed", due=at.date()))
        session.flush()
        session.add(ErasureRow(**by, erased_by=staff.officer.account_id, erased_at=at))
        session.query(DataKeyRow).filter_by(application_id=found).delete()
    page = submitted.client.get("/en/account/applications").text
    assert "What was personal in it was erased on 2 March 2026" in page
    assert submitted.path not in page.split('id="main-content"')[1]


def test_everything_held_is_taken_with_the_password(submitted):
    address = submitted.path.rpartition("/applications")[0] + "/archive"
    assert f'href="{address}"' in submitted.client.get("/en/account").text
    page = submitted.client.get(address)
    assert "What is not in it, and why" in page.text
    assert "我的全部信息" in submitted.client.get(address.replace("/en/", "/zh/")).text
    token = {"csrf_token": token_of(page)}
    refused = submitted.client.post(address, data=token | {"password": "some other words"})
    assert refused.status_code == 422
    assert "This is not your password." in refused.text
    given = submitted.client.post(address, data=token | {"password": PASSWORD})
    assert (given.mimetype, given.headers["Cache-Control"]) == ("application/zip", "no-store")
    assert given.headers["Content-Disposition"] == 'attachment; filename="luohu-2026-03-02.zip"'
    with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
        assert f"applications/{submitted.file.reference}.json" in archive.namelist()
        assert submitted.identity_number.reveal() in archive.read("account.json").decode()

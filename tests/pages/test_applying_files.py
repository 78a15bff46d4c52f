"""Evidence of a draft through the pages: what is demanded, handing in, looking at it, taking it back, and every refusal."""

from __future__ import annotations

import io
import re

import pytest

from scoring.application.status import Status
from tests.casework.stories import FACTS
from tests.evidence.made import image, pdf
from tests.pages.test_applying import TOO_LATE, Applicant, kept_window, submit, window  # noqa: F401 - fixtures


@pytest.fixture
def answered(window):  # noqa: F811 - the fixture
    return Applicant(window).begin(FACTS)


@pytest.fixture
def kind(answered):
    """A kind of document that the answers demand."""
    found = re.search(r'/files/([a-z_]+)/add"', answered.get("files"))
    assert found
    return found[1]


def hand_in(person, kind, content=None, name="学历证书.pdf", form=None, **typed):
    upload = {} if content == b"" else {"file": (io.BytesIO(content or pdf()), name)}
    return person.send(person.path(f"files/{kind}/add"), form=form, **upload, **typed)


def test_what_is_demanded_is_listed_and_handed_in_and_taken_back(answered, kind):
    assert "Missing" in answered.get()
    assert "Missing" in answered.get("check")
    page = answered.get(f"files/{kind}/add")
    assert "of at most 10 MB" in page
    version = answered.draft.version
    assert hand_in(answered, kind).location == answered.path("files")
    assert answered.draft.version == version + 1
    assert hand_in(answered, kind).location == answered.path("files")  # a double click keeps one file
    assert answered.draft.version == version + 1
    page = answered.get("files")
    assert "学历证书.pdf" in page
    assert "1 file" in answered.get()
    sent = answered.client.get(answered.path("files/1"))
    assert sent.data.startswith(b"%PDF")
    assert sent.headers["Content-Disposition"].startswith(f"attachment; filename={answered.reference}-1.pdf")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "学历证书.pdf" in answered.get("files/1/remove")
    assert answered.fill("files/1/remove").location == answered.path("files")
    assert "学历证书.pdf" not in answered.get("files")
    for page in ("files/1", "files/1/remove", "files/7"):
        answered.get(page, status=404)


def test_an_image_with_its_days_is_kept(answered, kind):
    days = {"valid_from": "2020-01-01", "valid_to": "2030-01-01"}
    assert hand_in(answered, kind, image(), "照片.png", **days).status_code == 302
    assert "valid to 1 January 2030" in answered.get("files")


@pytest.mark.parametrize(
    ("content", "typed", "words"),
    [
        (b"", {}, "Choose the file."),
        (b"hello", {}, "neither a PDF nor"),
        (pdf(), {"valid_from": "soon"}, "Write the day as it stands"),
        (pdf(), {"valid_from": "2099-01-01"}, "This day is still to come"),
        (pdf(), {"valid_from": "2025-01-02", "valid_to": "2025-01-01"}, "The last day lies before the first"),
        (pdf(), {"item": "nothing"}, "Choose what the file is to prove"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_what_was_typed_stays(answered, kind, content, typed, words):
    answer = hand_in(answered, kind, content, **typed)
    assert answer.status_code == 422
    assert words in answer.text
    for value in (value for name, value in typed.items() if name.startswith("valid")):
        assert f'value="{value}"' in answer.text
    assert answered.draft.version == 2


def test_only_what_is_demanded_is_handed_in(answered):
    answered.get("files/nothing/add", status=404)
    answered.keep(facts=FACTS | TOO_LATE)  # what cannot be assessed demands nothing yet
    assert "demand no evidence" in answered.get("files")
    assert "None demanded so far" in answered.get()


def test_a_file_that_nothing_demands_any_more_is_still_shown(answered, kind):
    hand_in(answered, kind)
    answered.keep(facts=FACTS | TOO_LATE)
    page = answered.get("files")
    assert "Files that nothing demands now" in page
    assert "学历证书.pdf" in page


def test_a_draft_that_was_saved_elsewhere_takes_no_file_and_gives_none_back(answered, kind):
    form = answered.client.get(answered.path(f"files/{kind}/add")).text
    answered.keep(facts=FACTS | {"permit_months": 85})
    lost = hand_in(answered, kind, form=form, valid_from="2020-01-01")
    assert lost.status_code == 409
    assert "The file is not kept yet" in lost.text
    assert 'value="2020-01-01"' in lost.text
    hand_in(answered, kind)
    form = answered.client.get(answered.path("files/1/remove")).text
    answered.keep(facts=FACTS)
    lost = answered.send(answered.path("files/1/remove"), form=form)
    assert lost.status_code == 409
    assert "The file was not removed" in lost.text
    assert "学历证书.pdf" in answered.get("files")


def test_the_files_go_with_the_application(answered, kind):
    from scoring.casework.own_queries import read_own_file

    hand_in(answered, kind)
    answered.verify()
    answered.fill("you")
    answered.keep(office=answered.office())
    assert submit(answered).status_code == 302
    file = read_own_file(answered.services.transaction, answered.reference, holder=answered.holder)
    assert file.status is Status.SUBMITTED
    assert answered.client.get(answered.path("files")).location == f"/en/receipt/{answered.reference}"

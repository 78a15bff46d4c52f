"""A sealed document shows the seal, is signed by the office, and proves that nobody changed it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from scoring.documents.setting import set_document
from scoring.documents.signing import FIELD, sign
from tests.certificates import OFFICE, office_seal
from tests.documents.test_setting import CONTENT, DIGEST, text_of
from tests.proving_seals import proven

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def seal(tmp_path_factory):
    return office_seal(tmp_path_factory.mktemp("seal"))


@pytest.fixture(scope="module")
def sheet(seal):
    return set_document(CONTENT, DIGEST, seal=seal.image)


@pytest.fixture(scope="module")
def signed(seal, sheet):
    return sign(sheet, seal, AT)


def test_it_is_signed_by_the_office_at_the_moment_of_the_act(signed):
    found, signature = proven(signed, AT)
    assert found.bottom_line
    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert found.coverage.name == "ENTIRE_FILE"
    assert found.signer_reported_dt == AT
    assert OFFICE in found.signing_cert.subject.human_friendly
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.field_name == FIELD


def test_it_is_signed_whoever_runs_an_event_loop_meanwhile(seal, sheet):
    async def within_a_loop():
        return sign(sheet, seal, AT)

    with ThreadPoolExecutor(max_workers=1) as apart:  # where no browser's test has a loop running
        found, _ = proven(apart.submit(lambda: asyncio.run(within_a_loop())).result(), AT)
    assert found.bottom_line


def test_one_changed_byte_breaks_it(signed):
    stream = signed.index(b"stream\n") + 40
    changed = signed[:stream] + bytes([signed[stream] ^ 1]) + signed[stream + 1 :]
    found, _ = proven(changed, AT)
    assert not found.intact
    assert not found.bottom_line


def test_what_it_says_is_what_was_set_and_can_be_read_out_of_it(seal, sheet, signed, tmp_path):
    assert signed.startswith(sheet)
    assert b"/ModDate" not in signed[len(sheet) :]
    found = text_of(signed, tmp_path)
    assert "不予决定书" in found
    for words in ("未盖章", "盖章处", "不作送达"):
        assert words not in found
    assert "未盖章" in text_of(set_document(CONTENT, DIGEST), tmp_path)
    assert b"pdfuaid" in signed
    assert set_document(CONTENT, DIGEST, seal=seal.image) == sheet, "alike however often it is set"

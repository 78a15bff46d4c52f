"""A document is set alike everywhere, reads aloud, and prints no character that no font has."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from scoring.application.document import DocumentKind, IssuedDocument, Service, ServiceChannel
from scoring.documents.glyphs import FAMILIES, check_glyphs, family_of, folder, lacking
from scoring.documents.service_proof import set_service_proof
from scoring.documents.setting import set_document, verifying_address
from scoring.documents.words import FRAME, say
from scoring.errors import InputRefused
from scoring.notices.document_texts import FORMS, WORDS
from tests.conftest import ROOT
from tests.documents.fonts import RARE as RARE_NAME
from tests.documents.fonts import rare_font

DIGEST = "0123abcd" * 8
RARE = "𠮷囧㐀䶮·犇翀"


def both(zh, en="words"):
    return {"zh": zh, "en": en}


CONTENT = {
    "template": 1,
    "kind": "refused",
    "reference": "落户不准〔2026〕12号",
    "secret": "a-secret",
    "verify_at": "",
    "application": "2026-000001",
    "title": both("不予决定书", "Decision to refuse"),
    "organ": both("某某市公安局", "Police"),
    "office": both("天河窗口", "Tianhe window"),
    "on": "2026-03-02",
    "addressee": {"name": RARE, "identity_number": "440***********0062"},
    "parts": [
        {"form": "paragraph", "words": both("本机关决定不予批准。")},
        {"form": "heading", "words": both("理由", "Reasons")},
        {"form": "typed", "words": both('#panic("x") *粗* $x$ @preview/a:1\n第二行')},
        {"form": "numbered", "items": [both(f"第{n}项：请补交。") for n in range(1, 4)]},
        {"form": "list", "items": [both("自收到本决定书之日起60日内")]},
    ],
    "remedies": [],
}


def changed(**changes):
    return {**deepcopy(CONTENT), **changes}


def text_of(pdf, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def test_what_it_says_can_be_read_out_of_it(tmp_path):
    found = text_of(set_document(CONTENT, DIGEST), tmp_path)
    for words in ("某某市公安局", "不予决定书", "落户不准〔2026〕12号", RARE, "440***********0062", "自收到本决定书之日起60日内"):
        assert words in found
    for words in ('#panic("x") *粗* $x$ @preview/a:1', "第二行", "未盖章", "2026年3月2日", "天河窗口", "第1页，共1页"):
        assert words in found, "what was typed stays text"
    assert "a-secret" not in found


def test_the_english_sheet_says_that_it_is_a_copy(tmp_path):
    found = text_of(set_document(changed(office=None), DIGEST, "en"), tmp_path)
    for words in ("Reading copy in English.", "Decision to refuse", "not sealed", "落户不准〔2026〕12号"):
        assert words in found
    assert "天河窗口" not in found


def test_it_is_tagged_and_says_by_which_standard():
    pdf = set_document(CONTENT, DIGEST)
    assert b"pdfuaid" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang" in pdf


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles"])
def test_another_process_zone_and_locale_give_the_same_bytes(zone):
    code = (
        "import hashlib, sys; from tests.documents.test_setting import CONTENT, DIGEST; "
        "from scoring.documents.setting import set_document; sys.stdout.write(hashlib.sha256(set_document(CONTENT, DIGEST)).hexdigest())"
    )
    surroundings = {**os.environ, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    there = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=surroundings, cwd=ROOT)
    assert there.stdout == hashlib.sha256(set_document(CONTENT, DIGEST)).hexdigest()


def test_three_hundred_items_run_over_pages_that_are_numbered(tmp_path):
    pdf = set_document(changed(parts=[{"form": "numbered", "items": [both(f"第{n}项：请补交。") for n in range(1, 301)]}]), DIGEST)
    pages = len(pypdfium2.PdfDocument(pdf))
    assert pages > 5
    found = text_of(pdf, tmp_path)
    assert "第300项：请补交。" in found
    assert f"第{pages}页，共{pages}页" in found


def test_a_character_that_no_font_has_is_named_before_anything_is_printed():
    lost = changed(addressee={"name": "王\U0002b740\u200b", "identity_number": "4"})
    assert lacking(lost) == ("\u200b", "\U0002b740")
    for refused_by in (check_glyphs, lambda content: set_document(content, DIGEST)):
        with pytest.raises(InputRefused, match=r"U\+200B.*U\+2B740.*Write it another way"):
            refused_by(lost)


FORM = IssuedDocument(2, DocumentKind.REFUSED, CONTENT["reference"], datetime(2026, 3, 2, tzinfo=UTC), "", DIGEST, CONTENT)
SERVED = {
    ServiceChannel.ACCOUNT: (None, "", "电子送达"),
    ServiceChannel.COUNTER: (None, "王小明本人", "收件人签名"),
    ServiceChannel.POST: (None, "EMS 1234567890123", "邮件号码"),
    ServiceChannel.PUBLIC_NOTICE: (date(2026, 4, 10), "区政府网站", "2026年3月5日至2026年4月10日"),
}


def test_the_proof_of_service_is_to_be_signed_before_it(tmp_path):
    pdf = set_service_proof(FORM)
    found = text_of(pdf, tmp_path)
    for words in ("送达回证", "落户不准〔2026〕12号", "不予决定书", RARE, "收件人签名", "送达人签名", "以收件人签收之日为送达日期"):
        assert words in found
    assert b"pdfuaid" in pdf
    assert pdf == set_service_proof(FORM)


@pytest.mark.parametrize("channel", ServiceChannel)
def test_the_proof_of_service_is_filled_afterwards(channel, tmp_path):
    until, proof, said = SERVED[channel]
    on, at = date(2026, 3, 5), datetime(2026, 4, 11, 2, 3, tzinfo=UTC)
    service = Service(2, channel, on, until or on, until, proof, at, "林经办", "原记录有误。" if until else "")
    found = text_of(set_service_proof(replace(FORM, service=service)), tmp_path)
    for words in (said, proof, "2026年3月5日", "林经办 2026年4月11日 10:03", "按送达记录生成"):
        assert words in found
    assert ("更正说明" in found) == (until is not None)
    copy = text_of(set_service_proof(replace(FORM, service=service), "en"), tmp_path)
    assert "Proof of service" in copy
    assert "Reading copy in English." in copy


def test_a_further_font_prints_what_the_others_lack(tmp_path):
    font = str(rare_font(tmp_path / "rare.ttf"))
    named = changed(addressee={"name": f"王{RARE_NAME}", "identity_number": "4"})
    assert lacking(named, font) == ()
    assert f"王{RARE_NAME}" in text_of(set_document(named, DIGEST, font=font), tmp_path)
    assert f"王{RARE_NAME}" in text_of(set_service_proof(replace(FORM, content=named), font=font), tmp_path)
    with pytest.raises(ValueError, match="nowhere"):
        family_of(tmp_path / "nowhere.ttf")


def test_every_word_of_ours_can_be_printed():
    own = [list(FRAME.values()), list(WORDS.values()), [form.title.as_dict() for form in FORMS.values()]]
    assert lacking(own) == ()
    assert lacking({"n": 1, "none": None}) == ()
    assert set(FORMS) == set(DocumentKind)
    assert all((folder() / file).is_file() for file in FAMILIES.values())
    assert say("page", "en", page=1, pages=2) == "Page 1 of 2"


def test_the_code_holds_the_secret_only_with_an_address():
    assert verifying_address(CONTENT, DIGEST) == f"落户不准〔2026〕12号 SHA-256 {DIGEST}"
    address = verifying_address(changed(verify_at="https://luohu.example/verify"), DIGEST)
    assert address.startswith("https://luohu.example/verify?number=%E8%90%BD")
    assert address.endswith("&secret=a-secret")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sheet_states_the_code_that_can_be_typed(language, tmp_path):
    known = {"template": 2, "secret": "ABCDEFGHJ", "verify_at": "https://luohu.example/verify"}
    found = "".join(text_of(set_document(changed(**known), DIGEST, language), tmp_path).split())
    assert "ABC-DEF-GHJ" in found
    assert "https://luohu." in found  # the rest stands in the next line
    without = text_of(set_document(changed(**known | {"verify_at": ""}), DIGEST, language), tmp_path)
    assert "ABC" not in without


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sheet_that_can_be_verified_says_so(language, tmp_path):
    found = text_of(set_document(changed(verify_at="https://luohu.example/verify"), DIGEST, language), tmp_path)
    assert ("扫描二维码核验本文书" if language == "zh" else "Scan to verify") in found
    assert "0123abcd 0123abcd" in found

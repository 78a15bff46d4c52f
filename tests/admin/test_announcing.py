"""Policy staff announce a further round by a form; another person publishes it, and a supervisor opens it."""

from __future__ import annotations

from html import unescape

import pytest

from scoring.application.announcing import PROBLEMS
from scoring.casework.draft_queries import officer_named, read_draft
from scoring.casework.kept_policies import kept_policy
from scoring.errors import InputRefused
from scoring.web.services import services_of
from tests.admin.steps import hidden

PAGE = "/admin/drafts/guangzhou/2025/announce"
DRAFT = "/admin/drafts/guangzhou/2025"
SAID = {
    "round": "2026",
    "announced": "2026年9月1日",
    "quota": "１５０００",
    "quota_without_points": "",
    "window_from": "2026-10-10 09:00",
    "window_until": "2026-11-10 17:00",
    "figure_counted_to": "2026-09-30",
    "figure_window_from": "2021-09-30",
    "figure_born_from": "1980-01-01",
    "dates": "tax 2023-01-01 2025-12-31",
    "source": "https://rsj.gz.gov.cn/notice",
    "provenance": "official",
    "note_zh": "暂定",
    "note_en": "For now",
}
ENTRY = """\
- round: "2026"
  policy: "2025"
  announced: 2026-09-01
  quota: 15000
  window: {from: "2026-10-10 09:00", until: "2026-11-10 17:00"}
  parameters: {counted_to: 2026-09-30, window_from: 2021-09-30, born_from: 1980-01-01}
  dates: {tax: {from: 2023-01-01, until: 2025-12-31}}
  source: https://rsj.gz.gov.cn/notice
  provenance: official
  note: {zh: 暂定, en: For now}
"""


def send(desk, press="look", who="policy_staff1", token=None, **typed):
    client = desk.as_(who)
    sent = token or hidden(client.get(PAGE).text)
    return client.post(PAGE, data={**sent, **SAID, "press": press, **typed})


def kept(desk, **typed):
    """Look at the entry, and keep it as a draft."""
    shown = send(desk, **typed)
    assert shown.status_code == 200, shown.text[-2000:]
    return send(desk, "keep", token=hidden(shown.text), **typed)


def draft_of(office):
    transaction = services_of(office).transaction
    return read_draft(transaction, "guangzhou", "2025", officer=officer_named(transaction, "policy_staff1"))


def test_a_round_is_announced_published_and_opened(desk, office):
    rules = unescape(desk.page("policy_staff1", "/admin/policies/guangzhou/2025"))
    assert PAGE in rules
    assert "4 September 2025" in rules
    assert PAGE not in desk.page("auditor1", "/admin/policies/guangzhou/2025")
    assert "/announce" not in desk.page("policy_staff1", "/admin/policies/ningbo/2010")
    page = unescape(desk.page("policy_staff1", PAGE))
    for words in (
        "the day points are counted to",
        "Basis: questions 10",
        "In round 2025 it was 30 September 2025; each round has its own.",
        "Expected: YYYY-MM-DD",
    ):
        assert words in page
    assert 'value="2025' not in page  # nothing of another round stands there as if it were law
    shown = send(desk)
    assert ENTRY in unescape(shown.text)
    for typed in SAID.values():
        assert typed in unescape(shown.text)
    answer = send(desk, "keep", token=hidden(shown.text))
    assert (answer.status_code, answer.location) == (302, DRAFT)
    assert draft_of(office).source.rounds.endswith("\n\n" + ENTRY)
    page = unescape(desk.page("policy_staff1", DRAFT))
    for words in (
        "Rounds alone",
        "Kept as a draft",
        "round “2026”: added",
        "round “2026”, places: nothing → 15,000",
        "The texts have none.",
    ):
        assert words in page
    for words in ("Warnings and notes", "No case could be run", "first version of its scheme"):
        assert words not in page
    assert desk.send("policy_staff1", f"{DRAFT}/submit", reason="穗人社〔2026〕1号").status_code == 302
    unseen = desk.send("policy_staff2", f"{DRAFT}/publish")
    assert unseen.status_code == 422
    assert "Compare what changes with the notice" in unseen.text
    assert "day of effect" not in unseen.text.lower()
    assert desk.as_("policy_staff1").get(f"{DRAFT}/publish").status_code == 409
    assert desk.send("policy_staff2", f"{DRAFT}/publish", looked="y").status_code == 302
    page = unescape(desk.page("policy_staff2", DRAFT))
    for words in ("The rounds are announced from now on", "Published", "round “2026”: added"):
        assert words in page
    assert "Newer rounds were published" not in page
    assert "Rounds alone" in desk.page("auditor1", "/admin/drafts/")
    assert "1 September 2026" in desk.page("policy_staff1", "/admin/policies/guangzhou/2025")


def announced(desk):
    """Announce, submit and publish a round."""
    assert kept(desk).status_code == 302
    assert desk.send("policy_staff1", f"{DRAFT}/submit", reason="穗人社〔2026〕1号").status_code == 302
    assert desk.send("policy_staff2", f"{DRAFT}/publish", looked="y").status_code == 302


def test_what_is_announced_is_opened_and_then_stays(desk, office):
    announced(desk)
    served = desk.as_("officer1").get("/api/v1/policies/guangzhou/2025").json["rounds"]
    assert [each["id"] for each in served] == ["2024", "2025", "2026"]
    rounds = unescape(desk.page("supervisor1", "/admin/rounds/"))
    assert "of=guangzhou@2025/2026" in rounds
    assert "its rules announce no such round yet" in rounds
    form = desk.page("supervisor1", "/admin/rounds/new?of=guangzhou@2025/2026")
    for value in ("2026-10-10 09:00", "2026-11-10 17:00", "15000"):
        assert f'value="{value}"' in form
    opened = desk.send(
        "supervisor1",
        "/admin/rounds/new?of=guangzhou@2025/2026",
        name="2026年度",
        window_from="2026-10-10 09:00",
        window_until="2026-11-10 17:00",
        kind="number",
        number="15000",
    )
    assert opened.status_code == 302, opened.text[-3000:]
    assert "30 September 2026" in desk.page("supervisor1", opened.location)
    changed = draft_of(office).source.rounds.replace("counted_to: 2026-09-30", "counted_to: 2026-10-01")
    client = desk.as_("policy_staff1")
    sent = hidden(client.get("/admin/drafts/new?scheme=guangzhou&version=2025").text)
    text = draft_of(office).source.text
    assert client.post("/admin/drafts/new", data={**sent, "text": text, "rounds": changed}).status_code == 302
    page = unescape(desk.page("policy_staff1", DRAFT))
    assert "Round 1 “2026年度” was opened by what is announced of “2026”: counted_to may not become another" in page
    assert f'href="{DRAFT}/submit"' not in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_faults_are_named_at_once_and_nothing_typed_is_lost(desk, language):
    desk.as_("policy_staff1").set_cookie("lang", language)
    typed = {
        "round": "年 度",
        "announced": "soon",
        "quota": "many",
        "window_from": "10 October",
        "window_until": "",
        "figure_counted_to": "",
        "figure_born_from": "1979",
        "dates": "Tax 2023",
        "source": "",
        "provenance": "",
        "note_zh": "长" * 501,
    }
    answer = send(desk, **typed)
    assert answer.status_code == 422
    page = unescape(answer.text)
    for field, value in typed.items():
        assert (f'href="#{field}"' in page) is (field != "window_until"), field
        assert value in page
    linked = [page.index(f'href="#{field}"') for field in typed if field != "window_until"]
    assert linked == sorted(linked)  # in the order of the page
    assert "app-source" not in page
    if language == "zh":
        for words in ("年度名称只用数字、字母", "请写小写字母名称", "请按通告填写", "应为：YYYY-MM-DD", "请选择数据可靠程度"):
            assert words in page


def test_every_refusal_has_its_words_in_chinese(kept_office):
    from admin.refusal_words import say_refusal

    with kept_office.test_request_context("/zh/"):
        for remedy in PROBLEMS.values():
            filled = remedy.format(round="2025", first="2025-01-01", last="2025-12-31", expected="0.0")
            words = say_refusal(InputRefused("x", filled))
            assert "无法接受" not in words
            assert words != filled
            assert not any(part in words for part in ("Give", "round", "window"))


def test_only_what_was_looked_at_is_kept(desk, office):
    shown = send(desk)
    other = send(desk, "keep", token=hidden(shown.text), quota="14000")
    assert other.status_code == 422
    page = unescape(other.text)
    assert "changed since it was displayed" in page
    assert "quota: 14000" in page
    assert send(desk, "keep", token=hidden(other.text), quota="14000").status_code == 302
    assert "quota: 14000" in draft_of(office).source.rounds


def test_a_second_round_is_added_to_the_open_draft(desk, office):
    assert kept(desk).status_code == 302
    assert "Revision 1 of a draft of rounds is open" in desk.page("policy_staff1", PAGE)
    again = send(desk)
    assert again.status_code == 422
    assert "Round 2026 is announced already" in again.text
    later = {"round": "2027", "window_from": "2026-12-01 09:00", "window_until": "2026-12-31 17:00"}
    assert kept(desk, **later).status_code == 302
    assert [line for line in draft_of(office).source.rounds.splitlines() if line.startswith("- round")][-2:] == [
        '- round: "2026"',
        '- round: "2027"',
    ]


def test_what_is_published_with_the_version_is_not_imported_anew(desk, office):
    client = desk.as_("policy_staff1")
    page = client.get("/admin/drafts/new?scheme=guangzhou&version=2025").text
    sent, source = hidden(page), kept_policy(services_of(office).transaction, "guangzhou", "2025").source
    for more, words in (
        ({"rounds": source.rounds}, "Nothing of guangzhou@2025 would change."),
        ({"cases": "[]", "rounds": "[]"}, "The cases of guangzhou@2025 are published with it."),
        ({"vocabulary": "format: 9\n", "rounds": "[]"}, "With this vocabulary guangzhou@2025 says something else."),
    ):
        for language, said in (("en", words), ("zh", "guangzhou@2025")):
            client.set_cookie("lang", language)
            answer = client.post("/admin/drafts/new", data={**sent, "text": source.text, **more})
            assert answer.status_code == 422
            assert said in unescape(answer.text)
    assert "16000" in page  # the rounds as they are published stand in their box


def test_rules_without_rounds_and_people_without_the_duty_have_no_such_page(desk):
    client = desk.as_("policy_staff1")
    assert client.get("/admin/drafts/ningbo/2010/announce").status_code == 404
    assert client.get("/admin/drafts/guangzhou/9/announce").status_code == 404
    assert desk.as_("supervisor1").get(PAGE).status_code == 403
    assert client.post(PAGE, data=SAID).status_code == 400  # without a token

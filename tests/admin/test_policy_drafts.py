"""Policy staff import, submit and publish through the pages; nothing that was typed or uploaded is lost."""

from __future__ import annotations

import io
from html import unescape

import pytest

from scoring.casework.draft_queries import officer_named, read_draft
from scoring.casework.seed_policy import seed_policy
from scoring.policy.source import MAX_BYTES
from scoring.policy.source_files import PolicySource
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.casework.hamlet import ROUNDS, cases, text
from tests.databases import unguarded

NEW = "/admin/drafts/new"
DRAFT = "/admin/drafts/hamlet/1"
WHY = "Instrument 1 of 2026."


def upload(content, name="1.yaml"):
    raw = content if isinstance(content, bytes) else content.encode()
    return (io.BytesIO(raw), name)


class PolicyDesk:
    """What policy staff do through the pages."""

    def __init__(self, desk):
        self.desk = desk

    def import_(self, who="policy_staff1", **inputs):
        client = self.desk.as_(who)
        page = client.get(NEW)
        assert page.status_code == 200
        answer = client.post(NEW, data={**hidden(page.text), **inputs}, content_type="multipart/form-data")
        answer.request.environ["wsgi.input"].close()  # the client puts a long body into a file, and leaves it open
        return answer

    def imported(self, who="policy_staff1", **inputs):
        answer = self.import_(who, **{"text": text(), "cases": cases(), **inputs})
        assert answer.status_code == 302, answer.text[-3000:]
        return answer.location

    def act(self, act, who="policy_staff1", address=DRAFT, **inputs):
        return self.desk.send(who, f"{address}/{act}", **inputs)

    def submitted(self, **inputs):
        address = self.imported(**inputs)
        assert self.act("submit", address=address, reason=WHY).status_code == 302
        return address

    def published(self, on="2026-04-01", **inputs):
        address = self.submitted(**inputs)
        done = self.act("publish", "policy_staff2", address, on=on, reason="Late.")
        assert done.status_code == 302, done.text[-3000:]
        return address

    def page(self, address=DRAFT, who="policy_staff1"):
        return unescape(self.desk.page(who, address))


@pytest.fixture
def policies(desk):
    return PolicyDesk(desk)


def test_a_version_is_imported_submitted_and_published_by_a_second_person(policies, desk):
    assert policies.imported(text="", text_file=upload(text()), cases="", cases_file=upload(cases(), "1.cases.yaml")) == DRAFT
    page = policies.page()
    for words in (
        "hamlet@1",
        "Draft",
        "Imported as revision 1",
        "The texts have none.",
        "1 of 1 hold",
        "first version of its scheme",
    ):
        assert words in page
    assert policies.act("submit", reason=WHY).status_code == 302
    page = policies.page()
    assert "Waits for publication" in page
    assert "It waits for another person" in page
    assert WHY in page
    assert f"{DRAFT}/publish" not in page
    assert f"{DRAFT}/publish" in policies.page(who="policy_staff2")
    assert "1 draft" in desk.page("policy_staff2", "/admin/")
    done = policies.act("publish", "policy_staff2", on="2026年4月1日")
    assert done.status_code == 302
    page = policies.page()
    assert "Published. It is served from its day of effect." in desk.page("policy_staff2", DRAFT)
    assert f"{DRAFT}/withdraw" not in page
    assert "Import a corrected text" not in page
    assert "hamlet@1" in desk.page("policy_staff1", "/admin/policies/")
    policy = desk.page("auditor1", "/admin/policies/hamlet/1")
    assert "1 of 1 hold" in policy
    assert "吴政策" in policy
    assert desk.as_("officer1").get("/api/v1/policies/hamlet/1").status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_findings_stand_on_the_page_with_their_places(policies, desk, language):
    desk.as_("policy_staff1").set_cookie("lang", language)
    broken = text().replace("precision: 1", "precision: 1\nsurprise: 1") + "another: 2\n"
    policies.imported(text=broken)
    page = policies.page()
    for place in ("hamlet/1.yaml:12:1", "hamlet/1.yaml:23:1", 'href="#text-12"', 'id="text-12"', "surprise: 1\n"):
        assert place in page
    for words in {"en": ("“surprise” is not known here", "2 findings keep it"), "zh": ("不认识“surprise”", "有2项问题")}[language]:
        assert words in page
    assert f"{DRAFT}/submit" not in page
    assert "has findings" in policies.page("/admin/drafts/", "auditor1")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"cases": ""}, "There are no cases"),
        ({"cases": cases(total=12)}, "total: expected 12, found 10"),
        ({"cases": cases(first="2020-01-01")}, "0 of 1 hold"),
        ({"text": text(in_flight="better_of")}, "in_flight: better_of cannot be carried out"),
        ({"version": "2", "scheme": "village"}, "The file says version “1”"),
    ],
)
def test_what_keeps_a_draft_from_being_submitted_is_shown_and_refused(policies, inputs, words):
    address = policies.imported(**inputs)
    page = policies.page(address)
    assert words in page
    assert f'href="{address}/submit"' not in page
    refused = policies.act("submit", address=address, reason=WHY)
    assert refused.status_code == 422
    assert "There is a problem" in refused.text
    assert WHY in refused.text


def test_the_difference_to_the_version_in_force_is_said(policies):
    policies.published(text=text(first="2026-01-01"), cases=cases("2026-01-01"), on="2026-01-01")
    address = policies.imported(text=text("2", points=3), cases=cases(total=15))
    page = policies.page(address)
    assert "Compared with" in page
    assert "hamlet@1" in page
    assert "Residence" in page
    same = policies.imported(text=text("3", "2026-01-01"), cases=cases("2026-01-01"))
    assert "Compared with" in policies.page(same)


def test_advice_is_given_and_holds_nothing_up(policies):
    unread = text().replace(
        "groups:", "  shoes: {type: integer, min: 0, max: 50, label: Shoes, ask: {section: about, order: 2}}\ngroups:"
    )
    policies.imported(text=unread)
    page = policies.page()
    assert "Nothing reads the fact “shoes”" in page
    assert policies.act("submit", reason=WHY).status_code == 302


def test_a_file_that_is_not_utf8_is_told_and_shown_as_it_was_meant(policies):
    answer = policies.import_(text_file=upload(text().encode("gb18030")), cases=cases())
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert "“1.yaml” is not UTF-8 from line 1, column 4 on" in page
    assert "title: {zh: 小村, en: Hamlet}" in page
    assert "expect: {total: 10, outcome: eligible}" in page


@pytest.mark.parametrize(
    ("inputs", "words", "kept"),
    [
        ({"text_file": ("1.xlsx", b"PK\x03\x04\0\0")}, "“1.xlsx” is no text", "expect:"),
        ({"text_file": ("1.docx", text().encode())}, "does not end in .yaml", "小村"),
        ({"text": ""}, "Type the scheme:", "expect:"),
        ({"text": "", "scheme": "hamlet", "version": "1"}, "Type the text of the version", "expect:"),
        ({"text": "scheme: hamlet\n# mine\n"}, "Type the version:", "# mine"),
        ({"text": "#" * (MAX_BYTES + 1), "scheme": "hamlet", "version": "1"}, "longer than 512 KB", "expect:"),
        ({"text": text("2025").replace("hamlet", "guangzhou")}, "guangzhou@2025 is published and never changes", "小村"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_is_lost(policies, inputs, words, kept):
    inputs = {name: upload(*reversed(value)) if isinstance(value, tuple) else value for name, value in inputs.items()}
    answer = policies.import_(**{"text": text() if "text_file" not in inputs else "", "cases": cases(), **inputs})
    assert answer.status_code == 422
    page = unescape(answer.text)
    assert words in page
    assert kept in page
    assert "0 records" in policies.page("/admin/drafts/")


def test_every_wrong_file_is_told_at_once(policies):
    answer = policies.import_(text_file=upload(b"\xff"), cases_file=upload(b"\0", "x.yaml"), rounds_file=upload("[]", "r.pdf"))
    for words in ("“1.yaml” is not UTF-8", "“x.yaml” is no text", "“r.pdf” does not end in .yaml"):
        assert words in answer.text


def test_what_is_refused_is_told_in_chinese_too(policies, desk):
    desk.as_("policy_staff1").set_cookie("lang", "zh")
    assert "请填写制度名" in policies.import_(text="x: 1\n").text
    policies.submitted()
    desk.as_("policy_staff2").set_cookie("lang", "zh")
    assert "文本写的是2026-04-01" in policies.act("publish", "policy_staff2", on="2026-04-02").text


def test_a_browser_s_line_ends_do_not_change_a_text_and_a_file_s_stay(policies, office):
    policies.imported(text=text().replace("\n", "\r\n"))
    assert draft_of(office).source.text == text()
    policies.imported(text="", text_file=upload(text().replace("\n", "\r\n")))
    assert draft_of(office).source.text == text().replace("\n", "\r\n")


def draft_of(office):
    transaction = services_of(office).transaction
    return read_draft(transaction, "hamlet", "1", officer=officer_named(transaction, "policy_staff1"))


def test_a_corrected_text_begins_from_the_draft_and_is_a_new_revision(policies, desk):
    policies.imported(rounds=ROUNDS)
    page = policies.page(f"{NEW}?scheme=hamlet&version=1")
    for words in ("小村", "expect: {total: 10", "quota: 7"):
        assert words in page
    policies.imported(text=text(points=3), cases=cases(total=15))
    page = policies.page()
    assert "revision 2" in page
    former = policies.page(f"{DRAFT}?revision=1")
    assert "This revision counts no more." in former
    assert f"{DRAFT}/submit" not in former
    assert desk.as_("policy_staff1").get(f"{DRAFT}?revision=9").status_code == 404
    assert "小村" not in policies.page(f"{NEW}?scheme=hamlet&version=9")
    assert "广州市" in policies.page(f"{NEW}?scheme=guangzhou&version=2025")


def test_an_act_on_an_older_revision_conflicts_and_keeps_what_was_typed(policies, desk):
    policies.imported()
    client = desk.as_("policy_staff1")
    stale = hidden(client.get(f"{DRAFT}/submit").text)
    policies.imported("policy_staff2", text=text(points=3), cases=cases(total=15))
    answer = client.post(f"{DRAFT}/submit", data={**stale, "reason": "Typed at length."})
    assert answer.status_code == 409
    assert "revision 2 counts now" in answer.text
    assert "Typed at length." in answer.text
    tampered = client.post(f"{DRAFT}/submit", data={**stale, "revision": "x", "reason": "Typed at length."})
    assert tampered.status_code == 409


def test_who_had_a_hand_in_it_cannot_publish_even_by_hand(policies, desk):
    policies.submitted()
    client = desk.as_("policy_staff1")
    token = hidden(client.get(f"{DRAFT}/withdraw").text)
    answer = client.post(f"{DRAFT}/publish", data={**token, "on": "2026-04-01"})
    assert answer.status_code == 409
    assert "Another person has to publish it" in answer.text
    assert client.get(f"{DRAFT}/publish").status_code == 409
    assert "Waits for publication" in policies.page()


def test_an_act_out_of_its_order_conflicts(policies, desk):
    policies.imported()
    client = desk.as_("policy_staff2")
    token = hidden(client.get(f"{DRAFT}/submit").text)
    answer = client.post(f"{DRAFT}/publish", data={**token, "on": "2026-04-01", "reason": "x"})
    assert answer.status_code == 409
    assert "The draft does not stand there any more" in answer.text


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "Type the day of effect."),
        ({"on": "soon"}, "“soon” is no day"),
        ({"on": "2026-04-02"}, "The text says 2026-04-01. Confirm that day, or import a text that says 2026-04-02."),
    ],
)
def test_the_day_of_effect_is_confirmed(policies, inputs, words):
    policies.submitted()
    answer = policies.act("publish", "policy_staff2", **inputs)
    assert answer.status_code == 422
    assert words in unescape(answer.text)


def test_a_late_publication_says_why(policies):
    policies.published(text=text(first="2025-01-01"), cases=cases("2025-01-01"), on="2025-01-01")
    address = policies.submitted(text=text("2", "2026-01-01"), cases=cases("2026-01-01"))
    answer = policies.act("publish", "policy_staff2", address, on="2026-01-01")
    assert answer.status_code == 422
    assert "say why this one comes late" in answer.text
    assert policies.act("publish", "policy_staff2", address, on="2026-01-01", reason="It came by post.").status_code == 302
    assert "It came by post." in policies.page(address)


def test_a_draft_is_withdrawn_with_a_reason(policies):
    policies.submitted()
    assert policies.act("withdraw", "policy_staff2").status_code == 422
    assert policies.act("withdraw", "policy_staff2", reason="Article 3 is missing.").status_code == 302
    page = policies.page()
    assert "Withdrawn" in page
    assert "Article 3 is missing." in page
    assert "Import a corrected text" in page
    assert f"{DRAFT}/publish" not in policies.page(who="policy_staff2")


def test_what_the_installation_published_meanwhile_is_told(policies, office):
    policies.submitted()
    services = services_of(office)
    other = PolicySource("hamlet", "1", text(points=3), file="hamlet/1.yaml")
    seed_policy(services.transaction, other, cases(total=15), at=services.clock.now())
    answer = policies.act("publish", "policy_staff2", on="2026-04-01")
    assert answer.status_code == 422
    assert "hamlet@1 is published and never changes" in answer.text


def test_the_list_is_filtered_and_paged_and_says_when_it_is_empty(policies):
    assert "No version was imported yet." in policies.page("/admin/drafts/")
    policies.submitted()
    for number in range(2, 28):
        policies.imported(text=text(str(number)))
    page = policies.page("/admin/drafts/")
    assert "27 records" in page
    assert "page 1 of 2" in page
    assert "hamlet@27" in page
    assert "hamlet@1<" in policies.page("/admin/drafts/?page=2")
    only = policies.page("/admin/drafts/?status=submitted&q=HAMLET@")
    assert "1 record" in only
    assert "hamlet@1<" in only
    assert "27 records" in policies.page("/admin/drafts/?status=nothing")
    assert "No draft matches." in policies.page("/admin/drafts/?q=village")


def test_the_journal_names_every_act(policies):
    policies.published()
    policies.imported(text=text("2"))
    policies.act("withdraw", address="/admin/drafts/hamlet/2", reason="x")
    journal = policies.page("/admin/journal/?search=policies", "auditor1")
    for words in ("Policy imported as a draft", "Draft submitted", "Policy published", "Draft withdrawn"):
        assert words in journal
    assert "Every chain was verified from its first link to its last." in policies.page("/admin/journal/verify", "auditor1")


def test_auditors_read_and_do_not_act(policies, desk):
    policies.submitted()
    page = policies.page(who="auditor1")
    assert WHY in page
    for act in ("submit", "publish", "withdraw"):
        assert f"{DRAFT}/{act}" not in page
        assert desk.as_("auditor1").get(f"{DRAFT}/{act}").status_code == 403
    assert "Import a corrected text" not in page
    assert NEW not in policies.page("/admin/drafts/", "auditor1")


def test_a_published_text_changed_past_its_guards_is_shown(office, desk):
    unguarded(
        services_of(office).settings.database_url, "policies", "UPDATE policies SET text = text || '# more' WHERE scheme = 'ningbo'"
    )
    assert "The text is another one" in desk.page("auditor1", "/admin/policies/ningbo/2010")
    assert "The text is another one" not in desk.page("auditor1", "/admin/policies/beijing/2020")


def test_nothing_waits_where_every_scheme_goes_on(desk):
    home = desk.page("policy_staff1", "/admin/")
    assert "Import a version of a policy" in home
    assert "Submitted drafts" not in home


def test_without_a_token_nothing_is_imported_or_published(policies, desk):
    policies.submitted()
    client = desk.as_("policy_staff2")
    assert client.post(NEW, data={"text": text("2"), "cases": cases()}).status_code == 400
    assert client.post(f"{DRAFT}/publish", data={"on": "2026-04-01", "revision": "1"}).status_code == 400
    assert "1 record" in policies.page("/admin/drafts/")

"""The pages made from the policy: guide, materials, point table, text and files, differences; menu and state on each of them."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from scoring.casework.seed_policy import seed_policy
from scoring.pages.guides.guide import Guide
from scoring.pages.guides.steps import say_window
from scoring.policy import load_policy
from scoring.policy.source_files import PolicySource
from tests.conftest import POLICIES
from tests.pages.conftest import ROOT, Visit
from tests.pages.test_ways import one_of, plain, words

PATHS = ("", "/guide", "/materials", "/points", "/text", "/differences")
BY_ROUND = '  counted_to: {per: round, values: {"2025": 2025-09-30}}\n'
VILLAGE = (ROOT / "tests/inspection/village.yaml").read_text("utf-8").replace(BY_ROUND, "")
CASES = "- case: a child\n  on: 2025-06-01\n  facts: {age: 3, education: none}\n  expect: {requirements: {of_age: not_met}}\n"
STATED = (
    ('{name: Hall, phone: "1"}', '{name: Hall, address: First Road 1, phone: "010", hours: 9 to 5, note: Bring the card}'),
    ("fee: none", "fee: {is: 20 yuan, reference: art. 9}"),
    ("answer: A month.", "answer: A month., reference: art. 12"),
    ("label: Diploma}", "label: Diploma, form: original_and_copy, valid_for: 30 days}"),
    ("label: Years lived here}", "label: Years lived here, evidence: [diploma]}"),
)


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def publish(services):
    """Publishes versions of the village: `publish("1", *edits)`."""

    def publish(version, *edits, cases=CASES, text=VILLAGE):
        text = edited(text, ('version: "1"', f'version: "{version}"'), *edits)
        seed_policy(services.transaction, PolicySource("town", version, text), cases, at=services.clock.now())
        services.live.refresh()
        return services.library.find("town", version)

    return publish


@pytest.fixture(params=["zh", "en"])
def reader(request, client):
    """The pages of the test's own service in both languages."""
    return Visit(client, request.param)


def headings(page):
    return [plain(heading) for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", page.partition("<main")[2], re.DOTALL)]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["guangzhou/2025", "beijing/2020", "ningbo-yinzhou/2010", "shanghai-graduates/2020"])
def test_every_page_has_the_menu_the_way_back_and_how_sure_the_figures_are(visit, scheme, path):
    page = visit.get(f"schemes/{scheme}{path}")
    menu = re.search(r'<nav class="app-pages.*?</nav>', page, re.DOTALL)[0]
    base = f"/{visit.language}/schemes/{scheme}"
    shown = [f"{base}{each}" for each in PATHS if each != "/differences" or scheme.startswith("ningbo-yinzhou")]
    assert re.findall(r'href="([^"]+)"', menu) == shown
    assert (
        re.findall(r'href="([^"]+)" aria-current="page"', menu) == [f"{base}{path}" for _ in shown if f"{base}{path}" in shown][:1]
    )
    assert f'<a class="govuk-breadcrumbs__link" href="/{visit.language}/">' in page
    assert (f'<a class="govuk-breadcrumbs__link" href="{base}">' in page) == bool(path)
    assert "app-provenance" in page
    has_ended = one_of(visit, "本规则已失效", "These rules are no longer in force") in page
    assert has_ended != scheme.startswith("guangzhou")
    example = one_of(visit, "示例：数值为演示而设", "are not the rules of any city")
    assert (example in page) == scheme.startswith("ningbo")
    assert " style=" not in page


def test_the_guide_has_its_parts_in_the_usual_order_and_a_short_version_on_top(visit):
    page = visit.get("schemes/guangzhou/2025/guide")
    assert [each for each in headings(page) if each != one_of(visit, "关于本服务", "About this service")] == one_of(
        visit,
        [
            "简版",
            "申请条件",
            "申请材料",
            "办理流程",
            "办理时限",
            "收费",
            "地点",
            "办理渠道",
            "依据",
            "结果及送达",
            "投诉渠道",
            "常见问题",
        ],
        [
            *("In short", "Conditions", "Materials", "Steps", "Time limits", "Fee", "Where", "How to apply", "Basis"),
            *("Result and its service", "Complaints", "Questions"),
        ],
    )
    said = words(page)
    for piece in one_of(
        visit,
        [
            "不收费",
            "本人网上办理",
            "2025批次：2025年10月10日 09:00至2025年11月10日 17:00受理申请。本批次受理期已过",
            "穗府办规〔2025〕8号",
        ],
        ["Free of charge", "Online, by yourself", "Round 2025: applications from 10 October 2025 09:00 to", "This time is over"],
    ):
        assert piece in said, piece


def test_what_is_not_stated_is_said_to_be_not_stated_and_whom_to_ask(visit):
    said = words(visit.get("schemes/tianjin/2021/guide"))
    not_stated = one_of(
        visit,
        "规定未载明，请向天津市人力资源和社会保障局咨询。",
        "The rules do not say. Ask: Tianjin Human Resources and Social Security Bureau.",
    )
    assert said.count(not_stated) >= 3, "fee, windows, complaints"
    assert one_of(visit, "未载有问答", "hold no questions and answers") in said


def test_the_terms_of_the_rules_and_those_of_the_office_stand_apart(visit):
    page = visit.get("schemes/tianjin/2021/guide")
    table = re.search(r"app-terms.*?</table>", page, re.DOTALL)[0]
    rows = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in table.split("<tr")[2:]]
    accept, supplement = rows[0], rows[1]
    assert accept[1:] == one_of(
        visit, ["未载明", "自收到申请起5个工作日"], ["the rules are silent", "5 working days from receipt of the application"]
    )
    assert supplement[1:] == one_of(
        visit,
        ["自收到申请起3个工作日 《天津市办理居住证积分申请材料清单》备注2", "与法定时限相同"],
        ["3 working days from receipt of the application List of papers for an application, remark 2", "as the rules"],
    )


def test_all_that_rules_state_stands_in_the_guide(publish, reader):
    publish("1", *STATED)
    page = words(reader.get("schemes/town/1/guide"))
    for piece in (
        "First Road 1",
        "010",
        "9 to 5",
        "Bring the card",
        one_of(reader, "20 yuan 第9条", "20 yuan art. 9"),
        "Mayor",
        "How long?",
        one_of(reader, "A month. 第12条", "A month. art. 12"),
        "Board",
    ):
        assert piece in page, piece
    for piece in one_of(
        reader,
        ["查验原件", "公示地点", "原件及复印件", "30天内有效", "到经办机构窗口办理"],
        ["Showing the originals", "Where: Board.", "Original and copy", "not older than 30 days", "At a counter of the office"],
    ):
        assert piece in page, piece


def test_points_approved_before_are_a_step_of_their_own(publish, client):
    publish("1", ("mode: ranked\n", "mode: ranked\n  verification: before_application\n"))
    steps = re.search(r'app-way-steps">(.*?)</ol>', client.get("/en/schemes/town/1/guide").text, re.DOTALL)[1]
    named = re.findall(r"<strong>([^<]+)</strong>", steps)
    assert named == [
        "Have your points approved",
        "Apply",
        "Acceptance",
        "Selection",
        "Showing the originals",
        "Public list",
        "Decision",
    ]
    assert "Departments that confirm: Police, Tax office." in plain(steps)


def test_when_applications_are_taken(guangzhou, in_language):
    (round_,) = guangzhou.own_rounds
    ningbo = load_policy(ROOT / "policies/ningbo/2010.yaml")
    with in_language("en"):
        assert say_window(guangzhou, round_, date(2025, 11, 10)).endswith("to 10 November 2025 17:00.")
        assert say_window(guangzhou, round_, date(2025, 11, 11)).endswith("the notice of the next round sets the next.")
        assert say_window(guangzhou, None, date(2025, 11, 11)).startswith("Applications are taken in the time")
        assert say_window(ningbo, None, date(2015, 1, 1)) == ""


def test_where_an_office_is_found_comes_from_the_file_of_offices(services, guangzhou, tmp_path):
    name = "name: {zh: 局, en: Bureau}, level: city, division: '440100'"
    found = "address: {zh: 一号路, en: First Road}, phone: '020', hours: {zh: 9时, en: from 9}"
    (tmp_path / "offices.yaml").write_text(f"format: 1\noffices:\n  guangzhou_human_resources: {{{name}, {found}}}\n", "utf-8")
    guide = Guide(replace(services, settings=replace(services.settings, policies=tmp_path)))
    (window,) = guide.windows(guangzhou)
    assert (window.address.say("en"), window.phone, window.hours.say("zh")) == ("First Road", "020", "9时")
    (tmp_path / "offices.yaml").unlink()
    (window,) = Guide(replace(services, settings=replace(services.settings, policies=tmp_path))).windows(guangzhou)
    assert (window.name.say("zh"), window.address.say("zh")) == ("广州市人力资源和社会保障局", "")


def test_an_office_without_an_address_says_so(visit):
    said = words(visit.get("schemes/guangzhou/2025/guide"))
    assert (
        one_of(
            visit, "广州市人力资源和社会保障局 此处未载明地址和办公时间。", "Security Bureau Address and hours are not stated here."
        )
        in said
    )


def test_the_list_of_materials_says_what_each_is_for_and_when(publish, reader):
    publish("1", *STATED)
    page = words(reader.get("schemes/town/1/materials"))
    for piece in one_of(
        reader,
        [
            "所有申请人都要提交",
            "原件及复印件",
            "有效期 30天",
            "申请条件 ：Lives here",
            "一票否决情形 ：Too old",
            "积分指标（申报时） ：",
            "仅当：",
            "不要求：",
        ],
        [
            *(
                "Everybody hands in",
                "Original and copy",
                "Not older than 30 days",
                "Condition to apply : Lives here",
                "Ground for exclusion : Too old",
            ),
            *(
                "Points, if you claim them : Invention",
                "Only if: “Age” is at least 18 years",
                "Not asked of: Married: yes",
                "; by: Police",
            ),
        ],
    ):
        assert piece in page, piece


def test_materials_of_every_kind_are_told_apart(visit):
    page = words(visit.get("schemes/guangzhou/2025/materials"))
    for piece in one_of(
        visit,
        ["按本人情况提交", "由本人承诺", "由经办机构核查，无需提交", "入围以后才需要", "减分项", "申请之后核查", "随迁家庭成员"],
        [
            "Hand in what applies to you",
            "You declare",
            "The office looks up",
            "Only after the admission",
            "Deduction",
            "after the application;",
            "Family",
        ],
    ):
        assert piece in page, piece


def test_rules_without_any_proof_say_whom_to_ask(publish, client):
    bare = re.sub(r", (evidence|documents): \[card\]|    documents: \[card\]\n", "", VILLAGE)
    bare = re.sub(r"^evidence:\n(  .*\n)+", "", bare, flags=re.MULTILINE)
    publish("1", text=bare)
    assert "These rules name no proof. Ask: Council." in words(client.get("/en/schemes/town/1/materials").text)


def test_the_point_table_has_every_line_with_its_article(visit):
    page = visit.get("schemes/guangzhou/2025/points")
    policy = load_policy(POLICIES / "guangzhou/2025.yaml")
    for item in policy.walk():
        assert item.about.label.say(visit.language) in page
    for piece in (
        one_of(visit, "附件基础指标1.1", "annex base 1.1"),
        'id="group-base"',
        'id="figures"',
        one_of(visit, "计分截止日", "the day points are counted to"),
    ):
        assert piece in page, piece
    scheme = visit.get("schemes/guangzhou/2025")
    assert f'href="/{visit.language}/schemes/guangzhou/2025/points#group-base"' in scheme


def test_the_text_stands_line_by_line_as_published(visit):
    page = visit.get("schemes/guangzhou/2025/text")
    text = (POLICIES / "guangzhou/2025.yaml").read_text("utf-8")
    shown = re.search(r'<pre class="app-text">(.*?)</pre>', page, re.DOTALL)[1]
    lines = [re.sub(r"<[^>]+>", "", line) for line in shown.split("\n</code>")[:-1]]
    assert html.unescape("\n".join(lines)) + "\n" == text
    assert f'id="l{len(lines)}"' in page
    number = text[: text.index("\ngroups:")].count("\n") + 2
    assert f'<a class="govuk-link" href="#l{number}"><code>groups</code></a>' in page
    for digest in (hashlib.sha256(text.encode()).hexdigest(), load_policy(POLICIES / "guangzhou/2025.yaml").digest):
        assert digest in page


def test_the_file_is_the_very_bytes_with_digest_and_name(visit):
    answer = visit.client.get(f"/{visit.language}/schemes/guangzhou/2025/text.yaml")
    raw = (POLICIES / "guangzhou/2025.yaml").read_bytes()
    digest = hashlib.sha256(raw)
    assert (answer.data, answer.mimetype) == (raw, "application/yaml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="guangzhou-2025.yaml"'
    assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    again = visit.client.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("scheme", ["guangzhou", "ningbo-yinzhou"])
def test_whoever_unpacks_all_files_gets_the_same_digest(visitor, tmp_path, scheme):
    (path,) = (each for each in POLICIES.glob(f"{scheme}/20??.yaml"))
    address = f"/zh/schemes/{scheme}/{path.stem}/files.zip"
    answer = visitor.get(address)
    assert (answer.mimetype, answer.data) == ("application/zip", visitor.get(address).data)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        archive.extractall(tmp_path)
    assert load_policy(tmp_path / scheme / path.name).digest == load_policy(path).digest
    for file in tmp_path.rglob("*.yaml"):
        assert file.read_bytes() == (POLICIES / file.relative_to(tmp_path)).read_bytes()
    assert (tmp_path / scheme / f"{path.stem}.cases.yaml").is_file()


@pytest.mark.parametrize("path", ["text", "text.yaml", "files.zip"])
def test_a_text_that_was_changed_is_not_given_out_as_published(services, client, publish, path):
    publish("1")
    with services.transaction() as session:
        for trigger in session.scalars(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'policies'")
        ).all():
            session.execute(sa.text(f'DROP TRIGGER "{trigger}"'))
        session.execute(sa.text("UPDATE policies SET text = text || '# changed' WHERE scheme = 'town'"))
    answer = client.get(f"/en/schemes/town/1/{path}")
    assert answer.status_code == 409
    assert "A published version never changes" in answer.text


def test_two_versions_differ_in_the_words_of_the_regulation(publish, reader):
    publish("1")
    publish(
        "2",
        ("{from: 18, points: 30}", "{from: 18, points: 35}"),
        ("threshold: 60", "threshold: 65"),
        ("fee: none", "fee: none, please"),
    )
    page = reader.get("schemes/town/2/differences")
    said = words(page)
    for piece in one_of(
        reader,
        [
            "从版本1到版本2，共有4处差异",
            "积分指标表",
            "录取",
            "合格分值 原为 60分 现为 65分",
            "原为 30分 现为 35分 ",
            "none, please",
        ],
        [
            "4 differences from version 1 to version 2",
            "Point table",
            "threshold Was 60 points Is 65 points",
            "Was 30 points Is 35 points",
            "art. 3",
        ],
    ):
        assert piece.strip() in said, piece
    back = words(reader.get("schemes/town/1/differences?from=2"))
    assert one_of(reader, "原为 65分 现为 60分", "Was 65 points Is 60 points") in back
    scheme = reader.get("schemes/town/2")
    assert f'href="/{reader.language}/schemes/town/2/differences?from=1"' in scheme


def test_a_version_does_not_differ_from_itself(visit):
    said = words(visit.get("schemes/guangzhou/2025/differences?from=2025"))
    assert one_of(visit, "两个版本没有差异。", "The two versions do not differ.") in said


def test_a_scheme_of_one_version_has_nothing_to_compare(visit):
    page = visit.get("schemes/guangzhou/2025/differences")
    assert one_of(visit, "没有可以比较的版本", "there is nothing to compare it with") in words(page)
    assert "<select" not in page


def test_a_supplement_is_compared_with_what_it_supplements(visit):
    page = visit.get("schemes/ningbo-yinzhou/2010/differences")
    said = words(page)
    assert one_of(visit, "原为 100分 现为 110分", "Was 100 points Is 110 points") in said
    assert '<option value="ningbo@2010" selected>' in page
    assert one_of(visit, "新", "New") in said
    assert words(visit.get("schemes/ningbo-yinzhou/2010/differences?from=ningbo%402010")) == said


@pytest.mark.parametrize(
    ("path", "nearest"), [("differences?from=2024", "2025"), ("differences?from=", ""), ("differences?from=ningbo@2010", "")]
)
def test_an_unknown_version_is_a_clear_error(visit, path, nearest):
    said = words(visit.get(f"schemes/guangzhou/2025/{path}", 404))
    assert one_of(visit, "没有这项政策", "There is no such policy") in said
    assert nearest in said


@pytest.mark.parametrize("path", [*PATHS, "/text.yaml", "/files.zip"])
def test_pages_of_an_unknown_version_name_the_nearest(visit, path):
    assert "guangzhou@2025" in visit.get(f"schemes/guangzhou/2052{path}", 404)


def test_rules_that_have_not_begun_say_so(publish, reader):
    publish(
        "9",
        ("in_force: {from: 2025-01-01, until: 2026-12-31}", "in_force: {from: 2027-01-01}"),
        cases=CASES.replace("2025", "2027"),
    )
    for path in PATHS:
        assert one_of(reader, "尚未施行，自2027年1月1日起施行", "hold from 1 January 2027") in words(
            reader.get(f"schemes/town/9{path}")
        )

"""批次 through the pages: a notice opens a round, its list is settled and ranked, two people publish, and each file goes its way."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from admin.round_words import say_round_stage
from scoring.application.background import JobState
from scoring.application.deadlines import local_day
from scoring.application.office import Level
from scoring.application.office import Office as OfficeOf
from scoring.application.rounds import Awaited, AwaitedRound, Counted, Place, RoundStage
from scoring.casework.offices import keep_offices
from scoring.casework.publish_folder import publish_folder
from scoring.jobs.kinds import KINDS
from scoring.pages.own.round_words import say_awaited, say_counted, say_own_awaited
from scoring.policy.wording import text
from scoring.records.accounts import AccountRow
from scoring.records.jobs import JobRow
from scoring.web.services import services_of
from tests.admin.steps import ATTRIBUTE, NAMES
from tests.admin.test_auditing import run_jobs
from tests.admin.test_deciding import late
from tests.admin.test_publicity import person
from tests.casework import hamlet
from tests.casework.filings import content_for
from tests.casework.stories import AT
from tests.mistakes import SUMMARY
from tests.pages.own_files import Own, office_of
from tests.signing_in import fresh_code

RANKED = "selection: {threshold: 10, ranking: {by: total, ties_at_cut_off: %s}}"
LISTED = "procedure: {in_flight: pin, publication: {fields: [masked_name], days: {n: 7, unit: days, reference: art. 9}, reference: art. 8}}"
NEW = "/admin/rounds/new?of=hamlet@1/"
NOTICE = {
    "name": "2026年第一批",
    "window_from": "2026-02-01 09:00",
    "window_until": "2026年3月1日17:00",
    "kind": "number",
    "number": "2",
}
FEW = """\
- {round: "2026", policy: "1", quota_without_points: 1, window: {from: "2026-02-01 09:00", until: "2026-03-01 17:00"}, source: notice,
   provenance: secondary}
"""
NOTICE |= {"fills_up": "no"}
WITHIN = datetime(2026, 3, 1, 8, tzinfo=UTC)
"""An hour before the window is over."""


def publish_ranked(app, folder, ties="admit_all", rounds=""):
    """Publish a scheme whose places are limited and whose rules know no *rounds* unless told; gives the services."""
    text = hamlet.text(first="2026-03-01").replace("selection: {threshold: 10}", RANKED % ties)
    text = text.replace("procedure: {in_flight: pin}", LISTED)
    (folder / "hamlet").mkdir()
    if rounds:
        text = text.replace("ranking: {", "unless: years >= 7, ranking: {")
        (folder / "hamlet/rounds.yaml").write_text(rounds, "utf-8")
    (folder / "hamlet/1.yaml").write_text(text, "utf-8")
    (folder / "hamlet/1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(app)
    publish_folder(services.transaction, folder, at=AT)
    services.live.refresh()
    return services


def approved(app, *years, round_=None):
    """Record people with so many years each, who are approved."""
    services = services_of(app)
    work = replace(office_of(services), library=services.library)
    rules = {"scheme": "hamlet", "version": "1", "round": round_}
    rules |= {"at": WITHIN, "on": local_day(WITHIN)}
    return [work.approved(applicant=person(f"王{n}"), facts={"years": n}, **rules) for n in years]


def applied(app, years, contact="13800138000"):
    """Somebody who applied online with so many years, and is approved."""
    own, services = Own(app, contact), services_of(app)
    work = replace(own.file.office, library=services.library)
    own.file.office, own.file.at = work, WITHIN
    own.file.begin(scheme="hamlet", content=content_for(own.file.holder, facts={"years": years}, office=None))
    own.file.submit()
    work.recommend(work.verify(own.file.accept()))
    work.approve(own.file)
    return own


def form_of(page, action):
    """Give what stands hidden in the form of a page that is sent to an address ending so."""
    form = re.search(rf'<form[^>]*action="[^"]*/{action}"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form, action
    found = [dict(ATTRIBUTE.findall(tag)) for tag in NAMES.findall(form[1])]
    return {one["name"]: unescape(one.get("value", "")) for one in found}


@pytest.fixture
def do(desk):
    """Sends one form of the page of a round: `do("supervisor1", address, "freeze", looked="y")`."""

    def send(who, address, action, **typed):
        sent = {**form_of(desk.page(who, address), action), **typed}
        return desk.as_(who).post(f"{address}/{action}", data=sent)

    return send


def assert_all_told(answer, *said):
    """The page says in its title that something is wrong, and names all of it in the summary."""
    summary = unescape(SUMMARY.search(answer.text).group())
    assert (answer.status_code, re.search(r"<title>\s*(Error: |错误：)", answer.text) is not None) == (422, True)
    assert all(words in summary for words in said), summary


def in_chinese(desk, address, **typed):
    """Send a form in Chinese; the next page is in English again."""
    answer = desk.send("supervisor1", f"{address}{'&' if '?' in address else '?'}lang=zh", **typed)
    desk.page("supervisor1", "/admin/?lang=en")
    return answer


def open_one(desk, at=NEW, **changes):
    answer = desk.send("supervisor1", at, **{**NOTICE, **changes})
    assert answer.status_code == 302, answer.text[-3000:]
    return answer.location


def test_a_round_from_its_notice_to_the_notice_of_who_is_not_selected(office, desk, do, passwords, tmp_path):
    publish_ranked(office, tmp_path)
    assert "No round was opened yet" in desk.page("auditor1", "/admin/rounds/")
    last = applied(office, 5)
    files = approved(office, 9, 7, 7)
    address = open_one(desk)
    preview = desk.page("supervisor1", "/admin/publicity/new?scheme=hamlet&version=1")
    assert "4 approved files stay away: no round admitted them yet." in preview
    assert do("supervisor1", address, "freeze").status_code == 422  # nobody confirmed
    assert do("supervisor1", address, "freeze", looked="y").status_code == 302
    assert do("supervisor1", address, "rank").status_code == 302
    assert "Load the page again" in desk.page("supervisor1", address)
    told_of_its_round(office, desk, address, last)
    shown = unescape(desk.page("supervisor1", address))
    assert [re.sub(r"\s+", "", cell) for cell in re.findall(r"<td[^>]*app-number[^>]*>(.*?)</td>", shown)][:6] == [
        *("4", "3", "14", "1", "2", "0")
    ]
    assert "王小明" not in shown
    two_people_publish(office, desk, do, address, passwords)
    run_jobs(office)
    closed = desk.page("auditor1", address)
    assert "4 of 4" in closed
    assert closed.count("Not selected") == 2  # the result of one file and its status
    computed_again(office, desk, do, address)
    own = last.get()
    assert "Not selected in its round" in own
    assert "This is no refusal." in own
    listed = desk.page("supervisor1", "/admin/publicity/new?scheme=hamlet&version=1")
    assert all(file.reference in listed for file in files)
    assert last.file.reference not in listed
    assert "2026年第一批" in desk.page("supervisor1", "/admin/rounds/")


def told_of_its_round(office, desk, address, last):
    """The page of a file leads to its round, with rank and place once ranked; its applicant reads neither."""
    file = f"/admin/applications/{last.file.reference}"
    assert [words in desk.page("supervisor1", file) for words in (address, "Not ranked yet")] == [True, True]
    run_jobs(office)
    assert [words in desk.page("supervisor1", file) for words in ("Rank 4", "The result is not published.")] == [True, True]
    assert (address in desk.page("officer1", file), "2026年第一批" in desk.page("officer1", file)) == (False, True)
    own = last.get()
    assert ("Your application is on the list of this round" in own, "Rank 4" in own) == (True, False)
    published = Counted(1, "", None, None, None, is_published=True)
    with office.test_request_context():
        said = [say_counted(one) for one in (published, replace(published, outcome=Place.ADMITTED))]
    assert [words in text for words, text in zip(("本批次结果已公布", "已在本批次入围"), said, strict=True)] == [True, True]
    with office.test_request_context():
        said = [say_awaited(one) for one in (Awaited(), Awaited("第二批", datetime(2026, 3, 31, 9, tzinfo=UTC)))]
    expected = ("接受您申请的下一批次尚未开始", "等待第二批排名，该批次受理申请至2026年3月31日止")
    assert [words in text for words, text in zip(expected, said, strict=True)] == [True, True]
    with office.test_request_context():
        said = [say_own_awaited(AwaitedRound(1, "", stage)) for stage in ("result", "list", "follow_up")]
    expected = ("本批次结果公布后", "本增补名单确定时", "本批次公布结果时")
    assert [text.count(words) for words, text in zip(expected, said, strict=True)] == [1, 1, 1]
    assert all("按名次补入未用完的名额" in text for text in said)


def computed_again(office, desk, do, address):
    """An auditor has the published result computed again, and reads that it is equal; at night it is done by itself."""
    assert "It was not computed again yet." in desk.page("supervisor1", address)
    assert f"{address}/recompute" not in desk.page("head1", address)
    assert do("auditor1", address, "recompute").status_code == 302
    assert "It goes on in the background." in desk.page("auditor1", address)
    run_jobs(office)
    page = unescape(desk.page("auditor1", address))
    said = page[page.index('id="again"') :]
    digests = re.findall(r"[0-9a-f]{64}", said)
    assert (">Equal<" in said, len(digests), len(set(digests))) == (True, 2, 1)
    desk_here = services_of(office).background.desk
    KINDS["recompute_decisions"](desk_here, {}, lambda *_given: None)
    assert "The installation" in desk.page("auditor1", address)
    assert "/admin/rounds/" in desk.page("auditor1", "/admin/audit/recomputed")


def proves(office, do, who, asked, password):
    """Do what is signed, once the last proof of who it is lies too long back; nothing typed is lost."""
    address, action, typed = asked
    without = do(who, address, action, **typed)
    assert (without.status_code, "type password and code" in without.text) == (422, True)
    assert typed.get("reason", "") in without.text
    wrong = do(who, address, action, **typed, own_password=password, own_code="000000")
    assert (wrong.status_code, "Password or code is not right" in wrong.text, password in wrong.text) == (422, True, False)
    assert do(who, address, action, **typed, own_password=password, own_code=fresh_code(office, who)).status_code == 302


def two_people_publish(office, desk, do, address, passwords):
    """The first one agrees, the second gives it back once, then publishes; either proves who they are."""
    assert do("supervisor1", address, "hold").status_code == 422  # without a reason
    assert do("supervisor1", address, "hold", reason="Looked through.").status_code == 302
    assert "You agreed." in desk.page("supervisor1", address)
    assert do("supervisor2", address, "return", reason="Look again.").status_code == 302
    assert "Look again." in desk.page("supervisor1", address)
    for who in ("supervisor1", "supervisor2"):
        late(desk.as_(who))
    proves(office, do, "supervisor1", (address, "hold", {"reason": "Looked again."}), passwords["supervisor1"])
    assert do("supervisor2", address, "publish").status_code == 422
    proves(office, do, "supervisor2", (address, "publish", {"looked": "y"}), passwords["supervisor2"])


def open_follow_up(desk, address, name="2026年第一批增补名单"):
    """Open a follow-up list of a round from its page."""
    answer = desk.send("supervisor1", f"{address}/follow-up", name=name, looked="y")
    assert answer.status_code == 302, answer.text[-3000:]
    return answer.location


def carried_out(office, do, address):
    """Settle a list, rank it, publish its result by two people, and carry it out."""
    do("supervisor1", address, "freeze", looked="y")
    do("supervisor1", address, "rank")
    run_jobs(office)
    do("supervisor1", address, "hold", reason="Looked through.")
    assert do("supervisor2", address, "publish", looked="y").status_code == 302
    run_jobs(office)


def test_who_is_approved_since_is_measured_by_the_line_on_a_follow_up_list(office, desk, do, tmp_path):
    publish_ranked(office, tmp_path)
    approved(office, 9, 8)
    address = open_one(desk, number="1")
    early = applied(office, 9)
    assert "once that is settled" in desk.page("supervisor1", f"/admin/applications/{early.file.reference}")
    assert "It waits for 2026年第一批" in early.get()
    do("supervisor1", address, "freeze", looked="y")
    last = applied(office, 7, "13900139000")
    file = f"/admin/applications/{last.file.reference}"
    assert "It is not on the list of 2026年第一批" in desk.page("supervisor1", file)
    assert "but is not on the list of this round" in last.get()
    do("supervisor1", address, "rank")
    run_jobs(office)
    do("supervisor1", address, "hold", reason="Looked through.")
    do("supervisor2", address, "publish", looked="y")
    run_jobs(office)
    assert [words in desk.page("supervisor1", file) for words in ("A supervisor opens a follow-up list", address)] == [True, True]
    assert "It is measured by the line of this round on a follow-up list" in last.get()
    [best] = approved(office, 9)
    listed = desk.page("supervisor1", "/admin/rounds/")
    assert "2 applications wait for a follow-up list" in listed
    again = desk.send("supervisor1", NEW, **NOTICE)
    assert (again.status_code, "Round 1 of these applications is published, and its line holds." in again.text) == (422, True)
    refused_and_opened(office, desk, do, address, (last, best))


def refused_and_opened(office, desk, do, address, files):
    """What is wrong is named and nothing typed is lost; the list says which round it follows, and its letter which line."""
    assert "2 approved applications wait for a place." in desk.page("supervisor1", address)
    assert f"{address}/follow-up" not in desk.page("auditor1", address)
    assert desk.as_("auditor1").get(f"{address}/follow-up").status_code == 403
    wrong = desk.send("supervisor1", f"{address}/follow-up", name="A name that stays")
    assert (wrong.status_code, "A name that stays" in wrong.text) == (422, True)
    late = desk.send("supervisor1", f"{address}/follow-up", name=" ")
    assert_all_told(late, "Give the list the name by which it is announced.", "Confirm that you know")
    late = desk.send("supervisor1", f"{address}/follow-up", name="x" * 101, looked="y")
    assert_all_told(late, "Give the round the name of its notice, in at most 100 characters.")
    posted = desk.page("supervisor1", f"{address}/follow-up")
    made = open_follow_up(desk, address)
    page = desk.page("supervisor1", made)
    assert all(words in page for words in ("Whoever reaches the line of that round;", "2026年第一批", "Settle the list"))
    for at, name, status in ((address, "second", 422), (made, "of a list", 409)):
        sent = {**form_of(posted.replace("<form method", '<form action="/x/y" method'), "y"), "name": name, "looked": "y"}
        assert desk.as_("supervisor1").post(f"{at}/follow-up", data=sent).status_code == status
    carried_out(office, do, made)
    last, best = files
    assert "Points of the line" in desk.page("supervisor1", made)
    assert "Follow-up list of 2026年第一批" in desk.page("supervisor1", "/admin/rounds/")
    assert "2026年第一批增补名单" in desk.page("auditor1", address)
    assert "Not selected in its round" in last.get()
    assert best.reference in desk.page("supervisor1", "/admin/publicity/new?scheme=hamlet&version=1")
    assert desk.send("supervisor1", f"{address}/follow-up", name="third", looked="y").status_code == 422  # nobody waits


def test_a_follow_up_list_has_what_is_left_of_the_places_without_points(office, desk, do, tmp_path):
    publish_ranked(office, tmp_path, "admit_all", rounds=FEW)
    approved(office, 9, 5, round_="2026")
    address = open_one(desk, at="/admin/rounds/new?of=hamlet@1/2026")
    carried_out(office, do, address)
    again = desk.as_("supervisor1").get("/admin/rounds/new?of=hamlet@1/2026")  # the rules announce its window
    assert (again.status_code, again.location) == (302, address)
    assert "This round is published, and its line holds." in desk.page("supervisor1", address)
    assert "of=hamlet@1/2026" not in desk.page("supervisor1", "/admin/rounds/")
    approved(office, 8, round_="2026")
    made = open_follow_up(desk, address)
    do("supervisor1", made, "freeze", looked="y")
    do("supervisor1", made, "rank")
    run_jobs(office)
    page = desk.page("supervisor1", made)
    assert "1 are selected without points, and the round has 0 such places." in page
    assert "Places left of those selected without points" in page


def test_everything_wrong_with_a_notice_is_named_at_once_and_nothing_typed_is_lost(office, desk, tmp_path):
    publish_ranked(office, tmp_path)
    wrong = {"name": "", "window_from": "someday", "number": "many", "line": "1.5", "districts": "440106 3\nx"}
    answer = desk.send("supervisor1", NEW, **{**NOTICE, **wrong})
    assert answer.status_code == 422
    assert "Type day and time, such as 2026-03-02 09:00." in answer.text
    assert all(typed in answer.text for typed in ("someday", "many", "1.5"))
    assert_all_told(answer, "Type day and time", "Give the round the name", "Give a whole number of places")
    by_district = wrong | {"kind": "districts", "window_until": "2026-13-01 09:00"}
    assert_all_told(desk.send("supervisor1", NEW, **{**NOTICE, **by_district}), "Give the round the name", "Line 2, “x”")
    told = in_chinese(desk, NEW, **{**NOTICE, **by_district})
    assert_all_told(told, "请填写日期和时间", "请填写通告中的批次名称", "第2行“x”")
    for changes, said in (
        ({"name": "", "number": "many"}, ("Give the round the name", "Give a whole number of places")),
        ({"window_until": "2026-01-01 09:00"}, ("The window ends before it begins.",)),
        ({"kind": "line", "line": "1.5"}, ("Give the points of the line",)),
        ({"kind": "line", "line": "x"}, ("Give the points of the line",)),
        ({"kind": "districts", "districts": ""}, ("Give at least one district",)),
        (
            {"kind": "districts", "districts": "440106 3\nx\n440106 1\n440199 1\n110105 1"},
            (
                "Line 2, “x”: write a division code",
                "Line 3, “440106 1”: 440106 stands in line 1 already.",
                "Line 4, “440199 1”: 440199 is no district known here. The nearest one known is",
                "Line 5, “110105 1”: 110105 does not lie in 440100",
            ),
        ),
    ):
        refused = desk.send("supervisor1", NEW, **{**NOTICE, **changes})
        assert refused.status_code == 422
        assert all(words in unescape(refused.text) for words in said), changes
    open_one(desk, kind="districts", districts="440106 3\n440103：2")
    twice = desk.send("supervisor1", NEW, **NOTICE)
    assert twice.status_code == 422
    assert "is open for these applications" in twice.text
    assert desk.as_("supervisor1").get("/admin/rounds/new?of=nowhere@1/").status_code == 404
    announced = "/admin/rounds/new?of=guangzhou@2025/2025"
    other = desk.send("supervisor1", announced, **NOTICE)
    assert_all_told(other, "for this round: 2025-10-10 09:00. Take", "for this round: 16000. Take", "2025-11-10 17:00")
    told = in_chinese(desk, announced, **NOTICE)
    assert_all_told(told, "规则公布的该批次时间为2025-10-10 09:00", "规则公布的该批次名额为16000")
    beside = desk.page("supervisor1", announced)
    assert all(words in beside for words in ("16000", "2025-10-10 09:00", "30 September 2025", "The rules announce when"))
    assert "The rules announce when" not in desk.page("supervisor1", NEW)


def test_a_tie_is_drawn_and_a_file_is_taken_out(office, desk, do, tmp_path):
    publish_ranked(office, tmp_path, "draw_line")
    first, *_others = files = approved(office, 8, 8, 8)
    address = open_one(desk, kind="number", number="1", fills_up="yes")
    do("supervisor1", address, "freeze", looked="y")
    out = f"{address}/out/{first.reference}"
    assert desk.send("supervisor1", out, reason="").status_code == 422
    assert desk.send("supervisor1", out, reason="The lease is in doubt.").status_code == 302
    assert desk.send("supervisor1", out, reason="Once more.").status_code == 409
    do("supervisor1", address, "rank")
    run_jobs(office)
    page = desk.page("supervisor1", address)
    assert "Taken out" in page
    assert "Tied at the line" in page
    assert do("supervisor1", address, "hold", reason="Drawn.").status_code == 422
    drawn = {"reason": "Drawn before a notary.", "drawn": files[1].reference}
    assert do("supervisor1", address, "hold", **drawn).status_code == 302
    assert f"Drawn: {files[1].reference}" in desk.page("supervisor2", address)
    sent = {**form_of(desk.page("supervisor2", address), "publish"), "looked": "y"}
    assert do("supervisor2", address, "publish", looked="y").status_code == 302
    assert desk.as_("supervisor2").post(f"{address}/publish", data=sent).status_code == 409


def test_more_without_points_than_the_rules_announce_are_for_the_office_to_choose_among(office, desk, do, tmp_path):
    publish_ranked(office, tmp_path, "admit_all", rounds=FEW)
    approved(office, 9, 7, round_="2026")
    address = open_one(desk, at="/admin/rounds/new?of=hamlet@1/2026")
    do("supervisor1", address, "freeze", looked="y")
    do("supervisor1", address, "rank")
    run_jobs(office)
    page = desk.page("supervisor1", address)
    assert "as the rules announce" in page
    assert "2 are selected without points, and the round has 1 such places." in page
    refused = do("supervisor1", address, "hold", reason="Looked through.")
    assert (refused.status_code, refused.text.count("2 are selected without points")) == (422, 3)  # above, in the summary, beside
    assert "Looked through." in refused.text


def test_a_round_that_was_opened_in_error_is_cancelled_and_the_next_form_says_what_it_said(office, desk, do, tmp_path):
    publish_ranked(office, tmp_path)
    [one] = approved(office, 9)
    address = open_one(desk, number="3", fills_up="yes")
    do("supervisor1", address, "freeze", looked="y")
    do("supervisor1", address, "rank")
    assert f"{address}/cancel" in desk.page("supervisor1", address)
    assert f"{address}/cancel" not in desk.page("auditor1", address)
    assert "Name no person" in desk.page("supervisor1", f"{address}/cancel")
    for typed, said in (
        ({"reason": "", "looked": "y"}, "Say what is wrong with the round."),
        ({"reason": "Wrong number."}, "Confirm that the round is to count nothing any more."),
        ({"reason": "Ask 13800138000", "looked": "y"}, "Leave out numbers of persons and telephones"),
    ):
        refused = desk.send("supervisor1", f"{address}/cancel", **typed)
        assert (refused.status_code, said in refused.text, typed["reason"] in refused.text) == (422, True, True)
    assert desk.send("supervisor1", f"{address}/cancel", reason="Wrong number.", looked="y").status_code == 302
    run_jobs(office)  # what was ordered for it ends without a word
    again = desk.send("supervisor1", f"{address}/cancel", reason="Once more.", looked="y")
    assert (again.status_code, "Once more." in again.text) == (409, True)
    page = unescape(desk.page("supervisor1", address))
    assert all(words in page for words in ("Cancelled", "cancelled this round on", "Wrong number.", one.reference))
    assert not any(f"{address}/{act}" in page for act in ("cancel", "rank", "hold"))
    assert "Not ranked yet" not in desk.page("supervisor1", f"/admin/applications/{one.reference}")
    assert "Cancelled" in desk.page("supervisor1", "/admin/rounds/")
    with office.test_request_context():
        assert say_round_stage(RoundStage.CANCELLED) == "已取消"
    assert "Round cancelled" in desk.page("auditor1", "/admin/journal/")
    [next_one] = re.findall(r'href="([^"]*after=[^"]*)"', desk.page("supervisor1", address))
    form = desk.page("supervisor1", unescape(next_one))
    assert all(f'value="{said}"' in form for said in (NOTICE["name"], "2026-02-01 09:00", "2026-03-01 17:00", "3"))
    assert re.search(r'value="yes"[^>]*checked', form)
    assert open_one(desk, number="3") != address


def test_everything_that_is_missing_to_cancel_a_round_is_named_at_once(office, desk, tmp_path):
    publish_ranked(office, tmp_path)
    cancel = f"{open_one(desk)}/cancel"
    both = ("Say what is wrong with the round.", "Confirm that the round is to count nothing any more.")
    assert_all_told(desk.send("supervisor1", cancel, reason="  "), *both)
    assert_all_told(in_chinese(desk, cancel, reason=""), "请说明本批次有何错误。", "请确认本批次不再计入任何申请。")


def test_a_cancelled_round_of_districts_or_a_line_is_filled_in_too(office, desk, tmp_path):
    publish_ranked(office, tmp_path)
    for said in ({"kind": "districts", "districts": "440106 3\r\n440103 0"}, {"kind": "line", "line": "12"}):
        address = open_one(desk, **said)
        assert desk.send("supervisor1", f"{address}/cancel", reason="Wrong.", looked="y").status_code == 302
        form = unescape(desk.page("supervisor1", f"{NEW}&after={address.rsplit('/', 1)[1]}"))
        assert ("440103 0\n440106 3" if "districts" in said else 'value="12"') in form.replace("\r", "")


def test_who_hinders_a_ranking_is_named_on_its_page_and_taken_out(office, desk, do, tmp_path):
    services = publish_ranked(office, tmp_path)
    one, other = approved(office, 9, 8)
    address = open_one(desk)
    do("supervisor1", address, "freeze", looked="y")
    do("supervisor1", address, "rank")
    with services.transaction() as session:
        found = session.scalars(sa.select(JobRow).where(JobRow.kind == "rank_round")).one()
        found.state, found.error_code, found.error_text = (
            JobState.FAILED,
            "unranked",
            f"9 {one.reference}=same_again x=erased y=odd",
        )
    page = unescape(desk.page("supervisor1", address))
    said = page[page.index('id="hindrance"') :]
    for words in ("9 files cannot be", one.reference, f"{address}/out/{one.reference}", "does not come out as it was approved"):
        assert words in said, words
    assert all(words in said for words in ("is erased", "cannot be assessed (odd)"))
    assert f"{address}/out/" not in desk.page("auditor1", address)[page.index('id="hindrance"') :].partition("</div>")[0]
    assert f'action="{address}/rank"' in page  # it can be ordered anew
    for code, kept, words in (
        ("round_changed", "counted_to quota", "These differ: counted_to, quota."),
        ("policy_changed", "policy_changed", "The list was not ranked (policy_changed)."),
    ):
        with services.transaction() as session:
            found = session.scalars(sa.select(JobRow).where(JobRow.kind == "rank_round")).one()
            found.error_code, found.error_text = code, kept
        assert words in unescape(desk.page("supervisor1", address))
    assert do("supervisor1", address, "rank").status_code == 302
    run_jobs(office)
    assert other.reference in desk.page("supervisor1", address)
    assert 'id="hindrance"' not in desk.page("supervisor1", address)


def test_files_of_a_forgotten_district_and_of_another_time_are_shown_before_the_list_is_settled(office, desk, do, tmp_path):
    services = publish_ranked(office, tmp_path)
    approved(office, 9)
    work = replace(office_of(services), library=services.library)
    late = {"at": WITHIN + timedelta(hours=2), "on": local_day(WITHIN), "scheme": "hamlet", "version": "1"}
    work.approved(applicant=person("王八"), facts={"years": 8}, **late)
    address = open_one(desk, kind="districts", districts="440106 3\n440103 0")
    page = unescape(desk.page("supervisor1", address))
    for words in (
        *("440106 Tianhe", "440103 Liwan", "Files of no district", "the notice says no places for it"),
        *("Approved, and not of this round", "handed in before or after its window"),
    ):
        assert words in page, words
    refused = do("supervisor1", address, "freeze", looked="y")
    assert (refused.status_code, "1 of these files lie with an office of no district" in refused.text) == (422, True)


def test_a_supervisor_of_one_office_reads_a_round_and_acts_on_none(office, desk, do, tmp_path):
    services = publish_ranked(office, tmp_path)
    keep_offices(services.transaction, (OfficeOf("tianhe", text("天河分局"), Level.CITY, "440106", None),), at=AT)
    [other] = approved(office, 9)
    address = open_one(desk)
    work = replace(office_of(services), library=services.library)
    there = replace(work, officer=replace(work.officer, office="tianhe"))
    of_it = {"at": WITHIN, "on": local_day(WITHIN), "scheme": "hamlet", "version": "1"}
    mine = there.approved(applicant=person("王八"), facts={"years": 8}, **of_it)
    do("supervisor1", address, "freeze", looked="y")
    with services.transaction() as session:
        session.scalars(sa.select(AccountRow).where(AccountRow.username == "supervisor2")).one().office_id = "tianhe"
    page = desk.page("supervisor2", address)
    assert ("This round is for all offices." in page, mine.reference in page, other.reference in page) == (True, True, False)
    assert not any(f"{address}/{act}" in page for act in ("rank", "cancel"))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', desk.page("supervisor2", NEW))
    assert token
    refused = desk.as_("supervisor2").post(f"{address}/rank", data={"csrf_token": token[1]})
    assert (refused.status_code, "A round is for all offices" in refused.text) == (409, True)
    offered = {who: desk.page(who, "/admin/rounds/") for who in ("supervisor1", "supervisor2")}
    assert ["of=guangzhou" in offered[who] for who in offered] == [True, False]
    assert ['id="others"' in offered[who] for who in offered] == [False, True]
    beside = desk.send("supervisor2", NEW, **NOTICE)
    assert (beside.status_code, "A round is for all offices" in beside.text, NOTICE["name"] in beside.text) == (409, True, True)


def test_who_settles_a_list_reads_it_before_and_an_error_leads_to_an_address_that_can_be_opened(office, desk, do, tmp_path):
    publish_ranked(office, tmp_path)
    [one] = approved(office, 9)
    address = open_one(desk)
    page = desk.page("supervisor1", address)
    assert ("As it would be settled now." in page, one.reference in page) == (True, True)
    assert "以下为现在确定名单时将列入的申请。" in desk.page("supervisor1", f"{address}?lang=zh")
    desk.page("supervisor1", f"{address}?lang=en")
    unticked = do("supervisor1", address, "freeze")
    assert_all_told(unticked, "Look at the list, and confirm that you did.")
    links = re.findall(r'<a[^>]*href="([^"]*lang=zh[^"]*)"', unticked.text)
    assert links == [f"{address}?lang=zh"]
    do("supervisor1", address, "freeze", looked="y")
    assert "As it would be settled now." not in desk.page("supervisor1", address)


def test_the_list_of_rounds_tells_which_are_open_and_the_first_page_which_are_over(office, desk, tmp_path):
    publish_ranked(office, tmp_path)
    home = desk.page("supervisor1", "/admin/")
    assert ('href="/admin/rounds/"' in home.split('id="open"')[1], "Rounds that are over" in home) == (True, False)
    assert "of=hamlet@1/" in desk.page("supervisor1", "/admin/rounds/")
    address = open_one(desk, window_until="2026-12-31 17:00")
    assert "Rounds that are over" not in desk.page("supervisor1", "/admin/")
    desk.send("supervisor1", f"{address}/cancel", reason="Wrong day.", looked="y")
    address = open_one(desk)
    page = desk.page("supervisor1", "/admin/rounds/")
    assert ("2 records" in page, "of=hamlet@1/" in page, "A round of it is open" in page) == (True, False, True)
    assert page.count(f'href="{address}"') == 2
    told = desk.page("supervisor1", "/admin/rounds/?lang=zh")
    assert all(words in told for words in ("共2条", "该政策已有进行中的批次", "批次名称"))
    assert "1 round" in desk.page("supervisor1", "/admin/?lang=en").split("Rounds that are over")[1][:300]
    assert "申请期已结束的批次" in desk.page("supervisor1", "/admin/?lang=zh")
    assert "Rounds that are over" not in desk.page("auditor1", "/admin/?lang=en")


def test_a_list_is_settled_after_its_window_and_never_empty(office, desk, tmp_path):
    publish_ranked(office, tmp_path)
    address = open_one(desk, window_until="2026-12-31 17:00")
    page = desk.page("supervisor1", address)
    assert "The list is settled after that." in page
    assert "Settle the list</button>" not in page

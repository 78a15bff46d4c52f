"""One file under two policies: what each says of terms, organ and remedies is seen in the clock and on the pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from html import unescape

import pytest
import sqlalchemy as sa

from scoring.application.application import Intake
from scoring.application.identity import IdentityNumber
from scoring.application.persons import Applicant
from scoring.casework.publish_folder import publish_folder
from scoring.casework.record_application import record_application
from scoring.records.accounts import AccountRow, officer_of
from scoring.web.services import services_of
from tests.admin.steps import APPLICANT
from tests.casework import hamlet
from tests.casework.stories import AT, DEMONSTRATION, FACTS, number

SILENT = "procedure: {in_flight: pin}"
STATED = """\
procedure:
  duplicates: refuse
  organ: {is: {zh: 小村落户办, en: Village settling board}, reference: art. 2}
  days:
    verify: {n: 10, unit: days, from: receipt, reference: art. 9}
    decide: {n: 30, unit: working_days, from: acceptance}
    settle: {n: 12, unit: months, from: decision, reference: art. 12}
  remedies:
    - {kind: review, within: {n: 5, unit: working_days, from: decision, reference: art. 20}}
    - {kind: litigation, organ: {zh: 小村法院, en: Village court}, within: {n: 3, unit: months, from: service}, reference: art. 21}
"""
PEOPLE = {"hamlet": "430103198702010002", "village": "430103198702010010"}
"""Somebody who stands in two open files is flagged, and what is flagged is not recommended."""


@pytest.fixture
def two_policies(office, tmp_path):
    """Publishes one scheme twice, as `hamlet` whose procedure is silent and as `village` whose procedure is not."""
    for scheme, procedure in (("hamlet", SILENT), ("village", STATED)):
        folder = tmp_path / scheme
        folder.mkdir()
        text = hamlet.text(first="2026-03-01").replace("scheme: hamlet", f"scheme: {scheme}")
        assert SILENT in text
        (folder / "1.yaml").write_text(text.replace(SILENT, procedure), "utf-8")
        (folder / "1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(office)
    publish_folder(services.transaction, tmp_path, at=AT)
    services.live.refresh()  # by itself it looks once a second


def record(desk, scheme):
    person = {**APPLICANT, "applicant-identity_number": PEOPLE[scheme]}
    sent = {**person, "fact-years": "5", "on": "2026-03-02", "do": "record"}
    answer = desk.send("officer1", f"/admin/applications/new/{scheme}/1", **sent)
    assert answer.status_code == 302, answer.text[-3000:]
    return answer.location.rsplit("/", 1)[1]


def decided(desk, scheme):
    reference = record(desk, scheme)
    desk.accept_all(reference)
    assert desk.act("officer1", reference, "recommend", proposal="grant", reason="Checked.").status_code == 302
    for act in ("approve", "grant"):
        assert desk.act("supervisor1", reference, "decide", act=act, reason="Agreed.").status_code == 302
    return reference


def words(html):
    """Give what a page says, without marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def file_page(desk, reference, language="en"):
    desk.as_("officer1").set_cookie("lang", language)
    return words(desk.page("officer1", f"/admin/applications/{reference}"))


@pytest.mark.usefixtures("two_policies")
def test_one_file_under_two_policies_has_two_clocks(desk):
    silent, stated = record(desk, "hamlet"), record(desk, "village")
    page = file_page(desk, silent)
    assert "Recommendation · by 30 March 2026 28 days left" in page
    assert "20 working days from acceptance on 2 March 2026 · office default, not law" in page
    assert "Then:" not in page
    page = file_page(desk, stated)
    assert "Next: Recommendation · by 12 March 2026 10 days left" in page
    assert "10 days from receipt on 2 March 2026 · art. 9" in page
    assert "Then: Decision · by 14 April 2026" in page
    assert "30 working days from acceptance on 2 March 2026 · the policy, which names no article" in page
    page = file_page(desk, silent, "zh")
    assert "下一步： 初审意见 · 2026年3月30日前（含当日） 还剩28天" in page
    assert "自受理（2026年3月2日）起20个工作日 · 本机关默认，并非法定" in page
    lines = words(desk.page("officer2", "/admin/applications/"))
    assert "Recommendation · 30 March 2026" in lines
    assert "Recommendation · 12 March 2026" in lines


@pytest.mark.usefixtures("two_policies")
def test_the_decision_names_organ_and_remedies_of_its_own_policy(desk):
    silent, stated = decided(desk, "hamlet"), decided(desk, "village")
    page = words(desk.page("auditor1", f"/admin/decisions/{silent}-D"))
    assert "Organ this office · office default, not law" in page
    assert "The decision is not yet served: the time for what runs from its service has not begun." in page
    for term in ("10 working days", "60 days", "6 months"):
        assert f"{term} from service of the decision office default, not law not yet served: the time has not begun" in page
    page = words(desk.page("auditor1", f"/admin/decisions/{stated}-D"))
    assert "Organ Village settling board · art. 2" in page
    assert (
        "Review by the authority Village settling board art. 2 5 working days from the decision on 2 March 2026 art. 20 9 March"
        in page
    )
    assert "Village court art. 21 3 months from service of the decision art. 21 not yet served" in page
    assert "60 days from service of the decision office default, not law" in page


@pytest.mark.usefixtures("two_policies")
def test_a_year_that_is_not_known_is_said_and_breaks_no_page(desk):
    silent, stated = decided(desk, "hamlet"), decided(desk, "village")
    assert "Registration of each person · the working days of 2027 are not known" in file_page(desk, stated)
    assert "2027年的工作日安排尚不知道" in file_page(desk, stated, "zh")
    assert "no term is set, neither by the policy nor by the office" in file_page(desk, silent)
    assert "the working days of 2027 are not known" in words(desk.page("officer2", "/admin/applications/"))


@pytest.fixture
def old(office):
    """An application that was accepted on 5 January, whose last day was 2 February."""
    return accepted(office, date(2026, 1, 5), PEOPLE["hamlet"])


def accepted(office, on, identity_number):
    """An application that was recorded at the counter on that day."""
    services = services_of(office)
    with services.transaction() as session:
        officer = officer_of(session.scalar(sa.select(AccountRow).where(AccountRow.username == "officer1")))
    intake = Intake("guangzhou", "2025", Applicant("张示范", IdentityNumber(identity_number)), (), FACTS, on)
    at = datetime.combine(on, time(2), UTC)
    return record_application(services.transaction, services.library, intake, officer=officer, at=at, here=DEMONSTRATION).reference


def test_what_is_overdue_is_said_listed_and_counted(desk, old):
    page = file_page(desk, old)
    assert "by 2 February 2026 overdue by 28 days" in page
    assert "Silence decides nothing" in page
    listed = words(desk.page("officer2", "/admin/applications/?due=late"))
    assert old in listed
    assert "overdue by 28 days" in listed
    assert "Overdue, or the deadline is not known 1 application" in words(desk.page("officer2", "/admin/"))
    assert "Overdue" not in words(desk.page("auditor1", "/admin/"))


def test_what_is_due_within_a_week_is_listed_the_longest_waiting_first(office, desk, old):
    """Twenty working days from 2 and 4 February end, with the Spring Festival between, on 6 and 10 March."""
    soon, later = (
        accepted(office, date(2026, 2, 2), number("19870201").reveal()),
        accepted(office, date(2026, 2, 4), PEOPLE["village"]),
    )
    listed = desk.page("officer2", "/admin/applications/?due=week")
    assert [listed.find(each) > 0 for each in (old, soon, later)] == [True, True, False]
    assert listed.find(old) < listed.find(soon)
    assert soon not in desk.page("officer2", "/admin/applications/?due=late")
    assert 'value="week" selected' in listed


def test_what_is_in_time_is_not_listed_as_overdue(desk):
    reference = desk.record()
    assert reference in desk.page("officer1", "/admin/applications/")
    assert reference not in desk.page("officer1", "/admin/applications/?due=late")
    assert "Overdue" not in words(desk.page("officer1", "/admin/"))


@pytest.mark.usefixtures("two_policies")
def test_one_person_under_two_policies_is_flagged_or_refused_as_each_says(desk):
    person = {**APPLICANT, "applicant-identity_number": PEOPLE["hamlet"]}
    sent = {**person, "fact-years": "5", "on": "2026-03-02", "do": "record"}
    first = record(desk, "hamlet")
    answer = desk.send("officer1", "/admin/applications/new/village/1", **sent)
    assert answer.status_code == 422
    assert f"stands in {first}. It must be withdrawn or decided first" in words(answer.text)
    desk.as_("officer1").set_cookie("lang", "zh")
    chinese = desk.send("officer1", "/admin/applications/new/village/1", **sent)
    desk.as_("officer1").delete_cookie("lang")
    assert f"此人已在申请 {first} 中：须先撤回或办结该申请" in chinese.text
    second = record(desk, "village")
    flagged = {**sent, "applicant-identity_number": PEOPLE["village"]}
    assert desk.send("officer1", "/admin/applications/new/hamlet/1", **flagged).status_code == 302
    assert "Possible duplicate" in file_page(desk, second)

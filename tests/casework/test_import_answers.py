"""A department fetches what it is asked as a sheet, fills it in and sends it back: good rows count, bad rows are named."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from scoring.application.departments import Consultation, Inquiry, Reply
from scoring.application.officer import Role
from scoring.application.sheet_columns import HEADS, Column
from scoring.casework import export_requests as exporting
from scoring.casework import import_answers as importing
from scoring.casework.answer_request import answer_request
from scoring.casework.ask_departments import ask_departments, withdraw_request
from scoring.casework.batches import list_batches
from scoring.casework.export_requests import Part, export_requests
from scoring.casework.import_answers import check_answers, import_answers
from scoring.casework.queries import check_journal
from scoring.casework.sheets import SHEET_MAX, write_sheet
from scoring.errors import NotAllowed, SheetRefused, Stale
from scoring.records.accounts import AccountRow, RoleRow, officer_of
from scoring.records.agencies import AgencyBatchRow
from scoring.records.desk import InterestRow
from scoring.records.events import EventRow
from tests.casework.conftest import engage
from tests.casework.filings import TIMING
from tests.casework.stories import AT
from tests.casework.test_many_at_once import at_once

FACTS = ("owns_home", "education", "permit_since", "income_tax_three_years")
GOOD = {"owns_home": "是", "education": "本科，学历学位双证", "permit_since": "2018/9/30", "income_tax_three_years": "35000"}


class Bureau:
    """A department that works with sheets, and what an officer asks it."""

    def __init__(self, office, who):
        self.office, self.who = office, who

    def ask(self, *facts, **given):
        application = self.office.record(**given)
        asked = Consultation(self.office.shown(application), (Inquiry(self.who.department, facts or FACTS),), "核查=1+1")
        ask_departments(self.office.transaction, self.office.library, TIMING, asked, officer=self.office.officer, at=AT)
        return application

    def export(self, kind="csv", language="zh", number=1):
        return export_requests(self.office.transaction, self.office.library, Part(number, kind, language), officer=self.who)

    def rows(self, *applications, language="zh"):
        """Give the exported rows of these files, by column."""
        names = {HEADS[column].say(language): column for column in Column}
        read = csv.DictReader(io.StringIO(self.export("csv", language).content.decode("utf-8-sig")))
        found = [{names[head]: cell.removeprefix("'") for head, cell in row.items()} for row in read]
        return [row for row in found if row[Column.REQUEST].partition("/")[0] in {one.reference for one in applications}]

    def check(self, content, at=AT):
        return check_answers(self.office.transaction, self.office.library, content, officer=self.who, at=at)

    def import_(self, content, at=AT):
        return import_answers(self.office.transaction, self.office.library, content, officer=self.who, at=at)

    def closing(self, application):
        return self.office.bench(application).requests[-1].closing


@pytest.fixture(scope="module")
def bureau(office):
    with office.transaction() as session:
        role = session.scalars(sa.select(RoleRow).where(RoleRow.name == Role.DEPARTMENT)).one()
        person = engage(session, "clerk_of_fund", [role])
        session.get_one(AccountRow, person.account_id).department = "housing_fund"
        return Bureau(office, officer_of(session.get_one(AccountRow, person.account_id)))


def filled(rows, **answers):
    """Fill the answers in, with the day from which they hold."""
    return [{**row, Column.ANSWER: {**GOOD, **answers}[row[Column.FACT]], Column.VALID_FROM: "2026-03-01"} for row in rows]


def sheet(rows, kind="csv", language="zh"):
    return write_sheet(kind, tuple(column for column in Column if column is not Column.PROBLEM), rows, language)


def found(judged):
    return [(problem.row, problem.column, problem.code) for problem in judged.problems]


@pytest.mark.parametrize("as_", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_exported_is_filled_in_and_imported(office, bureau, as_, language):
    first, second = bureau.ask(), bureau.ask("housing_fund_months")
    rows = bureau.rows(first, second, language=language)
    assert [row[Column.FACT] for row in rows] == [*FACTS, "housing_fund_months"]
    assert rows[0][Column.PURPOSE] == "核查=1+1"
    assert rows[0][Column.DUE] == "2026-03-16"
    answers = filled(rows[:4])
    declined = [{**rows[4], Column.REASON: "=不归本部门管"}]
    content = sheet([*answers, *declined], as_, language)
    before = bureau.check(content)
    assert (found(before), before.answered, before.declined, before.same, before.batch) == ([], 1, 1, 0, None)
    assert bureau.closing(first) is None
    done = bureau.import_(content)
    assert (done.problems, done.answered, done.declined, done.batch.by) == ((), 1, 1, "clerk_of_fund")
    closing = bureau.closing(first)
    assert (closing.kind, closing.by, closing.batch, closing.valid_from) == (
        "answer",
        "clerk_of_fund",
        done.batch.number,
        date(2026, 3, 1),
    )
    values = {
        "owns_home": (True,),
        "education": ("bachelor",),
        "permit_since": ("2018-09-30",),
        "income_tax_three_years": ("35000",),
    }
    assert closing.values == values
    assert (bureau.closing(second).kind, bureau.closing(second).reason) == ("decline", "=不归本部门管")
    assert office.bench(first).standing.verdicts["owns_home"].departments == ("housing_fund",)


def test_the_same_file_twice_is_harmless_and_says_so(office, bureau):
    application = bureau.ask()
    content = sheet(filled(bureau.rows(application)))
    done = bureau.import_(content)
    version = office.shown(application).version
    for again in (bureau.check(content), bureau.import_(content, AT + timedelta(days=1))):
        assert (again.problems, again.answered, again.same) == ((), 0, 1)
        assert again.batch == done.batch
    assert office.shown(application).version == version
    assert list_batches(office.transaction, officer=bureau.who)[0] == done.batch


def test_what_was_imported_by_another_file_counts_as_done_and_makes_no_import(office, bureau):
    application = bureau.ask()
    rows = filled(bureau.rows(application))
    bureau.import_(sheet(rows))
    before = list_batches(office.transaction, officer=bureau.who)
    again = bureau.import_(sheet(rows, "xlsx"))
    assert (again.answered, again.same, again.batch) == (0, 1, None)
    assert list_batches(office.transaction, officer=bureau.who) == before


def test_an_import_is_journalled_with_its_digest_and_each_answer_in_its_file(office, bureau):
    application = bureau.ask()
    rows = filled(bureau.rows(application))
    done = bureau.import_(sheet([*rows, {**rows[0], Column.REQUEST: "2020-000000/1"}]))
    with office.transaction() as session:
        row = session.get_one(AgencyBatchRow, done.batch.number)
        event = session.scalars(sa.select(EventRow).where(EventRow.stream == "imports").order_by(EventRow.id.desc()).limit(1)).one()
        assert (row.department, row.rows, row.by, len(row.digest)) == ("housing_fund", 5, bureau.who.account_id, 64)
    for part in (f'"batch":{row.id}', f'"digest":"{row.digest}"', '"answered":1', '"declined":0', '"bad":1', '"rows":5'):
        assert part in event.facts
    assert office.file(application).events[-1].facts["batch"] == row.id
    assert office.file(application).events[-1].actor == "clerk_of_fund"


def change(rows, place, **cells):
    rows[place] = {**rows[place], **{Column(name): cell for name, cell in cells.items()}}


BAD = {
    "unknown": (
        lambda rows: change(rows, 0, request="2020-000000/1"),
        {(2, "request", "request_unknown"), (3, "fact", "fact_missing")},
    ),
    "nobody": (lambda rows: change(rows, 0, identity_number="110101199001011234"), {(2, "identity_number", "person_differs")}),
    "no fact": (lambda rows: change(rows, 0, fact="moon"), {(2, "fact", "fact_unknown"), (2, "fact", "fact_missing")}),
    "twice": (lambda rows: rows.append(rows[0]), {(6, "fact", "fact_twice")}),
    "left out": (lambda rows: rows.pop(), {(2, "fact", "fact_missing")}),
    "open": (lambda rows: change(rows, 1, answer=""), {(3, "answer", "answer_missing")}),
    "no option": (lambda rows: change(rows, 1, answer="博士后"), {(3, "answer", "value")}),
    "no boolean": (lambda rows: change(rows, 0, answer="大概"), {(2, "answer", "value")}),
    "no day": (lambda rows: change(rows, 2, answer="2018-02-30"), {(4, "answer", "value")}),
    "no number": (lambda rows: change(rows, 3, answer="3.5万"), {(5, "answer", "value")}),
    "too much": (lambda rows: change(rows, 3, answer="35000.005"), {(5, "answer", "value")}),
    "both": (lambda rows: change(rows, 0, reason="查无此人"), {(n, "reason", "answer_and_reason") for n in (2, 3, 4, 5)}),
    "days differ": (lambda rows: change(rows, 1, valid_from="2026-02-01"), {(3, "valid_from", "days_differ")}),
    "bad day": (lambda rows: change(rows, 1, valid_until="soon"), {(3, "valid_until", "no_day")}),
    "ahead": (lambda rows: [change(rows, n, valid_from="2026-03-03") for n in range(4)], {(2, "valid_from", "refused")}),
    "over": (lambda rows: change(rows, 0, valid_until="2026-03-01"), {(2, "valid_until", "refused")}),
    "no first": (lambda rows: [change(rows, n, valid_from="") for n in range(4)], {(2, "valid_from", "valid_from_missing")}),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_named_and_takes_its_whole_request_and_no_other(bureau, name):
    bad, good = bureau.ask(), bureau.ask()
    spoil, expected = BAD[name]
    rows = filled(bureau.rows(bad))
    spoil(rows)
    content = sheet([*rows, *filled(bureau.rows(good))])
    for judged in (bureau.check(content), bureau.import_(content)):
        named = [(row, str(column), code) for row, column, code in found(judged) if code != "other_row"]
        assert (set(named), len(named)) == (expected, len(expected))
        assert judged.bad_rows == len(rows)
        assert judged.answered == 1
    assert bureau.closing(bad) is None
    assert bureau.closing(good).batch == judged.batch.number


def test_rows_that_nobody_filled_in_are_left_for_later(bureau):
    first, second = bureau.ask(), bureau.ask()
    rows = [*filled(bureau.rows(first)), *({**row, Column.VALID_FROM: "2026-03-01"} for row in bureau.rows(second))]
    judged = bureau.import_(sheet(rows))
    assert (judged.answered, judged.unfilled, judged.bad_rows) == (1, 4, 0)
    assert bureau.closing(second) is None


def test_a_request_is_declined_by_one_row_and_for_one_reason(bureau):
    application = bureau.ask()
    rows = bureau.rows(application)
    apart = [{**rows[0], Column.REASON: "查无此人"}, {**rows[1], Column.REASON: "不在本市"}]
    assert found(bureau.check(sheet(apart)))[0][2] == "other_row"
    assert found(bureau.check(sheet(apart)))[1] == (3, Column.REASON, "reasons_differ")
    long = [{**rows[0], Column.REASON: "长" * 4001}]
    assert found(bureau.check(sheet(long))) == [(2, Column.REASON, "refused")]
    declined = [{**row, Column.REASON: "查无此人"} for row in rows[:2]]
    assert bureau.import_(sheet([*declined, rows[2]])).declined == 1
    assert bureau.import_(sheet([{**rows[0], Column.REASON: "查无此人"}])).same == 1


def test_a_row_without_a_request_is_named(bureau):
    application = bureau.ask()
    rows = filled(bureau.rows(application))
    assert found(bureau.check(sheet([{**rows[0], Column.REQUEST: ""}, *rows]))) == [(2, Column.REQUEST, "request_missing")]


def test_what_happened_to_a_request_meanwhile_makes_a_bad_row_and_no_fault(office, bureau):
    answered, withdrawn, moved = bureau.ask(), bureau.ask(), bureau.ask()
    content = sheet(filled(bureau.rows(answered, withdrawn, moved)))
    assert bureau.check(content).answered == 3
    other = {"owns_home": (False,), "education": ("none",), "permit_since": ("2018-09-30",), "income_tax_three_years": ("1",)}
    reply = Reply(other, date(2026, 3, 1))
    id_ = office.bench(answered).requests[0].id
    answer_request(office.transaction, office.library, id_, reply, officer=bureau.who, at=AT)
    withdraw_request(office.transaction, office.shown(withdrawn), 1, officer=office.officer, at=AT, reason="重复")
    with office.transaction() as session:
        session.execute(sa.text("UPDATE applications SET status = 'withdrawn' WHERE id = :id"), {"id": moved.id})
    judged = bureau.import_(content)
    firsts = [code for _, _, code in found(judged) if code != "other_row"]
    assert sorted(firsts) == ["not_verified", "request_closed", *["request_unknown"] * 4]
    assert (judged.answered, judged.batch) == (0, None)


def test_answers_that_contradict_each_other_are_named_at_the_row_of_a_fact(bureau):
    claimed = {"area_home_years": 1, "area_home_and_job_years": 1}
    application = bureau.ask(*claimed, scheme="beijing", version="2020", facts=claimed, on=date(2020, 12, 1))
    content = sheet(filled(bureau.rows(application), area_home_years="2", area_home_and_job_years="2"))
    [problem] = [problem for problem in bureau.import_(content).problems if problem.code == "value"]
    assert (problem.row in {2, 3}, problem.column, problem.about.check) == (True, Column.ANSWER, "area_years_since_2018")


def test_a_request_that_was_taken_back_after_it_was_found_makes_a_bad_row(office, bureau, monkeypatch):
    application = bureau.ask("owns_home")
    content = sheet(filled(bureau.rows(application)))
    with office.transaction() as session:
        stale = importing._asked(session, office.library, bureau.who, [f"{application.reference}/1"])
    withdraw_request(office.transaction, office.shown(application), 1, officer=office.officer, at=AT, reason="重复")
    monkeypatch.setattr(importing, "_asked", lambda *_: stale)
    assert found(bureau.import_(content)) == [(2, Column.REQUEST, "request_unknown")]


def test_who_is_barred_from_a_file_answers_nothing_of_it(office, bureau):
    application = bureau.ask("owns_home")
    content = sheet(filled(bureau.rows(application)))
    with office.transaction() as session:
        session.add(InterestRow(application_id=application.id, account_id=bureau.who.account_id, at=AT, reason=b"x"))
    assert bureau.rows(application) == []
    assert found(bureau.import_(content)) == [(2, Column.REQUEST, "not_yours")]


@pytest.mark.commits
def test_one_file_that_is_sent_many_times_at_once_is_imported_once(office, bureau):
    applications = [bureau.ask("owns_home") for _ in range(3)]
    content = sheet(filled(bureau.rows(*applications)))
    answered = []
    assert at_once(*[lambda: answered.append(bureau.import_(content).answered)] * 6) == {"NoneType": 6}
    assert sorted(answered) == [0, 0, 0, 0, 0, 3]
    newest, *others = list_batches(office.transaction, officer=bureau.who)
    assert (newest.answered, newest.number in {one.number for one in others}) == (3, False)
    assert check_journal(office.transaction, officer=office.auditor) is None


@pytest.mark.commits
def test_while_an_import_runs_requests_are_taken_back(office, bureau):
    """Whoever comes first: each request is answered or taken back, and neither fails."""
    applications = [bureau.ask("owns_home") for _ in range(6)]
    content = sheet(filled(bureau.rows(*applications)))

    def withdraw(application):
        with suppress(NotAllowed, Stale):
            withdraw_request(office.transaction, office.shown(application), 1, officer=office.officer, at=AT, reason="重复")

    acts = [partial(withdraw, application) for application in applications]
    results = at_once(lambda: bureau.import_(content), *acts)
    assert results == {"Judged": 1, "NoneType": 6}
    assert {bureau.closing(application).kind for application in applications} <= {"answer", "withdraw"}


def test_a_row_that_could_not_be_kept_before_is_not_kept_by_the_same_file_again(office, bureau):
    good, later = bureau.ask(), bureau.ask()
    content = sheet(filled(bureau.rows(good, later)))
    with office.transaction() as session:
        session.execute(sa.text("UPDATE applications SET status = 'withdrawn' WHERE id = :id"), {"id": later.id})
    bureau.import_(content)
    with office.transaction() as session:
        session.execute(sa.text("UPDATE applications SET status = 'accepted' WHERE id = :id"), {"id": later.id})
    again = bureau.import_(content)
    assert (again.same, again.answered, found(again)[0][2]) == (1, 0, "left_out")
    assert bureau.closing(later) is None


def test_an_export_is_cut_into_parts_that_are_imported_one_by_one(bureau, monkeypatch):
    monkeypatch.setattr(exporting, "EXPORT_MAX", 2)
    for _before in range(2):
        bureau.ask("owns_home")
    applications = [bureau.ask("owns_home") for _ in range(3)]
    first, far = bureau.export(), bureau.export(number=999)
    assert (first.rows, first.number, first.parts) == (2, 1, far.parts)
    assert far.number == far.parts > 1
    assert bureau.rows(*applications) == []
    assert bureau.export(number=0).number == 1


def test_only_so_many_requests_are_answered_at_once(bureau, monkeypatch):
    monkeypatch.setattr(importing, "REQUESTS_MAX", 1)
    content = sheet(filled(bureau.rows(bureau.ask("owns_home"), bureau.ask("owns_home"))))
    with pytest.raises(SheetRefused) as refused:
        bureau.import_(content)
    assert (refused.value.why, refused.value.limit) == ("too_many_requests", 1)


def test_who_answers_for_no_department_neither_fetches_nor_imports(office):
    library, transaction = office.library, office.transaction
    content = sheet([])
    for act in (
        lambda: check_answers(transaction, library, content, officer=office.officer, at=AT),
        lambda: import_answers(transaction, library, content, officer=office.supervisor, at=AT),
        lambda: export_requests(transaction, library, Part(1, "csv", "zh"), officer=office.officer),
        lambda: list_batches(transaction, officer=office.auditor),
    ):
        with pytest.raises(NotAllowed):
            act()


def workbook(*sheets):
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        page = book.create_sheet()
        for row in rows:
            page.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def table(rows):
    """Give heads and rows as a workbook has them."""
    columns = [column for column in Column if column is not Column.PROBLEM]
    return [[HEADS[column].say("zh") for column in columns], *([row.get(column, "") for column in columns] for row in rows)]


def test_a_sheet_that_spreadsheets_changed_is_still_read(bureau):
    """Another sheet first, a title above, columns moved and added, days and numbers as the spreadsheet keeps them."""
    application = bureau.ask()
    rows = filled(bureau.rows(application), income_tax_three_years=35000.5, permit_since=date(2018, 9, 30), owns_home=True)
    moved = [["备注", *reversed(row)] for row in table([{**row, Column.VALID_FROM: date(2026, 3, 1)} for row in rows])]
    judged = bureau.import_(workbook([["说明"]], [["三月协查"], [], *moved]))
    assert (judged.problems, judged.answered) == ((), 1)
    values = bureau.closing(application).values
    assert (values["income_tax_three_years"], values["permit_since"], values["owns_home"]) == (
        ("35000.5",),
        ("2018-09-30",),
        (True,),
    )


def test_a_formula_is_named_and_never_computed(bureau):
    application = bureau.ask("housing_fund_months")
    rows = [{**row, Column.ANSWER: "=40+20", Column.VALID_FROM: "2026-03-01"} for row in bureau.rows(application)]
    assert (2, Column.ANSWER, "formula") in found(bureau.check(workbook(table(rows))))


def test_nothing_in_a_file_that_goes_out_acts(bureau):
    application = bureau.ask("housing_fund_months")
    book = load_workbook(io.BytesIO(bureau.export("xlsx").content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    line = next(
        line for line in bureau.export("csv").content.decode("utf-8-sig").splitlines() if line.startswith(application.reference)
    )
    number = line.split(",")[2]
    assert number.startswith("'") is number.removeprefix("'").isdigit(), "digits alone would be taken for a number"


@pytest.mark.parametrize(
    ("content", "why", "columns"),
    [
        (b"", "empty", ()),
        (b"\0\1\2\3", "unknown_type", ()),
        (b"x" * (SHEET_MAX + 1), "too_large", ()),
        (
            "协查编号,答复\r\n".encode("gb18030"),
            "columns_missing",
            ("identity_number", "fact", "valid_from", "valid_until", "reason"),
        ),
        (workbook([["a", "b"]]), "columns_missing", None),
        (workbook([*table([])]), "nothing_below", ()),
        (workbook([[*table([])[0], "答复", "Answer"], ["x"]]), "columns_twice", ("answer",)),
    ],
)
def test_a_file_that_is_no_sheet_of_answers_is_refused_with_what_it_lacks(bureau, content, why, columns):
    with pytest.raises(SheetRefused) as refused:
        bureau.check(content)
    assert refused.value.why == why
    if columns is not None:
        assert tuple(refused.value.columns) == columns
    assert why in str(refused.value)

"""Decisions are found by the criterion that gave points and by the row that matched, without reading anybody's file."""

from __future__ import annotations

import csv
import io

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from scoring.application.audit import DecisionFilter
from scoring.casework.decision_search import conditions_of, search_decisions
from scoring.casework.index_awards import index_decisions, rows_in
from scoring.casework.sheets import BOM, write_table
from scoring.records.applications import ApplicationRow
from scoring.records.award_index import AwardIndexRow
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from tests.casework.stories import FACTS, REFUSE
from tests.casework.test_erase_application import erase, propose


@pytest.fixture(scope="module")
def granted(office):
    return office.granted()


def found(office, criterion, version="2025"):
    wanted = DecisionFilter(scheme="guangzhou", version=version, criterion=criterion)
    return {line.application for line in search_decisions(office.transaction, wanted, officer=office.auditor, size=100).lines}


def entered(office, application):
    with reading(office.transaction) as session:
        return len(session.scalars(sa.select(AwardIndexRow).where(AwardIndexRow.application_id == application.id)).all())


def test_a_decision_is_found_by_what_gave_it_points(office, granted):
    other = office.granted(facts=FACTS | {"education": "none"})
    names = set(rows_in(office.file(granted).decision.document["awards"])) - set(
        rows_in(office.file(other).decision.document["awards"])
    )
    rows, criteria = {name for name in names if "/" in name}, {name for name in names if "/" not in name}
    assert rows
    assert criteria
    for name in names:
        assert granted.reference in found(office, name)
        assert other.reference not in found(office, name)
    assert found(office, next(iter(rows)), version="2018") == set()


def test_what_was_decided_before_is_entered_once(office, granted):
    before = entered(office, granted)
    with office.transaction() as session:
        session.execute(sa.delete(AwardIndexRow).where(AwardIndexRow.application_id == granted.id))
    assert index_decisions(office.transaction) == 1
    assert entered(office, granted) == before
    assert index_decisions(office.transaction) == 0


def test_what_is_erased_is_found_by_it_no_more(office):
    application = office.recommended(REFUSE)
    office.refuse(application)
    assert entered(office, application)
    propose(office, application)
    erase(office, application)
    assert entered(office, application) == 0
    assert index_decisions(office.transaction) == 0


@pytest.mark.parametrize(
    "wanted",
    [
        {"criterion": "education_points/1"},
        {"number": "2026-000001"},
        {"officer": "officer"},
        {"number": "2026-000001-D", "kind": "granted"},
        {"outcome": "vetoed"},
    ],
)
def test_no_search_reads_all_decisions(office, wanted):
    """SQLite says what it would read; PostgreSQL decides by how many rows there are."""
    with reading(office.transaction) as session:
        if session.get_bind().dialect.name != "sqlite":
            return
        matches = sa.select(DecisionRow.id).join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
        query = matches.where(*conditions_of(session, DecisionFilter(**wanted))).order_by(DecisionRow.id.desc()).limit(26)
        compiled = query.compile(session.get_bind(), compile_kwargs={"render_postcompile": True})
        given = tuple(compiled.params[name] for name in compiled.positiontup)
        steps = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", given)]
    assert not [step for step in steps if step.startswith(("SCAN decisions", "SCAN applications"))], steps


def test_no_cell_of_a_sheet_acts():
    rows = [["=1+1", "@x", "2026-000001", "plain\x07"]]
    [head, row] = csv.reader(io.StringIO(write_table("csv", ["a", "b", "c", "d"], rows).decode().removeprefix(BOM)))
    assert (head[0], row[:3]) == ("a", ["'=1+1", "'@x", "2026-000001"])
    sheet = load_workbook(io.BytesIO(write_table("xlsx", ["a", "b", "c", "d"], rows))).active
    assert [cell.value for cell in sheet[2]] == ["'=1+1", "'@x", "2026-000001", "plain"]
    assert {cell.data_type for cell in sheet[2]} == {"s"}

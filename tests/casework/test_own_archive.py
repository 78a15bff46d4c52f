"""Everything held about oneself: every table that names an account or a file is in the archive, or left out for a reason."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.personal import REGISTER
from scoring.casework.archive_parts import LEFT_OUT, OF_ACCOUNT, OF_APPLICATION
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence, take_back_evidence
from scoring.casework.own_archive import own_archive
from scoring.errors import NotFound
from scoring.evidence import store
from scoring.records.events import EventRow
from scoring.records.tables import ApplicationRow, EvidenceRow, Row
from scoring.settings_evidence import EvidenceSettings
from tests.casework.filings import Applying, applying, asked, begun
from tests.casework.stories import keyless
from tests.evidence import made

PARTS = (*OF_ACCOUNT, *OF_APPLICATION)


@pytest.fixture
def room(office, tmp_path) -> EvidenceRoom:
    return EvidenceRoom(office.transaction, EvidenceSettings(tmp_path / "evidence", 1, 2))


def take(room: EvidenceRoom, applicant: Applying) -> dict[str, bytes]:
    packed = own_archive(room, holder=applicant.holder, at=applicant.at)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(found: dict[str, bytes], name: str):
    return json.loads(found[name])


def of_file(found: dict[str, bytes], applicant: Applying):
    return document(found, f"applications/{applicant.reference}.json")


def names_whom(table: sa.Table) -> bool:
    """Whether a table names an account or a file, directly or by another table's key."""
    targets = {key.column.table for column in table.columns for key in column.foreign_keys}
    return any(each.name in {"accounts", "applications"} or names_whom(each) for each in targets - {table})


def test_every_table_that_names_an_account_or_a_file_is_in_it_or_left_out_for_a_reason():
    named = {table.name for table in Row.metadata.sorted_tables if names_whom(table)} | {"accounts", "applications"}
    told = {part.table for part in PARTS}
    assert told.isdisjoint(LEFT_OUT)
    assert named - told - set(LEFT_OUT) == {"events", "journal_links", "deliveries"}  # the history; its chain; copies of notices
    assert (told | set(LEFT_OUT)) - named == set()
    assert all(why.say("zh") and why.say("en") for why in LEFT_OUT.values())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.table)
def test_every_encrypted_column_is_read_or_left_out(part):
    table = Row.metadata.tables[part.table]
    sealed = {column.name for column in table.columns if isinstance(column.type, sa.LargeBinary)}
    assert sealed == (part.sealed.keys() | part.documents.keys() | (sealed & set(part.without)))
    assert set(part.without) | set(part.json) <= set(table.columns.keys())
    personal = {name.partition(".")[2] for name in REGISTER if name.startswith(f"{part.table}.")}
    assert personal <= part.sealed.keys() | part.documents.keys() | set(part.without)


def test_it_holds_account_drafts_submissions_family_and_history_in_full(office, room):
    applicant = asked(office)
    applicant.answer()
    found = take(room, applicant)
    account, file = document(found, "account.json"), of_file(found, applicant)
    identity = applicant.holder.identity
    assert identity
    assert account["contacts"][0]["contact"].startswith("139")
    assert account["accounts"][0].keys() == {"id", "active", "created_at"}
    assert account["consents"][0]["account_id"] == "you"
    assert {"submitted", "supplement_asked"} <= {notice["kind"] for notice in account["notices"]}
    assert [step["act"] for step in account["history"]] == ["sign_up"]
    assert file["persons"][0]["identity_number"] == identity.identity_number.reveal()
    assert file["persons"][0]["name"] == identity.name
    assert [kept["content"]["facts"]["education"] for kept in file["submissions"]] == ["bachelor"] * 2
    assert file["supplement_items"][0]["words"] == "请补交学历证书。"
    assert [answer["words"] for answer in file["supplement_answers"]] == ["已补交。", "没有。"]
    assert file["supplements"][0]["asked_by"] == "office"
    assert file["assessments"][0]["document"]
    acts = [(step["act"], step["by"]) for step in file["history"]]
    assert acts[-2:] == [("ask_supplement", "office"), ("answer_supplement", "you")]
    assert document(found, "missing.json") == []
    assert document(found, "left_out.json")["notes"]["zh"]


def test_words_of_an_act_are_in_it_where_they_are_the_applicants_to_read(office, room):
    applicant = asked(office)
    applicant.withdraw("我另有打算。")
    history = of_file(take(room, applicant), applicant)["history"]
    assert (history[-1]["act"], history[-1]["words"]) == ("withdraw", "我另有打算。")


def test_it_holds_nothing_of_anybody_else(office, room):
    own, other = begun(office), begun(office)
    found = take(room, own)
    assert f"applications/{own.reference}.json" in found
    assert other.reference.encode() not in b"".join(found.values())
    assert of_file(found, own)["drafts"][0]["content"]["people"][0]["name"] == "王小明"


def test_it_holds_the_files_and_names_those_that_are_not_where_they_were_put(office, room):
    applicant = begun(office)

    def hand_in(handed):
        common = {"holder": applicant.holder, "at": applicant.at}
        return hand_in_evidence(room, office.library, applicant.shown, handed, **common)

    content = made.pdf(1)
    hand_in(HandedEvidence("diploma", content, "毕业证书.pdf"))
    hand_in(HandedEvidence("diploma", made.image(), "scan.png", "education_points"))
    folder = f"applications/{applicant.reference}-evidence"
    found = take(room, applicant)
    assert found[f"{folder}/001.pdf"] == content
    assert [kept["name"] for kept in of_file(found, applicant)["evidence"]] == ["毕业证书.pdf", "scan.png"]
    with office.transaction() as session:
        kept = sa.select(EvidenceRow.stored).join(ApplicationRow, ApplicationRow.id == EvidenceRow.application_id)
        stored = session.scalars(kept.where(ApplicationRow.reference == applicant.reference)).all()
    for name in stored:
        store.discard(room.settings.folder, name)
    found = take(room, applicant)
    assert f"{folder}/001.pdf" in document(found, "missing.json")
    take_back_evidence(room, applicant.shown, 1, holder=applicant.holder, at=applicant.at)
    assert f"{folder}/001.pdf" not in document(take(room, applicant), "missing.json")


def test_of_what_was_erased_there_is_what_stands_in_clear(office, room):
    applicant = begun(office)
    applicant.discard()
    file = of_file(take(room, applicant), applicant)
    assert file["applications"][0]["status"] == "discarded"
    assert file["drafts"] == []


def test_each_time_is_written_down(office, room):
    applicant = begun(office)
    take(room, applicant)
    with office.transaction() as session:
        last = (
            sa.select(EventRow).where(EventRow.stream == f"account:{applicant.holder.account_id}").order_by(EventRow.number.desc())
        )
        event = session.scalars(last).first()
    assert event
    assert (event.act, json.loads(event.facts)) == ("own_archive", {"applications": 1, "files": 0})


def test_nobody_takes_that_of_an_account_that_is_none(office, room):
    applicant = applying(office)
    holder = replace(applicant.holder, account_id=office.officer.account_id)
    with pytest.raises(NotFound):
        own_archive(room, holder=holder, at=applicant.at)


def test_of_a_file_whose_key_was_destroyed_the_words_are_gone_and_the_rest_is_there(office, room):
    applicant = asked(office)
    applicant.withdraw()
    with office.transaction() as session:
        found = session.scalars(sa.select(ApplicationRow.id).where(ApplicationRow.reference == applicant.reference)).one()
    with keyless(office.transaction, found):
        file = of_file(take(room, applicant), applicant)
    assert file["persons"][0]["name"] is None
    assert file["submissions"][0]["content"] is None
    assert file["submissions"][0]["digest"]
    assert file["history"][-1]["act"] == "withdraw"
    assert file["history"][-1]["words"] == ""

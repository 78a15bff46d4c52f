"""A period of the journal verifies as a file, without the database; whichever byte is changed, the line is named."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.casework import export_journal as exporting
from scoring.casework import verify_chains as verifying
from scoring.casework.export_journal import export_journal
from scoring.casework.journal_file import FileChecked, FileFault, check_lines, lines_of
from scoring.casework.verify_chains import read_chains, verify_chains
from scoring.casework.verify_journal import Seal, read_seals
from scoring.errors import InputRefused, NotAllowed
from scoring.records.events import EventRow
from scoring.records.journal import Entry, append
from tests.casework.stories import AT, LATER, ON


@pytest.fixture(scope="module")
def made(office):
    granted = office.granted()
    return granted, export_journal(office.transaction, ON, ON, officer=office.auditor, at=LATER)


@pytest.fixture(scope="module")
def lines(made):
    return made[1].content.splitlines(keepends=True)


def bodies(lines):
    return [json.loads(line) for line in lines]


def test_a_file_holds_the_period_and_verifies(office, made, lines):
    granted, file = made
    found = check_lines(lines)
    assert isinstance(found, FileChecked)
    assert (found.links, found.digest) == (file.links, file.digest) == (file.links, hashlib.sha256(file.content).hexdigest())
    links = [body for body in bodies(lines) if body["kind"] == "link"]
    assert len(links) == file.links
    assert found.decisions == sum(body["kind"] == "decision" for body in bodies(lines))
    decision = office.file(granted).decision
    [own] = [body for body in bodies(lines) if body.get("reference") == decision.reference]
    assert (own["package"], own["digest"], own["decided"]) == (decision.package, decision.pin.digest, "granted")
    text = file.content.decode()
    for personal in ("王小明", "王", granted.applicant.identity_number.reveal(), "education"):
        assert personal not in text
    with office.transaction() as session:
        events = sa.select(EventRow).where(EventRow.act == "export_journal").order_by(EventRow.id.desc())
        assert file.digest in session.scalars(events).first().facts


def test_any_changed_byte_fails_and_its_line_is_named(lines):
    few = [*lines_of([{key: value for key, value in body.items() if key not in {"n", "sum"}} for body in bodies(lines)[:3]])]
    assert isinstance(check_lines(few), FileChecked)
    whole = b"".join(few)
    for place in range(len(whole)):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        fault = check_lines(changed.splitlines(keepends=True))
        assert isinstance(fault, FileFault), place
        assert fault.line in {whole[:place].count(b"\n") + 1, whole[:place].count(b"\n") + 2}, place


def resummed(lines, change):
    """What somebody writes who knows how sums are made."""
    plain = [{key: value for key, value in body.items() if key not in {"n", "sum"}} for body in bodies(lines)[:-1]]
    change(plain)
    return list(lines_of(plain))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda plain: plain[2].update(event_hash="f" * 64), "hash"),
        (lambda plain: plain.pop(2), "order"),
        (lambda plain: plain.insert(2, plain.pop(3)), "order"),
        (lambda plain: plain[2].update(algorithm="md5"), "algorithm"),
        (lambda plain: plain[2].update(algorithm=["sha256"]), "form"),
        (lambda plain: plain[2].pop("stream"), "form"),
        (lambda plain: plain[2].update(hash=1), "form"),
        (lambda plain: plain[0].update(form="other"), "form"),
    ],
)
def test_links_hold_each_other_even_where_the_sums_are_made_anew(lines, change, why):
    fault = check_lines(resummed(lines, change))
    assert isinstance(fault, FileFault)
    assert fault.why == why


def test_what_is_missing_or_follows_is_named(lines):
    assert check_lines(lines[:-1]) == FileFault(len(lines), "end", "end")
    assert check_lines([*lines, b"{}\n"]) == FileFault(len(lines) + 1, "?", "end")
    assert check_lines([*lines[:1], *lines[2:]]).why == "gap"
    for odd in (b"no json\n", b"[1]\n", b'{"form":NaN}\n'):
        assert check_lines([odd]) == FileFault(1, "?", "form")
    assert check_lines([]) == FileFault(1, "end", "end")


def test_a_link_of_it_is_held_against_a_seal(office, lines):
    link = next(body for body in bodies(lines) if body["kind"] == "link")
    seal = Seal("journal", link["sequence"], link["algorithm"], link["hash"])
    assert isinstance(check_lines(lines, [seal, *read_seals(office.transaction)]), FileChecked)
    fault = check_lines(lines, [Seal("journal", link["sequence"], link["algorithm"], "f" * 64)])
    assert (fault.why, fault.what) == ("seal", f"link {link['sequence']}")


def test_a_period_is_refused_that_is_none_is_empty_or_too_long(office, monkeypatch):
    def export(first, last, by=None):
        return export_journal(office.transaction, first, last, officer=by or office.auditor, at=LATER)

    for first, last, field in ((ON, ON - timedelta(days=1), "last"), (ON - timedelta(days=9), ON - timedelta(days=8), "first")):
        with pytest.raises(InputRefused) as refused:
            export(first, last)
        assert refused.value.field == field
    for who in (office.officer, office.administrator):
        with pytest.raises(NotAllowed):
            export(ON, ON, who)
    monkeypatch.setattr(exporting, "LINKS_MAX", 1)
    with pytest.raises(InputRefused, match="Take it in parts"):
        export(ON, ON)


def test_the_installation_verifies_its_chains_and_says_where_they_stand(empty_transaction, office, monkeypatch):
    def note():
        with empty_transaction() as session:
            append(session, Entry("policies", "publish", None, AT, {}))

    before = read_chains(empty_transaction, officer=office.auditor)
    assert (before.verified_at, before.broken) == (None, None)
    note()
    monkeypatch.setattr(verifying, "TOLD_EVERY", 2)
    assert list(verify_chains(empty_transaction, at=AT))
    whole = read_chains(empty_transaction, officer=office.auditor)
    assert (whole.verified_at, whole.broken) == (AT, None)
    assert {end.chain: end.count for end in whole.ends} == {"journal": 2, "access": 0}
    with empty_transaction() as session:
        is_sqlite = session.get_bind().dialect.name == "sqlite"
        session.execute(sa.text("DROP TRIGGER events_no_update" if is_sqlite else "ALTER TABLE events DISABLE TRIGGER USER"))
        session.execute(sa.text("UPDATE events SET act = 'other' WHERE id = 1"))
    list(verify_chains(empty_transaction, at=LATER))
    broken = read_chains(empty_transaction, officer=office.auditor)
    assert (broken.verified_at, broken.broken.stream, broken.broken.why) == (LATER, "policies", "hash")
    with pytest.raises(NotAllowed):
        read_chains(empty_transaction, officer=office.supervisor)

"""Evidence: taken in, looked at, taken out again; encrypted with the key of its file, and gone with it."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from scoring.application.application import Amendment
from scoring.application.evidence import Media, Scan
from scoring.application.status import Act
from scoring.casework.add_evidence import add_evidence
from scoring.casework.amend_facts import amend_facts
from scoring.casework.evidence import UNNAMED, EvidenceRoom, HandedEvidence, clean_name
from scoring.casework.evidence_queries import evidence_overview
from scoring.casework.file import WORDS_MAX
from scoring.casework.read_evidence import describe_evidence, read_evidence, show_evidence
from scoring.casework.remove_evidence import remove_evidence
from scoring.casework.sweep_evidence import sweep_evidence
from scoring.errors import EvidenceRefused, InputRefused, MoveRefused, NotAllowed, NotFound, SettingsRefused, Stale
from scoring.evidence import store
from scoring.policy.library import Library
from scoring.records.access_log import ViewRow
from scoring.records.tables import EvidenceRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.stories import AT, FACTS, ON, keyless
from tests.conftest import ROOT
from tests.evidence import made

SCANNER = shlex.join([sys.executable, str(ROOT / "tests/evidence/scanner.py")])
DIPLOMA = HandedEvidence("diploma", made.pdf(2), "毕业证书.pdf")
OTHER = HandedEvidence("diploma", made.image(), "scan.png", "education_points")


@pytest.fixture
def room(office, tmp_path) -> EvidenceRoom:
    return EvidenceRoom(office.transaction, EvidenceSettings(tmp_path / "evidence", 1, 2))


@pytest.fixture
def add(office, room):
    """Takes a file in: `add(application, DIPLOMA)`."""

    def add_(application, handed=DIPLOMA, *, by=None, room=room, shown=None):
        shown = shown or office.shown(application)
        return add_evidence(room, office.library, shown, handed, officer=by or office.officer, at=AT)

    return add_


def remove(office, room, application, number=1, *, by=None, reason="交错了。"):
    return remove_evidence(room, office.shown(application), number, officer=by or office.officer, at=AT, reason=reason)


def overview(office, application, *, officer=None):
    found = evidence_overview(office.transaction, office.library, application.reference, officer=officer or office.auditor, on=ON)
    return {line.demand.kind.id: line for line in found.lines}, found


def reads(office, application):
    with office.transaction() as session:
        rows = sa.select(ViewRow).where(ViewRow.application_id == application.id).order_by(ViewRow.sequence)
        return [(row.page, row.account_id) for row in session.scalars(rows)]


def test_a_file_is_kept_encrypted_and_told_in_the_history(office, room, add):
    application = office.record()
    assert "diploma" in {demand.kind.id for demand in overview(office, application)[1].missing}
    file = add(application)
    assert (file.number, file.name, file.media, file.pages, file.scan) == (1, "毕业证书.pdf", Media.PDF, 2, Scan.NOT_SCANNED)
    assert file.added_by == "officer"
    [path] = room.settings.folder.glob("??/*")
    assert b"%PDF-" not in path.read_bytes()
    event = office.file(application).events[-1]
    assert (event.act, event.number, event.facts["digest"]) == (Act.ADD_EVIDENCE, 2, file.digest)
    assert "毕业" not in str(event.facts)
    by_kind, found = overview(office, application)
    assert (by_kind["diploma"].files, by_kind["diploma"].missing) == ((file,), ())
    assert "diploma" not in {demand.kind.id for demand in found.missing}
    assert describe_evidence(office.transaction, application.reference, 1, officer=office.supervisor) == file


def test_the_same_file_is_kept_once_however_often_it_is_sent(office, add):
    application = office.record()
    shown = office.shown(application)
    assert add(application, shown=shown) == add(application, shown=shown) == add(application)
    assert add(application, replace(DIPLOMA, item="education_points")).number == 2
    assert office.now(application).version == 3


def test_another_file_needs_a_page_that_is_not_out_of_date(office, add):
    application = office.record()
    shown = office.shown(application)
    add(application, shown=shown)
    with pytest.raises(Stale):
        add(application, OTHER, shown=shown)


@pytest.mark.parametrize("who", ["supervisor", "auditor"])
def test_only_officers_take_in_and_take_out(office, room, add, who):
    application = office.record()
    add(application)
    with pytest.raises(NotAllowed):
        add(application, OTHER, by=getattr(office, who))
    with pytest.raises(NotAllowed):
        remove(office, room, application, by=getattr(office, who))


def test_the_file_is_not_even_read_of_who_may_not_add_it(office, add):
    application = office.recommended()
    with pytest.raises(MoveRefused):
        add(application, HandedEvidence("diploma", b"no file"))
    with pytest.raises(NotFound):
        add(application, HandedEvidence("diploma", b"no file"), by=replace(office.officer, office="elsewhere"))


def test_after_the_recommendation_nothing_comes_or_goes(office, room, add):
    application = office.record()
    add(application)
    office.recommend(office.verify(office.now(application)))
    for act in (lambda: add(application, OTHER), lambda: remove(office, room, application)):
        with pytest.raises(MoveRefused):
            act()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"kind": "crime_record"}, "kind"),  # of a registry
        ({"item": "nothing"}, "item"),
        ({"valid_from": ON + timedelta(days=1)}, "valid_from"),
        ({"valid_from": ON, "valid_to": ON - timedelta(days=1)}, "valid_to"),
    ],
)
def test_what_a_file_is_for_must_make_sense(office, add, changes, field):
    with pytest.raises(InputRefused) as refused:
        add(office.record(), replace(DIPLOMA, **changes))
    assert refused.value.field == field


def test_a_document_that_has_run_out_does_not_count(office, add):
    application = office.record()
    file = add(application, replace(DIPLOMA, valid_from=ON - timedelta(days=9), valid_to=ON - timedelta(days=1)))
    assert (file.valid_from, file.valid_to) == (ON - timedelta(days=9), ON - timedelta(days=1))
    assert overview(office, application)[0]["diploma"].missing


def test_a_file_and_an_application_have_their_limits(office, add):
    application = office.record()
    with pytest.raises(EvidenceRefused) as refused:
        add(application, replace(DIPLOMA, content=made.padded(2**20)))
    assert (refused.value.why, refused.value.limit) == ("too_large", 1)
    for number, subject in enumerate("ab", start=1):
        assert add(application, replace(DIPLOMA, content=made.padded(900_000, subject))).number == number
    with pytest.raises(EvidenceRefused) as refused:
        add(application, replace(DIPLOMA, content=made.padded(900_000, "c")))
    assert (refused.value.why, refused.value.limit) == ("too_much", 2)
    assert add(application).number == 3


def test_an_image_that_grows_beyond_the_limit_is_refused(office, add):
    noise = made.noise()
    assert len(noise) < 2**20
    with pytest.raises(EvidenceRefused, match="too_large"):
        add(office.record(), replace(OTHER, content=noise))


def test_a_scanner_sees_the_file_first(office, room, add):
    scanned = replace(room, settings=replace(room.settings, scanner=SCANNER))
    application = office.record()
    infected = made.pdf()[:-6] + b"%" + made.EICAR + b"\n%%EOF\n"
    with pytest.raises(EvidenceRefused, match="infected"):
        add(application, replace(DIPLOMA, content=infected), room=scanned)
    assert list(room.settings.folder.glob("??/*")) == []
    assert add(application, room=scanned).scan is Scan.CLEAN
    assert office.now(application).version == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\证书.pdf", "证书.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("证书\u202efdp.exe", "证书fdp.exe"),
        ("\0\x1b[31m.", "[31m"),
        ("..", UNNAMED),
        ("", UNNAMED),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("<script>alert(1)<", "<script>alert(1)<"),
    ],
)
def test_a_name_is_only_a_name(name, kept):
    assert clean_name(name) == kept


def test_every_look_is_written_down_before_it_is_had(office, room, add):
    application = office.record()
    add(application)
    found = read_evidence(room, application.reference, 1, officer=office.supervisor, at=AT)
    assert found.content == DIPLOMA.content
    assert show_evidence(room, application.reference, 1, 2, officer=office.auditor, at=AT).startswith(b"\x89PNG")
    assert reads(office, application) == [
        ("evidence/1", office.supervisor.account_id),
        ("evidence/1/2", office.auditor.account_id),
    ]
    assert office.now(application).version == 2


@pytest.mark.parametrize("page", [0, 3, 99])
def test_there_is_no_page_beyond_the_last(office, room, add, page):
    application = office.record()
    add(application)
    with pytest.raises(NotFound):
        show_evidence(room, application.reference, 1, page, officer=office.auditor, at=AT)


def test_a_file_out_of_scope_does_not_exist(office, room, add):
    application = office.record()
    add(application)
    for reader in (replace(office.officer, office="elsewhere"), office.policy_staff, office.administrator):
        for look in (
            lambda reader: read_evidence(room, application.reference, 1, officer=reader, at=AT),
            lambda reader: show_evidence(room, application.reference, 1, 1, officer=reader, at=AT),
            lambda reader: describe_evidence(office.transaction, application.reference, 1, officer=reader),
            lambda reader: overview(office, application, officer=reader),
            lambda reader: remove(office, room, application, by=reader),
        ):
            with pytest.raises(NotFound):
                look(reader)
    assert reads(office, application) == []


def test_what_was_taken_out_is_gone_and_its_digest_stays(office, room, add):
    application = office.record()
    file = add(application)
    after = remove(office, room, application)
    assert after.version == 3
    event = office.file(application).events[-1]
    assert (event.act, event.note, event.facts["digest"]) == (Act.REMOVE_EVIDENCE, "交错了。", file.digest)
    assert list(room.settings.folder.glob("??/*")) == []
    assert overview(office, application)[1].files == ()
    for act in (
        lambda: read_evidence(room, application.reference, 1, officer=office.auditor, at=AT),
        lambda: remove(office, room, application),
    ):
        with pytest.raises(NotFound):
            act()
    assert add(application).number == 2


@pytest.mark.parametrize("reason", [" ", "x" * (WORDS_MAX + 1)])
def test_taking_out_needs_a_reason(office, room, add, reason):
    application = office.record()
    add(application)
    with pytest.raises(InputRefused):
        remove(office, room, application, reason=reason)
    assert overview(office, application)[1].files


def test_without_the_key_nothing_can_be_read_and_the_files_are_swept_away(office, room, add):
    erased, kept = office.record(), office.record()
    for application in (erased, kept):
        add(application)
    with keyless(office.transaction, erased.id):
        with pytest.raises(NotFound):
            read_evidence(room, erased.reference, 1, officer=office.auditor, at=AT)
        with pytest.raises(NotFound):
            describe_evidence(office.transaction, erased.reference, 1, officer=office.auditor)
        later = AT + timedelta(days=36_500)
        assert len(list(room.settings.folder.glob("??/*"))) == 2
        assert sweep_evidence(room, at=later) == 1
        assert sweep_evidence(room, at=later) == 0
        assert read_evidence(room, kept.reference, 1, officer=office.auditor, at=AT).content == DIPLOMA.content


def test_what_an_interrupted_act_left_is_swept_away_in_time(office, room, add, monkeypatch):
    application = office.record()
    add(application)
    shown = office.shown(application)

    def break_off(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("scoring.casework.add_evidence.close_file", break_off)
        with pytest.raises(KeyboardInterrupt):
            add(application, OTHER, shown=shown)
    assert len(list(room.settings.folder.glob("??/*"))) == 2
    assert sweep_evidence(room, at=AT - timedelta(days=1)) == 0
    assert sweep_evidence(room, at=AT + timedelta(days=36_500)) == 1
    assert add(application, OTHER, shown=shown).number == 2


def test_a_file_that_was_moved_or_changed_is_not_shown_as_this_one(office, room, add):
    application = office.record()
    add(application)
    add(application, OTHER)
    with office.transaction() as session:
        rows = session.scalars(
            sa.select(EvidenceRow).where(EvidenceRow.application_id == application.id).order_by(EvidenceRow.number)
        )
        first, second = (row.stored for row in rows)
    folder = room.settings.folder
    (folder / first[:2] / first).write_bytes(store.get(folder, second))
    with pytest.raises(InvalidTag):
        read_evidence(room, application.reference, 1, officer=office.auditor, at=AT)
    store.discard(folder, first)
    with pytest.raises(SettingsRefused, match="LUOHU_EVIDENCE"):
        read_evidence(room, application.reference, 1, officer=office.auditor, at=AT)


def test_where_the_rules_cannot_be_read_files_are_still_listed(office, add):
    application = office.record()
    file = add(application)
    found = evidence_overview(office.transaction, Library(()), application.reference, officer=office.auditor, on=ON)
    assert (found.lines, found.others) == ((), (file,))


def test_demands_follow_the_answers_and_the_family(office, add):
    application = office.record(family=office.family())
    assert overview(office, application)[0]["family_proof"].missing
    file = add(application)
    amendment = Amendment(FACTS | {"education": "none"}, ON, None, "没有学历。")
    amend_facts(office.transaction, office.library, office.shown(application), amendment, officer=office.officer, at=AT)
    by_kind, found = overview(office, application)
    assert "diploma" not in by_kind
    assert found.others == (file,)

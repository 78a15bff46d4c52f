"""A proof bundle is alike for ever, shows what it is told to show, and says which part of it was changed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from contextlib import nullcontext
from itertools import chain, pairwise

import pytest
import sqlalchemy as sa

from scoring.application.holder import Holder
from scoring.application.plain import canonical
from scoring.casework.prove import list_own_pieces, list_pieces, prove, prove_own
from scoring.casework.seal_journal import seal_journal
from scoring.errors import NotFound
from scoring.notices.proof_bundle import program
from scoring.notices.proof_form_1.verify import BrokenBundle, check, pack, unpack
from scoring.notices.recomputing import verify_bundle
from scoring.records.tables import JournalSealRow, SignatureRow
from tests.casework.stories import AT, LATER, REFUSE


@pytest.fixture(scope="module")
def granted(office):
    return office.granted()


@pytest.fixture(scope="module")
def whole(office, granted) -> bytes:
    """All that an officer can show is shown."""
    return made(office, granted, *list_pieces(office.transaction, granted.reference, officer=office.auditor))


def made(office, application, *shown):
    return prove(office.transaction, application.reference, shown, officer=office.auditor, at=LATER)


def again(files, name, document):
    """The bundle with another document, and a list that fits it: only what was signed can tell."""
    changed = {**files, name: canonical(document).encode()}
    listed = json.loads(files["manifest.json"])
    listed["files"][name] = hashlib.sha256(changed[name]).hexdigest()
    return {**changed, "manifest.json": canonical(listed).encode()}


def leaves(value, path=()):
    """Every value of a document with the way to it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = list(chain.from_iterable(leaves(below, (*path, key)) for key, below in items))
    return found or [(path, value)]


def other(document, path):
    """The document with another value at the end of the way."""
    copy = json.loads(json.dumps(document))
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    value = holder[path[-1]]
    holder[path[-1]] = {str: f"{value}0", bool: not value, int: value + 1 if isinstance(value, int) else 0}.get(type(value), "0")
    return copy


def test_a_decision_is_computed_again_from_its_bundle_alone(whole, granted):
    verdict, decided, told = verify_bundle(whole)
    assert (verdict, decided["decision"]) == ("equal", {"reference": f"{granted.reference}-D", "kind": "granted"})
    assert told["withheld"] == "1"  # who the person is


def test_the_same_choice_gives_the_same_bytes_for_ever(office, granted, whole):
    office.granted()
    seal_journal(office.transaction, at=LATER)
    pieces = list_pieces(office.transaction, granted.reference, officer=office.auditor)
    assert made(office, granted, *reversed(pieces)) == whole


def test_what_is_withheld_is_not_there_and_nothing_is_computed(office, granted):
    content = made(office, granted, "fact:education", "person:0")
    assert verify_bundle(content)[0] == "withheld"
    files = unpack(content)
    assert set(json.loads(files["disclosures.json"])) == {"fact:education"}
    for hidden in ("王小明", "1987-02-01", granted.applicant.identity_number.reveal()):
        assert hidden.encode() not in content


def test_a_refusal_is_proven_too(office):
    application = office.recommended(REFUSE)
    office.refuse(application)
    pieces = list_pieces(office.transaction, application.reference, officer=office.auditor)
    verdict, decided, _told = verify_bundle(made(office, application, *pieces))
    assert (verdict, decided["decision"]["kind"]) == ("equal", "refused")
    assert "agreement.json" not in unpack(made(office, application))


def test_any_changed_byte_is_found_and_the_part_is_named(office, granted):
    """Every eleventh byte of what a container says of its files and of what is signed, and one in a hundred of the long texts."""
    content = made(office, granted)
    parts, sampled = set(), set(range(0, len(content), 11))
    for text in (content for name, content in unpack(content).items() if name.endswith((".yaml", ".py", ".txt"))):
        begins = content.index(text)
        sampled -= {place for place in range(begins, begins + len(text)) if place % 97}
    for place in sorted(sampled):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises(BrokenBundle) as broken:
            unpack(changed)
        parts.add(broken.value.part)
    assert {"container", "manifest.json", "README.txt", "verify.py", "decision.json", "policy/guangzhou/2025.yaml"} <= parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("recommendation.json", {"decision.json", "sums", "policy"}),
        ("agreement.json", {"agreement.json", "decision.json"}),
        ("decision.json", {"decision.json", "policy"}),
        ("keys.json", {"keys.json", "recommendation.json", "decision.json", "agreement.json", "journal: seal", "signatures.json"}),
        ("signatures.json", {"recommendation.json", "decision.json", "agreement.json", "signatures.json"}),
        ("disclosures.json", {"fact:education"}),
        ("journal.json", {"journal: event", "journal: link", "journal: path", "journal: seal", "journal.json"}),
    ],
)
def test_what_was_signed_tells_even_where_the_list_fits_the_change(office, granted, name, parts):
    files = unpack(made(office, granted, "fact:education"))
    document = json.loads(files[name])
    for path, _value in leaves(document):
        with pytest.raises(BrokenBundle) as broken:
            check(again(files, name, other(document, path)))
        assert broken.value.part in parts, path


def test_only_this_form_s_own_program_travels_in_a_bundle(whole):
    files = unpack(whole)
    listed = json.loads(files["manifest.json"])
    files["verify.py"] += b"#"
    listed["files"]["verify.py"] = hashlib.sha256(files["verify.py"]).hexdigest()
    with pytest.raises(BrokenBundle, match=r"verify\.py"):
        verify_bundle(pack({**files, "manifest.json": canonical(listed).encode()}))


def test_the_program_of_the_form_never_changes():
    """A change of it is another form: bundles that were given out are the same bytes for ever."""
    assert hashlib.sha256(program().encode()).hexdigest() == "2e8f15cc7c55168793bfa6ee3e0a23e42c212abaaa032e66a0514230775e09ea"


def test_the_program_in_the_bundle_needs_nothing_but_python(whole, tmp_path):
    (tmp_path / "bundle.zip").write_bytes(whole)
    folder = tmp_path / "unpacked"
    for name, content in unpack(whole).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    run = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    inside = subprocess.run(run, capture_output=True, text=True, check=True)
    packed = subprocess.run([*run, str(tmp_path / "bundle.zip")], capture_output=True, text=True, check=True)
    assert inside.stdout == packed.stdout
    assert "NOT recomputed" in inside.stdout
    (folder / "decision.json").write_bytes(b"{}")
    broken = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (broken.returncode, "decision.json" in broken.stdout) == (1, True)


def test_nothing_is_proven_before_it_is_decided_or_where_it_was_not_signed(office):
    application = office.recommended()
    with pytest.raises(NotFound):
        made(office, application)
    with pytest.raises(NotFound):
        prove_own(office.transaction, application.reference, (), holder=Holder(office.officer.account_id), at=AT)
    with pytest.raises(NotFound):
        list_own_pieces(office.transaction, application.reference, holder=Holder(office.officer.account_id))


def test_what_was_decided_before_anything_was_signed_has_no_proof(office, granted, kind):
    free = (
        "DROP TRIGGER signatures_no_delete" if kind == "sqlite" else "ALTER TABLE signatures DISABLE TRIGGER signatures_no_change"
    )
    with pytest.raises(NotFound, match="proof"), office.transaction() as session:  # noqa: PT012 - the error undoes the rest
        session.execute(sa.text(free))
        session.execute(sa.delete(SignatureRow))
        prove(lambda: nullcontext(session), granted.reference, (), officer=office.auditor, at=LATER)


@pytest.mark.usefixtures("granted")
def test_a_seal_follows_the_one_before(office):
    seal_journal(office.transaction, at=AT)
    seal_journal(office.transaction, at=AT)
    with office.transaction() as session:
        rows = session.scalars(sa.select(JournalSealRow).order_by(JournalSealRow.first)).all()
    assert rows[0].first == 1
    assert all(row.first == before.last + 1 for before, row in pairwise(rows))

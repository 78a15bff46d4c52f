"""A published version never changes; only newer rounds are added."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.demonstration import publish_folder
from scoring.casework.publish_policy import publish_policy
from scoring.casework.queries import list_policies, policy_sources
from scoring.errors import NotAllowed, PolicyChanged, PolicyRefused
from scoring.policy import load_source
from scoring.policy.source_files import read_source
from scoring.records.tables import EventRow, RoundsRow
from tests.casework import conftest
from tests.casework.stories import AT, LATER


@pytest.fixture
def source():
    return read_source(conftest.POLICIES / "guangzhou" / "2025.yaml")


def publish(transaction, source, officer=None, at=AT):
    return publish_policy(transaction, source, officer=officer, at=at)


def acts(transaction):
    with transaction() as session:
        return session.scalars(sa.select(EventRow.act).where(EventRow.stream == "policies").order_by(EventRow.number)).all()


def test_a_version_is_kept_with_its_texts_and_compiles_to_the_same_meaning(empty_transaction, source):
    published = publish(empty_transaction, source)
    assert published.new
    assert published.pin.digest == load_source(source).digest
    [kept] = policy_sources(empty_transaction)
    assert (kept.scheme, kept.version, kept.text, kept.vocabulary, kept.rounds) == (
        "guangzhou",
        "2025",
        source.text,
        source.vocabulary,
        source.rounds,
    )
    assert load_source(kept).digest == published.pin.digest
    [listed] = list_policies(empty_transaction)
    assert (listed.digest, listed.at, listed.by) == (published.pin.digest, AT, "")
    assert acts(empty_transaction) == ["publish", "publish_rounds"]


def test_once_more_changes_nothing(empty_transaction, source):
    first = publish(empty_transaction, source)
    again = publish(empty_transaction, source, at=LATER)
    assert (again.pin, again.new) == (first.pin, False)
    assert len(acts(empty_transaction)) == 2


def test_the_same_meaning_in_other_words_changes_nothing(empty_transaction, source):
    publish(empty_transaction, source)
    commented = replace(source, text="# a remark\n" + source.text)
    assert not publish(empty_transaction, commented).new
    assert policy_sources(empty_transaction)[0].text == source.text


def test_another_meaning_is_refused(empty_transaction, source):
    publish(empty_transaction, source)
    changed = replace(source, text=source.text.replace("in_force: {from: 2025-07-04", "in_force: {from: 2025-07-05"))
    assert changed.text != source.text
    with pytest.raises(PolicyChanged, match="give it a new version") as refused:
        publish(empty_transaction, changed)
    assert (refused.value.scheme, refused.value.version) == ("guangzhou", "2025")
    assert policy_sources(empty_transaction)[0].text == source.text


def test_findings_are_refused(empty_transaction, source):
    with pytest.raises(PolicyRefused):
        publish(empty_transaction, replace(source, text="format: wrong\n"))
    assert policy_sources(empty_transaction) == ()


def test_newer_rounds_are_added_and_the_former_stay(empty_transaction, source):
    publish(empty_transaction, replace(source, rounds=""))
    assert policy_sources(empty_transaction)[0].rounds == ""
    assert not publish(empty_transaction, source, at=LATER).new
    newer = replace(source, rounds=source.rounds + "\n# completed\n")
    publish(empty_transaction, newer, at=LATER)
    assert policy_sources(empty_transaction)[0].rounds == newer.rounds
    with empty_transaction() as session:
        assert session.scalars(sa.select(RoundsRow.number).order_by(RoundsRow.id)).all() == [1, 2]
    assert acts(empty_transaction) == ["publish", "publish_rounds", "publish_rounds"]


def test_policy_staff_publish_and_others_do_not(office, empty_transaction, source):
    with pytest.raises(NotAllowed) as refused:
        publish(empty_transaction, source, officer=Officer(1, "林", frozenset(Role) - {Role.POLICY_STAFF}))
    assert refused.value.why == Guard.ROLE
    assert not publish(office.transaction, source, officer=office.policy_staff).new


def test_who_published_is_named(office):
    source = read_source(conftest.POLICIES / "guangzhou" / "2025.yaml")
    text = source.text.replace('version: "2025"', 'version: "2025.1"').replace("version: 2025\n", 'version: "2025.1"\n')
    assert publish(office.transaction, replace(source, version="2025.1", text=text), officer=office.policy_staff).new
    assert {policy.version: policy.by for policy in list_policies(office.transaction) if policy.scheme == "guangzhou"} == {
        "2025": "",
        "2025.1": "policy_staff",
    }


def test_a_folder_is_published_whole(empty_transaction):
    first = publish_folder(empty_transaction, conftest.POLICIES, at=AT)
    assert {(p.pin.scheme, p.pin.version) for p in first} >= {("guangzhou", "2025"), ("beijing", "2020")}
    assert all(p.new for p in first)
    assert not any(p.new for p in publish_folder(empty_transaction, conftest.POLICIES, at=LATER))

"""The installation publishes the versions of files: once published a version never changes; only newer rounds are added."""

import hashlib
from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.casework.kept_policies import kept_policy, newest_event, policy_sources
from scoring.casework.publish_folder import publish_folder
from scoring.casework.queries import list_policies
from scoring.casework.seed_policy import seed_policy
from scoring.errors import NotFound, PolicyChanged, PolicyNotReady, PolicyRefused
from scoring.policy import load_source
from scoring.policy.source_files import PolicySource, read_source
from scoring.policy.texts import say_finding
from scoring.records.tables import EventRow, PolicyRow, RoundsRow
from tests.casework import conftest, hamlet
from tests.casework.stories import AT, LATER


@pytest.fixture
def source():
    return read_source(conftest.POLICIES / "guangzhou" / "2025.yaml")


@pytest.fixture
def cases():
    return (conftest.POLICIES / "guangzhou" / "2025.cases.yaml").read_text("utf-8")


@pytest.fixture
def publish(cases):
    def seed(transaction, source, at=AT):
        return seed_policy(transaction, source, cases, at=at)

    return seed


def acts(transaction):
    with transaction() as session:
        return session.scalars(sa.select(EventRow.act).where(EventRow.stream == "policies").order_by(EventRow.number)).all()


def test_a_version_is_kept_with_its_texts_and_compiles_to_the_same_meaning(empty_transaction, source, publish):
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


def test_once_more_changes_nothing(empty_transaction, source, publish):
    first = publish(empty_transaction, source)
    again = publish(empty_transaction, source, at=LATER)
    assert (again.pin, again.new) == (first.pin, False)
    assert len(acts(empty_transaction)) == 2


def test_the_same_meaning_in_other_words_changes_nothing(empty_transaction, source, publish):
    publish(empty_transaction, source)
    commented = replace(source, text="# a remark\n" + source.text)
    assert not publish(empty_transaction, commented).new
    assert policy_sources(empty_transaction)[0].text == source.text


def test_another_meaning_is_refused(empty_transaction, source, publish):
    publish(empty_transaction, source)
    changed = replace(source, text=source.text.replace("in_force: {from: 2025-07-04", "in_force: {from: 2025-07-05"))
    assert changed.text != source.text
    with pytest.raises(PolicyChanged, match="give it a new version") as refused:
        publish(empty_transaction, changed)
    assert (refused.value.scheme, refused.value.version) == ("guangzhou", "2025")
    assert policy_sources(empty_transaction)[0].text == source.text


def test_findings_are_refused(empty_transaction, source, publish):
    with pytest.raises(PolicyRefused):
        publish(empty_transaction, replace(source, text="format: wrong\n"))
    assert policy_sources(empty_transaction) == ()


def test_newer_rounds_are_added_and_the_former_stay(empty_transaction, source, publish):
    publish(empty_transaction, source)
    newer = replace(source, rounds=source.rounds + "\n# completed\n")
    publish(empty_transaction, newer, at=LATER)
    assert policy_sources(empty_transaction)[0].rounds == newer.rounds
    with empty_transaction() as session:
        assert session.scalars(sa.select(RoundsRow.number).order_by(RoundsRow.id)).all() == [1, 2]
    assert acts(empty_transaction) == ["publish", "publish_rounds", "publish_rounds"]


def test_rounds_that_were_kept_before_are_not_brought_back(empty_transaction, source, publish):
    """A folder that lags behind what was announced since must not undo it at the next start."""
    publish(empty_transaction, source)
    newer = replace(source, rounds=source.rounds + "\n# completed\n")
    publish(empty_transaction, newer, at=LATER)
    publish(empty_transaction, source, at=LATER)
    assert policy_sources(empty_transaction)[0].rounds == newer.rounds


def test_rounds_that_a_published_version_cannot_be_read_with_are_refused(empty_transaction, source, publish):
    publish(empty_transaction, source)
    with pytest.raises(PolicyRefused) as refused:
        publish(empty_transaction, replace(source, rounds="- {round: 1}\n- surprise\n"))
    assert {finding.position.file for finding in refused.value.findings} == {"guangzhou/rounds.yaml"}
    assert policy_sources(empty_transaction)[0].rounds == source.rounds


@pytest.mark.parametrize(
    ("changes", "cases", "codes"),
    [
        ({}, "", ["cases_missing"]),
        ({}, "[]\n", ["cases_missing"]),
        ({}, hamlet.cases(total=11), ["case_differs"]),
        ({}, hamlet.cases(first="2026-03-31"), ["case_refused"]),
        ({"in_flight": "move"}, hamlet.cases(), ["in_flight_unsupported"]),
        ({"in_flight": "better_of"}, "", ["in_flight_unsupported", "cases_missing"]),
        ({}, "- {case: x}\n", ["key_missing"]),
    ],
)
def test_what_is_not_ready_is_not_published(empty_transaction, changes, cases, codes):
    with pytest.raises(PolicyNotReady) as refused:
        seed_policy(empty_transaction, PolicySource("hamlet", "1", hamlet.text(**changes)), cases, at=AT)
    assert [obstacle.code for obstacle in refused.value.obstacles] == codes
    assert str(refused.value) == f"hamlet@1 is not ready: {len(codes)} obstacle(s)"
    assert policy_sources(empty_transaction) == ()


def test_a_supplement_waits_for_what_it_supplements(empty_transaction):
    """The texts of the base that lie beside the file do not do: only what is published never changes."""
    folder = conftest.POLICIES / "ningbo-yinzhou"
    source, cases = read_source(folder / "2010.yaml"), (folder / "2010.cases.yaml").read_text("utf-8")
    with pytest.raises(PolicyRefused) as refused:
        seed_policy(empty_transaction, source, cases, at=AT)
    assert source.base is not None
    [finding] = refused.value.findings
    for language in ("zh", "en"):
        assert "ningbo@2010" in say_finding(finding, language)
    assert "Publish it first." in say_finding(finding, "en")
    assert policy_sources(empty_transaction) == ()


def test_the_folder_publishes_the_city_before_its_district(empty_transaction):
    names = [f"{p.pin.scheme}@{p.pin.version}" for p in publish_folder(empty_transaction, conftest.POLICIES, at=AT)]
    assert names.index("ningbo@2010") < names.index("ningbo-yinzhou@2010")
    served = {source.scheme: load_source(source) for source in policy_sources(empty_transaction)}
    assert served["ningbo-yinzhou"].extends == "ningbo@2010"
    assert served["ningbo-yinzhou"].digest == load_source(read_source(conftest.POLICIES / "ningbo-yinzhou/2010.yaml")).digest


def test_the_very_bytes_and_the_cases_are_kept(empty_transaction, source, publish, cases):
    digest = publish(empty_transaction, source).pin.digest
    kept = kept_policy(empty_transaction, "guangzhou", "2025")
    assert (kept.source.text, kept.source.rounds, kept.cases, kept.digest) == (source.text, source.rounds, cases, digest)
    assert kept.text_sha256 == hashlib.sha256((conftest.POLICIES / "guangzhou" / "2025.yaml").read_bytes()).hexdigest()
    with pytest.raises(NotFound):
        kept_policy(empty_transaction, "guangzhou", "2026")


def test_a_version_that_somebody_wrote_past_the_use_cases_is_not_served(empty_transaction):
    with empty_transaction() as session:
        session.add(PolicyRow(scheme="hamlet", version="1", digest="a" * 64, text="t", vocabulary="", published_at=AT))
    assert policy_sources(empty_transaction) == ()


def test_every_act_shows_in_the_newest_event(empty_transaction, source, publish):
    before = newest_event(empty_transaction)
    publish(empty_transaction, source)
    first = newest_event(empty_transaction)
    publish(empty_transaction, source)
    assert (before, newest_event(empty_transaction)) == ("", first)
    publish(empty_transaction, replace(source, rounds=source.rounds + "# more\n"))
    assert newest_event(empty_transaction) not in {"", first}


def test_a_folder_is_published_whole(empty_transaction):
    first = publish_folder(empty_transaction, conftest.POLICIES, at=AT)
    assert {(p.pin.scheme, p.pin.version) for p in first} >= {("guangzhou", "2025"), ("beijing", "2020")}
    assert all(p.new for p in first)
    assert not any(p.new for p in publish_folder(empty_transaction, conftest.POLICIES, at=LATER))

"""Later rounds of a published version are a draft of their own: published by a second person, they touch no version."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.casework.drafts import DraftStatus, HandedIn
from scoring.casework.kept_policies import kept_policy, policy_sources
from scoring.casework.queries import list_policies
from scoring.casework.seed_policy import seed_policy
from scoring.casework.texts import say_obstacle
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, PolicyNotReady, Stale
from scoring.policy import load_source
from scoring.policy.source_files import PolicySource
from scoring.records.tables import ApplicationRow, EventRow, RoundsReleaseRow, RoundsRow
from tests.casework import conftest, hamlet
from tests.casework.hamlet import cases, text
from tests.casework.stories import AT, LATER
from tests.casework.test_policy_drafts import NOBODY, withdraw

FIGURE = text() + 'parameters: {most: {label: Most, per: round, values: {"0": 1}}}\n'
FIRST = '- {round: "1", policy: "1", quota: 7, parameters: {most: 3}}\n'
SECOND = FIRST + '\n- round: "2"\n  policy: "1"\n  announced: 2026-05-01\n  quota: 9\n  parameters: {most: 4}\n'


@pytest.fixture
def announced(policy_desk):
    """A published version with one round, which sets a figure."""
    policy_desk.publish(policy_desk.submit(policy_desk.hand_in(HandedIn(FIGURE, cases(), rounds=FIRST))))
    return policy_desk


def of_rounds(desk, rounds=SECOND, **more):
    return desk.hand_in(HandedIn(FIGURE, rounds=rounds, **more))


def rounds_of(desk):
    [source] = policy_sources(desk.transaction)
    return [(each.id, each.parameters["most"]) for each in load_source(source).own_rounds]


def test_rounds_are_announced_by_a_second_person_and_no_version_is_touched(announced):
    [before] = list_policies(announced.transaction)
    draft = of_rounds(announced)
    assert (draft.line.of_rounds, draft.line.status, draft.line.revision, draft.line.loads) == (True, DraftStatus.DRAFT, 2, True)
    assert (draft.source.text, draft.cases, draft.source.rounds) == (FIGURE, cases(), SECOND)
    submitted = announced.submit(draft)
    for by in (announced.first, NOBODY):
        with pytest.raises(NotAllowed) as refused:
            announced.announce(submitted, by=by)
        assert refused.value.why == (Guard.ONE_PART if by is announced.first else Guard.ROLE)
    published = announced.announce(submitted)
    assert (published.line.status, published.line.last.by, published.line.last.at) == (DraftStatus.PUBLISHED, "second", AT)
    assert (published.on, published.line.last.reason) == (None, "")
    assert list_policies(announced.transaction) == (before,)
    assert rounds_of(announced) == [("1", 3), ("2", 4)]
    assert announced.acts() == ["import", "submit", "publish", "publish_rounds", "import", "submit", "publish_rounds"]
    with announced.transaction() as session:
        [release] = session.scalars(sa.select(RoundsReleaseRow))
        assert session.get_one(RoundsRow, release.rounds_id).number == 2
        newest = session.scalars(sa.select(EventRow).order_by(EventRow.id.desc())).first()
    assert (newest.actor_id, "second" in newest.facts) == (announced.second.account_id, False)
    with pytest.raises(MoveRefused, match="not from published"):
        announced.announce(published)


def test_what_is_published_with_a_version_stays_as_it_is(announced):
    vocabulary = (conftest.POLICIES / "vocabulary.yaml").read_text("utf-8")
    for handed, field in (
        (HandedIn(FIGURE + "# more\n", cases(), rounds=SECOND), "version"),
        (HandedIn(FIGURE, cases(total=12), rounds=SECOND), "cases"),
        (HandedIn(FIGURE, rounds=SECOND, vocabulary="format: 2\n"), "vocabulary"),
        (HandedIn(FIGURE, cases()), "rounds"),
        (HandedIn(FIGURE, cases(), rounds=FIRST), "rounds"),
    ):
        with pytest.raises(InputRefused, match="new version") as refused:
            announced.hand_in(handed)
        assert refused.value.field == field
    grown = of_rounds(announced, vocabulary=vocabulary, cases=cases())
    assert (grown.source.vocabulary, grown.line.loads) == ("", True)  # it means the same, so the version keeps its own
    assert of_rounds(announced, vocabulary="").line.revision == 3


def test_rounds_may_come_to_be_where_there_were_none(policy_desk):
    desk = policy_desk
    desk.published()
    draft = desk.hand_in(HandedIn(text(), rounds=hamlet.ROUNDS))
    with pytest.raises(NotFound):
        desk.announce(desk.submit(desk.imported(version="2")))
    desk.announce(desk.submit(draft))
    assert kept_policy(desk.transaction, "hamlet", "1").source.rounds == hamlet.ROUNDS


def test_a_draft_of_rounds_is_no_version_and_the_other_way_round(announced):
    draft = announced.submit(of_rounds(announced))
    with pytest.raises(InputRefused, match="is published and never changes") as refused:
        announced.publish(draft)
    assert refused.value.field == "version"
    withdrawn = withdraw(announced, draft)
    assert (withdrawn.line.status, withdrawn.line.of_rounds) == (DraftStatus.WITHDRAWN, True)
    with pytest.raises(MoveRefused):
        announced.announce(draft)


def test_what_is_stale_or_cannot_be_read_goes_no_further(announced):
    first = announced.submit(of_rounds(announced))
    lacking = of_rounds(announced, SECOND.replace("parameters: {most: 4}", "note: x"))
    with pytest.raises(Stale):
        announced.announce(first)
    with pytest.raises(PolicyNotReady) as refused:
        announced.submit(lacking)
    assert [found.code for found in refused.value.obstacles] == ["round_lacks"]
    draft = announced.submit(of_rounds(announced))
    seed_policy(announced.transaction, PolicySource("hamlet", "9", text("9"), file="hamlet/9.yaml"), cases(), at=LATER)
    other = announced.hand_in(HandedIn(text("2"), cases(), rounds=SECOND + "# more\n"))
    announced.publish(announced.submit(other), reason="x")
    with pytest.raises(PolicyNotReady) as refused:
        announced.announce(draft)
    assert [found.code for found in refused.value.obstacles] == ["rounds_changed"]


def handed_in(desk, round_id="1", status="submitted"):
    """Write down that somebody applied in a round."""
    with desk.transaction() as session:
        applied = {
            "scheme": "hamlet",
            "policy_version": "1",
            "on": AT.date(),
            "recorded_at": AT,
            "recorded_by": desk.first.account_id,
        }
        session.add(ApplicationRow(reference="2026-000001", version=1, status=status, round=round_id, **applied))


@pytest.mark.parametrize(
    ("rounds", "code", "names"),
    [
        (FIRST.replace("most: 3", "most: 5"), "round_applied", "most"),
        (SECOND.replace(FIRST, ""), "round_applied_dropped", None),
        (FIRST.replace('policy: "1"', 'policy: "2"'), "round_applied_dropped", None),
        (SECOND.replace("quota: 7", "quota: 8, note: more places"), None, None),
        (SECOND, None, None),
    ],
)
def test_figures_by_which_somebody_applied_stay(announced, rounds, code, names):
    handed_in(announced)
    draft = of_rounds(announced, rounds)
    if code is None:
        assert announced.announce(announced.submit(draft)).line.status is DraftStatus.PUBLISHED
        return
    with pytest.raises(PolicyNotReady) as refused:
        announced.submit(draft)
    [found] = refused.value.obstacles
    assert (found.code, found.facts.get("names"), found.facts["count"], found.position.line) == (code, names, "1", 1)
    for language in ("zh", "en"):
        assert "1" in say_obstacle(found, language)


def test_a_draft_of_an_applicant_or_nobody_holds_a_round(announced):
    handed_in(announced, status="draft")
    assert announced.submit(of_rounds(announced, FIRST.replace("most: 3", "most: 5"))).line.status is DraftStatus.SUBMITTED


def test_rounds_that_people_announced_are_not_undone_by_a_folder(announced):
    """What the installation seeds later is not newer than what the office announced."""
    announced.announce(announced.submit(of_rounds(announced)))
    other = PolicySource("hamlet", "1", FIGURE, rounds=FIRST + "# from a folder\n", file="hamlet/1.yaml")
    seed_policy(announced.transaction, other, cases(), at=LATER)
    assert rounds_of(announced) == [("1", 3), ("2", 4)]


def test_of_two_who_announce_at_once_one_does(announced):
    draft, outcomes = announced.submit(of_rounds(announced)), []

    def publish(by):
        try:
            outcomes.append(announced.announce(draft, by=by))
        except MoveRefused as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=publish, args=[by]) for by in (announced.second, announced.third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Draft", "MoveRefused"]
    assert announced.acts()[-1] == "publish_rounds"

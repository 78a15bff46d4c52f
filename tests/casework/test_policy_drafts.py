"""A version is imported, submitted, and published by a second person; what is not ready, stale or somebody's own is refused."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.draft_queries import DraftSearch, list_drafts, officer_named, read_draft
from scoring.casework.drafts import DraftShown, DraftStatus, HandedIn
from scoring.casework.import_policy import head_of
from scoring.casework.kept_policies import kept_policy, policy_sources
from scoring.casework.lines import Wanted
from scoring.casework.publish_folder import publish_folder
from scoring.casework.publish_policy import Confirmed, publish_policy
from scoring.casework.queries import list_policies
from scoring.casework.seed_policy import seed_policy
from scoring.casework.submit_policy import submit_policy
from scoring.casework.withdraw_policy import withdraw_policy
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, PolicyNotReady, Stale
from scoring.policy import load_source
from scoring.policy.source_files import MAX_BYTES, PolicySource
from tests.casework import conftest, hamlet
from tests.casework.hamlet import cases, shown, text
from tests.casework.stories import AT

AUDITOR = Officer(99, "审计", frozenset({Role.AUDITOR}))
NOBODY = Officer(98, "林", frozenset(Role) - {Role.POLICY_STAFF})


@pytest.fixture
def desk(policy_desk):
    return policy_desk


def test_a_version_is_imported_submitted_and_published_by_a_second_person(desk):
    draft = desk.imported()
    assert (draft.line.name, draft.line.revision, draft.line.status, draft.line.loads) == ("hamlet@1", 1, DraftStatus.DRAFT, True)
    assert (draft.line.imported.by, draft.line.imported.at) == ("first", AT)
    assert draft.line.acts(desk.first) == draft.line.acts(desk.third) == ("submit", "withdraw")
    submitted = desk.submit(draft)
    assert submitted.line.status is DraftStatus.SUBMITTED
    assert submitted.line.last.reason == "小村〔2026〕1号"
    pin = desk.publish(submitted)
    published = desk.draft()
    assert published.line.status is DraftStatus.PUBLISHED
    assert published.line.last.by == "second"
    assert str(published.on) == "2026-04-01"
    [listed] = list_policies(desk.transaction)
    assert (listed.digest, listed.by) == (pin.digest, "second")
    kept = kept_policy(desk.transaction, "hamlet", "1")
    assert (kept.source.text, kept.cases, kept.digest) == (text(), cases(), pin.digest)
    assert desk.acts() == ["import", "submit", "publish"]


@pytest.mark.parametrize("publisher", ["first", "second"])
def test_who_imported_or_submitted_does_not_publish(desk, publisher):
    draft = desk.submit(desk.imported(), by=desk.second)
    with pytest.raises(NotAllowed) as refused:
        desk.publish(draft, by=getattr(desk, publisher))
    assert (refused.value.act, refused.value.why) == ("publish", Guard.ONE_PART)
    assert draft.line.acts(getattr(desk, publisher)) == ("withdraw",)
    assert draft.line.acts(desk.third) == ("publish", "withdraw")
    assert desk.publish(draft, by=desk.third).version == "1"


def test_only_policy_staff_act_and_only_they_and_auditors_read(desk):
    draft = desk.submitted()
    given = {"officer": NOBODY, "at": AT}
    for act in (
        lambda: desk.hand_in(HandedIn(text()), by=NOBODY),
        lambda: submit_policy(desk.transaction, shown(draft), reason="x", **given),
        lambda: withdraw_policy(desk.transaction, shown(draft), reason="x", **given),
        lambda: publish_policy(desk.transaction, shown(draft), Confirmed(AT.date()), **given),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why == Guard.ROLE
    assert draft.line.acts(AUDITOR) == ()
    assert read_draft(desk.transaction, "hamlet", "1", officer=AUDITOR) == draft
    assert list_drafts(desk.transaction, DraftSearch(), Wanted(), officer=AUDITOR).total == 1
    outside = Officer(97, "陈", frozenset(Role) - {Role.POLICY_STAFF, Role.AUDITOR})
    with pytest.raises(NotFound):
        read_draft(desk.transaction, "hamlet", "1", officer=outside)
    with pytest.raises(NotAllowed):
        list_drafts(desk.transaction, DraftSearch(), Wanted(), officer=outside)


def test_a_text_with_findings_is_kept_and_cannot_be_submitted(desk):
    broken = text().replace("precision: 1", "precision: 1\nsurprise: 1").replace("points: 2", "points: many")
    draft = desk.hand_in(HandedIn(broken, cases()))
    assert (draft.source.text, draft.cases, draft.line.loads) == (broken, cases(), False)
    with pytest.raises(PolicyNotReady) as refused:
        desk.submit(draft)
    assert {(f.code, f.position.file) for f in refused.value.obstacles} == {("key_unknown", "hamlet/1.yaml")}
    assert desk.draft().line.status is DraftStatus.DRAFT
    assert desk.acts() == ["import"]


@pytest.mark.parametrize(
    ("handed", "codes"),
    [
        (HandedIn(text()), {"cases_missing"}),
        (HandedIn(text(), cases(total=12)), {"case_differs"}),
        (HandedIn(text(), "- {case: x, on: 2026-04-01, surprise: 1, expect: {total: 1}}\n"), {"key_unknown"}),
        (HandedIn(text(in_flight="move"), cases()), {"in_flight_unsupported"}),
        (HandedIn(text(in_flight="better_of"), cases()), {"in_flight_unsupported"}),
        (HandedIn(text(), cases(), scheme="village", version="2"), {"name_of_file"}),
        (HandedIn(text(), cases(), rounds="- surprise\n"), {"mapping_expected"}),
        (HandedIn(text(), cases(), vocabulary="- surprise\n"), {"mapping_expected"}),
    ],
)
def test_each_obstacle_to_a_submission_is_named(desk, handed, codes):
    with pytest.raises(PolicyNotReady) as refused:
        desk.submit(desk.hand_in(handed))
    assert {obstacle.code for obstacle in refused.value.obstacles} == codes


def test_a_text_that_names_another_version_is_kept_under_the_name_typed(desk):
    draft = desk.hand_in(HandedIn(text(), cases(), version="2"))
    assert (draft.line.version, draft.line.loads) == ("2", False)
    with pytest.raises(PolicyNotReady) as refused:
        desk.submit(draft)
    [finding] = refused.value.obstacles
    assert (finding.position.line, finding.facts) == (4, {"key": "version", "found": "1", "expected": "2"})


@pytest.mark.parametrize(
    ("handed", "field"),
    [
        (HandedIn(""), "scheme"),
        (HandedIn("scheme: Hamlet\n"), "scheme"),
        (HandedIn(f"scheme: {'h' * 65}\nversion: 1\n"), "scheme"),
        (HandedIn("scheme: hamlet\n"), "version"),
        (HandedIn("scheme: hamlet\nversion: one\n"), "version"),
        (HandedIn(f"scheme: hamlet\nversion: 1{'0' * 32}\n"), "version"),
        (HandedIn(" \n", scheme="hamlet", version="1"), "text"),
        (HandedIn(text() + "#" * MAX_BYTES), "text"),
        (HandedIn(text(), "#" * (MAX_BYTES + 1)), "cases"),
        (HandedIn(text(), vocabulary="\0"), "vocabulary"),
        (HandedIn(text(), rounds="a\0b"), "rounds"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_input(desk, handed, field):
    with pytest.raises(InputRefused) as refused:
        desk.hand_in(handed)
    assert refused.value.field == field
    assert desk.acts() == []


def test_a_text_of_the_greatest_length_is_kept(desk):
    whole = text() + "#" * (MAX_BYTES - len(text().encode()))
    assert desk.hand_in(HandedIn(whole)).source.text == whole


def test_the_head_is_read_even_where_the_rest_cannot_be():
    assert head_of('scheme: hamlet\nversion: "2026.1"\n  - [') == {"scheme": "hamlet", "version": "2026.1"}
    assert head_of("version: '1'\nscheme: a\nscheme: b\n") == {"scheme": "a", "version": "1"}
    assert head_of("groups: []\n") == {}


def test_a_further_import_is_a_further_revision_and_the_former_stays(desk):
    first = desk.submit(desk.imported())
    second = desk.imported(points=3)
    assert (second.line.revision, second.line.status) == (2, DraftStatus.DRAFT)
    assert desk.draft() == second
    former = read_draft(desk.transaction, "hamlet", "1", 1, officer=desk.first)
    assert (former.source.text, former.line.status, former.is_newest) == (text(), DraftStatus.SUBMITTED, False)
    for act in (lambda: desk.publish(first), lambda: desk.submit(first)):
        with pytest.raises(Stale) as refused:
            act()
        assert (refused.value.reference, refused.value.seen, refused.value.current) == ("hamlet@1", 1, 2)
    with pytest.raises(NotFound):
        read_draft(desk.transaction, "hamlet", "1", 3, officer=desk.first)


def test_each_act_is_possible_from_its_status_alone(desk):
    draft = desk.imported()
    with pytest.raises(MoveRefused, match="publish is possible from submitted, not from draft"):
        desk.publish(draft)
    desk.submit(draft)
    with pytest.raises(MoveRefused, match="submit is possible from draft"):
        desk.submit(draft)
    desk.publish(draft)
    for act in (desk.submit, desk.publish, lambda d: withdraw(desk, d)):
        with pytest.raises(MoveRefused, match="not from published"):
            act(draft)
    assert desk.draft().line.acts(desk.third) == ()
    with pytest.raises(NotFound):
        submit_policy(desk.transaction, DraftShown("hamlet", "9", 1), officer=desk.first, at=AT, reason="x")


def withdraw(desk, draft, by=None, reason="另有更正"):
    return withdraw_policy(desk.transaction, shown(draft), officer=by or desk.second, at=AT, reason=reason)


@pytest.mark.parametrize("is_submitted", [True, False])
def test_a_withdrawn_draft_goes_no_further_but_may_be_imported_again(desk, is_submitted):
    draft = desk.submitted() if is_submitted else desk.imported()
    withdrawn = withdraw(desk, draft)
    assert (withdrawn.line.status, withdrawn.line.last.reason) == (DraftStatus.WITHDRAWN, "另有更正")
    with pytest.raises(MoveRefused):
        desk.publish(draft)
    again = desk.imported()
    assert (again.line.revision, again.line.status) == (2, DraftStatus.DRAFT)
    assert desk.acts()[-2:] == ["withdraw", "import"]


def test_submitting_and_withdrawing_need_their_reason(desk):
    draft = desk.imported()
    for act in (lambda: desk.submit(draft, reason=" "), lambda: withdraw(desk, draft, reason="x" * 4001)):
        with pytest.raises(InputRefused) as refused:
            act()
        assert refused.value.field == "reason"


def test_the_publisher_confirms_the_day_that_the_text_says(desk):
    draft = desk.submitted()
    for day in ("2026-03-31", "2026-04-02"):
        with pytest.raises(InputRefused, match="The text says 2026-04-01") as refused:
            desk.publish(draft, on=day)
        assert refused.value.field == "on"
    desk.publish(draft, on="2026-04-01")


def test_the_first_version_may_begin_in_the_past(desk):
    """The regulation holds from its day, whether it was entered or not; nobody was served another."""
    assert desk.publish(desk.submitted(first="2025-01-01"), on="2025-01-01").version == "1"


@pytest.mark.parametrize(("first", "is_late"), [("2026-03-01", True), ("2026-03-02", False)])
def test_a_later_version_that_comes_after_its_day_says_why(desk, first, is_late):
    desk.published(first="2025-01-01")
    draft = desk.submitted(version="2", first=first)
    if is_late:
        with pytest.raises(InputRefused, match="is past") as refused:
            desk.publish(draft, on=first)
        assert refused.value.field == "reason"
    desk.publish(draft, on=first, reason="文件三月二日才收到。" if is_late else "")
    assert desk.draft("2").line.last.reason == ("文件三月二日才收到。" if is_late else "")


def test_a_published_version_is_not_imported_again(desk):
    desk.published()
    with pytest.raises(InputRefused, match="Give it a new version") as refused:
        desk.imported(points=3)
    assert refused.value.field == "version"


def test_a_version_that_the_installation_published_meanwhile_stays_as_it_is(desk):
    """The seed wins; the draft of that name can go no further than the refusal."""
    draft = desk.submitted(points=2)
    seed_policy(desk.transaction, PolicySource("hamlet", "1", text(points=3), file="hamlet/1.yaml"), cases(total=15), at=AT)
    with pytest.raises(InputRefused, match="is published"):
        desk.publish(draft)
    assert [source.text for source in policy_sources(desk.transaction)] == [text(points=3)]


def test_rounds_and_vocabulary_come_from_what_is_published_unless_handed_in(desk):
    vocabulary = (conftest.POLICIES / "vocabulary.yaml").read_text("utf-8")
    first = desk.submit(desk.hand_in(HandedIn(text(), cases(), rounds=hamlet.ROUNDS, vocabulary=vocabulary)))
    assert (first.source.rounds, first.rounds_are_own) == (hamlet.ROUNDS, True)
    desk.publish(first)
    assert policy_sources(desk.transaction)[0].rounds == hamlet.ROUNDS
    later = desk.imported(version="2")
    assert (later.source.rounds, later.rounds_are_own, later.source.vocabulary) == (hamlet.ROUNDS, False, vocabulary)
    same = desk.hand_in(HandedIn(text(version="2"), cases(), rounds=hamlet.ROUNDS))
    assert not same.rounds_are_own
    assert desk.acts() == ["import", "submit", "publish", "publish_rounds", "import", "import"]


def test_rounds_that_do_not_begin_from_the_newest_are_refused(desk):
    draft = desk.submit(desk.hand_in(HandedIn(text(version="2"), cases(), rounds=hamlet.ROUNDS + "# own\n")))
    desk.publish(desk.submit(desk.hand_in(HandedIn(text(), cases(), rounds=hamlet.ROUNDS))))
    with pytest.raises(PolicyNotReady) as refused:
        desk.publish(draft)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["rounds_changed"]
    assert len(policy_sources(desk.transaction)) == 1


def test_rounds_must_go_with_every_published_version(desk):
    """The version before reads a figure of its round that the later rounds leave out."""
    with_figure = text() + 'parameters: {most: {label: Most, per: round, values: {"0": 1}}}\n'
    complete = hamlet.ROUNDS.replace('policy: "1"', 'policy: "1", parameters: {most: 3}')
    desk.publish(desk.submit(desk.hand_in(HandedIn(with_figure, cases(), rounds=complete))))
    draft = desk.hand_in(HandedIn(text(version="2"), cases(), rounds=hamlet.ROUNDS))
    with pytest.raises(PolicyNotReady) as refused:
        desk.submit(draft)
    assert {obstacle.position.file for obstacle in refused.value.obstacles} == {"hamlet/rounds.yaml"}
    assert len(policy_sources(desk.transaction)) == 1


def test_the_list_shows_newest_revisions_by_status_and_name_a_page_at_a_time(desk):
    desk.published()
    desk.submitted(version="2")
    desk.imported(version="3")
    desk.imported(version="3", points=3)
    withdraw(desk, desk.imported(version="4"))

    def names(search, wanted=None):
        page = list_drafts(desk.transaction, search, wanted or Wanted(), officer=desk.third)
        return [(line.name, line.revision, line.status) for line in page.items]

    everything = names(DraftSearch())
    assert everything == [
        ("hamlet@4", 1, DraftStatus.WITHDRAWN),
        ("hamlet@3", 2, DraftStatus.DRAFT),
        ("hamlet@2", 1, DraftStatus.SUBMITTED),
        ("hamlet@1", 1, DraftStatus.PUBLISHED),
    ]
    for name, revision, status in everything:
        assert names(DraftSearch(status=status)) == [(name, revision, status)]
    assert names(DraftSearch(text=" LET@3 ")) == [everything[1]]
    assert names(DraftSearch(text="%")) == []
    assert names(DraftSearch(), Wanted(number=2, size=3)) == everything[3:]


def test_who_acts_from_a_command_is_an_open_account(desk):
    assert officer_named(desk.transaction, "second") == replace(desk.second, is_proved=False)
    with pytest.raises(NotFound, match="no open account nobody"):
        officer_named(desk.transaction, "nobody")


OVERLAY = """\
format: 1
scheme: hamlet-east
version: "1"
extends: hamlet@1
title: {zh: 东村补充办法, en: East of the hamlet}
selection: {threshold: 8}
"""


def test_an_overlay_rests_on_what_is_published(desk):
    draft = desk.hand_in(HandedIn(OVERLAY, cases()))
    with pytest.raises(PolicyNotReady) as refused:
        desk.submit(draft)
    assert [obstacle.code for obstacle in refused.value.obstacles] == ["extends_unknown"]
    base = desk.published()
    pin = desk.publish(desk.submit(draft))
    assert pin.digest != base.digest
    served = {source.scheme: load_source(source) for source in policy_sources(desk.transaction)}
    assert served["hamlet-east"].digest == pin.digest
    assert served["hamlet-east"].groups[0].id == "base"


def test_a_folder_publishes_no_overlay_before_what_it_extends(empty_transaction, tmp_path):
    for name, its_text in {"hamlet/1": text(), "a-east/1": OVERLAY.replace("hamlet-east", "a-east")}.items():
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir()
        path.write_text(its_text, "utf-8")
        path.with_suffix(".cases.yaml").write_text(cases(), "utf-8")
    assert [p.pin.scheme for p in publish_folder(empty_transaction, tmp_path, at=AT)] == ["hamlet", "a-east"]
    assert len([load_source(source) for source in policy_sources(empty_transaction)]) == 2


def test_of_two_who_publish_at_once_one_does(desk):
    draft, outcomes = desk.submitted(), []

    def publish(by):
        try:
            outcomes.append(desk.publish(draft, by=by))
        except (MoveRefused, InputRefused) as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=publish, args=[by]) for by in (desk.second, desk.third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "PolicyPin"]
    assert desk.acts() == ["import", "submit", "publish"]


def test_imports_at_once_are_revisions_one_after_the_other(desk):
    threads = [threading.Thread(target=desk.imported) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.draft().newest == 4

"""A further round of a published version is announced by what its notice says, and opened once a second person published it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from scoring.application.announcing import Announcement
from scoring.application.moves import Guard
from scoring.application.rounds import Limit, Notice, figures_of, is_announced, round_known
from scoring.application.windows import open_round as round_open_at
from scoring.casework.announce_round import announce_round, preview_round, read_begun
from scoring.casework.drafts import DraftStatus, HandedIn
from scoring.casework.kept_policies import policy_sources
from scoring.casework.open_round import open_round
from scoring.casework.round_queries import read_round
from scoring.casework.rounds_alone import changes_of_rounds
from scoring.casework.seed_policy import seed_policy
from scoring.engine import assess
from scoring.errors import InputRefused, NotAllowed, NotFound, WindowClosed
from scoring.inspection.difference.texts import say_change
from scoring.policy import load_source
from scoring.policy.library import Library
from scoring.policy.source_files import PolicySource
from scoring.records.tables import RoleRow
from tests.casework import conftest
from tests.casework.hamlet import cases, text
from tests.casework.stories import AT
from tests.casework.test_policy_drafts import NOBODY, withdraw

RULES = (
    text(first="2026-01-01").replace(
        "selection: {threshold: 10}", "selection: {threshold: 10, ranking: {by: total, ties_at_cut_off: admit_all}}"
    )
    + 'parameters: {most: {label: Most, per: round, values: {"2025": 1}}}\n'
)
ROUNDS = '- {round: "2025", policy: "1", announced: 2026-01-02}   # the first one\n'
SAID = Announcement(
    round="2026",
    announced=date(2026, 2, 1),
    quota=7,
    quota_without_points=1,
    window_from=datetime(2026, 3, 1, 9, 0),  # noqa: DTZ001 - as notices write them
    window_until=datetime(2026, 3, 31, 17, 0),  # noqa: DTZ001 - likewise
    parameters={"most": "４"},
    dates={"age": (date(2026, 1, 31), None), "tax": (date(2023, 1, 1), date(2025, 12, 31))},
    source="小村〔2026〕2号",
    provenance="official",
    note={"zh": "分两\n行", "en": " "},
)
ENTRY = """\
- round: "2026"
  policy: "1"
  announced: 2026-02-01
  quota: 7
  quota_without_points: 1
  window: {from: "2026-03-01 09:00", until: "2026-03-31 17:00"}
  parameters: {most: 4}
  dates: {age: 2026-01-31, tax: {from: 2023-01-01, until: 2025-12-31}}
  source: 小村〔2026〕2号
  provenance: official
  note: {zh: 分两 行}
"""


@pytest.fixture
def ranked(policy_desk):
    """A published version whose places are limited, with one round, which sets a figure."""
    handed = HandedIn(RULES, cases("2026-01-01"), rounds=ROUNDS)
    policy_desk.publish(policy_desk.submit(policy_desk.hand_in(handed)), on="2026-01-01", reason="x")
    return policy_desk


def preview(desk, said=SAID):
    return preview_round(read_begun(desk.transaction, "hamlet", "1", officer=desk.first), said)


def announce(desk, said=SAID, by=None, seen=None):
    seen = preview(desk, said).digest if seen is None else seen
    return announce_round(desk.transaction, ("hamlet", "1"), said, seen, officer=by or desk.first, at=AT)


def served(desk):
    [source] = policy_sources(desk.transaction)
    return load_source(source)


def test_the_entry_is_shown_before_it_is_kept_and_stands_at_the_end(ranked):
    shown = preview(ranked)
    assert (shown.entry, shown.problems) == (ENTRY, ())
    draft = announce(ranked, seen=shown.digest)
    assert (draft.line.of_rounds, draft.line.status, draft.line.loads) == (True, DraftStatus.DRAFT, True)
    assert draft.source.rounds == f"{ROUNDS}\n{ENTRY}"
    said = [say_change(change, "en") for change in changes_of_rounds(ranked.transaction, draft, load_source(draft.source))]
    assert said[0] == "round “2026”: added"
    assert "round “2026”, “Most”: nothing → 4" in said
    assert ranked.acts()[-1] == "import"


def test_what_the_notice_does_not_say_is_left_out(ranked):
    bare = replace(SAID, quota=None, quota_without_points=None, window_from=None, window_until=None, dates={}, note={})
    assert preview(ranked, bare).entry.splitlines()[2:] == [
        "  announced: 2026-02-01",
        "  parameters: {most: 4}",
        "  source: 小村〔2026〕2号",
        "  provenance: official",
    ]


def test_once_published_it_is_opened_and_assessed_by(ranked):
    with pytest.raises(WindowClosed):
        round_open_at(
            replace(served(ranked), rounds=load_source(announce(ranked).source).rounds), datetime(2026, 6, 1, tzinfo=AT.tzinfo)
        )
    ranked.announce(ranked.submit(ranked.draft()))
    policy = served(ranked)
    assert (round_open_at(policy, AT), is_announced(policy, "2026"), figures_of(policy, "2026")) == ("2026", True, {"most": 4})
    known = round_known(policy, "2026")
    found = assess(policy, {"years": 5}, on=AT.date(), round_id="2026")
    assert (found.round.id, found.round.digest) == ("2026", known.digest)
    assert assess(policy, {"years": 5}, on=AT.date()).round.id == "2026"  # announced before that day
    with ranked.transaction() as session:
        role = session.query(RoleRow).filter_by(name="supervisor").one()
        supervisor = conftest.engage(session, "supervisor", [role])
    notice = Notice("hamlet", "1", "2026", "第二批", SAID.window_from, SAID.window_until, Limit("number", 7), fills_up=False)
    library = Library([policy])
    with pytest.raises(InputRefused, match="know no such round"):
        open_round(ranked.transaction, library, replace(notice, round="2027"), officer=supervisor, at=AT)
    number = open_round(ranked.transaction, library, notice, officer=supervisor, at=AT)
    opened = read_round(ranked.transaction, number, officer=supervisor)
    assert (opened.round, opened.name, opened.limit.number) == ("2026", "第二批", 7)


def test_a_further_round_is_added_to_the_open_draft(ranked):
    announce(ranked)
    assert [(each.field, each.why) for each in preview(ranked).problems] == [
        ("round", "round_taken"),
        ("window_from", "window_overlaps"),
    ]
    later = replace(SAID, round="2027", window_from=None, window_until=None)
    begun = read_begun(ranked.transaction, "hamlet", "1", officer=ranked.first)
    assert begun.revision == 2
    draft = ranked.submit(announce(ranked, later))
    assert draft.line.revision == 3
    assert [each.id for each in load_source(draft.source).own_rounds][1:] == ["2026", "2027"]
    withdraw(ranked, draft)
    assert read_begun(ranked.transaction, "hamlet", "1", officer=ranked.first).revision is None
    assert preview(ranked).problems == ()


def test_a_draft_with_findings_or_a_stale_one_is_not_gone_on_with(ranked):
    ranked.hand_in(HandedIn(RULES, rounds=ROUNDS + "surprise\n"))
    assert read_begun(ranked.transaction, "hamlet", "1", officer=ranked.first).text == ROUNDS
    announce(ranked)
    other = HandedIn(text("2", first="2026-05-01"), cases("2026-05-01"), rounds=ROUNDS + "# more\n")
    ranked.publish(ranked.submit(ranked.hand_in(other)), on="2026-05-01")
    assert read_begun(ranked.transaction, "hamlet", "1", officer=ranked.first).text == ROUNDS + "# more\n"


def test_a_version_of_the_installation_has_no_draft_to_go_on_with(policy_desk):
    seed_policy(policy_desk.transaction, PolicySource("hamlet", "1", RULES, rounds=ROUNDS), cases("2026-01-01"), at=AT)
    begun = read_begun(policy_desk.transaction, "hamlet", "1", officer=policy_desk.first)
    assert (begun.revision, begun.text) == (None, ROUNDS)


def test_what_is_wrong_is_refused_and_nothing_is_kept(ranked):
    acts = ranked.acts()
    with pytest.raises(InputRefused, match="for each round") as refused:
        announce(ranked, replace(SAID, parameters={}), seen="x")
    assert refused.value.field == "parameters/most"
    with pytest.raises(InputRefused, match="changed since it was displayed") as refused:
        announce(ranked, seen="0" * 64)
    assert refused.value.field == "round"
    for act in (lambda: announce(ranked, by=NOBODY), lambda: read_begun(ranked.transaction, "hamlet", "1", officer=NOBODY)):
        with pytest.raises(NotAllowed) as forbidden:
            act()
        assert forbidden.value.why == Guard.ROLE
    with pytest.raises(NotFound):
        read_begun(ranked.transaction, "hamlet", "9", officer=ranked.first)
    assert ranked.acts() == acts


def test_rounds_that_take_no_further_entry_are_named(ranked):
    begun = read_begun(ranked.transaction, "hamlet", "1", officer=ranked.first)
    with pytest.raises(InputRefused, match="takes no further entry"):
        preview_round(replace(begun, text='round: "1"\n'), SAID)


def test_a_draft_whose_rounds_no_version_can_be_read_with_says_so_and_not_what_changes(ranked):
    other = text("2", first="2026-05-01") + 'parameters: {least: {label: Least, per: round, values: {"0": 1}}}\n'
    handed = HandedIn(other, cases("2026-05-01"), rounds=ROUNDS + '- {round: "x", policy: "1", parameters: {most: 1.55, no: 2}}\n')
    draft = ranked.hand_in(handed)
    assert changes_of_rounds(ranked.transaction, draft, load_source(draft.source)) == ()
    same = ranked.hand_in(HandedIn(other, cases("2026-05-01")))
    assert changes_of_rounds(ranked.transaction, same, load_source(same.source)) == ()

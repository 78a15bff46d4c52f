"""Every notice has its words in both languages, with the same facts and nothing of the person."""

from __future__ import annotations

import string

import pytest

from scoring.application.notice import OF_THE_ACCOUNT, NoticeKind
from scoring.notices.texts import TEXTS, say_notice, words_of

NEVER_OF_POINTS = {
    *(NoticeKind.PUBLISHED, NoticeKind.DECIDED, NoticeKind.REGISTERED, NoticeKind.SETTLE_DUE, NoticeKind.LAPSED),
    *(NoticeKind.REVOKING_PROPOSED, NoticeKind.REVOKING_HEARD, NoticeKind.REVOKING_DROPPED),
    *(NoticeKind.ENTITLEMENT_CHANGED, NoticeKind.OBJECTION_TOLD, NoticeKind.OBJECTION_CLOSED, NoticeKind.OBJECTION_ANSWERED),
    NoticeKind.REVIEW_REVISED,
    *(NoticeKind.CORRECTING, NoticeKind.NOT_CORRECTED, NoticeKind.SUPERSEDED),
    *(kind for kind in NoticeKind if kind.startswith(("originals", "forfeited", "case", "admitted", "not_selected", "taken_out"))),
}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", NoticeKind)
def test_both_languages_say_every_notice_with_its_number(kind):
    assert set(TEXTS[kind]) == {"zh", "en"}
    for language in ("zh", "en"):
        title, text = TEXTS[kind][language]
        assert fields(title) == set()
        assert fields(text) == (set() if kind in OF_THE_ACCOUNT else {"reference"})
        facts = {} if kind in OF_THE_ACCOUNT else {"reference": "2026-000001"}
        said = say_notice(kind, facts, language)
        assert said.title == title
        assert "{" not in said.text


@pytest.mark.parametrize("kind", sorted(set(NoticeKind) - OF_THE_ACCOUNT - NEVER_OF_POINTS))
def test_what_is_told_of_a_points_record_speaks_of_no_application(kind):
    facts = {"reference": "2026-000001", "of": "points", "until": "2026-03-09"}
    for language, word, never in (("zh", "积分", "申请 "), ("en", "oints", "pplication")):
        said = say_notice(kind, facts, language)
        assert word in said.text
        assert never not in said.title + said.text
        assert "2026-000001" in said.text
        assert fields(TEXTS[kind][language][1]) == fields(words_of(kind, "points", language)[1])
        assert words_of(kind, "application", language) == TEXTS[kind][language]


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "请在 2026年3月9日 前（含当日）办理。"), ("en", "Do it by 9 March 2026, that day included.")]
)
def test_a_day_is_said_in_the_readers_way(language, words):
    facts = {"reference": "2026-000001", "until": "2026-03-09", "on": "2026-03-02"}
    said = say_notice(NoticeKind.SUPPLEMENT_ASKED, facts, language)
    assert words in said.text
    assert ("2026年3月2日" if language == "zh" else "2 March 2026") in said.text

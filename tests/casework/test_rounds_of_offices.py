"""A round is held for every file of its rules, in whichever office: who acts on it sees them all, others read what is theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.office import Level, Office
from scoring.application.rounds import Limit
from scoring.casework.cancel_round import cancel_round
from scoring.casework.lines import Wanted
from scoring.casework.offices import keep_offices
from scoring.casework.open_round import may_open
from scoring.casework.return_application import return_application
from scoring.casework.round_lists import read_places, tied
from scoring.casework.round_queries import list_rounds, read_round
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.policy.wording import text
from tests.casework.conftest import open_empty_office
from tests.casework.holding import LOWER, UNLISTED, opened, unannounced
from tests.casework.stories import AT, FACTS


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


@pytest.fixture
def offices(own):
    """A city's office, and those of two of its districts."""
    kept = (
        Office("city", text("市局"), Level.CITY, "440100", None),
        Office("tianhe", text("天河分局"), Level.DISTRICT, "440106", "city"),
        Office("liwan", text("荔湾分局"), Level.DISTRICT, "440103", "city"),
        Office("elsewhere", text("他市局"), Level.CITY, "110000", None),
    )
    keep_offices(own.transaction, kept, at=AT)
    return own


def at_office(office, name):
    """The same people, of one office."""
    people = ("officer", "supervisor", "other_supervisor", "auditor")
    return replace(office, **{who: replace(getattr(office, who), office=name) for who in people})


def filed(office, name, **facts):
    """An application of an office that is approved."""
    return at_office(office, name).approved(UNLISTED, facts=FACTS | facts)


def test_a_district_neither_opens_nor_settles_a_round_and_reads_what_is_its_own(offices):
    tianhe, liwan, city = (at_office(offices, name) for name in ("tianhe", "liwan", "city"))
    rules = (offices.transaction, offices.library.find("guangzhou", "2025"), "2025")
    assert [may_open(*rules, officer=each.supervisor) for each in (tianhe, city, offices)] == [False, True, True]
    with pytest.raises(NotAllowed) as refused:
        opened(tianhe)
    assert refused.value.why == Guard.WHOLE_ROUND
    held = opened(city)
    mine, _other = filed(offices, "tianhe"), filed(offices, "liwan", **LOWER)
    for act in (held.freeze, held.rank, held.hold, held.publish, held.give_back):
        with pytest.raises(NotAllowed) as refused:
            act(by=tianhe.supervisor)
        assert refused.value.why == Guard.WHOLE_ROUND
    with pytest.raises(NotAllowed):
        cancel_round(offices.transaction, held.number, officer=tianhe.supervisor, at=AT, reason="x")
    assert held.freeze() == 2  # of both districts, by the city
    held.rank()
    found = read_round(offices.transaction, held.number, officer=tianhe.auditor)
    assert (found.is_whole, found.files) == (False, 2)
    assert read_round(offices.transaction, held.number, officer=city.auditor).is_whole
    lines = read_places(offices.transaction, held.number, Wanted(), officer=tianhe.auditor).items
    assert [line.reference for line in lines] == [mine.reference]
    assert len(read_places(offices.transaction, held.number, Wanted(), officer=city.auditor).items) == 2
    assert tied(offices.transaction, held.number, officer=tianhe.supervisor) == ()
    assert [line.number for line in list_rounds(offices.transaction, Wanted(), officer=liwan.auditor).items] == [held.number]
    elsewhere = at_office(offices, "elsewhere").auditor
    assert list_rounds(offices.transaction, Wanted(), officer=elsewhere).items == ()
    with pytest.raises(NotFound):
        read_round(offices.transaction, held.number, officer=elsewhere)
    held.hold(by=replace(offices.supervisor, office="city"))
    held.publish()
    held.close()


def test_a_file_of_no_office_or_another_city_leaves_the_round_to_who_has_no_office(offices):
    city = at_office(offices, "city")
    held = opened(city)
    filed(offices, "tianhe")
    stray = offices.approved(UNLISTED, facts=FACTS)
    with pytest.raises(NotAllowed) as refused:
        held.freeze()
    assert refused.value.why == Guard.WHOLE_ROUND
    assert held.freeze(by=offices.supervisor) == 2
    assert stray


def test_a_round_counts_files_of_every_office_whichever_opened_it(offices):
    held = opened(at_office(offices, "city"))
    assert held.standing().row.office_id == "city"
    filed(offices, "liwan")
    filed(offices, "elsewhere")
    assert held.freeze(by=offices.supervisor) == 2


def by_district(office, **districts):
    return opened(office, limit=Limit("districts", districts={code[1:]: number for code, number in districts.items()}))


def test_files_of_a_district_that_the_notice_forgot_keep_the_list_from_being_settled(offices):
    held = by_district(offices, d440106=1)
    filed(offices, "tianhe")
    forgotten = [filed(offices, "liwan") for _ in range(2)]
    assert read_round(offices.transaction, held.number, officer=offices.auditor).districts == {"440103": 2, "440106": 1}
    with pytest.raises(InputRefused) as refused:
        held.freeze()
    assert refused.value.remedy == (
        "The notice says no places for 440103 (2). Cancel the round, and open it with places for each: 0 where it has none."
    )
    cancel_round(offices.transaction, held.number, officer=offices.supervisor, at=AT, reason="漏荔湾区。")
    held = by_district(offices, d440106=1, d440103=0)
    held.freeze()
    assert read_round(offices.transaction, held.number, officer=offices.auditor).districts == {"440103": 2, "440106": 1}
    held.rank()
    assert {district: cut["of"] for district, cut in held.standing().cuts.items()} == {"440103": 2, "440106": 1}
    assert forgotten


def test_files_of_an_office_of_no_district_keep_the_list_from_being_settled(offices):
    held = by_district(offices, d440106=1)
    of_city, _mine = filed(offices, "city"), filed(offices, "tianhe")
    of_none = offices.approved(UNLISTED, facts=FACTS)
    with pytest.raises(InputRefused) as refused:
        held.freeze()
    assert refused.value.remedy.startswith("2 of these files lie with an office of no district")
    for one in (of_city, of_none):
        return_application(offices.transaction, offices.shown(one), officer=offices.supervisor, at=AT, redo="属地待定")
    assert held.freeze() == 1


def test_only_districts_that_are_known_here_get_places(offices):
    for code, words in (
        ("440199", "440199 is no district known here. The nearest one known is"),
        ("110105", "110105 does not lie in 440100, where these rules hold."),
    ):
        with pytest.raises(InputRefused) as refused:
            by_district(offices, **{f"d{code}": 1})
        assert (refused.value.field, refused.value.remedy.startswith(words)) == ("districts", True)

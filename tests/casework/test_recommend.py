"""The maker proposes; everything it rests on is frozen under one hash."""

from dataclasses import replace

import pytest

from scoring.application.application import Opinion, Shown
from scoring.application.moves import Guard
from scoring.application.status import Status
from scoring.casework.recommend import recommend
from scoring.errors import Blocked, InputRefused, MoveRefused, NotAllowed, PolicyChanged, PolicyUnknown, Stale
from scoring.policy.library import Library
from tests.casework.stories import AT, GRANT, REFUSE, TOO_FEW


def test_a_recommendation_is_frozen(office):
    recommended = office.recommended()
    file = office.file(recommended)
    made = file.recommendation
    assert (recommended.status, recommended.version) == (Status.RECOMMENDED, 3)
    assert (made.opinion, made.maker, made.assessment, made.at) == (GRANT, "officer", 1, AT)
    assert len(made.package) == 64
    assert file.events[-1].facts["package"] == made.package
    assert file.events[-1].note == GRANT.reason


def test_another_officer_may_recommend_what_one_recorded(office):
    recommended = office.recommend(office.verify(office.record(), by=office.other_officer), by=office.other_officer)
    assert set(recommended.parts) == {office.officer.account_id, office.other_officer.account_id}


def test_a_refusal_may_be_proposed_of_anyone(office):
    """Points are not everything: an eligible person may have given false proof."""
    assert office.recommended(REFUSE).status is Status.RECOMMENDED
    made = office.file(office.recommended(replace(REFUSE, published_list="名单"), facts=TOO_FEW)).recommendation
    assert made.opinion == REFUSE  # a list has no place in a refusal


@pytest.mark.parametrize("opinion", [GRANT, REFUSE])
def test_nothing_is_recommended_from_what_is_merely_declared(office, opinion):
    declared, missing = office.record(), office.record(facts={"birth_date": "1987-02-01"})
    for application in (declared, missing):
        with pytest.raises(Blocked) as blocked:
            office.recommend(application, opinion)
        assert {kind for kind, _about in blocked.value.obstacles} == {"unverified"}
        assert office.now(application).status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("opinion", "changes", "field", "words"),
    [
        (Opinion("grant", "  ", "名单"), {}, "reason", "Give the reason"),
        (Opinion("grant", "字" * 4001, "名单"), {}, "reason", "Shorten"),
        (Opinion("grant", "符合", " "), {}, "published_list", "places are limited"),
        (Opinion("grant", "符合", "名" * 301), {}, "published_list", "Shorten"),
        (GRANT, {"facts": TOO_FEW}, "proposal", "below_threshold"),
    ],
)
def test_what_cannot_be_proposed_is_refused(office, opinion, changes, field, words):
    application = office.verified(**changes)
    with pytest.raises(InputRefused, match=words) as refused:
        office.recommend(application, opinion)
    assert refused.value.field == field
    assert office.now(application).status is Status.ACCEPTED


def test_without_a_ranking_no_list_is_needed(office):
    policy = office.library.find("guangzhou", "2025")
    library = Library([replace(policy, selection=replace(policy.selection, ranking=None))])
    application = office.verified()
    shown = Shown(application.reference, 2)
    recommended = recommend(office.transaction, library, shown, Opinion("grant", "符合"), officer=office.officer, at=AT)
    assert recommended.status is Status.RECOMMENDED


def test_changed_figures_of_the_round_are_assessed_anew(office):
    """The round's entry was completed meanwhile: the recommendation rests on what holds now."""
    policy = office.library.find("guangzhou", "2025")
    rounds = tuple(replace(r, digest="f" * 64) for r in policy.rounds)
    application = office.verified()
    shown, library = Shown(application.reference, 2), Library([replace(policy, rounds=rounds)])
    recommended = recommend(office.transaction, library, shown, GRANT, officer=office.officer, at=AT)
    file = office.file(recommended)
    assert file.recommendation.assessment == 2
    assert [assessed.pin.round_digest == "f" * 64 for assessed in file.assessments] == [True, False]


def test_only_the_pinned_policy_counts(office):
    policy = office.library.find("guangzhou", "2025")
    application = office.record()
    shown, acts = Shown(application.reference, 1), {"officer": office.officer, "at": AT}
    with pytest.raises(PolicyChanged):
        recommend(office.transaction, Library([replace(policy, digest="0" * 64)]), shown, GRANT, **acts)
    with pytest.raises(PolicyUnknown):
        recommend(office.transaction, Library([replace(policy, version="2024")]), shown, GRANT, **acts)


def test_a_supervisor_does_not_recommend(office):
    with pytest.raises(NotAllowed) as refused:
        office.recommend(office.record(), by=office.supervisor)
    assert refused.value.why == Guard.ROLE


def test_who_returned_a_file_never_recommends_it(office):
    from scoring.casework.return_application import return_application

    recommended = office.recommended()
    returned = return_application(office.transaction, office.shown(recommended), officer=office.both, at=AT, redo="重核社保")
    with pytest.raises(NotAllowed) as refused:
        office.recommend(returned, by=office.both)
    assert refused.value.why == Guard.ONE_PART


def test_a_recommended_file_is_not_recommended_again(office):
    with pytest.raises(MoveRefused):
        office.recommend(office.recommended())


def test_who_saw_an_older_version_is_told(office):
    application = office.recommended()
    with pytest.raises(Stale):
        office.recommend(replace(application, version=1))

"""Where the rules close the family on submission, people are corrected and taken out after it, and nobody is added."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.answering import Preparing
from scoring.application.application import Amendment, Shown
from scoring.application.filing import Named
from scoring.application.persons import FamilyMember
from scoring.casework.amend_facts import amend_facts
from scoring.casework.prepare_answer import prepare_answer, read_prepared
from scoring.errors import InputRefused
from tests.casework.filings import ANSWERS, ASKED, begun, content_for, growing
from tests.casework.stories import AT, FACTS, ON, number

SPOUSE, CHILD = Named("spouse", "李小红", number("19880815").reveal()), Named("child", "王一", number("20150909").reveal())
OTHER = number("20160301").reveal()

KEPT = {
    "as it was": (SPOUSE, CHILD),
    "a number": (SPOUSE, replace(CHILD, identity_number=OTHER)),
    "a name": (replace(SPOUSE, name="李晓红"), CHILD),
    "an order": (CHILD, SPOUSE),
    "taken out": (CHILD,),
    "nobody": (),
}
ADDED = {
    "one more": ((SPOUSE, CHILD, Named("child", "王二", OTHER)), 2),
    "another in the place of one": ((SPOUSE, Named("child", "王二", OTHER)), 1),
    "a namesake beside": ((SPOUSE, CHILD, Named("child", "王一", OTHER)), 2),
}


def asked_with_family(office):
    """Give an applicant with spouse and child, whom the office asks about the family."""
    applicant = begun(office)
    content = applicant.content()
    applicant.save(replace(content, people=(*content.people, SPOUSE, CHILD)))
    applicant.submit()
    applicant.ask(ASKED)
    return applicant


def content_with(applicant, family):
    content = content_for(applicant.holder)
    return replace(content, people=(*content.people, *family))


def prepare(applicant, family):
    common = {"holder": applicant.holder, "at": applicant.at}
    before = read_prepared(applicant.office.transaction, applicant.reference, holder=applicant.holder)
    preparing = Preparing(Shown(applicant.reference, before.revision), before.items, content_with(applicant, family))
    return prepare_answer(applicant.office.transaction, applicant.office.library, preparing, **common)


def amend(office, application, family):
    amendment = Amendment(FACTS, ON, None, "更正", family=family)
    return amend_facts(office.transaction, office.library, office.shown(application), amendment, officer=office.officer, at=AT)


@pytest.mark.parametrize("family", KEPT.values(), ids=KEPT)
def test_an_answer_corrects_people_and_takes_them_out(office, family):
    applicant = asked_with_family(office)
    assert prepare(applicant, family).content.people[1:] == family
    applicant.answer(ANSWERS, content_with(applicant, family))
    assert applicant.own().content.people[1:] == family
    applicant.withdraw()


@pytest.mark.parametrize(("family", "place"), ADDED.values(), ids=ADDED)
def test_an_answer_adds_nobody_neither_prepared_nor_sent(office, family, place):
    applicant = asked_with_family(office)
    for act in (
        lambda: prepare(applicant, family),
        lambda: applicant.answer(ANSWERS, content_with(applicant, family)),
    ):
        with pytest.raises(InputRefused, match="nobody is added to the family after the submission") as refused:
            act()
        assert refused.value.field == f"family/{place}/name"
    assert applicant.own().content.people[1:] == (SPOUSE, CHILD)
    applicant.withdraw()


def test_who_was_taken_out_of_an_unsent_answer_is_put_back(office):
    applicant = asked_with_family(office)
    prepare(applicant, (SPOUSE,))
    assert prepare(applicant, (SPOUSE, CHILD)).content.people[1:] == (SPOUSE, CHILD)
    applicant.withdraw()


def test_where_the_rules_say_nothing_people_are_added(office):
    office = replace(office, library=growing(office.library))
    applicant = asked_with_family(office)
    family, _ = ADDED["one more"]
    assert prepare(applicant, family).content.people[1:] == family
    applicant.answer(ANSWERS, content_with(applicant, family))
    assert applicant.own().content.people[1:] == family
    applicant.withdraw()
    third = FamilyMember("child", "王二", number("20160302"))
    assert amend(office, office.record(), (third,)).family == (third,)


def test_an_amendment_by_the_office_adds_nobody(office):
    recorded = office.record(family=office.family())
    spouse, child = recorded.family
    third = FamilyMember("child", "王二", number("20160302"))
    with pytest.raises(InputRefused, match="withdrawn and a new one submitted") as refused:
        amend(office, recorded, (spouse, child, third))
    assert refused.value.field == "family/2/name"
    right = replace(child, identity_number=number("20150910"))
    assert amend(office, recorded, (right,)).family == (right,)

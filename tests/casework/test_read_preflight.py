"""What contesting a decision could change is read from what the file keeps, by its holder and by the office."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.application.verifying import Judgement
from scoring.casework.read_preflight import read_own_preflight, read_preflight
from scoring.errors import NotFound
from scoring.policy.library import Library
from tests.casework.filings import Applying, new_holder
from tests.casework.stories import REFUSE, TOO_FEW


def refused(office, *judged):
    recorded = office.record(facts=TOO_FEW | {"owns_home": True, "education": "bachelor"})
    office.refuse(office.recommend(office.verify(recorded, *judged), REFUSE), reason="不符合条件。")
    return recorded


def read(office, application, *, library=None, by="other_supervisor"):
    return read_preflight(office.transaction, library or office.library, application.reference, officer=getattr(office, by))


def test_what_was_established_otherwise_can_be_contested(office):
    file = refused(office, Judgement("education", "adjust", ("none",), "学历未核实。", "art. 6"))
    found = read(office, file)
    assert [item.facts for item in found.items] == [("education",)]
    assert found.decided.total == Decimal(office.file(file).decision.total)
    assert found.alone[0].total > found.decided.total
    assert (found.kind, found.is_otherwise) == ("refused", found.decided.outcome == "eligible")
    assert (found.claimed["education"], found.established["education"]) == ("bachelor", "none")
    assert read(office, file, by="auditor") == found


def test_a_refusal_for_another_reason_is_told_apart(office):
    application = office.recommended(REFUSE)
    office.refuse(application, reason="另有理由。")
    assert read(office, application).is_otherwise
    assert not read(office, office.granted()).is_otherwise


def test_what_is_not_decided_or_whose_rules_are_not_known_has_none(office):
    assert read(office, office.recommended()) is None
    file = refused(office)
    assert read(office, file).items == ()
    assert read(office, file, library=Library(())) is None
    with pytest.raises(NotFound):
        read(office, file, by="administrator")


def test_a_holder_reads_it_of_the_own_file_alone(office):
    applying = Applying(office, new_holder(office))
    applying.begin()
    applying.submit()
    applying.accept()
    common = (office.transaction, office.library, applying.reference)
    assert read_own_preflight(*common, holder=applying.holder) is None
    with pytest.raises(NotFound):
        read_own_preflight(*common, holder=new_holder(office))

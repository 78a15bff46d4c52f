"""Every guard that the table of moves names is kept by the use case of its act: each is broken here, alone."""

from dataclasses import replace

import pytest

from scoring.application.application import Amendment, Opinion
from scoring.application.moves import MOVES, Guard
from scoring.application.persons import Registration
from scoring.application.status import Act
from scoring.casework.amend_facts import amend_facts
from scoring.casework.grant import grant
from scoring.casework.lapse import lapse
from scoring.casework.recommend import recommend
from scoring.casework.record_application import record_application
from scoring.casework.record_registration import record_registration
from scoring.casework.refuse import refuse
from scoring.casework.return_application import return_application
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.policy.library import Library
from tests.casework.stories import FACTS, GRANT, LATER, ON, REFUSE, TOO_FEW, changed_rounds


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act):
        self.office, self.act = office, act
        self.library, self.reason, self.opinion, self.person = office.library, "理由", GRANT, 0
        self.application = {
            Act.RECORD: lambda: None,
            Act.AMEND: office.record,
            Act.RECOMMEND: office.record,
            Act.REGISTER: office.granted,
            Act.LAPSE: office.granted,
        }.get(act, office.recommended)()
        self.shown = office.shown(self.application) if self.application else None

    def show(self, **changes):
        self.shown = replace(self.shown, **changes)

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def change(self, **changes):
        self.library = Library([replace(self.library.find("guangzhou", "2025"), **changes)])

    def run(self):
        office, common = self.office, {"at": LATER}
        common["officer"] = office.supervisor if self.act in {Act.RETURN, Act.GRANT, Act.REFUSE, Act.LAPSE} else office.officer
        use_case, values, words = {
            Act.RECORD: (record_application, [self.library, office.intake()], {"mode": "production"}),
            Act.AMEND: (amend_facts, [self.library, self.shown, Amendment(FACTS, ON, None, self.reason)], {}),
            Act.RECOMMEND: (recommend, [self.library, self.shown, replace(self.opinion, reason=self.reason)], {}),
            Act.RETURN: (return_application, [self.shown], {"redo": self.reason}),
            Act.GRANT: (grant, [self.library, self.shown], {"reason": self.reason}),
            Act.REFUSE: (refuse, [self.library, self.shown], {"reason": self.reason}),
            Act.REGISTER: (record_registration, [self.shown, Registration(self.person, ON, "越秀")], {}),
            Act.LAPSE: (lapse, [self.shown], {"reason": self.reason}),
        }[self.act]
        return use_case(office.transaction, *values, **common, **words)


def register_before(attempt):
    attempt.take(attempt.office.granted(family=attempt.office.family()))
    attempt.take(attempt.office.register(attempt.application, 0))


BREAK = {
    Guard.REAL_RULES: (lambda a: a.change(provenance="illustrative"), NotAllowed),
    Guard.VERSION_SHOWN: (lambda a: a.show(version=a.shown.version - 1), Stale),
    Guard.PACKAGE_SHOWN: (lambda a: a.show(package="0" * 64), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.CONCLUSIVE: (lambda a: a.take(a.office.record(facts={})), InputRefused),
    Guard.ELIGIBLE: (lambda a: a.take(a.office.record(facts=TOO_FEW)), InputRefused),
    Guard.PUBLISHED_LIST: (lambda a: setattr(a, "opinion", Opinion("grant", "符合")), InputRefused),
    Guard.PROPOSED: (lambda a: a.take(a.office.recommended(REFUSE)), NotAllowed),
    Guard.SAME_AGAIN: (lambda a: a.change(rounds=changed_rounds(a.office)), NotAllowed),
    Guard.AWAITED: (register_before, InputRefused),
}


@pytest.mark.parametrize("act", Act)
def test_unbroken_the_act_is_done(office, act):
    assert Attempt(office, act).run()


@pytest.mark.parametrize(("act", "guard"), [(move.act, guard) for move in MOVES for guard in move.guards])
def test_a_broken_guard_stops_the_act(office, act, guard):
    attempt = Attempt(office, act)
    put_wrong, error = BREAK[guard]
    put_wrong(attempt)
    before = attempt.application and office.file(attempt.application)
    with pytest.raises(error):
        attempt.run()
    assert before == (attempt.application and office.file(attempt.application))


def test_no_guard_is_without_a_test():
    assert set(Guard) == {*BREAK, Guard.ROLE, Guard.ONE_PART}

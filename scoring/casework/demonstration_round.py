"""Of a demonstration: a round of made-up applications, ranked, so that two people can agree to its result and publish it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scoring.application.application import Intake, Opinion
from scoring.application.deadlines import local_day, local_time
from scoring.application.identity import identity_number
from scoring.application.persons import Applicant
from scoring.application.rounds import Limit, Notice
from scoring.casework.approve_grant import approve_grant
from scoring.casework.demonstration import BEFORE, staff_named, verified
from scoring.casework.freeze_round import digest_of_files, eligible, freeze_round
from scoring.casework.open_round import open_round
from scoring.casework.queries import read_file
from scoring.casework.rank_round import rank_round
from scoring.casework.recommend import recommend
from scoring.casework.record_application import Here, record_application
from scoring.records.database import reading
from scoring.records.ranking_rounds import RankingRoundRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Facts
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

SCHEME, VERSION = "tianjin", "2021"
PLACES = 7
_ALIKE: Facts = {
    "holds_valid_permit": True,
    "holds_labour_contract": True,
    "income_declared_a_year": True,
    "education": "junior_college",
    "skill_level": "advanced",
    **dict.fromkeys(("pension_months", "medical_months", "unemployment_months", "injury_months", "maternity_months"), 72),
}
_PEOPLE = (  # the numbers end in sequence 000, which is given to nobody; months of the housing fund, and of residence
    ("钱示例", "130102199001050009", 66, 84),
    ("孙示例", "130102199002070001", 90, 96),
    ("周示例", "130102199003090004", 78, 84),
    ("吴示例", "130102199004110003", 66, 72),
    ("郑示例", "130102199005130006", 54, 84),
    ("冯示例", "130102199006150009", 102, 120),
    ("陈示例", "130102199007170001", 66, 60),
    ("褚示例", "130102199008190004", 42, 48),
    ("卫示例", "130102199009210003", 30, 36),
    ("蒋示例", "130102199010230001", 84, 84),
    ("沈示例", "130102199011250004", 66, 72),
    ("韩示例", "130102199012270007", 18, 24),
)
_WINDOW = timedelta(days=10)
"""So long before and after the day on which they hand in."""


def create_round(transaction: Transaction, library: Library, timing: Timing, *, at: datetime) -> int | None:
    """Open a round, record and approve its made-up applications, settle the list and rank it; give the number of the round.

    The accounts of `demonstration.create_accounts` do it. None, and nothing is done, where the library lacks tianjin/2021.
    """
    if (SCHEME, VERSION) not in {(policy.scheme, policy.version) for policy in library.policies}:
        return None
    with transaction() as session:
        maker, checker = staff_named(session, "officer1"), staff_named(session, "supervisor1")
    number = open_round(transaction, library, _notice(at), officer=checker, at=at - BEFORE - _WINDOW)
    for person in _PEOPLE:
        _approved((transaction, library, timing), person, (maker, checker), at - BEFORE)
    _settle(transaction, number, checker, at)
    for _progress in rank_round(transaction, library, number, at=at):
        pass
    return number


def _notice(at: datetime) -> Notice:
    handed_in = local_time(at - BEFORE)
    since, until = handed_in - _WINDOW, handed_in + _WINDOW
    return Notice(
        scheme=SCHEME,
        version=VERSION,
        round=None,
        name="居住证积分入户（演示批次，人员均为虚构）",
        window_from=since.replace(hour=9, minute=0, second=0, microsecond=0),
        window_until=until.replace(hour=17, minute=0, second=0, microsecond=0),
        limit=Limit("number", PLACES),
        fills_up=False,
    )


def _approved(
    ways: tuple[Transaction, Library, Timing], person: tuple[str, str, int, int], people: tuple[Officer, Officer], at: datetime
) -> None:
    """Bring one application to where it waits for its round."""
    (transaction, library, timing), (maker, checker) = ways, people
    name, typed, fund, residence = person
    number = identity_number(typed, on=local_day(at))
    on = min(local_day(at), library.find(SCHEME, VERSION).in_force.last or date.max)
    born = f"{typed[6:10]}-{typed[10:12]}-{typed[12:14]}"
    facts: Facts = {**_ALIKE, "birth_date": born, "housing_fund_months": fund, "residence_months": residence}
    intake = Intake(SCHEME, VERSION, Applicant(name, number), (), facts, on)
    recorded = record_application(transaction, library, intake, officer=maker, at=at, here=Here("demonstration", timing))
    shown = verified(transaction, library, recorded, maker, at)
    recommend(transaction, library, shown, Opinion("grant", "符合申请条件，按总积分参加本批次排名。"), officer=maker, at=at)
    file = read_file(transaction, recorded.reference, officer=checker)
    package = file.recommendation.package if file.recommendation else ""
    shown = replace(shown, version=file.application.version, package=package)
    reason = "经复核，事实清楚，计分无误，同意初审意见。"
    approve_grant(transaction, library, timing, shown, officer=checker, at=at, reason=reason)


def _settle(transaction: Transaction, number: int, checker: Officer, at: datetime) -> None:
    with reading(transaction) as session:
        digest = digest_of_files(number, eligible(session, session.get_one(RankingRoundRow, number)))
    freeze_round(transaction, number, digest, officer=checker, at=at)

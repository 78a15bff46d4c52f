"""A demonstration begins with accounts for every role, one granted and one refused application, and is made once."""

import shutil
from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa

from scoring.application.officer import Role
from scoring.application.rounds import RoundStage
from scoring.application.status import Status
from scoring.casework.demonstration import SCHEME, create_accounts, create_applications
from scoring.casework.demonstration_round import create_round
from scoring.casework.hold_round import ResultShown, hold_round
from scoring.casework.kept_policies import policy_sources
from scoring.casework.publish_folder import publish_folder
from scoring.casework.publish_round import publish_round
from scoring.casework.queries import read_file
from scoring.casework.round_queries import read_round
from scoring.errors import PolicyChanged
from scoring.policy.library import Library
from scoring.records.accounts import officer_of
from scoring.records.tables import AccountRow
from scoring.records.verifying import verify
from tests.casework import conftest
from tests.casework.publishing import LISTED
from tests.casework.stories import AT, LATER, TIMING

IDLE = {Role.AGENCY, Role.APPLICANT}


@pytest.fixture
def opened(empty_transaction, tmp_path):
    """A database with the policy of the demonstration and accounts; gives the accounts too."""
    shutil.copytree(conftest.POLICIES / SCHEME, tmp_path / SCHEME)
    for shared in conftest.POLICIES.glob("*.yaml"):
        shutil.copy(shared, tmp_path)
    publish_folder(empty_transaction, tmp_path, at=AT)
    return empty_transaction, make_accounts(empty_transaction)


def make_accounts(transaction):
    number = count()
    return create_accounts(
        transaction, at=AT, hash_password=lambda password: f"hashed {password}", new_second_factor=lambda: f"secret {next(number)}"
    )


def account(transaction, username):
    with transaction() as session:
        return session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one()


def test_there_are_two_accounts_of_each_role_that_can_do_something(opened):
    transaction, accounts = opened
    assert sorted(made.username for made in accounts) == sorted(f"{role}{n}" for role in Role if role not in IDLE for n in (1, 2))
    for made in accounts:
        row = account(transaction, made.username)
        assert officer_of(row).roles == {made.role}
        assert (row.name, row.password) == (made.name, f"hashed {made.password}")
        assert row.active
        assert (row.tf_primary_method, row.tf_totp_secret, row.tf_counter) == ("authenticator", made.second_factor, None)
    assert len({made.second_factor for made in accounts}) == len(accounts)


def test_a_version_whose_file_was_changed_stays_as_it_was_published(opened, tmp_path):
    transaction, _ = opened
    path = tmp_path / SCHEME / "2025.yaml"
    path.write_text(path.read_text("utf-8").replace("threshold: 150", "threshold: 151"), "utf-8")
    (changed,) = publish_folder(transaction, tmp_path, at=LATER)
    assert isinstance(changed, PolicyChanged)
    assert "threshold: 150" in policy_sources(transaction)[0].text


def test_passwords_are_random_and_in_no_display_form(opened):
    passwords = {made.password for made in opened[1]}
    assert len(passwords) == 14
    assert all(len(password) >= 16 for password in passwords)
    assert not any(made.password in repr(made) or made.second_factor in repr(made) for made in opened[1])


def test_accounts_are_made_once(opened):
    assert make_accounts(opened[0]) == ()


def test_one_application_is_granted_and_one_refused(opened, library):
    transaction, _ = opened
    references = create_applications(transaction, library, TIMING, at=AT)
    reader = officer_of(account(transaction, "auditor1"))
    files = [read_file(transaction, reference, officer=reader) for reference in references]
    assert [file.application.status for file in files] == [Status.GRANTED, Status.REFUSED]
    assert len(files[0].application.persons) == 3
    assert files[0].entitlements
    assert {file.decision.maker for file in files} == {"林经办"}
    assert {file.decision.checker for file in files} == {"陈审核"}
    assert create_applications(transaction, library, TIMING, at=LATER) == ()
    with transaction() as session:
        assert verify(session) is None


def test_a_version_that_has_ended_is_demonstrated_as_of_its_last_day(opened, library):
    transaction, _ = opened
    late = AT.replace(year=2027)
    references = create_applications(transaction, library, TIMING, at=late)
    reader = officer_of(account(transaction, "auditor1"))
    last = library.find("guangzhou", "2025").in_force.last
    assert [read_file(transaction, reference, officer=reader).application.on for reference in references] == [last, last]


@pytest.mark.parametrize(("year", "status"), [(2026, Status.GRANTED), (2027, Status.APPROVED_PENDING)])
def test_where_rules_have_a_public_list_it_was_over_before_or_waits(opened, library, year, status):
    listed = Library([replace(one, procedure=replace(one.procedure, publication=LISTED)) for one in library.versions("guangzhou")])
    transaction, _ = opened
    references = create_applications(transaction, listed, TIMING, at=AT.replace(year=year))
    reader = officer_of(account(transaction, "head1"))
    assert read_file(transaction, references[0], officer=reader).application.status is status


@pytest.mark.parametrize("year", [2026, 2031])
def test_a_round_of_made_up_people_is_ranked_and_two_supervisors_publish_it(empty_transaction, library, tmp_path, year):
    shutil.copytree(conftest.POLICIES / "tianjin", tmp_path / "tianjin")
    for shared in conftest.POLICIES.glob("*.yaml"):
        shutil.copy(shared, tmp_path)
    transaction, at = empty_transaction, AT.replace(year=year)
    publish_folder(transaction, tmp_path, at=AT)
    make_accounts(transaction)
    number = create_round(transaction, library, TIMING, at=at)
    first, second = (replace(officer_of(account(transaction, f"supervisor{n}")), is_proved=True) for n in (1, 2))
    found = read_round(transaction, number, officer=first)
    assert (found.stage, found.files, found.unhandled, found.outside_window) == (RoundStage.RANKED, 12, 0, 0)
    cut = found.cuts[""]
    assert (cut["admitted"], cut["tied"], found.limit.number) == (8, 2, 7)  # whoever has the points of the last one is in too
    assert "虚构" in found.name
    hold_round(transaction, library, TIMING, ResultShown(number, found.digest, 0), [], officer=first, at=at, reason="已核对。")
    publish_round(transaction, library, TIMING, ResultShown(number, found.digest, 1), officer=second, at=at)
    assert read_round(transaction, number, officer=second).stage is RoundStage.PUBLISHED
    with transaction() as session:
        assert verify(session) is None


def test_without_its_rules_there_is_no_round(opened):
    assert create_round(opened[0], Library(()), TIMING, at=AT) is None


def test_without_the_policy_there_is_no_application(opened):
    assert create_applications(opened[0], Library(()), TIMING, at=AT) == ()

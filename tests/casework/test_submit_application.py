"""A draft becomes an application once, if everything fits; the file is sealed, assessed and given a receipt."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.filing import Named
from scoring.application.office import Level, Office
from scoring.application.persons import Applicant
from scoring.application.reference import is_reference
from scoring.application.statistics import Statistics
from scoring.application.status import Act, Status
from scoring.casework.offices import keep_offices
from scoring.casework.own_queries import list_own, read_own_file
from scoring.casework.publish_folder import publish_folder
from scoring.casework.queries import check_journal, read_file
from scoring.casework.submit_application import receiving_offices
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, PolicyNotInForce, Stale, WindowClosed
from scoring.policy.library import Library
from scoring.policy.wording import text
from scoring.records.tables import ApplicationRow, DraftRow, FilingRow, PolicyRow
from tests.casework.conftest import POLICIES, open_office
from tests.casework.filings import OPEN_AT, Applying, applying, authorize, begun, content_for, new_holder, submitted
from tests.casework.stories import FACTS, number
from tests.casework.test_many_at_once import at_once

FIFTY = 50


@pytest.fixture(scope="module")
def office(kind, migrated_url, library, engines):
    """A database without offices, whatever other tests put into theirs."""
    return open_office(migrated_url(kind), library, engines)


def row_of(session, applicant):
    return session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one()


def test_a_submission_is_received_sealed_and_assessed(office):
    applicant = begun(office)
    family = (Named("spouse", "李 小红 ", number("19880815").reveal().lower()), Named("child", "王一", number("20150909").reveal()))
    statistics = Statistics("440106", "天河南街道", "I", "43", "private")
    own = content_for(applicant.holder)
    applicant.save(replace(own, people=(*own.people, *family), statistics=statistics))
    receipt = applicant.submit()
    assert is_reference(receipt.reference)
    assert (receipt.reference, receipt.number, receipt.at, receipt.channel) == (applicant.reference, 1, OPEN_AT, "online")
    assert (receipt.scheme, receipt.policy_version, receipt.round, receipt.office) == ("guangzhou", "2025", "2025", None)
    assert (receipt.outcome, receipt.days) == ("eligible", {"receipt": date(2025, 10, 20)})
    file = read_file(office.transaction, applicant.reference, officer=office.officer)
    found = file.application
    assert (found.status, found.channel, found.received_at, found.accepted_at) == (Status.SUBMITTED, "online", OPEN_AT, None)
    assert [p.masked_name for p in found.persons] == ["王**", "李***", "王*"]
    assert file.assessments[0].total == receipt.total
    assert file.assessments[0].facts == FACTS
    with office.transaction() as session:
        row = row_of(session, applicant)
        assert session.get(DraftRow, row.id) is None
        kept = session.get_one(FilingRow, (row.id, 1))
        for word in ("王小明", "bachelor", "天河南街道", "440106"):
            assert word.encode() not in kept.content
    own_file = applicant.own()
    assert own_file.content.statistics == statistics
    assert own_file.content.people[1] == Named("spouse", "李 小红", family[0].identity_number.upper())
    assert [event.act for event in file.events] == ["begin", "save", "submit"]
    assert not {"王小明", "bachelor", "private"} & set(str(file.events[-1].facts).split("'"))
    assert check_journal(office.transaction, officer=office.auditor) is None


def test_the_same_key_gives_the_same_receipt_and_another_is_refused(office):
    applicant = begun(office)
    signature = applicant.signature()
    first = applicant.submit(shown=signature.shown, key=signature.key)
    assert applicant.submit(shown=signature.shown, key=signature.key) == first
    with pytest.raises(Stale):
        applicant.submit(shown=signature.shown)
    with pytest.raises(MoveRefused):
        applicant.submit()


@pytest.mark.commits
def test_fifty_at_once_give_one_file_and_one_receipt(office):
    applicant = begun(office)
    signature, receipts = applicant.signature(), []

    def post():
        receipts.append(applicant.submit(shown=signature.shown, key=signature.key))

    assert at_once(*[post] * FIFTY) == {"NoneType": FIFTY}
    assert len({receipt.digest for receipt in receipts}) == 1
    with office.transaction() as session:
        row = row_of(session, applicant)
        assert session.scalars(sa.select(sa.func.count()).where(FilingRow.application_id == row.id)).one() == 1
    assert applicant.own().steps[0].act == Act.SUBMIT
    assert len(list_own(office.transaction, holder=applicant.holder)) == 1


@pytest.mark.commits
def test_a_click_and_another_window_give_one_submission(office):
    applicant = begun(office)
    shown = applicant.shown
    results = at_once(*[lambda: applicant.submit(shown=shown)] * 8)
    assert results == {"Receipt": 1, "Stale": 7}


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2025, 10, 10, 0, 59, 59, tzinfo=UTC), datetime(2025, 10, 10, 9)),  # noqa: DTZ001 - as announced
        (datetime(2025, 11, 10, 9, 0, 1, tzinfo=UTC), None),
    ],
)
def test_outside_the_window_nothing_is_taken_and_the_draft_stays(office, at, opens):
    applicant = begun(office)
    applicant.at = at
    with pytest.raises(WindowClosed) as refused:
        applicant.submit()
    assert (refused.value.scheme, refused.value.opens) == ("guangzhou", opens)
    assert (applicant.status, applicant.draft().version) == (Status.DRAFT, 1)


@pytest.mark.parametrize("at", [datetime(2025, 10, 10, 1, tzinfo=UTC), datetime(2025, 11, 10, 9, tzinfo=UTC)])
def test_the_first_and_the_last_moment_of_the_window_count(office, at):
    applicant = begun(office)
    applicant.at = at
    assert applicant.submit().at == at


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "short"}, "key"),
        ({"key": "x" * 65}, "key"),
        ({"declaration": "0"}, "declaration"),
    ],
)
def test_a_signature_that_is_none(office, changes, field):
    applicant = begun(office)
    with pytest.raises(InputRefused) as refused:
        applicant.submit(**changes)
    assert refused.value.field == field


def test_without_a_verified_identity_nothing_is_submitted(office):
    applicant = begun(office)
    applicant.holder = replace(applicant.holder, identity=None)
    with pytest.raises(NotAllowed) as refused:
        applicant.submit()
    assert refused.value.why == "identity"


def test_nobody_submits_for_another_alone(office):
    applicant = begun(
        office,
    )
    principal = number()
    applicant.save(applicant.content(people=(Named("applicant", "赵云", principal.reveal()),)))
    with pytest.raises(InputRefused) as refused:
        applicant.submit()
    assert refused.value.field == "identity_number"
    authorize(office, applicant.holder, "赵云", principal)
    with pytest.raises(NotAllowed) as refused:
        applicant.submit()
    assert refused.value.why == "confirmed", "who gave authority confirms: by the own account or on the printed form"


def test_authority_is_for_the_person_of_that_name_and_for_its_days(office):
    applicant, principal = begun(office), number()
    authorize(office, applicant.holder, "赵云", principal)
    applicant.save(applicant.content(people=(Named("applicant", "赵雨", principal.reveal()),)))
    with pytest.raises(InputRefused):
        applicant.submit()
    applicant.save(applicant.content(people=(Named("applicant", "赵云", principal.reveal()),)))
    applicant.at -= timedelta(days=1)
    with pytest.raises(InputRefused):
        applicant.submit()


def test_a_name_that_is_not_the_verified_one_is_refused(office):
    applicant = begun(office)
    own = content_for(applicant.holder).people[0]
    applicant.save(applicant.content(people=(replace(own, name="王大明"),)))
    with pytest.raises(InputRefused):
        applicant.submit()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"facts": {"education": "bachelor"}}, "facts"),
        ({"people": (Named("applicant", "王小明", "123"),)}, "identity_number"),
        ({"people": "child"}, "family/0/identity_number"),
        ({"facts": FACTS | {"birth_date": "1987-02-02"}}, "birth_date"),
        ({"office": "nowhere"}, "office"),
    ],
)
def test_what_is_not_complete_is_refused_with_its_place(office, changes, field):
    applicant = begun(office)
    if changes.get("people") == "child":
        changes = {"people": (*content_for(applicant.holder).people, Named("child", "王一", "123"))}
    applicant.save(applicant.content(**changes))
    with pytest.raises(InputRefused) as refused:
        applicant.submit()
    assert refused.value.field == field
    assert applicant.status == Status.DRAFT


def test_nobody_has_two_open_applications_under_one_scheme(office):
    applicant = submitted(office)
    first = applicant.reference
    applicant.begin()
    with pytest.raises(InputRefused, match=first):
        applicant.submit()
    again = Applying(office, new_holder(office, identity=applicant.holder.identity.identity_number))
    again.begin()
    with pytest.raises(InputRefused, match="at another office"):
        again.submit()
    with pytest.raises(InputRefused, match="open application"):
        office.record(applicant=Applicant("王小明", applicant.holder.identity.identity_number))


def test_an_illustrative_policy_takes_applications_in_a_demonstration_alone(office):
    facts = {"birth_date": "1987-02-01", "education": "junior_college", "holds_residence_permit": True}
    facts |= {
        "holds_labour_contract": True,
        "residence_months": 84,
        "pension_months": 72,
        "medical_months": 72,
        "injury_months": 72,
    }
    online = office.library.find("ningbo", "2010")
    library = Library([replace(online, procedure=replace(online.procedure, channels=("online",)))])
    applicant = applying(replace(office, library=library), mode="demonstration")
    applicant.begin(scheme="ningbo", content=content_for(applicant.holder, facts=facts))
    applicant.mode = "production"
    with pytest.raises(PolicyNotInForce):
        applicant.submit()
    applicant.mode = "demonstration"
    receipt = applicant.submit()
    assert (receipt.policy_version, receipt.round) == ("2010", None)
    assert applicant.own().receipts == (receipt,)


def test_a_version_in_force_that_is_illustrative_decides_nothing_in_production(office):
    made_up = Library(replace(policy, provenance="illustrative") for policy in office.library.policies)
    applicant = begun(replace(office, library=made_up))
    with pytest.raises(NotAllowed) as refused:
        applicant.submit()
    assert refused.value.why == "real_rules"


def test_a_draft_goes_by_the_version_in_force_once_it_is_saved_again(office):
    with office.transaction() as session:
        old = {"text": "", "vocabulary": "", "published_at": OPEN_AT}
        session.add(PolicyRow(scheme="guangzhou", version="2024-old", digest="e" * 64, **old))
    applicant = begun(office)
    with office.transaction() as session:
        row_of(session, applicant).policy_version = "2024-old"
    with pytest.raises(InputRefused) as refused:
        applicant.submit()
    assert refused.value.field == "policy_version"
    assert applicant.save(applicant.draft().content).policy_version == "2025"
    assert applicant.submit().policy_version == "2025"


def test_an_application_goes_to_the_office_chosen_or_to_the_only_one(office, empty_transaction, library):
    policy = library.find("guangzhou", "2025")
    assert receiving_offices(office.transaction, policy) == ()
    publish_folder(empty_transaction, POLICIES, at=OPEN_AT)
    alone = replace(office, transaction=empty_transaction, library=library)
    city = Office("city", text({"zh": "市", "en": "City"}), Level.CITY, "440100", None)
    keep_offices(empty_transaction, (city,), at=OPEN_AT)
    assert submitted(alone).own().office.say("en") == "City"
    windows = tuple(Office(name, text({"zh": name, "en": name}), Level.WINDOW, "440106", "city") for name in ("east", "west"))
    keep_offices(empty_transaction, windows, at=OPEN_AT)
    assert receiving_offices(empty_transaction, policy) == windows
    applicant = begun(alone)
    applicant.save(content_for(applicant.holder, office=None))
    with pytest.raises(InputRefused) as refused:
        applicant.submit()
    assert refused.value.field == "office"
    applicant.save(content_for(applicant.holder, office="west"))
    receipt = applicant.submit()
    assert receipt.office == "west"
    east, west = (replace(office.officer, office=name) for name in ("east", "west"))
    assert read_file(empty_transaction, applicant.reference, officer=west).application.reference == applicant.reference
    with pytest.raises(NotFound):
        read_file(empty_transaction, applicant.reference, officer=east)


def test_a_submission_can_be_found_by_its_holder_alone(office):
    applicant, other = submitted(office), new_holder(office)
    with pytest.raises(NotFound):
        read_own_file(office.transaction, applicant.reference, holder=other)
    with pytest.raises(NotFound):
        Applying(office, other, applicant.reference).withdraw()


@pytest.mark.parametrize("channels", [("counter",), ("employer", "proxy"), ()])
def test_under_rules_without_the_online_way_applicants_hand_nothing_in_themselves(office, channels):
    applicant = begun(office)
    policy = office.library.current("guangzhou", OPEN_AT.date())
    closed = Library([replace(policy, procedure=replace(policy.procedure, channels=channels))])
    applicant.office = replace(office, library=closed)
    if not channels:
        assert applicant.submit().channel == "online", "where the policy is silent the office's settings open it"
        return
    with pytest.raises(InputRefused, match=f"Ways that are open: {', '.join(channels)}") as refused:
        applicant.submit()
    assert refused.value.field == "scheme"
    assert (applicant.status, applicant.draft().content.facts) == (Status.DRAFT, FACTS)

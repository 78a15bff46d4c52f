"""Who holds a document learns whether it holds; who does not learns nothing, not even that there is one."""

import pytest
import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.casework.issue import document_place
from scoring.casework.lapse import lapse
from scoring.casework.look_up_document import look_up_document, service_public_key
from scoring.records.sealing import seal_of
from scoring.records.tables import DocumentRow
from tests.casework.settling import OVER, remind, with_window
from tests.casework.stories import AT, TIMING, keyless


@pytest.fixture
def granted(office):
    return office.granted()


def marks(office, application):
    """The number and the secret that the QR code holds."""
    with office.transaction() as session:
        rows = sa.select(DocumentRow).where(DocumentRow.application_id == application.id, DocumentRow.kind == "granted")
        row = session.scalars(rows).one()
        content = seal_of(session, application.id).open_document(row.content, document_place(row.number))
        return row.reference, content["secret"]


def test_the_bearer_learns_whether_it_holds_and_no_more(office, granted):
    found = look_up_document(office.transaction, *marks(office, granted))
    assert (found.holds, found.scheme, found.on, found.rest) == ("valid", "guangzhou", local_day(AT), None)
    assert found.office["zh"]


def test_with_the_identity_tail_the_rest_is_told(office, granted):
    number, secret = marks(office, granted)
    tail = granted.applicant.identity_number.reveal()[-4:]
    rest = look_up_document(office.transaction, f" {number} ", secret, f" {tail.lower()} ").rest
    assert (rest.addressee, rest.application) == ("王**", granted.reference)
    assert "准予" in rest.title["zh"]
    assert look_up_document(office.transaction, number, secret, "000A").rest is None
    assert look_up_document(office.transaction, number, secret, tail[1:]).rest is None


def test_a_wrong_number_and_a_wrong_secret_are_answered_alike(office, granted):
    number, secret = marks(office, granted)
    for wrong in ((number + "1", secret), (number, secret + "x"), (number, ""), ("", secret)):
        assert look_up_document(office.transaction, *wrong) is None


def test_where_nothing_was_issued_nothing_is_found(empty_transaction):
    assert look_up_document(empty_transaction, "1", "2") is None
    assert service_public_key(empty_transaction) == ""


def test_a_grant_that_lapsed_is_no_longer_called_valid(office, granted):
    remind(office, granted)
    known = (office.transaction, with_window(office).library, TIMING, office.shown(granted))
    lapse(*known, officer=office.supervisor, at=OVER, reason="逾期")
    assert look_up_document(office.transaction, *marks(office, granted)).holds == "lapsed"
    assert len(service_public_key(office.transaction)) == 64


def test_of_an_erased_file_nothing_is_told(office, granted):
    number, secret = marks(office, granted)
    with keyless(office.transaction, granted.id):
        assert look_up_document(office.transaction, number, secret) is None

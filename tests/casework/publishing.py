"""Guangzhou as it is: a list is made public before anybody is granted. Other tests go by a copy of its rules without that step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from scoring.casework.listing import Batch
from scoring.casework.public_lists import read_preview
from scoring.casework.publish_list import ListShown, propose_list, publish_list
from scoring.policy.library import Library
from scoring.policy.procedure import Publication
from scoring.policy.wording import text
from scoring.records.tables import ErasureProposalRow, ErasureRow
from tests.casework.scenes import scene
from tests.casework.stories import AT, ON, TIMING

if TYPE_CHECKING:
    from tests.casework.stories import Office

LISTED = Publication(where=text("Website"), reference="art. 6")
OVER = AT + timedelta(days=8)
"""The day after the last of a list that was published on the first day."""


def with_list(office: Office, publication: Publication = LISTED) -> Office:
    """Give the office as it goes by rules with a public list."""
    return replace(office, library=_listed(office.library, publication))


@cache
def _listed(library: Library, publication: Publication) -> Library:
    def listed(policy):
        if policy.scheme != "guangzhou":
            return policy
        return replace(policy, procedure=replace(policy.procedure, publication=publication))

    return Library([listed(policy) for policy in library.policies])


def batch_of(office: Office, application) -> Batch:
    pin = office.now(application).pin
    return Batch(pin.scheme, pin.version, pin.round)


def shown(office: Office, batch: Batch, by: str = "supervisor") -> ListShown:
    preview = read_preview(office.transaction, office.library, batch, officer=getattr(office, by))
    return ListShown(batch, preview.listing.digest)


def publish(office: Office, batch: Batch, by: str = "supervisor", *, starts=ON, at=AT) -> int:
    """Publish the list of a batch from that day on; where it needs two people, another one proposes it before."""
    if read_preview(office.transaction, office.library, batch, officer=office.supervisor).listing.more:
        propose_list(
            office.transaction, office.library, shown(office, batch, "other_supervisor"), officer=office.other_supervisor, at=at
        )
    common = {"officer": getattr(office, by), "at": at}
    return publish_list(office.transaction, office.library, TIMING, shown(office, batch, by), starts, **common)


@scene
def published(office: Office, **changes):
    """Give an application that stands on a list."""
    application = office.approved(**changes)
    publish(office, batch_of(office, application))
    return office.now(application)


def erase(office: Office, application) -> None:
    """Write down that a file was erased, long after; its key the test takes away for a while (`keyless`)."""
    people = {"proposed_by": office.officer.account_id, "application_id": application.id}
    with office.transaction() as session:
        session.add(ErasureProposalRow(proposed_at=AT, retention="decided", due=ON, **people))
        session.flush()
        session.add(ErasureRow(erased_at=AT, erased_by=office.supervisor.account_id, **people))

"""Rows become dataclasses here and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from scoring.application.application import (
    Application,
    Assessed,
    Decision,
    Event,
    Opinion,
    PolicyPin,
    Recommendation,
    Replaces,
)
from scoring.application.desk import Claim
from scoring.application.identity import IdentityNumber
from scoring.application.office import Level, Office
from scoring.application.persons import Applicant, FamilyMember, Person, Registration
from scoring.application.status import Part, Status
from scoring.policy.wording import Text, text
from scoring.records import asked
from scoring.records.applications import ApplicationRow, PersonRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.decisions import AssessmentRow, DecisionRow, RecommendationRow
    from scoring.records.events import EventRow
    from scoring.records.offices import OfficeRow
    from scoring.records.sealing import Seal

INSTALLATION = ""
"""The name of the actor where the installation itself acted."""

_NAMES = "names"
"""Where a session keeps the names that it read; an account's name never changes."""

REDO = "applications.redo/1"
"""Where stands what a supervisor asked to redo; it is kept until the next recommendation."""


def account_name(session: Session, account_id: int | None) -> str:
    """Give the name that stands under an act."""
    if account_id is None:
        return INSTALLATION
    known: dict[int, str] = session.info.setdefault(_NAMES, {})  # a file names the same few people under all its acts
    if account_id not in known:
        known[account_id] = session.scalars(asked.name(), {"id": account_id}).one()
    return known[account_id]


def application(session: Session, row: ApplicationRow, seal: Seal) -> Application:
    """Give an application with its people and their registrations."""
    people = session.scalars(asked.people(), {"id": row.id}).all()
    return Application(
        id=row.id,
        reference=row.reference,
        version=row.version,
        status=Status(row.status),
        pin=policy_pin(session, row),
        on=row.on,
        recorded_at=row.recorded_at,
        recorded_by=account_name(session, row.recorded_by),
        applicant=applicant(people[0], seal),
        family=tuple(_family_member(member, seal) for member in people[1:]),
        registrations=_registrations(session, row.id),
        redo="" if row.redo is None else seal.open(row.redo, REDO),
        parts=parts(session, row.id),
        channel=cast("Any", row.channel),
        received_at=row.received_at,
        accepted_at=row.accepted_at,
        claim=claim(session, row),
        kind=cast("Any", row.kind),
        replaces=replaces(session, row),
    )


def replaces(session: Session, row: ApplicationRow) -> Replaces | None:
    """Give the decided file that one is a new version of, and why; None for a file of its own."""
    if row.replaces_id is None:
        return None
    return Replaces(session.get_one(ApplicationRow, row.replaces_id).reference, cast("Any", row.cause))


def person(row: PersonRow, seal: Seal) -> Person:
    """Give the applicant (number 0) or a member of the family."""
    return applicant(row, seal) if row.number == 0 else _family_member(row, seal)


def nobody(row: PersonRow) -> Person:
    """Give a person whose name and number were erased."""
    number = IdentityNumber("")
    return Applicant("", number) if row.number == 0 else FamilyMember(cast("Any", row.relation), "", number)


def applicant(row: PersonRow, seal: Seal) -> Applicant:
    """Give the person of number 0."""
    return Applicant(*_identity(row, seal))


def parts(session: Session, application_id: int) -> dict[int, Part]:
    """Give who is maker, who checker of a file and who barred from it, by account."""
    found = session.execute(asked.parts(), {"id": application_id}).all()
    barred = dict.fromkeys((account_id for account_id, part in found if part == Part.BARRED), Part.BARRED)
    return {account_id: Part(part) for account_id, part in found} | barred


def claim(session: Session, row: ApplicationRow) -> Claim | None:
    """Give who holds a file, None where nobody does."""
    if row.claimed_by is None or row.claimed_at is None:
        return None
    name, is_active = session.execute(asked.holder(), {"id": row.claimed_by}).one()
    return Claim(row.claimed_by, name, row.claimed_at, is_active)


def policy_pin(session: Session, row: ApplicationRow) -> PolicyPin:
    """Give the published version, and the round, that the application goes by."""
    digest = session.scalars(asked.digest(), {"scheme": row.scheme, "version": row.policy_version}).one()
    return PolicyPin(row.scheme, row.policy_version, digest, row.round)


def office(row: OfficeRow) -> Office:
    """Give an office."""
    return Office(row.id, text({"zh": row.name_zh, "en": row.name_en}), Level(row.level), row.division, row.within)


def assessed(session: Session, row: AssessmentRow, scheme: str, version: str, seal: Seal) -> Assessed:
    """Give an assessment with its facts and its whole document."""
    return Assessed(
        number=row.number,
        at=row.at,
        by=account_name(session, row.by),
        on=row.on,
        pin=PolicyPin(scheme, version, row.digest, row.round, row.round_digest),
        outcome=row.outcome,
        total=row.total,
        facts=seal.open_document(row.facts, f"assessments.facts/{row.number}"),
        document=seal.open_document(row.document, f"assessments.document/{row.number}"),
        kind=cast("Any", row.kind),
    )


def recommendation(session: Session, row: RecommendationRow, seal: Seal) -> Recommendation:
    """Give the maker's proposal."""
    opinion = Opinion(
        proposal=cast("Any", row.proposal),
        reason=seal.open(row.reason, f"recommendations.reason/{row.number}"),
        published_list=row.published_list,
    )
    return Recommendation(
        number=row.number,
        at=row.at,
        maker_id=row.maker_id,
        maker=account_name(session, row.maker_id),
        assessment=row.assessment,
        opinion=opinion,
        package=row.package,
        secret=None if row.secret is None else seal.open_content(row.secret, secret_place(row.number)),
    )


def secret_place(number: int) -> str:
    """Where the secret of a recommendation's commitments stands."""
    return f"recommendations.secret/{number}"


def decision(session: Session, row: DecisionRow, seal: Seal) -> Decision:
    """Give a decision with everything it rested on."""
    return Decision(
        reference=row.reference,
        application=session.get_one(ApplicationRow, row.application_id).reference,
        kind=cast("Any", row.kind),
        at=row.at,
        on=row.on,
        pin=PolicyPin(row.scheme, row.policy_version, row.digest, row.round, row.round_digest),
        maker_id=row.maker_id,
        maker=account_name(session, row.maker_id),
        checker_id=row.checker_id,
        checker=account_name(session, row.checker_id),
        outcome=row.outcome,
        total=row.total,
        reason=seal.open(row.reason, "decisions.reason/1"),
        published_list=row.published_list,
        package=row.package,
        facts=seal.open_document(row.facts, "decisions.facts/1"),
        document=seal.open_document(row.document, "decisions.document/1"),
    )


def event(session: Session, row: EventRow, seal: Seal | None) -> Event:
    """Give one event; the words of an application's event need its seal."""
    return Event(
        id=row.id,
        stream=row.stream,
        number=row.number,
        act=row.act,
        actor_id=row.actor_id,
        actor=account_name(session, row.actor_id),
        at=row.at,
        facts=json.loads(row.facts),
        note=seal.open(row.note, note_place(row.number)) if seal and row.note is not None else "",
        hash=row.hash,
    )


def note_place(number: int) -> str:
    """Where the words of an application's event stand."""
    return f"events.note/{number}"


def words_of(text: Text) -> str:
    """Give a text as it is kept: its languages in their order, as JSON."""
    return json.dumps(text.translations, ensure_ascii=False)


def text_of(words: str) -> Text:
    """Read a text that `words_of` wrote."""
    return Text(tuple((language, said) for language, said in json.loads(words)))


def _registrations(session: Session, application_id: int) -> tuple[Registration, ...]:
    found = session.execute(asked.registered(), {"id": application_id})
    return tuple(Registration(number, on, office) for number, on, office in found)


def _family_member(row: PersonRow, seal: Seal) -> FamilyMember:
    return FamilyMember(cast("Any", row.relation), *_identity(row, seal))


def _identity(row: PersonRow, seal: Seal) -> tuple[str, IdentityNumber]:
    name = seal.open(row.name, f"persons.name/{row.number}")
    return name, IdentityNumber(seal.open(row.identity_number, f"persons.identity_number/{row.number}"))

"""文书: what each document says, as parts of words in both languages that are kept as they are and set on paper.

Everything is said when the document is issued: days are counted, terms and organs named, so that nothing is looked up later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scoring.application.deadlines import local_day
from scoring.application.document import DocumentContent, DocumentKind
from scoring.application.originals import OriginalsStepKind
from scoring.application.plain import plain
from scoring.engine.naming import digits
from scoring.notices.document_parts import Part, plain_part
from scoring.notices.document_texts import FORMS, both, start_of
from scoring.policy.wording import EMPTY, Text, text

if TYPE_CHECKING:
    from scoring.application.due import Due
    from scoring.application.originals import Summons
    from scoring.application.persons import Applicant, Person
    from scoring.application.procedure import Organ, Term, Way
    from scoring.policy.model import Policy
    from scoring.policy.selection import Entitlement

TEMPLATE = 2
"""The version of the content's form; one that reads another way gets the next number, and what was issued keeps its own.

2: its secret is a code that the sheet states, so that it can be typed.
"""


_NO_TERM = (DocumentKind.ACCEPTANCE, DocumentKind.REVIEWED, DocumentKind.REVIEW_NOT_ADMITTED)
"""The documents from whose service no term runs: those that a review leaves are counted from that of what was contested."""
_AGAIN = (DocumentKind.NOT_ACCEPTED, DocumentKind.FORFEITED, DocumentKind.NOT_SELECTED)
"""After these one may apply again at once."""


@dataclass(frozen=True, slots=True)
class About:
    """Which application a document is about, under which rules, and on what day it is issued."""

    reference: str
    applicant: Applicant = field(repr=False)
    policy: Policy
    organ: Organ
    office: Text | None
    on: date

    @property
    def facts(self) -> dict[str, Text | date | str | int]:
        """What the first sentence of every document names."""
        return {"title": self.policy.title, "reference": self.reference}


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between addressee and signature, and how the document is contested."""

    kind: DocumentKind
    parts: tuple[Part, ...]
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one document from every other: its number, a random secret, and where it can be verified (empty: nowhere)."""

    reference: str
    secret: str = field(repr=False)
    verify_at: str = ""


def content_of(about: About, body: Body, mark: Mark) -> DocumentContent:
    """Write everything that the document says, and the terms that run from its service, as plain JSON values."""
    form = FORMS[body.kind]
    last = [] if body.kind in _NO_TERM else [Part("paragraph", both("from_service"))]
    rules = Part("paragraph", both("rules", title=about.policy.title, version=about.policy.version))
    content: dict[str, Any] = {
        "template": TEMPLATE,
        "kind": body.kind,
        "reference": mark.reference,
        "secret": mark.secret,
        "verify_at": mark.verify_at,
        "application": about.reference,
        "title": form.title.as_dict(),
        "organ": about.organ.name.as_dict(),
        "office": about.office.as_dict() if about.office and about.office != about.organ.name else None,
        "on": about.on,
        "addressee": {"name": about.applicant.name, "identity_number": str(about.applicant.identity_number)},
        "parts": [plain_part(part) for part in (*body.parts, *_contest(body, form.itself), *last, rules)],
        "remedies": [_remedy(way) for way in body.ways],
    }
    return plain(content)  # type: ignore[no-any-return]  # a mapping stays one


def acceptance(about: About, since: date, terms: Sequence[Due], *, by_silence: bool) -> Body:
    """受理通知书: accepted since a day, and by when what follows is done."""
    first = both("accepted_on_silence" if by_silence else "accepted", **about.facts, since=since)
    itself = FORMS[DocumentKind.ACCEPTANCE].itself
    items = tuple(_waiting(due, itself) for due in terms)
    follows = (Part("heading", both("what_follows")), Part("list", items=items)) if items else ()
    return Body(DocumentKind.ACCEPTANCE, (Part("paragraph", first), *follows))


def supplement(about: About, items: Sequence[tuple[Text, str, str]], until: date | None, term: Term | None) -> Body:
    """一次性补正告知书: everything that is missing (about what, the article, the words), and by when it is handed in."""
    itself = FORMS[DocumentKind.SUPPLEMENT].itself
    listed = tuple(
        both("item" if basis else "item_without_basis", about=what, words=words, basis=basis) for what, basis, words in items
    )
    if until is None or term is None:
        last = both("hand_in_without_term")
    else:
        start = start_of(term.duration.start, itself)
        last = both("hand_in", day=until, start=start, time=time_words(term), basis=basis_words(term))
    parts = (Part("paragraph", both("missing", **about.facts)), Part("numbered", items=listed), Part("paragraph", last))
    return Body(DocumentKind.SUPPLEMENT, parts)


def not_accepted(about: About, reason: str, ways: tuple[Way, ...]) -> Body:
    """不予受理决定书: why, and how it is contested."""
    parts = (Part("paragraph", both("not_accepted", **about.facts)), *reason_parts(reason))
    return Body(DocumentKind.NOT_ACCEPTED, parts, ways)


def forfeited(about: About, summons: Summons, reason: str, ways: tuple[Way, ...]) -> Body:
    """弃权告知书: how the person was summoned, reminded and heard, why it is forfeited, and how that is contested."""
    reminders = summons.of_kind(OriginalsStepKind.REMINDED)
    called = both("summons", on=local_day(summons.at), until=summons.due)
    causes = tuple(both("cause_given", words=step.words) for step in summons.causes) or (both("no_cause"),)
    parts = (
        Part("paragraph", both("forfeited", **about.facts, until=summons.due)),
        Part("heading", both("summoned")),
        Part("list", items=(called, *(both("reminder", on=local_day(step.at)) for step in reminders), *causes)),
        *reason_parts(reason),
    )
    return Body(DocumentKind.FORFEITED, parts, ways)


def granted(about: About, grounds: Grounds, unlocked: Sequence[tuple[Person, Entitlement]], people: Sequence[Person]) -> Body:
    """准予决定书: to whom what is granted and from when, and why."""
    named = tuple(both("person", relation=both(person.relation), name=person.name) for person in people)
    items = tuple(
        both("at_decision" if what.starts == "decision" else "at_registration", who=person.name, label=what.label)
        for person, what in unlocked
    )
    unlocks = (Part("heading", both("unlocks")), Part("list", items=items)) if items else ()
    parts = (
        Part("paragraph", both("granted", **about.facts)),
        *grounds.parts(),
        Part("heading", both("people")),
        Part("list", items=named),
        *unlocks,
        *grounds.reasons(),
    )
    return Body(DocumentKind.GRANTED, parts, grounds.ways)


def refused(about: About, grounds: Grounds) -> Body:
    """不予决定书: why, and how it is contested."""
    parts = (Part("paragraph", both("refused", **about.facts)), *grounds.parts(), *grounds.reasons())
    return Body(DocumentKind.REFUSED, parts, grounds.ways)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision rests on: the reason, the total (None where there is none), the day of the facts, a published list."""

    reason: str = field(repr=False)
    total: str | None
    on: date
    published_list: str
    ways: tuple[Way, ...]
    statement: tuple[Part, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """Say the figures: by the whole statement where there is one, which names total and list itself."""
        if self.statement:
            return self.statement
        total = (Part("paragraph", both("total", total=digits(Decimal(self.total)), on=self.on)),) if self.total is not None else ()
        rests = (Part("paragraph", both("list", list=self.published_list)),) if self.published_list else ()
        return total + rests

    def reasons(self) -> tuple[Part, ...]:
        """Say the reason in the office's own words, under the name by which the statement refers to it."""
        return Part("heading", both("own_words" if self.statement else "reasons")), Part("typed", text(self.reason))


def reason_parts(reason: str) -> tuple[Part, ...]:
    """Say a reason in the office's own words."""
    return Part("heading", both("reasons")), Part("typed", text(reason))


def _contest(body: Body, itself: Text) -> tuple[Part, ...]:
    again = (Part("paragraph", both("apply_again")),) if body.kind in _AGAIN else ()
    if not body.ways:
        return again
    return Part("heading", both("ways")), Part("list", items=tuple(_way(way, itself) for way in body.ways)), *again


def _way(way: Way, itself: Text) -> Text:
    term = way.within
    if term is None:
        when = both("contest", itself=itself)
    elif term.duration.start:
        when = both("contest_within", itself=itself, start=start_of(term.duration.start, itself), time=time_words(term))
    else:
        when = both("contest_in_time", itself=itself, time=time_words(term))
    note = EMPTY if term is not None and term.is_office_default else way.note  # which points to the document that this is
    is_general = term is not None and term.is_office_default and way.kind != "review"  # the law's, which no office sets itself
    basis = both("general_term") if is_general else basis_words(term)
    return both(way.kind, when=when, organ=way.organ.name, basis=basis, note=note)


def _waiting(due: Due, itself: Text) -> Text:
    what, term = both(due.kind), due.term
    if term is None:
        return both("without_term", what=what)
    facts: dict[str, Text | date] = {"what": what, "time": time_words(term), "basis": basis_words(term)}
    if not term.duration.start:
        return both("in_time", **facts)
    facts["start"] = start_of(term.duration.start, itself)
    return both("within", **facts) if due.day is None else both("until", **facts, day=due.day)


def time_words(term: Term) -> Text:
    """Say how long a term is."""
    return both(term.duration.unit, n=term.duration.n)


def basis_words(term: Term | None) -> Text:
    """Say what a term rests on; nothing where no article is named."""
    if term is None:
        return EMPTY
    if term.is_office_default:
        return both("office_default")
    return both("basis", reference=term.reference) if term.reference else EMPTY


def _remedy(way: Way) -> dict[str, Any]:
    """Keep organ and term as they are stated here, so that the last day can be counted once the document is served."""
    term = way.within
    within = {"n": term.duration.n, "unit": term.duration.unit, "start": term.duration.start} if term else None
    return {"kind": way.kind, "within": within, "organ": way.organ.name.as_dict()}

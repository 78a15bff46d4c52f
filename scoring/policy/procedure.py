"""Who does what, and by when: the policy's `procedure` section. What it does not state is the office's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from scoring.policy.wording import EMPTY, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.policy.language.tree import Expression

Kind: TypeAlias = Literal[
    "accept",
    "supplement",
    "supplement_extension",
    "question",
    "question_pause",
    "verify",
    "decide",
    "publicity",
    "objection",
    "hearing",
    "review",
    "correction",
    "settle",
    "revocation_hearing",
    "agency",
    "serve",
    "public_notice",
    "originals",
    "case_answer",
    "litigation_after",
]
"""What a term is given for.

`supplement_extension` is what the applicant may have once beyond the term of a supplement; `agency`: a department answers what it
is asked. `question` is what the applicant has to answer questions while the file is verified; `question_pause` how long the
file's own terms wait for such answers at most, all together. `serve` is what the office has to serve a document once it is issued;
`public_notice` how long one hangs until it has effect as service. `objection` is what the office has to look into one, `hearing`
what the applicant has to answer what was objected. `correction` is what the office has to put a clerical error right.
`originals` is what whoever is approved has to show them at the window.
`revocation_hearing` is what the applicant has to ask for a hearing before a grant is revoked.
`case_answer` is what the office has to answer an outside body in writing; `litigation_after` what somebody has to go to court once
reconsideration is decided.
"""

ListField: TypeAlias = Literal["rank", "reference", "masked_name", "name", "district", "score_band", "total"]
"""What a public list can show of a person. `masked_name` is the surname, `score_band` the points as from … to under …"""

LIST_FIELDS: tuple[ListField, ...] = get_args(ListField)

Duplicates: TypeAlias = Literal["flag", "refuse"]
"""What becomes of an application with somebody who stands in another open one: the officer is shown it, or it is not taken."""

DRAFT, DRAFT_WARNING = "draft", "draft_warning"
SUPPLEMENT_WARNING, QUESTION_WARNING = "supplement_warning", "question_warning"
PERSONAL_CORRECTION = "personal_correction"
"""A term of the office alone: to answer who asks for personal data to be corrected."""
SETTLE_WARNINGS = ("settle_warning_1", "settle_warning_2", "settle_warning_3")
"""Terms of the office alone: how long a draft is kept after it was saved last; how many days before that, and before the last
day of a supplement and of questions, the applicant is told; and before the last day to be registered, three times."""

ORIGINALS_WARNINGS = ("originals_warning", "originals_last_warning")
"""Likewise, how many days before the last one to show originals the applicant is reminded: a first time, and once more."""


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days or working days, from an act."""

    n: int
    unit: Literal["days", "working_days", "months"]
    start: str = ""
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Office:
    """A window, or where complaints are taken, as the policy names it."""

    name: Text
    address: Text = EMPTY
    phone: str = ""
    hours: Text = EMPTY
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Question:
    """常见问题: what is often asked, with the answer of the authority."""

    question: Text
    answer: Text
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """公示: what the list shows, how long and where."""

    fields: tuple[ListField, ...] = ()
    where: Text = EMPTY
    days: Duration | None = None
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way to contest the decision."""

    kind: Literal["review", "reconsideration", "litigation"]
    organ: Text = EMPTY
    within: Duration | None = None
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Family:
    """Who may come along, and on which day a child's age is taken (None: the day the rules are read for)."""

    who: tuple[Literal["spouse", "child"], ...] = ()
    child_under: int | None = None
    child_on: Expression | None = None
    added_until: Literal["", "submission"] = ""  # after it nobody is added
    conditions: tuple[Text, ...] = ()
    evidence: tuple[str, ...] = ()
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Procedure:
    """Every item optional."""

    mode: Literal["threshold", "ranked"] = "threshold"
    verification: Literal["with_application", "before_application"] = "with_application"
    organ: Text = EMPTY
    registrar: Text = EMPTY
    offices: tuple[Office, ...] = ()
    channels: tuple[str, ...] = ()
    fee: Text = EMPTY
    days: Mapping[str, Duration] = field(default_factory=dict)
    publication: Publication = Publication()
    originals_check: bool = False
    remedies: tuple[Remedy, ...] = ()
    family: Family = Family()
    questions_pause: bool = False
    in_flight: Literal["pin", "move", "better_of"] = "pin"
    duplicates: Duplicates = "flag"
    complaints: tuple[Office, ...] = ()
    questions: tuple[Question, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)  # of plain values, by their key
    notes: Mapping[str, Text] = field(default_factory=dict)  # of plain values, by their key
    note: Text = EMPTY

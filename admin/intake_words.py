"""The words of the console for what was filed online: names of places and items, values before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask_babel import gettext as _

from scoring.application.evidence import EvidenceFile, EvidenceOverview
from scoring.application.filing import Submission
from scoring.casework.ask_supplement import FAMILY
from scoring.casework.queries import ApplicationFile
from scoring.errors import ScoringError
from scoring.pages.applying.details import cities_of
from scoring.pages.own.changes import ChangeWords
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.refusal_words import Remedies
from scoring.web.services import Services


def acts() -> dict[str, str]:
    """Name the acts of filing and intake in the journal."""
    return {
        "begin": _("Draft begun"),
        "save": _("Draft saved"),
        "offer": _("Put before the person"),
        "send_back": _("Sent back by the person"),
        "discard": _("Draft deleted"),
        "expire": _("Draft expired"),
        "accept": _("Accepted"),
        "ask_supplement": _("Supplement asked for"),
        "answer_supplement": _("Supplement answered"),
        "extend": _("Term to answer extended"),
        "abandon": _("Taken as given up"),
        "propose_not_accepting": _("Not accepting proposed"),
        "return_proposal": _("Proposal not to accept returned"),
        "not_accept": _("Not accepted"),
    }


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a policy for what was handed in and asked for; the names themselves where the policy is not known here."""

    policy: Policy | None
    changes: ChangeWords
    submissions: tuple[Submission, ...] = ()
    files: tuple[EvidenceFile, ...] = ()

    def about(self, id_: str) -> str:
        """Name what an item is about."""
        if id_ == FAMILY:
            return _("Family members")
        if self.policy is None:
            return id_
        parts = (self.policy.requirements, self.policy.vetoes, self.policy.walk())
        return next((r.about.label.say(language()) for part in parts for r in part if r.id == id_), id_)

    def new_files(self, submission: Submission) -> tuple[EvidenceFile, ...]:
        """Give the files that came with a submission: those that the applicant handed in since the one before."""
        before = max(
            (each.at for each in self.submissions if each.number < submission.number), default=datetime.min.replace(tzinfo=UTC)
        )
        return tuple(file for file in self.files if before < file.added_at <= submission.at)


def words_for(services: Services, file: ApplicationFile, evidence: EvidenceOverview) -> Words:
    """Give the words of the policy that a file pins."""
    try:
        policy = services.library.find(file.application.pin.scheme, file.application.pin.version)
    except ScoringError:
        policy = None
    return Words(policy, ChangeWords(policy, cities_of(services)), file.submissions, evidence.files)


def is_term_over(file: ApplicationFile, today: date) -> bool:
    """Whether the applicant's term to answer has run out."""
    due = file.supplements[-1].due if file.supplements else None
    return due is not None and today > due


REMEDIES: Remedies = (
    (
        r"Tick everything that is missing, one thing to (\d+) things\.",
        lambda most: _("Tick everything that is missing, one thing to %(most)s things.", most=most),
    ),
    (
        r"Name the article that asks for it.*",
        lambda: _("Name the article that asks for it: the policy’s text names none here."),
    ),
    (r"Say what is missing, in words.*", lambda: _("Say what is missing, in words that the applicant will understand.")),
    (r"Say what was not handed in.*", lambda: _("Say what was not handed in and how the person was reminded.")),
)

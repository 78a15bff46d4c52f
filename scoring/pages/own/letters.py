"""The letters of an own file, each a page to be printed; the console prints the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import render_template
from werkzeug.exceptions import NotFound as NoSuchPage

from scoring.application.deadlines import local_day
from scoring.application.document import IssuedDocument
from scoring.casework.own_queries import read_own_file
from scoring.casework.read_document import list_own_documents
from scoring.notices.letters import Letter, find_letter, letters_of_own
from scoring.pages.own.files import policy_of, shown
from scoring.pages.own.letter_words import say_letter, say_organ, say_term, say_terms, say_way
from scoring.pages.own.words import say_about
from scoring.pages.view import Answer, Page
from scoring.policy.model import Policy
from scoring.policy.wording import Text
from scoring.web.person import signed_in_holder

WORDS = {
    "say_letter": say_letter,
    "say_organ": say_organ,
    "say_term": say_term,
    "say_terms": say_terms,
    "say_way": say_way,
}
"""What the template of a letter says things by."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter with whom and what it is about; `name` is masked where no more was given, `number` is the document’s."""

    letter: Letter
    reference: str
    name: str = field(repr=False)
    policy: Policy
    office: Text | None
    number: str = ""

    def about(self, id_: str) -> str:
        """Name what an item is about."""
        return say_about(self.policy, id_)


class OwnLetter(Page):
    """`/zh/account/applications/<reference>/letters/<letter>`."""

    def dispatch_request(self, reference: str, letter: str) -> Answer:
        """Show one letter of one of the holder's own. Raises NotFound, alike for another's and for none."""
        file = read_own_file(self.services.transaction, reference, holder=signed_in_holder())
        policy = policy_of(self.services, file.scheme, file.policy_version)
        found = find_letter(letters_of_own(file, policy.procedure, self.services.timing), letter) if policy else None
        if found is None or policy is None:
            raise NoSuchPage
        number = number_of(found, list_own_documents(self.services.transaction, reference, holder=signed_in_holder()))
        addressed = Addressed(found, file.reference, file.content.people[0].name, policy, file.office, number)
        return render_template("pages/letters/own.html", addressed=addressed, **WORDS, **shown(self.services, file))


def number_of(letter: Letter, issued: Sequence[IssuedDocument]) -> str:
    """Give the number of the document that was issued with a letter; empty where the letter is older than numbers are."""
    same = (each for each in issued if each.kind == str(letter.kind) and local_day(each.at) == letter.on)
    return next((each.reference for each in same), "")

"""What was issued, each document a page to be read and printed, as it was frozen; the console shows the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from flask import render_template

from scoring.application.document import IssuedDocument
from scoring.casework.own_queries import read_own_file
from scoring.casework.read_document import read_own_document
from scoring.pages.own.files import shown
from scoring.pages.own.service_words import ServiceWords
from scoring.pages.view import Answer, Page
from scoring.web.language import language
from scoring.web.person import signed_in_holder


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the sheet: paragraphs (`lines`), or a list (`items`)."""

    form: str
    lines: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document in the reader's language. `hidden` names whom it masks: each full name with what stands in its place."""

    document: IssuedDocument
    hidden: Mapping[str, str] = field(default_factory=dict, repr=False)

    def say(self, name: str) -> str:
        """Say one text of the document; nothing where it has none."""
        kept = self.document.content[name]
        return str(kept[language()]) if kept else ""

    @property
    def on(self) -> date:
        """The day of the document."""
        return date.fromisoformat(self.document.content["on"])

    @property
    def name(self) -> str:
        """Whom it is addressed to."""
        return self._masked(self.document.content["addressee"]["name"])

    def parts(self) -> Iterator[Part]:
        """Give its pieces in their order."""
        for part in self.document.content["parts"]:
            lines = self._said(part["words"]).splitlines() if "words" in part else []
            yield Part(part["form"], tuple(lines), tuple(self._said(item) for item in part.get("items", ())))

    def _said(self, words: Mapping[str, Any]) -> str:
        return self._masked(words[language()])

    def _masked(self, words: str) -> str:
        return reduce(lambda said, name: said.replace(name, self.hidden[name]), self.hidden, words)


class OwnLetter(Page):
    """`/zh/account/applications/<reference>/documents/<number>/read`."""

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Show one document of one of the holder's own. Raises NotFound, alike for another's and for none."""
        holder, services = signed_in_holder(), self.services
        file = read_own_file(services.transaction, reference, holder=holder)
        found = read_own_document(services.transaction, reference, number, holder=holder, at=services.clock.now())
        words = {"service_words": ServiceWords(services.timing.working_days)}
        return render_template("pages/letters/own.html", sheet=Sheet(found), **words, **shown(services, file))

"""What a page shows of a draft: findings, cases, the difference to the version in force, and the texts line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from scoring.casework.checking import Checked, cases_file
from scoring.casework.draft_moves import check_kept_draft
from scoring.casework.drafts import Draft
from scoring.casework.rounds_alone import changes_of_rounds
from scoring.errors import Finding, PolicyUnknown
from scoring.inspection.difference import differences
from scoring.inspection.difference.texts import say_change
from scoring.inspection.lint import LintFinding, lint
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.services import Services


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text, its lines numbered from 1; `marked` are the lines with a finding."""

    key: str
    file: str
    label: str
    lines: tuple[str, ...]
    marked: frozenset[int]


@dataclass(frozen=True, slots=True)
class Inspected:
    """A draft as inspection sees it. `before` is the version that would hold on its first day without it.

    `rounds` says how its own rounds differ from those that it began from.
    """

    checked: Checked
    before: Policy | None
    changes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    rounds: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What keeps the draft from being published, but for the cases, which are told one by one."""
        return (*self.checked.findings, *self.checked.unmet)

    def anchor(self, finding: Finding) -> str:
        """Give the address of the line that a finding is about; empty where its text is not shown."""
        sheet = next((sheet for sheet in self.sheets if sheet.file == finding.position.file), None)
        return f"#{sheet.key}-{finding.position.line}" if sheet and finding.position.line <= len(sheet.lines) else ""


def inspect(services: Services, draft: Draft) -> Inspected:
    """Look a draft through."""
    checked = check_kept_draft(services.transaction, draft)
    policy, sheets = checked.policy, tuple(_sheets(draft, checked))
    rounds = tuple(say_change(c, language()) for c in changes_of_rounds(services.transaction, draft, policy)) if policy else ()
    if draft.line.of_rounds:
        return Inspected(checked, None, (), sheets, rounds)
    before = _before(services, policy) if policy else None
    changes = tuple(say_change(c, language()) for c in differences(before, policy)) if before and policy else ()
    return Inspected(checked, before, changes, sheets, rounds)


def advise(inspected: Inspected) -> tuple[LintFinding, ...]:
    """Look for what is probably wrong with the meaning of a draft that can be read; it takes a second or so."""
    return lint(inspected.checked.policy) if inspected.checked.policy else ()


def _before(services: Services, policy: Policy) -> Policy | None:
    """Give the version that is in force on the first day of *policy*, or today where that is past; None for a new scheme."""
    on = max(policy.in_force.first, services.clock.today())
    try:
        found = services.library.current(policy.scheme, on)
    except PolicyUnknown:
        return None
    return None if found.version == policy.version else found


def _sheets(draft: Draft, checked: Checked) -> Iterator[Sheet]:
    source = draft.source
    texts = (
        ("text", source.file, _("Text of the version"), source.text),
        ("cases", cases_file(source), _("Cases"), draft.cases),
        ("rounds", f"{source.scheme}/rounds.yaml", _("Rounds"), source.rounds),
        ("vocabulary", "vocabulary.yaml", _("Vocabulary"), source.vocabulary),
    )
    for key, file, label, text in texts:
        if text:
            marked = frozenset(found.position.line for found in checked.obstacles if found.position.file == file)
            yield Sheet(key, file, label, tuple(text.splitlines()), marked)

"""The forms of intake: accepting, asking for a supplement, taking as given up, not accepting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from admin.forms import MOST, ShownForm, at_most, needed
from scoring.application.filing import Asked
from scoring.casework.ask_supplement import FAMILY, asked_about
from scoring.policy.model import Policy
from scoring.web.language import language

_REASON = [needed(_l("Give the reasons.")), at_most(MOST)]


class AbandonForm(ShownForm):
    """视为放弃."""

    reason = TextAreaField(
        _l("Reasons"), description=_l("What was not handed in, and how the applicant was reminded."), validators=_REASON
    )


class ProposeForm(ShownForm):
    """拟不予受理."""

    reason = TextAreaField(
        _l("Reasons"), description=_l("Which rule keeps the office from accepting. A supervisor confirms."), validators=_REASON
    )


class ReturnProposalForm(ShownForm):
    """退回拟不予受理."""

    reason = TextAreaField(
        _l("What speaks against it"), description=_l("The officers read it; the applicant does not."), validators=_REASON
    )


class NotAcceptForm(ShownForm):
    """不予受理."""

    reason = TextAreaField(
        _l("Reasons"), description=_l("The applicant is told them, and may contest them or apply again."), validators=_REASON
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What a supplement can ask for at one criterion or requirement: its name, and the three inputs of the form."""

    about: str
    label: str
    ticked: Any
    words: Any
    reference: Any


class SupplementForm(ShownForm):
    """Everything that can be missing, one line for each criterion and requirement; `for_policy` makes it."""

    policy: Policy

    @classmethod
    def for_policy(cls, policy: Policy) -> SupplementForm:
        """Give the form with the lines of one policy; articles are those of its text."""
        fields: dict[str, Any] = {"policy": policy}
        for n, (_about, reference) in enumerate(asked_about(policy).items()):
            fields[f"tick_{n}"] = BooleanField(_l("Missing"))
            fields[f"words_{n}"] = TextAreaField(_l("What is missing"), validators=[at_most(MOST)])
            fields[f"reference_{n}"] = StringField(_l("Article"), default=reference, validators=[at_most(300)])
        form: SupplementForm = type("SupplementOf", (cls,), fields)()
        return form

    def lines(self) -> Iterator[Line]:
        """Give the lines in the order of the policy."""
        conditions = (r.about for part in (self.policy.requirements, self.policy.vetoes, self.policy.walk()) for r in part)
        labels = {about.id: about.label.say(language()) for about in conditions}
        for n, about in enumerate(asked_about(self.policy)):
            label = str(_l("Family members")) if about == FAMILY else labels[about]
            yield Line(about, label, self[f"tick_{n}"], self[f"words_{n}"], self[f"reference_{n}"])

    def asked(self) -> tuple[Asked, ...]:
        """Give what is ticked, and what has words without a tick: nothing that was typed is lost."""
        return tuple(Asked(line.about, line.words.data or "", line.reference.data or "") for line in self._chosen())

    def refuse(self, name: str, words: str) -> None:
        """Put an error beside the input of the line that it is about, or at the first line."""
        _, _, place = name.partition("/")
        number, _, item = place.partition("/")
        chosen = list(self._chosen())
        line = chosen[int(number)] if number.isdigit() and int(number) < len(chosen) else next(self.lines())
        field = {"words": line.words, "reference": line.reference}.get(item, line.ticked)
        field.errors = [*field.errors, words]

    def _chosen(self) -> Iterator[Line]:
        return (line for line in self.lines() if line.ticked.data or (line.words.data or "").strip())

"""The form by which policy staff announce a further round, with a field for every figure that the rules set for each round."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from admin.forms import DayField, ShownForm
from admin.refusal_words import say_refusal
from admin.round_forms import MomentField
from scoring.application.announced_values import form_of, read_days
from scoring.application.announcing import Announcement, figures_for
from scoring.engine.figure_words import round_rows
from scoring.errors import InputRefused
from scoring.pages.widgets import say_unit
from scoring.policy.language.types import SetOf
from scoring.web.language import language

if TYPE_CHECKING:
    from scoring.policy.facts import Parameter
    from scoring.policy.model import Policy

_WHOLE = re.compile(r"[0-9]{1,9}")
FIGURE = "figure_"
_BEFORE_FIGURES = ("round", "announced", "quota", "quota_without_points", "window_from", "window_until")


class AnnounceForm(ShownForm):
    """What the notice of a further round says. `seen` is the digest of the preview that was displayed."""

    seen = HiddenField()
    round = StringField(_l("Round"), description=_l("By what name rounds.yaml knows it, such as 2026."))
    announced = DayField(_l("Announced on"), description=_l("The day of the notice, such as 2026-03-02."), validators=[Optional()])
    quota = StringField(_l("Places"), description=_l("A whole number; nothing where the notice gives none."))
    quota_without_points = StringField(
        _l("Places without points"),
        description=_l("Of those who are admitted without points; nothing where the notice gives none."),
    )
    window_from = MomentField(
        _l("Applications are taken from"),
        description=_l("Day and time at the offices, such as 2026-03-02 09:00."),
        validators=[Optional()],
    )
    window_until = MomentField(
        _l("Applications are taken until"), description=_l("The last minute is included."), validators=[Optional()]
    )
    dates = TextAreaField(
        _l("Other days, for people to read"),
        description=_l("A line each: a name, and the day or the first and the last one, such as tax 2023-01-01 2025-12-31."),
    )
    source = StringField(_l("Notice of the round"), description=_l("Its address, or its number and title."))
    provenance = RadioField(
        _l("How sure the figures are"),
        choices=[
            SelectChoice("official", _l("From the notice itself")),
            SelectChoice("secondary", _l("From a report about it")),
            SelectChoice("illustrative", _l("Made up, as an example")),
        ],
        validate_choice=False,
    )
    note_zh = TextAreaField(_l("Note in Chinese"), description=_l("What the notice leaves open, and what was chosen."))
    note_en = TextAreaField(_l("Note in English"), description=_l("The same, for readers of the other language."))

    @classmethod
    def for_policy(cls, policy: Policy) -> AnnounceForm:
        """Give the form with a field for each figure of *policy* that a round sets, with what it was in the last one."""
        last = policy.own_rounds[-1].id if policy.own_rounds else None
        values = {each.id: value.say(language()) for each, value in round_rows(policy, last)}
        inputs = {f"{FIGURE}{each.id}": _input(each, last, values.get(each.id)) for each in figures_for(policy)}
        return type(cls.__name__, (cls,), inputs)()

    def figures(self) -> Iterator[Field]:
        """Give the fields of figures, in the order of the rules."""
        return (field for field in self if field.name.startswith(FIGURE))

    def summary(self) -> list[dict[str, str]]:
        """Give every error in the order of the page, where figures stand after the window; what is said of one names it."""
        found, labels = super().summary(), {f"#{field.id}": str(field.label.text) for field in self.figures()}
        named = [
            {**each, "text": each["text"] if each["text"].startswith(label) else f"{label}{_(': ')}{each['text']}"}
            for each in found
            if (label := labels.get(each["href"])) is not None
        ]
        rest = [each for each in found if each["href"] not in labels]
        before = [each for each in rest if each["href"].removeprefix("#") in _BEFORE_FIGURES]
        return [*before, *named, *(each for each in rest if each not in before)]

    def announcement(self) -> Announcement:
        """Give what was typed; what cannot be read is named already, and left out."""
        days, faults = read_days(self.dates.data or "")
        for fault in faults:
            self.refuse("dates", say_refusal(InputRefused("dates", fault)))
        numbers = {name: _whole(self[name].data or "") for name in ("quota", "quota_without_points")}
        texts = {"zh": self.note_zh.data or "", "en": self.note_en.data or ""}
        given: Mapping[str, Any] = {"window_from": self.window_from.data, "window_until": self.window_until.data, **numbers}
        return Announcement(
            round=_plain(self.round.data or ""),
            announced=self.announced.data,
            parameters={field.name.removeprefix(FIGURE): field.data or "" for field in self.figures()},
            dates=days,
            source=(self.source.data or "").strip(),
            provenance=self.provenance.data or None,
            note={each: words.strip() for each, words in texts.items() if words.strip()},
            **given,
        )

    def refuse_place(self, place: str, words: str) -> None:
        """Put what the core found beside its input, unless what was typed there cannot even be read."""
        name = place.replace("parameters/", FIGURE).replace("note/", "note_")
        if not self[name].errors:
            self.refuse(name, words)


def _input(figure: Parameter, last: str | None, value: str | None) -> Field:
    parts = [_("Expected: %(form)s", form=form_of(figure.type))]
    if figure.reference:
        parts.append(_("Basis: %(reference)s", reference=figure.reference))
    if last and value:
        parts.append(_("In round %(round)s it was %(value)s; each round has its own.", round=last, value=value))
    label = figure.label.say(language()) or figure.id
    kind = TextAreaField if isinstance(figure.type, SetOf) else StringField
    return kind(f"{label} ({say_unit(figure.unit.say(language()))})" if figure.unit else label, description=_(" · ").join(parts))


def _plain(typed: str) -> str:
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _whole(typed: str) -> int | None:
    """Read a number of places: None where nothing is typed, one that the core refuses where it is no number."""
    plain = _plain(typed)
    return None if not plain else int(plain) if _WHOLE.fullmatch(plain) else -1

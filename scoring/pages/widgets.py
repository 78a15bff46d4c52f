"""The look of a question: each widget turns its field into the parameters of a GOV.UK component macro.

Template code calls `{{ field() }}`. The macros say nothing in English by themselves: whatever they would say by default is given
here through gettext.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from scoring.pages.dates import DateField
from scoring.pages.fields import NONE, ChoiceField, FactField, NumberField, TextField, say_none
from scoring.pages.records import RecordsField
from scoring.web.language import language

Parameters = dict[str, Any]
Widget = Callable[..., Markup]

_components = Environment(loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True)
_own = Environment(
    loader=ChoiceLoader([PackageLoader("scoring", "templates")]), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def component(name: str, macro: str, parameters: Parameters) -> Markup:
    """Render one component macro, `component("radios", "govukRadios", {…})`."""
    template = _components.get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    return Markup(getattr(template.module, macro)(parameters))  # noqa: S704 - the macros escape what they are given


class ChoiceWidget:
    """Radio buttons with fieldset and legend; from `SELECT_FROM` options on a drop-down."""

    def __call__(self, field: ChoiceField, *, compact: bool = False, **_kwargs: object) -> Markup:
        """Render the radio buttons, small ones where much stands on a page, or the drop-down."""
        if field.is_select:
            return component("select", "govukSelect", _select(field))
        return component("radios", "govukRadios", _radios(field, small=compact or field.is_part))


def _radios(field: ChoiceField, *, small: bool) -> Parameters:
    items: list[Parameters] = [{"value": value, "text": words, "checked": field.typed == value} for value, words in field.options]
    if field.may_be_empty:
        items.append({"value": NONE, "text": say_none(), "checked": field.is_empty})
    if field.may_be_unknown:
        is_open = not field.typed and not field.is_empty
        items += [{"divider": _("or")}, {"value": "", "text": _("I do not know"), "checked": is_open}]
    if field.autofocus:
        items[0]["attributes"] = {"autofocus": "autofocus"}
    is_short = field.fact.kind == "boolean" and not field.may_be_unknown and not field.may_be_empty
    classes = "govuk-radios--inline" if is_short else ""
    shape = {"classes": classes + (" govuk-radios--small" if small else ""), "fieldset": {"legend": _legend(field)}}
    return {"idPrefix": field.id, "name": field.name, "items": items} | shape | _told(field)


def _select(field: ChoiceField) -> Parameters:
    items = [{"value": "", "text": _("Choose"), "selected": not field.typed and not field.is_empty}]
    if field.may_be_empty:
        items.append({"value": NONE, "text": say_none(), "selected": field.is_empty})
    items += [{"value": value, "text": words, "selected": field.typed == value} for value, words in field.options]
    return {"id": field.id, "name": field.name, "items": items, "label": _label(field), "attributes": _focus(field)} | _told(field)


class NumberWidget:
    """A short text input with the unit beside it and the right keyboard on phones."""

    def __call__(self, field: NumberField, **_kwargs: object) -> Markup:
        """Render the input with its unit."""
        unit = say_unit(field.fact.unit.say(language()))
        parameters = _input(field) | {
            "classes": f"govuk-input--width-{_width(field)}",
            "inputmode": "numeric" if field.fact.kind == "integer" else "decimal",
            "spellcheck": False,
        }
        return _with_box(field, component("input", "govukInput", parameters | ({"suffix": {"text": unit}} if unit else {})))


def _with_box(field: FactField, question: Markup) -> Markup:
    """Put the box “none, or does not apply” below a question that may be answered so."""
    if not field.may_be_empty:
        return question
    label = Markup('{}<span class="govuk-visually-hidden">{}{}</span>').format(say_none(), _(": "), field.label.text)
    box = {"value": "yes", "html": label, "checked": field.is_empty}
    parameters = {"idPrefix": f"{field.id}-none", "name": field.box, "items": [box], "classes": "govuk-checkboxes--small"}
    return Markup('<div class="app-optional">{}{}</div>').format(question, component("checkboxes", "govukCheckboxes", parameters))


def _width(field: NumberField) -> int:
    digits = len(str(field.fact.maximum or "")) + field.fact.places
    return next(width for width in (3, 4, 5, 10, 20) if digits <= width or width == 20)  # noqa: PLR2004 - the widths there are


class TextWidget:
    """A text input."""

    def __call__(self, field: TextField, **_kwargs: object) -> Markup:
        """Render the input."""
        return component("input", "govukInput", _input(field) | {"classes": "govuk-input--width-20"})


def _input(field: FactField) -> Parameters:
    return {
        "id": field.id,
        "name": field.name,
        "value": field.typed,
        "label": _label(field),
        "autocomplete": "off",
        "attributes": _focus(field),
    } | _told(field)


class DateWidget:
    """Three boxes in the order of the reader's language."""

    def __call__(self, field: DateField, **_kwargs: object) -> Markup:
        """Render the boxes."""
        names = {"year": _("Year"), "month": _("Month"), "day": _("Day")}
        items = [_box(field, part, names[part]) for part in field.order]
        if field.autofocus:
            items[0]["attributes"] = {"autofocus": "autofocus"}
        parameters = {"id": field.id, "items": items, "fieldset": {"legend": _legend(field)}} | _told(field)
        return _with_box(field, component("date-input", "govukDateInput", parameters))


def _box(field: DateField, part: str, name: str) -> Parameters:
    is_wrong = bool(field.errors) and part in (field.wrong_parts or field.order)
    width = 4 if part == "year" else 2
    return {
        "id": f"{field.id}-{part}",
        "name": f"{field.name}-{part}",
        "label": name,
        "value": field.parts[part],
        "classes": f"govuk-input--width-{width}{' govuk-input--error' if is_wrong else ''}",
        "autocomplete": f"bday-{part}" if field.fact.id == "birth_date" else "off",
    }


class RecordsWidget:
    """Rows of a list, each with a button that takes it away, and one button that adds another."""

    def __call__(self, field: RecordsField, **_kwargs: object) -> Markup:
        """Render the rows."""
        template = _own.get_template("pages/records.html")
        words = {
            "add": _("Add another") if field.rows else _("Add an entry"),
            "remove": _("Remove"),
            "none": _("No entry yet. Nothing to enter? Go on."),
            "full": _("The list is full: %(most)s entries.", most=field.fact.max_items),
            "row": _("Entry %(number)s"),
            "error": _("Error:"),
        }
        return Markup(template.render(field=field, words=words, hint=hint_of(field), error=_error(field)))  # noqa: S704 - autoescaped


def _label(field: FactField) -> Parameters:
    return {"text": field.label.text, "classes": f"govuk-label--{_size(field)}", "isPageHeading": field.is_heading}


def _legend(field: FactField) -> Parameters:
    return {"text": field.label.text, "classes": f"govuk-fieldset__legend--{_size(field)}", "isPageHeading": field.is_heading}


def _size(field: FactField) -> str:
    if field.is_heading:
        return "l"
    return "s" if field.is_part else "m"


def _told(field: FactField) -> Parameters:
    """Give hint and error, each only where there is one, so that no empty element is described."""
    told: Parameters = {}
    if hint := hint_of(field):
        told["hint"] = {"text": hint}
    return told | _error(field)


def _error(field: Any) -> Parameters:
    words = [text for text in field.errors if isinstance(text, str)]
    return {"errorMessage": {"text": words[0], "visuallyHiddenText": _("Error")}} if words else {}


def hint_of(field: Any) -> str:
    """Give the question's help and what holds without an answer."""
    joint = "" if field.language == "zh" else " "
    return joint.join(part for part in (field.fact.help.say(field.language), field.said_default) if part)


def _focus(field: FactField) -> Mapping[str, str]:
    return {"autofocus": "autofocus"} if field.autofocus else {}


def say_unit(unit: str) -> str:
    """Give a unit in the reader's language; one that is not known here stands as the policy writes it."""
    times = {"month": _("months"), "year": _("years"), "day": _("days"), "hour": _("hours")}
    names = {**times, "CNY": _("yuan"), "person": _("persons")}
    return names.get(unit, unit)

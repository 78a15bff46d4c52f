"""The rest of a draft: the office it goes to, and what is asked for statistics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask_babel import gettext as _
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from scoring.application.filing import Content
from scoring.application.statistics import PROVINCES, SECTORS, EmployerClass, Statistics
from scoring.casework.offices import City, read_cities
from scoring.casework.submit_application import receiving_offices
from scoring.errors import InputRefused
from scoring.pages.applying.draft_page import DraftForm, FormPage
from scoring.pages.applying.forms import OfficeForm, StatisticsForm
from scoring.pages.applying.sheet import Sheet
from scoring.pages.applying.statistics_words import say_employer, say_province, say_sector
from scoring.web.language import language
from scoring.web.services import Services

ITEMS = ("district", "street", "sector", "province", "employer_class")


class OfficeChoice(FormPage):
    """`/zh/draft/<reference>/office`: where the application goes."""

    template = "office.html"

    def form(self, sheet: Sheet, **_where: str | int) -> DraftForm:
        """Give the offices to choose from."""
        form = OfficeForm(office=sheet.content.office)
        if isinstance(form.office, RadioField):
            offices = receiving_offices(self.services.transaction, sheet.policy)
            form.office.choices = [SelectChoice(office.id, office.name.say(language())) for office in offices]
        return form

    def content(self, sheet: Sheet, form: DraftForm, **_where: str | int) -> Content:
        """Put the office in. Raises InputRefused where none of them was chosen."""
        chosen = form.data.get("office")
        if chosen not in {office.id for office in receiving_offices(self.services.transaction, sheet.policy)}:
            raise InputRefused("office", "Choose the office to which the application goes.")
        return replace(sheet.content, office=chosen)


class StatisticsPage(FormPage):
    """`/zh/draft/<reference>/statistics`."""

    template = "statistics.html"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cities = cities_of(services)

    def form(self, sheet: Sheet, **_where: str | int) -> DraftForm:
        """Give the lists to choose from; districts are those of the cities in the office's file."""
        known = sheet.content.statistics
        form = StatisticsForm(**{item: getattr(known, item) for item in ITEMS})
        _offer(form.sector, [(letter, say_sector(letter)) for letter in SECTORS])
        _offer(form.province, [(code, say_province(code)) for code in PROVINCES])
        _offer(form.employer_class, [(kind.value, say_employer(kind)) for kind in EmployerClass])
        if isinstance(form.district, SelectField):
            form.district.choices = [SelectChoice("", _("Not said")), *_districts(self.cities)]
        return form

    def content(self, sheet: Sheet, form: DraftForm, **_where: str | int) -> Content:
        """Put in what was said."""
        said = {item: " ".join((form.data.get(item) or "").split()) for item in ITEMS}
        return replace(sheet.content, statistics=Statistics(**said))


def cities_of(services: Services) -> tuple[City, ...]:
    """Give the cities and districts that the installation's file of offices names."""
    return read_cities(services.settings.policies / "offices.yaml")


def _offer(field: object, options: Iterable[tuple[str, str]]) -> None:
    if isinstance(field, SelectField):
        field.choices = [SelectChoice("", _("Not said")), *(SelectChoice(value, words) for value, words in options)]


def _districts(cities: Iterable[City]) -> Iterable[SelectChoice]:
    for city in cities:
        for code, name in city.districts.items():
            yield SelectChoice(code, name.say(language()), optgroup=city.name.say(language()))


def statistics_rows(cities: Iterable[City], said: Statistics) -> list[tuple[str, str]]:
    """Give what was said for statistics in words, each with its question."""
    known = {code: name for city in cities for code, name in city.districts.items()}
    district = known[said.district].say(language()) if said.district in known else said.district
    rows = (
        (_("District where you live"), district),
        (_("Street or town where you live"), said.street),
        (_("Sector in which you work"), say_sector(said.sector) if said.sector else ""),
        (_("Province you come from"), say_province(said.province) if said.province else ""),
        (_("Kind of employer"), say_employer(EmployerClass(said.employer_class)) if said.employer_class else ""),
    )
    return [(question, answer) for question, answer in rows if answer]

"""What differs between two handings in, in words: the place, and the values before and after. The console says it likewise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from scoring.application.filing import Difference
from scoring.application.statistics import EmployerClass
from scoring.casework.offices import City
from scoring.pages.applying.statistics_words import say_employer, say_province, say_sector
from scoring.pages.applying.words import say_relation
from scoring.pages.values import say_value, typed
from scoring.policy.model import Policy
from scoring.web.language import language

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """The words of one file: of its policy (None where it is not known here), and of the districts that the installation names."""

    policy: Policy | None
    cities: Iterable[City] = ()

    def place(self, difference: Difference) -> str:
        """Name the place of a difference; by the names in it where nothing better is known."""
        area, _slash, name = difference.place.partition("/")
        if area == "facts" and self.policy is not None and name in self.policy.facts:
            return self.policy.facts[name].label.say(language())
        if area == "people":
            number, _slash, item = name.partition("/")
            who = _("Applicant") if number == "0" else _("Family member %(number)s", number=number)
            return _("%(who)s: %(item)s", who=who, item=_item(item))
        if area == "removed":
            number, _slash, item = name.partition("/")
            who = _("Family member %(number)s, taken out", number=number)
            return _("%(who)s: %(item)s", who=who, item=_item(item))
        return _item(name or area)

    def value(self, difference: Difference, value: Any) -> str:
        """Say a value before or after."""
        area, _slash, name = difference.place.partition("/")
        if value in (None, ""):
            return NOTHING
        if area == "facts" and self.policy is not None and name in self.policy.facts:
            fact = self.policy.facts[name]
            said = typed(fact, value)
            return NOTHING if said is None else _("; ").join(say_value(self.policy, fact, said, language()))
        if area == "statistics":
            return self._statistic(name, value)
        if name.endswith("/relation"):
            return say_relation(value)
        return str(value)

    def _statistic(self, name: str, value: str) -> str:
        districts = {code: said for city in self.cities for code, said in city.districts.items()}
        said: Mapping[str, Callable[[str], str]] = {
            "sector": say_sector,
            "province": say_province,
            "employer_class": lambda kind: say_employer(EmployerClass(kind)),
            "district": lambda code: districts[code].say(language()) if code in districts else code,
        }
        return said.get(name, str)(value)


def _item(name: str) -> str:
    return {
        "relation": _("relation"),
        "name": _("name"),
        "identity_number": _("identity number"),
        "district": _("District"),
        "street": _("Street"),
        "sector": _("Sector"),
        "province": _("Province of origin"),
        "employer_class": _("Kind of employer"),
        "office": _("Receiving office"),
    }.get(name, name)

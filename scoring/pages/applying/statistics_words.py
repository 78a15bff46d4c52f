"""Names of what is asked for statistics: sectors of GB/T 4754, provinces of GB/T 2260, kinds of employer."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.statistics import EmployerClass


def say_sector(letter: str) -> str:
    """Name a sector."""
    return f"{letter} {_sectors()[letter]}"


def say_province(code: str) -> str:
    """Name a province, a city or a region of its rank."""
    return _provinces()[code]


def say_employer(kind: EmployerClass) -> str:
    """Name a kind of employer."""
    return {
        EmployerClass.GOVERNMENT: _("Party or government body"),
        EmployerClass.PUBLIC_INSTITUTION: _("Public institution"),
        EmployerClass.STATE_OWNED: _("State-owned enterprise"),
        EmployerClass.PRIVATE: _("Private enterprise"),
        EmployerClass.FOREIGN: _("Enterprise with investment from abroad, Hong Kong, Macao or Taiwan"),
        EmployerClass.SOCIAL_ORGANISATION: _("Social organisation"),
        EmployerClass.SELF_EMPLOYED: _("Self-employed or flexible work"),
        EmployerClass.NONE: _("No employer"),
    }[kind]


def _sectors() -> dict[str, str]:
    return {
        "A": _("Agriculture, forestry, animal husbandry and fishery"),
        "B": _("Mining"),
        "C": _("Manufacturing"),
        "D": _("Supply of electricity, heat, gas and water"),
        "E": _("Construction"),
        "F": _("Wholesale and retail"),
        "G": _("Transport, storage and post"),
        "H": _("Accommodation and catering"),
        "I": _("Information, software and technology services"),
        "J": _("Finance"),
        "K": _("Real estate"),
        "L": _("Leasing and business services"),
        "M": _("Research and technical services"),
        "N": _("Water, environment and public facilities"),
        "O": _("Services to households, repair and other services"),
        "P": _("Education"),
        "Q": _("Health and social work"),
        "R": _("Culture, sports and entertainment"),
        "S": _("Public administration, social security and social organisations"),
        "T": _("International organisations"),
    }


def _provinces() -> dict[str, str]:
    return {
        "11": _("Beijing"),
        "12": _("Tianjin"),
        "13": _("Hebei"),
        "14": _("Shanxi"),
        "15": _("Inner Mongolia"),
        "21": _("Liaoning"),
        "22": _("Jilin"),
        "23": _("Heilongjiang"),
        "31": _("Shanghai"),
        "32": _("Jiangsu"),
        "33": _("Zhejiang"),
        "34": _("Anhui"),
        "35": _("Fujian"),
        "36": _("Jiangxi"),
        "37": _("Shandong"),
        "41": _("Henan"),
        "42": _("Hubei"),
        "43": _("Hunan"),
        "44": _("Guangdong"),
        "45": _("Guangxi"),
        "46": _("Hainan"),
        "50": _("Chongqing"),
        "51": _("Sichuan"),
        "52": _("Guizhou"),
        "53": _("Yunnan"),
        "54": _("Tibet"),
        "61": _("Shaanxi"),
        "62": _("Gansu"),
        "63": _("Qinghai"),
        "64": _("Ningxia"),
        "65": _("Xinjiang"),
        "71": _("Taiwan"),
        "81": _("Hong Kong"),
        "82": _("Macao"),
    }

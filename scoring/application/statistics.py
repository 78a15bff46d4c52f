"""What is asked for statistics alone: no policy reads it for points, and every item may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from scoring.errors import InputRefused

SECTORS = tuple("ABCDEFGHIJKLMNOPQRST")
"""The classes 门类 of GB/T 4754."""

PROVINCES = tuple(
    f"{code}"
    for code in (
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
    )
)
"""The first two digits of the division codes of GB/T 2260."""

STREET_MAX = 80
_DIVISION = re.compile(r"[0-9]{6}")


class EmployerClass(StrEnum):
    """What kind of employer the applicant works for."""

    GOVERNMENT = "government"  # 党政机关
    PUBLIC_INSTITUTION = "public_institution"  # 事业单位
    STATE_OWNED = "state_owned"  # 国有企业
    PRIVATE = "private"  # 民营企业
    FOREIGN = "foreign"  # 外商及港澳台商投资企业
    SOCIAL_ORGANISATION = "social_organisation"  # 社会组织
    SELF_EMPLOYED = "self_employed"  # 个体工商户、灵活就业
    NONE = "none"  # 无工作单位


@dataclass(frozen=True, slots=True)
class Statistics:
    """District (six digits) and street of residence, sector, province of origin, class of the employer; empty where not said."""

    district: str = ""
    street: str = ""
    sector: str = ""
    province: str = ""
    employer_class: str = ""


NOTHING_SAID = Statistics()


def check_statistics(given: Statistics) -> None:
    """Raise InputRefused, at `statistics/<item>`, for the first item that has a value which is none."""
    known = (
        ("district", not given.district or bool(_DIVISION.fullmatch(given.district)), "Choose the district from the list."),
        ("street", len(given.street) <= STREET_MAX, f"Shorten it to {STREET_MAX} characters."),
        ("sector", given.sector in ("", *SECTORS), "Choose the sector from the list, a letter from A to T."),
        ("province", given.province in ("", *PROVINCES), "Choose the province from the list."),
        ("employer_class", given.employer_class in ("", *EmployerClass), "Choose the kind of employer from the list."),
    )
    for item, is_right, remedy in known:
        if not is_right:
            raise InputRefused(f"statistics/{item}", remedy)

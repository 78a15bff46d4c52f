"""Words of the comparison."""

from __future__ import annotations

from flask_babel import gettext as _

GRANTS = ("registration", "residence", "residence_treatment", "school_place")  # the order of the groups; it ranks nothing


def say_grants(grants: str) -> str:
    """Name what schemes of a group grant."""
    return {
        "registration": _("Household registration"),
        "residence": _("Residence"),
        "residence_treatment": _("Treatment on a residence permit"),
        "school_place": _("School places"),
    }[grants]

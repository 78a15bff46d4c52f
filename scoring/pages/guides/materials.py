"""材料清单: what to bring, what is declared, what the office looks up itself, each with the conditions under which it is needed."""

from __future__ import annotations

from typing import ClassVar

from scoring.inspection.materials import Material, Need, materials
from scoring.pages.guides.frame import SchemePage, Shown
from scoring.pages.guides.words import say_checked, say_form, say_need, say_need_hint, say_role
from scoring.policy.model import Policy

NEEDS: tuple[Need, ...] = ("everybody", "some", "declared", "looked_up", "afterwards")


class Materials(SchemePage):
    """`/zh/schemes/<scheme>/<version>/materials`."""

    endpoint: ClassVar[str] = "pages.materials"
    template: ClassVar[str] = "pages/guides/materials.html"

    def context(self, shown: Shown) -> dict[str, object]:
        """Give the materials by who has to see to them, and their words."""
        return {"parts": by_need(shown.policy), **MATERIAL_WORDS}


MATERIAL_WORDS: dict[str, object] = {
    "say_checked": say_checked,
    "say_form": say_form,
    "say_need": say_need,
    "say_need_hint": say_need_hint,
    "say_role": say_role,
}


def by_need(policy: Policy) -> tuple[tuple[Need, tuple[Material, ...]], ...]:
    """Give the materials of *policy* by who has to see to them, in the order of NEEDS; what nobody has to is left out."""
    found = materials(policy)
    parts = ((need, tuple(each for each in found if each.need == need)) for need in NEEDS)
    return tuple((need, each) for need, each in parts if each)

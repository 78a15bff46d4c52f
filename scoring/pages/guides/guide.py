"""办事指南: all that one must know to apply, in its usual order, made from the policy and from what the office states of itself.

What neither the policy nor the office states is said to be not stated, with whom to ask; nothing is made up.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from scoring.application.procedure import channels_of, organ_of, ways_of
from scoring.casework.offices import read_contacts
from scoring.casework.submit_application import receiving_offices
from scoring.engine.figures import round_of
from scoring.engine.prose import condition
from scoring.pages.guides.frame import SchemePage, Shown
from scoring.pages.guides.materials import MATERIAL_WORDS, by_need
from scoring.pages.guides.selection import say_selection
from scoring.pages.guides.steps import say_window, steps, terms
from scoring.pages.guides.words import say_channel, say_fee, say_organ, say_remedy, say_term, say_time
from scoring.pages.words import say_purpose
from scoring.policy.model import Policy
from scoring.policy.procedure import Office
from scoring.web.language import language
from scoring.web.services import Services


class Guide(SchemePage):
    """`/zh/schemes/<scheme>/<version>/guide`."""

    endpoint: ClassVar[str] = "pages.guide"
    template: ClassVar[str] = "pages/guides/guide.html"

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.contacts = read_contacts(services.settings.policies / "offices.yaml")

    def context(self, shown: Shown) -> dict[str, object]:
        """Give every part of the guide."""
        policy, defaults = shown.policy, self.services.timing.defaults
        round_ = round_of(policy, shown.on, None)
        organ = organ_of(policy.procedure, defaults)
        return {
            "purpose": say_purpose(policy),
            "window": say_window(policy, round_, shown.on),
            "selection": say_selection(policy),
            "say": partial(condition, policy),
            "parts": by_need(policy),
            "steps": steps(policy, defaults, say_window(policy, round_, shown.on)),
            "terms": terms(policy, defaults),
            "fee": say_fee(policy),
            "windows": self.windows(policy),
            "channels": [say_channel(channel) for channel in channels_of(policy.procedure, defaults)],
            "are_channels_stated": bool(policy.procedure.channels),
            "remedies": ways_of(policy.procedure, defaults),
            "complaints": policy.procedure.complaints or defaults.complaints,
            "organ": organ,
            "ask": say_organ("" if organ.is_office_default else organ.name.say(language())),
            **MATERIAL_WORDS,
            "say_remedy": say_remedy,
            "say_term": say_term,
            "say_time": say_time,
        }

    def windows(self, policy: Policy) -> tuple[Office, ...]:
        """Give the windows that the policy names, else the offices that receive applications under it, as far as they are known."""
        if policy.procedure.offices:
            return policy.procedure.offices
        offices = receiving_offices(self.services.transaction, policy)
        return tuple(self.contacts.get(office.id) or Office(office.name) for office in offices)

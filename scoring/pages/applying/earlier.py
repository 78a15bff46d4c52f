"""What was verified in an earlier file, offered to a draft: ticked one by one, or all that replaces no other answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from scoring.application.earlier import Offer, taking
from scoring.application.filing import Content
from scoring.casework.offer_earlier import offer_earlier
from scoring.errors import InputRefused
from scoring.pages.applying.draft_page import DraftForm, FormPage
from scoring.pages.applying.forms import EarlierForm
from scoring.pages.applying.sheet import Sheet
from scoring.pages.fields import say_none
from scoring.pages.values import say_value, typed
from scoring.policy.values import Refused
from scoring.web.language import language
from scoring.web.services import Services


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in words: what was verified, and what the draft says where that is something else."""

    offer: Offer
    question: str
    value: tuple[str, ...]
    given: tuple[str, ...]


def offered(services: Services, sheet: Sheet) -> tuple[Offer, ...]:
    """Give what the draft may take over; what is approved before stands already."""
    if sheet.prepared is not None or sheet.holder.identity is None:
        return ()
    reference, today = sheet.draft.reference, services.clock.today()
    found = offer_earlier(services.transaction, services.library, reference, holder=sheet.holder, today=today)
    return tuple(offer for offer in found if offer.earlier.fact not in sheet.settled)


class TakeEarlier(FormPage):
    """`/zh/draft/<reference>/earlier`: what is offered; nothing is ticked, so that nothing is taken over unseen."""

    template = "earlier.html"

    def form(self, sheet: Sheet, **_where: str | int) -> DraftForm:  # noqa: ARG002 - as other pages have it
        """Give the form as it was sent."""
        return EarlierForm()

    def content(self, sheet: Sheet, form: DraftForm, **_where: str | int) -> Content:
        """Take over what was ticked, or all that does not replace another answer. Raises InputRefused where that is nothing."""
        found, ticked = offered(self.services, sheet), form.data.get("taken") or []
        if request.form.get("all"):
            chosen = [offer for offer in found if offer.state != "differs"]
        else:
            chosen = [offer for offer in found if offer.key in ticked]
        if not chosen:
            raise InputRefused("taken", "Tick what is to be taken over.")
        return taking(sheet.content, chosen)

    def more(self, sheet: Sheet, **_where: str | int) -> dict[str, object]:
        """Give what is offered."""
        rows = [_row(sheet, offer) for offer in offered(self.services, sheet)]
        return {"rows": rows, "has_plain": len(rows) > 1 and any(row.offer.state != "differs" for row in rows)}


def _row(sheet: Sheet, offer: Offer) -> OfferRow:
    given = offer.given if offer.state == "differs" else ()
    fact = sheet.policy.facts[offer.earlier.fact]
    return OfferRow(offer, fact.label.say(language()), _words(sheet, fact.id, offer.earlier.value), _words(sheet, fact.id, given))


def _words(sheet: Sheet, id_: str, given: Sequence[object]) -> tuple[str, ...]:
    if not given:
        return ()
    fact = sheet.policy.facts[id_]
    try:
        value = typed(fact, given[0])
    except Refused:
        return (str(given[0]),)  # what the draft says was typed under other rules
    return (say_none(),) if value is None else say_value(sheet.policy, fact, value, language())

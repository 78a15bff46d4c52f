"""The words of letters that both skins show: what each is called, ways to contest, terms with what they rest on."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.due import Due
from scoring.application.letter import LetterKind
from scoring.application.procedure import Organ, Term, Way
from scoring.notices.letters import Letter
from scoring.pages.own.words import say_time, say_waiting
from scoring.pages.words import say_day
from scoring.web.language import language


def say_letter(kind: LetterKind) -> str:
    """Name a letter."""
    return {
        LetterKind.ACCEPTANCE: _("Notice of acceptance"),
        LetterKind.SUPPLEMENT: _("Notice of everything that is missing"),
        LetterKind.NOT_ACCEPTED: _("Decision not to accept"),
    }[kind]


def say_terms(letter: Letter) -> tuple[str, ...]:
    """Say what is waited for from now on, and until when."""
    return tuple(say_waiting(due) for due in letter.terms)


def say_way(way: Way, due: Due) -> str:
    """Say one way to contest a decision: what it is, before whom, until when, and by what rule."""
    what = {
        "review": _("review by the authority"),
        "reconsideration": _("administrative reconsideration"),
        "litigation": _("administrative litigation"),
    }[way.kind]
    words = _("%(what)s: %(organ)s, %(until)s", what=what, organ=way.organ.name.say(language()), until=_until(way, due))
    return words + _basis(way.within) + (f" {way.note.say(language())}" if way.note else "")


def say_term(term: Term | None) -> str:
    """Say a term with what it rests on; nothing where none is set."""
    return "" if term is None else say_time(term.duration) + _basis(term)


def say_organ(organ: Organ) -> str:
    """Name the organ, with the article that names it."""
    return organ.name.say(language()) + (_(" (%(reference)s)", reference=organ.reference) if organ.reference else "")


def _until(way: Way, due: Due) -> str:
    if due.day is not None:
        return _("by %(day)s at the earliest", day=say_day(due.day)) if due.is_earliest else _("by %(day)s", day=say_day(due.day))
    return _("within %(time)s", time=say_time(way.within.duration)) if way.within else _("no term is set")


def _basis(term: Term | None) -> str:
    if term is None:
        return ""
    if term.is_office_default:
        return _(" (A term of the office, none of law.)")
    return _(" (%(reference)s)", reference=term.reference) if term.reference else ""

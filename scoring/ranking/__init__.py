"""Who gets a place when places are limited: candidates and places in, the round's result out. Pure, and the same for ever."""

from scoring.ranking.digest import digest_of
from scoring.ranking.places import NO_PLACES, Keys, LastPlace, Line, Places, Quota, Ties, reaches
from scoring.ranking.selecting import Candidate, RoundResult, draw, line_of, select, select_each

__all__ = [
    "NO_PLACES",
    "Candidate",
    "Keys",
    "LastPlace",
    "Line",
    "Places",
    "Quota",
    "RoundResult",
    "Ties",
    "digest_of",
    "draw",
    "line_of",
    "reaches",
    "select",
    "select_each",
]

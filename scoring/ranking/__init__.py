"""Who gets a place when places are limited: candidates and places in, the round's result out. Pure, and the same for ever."""

from scoring.ranking.digest import digest_of
from scoring.ranking.selecting import Candidate, Keys, Line, Places, Quota, RoundResult, Ties, draw, select, select_each

__all__ = ["Candidate", "Keys", "Line", "Places", "Quota", "RoundResult", "Ties", "digest_of", "draw", "select", "select_each"]

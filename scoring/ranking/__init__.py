"""Who gets a place when places are limited: candidates and a quota in, the round's result out. Pure, and the same for ever."""

from scoring.ranking.selecting import Candidate, Placed, RoundResult, select

__all__ = ["Candidate", "Placed", "RoundResult", "select"]

"""Charts as SVG, made from numbers alone: classes and attributes, no style and no script, so that a strict page may hold them."""

from scoring.charts.balance import Balance, balance_chart
from scoring.charts.pairs import Pair, pair_chart
from scoring.charts.steps import Mark, Stretch, Tick, step_chart

__all__ = ["Balance", "Mark", "Pair", "Stretch", "Tick", "balance_chart", "pair_chart", "step_chart"]

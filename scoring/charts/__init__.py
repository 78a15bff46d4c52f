"""Charts as SVG, made from numbers alone: classes and attributes, no style and no script, so that a strict page may hold them."""

from scoring.charts.steps import Mark, Stretch, Tick, step_chart

__all__ = ["Mark", "Stretch", "Tick", "step_chart"]

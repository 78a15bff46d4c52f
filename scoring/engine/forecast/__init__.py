"""How an assessment changes day by day: when the threshold is reached, the best time to apply, and what is lost when."""

from scoring.engine.forecast.document import as_document
from scoring.engine.forecast.forecasting import FirstDays, first_days, forecast
from scoring.engine.forecast.result import (
    Assumption,
    AwardChange,
    Between,
    Forecast,
    Level,
    Renewal,
    Step,
    Stretch,
    Turn,
    Window,
)
from scoring.engine.forecast.sentences import assumption_sentence, forecast_sentences, renewal_sentence, step_sentence

__all__ = [
    "Assumption",
    "AwardChange",
    "Between",
    "FirstDays",
    "Forecast",
    "Level",
    "Renewal",
    "Step",
    "Stretch",
    "Turn",
    "Window",
    "as_document",
    "assumption_sentence",
    "first_days",
    "forecast",
    "forecast_sentences",
    "renewal_sentence",
    "step_sentence",
]

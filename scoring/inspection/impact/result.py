"""What a comparison found, as counts and exact numbers; a count is None where it is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.inspection.impact.standing import Why
from scoring.policy.wording import Text

Side = Literal["before", "after"]
COUNTS = ("lose", "same", "gain")
LINES = ("lose_line", "keep_line", "below_line", "gain_line")


@dataclass(frozen=True, slots=True)
class Tally:
    """What becomes of some `people`.

    They lose points, keep them, or gain some; they are eligible no more (`lose_line`), still, not now either (`below_line`), or
    newly (`gain_line`). `before` and `after` are the sums of their points. Means are rounded half up to two places more than
    points have, medians are exact. All is None where there is nobody, and where it is withheld.
    """

    people: int | None
    lose: int | None
    same: int | None
    gain: int | None
    lose_line: int | None
    keep_line: int | None
    below_line: int | None
    gain_line: int | None
    before: Decimal | None = None
    after: Decimal | None = None
    mean_before: Decimal | None = None
    mean_after: Decimal | None = None
    median_before: Decimal | None = None
    median_after: Decimal | None = None

    @property
    def mean_shift(self) -> Decimal | None:
        """How far the mean moved."""
        return None if self.mean_before is None or self.mean_after is None else self.mean_after - self.mean_before

    @property
    def median_shift(self) -> Decimal | None:
        """How far the median moved."""
        return None if self.median_before is None or self.median_after is None else self.median_after - self.median_before


@dataclass(frozen=True, slots=True)
class CutImpact:
    """The people by the groups of one fact, in the order of its options or bands; a group of nobody is left out."""

    fact: str
    label: Text
    groups: tuple[tuple[Text, Tally], ...]


@dataclass(frozen=True, slots=True)
class Bins:
    """How many have how many points, before and after, in bins of one `step`, the first of which begins at `start`."""

    start: Decimal
    step: Decimal
    before: tuple[int | None, ...]
    after: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """A quota under one policy: how many are eligible and ranked, the points of the last one within, how many are within.

    `open` are tied at the line and wait for the authority's further rule.
    """

    ranked: int | None
    cut_off: Decimal | None
    within: int | None
    open: int | None


@dataclass(frozen=True, slots=True)
class QuotaShift:
    """What becomes of the cut-off for one `quota`: who is within under both, before only (they lose the place), after only."""

    quota: int
    before: Places
    after: Places
    both: int | None
    lose: int | None
    gain: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who loses much: the row of the table, counted from 1, and the points before and after."""

    row: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Unscored:
    """So many people one policy cannot score, and why. Whom both cannot score counts under each."""

    side: Side
    why: Why
    people: int | None


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change does to the people of a table.

    `rows` is how many there are, `everybody` what becomes of those whom both policies score, `left_out` how many that are not, and
    `unscored` why. `hits` name single rows and are never written into a report; `bins` is None where nobody was compared.
    """

    rows: int | None
    left_out: int | None
    unscored: tuple[Unscored, ...]
    everybody: Tally
    cuts: tuple[CutImpact, ...]
    bins: Bins | None
    quota: QuotaShift | None = None
    hits: tuple[Hit, ...] = ()

"""The plan on one page: where a person stands, what an admission would bring the family, the surest way there, what comes when."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from scoring.engine.advice import THRESHOLD, Standing
from scoring.engine.advice.advising import Advising
from scoring.engine.assessment import Assessment, Outcome
from scoring.engine.forecast import forecast, step_sentence
from scoring.pages.check import AdvisingPage, Check
from scoring.pages.over_time import YEARS, chart, last_of, versions
from scoring.pages.past import spread
from scoring.pages.plan.papers import papers
from scoring.pages.plan.unlocked import unlocked, where_to_apply
from scoring.pages.result import may_apply, still_open
from scoring.pages.sums import sums
from scoring.pages.ways import NODES, card_of

YEARS_WHILE_OPEN = 3  # how far it looks while answers are missing, which makes every day dear to read; the page over time looks on
FEW = 3  # days on which something is lost that the page names itself


class Plan(AdvisingPage):
    """`/zh/check/<scheme>/<version>/plan`."""

    def advice(self, check: Check, assessment: Assessment) -> str:
        """Gather what the other pages tell at length."""
        policy, until = check.policy, last_of(check.on, YEARS_WHILE_OPEN if assessment.missing else YEARS[0])
        advice = Advising(policy, check.answers, assessment, frozenset(), NODES).advice(THRESHOLD)
        ahead = forecast(versions(self.services.library, check), check.answers, on=check.on, until=until)
        found = sums(assessment)
        return render_template(
            "pages/plan/plan.html",
            check=check,
            assessment=assessment,
            today=self.services.clock.today(),
            Outcome=Outcome,
            Standing=Standing,
            sums=found,
            spread=spread(policy, found[-1]),
            unlocked=unlocked(assessment.entitlements or policy.entitlements),
            where=where_to_apply(self.services, policy),
            advice=advice,
            best=card_of(policy, advice.ways[0]) if advice.ways else None,
            farthest=card_of(policy, advice.highest) if advice.highest and advice.highest.changes else None,
            own_rank=len(found) > 1,
            ahead=ahead,
            chart=Markup(chart(ahead)),  # noqa: S704 - escaped where it is made
            cliffs=[step_sentence(ahead, step) for step in ahead.cliffs[:FEW]],
            papers=papers(policy, check.answers, assessment),
            applies=may_apply(self.services, check),
            open_questions=still_open(assessment),
        )

"""The list of papers to tick off, derived from the answers; made to be printed."""

from __future__ import annotations

from flask import render_template

from scoring.engine.assessment import Assessment
from scoring.pages.check import AssessedPage, Check
from scoring.pages.plan.papers import papers
from scoring.pages.plan.unlocked import unlocked, where_to_apply
from scoring.pages.result import still_open
from scoring.pages.words import say_beneficiary


class Checklist(AssessedPage):
    """`/zh/check/<scheme>/<version>/checklist`."""

    def page(self, check: Check, assessment: Assessment) -> str:
        """Show the list."""
        policy = check.policy
        return render_template(
            "pages/plan/checklist.html",
            check=check,
            assessment=assessment,
            papers=papers(policy, check.answers, assessment),
            unlocked=unlocked(policy.entitlements),
            where=where_to_apply(self.services, policy),
            open_questions=still_open(assessment),
            say_beneficiary=say_beneficiary,
        )

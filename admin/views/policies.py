"""Policies: what is published, each version with its point table and whether its own cases hold."""

from __future__ import annotations

from pathlib import Path

from flask import request
from flask_admin import expose

from admin.view import ConsoleView
from scoring.casework.queries import list_policies
from scoring.errors import PolicyRefused
from scoring.inspection.cases import CaseResult, run_cases
from scoring.pages.scheme import lines
from scoring.policy.model import Policy


class PoliciesView(ConsoleView):
    """`/admin/policies/`."""

    @expose("/")
    def index(self) -> str:
        """List published versions, by scheme and version."""
        text = request.args.get("q", "").strip().lower()
        provenance = request.args.get("provenance", "")
        published = {(p.scheme, p.version): p for p in list_policies(self.services.transaction)}
        policies = [p for p in self.services.library.policies if _matches(p, text, provenance)]
        today = self.services.clock.today()
        return self.render(
            "console/policies.html", policies=policies, published=published, today=today, text=text, provenance=provenance
        )

    @expose("/<scheme>/<version>")
    def policy(self, scheme: str, version: str) -> str:
        """Show one version."""
        policy = self.services.library.find(scheme, version)
        tables = [(group, lines(policy, group)) for group in policy.groups]
        results = self._cases(policy)
        today = self.services.clock.today()
        return self.render("console/policy.html", policy=policy, tables=tables, results=results, today=today)

    def _cases(self, policy: Policy) -> list[CaseResult] | None:
        """Run the cases that lie beside the policy's file; None where there are none to be found."""
        path = Path(self.services.settings.policies) / policy.scheme / f"{policy.version}.cases.yaml"
        try:
            return run_cases(policy, path) if path.is_file() else None
        except PolicyRefused:
            return None


def _matches(policy: Policy, text: str, provenance: str) -> bool:
    titles = " ".join(policy.title.as_dict().values()).lower()
    return (text in policy.name or text in titles) and provenance in {"", policy.provenance}

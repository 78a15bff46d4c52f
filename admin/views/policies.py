"""Policies: what is published, each version with its point table and whether its own cases hold."""

from __future__ import annotations

from functools import partial

from flask import request
from flask_admin import expose

from admin.view import ConsoleView
from scoring.application.announcing import has_rounds
from scoring.casework.checking import check_policy
from scoring.casework.kept_policies import kept_policy
from scoring.casework.queries import list_policies
from scoring.engine.figure_words import round_rows
from scoring.pages.guides.table import lines
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
        kept = kept_policy(self.services.transaction, policy.scheme, policy.version)
        act = next(p for p in list_policies(self.services.transaction) if (p.scheme, p.version) == (policy.scheme, policy.version))
        today = self.services.clock.today()
        results = check_policy(kept.source, kept.cases).results
        shown = {"goes_by_rounds": has_rounds(policy), "figures": partial(round_rows, policy)}
        return self.render(
            "console/policy.html", policy=policy, tables=tables, results=results, today=today, kept=kept, act=act, **shown
        )


def _matches(policy: Policy, text: str, provenance: str) -> bool:
    titles = " ".join(policy.title.as_dict().values()).lower()
    return (text in policy.name or text in titles) and provenance in {"", policy.provenance}

"""`/zh/cities`: one set of answers under every scheme, grouped by what the schemes grant, which is never compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from flask import Response, make_response, render_template, request

from scoring.pages.check import Check
from scoring.pages.cities.asking import AskingPage, shared_questions, withheld
from scoring.pages.cities.standing import YEARS, Reach, Standing, stand
from scoring.pages.cities.words import GRANTS, say_grants
from scoring.pages.start import Listed, schemes
from scoring.pages.words import say_purpose


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme in the comparison, with the addresses of its own check."""

    standing: Standing
    check: Check


@dataclass(frozen=True, slots=True)
class Group:
    """Schemes that grant the same, the nearest first."""

    grants: str
    name: str
    purpose: str
    rows: tuple[Row, ...]


class Cities(AskingPage):
    """Compares; nothing of it is kept, and every page is reckoned anew."""

    def dispatch_request(self) -> Response:
        """Show where the answers of this browser stand everywhere."""
        listed = schemes(self.services.library, self.services.clock.today())
        compared, left_out = self.compared(), [one for one in listed if one.policy.provenance == "illustrative"]
        rows = [self._row(one) for one in compared]
        profile = self.cookies.profile(request)
        questions = shared_questions([one.policy for one in compared])
        page = render_template(
            "pages/cities/compare.html",
            groups=grouped(rows),
            left_out=left_out,
            has_answers=any(row.check.answers for row in rows),
            unanswered=sum(fact.id not in profile.answers for fact in questions),
            asks=len(questions),
            not_asked=withheld([one.policy for one in compared]),
            is_spoilt=profile.is_spoilt or any(row.standing.is_spoilt for row in rows),
            Reach=Reach,
            years=YEARS,
        )
        response = make_response(page)
        for row in rows:
            self.cookies.forget_spoilt(request, response, row.standing.policy)
        return response

    def _row(self, listed: Listed) -> Row:
        policy, library = listed.policy, self.services.library
        kept = self.cookies.read(request, policy)
        check = Check(policy, listed.on, listed.has_ended, kept)
        standing = stand(library.ahead(policy, listed.on), kept.answers, on=listed.on, has_ended=listed.has_ended)
        return Row(replace(standing, is_spoilt=self.cookies.own(request, policy).is_spoilt), check)


def grouped(rows: list[Row]) -> tuple[Group, ...]:
    """Group *rows* by what their schemes grant, and sort each group by nearness."""

    def grants(row: Row) -> int:
        return GRANTS.index(row.standing.policy.grants)

    sorted_ = sorted(rows, key=lambda row: (grants(row), row.standing.nearness))
    found = (tuple(same) for _, same in groupby(sorted_, key=grants))
    return tuple(
        Group(
            same[0].standing.policy.grants,
            say_grants(same[0].standing.policy.grants),
            say_purpose(same[0].standing.policy),
            same,
        )
        for same in found
    )

"""What each page of the self-check costs the server, from the WSGI call to the bytes of the answer (goal: a median below 50 ms).

Asked by people who fall short of the threshold and need most of the advice, with all answers and with two missing.
"""

from __future__ import annotations

import re

import pytest

from scoring.pages.sealing import key_from, seal
from scoring.web.services import services_of

GUANGZHOU = {
    "birth_date": "1987-02-01",
    "holds_valid_permit": True,
    "permit_months": 60,
    "permit_since": "2021-01-15",
    "works_lawfully": True,
    "pension_months": 60,
    "medical_months": 60,
    "unemployment_months": 60,
    "housing_fund_months": 24,
    "education": "senior_secondary",
    "volunteering": [{"in_year": 2025, "hours": 60}],
    "income_tax_three_years": "12000.00",
    "criminal_penalties": [],
}
SHANGHAI = {
    "birth_date": "1983-06-01",
    "holds_residence_permit": True,
    "registered_elsewhere": True,
    "works_lawfully": True,
    "insured_now": True,
    "education": "junior_college",
    "insured_months": 72,
    "contributions": [{"first_month": "2020-07-01", "last_month": "2021-06-01", "goes_on": False, "base": "9580.00"}],
    "income_tax_matches": True,
}
PEOPLE = {
    "guangzhou/2025": GUANGZHOU,
    "guangzhou/2025 with two answers missing": {k: v for k, v in GUANGZHOU.items() if k not in {"medical_months", "permit_since"}},
    "shanghai/2018": SHANGHAI,
    "shanghai/2018 with two answers missing": {k: v for k, v in SHANGHAI.items() if k not in {"income_tax_matches", "education"}},
}
PAGES = ("questions/skills", "answers", "result", "ways", "forecast", "plan", "checklist", "what-if")
MOVED = {"guangzhou": ("permit_months", "72"), "shanghai": ("insured_months", "84")}


def signed(public_app, visitor, who):
    """Give the visitor the answers of *who*; gives the policy's name."""
    name = who.split(" ", 1)[0]
    services = services_of(public_app)
    policy = services.library.find(*name.split("/"))
    sealed = seal(key_from(services.settings.secret_key), policy, PEOPLE[who])
    visitor.set_cookie(f"answers~{policy.scheme}~{policy.version}~0", f"1.{sealed}")
    return name


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("page", PAGES)
def bench_page(benchmark, public_app, visitor, who, page):
    name = signed(public_app, visitor, who)
    benchmark.extra_info["what"] = f"GET of {page} of the self-check under {who} (goal: below 50,000)"
    answer = benchmark(visitor.get, f"/zh/check/{name}/{page}")
    assert answer.status_code == 200


@pytest.mark.parametrize("who", PEOPLE)
def bench_difference(benchmark, public_app, visitor, who):
    name = signed(public_app, visitor, who)
    fact, value = MOVED[name.split("/")[0]]
    address = f"/zh/check/{name}/what-if?fact={fact}"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', visitor.get(address).text)[1]
    benchmark.extra_info["what"] = f"POST of one moved answer to what-if under {who} (goal: below 50,000)"
    answer = benchmark(visitor.post, address, data={"csrf_token": token, "act": "try", f"fact-{fact}": value})
    assert "app-difference" in answer.text

"""What a request costs, from the WSGI call to the bytes of the answer: an assessment as JSON, and a page."""

from __future__ import annotations

ADDRESS = "/api/v1/policies/guangzhou/2025/assessments"


def bench_assessment_by_the_api(benchmark, visitor):
    benchmark.extra_info["what"] = "POST of an assessment under guangzhou@2025, answered with every award"
    answer = benchmark(visitor.post, ADDRESS, json={"on": "2026-03-02", "facts": {"education": "bachelor"}})
    assert answer.status_code == 200


def bench_start_page(benchmark, visitor):
    benchmark.extra_info["what"] = "GET of the start page in Chinese"
    answer = benchmark(visitor.get, "/zh/")
    assert answer.status_code == 200

"""The reasons of a decision stand on its page, and before it the officer and the supervisor read what would stand there."""

from __future__ import annotations

from html import unescape


def test_reasons_are_read_before_and_after_a_decision(desk):
    reference = desk.record()
    desk.accept_all(reference)
    page = desk.page("officer1", f"/admin/applications/{reference}/recommend")
    assert "The reasons as the applicant would read them" in page
    assert "Registration of the household by points is granted." in page
    sent = {"proposal": "refuse", "reason": "The lease is not proved.", "published_list": ""}
    assert desk.act("officer1", reference, "recommend", **sent).status_code == 302
    page = desk.page("supervisor1", f"/admin/applications/{reference}/decide")
    assert "Registration of the household by points is refused." in page
    assert "within 60 days from service" in page
    assert desk.act("supervisor1", reference, "decide", act="refuse", reason="Nobody can prove it.").status_code == 302
    decision = unescape(desk.page("auditor1", f"/admin/decisions/{reference}-D"))
    for words in (
        "Registration of the household by points is refused.",
        "why it is refused is said below, in the office’s own words.",
        "Nobody can prove it.",
        "The threshold of 150 points is reached",
        "Recomputed: equal",
        "Everything was established as it was claimed.",
    ):
        assert words in decision

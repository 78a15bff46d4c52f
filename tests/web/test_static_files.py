"""What is built goes out small, with the headers of every answer; what is not there is a page that says so."""

from __future__ import annotations

import gzip

import pytest

from scoring.web.csp import HEADERS

FILES = ("build/luohu.css", "build/luohu.js", "build/what_if.js")


@pytest.mark.parametrize("name", FILES)
def test_a_browser_gets_a_file_small_and_whoever_asks_for_it_plain_gets_the_same(visitor, name):
    small = visitor.get(f"/static/{name}", headers={"Accept-Encoding": "gzip, deflate, br"})
    plain = visitor.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
    assert (small.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) * 3 < len(plain.data)
    for answer in (small, plain):
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.cache_control.max_age == 3600
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert HEADERS.items() <= dict(answer.headers).items()
        assert "Access-Control-Allow-Origin" not in answer.headers
    small.close()
    plain.close()


def test_what_is_no_file_is_a_page_that_says_so(visitor):
    answer = visitor.get("/static/build/nothing.css")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")

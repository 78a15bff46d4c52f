"""The browser of the tests: it notices a page that asks another host, breaks the content security policy, or fails."""

from __future__ import annotations

import pytest
from flask import Flask

from scoring.web import csp
from tests.browser_session import open_browser, visit
from tests.inspecting import inspect
from tests.live_server import listening

pytestmark = pytest.mark.browser
LOOKED_AT = (
    "<!doctype html><html lang=en><head><title>t</title><link rel=icon href=/icon></head><body><main>{}</main></body></html>"
)
PAGES = {
    "whole": LOOKED_AT.format("<h1>t</h1>"),
    "unnamed": LOOKED_AT.format("<h1>t</h1><img src=/icon>"),
    "wide": LOOKED_AT.format("<h1>t</h1><pre>" + "wide" * 200 + "</pre>"),
    "headless": LOOKED_AT.format("<h2>t</h2>").replace("<main>", "<header><h1>t</h1></header><main>"),
    "pale": LOOKED_AT.format("<h1>t</h1><p><font color=#dddddd>pale</font></p>"),
    "pale_behind": LOOKED_AT.format("<h1>t</h1><table><tr><td bgcolor=#222222>dark</td></tr></table>"),
    "good": "<!doctype html><title>t</title><link rel=icon href=/icon><p>well",
    "outside": "<!doctype html><title>t</title><link rel=icon href=/icon><a href='http://example.com/'>leave</a>",
    "inline": "<!doctype html><title>t</title><link rel=icon href=/icon><script>document.title='x'</script>",
    "style": "<!doctype html><title>t</title><link rel=icon href=/icon><p style='color: red'>red",
}


@pytest.fixture(scope="module")
def site():
    app = Flask("site")
    csp.register(app, is_https=False)
    for name, text in {"icon": "", **PAGES}.items():
        app.add_url_rule(f"/{name}", name, lambda text=text: text)
    with listening(app) as url:
        yield url


def test_a_good_page_passes(chromium, site):
    with visit(chromium, site) as page:
        page.goto("/good")
        assert page.inner_text("p") == "well"


@pytest.mark.parametrize("name", ["inline", "style"])
def test_what_breaks_the_policy_is_noticed(chromium, site, name):
    with pytest.raises(AssertionError, match="Content Security Policy"), visit(chromium, site) as page:
        page.goto(f"/{name}")


def test_a_whole_page_stands_the_look(chromium, site):
    with visit(chromium, site) as page:
        page.goto("/whole")
        inspect(page)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unnamed", "image-alt"),
        *((pale, "color-contrast") for pale in ("pale", "pale_behind")),
        ("wide", "px too wide"),
        ("headless", "main h1"),
    ],
)
def test_what_a_page_must_not_be_is_noticed(chromium, site, name, said):
    with visit(chromium, site) as page:
        page.goto(f"/{name}")
        with pytest.raises(AssertionError, match=said):
            inspect(page)


def test_leaving_the_host_is_noticed_and_leads_nowhere(chromium, site):
    def leave():
        with visit(chromium, site) as page:
            page.goto("/outside")
            page.click("a", no_wait_after=True)
            page.wait_for_timeout(300)
            assert "example" not in page.url

    with pytest.raises(AssertionError, match=r"left the host: http://example\.com/"):
        leave()


@pytest.mark.parametrize(("required", "outcome"), [("0", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_chromium_the_remedy_is_named(monkeypatch, required, outcome):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setenv("REQUIRE_BROWSER", required)
    with pytest.raises(outcome, match="apt-get install -y chromium"), open_browser():
        pass

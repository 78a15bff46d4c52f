"""A real browser that may reach this machine only, and what it must never do."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests import screenshots

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = "no Chromium: `apt-get update && apt-get install -y chromium-headless-shell fonts-noto-cjk`"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LOCALES = {"zh": "zh-CN", "en": "en-GB"}

VIEWS = ((390, "en"), (1280, "zh"))
"""Every width and every language once, the longer words on the narrower screen; the stories of workers are Chinese on a phone."""
if os.environ.get(screenshots.VARIABLE):
    VIEWS = tuple(itertools.product((390, 1280), ("zh", "en")))


def find() -> str | None:
    """Give the path of Chromium; the variable CHROMIUM names another one."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def open_browser() -> Iterator[Chromium]:
    """Run Chromium for the length of the block; where there is none the tests are skipped, or fail with REQUIRE_BROWSER=1."""
    program = find()
    if program is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def visit(
    browser: Chromium, url: str, *, width: int = 390, height: int = 844, language: str = "zh", javascript: bool = True
) -> Iterator[Page]:
    """Open a page in a context of its own; at the end it must not have left the host, nor broken the CSP, nor failed."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        locale=LOCALES[language],
        timezone_id="Asia/Shanghai",
        java_script_enabled=javascript,
    )
    page = context.new_page()
    faults: list[str] = []
    own = (url, "data:", "blob:")
    page.on("request", lambda request: request.url.startswith(own) or faults.append(f"left the host: {request.url}"))
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", lambda message: _is_fault(message) and faults.append(f"console: {message.text}"))
    yield page
    context.close()
    if faults:
        raise AssertionError("\n".join(faults))


def _is_fault(message) -> bool:
    """Errors count, but for Chromium's own line about an answer of 4xx, which pages give on purpose."""
    return message.type == "error" and "Failed to load resource: the server responded with a status of 4" not in message.text


def lines_to_judge(page: Page) -> list[Locator]:
    """Give the boxes of the lines that may be accepted together, once the page that shows them is there: a list is read at once."""
    expect(page.locator("#accept")).to_be_visible()
    return page.locator('[name="line"][form="ticked"]').all()

"""A page without a mouse: Tab, arrows, Space and Enter, and on the way a look that the focus can be seen."""

from __future__ import annotations

from playwright.sync_api import expect

MOST_STOPS = 60
STANDS_OUT = """e => { const of = (e, s) => getComputedStyle(e, s); const own = of(e);
    const label = e.type === 'radio' || e.type === 'checkbox' ? of(e.nextElementSibling, '::before') : own;
    return [own.outlineStyle, own.boxShadow, label.boxShadow].some(each => each !== 'none'); }"""
IN_VIEW = """e => { const box = (e.type === 'radio' || e.type === 'checkbox' ? e.nextElementSibling : e).getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.left < innerWidth && box.right > 0; }"""

LEADS_ON = """() => { const e = document.activeElement;
    return (e.tagName === 'BUTTON' && e.type === 'submit') || (e.tagName === 'A' && !e.getAttribute('href').startsWith('#')); }"""


def reach(page, selector):
    """Press Tab until the control has the focus; every stop on the way shows that it has it, and none is out of sight."""
    wanted = page.locator(selector).first
    expect(wanted).to_be_visible()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        active = page.evaluate_handle("document.activeElement").as_element()
        name = active.evaluate("e => e.outerHTML.slice(0, 200)")
        assert name.startswith("<body") or (active.evaluate(STANDS_OUT) and active.evaluate(IN_VIEW)), name
        if wanted.evaluate("(e, active) => e === active", active):
            return
    raise AssertionError(f"{page.url}: no way to {selector} by Tab")


def press(page, selector, key="Enter"):
    """Go to a control and press a key; where that leads to another page, it is waited for."""
    reach(page, selector)
    if key == "Enter" and page.evaluate(LEADS_ON):
        with page.expect_event("load"):
            page.keyboard.press(key)
    else:
        page.keyboard.press(key)


def type_in(page, selector, words):
    reach(page, selector)
    page.keyboard.type(words)

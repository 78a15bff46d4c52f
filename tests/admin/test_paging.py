"""The ways between the pages of a list keep what was asked for, and lead to the page that shows it, whatever its address."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import render_template_string

from scoring.casework.lines import Page

SHOWN = '{% from "console/fields.html" import pages with context %}{{ pages(page, sizes, address) }}'


@pytest.mark.parametrize(
    ("asked", "address", "leads_to"),
    [
        ("/admin/rounds/7", None, "/admin/rounds/7?page=2"),
        ("/admin/audit/recomputations/7?size=25&page=2", None, "/admin/audit/recomputations/7?size=25&page=3"),
        ("/admin/applications/?q=王 五&status=granted", None, "/admin/applications/?q=%E7%8E%8B+%E4%BA%94&status=granted&page=2"),
        ("/admin/rounds/7/freeze", "/admin/rounds/7", "/admin/rounds/7?page=2"),
    ],
)
def test_the_next_page(office, asked, address, leads_to):
    with office.test_request_context(asked):
        number = 2 if "page=2" in asked else 1
        page = Page((), number, 25, 100)
        text = render_template_string(SHOWN, page=page, sizes=(25,), address=address)
    next_one = re.search(r'href="([^"]*)"[^>]*rel="next"', text)
    assert next_one
    assert unescape(next_one[1]) == leads_to

"""In a browser: an officer asks a department, it answers, the workbench shows its fact; accessible on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.admin.test_stories import demonstration, inspect, sign_in

__all__ = ["demonstration", "sign_in"]
pytestmark = pytest.mark.browser
FILE = "/admin/applications/2026-000003"


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("width", [390, 1280])
def test_a_department_is_asked_and_answers(new_page, sign_in, width):
    officer = new_page(width=width, height=900, language="zh")
    sign_in(officer, "officer1")
    officer.goto(f"{FILE}/ask_departments")
    officer.locator("summary", has_text="向一个部门协查其他事项").click()
    officer.select_option("#department", "human_resources")
    officer.check('input[name="fact"][value="pension_months"]')
    inspect(officer)
    officer.get_by_role("button", name="发出协查").click()
    expect(officer.locator("#requests")).to_be_visible()
    inspect(officer)

    department = new_page(width=width, height=900, language="zh")
    sign_in(department, "department1")
    inspect(department)
    department.goto("/admin/requests/")
    inspect(department)
    department.get_by_role("link", name="2026-000003/1").click()
    department.get_by_role("button", name="提交答复").last.click()
    expect(department.locator(".govuk-error-summary")).to_be_visible()
    inspect(department)
    department.fill('[name="fact-pension_months"]', "60")
    department.get_by_role("button", name="提交答复").last.click()
    expect(department.locator(".govuk-notification-banner")).to_contain_text("答复已送经办机构")
    department.goto("/admin/requests/1/decline")
    inspect(department)

    officer.goto(f"{FILE}/verify?fact=pension_months")
    expect(officer.locator("#judge")).to_contain_text("部门已核定")
    inspect(officer)
    officer.get_by_role("link", name="对答复提出异议").click()
    inspect(officer)

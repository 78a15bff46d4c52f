"""In a browser: an officer asks a department, it answers, the workbench shows its fact; accessible on a phone and on a desk."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.admin.test_stories import demonstration, sign_in
from tests.browser_session import VIEWS
from tests.inspecting import inspect

__all__ = ["demonstration", "sign_in"]
pytestmark = pytest.mark.browser
FILE = "/admin/applications/2026-000003"


WORDS = {
    "zh": {
        "other": "向一个部门协查其他事项",
        "ask": "发出协查",
        "answer": "提交答复",
        "sent": "答复已送经办机构",
        "confirmed": "部门已核定",
        "contest": "对答复提出异议",
    },
    "en": {
        "other": "Ask one department about something else",
        "ask": "Send the requests",
        "answer": "Send the answer",
        "sent": "The answer is with the office.",
        "confirmed": "confirmed",
        "contest": "Contest the answer",
    },
}


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_department_is_asked_and_answers(new_page, sign_in, width, language):
    words = WORDS[language]
    officer = new_page(width=width, height=900, language=language)
    sign_in(officer, "officer1")
    officer.goto(f"{FILE}/ask_departments")
    officer.locator("summary", has_text=words["other"]).click()
    officer.select_option("#department", "human_resources")
    officer.check('input[name="fact"][value="pension_months"]')
    inspect(officer)
    officer.get_by_role("button", name=words["ask"]).click()
    expect(officer.locator("#requests")).to_be_visible()
    inspect(officer)

    department = new_page(width=width, height=900, language=language)
    sign_in(department, "department1")
    inspect(department)
    for page, address in ((officer, f"{FILE}/requests/1/withdraw"), (department, "/admin/requests/")):
        page.goto(address)
        inspect(page)
    department.get_by_role("link", name="2026-000003/1").click()
    department.get_by_role("button", name=words["answer"]).last.click()
    expect(department.locator(".govuk-error-summary")).to_be_visible()
    inspect(department)
    department.fill('[name="fact-pension_months"]', "60")
    department.get_by_role("button", name=words["answer"]).last.click()
    expect(department.locator(".govuk-notification-banner")).to_contain_text(words["sent"])
    department.goto("/admin/requests/1/decline")
    inspect(department)

    officer.goto(f"{FILE}/verify?fact=pension_months")
    expect(officer.locator("#judge")).to_contain_text(words["confirmed"])
    inspect(officer)
    officer.get_by_role("link", name=words["contest"]).click()
    inspect(officer)


def ask(officer, *facts):
    """Ask the department of human resources about these facts."""
    officer.goto(f"{FILE}/ask_departments")
    officer.locator("summary", has_text="向一个部门协查其他事项").click()
    officer.select_option("#department", "human_resources")
    for fact in facts:
        officer.check(f'input[name="fact"][value="{fact}"]')
    officer.get_by_role("button", name="发出协查").click()


def fetch(page, role, name, path):
    """Fetch a sheet with a link or a button of the page; gives the workbook."""
    with page.expect_download() as download:
        page.get_by_role(role, name=name).click()
    download.value.save_as(path)
    return load_workbook(path)


def send(page, book, path, *answers):
    """Fill the answers in, row by row, and let the sheet be looked through."""
    heads = [cell.value for cell in book.active[1]]
    for row, said in enumerate(answers, 2):
        book.active.cell(row, heads.index("答复") + 1).value = said
        book.active.cell(row, heads.index("有效期自") + 1).value = "2026-03-02"
    book.save(path)
    page.set_input_files("#file", path)
    page.get_by_role("button", name="检查文件").click()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("width", [390, 1280])
def test_a_department_answers_by_a_sheet(new_page, sign_in, tmp_path, width):
    """Fetched, filled in with a mistake, looked through, signed; the bad rows fetched, put right and sent; the officer sees both."""
    officer, department = (new_page(width=width, height=900, language="zh") for _ in range(2))
    sign_in(officer, "officer1")
    ask(officer, "pension_months", "injury_months")
    ask(officer, "medical_months")

    sign_in(department, "department1")
    department.goto("/admin/requests/")
    department.get_by_role("link", name="用表格批量答复").click()
    inspect(department)
    sheet = fetch(department, "link", "导出 XLSX", tmp_path / "requests.xlsx")
    send(department, sheet, tmp_path / "requests.xlsx", 60, 60, "很多")
    expect(department.locator("main")).to_contain_text("请填整数")
    inspect(department)
    department.get_by_role("button", name="签署并导入 1 件").click()
    expect(department.get_by_role("status")).to_contain_text("第 1 次导入")
    inspect(department)
    bad = fetch(department, "button", "导出有误的行", tmp_path / "bad.xlsx")
    assert bad.active["O1"].value == "问题与改正办法"
    department.get_by_role("link", name="表格批量办理协查").click()
    department.get_by_role("button", name="检查文件").click()
    expect(department.locator(".govuk-error-summary")).to_be_visible()
    inspect(department)
    send(department, bad, tmp_path / "bad.xlsx", 48)
    department.get_by_role("button", name="签署并导入 1 件").click()
    expect(department.get_by_role("status")).to_contain_text("第 2 次导入")

    for fact in ("medical_months", "pension_months"):
        officer.goto(f"{FILE}/verify?fact={fact}")
        expect(officer.locator("#judge")).to_contain_text("部门已核定")
    inspect(officer)

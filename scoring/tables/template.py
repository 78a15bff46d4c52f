"""An empty workbook to fill in: a sheet for applicants, a row each, and one that says in both languages what each column takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.policy.facts import Fact
from scoring.policy.language.types import name_of
from scoring.policy.model import Policy
from scoring.policy.values import allowed
from scoring.tables.headings import ID

APPLICANTS, VALUES = "applicants 申请人", "values 可填内容"
_HEADS = ("fact 事项代码", "名称", "name", "type 类型", "required 必填", "allowed 可填", "选项", "option")
_KINDS = {
    "boolean": "是/否",
    "integer": "整数",
    "decimal": "小数",
    "date": "日期",
    "choice": "选项",
    "text": "文字",
    "list": "列表（JSON）",
}
_ID = ("编号", "identifier")
_ROWS = 10_000  # of which the first sheet knows what may stand in a cell
_WIDTH = 24


def write_template(policy: Policy, path: Path) -> None:
    """Write the workbook for *policy* to *path*, where there is nothing yet."""
    book = openpyxl.Workbook()
    sheet, values = book.active, book.create_sheet(VALUES)
    sheet.title = APPLICANTS
    sheet.append([f"{ID} {' '.join(_ID)}", *(_heading(fact) for fact in policy.facts.values())])
    values.append(_HEADS)
    for place, fact in enumerate(policy.facts.values(), 2):
        first = values.max_row + 1
        for line in _lines(fact):
            values.append(line)
        _guide(sheet, get_column_letter(place), fact, f"'{VALUES}'!$F${first}:$F${values.max_row}")
    for each in (sheet, values):
        each.freeze_panes = "B2"
        for place, cell in enumerate(each[1], 1):
            cell.font = Font(bold=True)
            each.column_dimensions[get_column_letter(place)].width = _WIDTH
    book.save(path)


def _heading(fact: Fact) -> str:
    """Give the fact's id, which is what is read again, and its name in both languages."""
    names = dict.fromkeys(fact.label.say(language) for language in ("zh", "en"))
    return " ".join([fact.id, *names])


def _lines(fact: Fact) -> Iterator[tuple[str, ...]]:
    """Say what a fact is; of a choice, a line for each option."""
    names = (fact.label.say("zh"), fact.label.say("en"))
    kind = f"{name_of(fact.type)} {_KINDS[fact.kind]}"
    required = "yes 是" if fact.required else "no 否"
    if fact.kind == "choice":
        for option in fact.options:
            yield fact.id, *names, kind, required, option.id, option.label.say("zh"), option.label.say("en")
        return
    if fact.kind == "boolean":
        for value, zh in (("true", "是"), ("false", "否")):
            yield fact.id, *names, kind, required, value, zh, ""
        return
    yield fact.id, *names, kind, required, _allowed(fact), "", ""


def _allowed(fact: Fact) -> str:
    return allowed(fact) if fact.kind != "list" else " ; ".join(f"{field.id}: {allowed(field)}" for field in fact.fields)


def _guide(sheet: Worksheet, column: str, fact: Fact, options: str) -> None:
    """Let the spreadsheet offer the options of a choice and point at numbers and dates that are not allowed."""
    match fact.kind:
        case "choice" | "boolean":
            rule = DataValidation("list", formula1=options, allow_blank=True)
        case "integer" | "decimal":
            kind = "whole" if fact.kind == "integer" else "decimal"
            rule = DataValidation(
                kind, operator="between", formula1=str(fact.minimum), formula2=str(fact.maximum), allow_blank=True
            )
        case _:
            return
    rule.errorStyle = "warning"
    rule.add(f"{column}2:{column}{_ROWS}")
    sheet.add_data_validation(rule)

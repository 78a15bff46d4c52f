"""What is said of answers that cannot be used, in Chinese and English: plain format strings over a problem's facts."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.errors import FactProblem

TEXTS: Mapping[str, tuple[str, str]] = {
    "fact_unknown": ("本政策没有“{fact}”这一事项。", "This policy knows no fact “{fact}”."),
    "not_boolean": ("请填是或否（true、false）。", "Answer yes or no (true or false)."),
    "not_integer": ("请填整数，范围 {allowed}。", "Give a whole number, {allowed}."),
    "not_decimal": ("请填数字，范围 {allowed}。", "Give a number, {allowed}."),
    "binary_float": (
        "请用文字写出小数（如“12.50”），二进制浮点数不精确。",
        "Give the decimal as text (“12.50”); a binary float is not exact.",
    ),
    "too_many_places": ("小数位数太多，应为 {allowed}。", "Too many decimal places; allowed is {allowed}."),
    "out_of_range": ("超出范围，应为 {allowed}。", "Out of range; allowed is {allowed}."),
    "not_date": ("请填存在的日期：{allowed}。", "Give a date that exists: {allowed}."),
    "not_option": ("没有这个选项，可选：{allowed}。", "There is no such option. Choose from: {allowed}."),
    "not_text": ("请填 {allowed} 个字。", "Give a text of {allowed} characters."),
    "not_list": ("请填一个列表：{allowed}。", "Give a list: {allowed}."),
    "too_many": ("太多了，最多 {allowed} 条。", "Too many; allowed are {allowed}."),
    "not_record": ("列表中每一条应为：{allowed}。", "Each item of the list is a record: {allowed}."),
    "field_missing": ("这一条缺少此项，应为 {allowed}。", "This entry lacks the field; allowed is {allowed}."),
    "field_unknown": ("这一条没有此项，可填：{allowed}。", "The entry has no such field. It has: {allowed}."),
    "alike": ("与第 {nearest} 条重复（{allowed}）。", "The same as entry {nearest} in {allowed}."),
    "contradiction": ("答案互相矛盾：{allowed}。", "The answers contradict each other: {allowed}."),
}

PROVENANCE: Mapping[str, tuple[str, str]] = {
    "official": (
        "按官方公布的文件编制；以主管部门审核结果为准。",
        "Encoded from the official text; the authority’s own verification decides.",
    ),
    "secondary": (
        "未查得官方原文，按公开的二手资料整理，可能有误；以主管部门规定为准。",
        "The official text was not found. Compiled from public secondary sources and possibly wrong; the authority’s rules decide.",
    ),
    "illustrative": (
        "示例：数值为演示而设，并非任何城市的规定，不能作为依据。",
        "Demonstration: the figures are made up and are not the rules of any city. Nothing follows from them.",
    ),
}
"""The notice that stands above every total, by provenance."""


def say_problem(problem: FactProblem, language: str) -> str:
    """Give the words of *problem* in `zh` or `en`, with the nearest name where there is one."""
    zh, en = TEXTS[problem.code]
    facts = {"fact": problem.fact, "allowed": problem.allowed, "nearest": problem.nearest or ""}
    words = (zh if language == "zh" else en).format_map(facts)
    if not problem.nearest or problem.code == "alike":
        return words
    return words + (f"最接近的是“{problem.nearest}”。" if language == "zh" else f" Nearest: “{problem.nearest}”.")

"""What of a person stands in a text is found however it is written, and nothing else is taken for it."""

from datetime import date

import pytest

from scoring.application.feedback import marks_of

ON = date(2026, 3, 2)
VALID = "440106198702010011"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"我的号码是{VALID}，不对", ("identity_number",)),
        ("44010619870201001１", ("identity_number",)),
        ("440106 19870201 0011", ("identity_number",)),
        ("440106-19870201-0011", ("identity_number",)),
        (f"2026 {VALID}", ("identity_number",)),
        ("11010519491231002x", ("identity_number",)),
        ("13800138000", ("mobile",)),
        ("打+86 138-0013-8000找我", ("mobile",)),
        ("008613800138000", ("mobile",)),
        ("30 13800138000", ("mobile",)),
        ("写信到abc@qq.com", ("mail",)),
        (f"{VALID}，13800138000，a@b.cn", ("identity_number", "mobile", "mail")),
    ],
)
def test_it_is_found(words, found):
    assert marks_of(words, ON) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "440106198702010019",  # its last character does not fit
        "440106203002010014",  # born in the future
        f"{VALID}7",  # 19 figures
        "2026-04815162-35",  # the number of an application
        "12345",
        "020-83333333",
        "138001380001",
        "12800138000",
        "缴纳养老保险84个月，2018年9月30日起；扣了@的分",
    ],
)
def test_nothing_else_is(words):
    assert marks_of(words, ON) == ()

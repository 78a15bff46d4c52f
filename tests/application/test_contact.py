"""A contact is read in every way that people write it, and never shown whole."""

import pytest

from scoring.application.contact import contact
from scoring.errors import InputRefused


@pytest.mark.parametrize(
    ("typed", "kind", "value", "shown"),
    [
        ("13800138000", "phone", "13800138000", "138****8000"),
        (" 138 0013-8000 ", "phone", "13800138000", "138****8000"),
        ("+86 138 0013 8000", "phone", "13800138000", "138****8000"),
        ("008619912345678", "phone", "19912345678", "199****5678"),
        ("8613800138000", "phone", "13800138000", "138****8000"),
        ("(+86)13800138000", "phone", "13800138000", "138****8000"),
        ("１３８００１３８０００", "phone", "13800138000", "138****8000"),
        ("Lin.Ming+work@Example.CN", "email", "lin.ming+work@example.cn", "l***@example.cn"),
        ("林@例子.中国", "email", "林@例子.中国", "林***@例子.中国"),
        ("ａ＠example.cn", "email", "a@example.cn", "a***@example.cn"),
    ],
)
def test_one_form_for_every_way_of_writing(typed, kind, value, shown):
    read = contact(typed)
    assert (read.kind, read.reveal(), str(read)) == (kind, value, shown)
    assert value not in repr(read)
    assert contact(value) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a mobile number"),
        ("12800138000", "Type a mobile number"),
        ("1380013800", "Type a mobile number"),
        ("138001380000", "Type a mobile number"),
        ("+852 9123 4567", "Type a mobile number"),
        ("lin", "Type a mobile number"),
        ("١٣٨٠٠١٣٨٠٠٠", "Type a mobile number"),
        ("@example.cn", "no mail address"),
        ("lin@", "no mail address"),
        ("lin@example", "no mail address"),
        ("lin@@example.cn", "no mail address"),
        ("lin ming@example.cn", "no mail address"),
        ("<lin@example.cn>", "no mail address"),
        ("a@" + "b" * 250 + ".cn", "no mail address"),
    ],
)
def test_what_is_no_contact_is_refused_with_what_to_type(typed, words):
    with pytest.raises(InputRefused, match=words) as refused:
        contact(typed, at="whose")
    assert refused.value.field == "whose"

"""The number of a document, as it is printed and as people type it."""

import pytest

from scoring.application.document import document_number, read_number

PRINTED = document_number("穗落户", "准", 2026, 12)


def test_a_number_is_printed_as_the_standard_says():
    assert PRINTED == "穗落户准〔2026〕12号"


@pytest.mark.parametrize(
    "typed",
    [
        PRINTED,
        " 穗落户准〔2026〕12号 ",
        "穗落户准[2026]12号",
        "穗落户准（2026）12",
        "穗落户准【２０２６】１２号",
        "穗落户准 (2026) 012 号",
    ],
)
def test_what_is_typed_is_read_as_it_was_printed(typed):
    assert read_number(typed) == PRINTED


@pytest.mark.parametrize("typed", ["", "12", "穗落户准2026-12号", "〔2026〕12号"])
def test_what_has_another_form_is_left_as_it_is(typed):
    assert read_number(typed) == typed

"""One canonical form for what is hashed and kept."""

from datetime import UTC, date, datetime
from decimal import Decimal
from http import HTTPStatus
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.plain import canonical, plain, sha256
from scoring.application.status import Status

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_every_value_that_a_record_holds_has_a_form():
    value = {
        "b": [Decimal("12.50"), Decimal("1E+2"), True, None, 3],
        "a": {"on": date(2026, 3, 2), "at": datetime(2026, 3, 2, 8, tzinfo=UTC), "status": Status.ACCEPTED},
        "c": MappingProxyType({"answer": HTTPStatus.OK}),
    }
    assert canonical(value) == (
        '{"a":{"at":"2026-03-02T08:00:00+00:00","on":"2026-03-02","status":"accepted"},"b":["12.50","100",true,null,3],"c":{"answer":200}}'
    )


@pytest.mark.parametrize("value", [0.5, b"bytes", {"a": object()}, {1, 2}])
def test_what_has_no_exact_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form"):
        canonical(value)


@given(values)
def test_order_of_keys_does_not_matter_and_the_form_is_stable(value):
    assert canonical(plain(value)) == canonical(value)
    if isinstance(value, dict):
        assert sha256(dict(reversed(value.items()))) == sha256(value)

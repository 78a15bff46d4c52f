"""Moments of a notice are read as they were meant, or refused with what was typed."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import Form

from admin.forms import ShownForm
from admin.round_forms import MomentField


class Typed(Form):
    moment = MomentField("moment")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-3-2 19:00", datetime(2026, 3, 2, 19)),  # noqa: DTZ001 - as notices write them
        ("2026-3-21 9:00", datetime(2026, 3, 21, 9)),  # noqa: DTZ001 - likewise
        ("2026年2月20日17:00", datetime(2026, 2, 20, 17)),  # noqa: DTZ001 - likewise
        ("2026 年 2 月 20 日  17 时 00 分", datetime(2026, 2, 20, 17)),  # noqa: DTZ001 - likewise
        ("２０２６－０３－０２　０９：００", datetime(2026, 3, 2, 9)),  # noqa: DTZ001 - likewise
        ("2026-03-02T09:00", datetime(2026, 3, 2, 9)),  # noqa: DTZ001 - likewise
        ("2026-3-219:00", None),  # the 2nd at 19:00, or the 21st at 9:00
        ("2026-03-02 09:00:00", None),
        ("2026-02-30 09:00", None),
        ("0001-01-01 00:00", None),  # no moment that can be kept
        ("", None),
    ],
)
def test_a_moment_is_read_as_it_was_meant_or_not_at_all(typed, meant):
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        form = Typed(MultiDict({"moment": typed}))
        assert (form.validate(), form.moment.data) == (meant is not None, meant)
        assert form.moment._value() == typed


class Two(ShownForm):
    first, last = MomentField("From"), MomentField("Until")


def test_what_is_said_of_two_inputs_alike_names_each_in_the_summary():
    app = Flask(__name__)
    app.config.update(SECRET_KEY="key", WTF_CSRF_ENABLED=False)
    Babel(app)
    with app.test_request_context(method="POST", data={"first": "x", "last": ""}):
        form = Two()
        form.validate()
        assert [each["text"].partition(":")[0] for each in form.summary()] == ["From", "Until"]
    with app.test_request_context(method="POST", data={"first": "2026-03-02 09:00", "last": ""}):
        form = Two()
        form.validate()
        assert [each["href"] for each in form.summary()] == ["#last"]
        assert form.summary()[0]["text"] == "Type day and time, such as 2026-03-02 09:00."

"""A person of the office changes the own password."""

from __future__ import annotations

import re

import pytest

from tests.signing_in import give_password, token_of

NEW = "four plain words together"


def send(client, current, new, again):
    page = client.get("/change-password")
    sent = {"password": current, "new_password": new, "new_password_confirm": again, "csrf_token": token_of(page)}
    return client.post("/change-password", data=sent)


def test_the_new_password_opens_and_the_old_one_no_longer(office, sign_in, passwords):
    old = passwords["officer2"]
    client = sign_in("officer2")
    answer = send(client, old, NEW, NEW)
    assert answer.status_code == 302
    assert answer.location.endswith("/admin/")
    assert "You successfully changed your password." in client.get("/admin/").text
    for password, status in ((old, 200), (NEW, 302)):
        assert give_password(office.test_client(), "officer2", password).status_code == status


@pytest.mark.parametrize(
    ("current", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "Invalid password"),
        ("", NEW, NEW, "Password not provided"),
        (None, NEW, NEW + "!", "Passwords do not match"),
        (None, "short", "short", "at least 12 characters"),
        (None, None, None, "must be different"),
    ],
)
def test_what_is_wrong_is_told_beside_its_input(sign_in, passwords, current, new, again, words):
    own = passwords["officer1"]
    answer = send(
        sign_in("officer1"), own if current is None else current, own if new is None else new, own if again is None else again
    )
    assert answer.status_code == 200
    assert words in answer.text
    assert "There is a problem" in answer.text
    assert own not in answer.text


def test_nobody_changes_a_password_without_signing_in(office):
    client = office.test_client()
    answer = client.get("/change-password")
    assert answer.status_code == 302
    assert re.match("/sign-in", answer.location)
    assert client.post("/change-password", data={}).status_code == 400

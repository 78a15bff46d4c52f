"""Notices reach a real mail server and a real gateway, once; what fails is tried again, and no line of the log names anybody."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application import consent
from scoring.application.contact import contact
from scoring.application.notice import Channel, DeliveryState, NoticeKind
from scoring.casework.notify import notify
from scoring.casework.outbox import count_deliveries
from scoring.casework.prove_contact import ask_contact_code, prove_contact
from scoring.casework.sign_up import SigningUp, sign_up
from scoring.jobs.kinds import KINDS
from scoring.settings_channels import CodeTerms, read_channels
from tests.jobs.servers import _free, gateway, mail_server, make_certificate
from tests.proving import mark_proven

MAIL, PHONE = "wang.shifan@example.cn", "13800138000"
FACTS = {"reference": "2026-000001", "until": "2026-03-09"}


class Later:
    """The clock, so much later."""

    def __init__(self, clock, by):
        self._clock, self._by = clock, by

    def now(self):
        return self._clock.now() + self._by


@pytest.fixture
def outbox(station, caplog):
    """Writes a notice to a new account, sends what waits under some settings, counts; nothing of the contact may be logged."""
    desk = station.background.desk

    class Outbox:
        def write(self, typed):
            given = SigningUp(contact(typed), "a password of many words", consent.CURRENT)
            opened = sign_up(station.transaction, given, at=desk.clock.now(), hash_password=str.upper)
            holder = mark_proven(station.transaction, opened, desk.clock.now())
            with station.transaction() as session:
                notify(session, holder.account_id, NoticeKind.SUPPLEMENT_ASKED, FACTS, desk.clock.now())

        def send(self, attempts=3, timeout=2, later=0, **values):
            values = {"LUOHU_MAIL_FROM": "notices@office.example.cn", **values}
            settings = replace(desk.settings, channels=read_channels(values, attempts, timeout))
            clock = Later(desk.clock, timedelta(minutes=later))
            KINDS["send_notices"](replace(desk, settings=settings, clock=clock), {}, lambda *_given: None)
            said = "".join(
                record.getMessage() for record in caplog.records if record.name != "mail.log"
            )  # that is the server's own
            assert MAIL not in said
            assert PHONE not in said
            counts = count_deliveries(station.transaction, officer=station.administrator)
            return {state for state, count in counts.items() if count}

    with caplog.at_level(logging.DEBUG):
        yield Outbox()


def test_a_notice_is_mailed_once_in_both_languages(outbox):
    outbox.write(MAIL)
    with mail_server() as (mailbox, port):
        for _twice in range(2):
            assert outbox.send(LUOHU_SMTP_URL=f"smtp+plain://127.0.0.1:{port}") == {DeliveryState.SENT}
    ((recipient, message),) = mailbox.messages
    assert recipient == message["To"] == MAIL
    assert message["Subject"] == "需要补正材料 / Something is missing"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@office.example.cn>")
    for words in ("2026-000001", "请在 2026年3月9日 前", "by 9 March 2026", "never asks for your password"):
        assert words in message.get_content()


@pytest.mark.parametrize(("scheme", "demands"), [("smtp", "starttls"), ("smtps", "tls")])
def test_mail_goes_over_tls_to_a_server_that_is_trusted_and_lets_in(outbox, tmp_path, monkeypatch, scheme, demands):
    certificate = make_certificate(tmp_path)
    outbox.write(MAIL)
    with mail_server(certificate, demands=demands) as (mailbox, port):
        url = f"{scheme}://office:%s@localhost:{port}"
        assert outbox.send(LUOHU_SMTP_URL=url % "right") == {DeliveryState.WAITING}  # nobody vouches for the server
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert outbox.send(LUOHU_SMTP_URL=url % "wrong", later=5) == {DeliveryState.WAITING}
        assert mailbox.messages == []
        assert outbox.send(LUOHU_SMTP_URL=url % "right", later=20) == {DeliveryState.SENT}
        assert len(mailbox.messages) == 1


def test_no_mail_goes_in_the_open_where_tls_was_wanted(outbox):
    outbox.write(MAIL)
    with mail_server() as (mailbox, port):
        assert outbox.send(LUOHU_SMTP_URL=f"smtp://localhost:{port}") == {DeliveryState.WAITING}
    assert mailbox.messages == []


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"answer": "450 later"}, DeliveryState.WAITING),
        ({"answer": "550 nobody"}, DeliveryState.DEAD),
        ({"last": "451 later"}, DeliveryState.WAITING),
        ({"last": "554 never"}, DeliveryState.DEAD),
    ],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(outbox, said, state):
    outbox.write(MAIL)
    with mail_server() as (mailbox, port):
        vars(mailbox).update(said)
        url = f"smtp+plain://127.0.0.1:{port}"
        assert outbox.send(LUOHU_SMTP_URL=url) == {state}
        mailbox.answer = mailbox.last = "250 OK"
        after = outbox.send(LUOHU_SMTP_URL=url, later=5)
    assert after == {DeliveryState.SENT if state is DeliveryState.WAITING else DeliveryState.DEAD}
    assert len(mailbox.messages) == (1 if state is DeliveryState.WAITING else 0)


def test_a_server_that_is_away_or_silent_is_tried_again_and_given_up_at_last(outbox, caplog):
    outbox.write(MAIL)
    assert "delivery 1 failed" not in caplog.text
    away = f"smtp+plain://127.0.0.1:{_free()}"
    assert outbox.send(LUOHU_SMTP_URL=away) == {DeliveryState.WAITING}
    assert "delivery 1 failed: unreachable" in caplog.text
    with mail_server() as (mailbox, port):
        mailbox.pause = 2
        assert outbox.send(timeout=1, later=2, LUOHU_SMTP_URL=f"smtp+plain://127.0.0.1:{port}") == {DeliveryState.WAITING}
    assert outbox.send(later=9, LUOHU_SMTP_URL=away) == {DeliveryState.DEAD}


def test_a_notice_is_a_short_message_once_with_its_key(outbox):
    outbox.write(PHONE)
    template = '{"sms": [{"to": "86{phone}", "body": "【落户】{text}", "flash": false}], "id": "{key}"}'
    with gateway() as (found, port):
        url = f"http://127.0.0.1:{port}/v1/send?app=luohu"
        for _twice in range(2):
            sent = outbox.send(LUOHU_SMS_URL=url, LUOHU_SMS_REQUEST=template, LUOHU_SMS_AUTHORIZATION="Bearer x")
            assert sent == {DeliveryState.SENT}
    ((path, headers, body),) = found.requests
    assert path == "/v1/send?app=luohu"
    assert headers["Authorization"] == "Bearer x"
    assert headers["Idempotency-Key"] == body["id"]
    assert len(body["id"]) == 32
    assert body["sms"] == [
        {
            "to": "8613800138000",
            "body": "【落户】您的申请 2026-000001 需要补正。所需内容请登录账户查看。请在 2026年3月9日 前（含当日）办理。",
            "flash": False,
        }
    ]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *((status, DeliveryState.WAITING) for status in (500, 429, 401, 302)),
        *((status, DeliveryState.DEAD) for status in (400, 404)),
    ],
)
def test_what_the_gateway_says_decides_whether_it_is_tried_again(outbox, status, state):
    outbox.write(PHONE)
    with gateway() as (found, port):
        found.status = status
        assert outbox.send(LUOHU_SMS_URL=f"http://127.0.0.1:{port}") == {state}
        assert len(found.requests) == 1  # a redirection is not followed
        found.status = 202
        recovered = outbox.send(LUOHU_SMS_URL=f"http://127.0.0.1:{port}", later=5)
    assert recovered == {DeliveryState.SENT if state is DeliveryState.WAITING else DeliveryState.DEAD}


def test_a_gateway_that_is_away_silent_or_not_trusted_is_tried_again(outbox):
    outbox.write(PHONE)
    assert outbox.send(LUOHU_SMS_URL=f"http://127.0.0.1:{_free()}") == {DeliveryState.WAITING}
    with gateway() as (found, port):
        found.pause = 2
        assert outbox.send(timeout=1, later=2, LUOHU_SMS_URL=f"http://127.0.0.1:{port}") == {DeliveryState.WAITING}
        found.pause = 0
        assert outbox.send(later=9, attempts=9, LUOHU_SMS_URL=f"https://127.0.0.1:{port}") == {DeliveryState.WAITING}
        assert outbox.send(later=30, attempts=9, LUOHU_SMS_URL=f"http://127.0.0.1:{port}") == {DeliveryState.SENT}


def test_a_code_goes_to_the_contact_that_it_proves_and_to_no_log(outbox, station, caplog):
    desk = station.background.desk
    with mail_server() as (mailbox, port):
        given = SigningUp(contact(MAIL), "a password of many words", consent.CURRENT)
        holder = sign_up(station.transaction, given, at=desk.clock.now(), hash_password=str.upper)
        ask_contact_code(station.transaction, {Channel.EMAIL}, CodeTerms(), holder=holder, at=desk.clock.now())
        assert outbox.send(LUOHU_SMTP_URL=f"smtp+plain://127.0.0.1:{port}") == {DeliveryState.SENT}
    ((recipient, message),) = mailbox.messages
    assert recipient == MAIL
    assert message["Subject"] == "联系方式验证码 / Code for your contact"
    code = re.search(r"The code: (\d{6})\.", message.get_content())[1]
    assert f"验证码：{code}" in message.get_content()
    assert not any(code in record.getMessage() for record in caplog.records if record.name != "mail.log")
    prove_contact(station.transaction, code, CodeTerms(), holder=holder, at=desk.clock.now())


def test_without_channels_notices_stay_in_the_account(outbox):
    outbox.write(MAIL)
    outbox.write(PHONE)
    assert outbox.send() == {DeliveryState.OFF}

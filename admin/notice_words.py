"""The words of the console for notices to applicants: what was told, on which way, and how it fared."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from scoring.application.notice import Channel, DeliveryState, NoticeKind
from scoring.notices.texts import words_of
from scoring.web.language import language

DELIVERY_COLOURS = {
    DeliveryState.WAITING: "yellow",
    DeliveryState.SENDING: "blue",
    DeliveryState.SENT: "green",
    DeliveryState.DEAD: "red",
    DeliveryState.OFF: "grey",
}


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(
        say_notice_kind=say_notice_kind,
        say_channel=say_channel,
        say_delivery=say_delivery,
        delivery_colour=DELIVERY_COLOURS.get,
        say_delivery_error=say_delivery_error,
    )


def say_notice_kind(kind: NoticeKind, of: str) -> str:
    """Name what was told, as the applicant reads it."""
    return words_of(kind, of, language())[0]


def say_channel(channel: Channel) -> str:
    """Name a way to the applicant."""
    return {"email": _("by mail"), "sms": _("by short message")}[channel]


def say_delivery(state: DeliveryState) -> str:
    """Name how a delivery stands."""
    return {
        "waiting": _("Waiting to be sent"),
        "sending": _("Being sent"),
        "sent": _("Sent"),
        "dead": _("Not delivered"),
        "off": _("Not sent: there is no such way here"),
    }[state]


def say_delivery_error(code: str) -> str:
    """Say why a delivery failed; the number at the end is what the server or the gateway said."""
    words, number = code.rpartition("_")[0], code.rpartition("_")[2]
    if number.isdigit():
        said = {
            "recipient_refused": _("the mail server knows no such mailbox"),
            "server_said": _("the mail server refused"),
            "gateway_said": _("the gateway refused"),
        }
        return f"{said.get(words, words)} ({number})"
    return {
        "no_contact": _("the account has no contact any more"),
        "not_proven": _("the contact of the account is not proven"),
        "code_over": _("the code had expired, or another one was asked for"),
        "no_trust": _("the server cannot be trusted: no TLS, or a certificate nobody vouches for"),
        "sign_in_refused": _("the mail server refused the password"),
        "timeout": _("the server was silent"),
        "unreachable": _("the server cannot be reached"),
    }.get(code, code)

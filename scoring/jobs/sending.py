"""Emptying the outbox: each notice is handed to the channel of its contact, outside any transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from scoring.application.notice import Channel, NotDelivered, Parcel
from scoring.casework.outbox import keep_failed, keep_sent, take_parcel
from scoring.jobs.desk import Desk, Progress
from scoring.jobs.mail import send_mail
from scoring.jobs.sms import send_sms
from scoring.settings_channels import Channels

log = logging.getLogger(__name__)
AT_ONCE = 500
Send = Callable[[Parcel], None]


def send_notices(desk: Desk, _arguments: Mapping[str, Any], progress: Progress) -> None:
    """Send what waits, up to so many at once; the rest when it next comes round."""
    senders = senders_of(desk.settings.channels)
    for number in range(AT_ONCE):
        progress(number, AT_ONCE, "sending")
        parcel = take_parcel(desk.transaction, senders.keys(), at=desk.clock.now())
        if parcel is None:
            progress(number, number, "sending")
            return
        _send(desk, senders, parcel)


def senders_of(channels: Channels) -> Mapping[Channel, Send]:
    """Give how to send on each channel that the installation has."""
    mail, sms = channels.mail, channels.sms
    senders: dict[Channel, Send] = {}
    if mail is not None:
        senders[Channel.EMAIL] = lambda parcel: send_mail(mail, parcel, channels.timeout)
    if sms is not None:
        senders[Channel.SMS] = lambda parcel: send_sms(sms, parcel, channels.timeout)
    return senders


def _send(desk: Desk, senders: Mapping[Channel, Send], parcel: Parcel) -> None:
    send = senders[Channel.to(parcel.contact.kind)]
    try:
        send(parcel)
    except NotDelivered as error:
        log.warning("delivery %d failed: %s", parcel.delivery_id, error.failure.code)
        keep_failed(desk.transaction, parcel, error.failure, at=desk.clock.now(), most=desk.settings.channels.attempts)
    else:
        keep_sent(desk.transaction, parcel, at=desk.clock.now())

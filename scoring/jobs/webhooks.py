"""Telling agencies by one signed request each; redirections are not followed, and nothing is told inside."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import logging
import ssl
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from scoring.application.agencies import is_here, is_inside
from scoring.application.background import Failure
from scoring.casework.agency_outbox import Message, keep_told, keep_untold, take_message
from scoring.jobs.desk import Desk, Progress

log = logging.getLogger(__name__)
AT_ONCE = 500


class NotTold(Exception):
    """An agency did not take a message, as far as can be known."""

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.failure = Failure(code, "", is_final)


def tell_agencies(desk: Desk, _arguments: Mapping[str, Any], progress: Progress) -> None:
    """Tell what waits, up to so many at once; the rest when it next comes round."""
    for number in range(AT_ONCE):
        progress(number, AT_ONCE, "sending")
        message = take_message(desk.transaction, at=desk.clock.now())
        if message is None:
            return
        _tell(desk, message)


def signature(secret: bytes, timestamp: str, body: str) -> str:
    """Sign a message: HMAC-SHA256 over the timestamp, a dot and the body, in hexadecimal digits."""
    return hmac.new(secret, f"{timestamp}.{body}".encode(), hashlib.sha256).hexdigest()


def headers_of(message: Message, at: datetime) -> dict[str, str]:
    """Give the headers of a request: when it was signed, the signature, and the key that is the same at every try."""
    timestamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        "Idempotency-Key": message.key,
        "Luohu-Timestamp": timestamp,
        "Luohu-Signature": f"v1={signature(message.secret, timestamp, message.body)}",
    }


def post(message: Message, at: datetime, *, timeout: int, is_demonstration: bool) -> None:
    """Send one message. Returns when the agency has taken it: it answered with a status from 200 to 299.

    Raises:
        NotTold: it was not taken, as far as can be known.
    """
    try:
        status = _status(message, at, timeout, is_demonstration=is_demonstration)
    except ssl.SSLError:
        raise NotTold("no_trust") from None
    except TimeoutError:
        raise NotTold("timeout") from None
    except (OSError, http.client.HTTPException):
        raise NotTold("unreachable") from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotTold(f"agency_said_{status}", is_final=status == HTTPStatus.GONE)


def _status(message: Message, at: datetime, timeout: int, *, is_demonstration: bool) -> int:
    url = urlsplit(message.url)
    host = url.hostname or ""
    is_open = is_demonstration and is_here(host)
    if url.scheme != "https" and not is_open:
        raise NotTold("not_https", is_final=True)
    connection = (
        http.client.HTTPSConnection(host, url.port, timeout=timeout, context=ssl.create_default_context())
        if url.scheme == "https"
        else http.client.HTTPConnection(host, url.port, timeout=timeout)
    )
    try:
        connection.connect()
        if is_inside(connection.sock.getpeername()[0]) and not is_open:  # whatever the name led to
            raise NotTold("leads_inside", is_final=True)
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        connection.request("POST", path, message.body.encode(), headers_of(message, at))
        return connection.getresponse().status
    finally:
        connection.close()


def _tell(desk: Desk, message: Message) -> None:
    channels, is_demonstration = desk.settings.channels, desk.settings.is_demonstration
    try:
        post(message, desk.clock.now(), timeout=channels.timeout, is_demonstration=is_demonstration)
    except NotTold as error:
        log.warning("message %d was not taken: %s", message.id, error.failure.code)
        keep_untold(desk.transaction, message, error.failure, at=desk.clock.now(), most=channels.attempts)
    else:
        keep_told(desk.transaction, message, at=desk.clock.now())

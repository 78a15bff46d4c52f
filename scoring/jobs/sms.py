"""Sending a notice as a short message, by one request to a gateway."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from scoring.application.notice import NotDelivered, Parcel
from scoring.notices.texts import say_parcel
from scoring.settings_channels import Sms

FOR_NOW = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
"""Answers below 500 after which trying again may help; all others refuse for good, but for those about the key to the gateway."""

KEYLESS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


def send_sms(sms: Sms, parcel: Parcel, timeout: int) -> None:
    """Send a notice in Chinese. Returns when the gateway has taken it.

    Raises:
        NotDelivered: it was not taken, as far as can be known. Says nothing of whom it was for.
    """
    try:
        status = _post(sms, parcel, timeout)
    except ssl.SSLError:
        raise NotDelivered("no_trust") from None
    except TimeoutError:
        raise NotDelivered("timeout") from None
    except (OSError, http.client.HTTPException):
        raise NotDelivered("unreachable") from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        is_final = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in FOR_NOW | KEYLESS
        raise NotDelivered(f"gateway_said_{status}", is_final=is_final)


def write_sms(sms: Sms, parcel: Parcel) -> bytes:
    """Write the request of a notice: the template, with number, words and key in the places of `{phone}`, `{text}` and `{key}`."""
    said = say_parcel(parcel, "zh")
    given = {"{phone}": parcel.contact.reveal(), "{text}": said.text, "{key}": parcel.key}
    return json.dumps(_filled(sms.request, given), ensure_ascii=False).encode()


def _post(sms: Sms, parcel: Parcel, timeout: int) -> int:
    """Send the request; redirections are not followed, since the number must go nowhere else."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.key}
    if sms.authorization:
        headers["Authorization"] = sms.authorization
    host = sms.url.hostname or ""
    connection = (
        http.client.HTTPSConnection(host, sms.url.port, timeout=timeout, context=ssl.create_default_context())
        if sms.url.scheme == "https"
        else http.client.HTTPConnection(host, sms.url.port, timeout=timeout)
    )
    path = (sms.url.path or "/") + (f"?{sms.url.query}" if sms.url.query else "")
    try:
        connection.request("POST", path, write_sms(sms, parcel), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _filled(template: Any, given: Mapping[str, str]) -> Any:
    match template:
        case str():
            for mark, value in given.items():
                template = template.replace(mark, value)
            return template
        case dict():
            return {name: _filled(value, given) for name, value in template.items()}
        case list():
            return [_filled(value, given) for value in template]
        case _:
            return template

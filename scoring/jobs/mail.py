"""Sending a notice by mail, to a server that is spoken to over TLS."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime

from scoring.application.notice import NotDelivered, Parcel
from scoring.notices.texts import GREETING, say_parcel
from scoring.settings_channels import Mail

REFUSED_FOR_GOOD = 500  # SMTP: 4xx is for now, 5xx for good


def send_mail(mail: Mail, parcel: Parcel, timeout: int) -> None:
    """Send a notice, in both languages. Returns when the server has taken it.

    Raises:
        NotDelivered: it was not taken, as far as can be known. Says nothing of whom it was for.
    """
    try:
        _send(mail, parcel, timeout)
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _text in error.recipients.values())
        raise NotDelivered(f"recipient_refused_{code}", is_final=code >= REFUSED_FOR_GOOD) from None
    except smtplib.SMTPAuthenticationError:
        raise NotDelivered("sign_in_refused") from None  # a wrong setting: put right, it goes on
    except smtplib.SMTPResponseException as error:
        is_final = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= REFUSED_FOR_GOOD
        raise NotDelivered(f"server_said_{error.smtp_code}", is_final=is_final) from None
    except ssl.SSLError:
        raise NotDelivered("no_trust") from None
    except TimeoutError:
        raise NotDelivered("timeout") from None
    except (OSError, smtplib.SMTPException):
        raise NotDelivered("unreachable") from None


def write_mail(mail: Mail, parcel: Parcel) -> EmailMessage:
    """Write the mail of a notice. Its id is the parcel's key, the same at every try: mailboxes can tell a repetition."""
    said = [say_parcel(parcel, language) for language in ("zh", "en")]
    message = EmailMessage()
    message["Subject"] = " / ".join(one.title for one in said)
    message["From"], message["To"] = mail.sender, parcel.contact.reveal()
    message["Date"] = format_datetime(parcel.at)
    message["Message-ID"] = f"<{parcel.key}@{mail.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join([*(one.text.strip() for one in said), GREETING["zh"], GREETING["en"]]) + "\n")
    return message


def _send(mail: Mail, parcel: Parcel, timeout: int) -> None:
    server = _connect(mail, timeout)
    try:
        if mail.user:
            server.login(mail.user, mail.password)
        server.send_message(write_mail(mail, parcel))
        with suppress(OSError, smtplib.SMTPException):  # taken is taken, however the server says goodbye
            server.quit()
    finally:
        server.close()


def _connect(mail: Mail, timeout: int) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=timeout, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.host, mail.port, timeout=timeout)
    if mail.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except smtplib.SMTPNotSupportedError:
            server.close()
            raise NotDelivered("no_trust") from None
        except BaseException:
            server.close()
            raise
    return server

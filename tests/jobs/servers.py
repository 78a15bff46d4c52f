"""A real mail server and a real gateway on this machine, each in a thread, that take or refuse what a test says."""

from __future__ import annotations

import json
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class Mailbox:
    """What a mail server took; `answer` is what it says to a recipient, `last` to a message; it thinks for `pause` seconds."""

    def __init__(self):
        self.messages, self.answer, self.last, self.pause = [], "250 OK", "250 OK", 0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the library's name
        envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        time.sleep(self.pause)  # noqa: ASYNC251 - it serves this test alone
        if self.last.startswith("250"):
            self.messages.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return self.last


@contextmanager
def mail_server(certificate=None, *, demands="none"):
    """A mail server: `demands` is `none`, `starttls` or `tls`. Gives its mailbox and its port."""
    mailbox, context = Mailbox(), None
    given = {}
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        given = (
            {"ssl_context": context, "auth_require_tls": False}
            if demands == "tls"
            else {"tls_context": context, "require_starttls": True}
        )
        accept = AuthResult(success=True)
        given |= {"authenticator": lambda *a: accept if a[4].password == b"right" else AuthResult(success=False, handled=False)}
    controller = Controller(mailbox, hostname="127.0.0.1", port=0, **given)
    controller.port = _free()
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop()


def _free():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def gateway(context=None):
    """A gateway: `found.requests` is what it took, `found.status` what it answers; it thinks for `found.pause` seconds."""

    class Answering(BaseHTTPRequestHandler):
        requests, status, pause = [], 200, 0

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(Answering.pause)
            Answering.requests.append((self.path, dict(self.headers), body))
            self.send_response(Answering.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_given):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    Answering.requests = []
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Answering, server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(folder):
    """A certificate for this machine with its key, that nobody but the test trusts. Gives the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251 - what is valid is asked of the real clock
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
    made = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file

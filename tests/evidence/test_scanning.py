"""The scanner of the setting is asked about every file; where it gives no answer, the file is not kept."""

from __future__ import annotations

import shlex
import socketserver
import sys
import threading
from pathlib import Path

import pytest

from scoring.application.evidence import Scan
from scoring.errors import EvidenceRefused
from scoring.evidence.scanning import scan
from tests.evidence import made

COMMAND = shlex.join([sys.executable, str(Path(__file__).with_name("scanner.py"))])


def why(scanner, content):
    with pytest.raises(EvidenceRefused) as refused:
        scan(scanner, content)
    return refused.value.why


def test_without_a_scanner_nothing_is_claimed():
    assert scan("", made.EICAR) is Scan.NOT_SCANNED


def test_a_command_finds_the_test_virus():
    assert scan(COMMAND, made.pdf()) is Scan.CLEAN
    assert why(COMMAND, made.pdf() + made.EICAR) == "infected"


@pytest.mark.parametrize("scanner", ["/no/such/scanner", f"{sys.executable} -c 'raise SystemExit(2)'", "clamd:/no/such/socket"])
def test_a_scanner_that_does_not_answer_lets_nothing_through(scanner):
    assert why(scanner, made.pdf()) == "scanner_down"


class Clamd(socketserver.StreamRequestHandler):
    """Speaks as much of clamd's protocol as a scan of a stream needs."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        if content == b"say nothing":
            return
        if content == b"complain":
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if made.EICAR in content else b"stream: OK\0")


@pytest.fixture(params=["socket", "port"])
def clamd(request, tmp_path):
    if request.param == "socket":
        server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "clamd"), Clamd)
        address = f"clamd:{tmp_path}/clamd"
    else:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        address = f"clamd:127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def test_clamd_is_asked_over_its_socket(clamd):
    assert scan(clamd, bytes(200_000)) is Scan.CLEAN
    assert why(clamd, bytes(100_000) + made.EICAR) == "infected"
    assert why(clamd, b"say nothing") == "scanner_down"
    assert why(clamd, b"complain") == "scanner_down"

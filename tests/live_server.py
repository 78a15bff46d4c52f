"""The service on a free port of this machine, in a thread of the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from scoring.web.services import services_of


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        """Say nothing: requests are the test's own."""


@contextmanager
def listening(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve *app* as it is for the length of the block, on a free *port* unless one is named. Gives the URL without a slash at its end."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def add_console(app: Flask) -> None:
    """Add the console where it is installed, as `wsgi.py` does."""
    if find_spec("admin") is not None:
        import_module("admin").register(app, services_of(app))

"""Beijing 2020 behind OpenFisca's own web API, served as its manual says, by gunicorn, on BENCH_PORT."""

import os

from gunicorn.app.base import BaseApplication
from openfisca_beijing import SYSTEM
from openfisca_web_api.app import create_app


class Served(BaseApplication):
    """Its application with the settings that the others have."""

    def load_config(self):
        """Listen where the benchmark asks, and keep connections open."""
        self.cfg.set("bind", f"127.0.0.1:{os.environ['BENCH_PORT']}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("keepalive", 600)
        self.cfg.set("loglevel", "error")

    def load(self):
        """Give the application."""
        return create_app(SYSTEM)


if __name__ == "__main__":
    Served().run()

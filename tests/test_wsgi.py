"""What a server loads: with the console where it is installed, and whole without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TELL = """
import wsgi
for part in (wsgi.app, wsgi.app.extensions["luohu_api"]):
    print(*(rule.rule for rule in part.url_map.iter_rules()))
"""


def addresses(environment: dict[str, str], code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_the_console_is_added(environment):
    assert {"/admin/", "/", "/sign-in", "/api/v1/policies"} <= addresses(environment, TELL)


def test_the_service_is_whole_without_the_console(environment):
    found = addresses(environment, f"import sys; sys.modules['admin'] = None\n{TELL}")
    assert {"/", "/sign-in", "/healthz", "/readyz", "/api/v1/policies"} <= found
    assert not [address for address in found if address.startswith("/admin")]

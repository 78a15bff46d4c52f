"""Where everything begins: `create_app(settings)` for a server, `main` for the command line. Each loads what it needs, not more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring import cli
from scoring.errors import PolicyNotReady, PolicyRefused, ScoringError

if TYPE_CHECKING:
    from flask import Flask

    from scoring.settings import Settings


def create_app(settings: Settings) -> Flask:
    """Make the application, as `scoring.assembly` puts it together."""
    from scoring import assembly  # noqa: PLC0415 - two seconds of loading that a command on a file need not take

    return assembly.create_app(settings)


def from_environment() -> Flask:
    """Make the application as the environment configures it."""
    from scoring import assembly  # noqa: PLC0415 - see above

    return assembly.from_environment()


def main() -> None:
    """Run the command `luohu`."""
    try:
        cli.command(from_environment)(prog_name="luohu")
    except (PolicyRefused, PolicyNotReady) as refusal:
        from scoring.casework.texts import say_obstacle  # noqa: PLC0415 - see above

        findings = refusal.findings if isinstance(refusal, PolicyRefused) else refusal.obstacles
        raise SystemExit("\n".join(f"{found.position}: {say_obstacle(found, 'en')}" for found in findings)) from None
    except ScoringError as error:
        raise SystemExit(f"luohu: {error}") from None

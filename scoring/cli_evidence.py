"""`luohu evidence`: what an operator does with the folder of evidence."""

from __future__ import annotations

import click
from flask.cli import ScriptInfo

from scoring.casework.evidence import EvidenceRoom
from scoring.casework.sweep_evidence import sweep_evidence
from scoring.web.services import services_of


@click.group("evidence")
def evidence_commands() -> None:
    """Look after the folder of evidence."""


@evidence_commands.command()
@click.pass_obj
def sweep(info: ScriptInfo) -> None:
    """Delete files that nothing holds: of acts that came to no end, taken out, or of erased applications. Run it every day."""
    services = services_of(info.load_app())
    room = EvidenceRoom(services.transaction, services.settings.evidence)
    click.echo(f"Deleted {sweep_evidence(room, at=services.clock.now())} files from {room.settings.folder}.")

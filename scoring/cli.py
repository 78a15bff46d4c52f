"""The command `luohu`: which commands there are, and where each stands. None is loaded before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.cli_later import LaterGroup, Opening
from scoring.cli_policy import policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

READERS = {
    "score": "scoring.cli_policy:score",
    "advise": "scoring.cli_readers:advise",
    "forecast": "scoring.cli_readers:forecast",
    "next-question": "scoring.cli_readers:next_question",
    "score-table": "scoring.cli_tables:score_table",
    "template": "scoring.cli_tables:template",
    "impact": "scoring.cli_impact:impact",
    "population": "scoring.cli_population:population",
    "verify": "scoring.cli_verify:verify",
}
KEEPERS = {
    "code": "scoring.cli_code:code",
    "journal": "scoring.cli_journal:journal",
    "keys": "scoring.cli_keys:key_commands",
    "doctor": "scoring.cli_doctor:doctor",
    "evidence": "scoring.cli_evidence:evidence_commands",
    "setup": "scoring.cli_setup:setup",
    "serve": "scoring.cli_setup:serve",
    "worker": "scoring.cli_setup:worker",
    "run": "scoring.cli_setup:run",
    "db": "scoring.cli_setup:migrations",
}

policy.files |= {"diff": "scoring.cli_inspection:diff", "fmt": "scoring.cli_inspection:fmt"}
policy.service |= {
    "import": "scoring.cli_publishing:import_",
    "submit": "scoring.cli_publishing:submit",
    "publish": "scoring.cli_publishing:publish",
    "export": "scoring.cli_publishing:export",
}


def command(create_app: Callable[[], Flask]) -> LaterGroup:
    """Give the command `luohu`; *create_app* is called only by the commands that need an application."""
    group = LaterGroup(
        "luohu",
        help="Points for settling in a city: explained from dated policies.",
        commands=[policy],
        context_settings={"obj": Opening(create_app), "help_option_names": ["-h", "--help"]},
    )
    group.files, group.service = READERS, KEEPERS
    return group

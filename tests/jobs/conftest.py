"""A service with a queue of its own, an administrator, and workers in processes of their own."""

from __future__ import annotations

import os
from dataclasses import replace
from types import SimpleNamespace

import pytest

from scoring.casework.draft_queries import officer_named
from scoring.casework.job_queries import JobSearch, list_jobs, read_job
from scoring.casework.lines import Wanted
from scoring.web.services import services_of
from tests.conftest import ENVIRONMENT


@pytest.fixture
def station(template, opened, tmp_path):
    """On either database: `background`, `transaction`, an `administrator`, and the `environment` of a worker process."""
    url = template.copy("station")
    settings = replace(template.settings, database_url=url, instance=tmp_path)
    services = services_of(opened(settings))
    environment = {
        **ENVIRONMENT,
        "PATH": os.environ["PATH"],
        "PYTHONWARNINGS": "error",
        "DATABASE_URL": url,
        "LUOHU_INSTANCE": str(tmp_path),
        "LUOHU_JOBS_STALE": "5",
        "LUOHU_JOBS_WORKERS": "1",
    }
    administrator = officer_named(services.transaction, "administrator1")
    yield SimpleNamespace(
        background=services.background,
        transaction=services.transaction,
        administrator=administrator,
        now=services.clock.now,
        environment=environment,
        jobs=lambda kind: list_jobs(services.transaction, JobSearch(kind=kind), Wanted(), officer=administrator).items,
        job=lambda number: read_job(services.transaction, number, officer=administrator),
    )
    with services.transaction() as session:
        bind = session.get_bind()
    bind.engine.dispose()  # a server takes only so many connections

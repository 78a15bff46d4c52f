"""A service with a queue of its own, an administrator, and workers in processes of their own."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

from scoring.casework.draft_queries import officer_named
from scoring.casework.job_queries import JobSearch, list_jobs, read_job
from scoring.casework.lines import Wanted
from scoring.web.services import close, services_of
from tests.conftest import ENVIRONMENT


@pytest.fixture(scope="session")
def kept_station(template, opened, tmp_path_factory):
    """One service for all tests on one kind of database; `station` lays a fresh copy of the database and an empty queue under it."""
    return opened(replace(template.settings, database_url=template.copy("station"), instance=tmp_path_factory.mktemp("station")))


@pytest.fixture
def station(kept_station, template):
    """On either database: `background`, `transaction`, an `administrator`, and the `environment` of a worker process."""
    services = services_of(kept_station)
    close(kept_station)
    url, instance = template.copy("station"), services.settings.instance
    shutil.rmtree(instance)
    instance.mkdir()
    vars(services.background).pop("queue", None)
    environment = {
        **ENVIRONMENT,
        "PATH": os.environ["PATH"],
        "PYTHONWARNINGS": "error",
        "DATABASE_URL": url,
        "LUOHU_INSTANCE": str(instance),
        "LUOHU_JOBS_STALE": "5",
        "LUOHU_JOBS_WORKERS": "1",
    }
    administrator = officer_named(services.transaction, "administrator1")
    return SimpleNamespace(
        background=services.background,
        transaction=services.transaction,
        administrator=administrator,
        now=services.clock.now,
        environment=environment,
        jobs=lambda kind: list_jobs(services.transaction, JobSearch(kind=kind), Wanted(), officer=administrator).items,
        job=lambda number: read_job(services.transaction, number, officer=administrator),
    )

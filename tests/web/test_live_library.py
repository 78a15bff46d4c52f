"""A running service follows what is published, by itself or by another process on the same database, without a restart."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from scoring.casework.draft_queries import officer_named
from scoring.casework.drafts import DraftShown, HandedIn
from scoring.casework.import_policy import import_policy
from scoring.casework.publish_rounds import publish_rounds
from scoring.casework.seed_policy import seed_policy
from scoring.casework.submit_policy import submit_policy
from scoring.errors import PolicyRefused
from scoring.policy.source_files import PolicySource
from scoring.records.tables import PolicyRow, ReleaseRow
from scoring.web.live_library import EVERY_SECONDS, LiveLibrary
from scoring.web.services import services_of
from tests.casework.hamlet import ROUNDS, cases, text

pytestmark = pytest.mark.both_databases

DAY = "2026-04-01"


class Timer:
    """A clock that stands still until the test moves it on."""

    def __init__(self, seconds=100.0):
        self.seconds = seconds

    def __call__(self):
        return self.seconds


@pytest.fixture
def timer():
    return Timer()


@pytest.fixture
def live(transaction, timer):
    made = LiveLibrary(transaction, timer)
    made.refresh()
    return made


def seed(services, version="1", rounds="", **changes):
    first, points = changes.get("first", DAY), changes.get("points", 2)
    source = PolicySource("hamlet", version, text(version=version, **changes), rounds=rounds, file=f"hamlet/{version}.yaml")
    return seed_policy(services.transaction, source, cases(first, points * 5), at=services.clock.now())


def test_what_is_published_elsewhere_is_followed_when_it_is_time_to_look(services, live, timer):
    seed(services)
    live.follow()
    assert "hamlet" not in live.library.schemes()
    timer.seconds += EVERY_SECONDS
    live.follow()
    assert live.library.find("hamlet", "1").digest == seed(services).pin.digest


def test_the_same_policies_stay_the_same_objects(services, live):
    """So that what was compiled for them stays warm."""
    before = {policy.name: policy for policy in live.library.policies}
    seed(services)
    live.refresh()
    assert all(live.library.find(*name.split("@")) is policy for name, policy in before.items())
    library = live.library
    live.refresh()
    assert live.library is library


def test_newer_rounds_make_new_policies_of_their_scheme_alone(services, live):
    seed(services)
    live.refresh()
    hamlet, guangzhou = live.library.find("hamlet", "1"), live.library.find("guangzhou", "2025")
    seed(services, rounds=ROUNDS)
    live.refresh()
    assert live.library.find("hamlet", "1") is not hamlet
    assert [r.quota for r in live.library.find("hamlet", "1").rounds] == [7]
    assert live.library.find("guangzhou", "2025") is guangzhou


def test_the_library_one_has_in_hand_does_not_change(services, live):
    in_hand = live.library
    seed(services)
    live.refresh()
    assert "hamlet" not in in_hand.schemes()
    assert "hamlet" in live.library.schemes()


def test_while_the_database_cannot_be_asked_the_service_goes_on(services, timer):
    answers = [services.transaction]

    @contextmanager
    def transaction():
        if not answers:
            raise sa.exc.OperationalError("SELECT", {}, Exception("gone"))
        with answers[0]() as session:
            yield session

    live = LiveLibrary(transaction, timer)
    live.refresh()
    answers.clear()
    timer.seconds += EVERY_SECONDS
    live.follow()
    assert "guangzhou" in live.library.schemes()
    seed(services)
    answers.append(services.transaction)
    live.follow()
    assert "hamlet" not in live.library.schemes()  # it has just asked in vain, and waits
    timer.seconds += EVERY_SECONDS
    live.follow()
    assert "hamlet" in live.library.schemes()


def test_a_published_text_that_cannot_be_read_is_a_fault_and_the_others_are_served(services, live, timer):
    """As after a step back to an older version of the product."""
    with services.transaction() as session:
        row = PolicyRow(
            scheme="later", version="1", digest="a" * 64, text="format: 2\n", vocabulary="", published_at=services.clock.now()
        )
        session.add(row)
        session.flush()
        session.add(ReleaseRow(policy_id=row.id, text_sha256="b" * 64, cases="", reason=""))
    seed(services)
    timer.seconds += EVERY_SECONDS
    live.follow()
    assert live.fault.startswith("a published one cannot be read: later/1.yaml:1:")
    assert "guangzhou" in live.library.schemes()
    with pytest.raises(PolicyRefused):
        LiveLibrary(services.transaction, timer).refresh()


@pytest.fixture
def two(opened, template):
    """Two services on one database, the second on a day of its own; their clocks stand still."""

    def make(today: str):
        url = template.copy("two")
        apps = [
            opened(replace(template.settings, database_url=url, today=date.fromisoformat(day))) for day in ("2026-03-02", today)
        ]
        for live in (services_of(app).live for app in apps):
            live._timer = Timer(live._due - EVERY_SECONDS)
        return apps

    return make


@pytest.mark.parametrize(("today", "served"), [("2026-03-02", "1"), ("2026-03-31", "1"), ("2026-04-01", "2"), ("2026-06-01", "2")])
def test_every_worker_serves_a_version_from_its_day_without_a_restart(two, today, served):
    one, other = two(today)
    seed(services_of(one), first="2026-01-01")
    seed(services_of(one), version="2", first=DAY, points=3)
    client = other.test_client()
    services_of(other).live._timer.seconds += EVERY_SECONDS
    assert client.get("/api/v1/policies/hamlet/in-force").json["version"] == served
    listed = client.get("/api/v1/policies?scheme=hamlet").json["policies"]
    assert [(p["version"], p["is_in_force"]) for p in listed] == [("1", True), ("2", served == "2")]
    assert listed[1]["in_force"]["first"] == DAY
    assert client.get("/en/schemes/hamlet").location.endswith(f"/hamlet/{served}")
    assert client.get("/en/schemes/hamlet/2").status_code == 200


def test_every_worker_serves_rounds_from_their_publication_without_a_restart(two):
    one, other = (services_of(app) for app in two("2026-03-02"))
    seed(one, first="2026-01-01")
    first, second = (officer_named(one.transaction, f"policy_staff{number}") for number in (1, 2))
    given = {"officer": first, "at": one.clock.now()}
    draft = import_policy(one.transaction, HandedIn(text(first="2026-01-01"), rounds=ROUNDS), **given)
    shown = DraftShown("hamlet", "1", draft.line.revision)
    submit_policy(one.transaction, shown, reason="x", **given)
    other.live._timer.seconds += EVERY_SECONDS
    other.live.follow()
    digest = other.library.find("hamlet", "1").digest
    assert other.library.find("hamlet", "1").rounds == ()
    publish_rounds(one.transaction, shown, officer=second, at=one.clock.now())
    other.live._timer.seconds += EVERY_SECONDS
    other.live.follow()
    policy = other.library.find("hamlet", "1")
    assert ([each.id for each in policy.own_rounds], policy.digest) == (["1"], digest)


def test_a_service_is_ready_when_policies_come_after_its_start(opened, environment, empty_url):
    from scoring.records.migrating import upgrade
    from scoring.settings import Settings

    url = empty_url("sqlite")
    app = opened(Settings.from_environment({**environment, "DATABASE_URL": url}))
    services, client = services_of(app), app.test_client()
    services.live._timer = Timer()
    assert client.get("/readyz").status_code == 503
    upgrade(url)
    seed(services)
    services.live._timer.seconds += EVERY_SECONDS
    assert client.get("/readyz").json["checks"] == {"database": "ok", "policies": "ok"}

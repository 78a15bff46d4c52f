"""The command `luohu`: what a first run makes, that a second changes nothing, and that keys are never lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from scoring.cli_setup import KEYS, gunicorn_arguments, make_keys
from scoring.errors import SettingsRefused
from scoring.settings import Settings, read_env_file
from tests.jobs.working import wait_until

ROOT = Path(__file__).parent.parent


def luohu(instance: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "LUOHU_INSTANCE": str(instance),
        "LUOHU_POLICIES": str(ROOT / "policies"),
        "LUOHU_TODAY": "2026-03-02",
        "PYTHONWARNINGS": "error",
        **variables,
    }
    code = "from scoring.app import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, cwd=instance, capture_output=True, text=True, check=False)


def test_a_first_run_makes_everything_and_a_second_changes_nothing(tmp_path):
    first = luohu(tmp_path, "setup")
    assert first.returncode == 0, first.stderr
    for word in (
        "luohu.env",
        "guangzhou@2025",
        "beijing@2020",
        "ningbo@2010",
        "guangzhou_police",
        "officer1",
        "supervisor2",
        "administrator1",
    ):
        assert word in first.stdout
    assert re.search(r"officer1 +\S{16} +[A-Z2-7]{16,}\n", first.stdout)  # password and the secret of the second factor
    assert first.stdout.count("Recorded the demonstration application") == 2
    assert "Ranked the demonstration round 1: two supervisors publish it under /admin/rounds/1" in first.stdout
    kept = (tmp_path / "luohu.env").read_text()
    second = luohu(tmp_path, "setup")
    assert (second.returncode, second.stdout) == (0, "")
    assert (tmp_path / "luohu.env").read_text() == kept


def test_production_gets_policies_but_no_demonstration(tmp_path):
    run = luohu(tmp_path, "setup", LUOHU_MODE="production", LUOHU_TODAY="")
    assert run.returncode == 0, run.stderr
    assert "guangzhou@2025" in run.stdout
    assert "officer1" not in run.stdout


def test_without_keys_an_application_says_how_to_make_them(tmp_path):
    run = luohu(tmp_path, "setup", "database")
    assert run.returncode != 0
    assert "luohu setup keys" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_database_that_cannot_be_reached_is_said_in_one_line(tmp_path):
    run = luohu(tmp_path, "setup", DATABASE_URL="postgresql://luohu:hidden@127.0.0.1:1/luohu?connect_timeout=1")
    assert run.returncode != 0
    assert "DATABASE_URL" in run.stderr
    assert "hidden" not in run.stderr
    assert "Traceback" not in run.stderr


def test_a_published_policy_cannot_be_changed_by_its_file(tmp_path):
    policies = shutil.copytree(ROOT / "policies", tmp_path / "policies")
    assert luohu(tmp_path, "setup", LUOHU_POLICIES=str(policies)).returncode == 0
    path = policies / "ningbo" / "2010.yaml"
    text = path.read_text("utf-8")
    threshold = re.search(r"threshold: *(\d+)", text)
    path.write_text(text.replace(threshold[0], f"threshold: {int(threshold[1]) + 1}"), "utf-8")
    demonstration = luohu(tmp_path, "setup", LUOHU_POLICIES=str(policies))
    assert (demonstration.returncode, demonstration.stdout) == (0, "")
    words = ("ningbo@2010", "ningbo-yinzhou@2010", "give it a new version", "keeps what it has published")
    assert [word for word in words if word not in demonstration.stderr] == ["ningbo-yinzhou@2010"], "it rests on what is published"
    run = luohu(tmp_path, "setup", "policies", LUOHU_POLICIES=str(policies), LUOHU_MODE="production", LUOHU_TODAY="")
    assert run.returncode != 0
    assert "give it a new version" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_policy_with_faults_is_not_published_and_each_fault_is_named(tmp_path):
    policies = shutil.copytree(ROOT / "policies", tmp_path / "policies")
    path = policies / "ningbo" / "2010.yaml"
    path.write_text(path.read_text("utf-8") + "\nsurprise: 1\n", "utf-8")
    run = luohu(tmp_path, "setup", LUOHU_POLICIES=str(policies))
    assert run.returncode != 0
    assert re.search(r"ningbo/2010\.yaml:\d+:\d+: .*surprise", run.stderr)


def test_keys_are_random_readable_by_the_owner_alone_and_usable(tmp_path):
    assert make_keys(tmp_path / "new", {}) == list(KEYS)
    path = tmp_path / "new" / "luohu.env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = read_env_file(path)
    assert len(set(made.values())) == len(KEYS)
    settings = Settings.from_environment({"LUOHU_INSTANCE": str(path.parent), "LUOHU_POLICIES": str(ROOT)})
    assert settings.secret_key == made["LUOHU_SECRET_KEY"]


def test_only_what_is_missing_is_made_and_the_rest_of_the_file_stays(tmp_path):
    path = tmp_path / "luohu.env"
    path.write_text("PORT=8123\nLUOHU_SECRET_KEY=mine", "utf-8")
    assert make_keys(tmp_path, {"LUOHU_INDEX_KEY": "from outside"}) == ["LUOHU_MASTER_KEY"]
    assert path.read_text("utf-8").startswith("PORT=8123\nLUOHU_SECRET_KEY=mine\nLUOHU_MASTER_KEY=")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert make_keys(tmp_path, {"LUOHU_INDEX_KEY": "from outside"}) == []


def test_new_keys_are_refused_beside_a_database_written_with_lost_ones(tmp_path):
    (tmp_path / "luohu.db").touch()
    with pytest.raises(SettingsRefused, match="Restore"):
        make_keys(tmp_path, {})
    assert not (tmp_path / "luohu.env").exists()


def test_the_server_listens_where_it_is_told_and_takes_large_cookies(environment):
    settings = Settings.from_environment({**environment, "HOST": "0.0.0.0", "PORT": "8123"})
    line = gunicorn_arguments(settings, {})
    assert line[line.index("--bind") + 1] == "0.0.0.0:8123"
    assert line[line.index("--workers") + 1] == "2"
    assert line[line.index("--limit-request-field_size") + 1] == "65534"
    assert "5" in gunicorn_arguments(settings, {"WEB_CONCURRENCY": "5"})


@pytest.mark.parametrize("command", [["--help"], ["setup", "--help"], ["policy", "--help"], ["score", "--help"], ["db", "--help"]])
def test_every_command_explains_itself_without_keys_or_database(tmp_path, command):
    run = luohu(tmp_path, *command)
    assert run.returncode == 0, run.stderr
    assert "Usage: luohu" in run.stdout
    assert not (tmp_path / "luohu.db").exists()


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path):
    make_keys(tmp_path, {})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = luohu(tmp_path, "serve", PORT=str(taken.getsockname()[1]))
    assert run.returncode != 0
    assert "Set PORT" in run.stderr
    assert "Traceback" not in run.stderr


def test_it_serves_what_it_set_up(tmp_path):
    """The whole way of `make run`, from an empty folder to an answer, and a second time without any setting up.

    It brings its worker along and ends it, even where it is killed and cannot.
    """
    for end in (signal.SIGTERM, signal.SIGKILL):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with served(tmp_path, port) as process:
            found = ready(f"http://127.0.0.1:{port}/readyz", process)
            assert found == {"status": "ok", "checks": {"database": "ok", "policies": "ok"}}
            group = of_group(process.pid)
            assert len(group) > 4  # the server with its two, the worker with its three
            process.send_signal(end)
            assert process.wait(timeout=60) == (0 if end is signal.SIGTERM else -end)
            wait_until(lambda: not of_group(process.pid))


def of_group(group):
    """Give the processes of a group, but for those that have ended."""
    found = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)
    lines = [line.split() for line in found.stdout.splitlines()]
    return [int(pid) for pid, its, state in lines if int(its) == group and not state.startswith("Z")]


def ready(url, process):
    """What `/readyz` says as soon as it warns of nothing: the worker needs a moment longer than the server."""
    return wait_until(lambda: "warnings" not in (answer := wait_for(url, process)) and answer)


@contextmanager
def served(instance, port):
    environment = {"PATH": os.environ["PATH"], "LUOHU_INSTANCE": str(instance), "HOST": "127.0.0.1", "PORT": str(port)}
    command = [sys.executable, "-c", "from scoring.app import main; main()", "run"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(url, process):
    """The service's own answer, asked for until there is one."""
    for _try in range(300):
        assert process.poll() is None
        try:
            with urlopen(url, timeout=5) as answer:
                return json.load(answer)
        except URLError:
            time.sleep(0.1)
    pytest.fail("it never answered")

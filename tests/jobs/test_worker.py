"""Workers as they are run: in processes of their own, killed without a word, replaced, and ended in order."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from scoring.application import consent
from scoring.application.background import JobState, Order
from scoring.application.contact import contact
from scoring.application.notice import NoticeKind
from scoring.casework.notify import notify
from scoring.casework.sign_up import SigningUp, sign_up
from tests.jobs.servers import mail_server
from tests.jobs.working import is_running_at, wait_until, working
from tests.proving import mark_proven

LONG = Order("try_out", {"steps": 100, "pause": 50})


def children(pid):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def order(station, wanted=LONG):
    return station.background.order(wanted, officer=station.administrator)


def test_the_life_of_a_worker(station):
    """Work is done and comes round; a killed process is replaced and its job done; an interrupted job is given back; it ends in order."""
    short = order(station, Order("try_out", {"steps": 3, "pause": 1}))
    told = tell_somebody(station)
    with mail_server() as (mailbox, port), working({**station.environment, **mail_to(port)}) as process:
        wait_until(lambda: mailbox.messages)
        assert [recipient for recipient, _message in mailbox.messages] == [told]
        wait_until(lambda: station.job(short).state is JobState.DONE)
        job = station.job(short)
        assert (job.done, job.total, job.step, job.attempts, job.error_code) == (3, 3, "counting", 1, None)
        wait_until(lambda: [line for line in station.jobs("clean_up") if line.state is JobState.DONE])

        killed = order(station)
        wait_until(is_running_at(station, killed, 3))
        for child in children(process.pid):
            os.kill(child, signal.SIGKILL)
        wait_until(lambda: station.job(killed).state is JobState.DONE)
        assert station.job(killed).attempts == 2

        interrupted = order(station)
        wait_until(is_running_at(station, interrupted, 3))
        for child in children(process.pid):
            os.kill(child, signal.SIGTERM)  # as a host that is shut down tells every process
        wait_until(lambda: station.job(interrupted).state is JobState.DONE)
        assert station.job(interrupted).attempts == 1

        last = order(station, Order("try_out", {"steps": 20, "pause": 50}))
        wait_until(is_running_at(station, last, 1))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert station.job(last).state is JobState.DONE
    assert len(station.jobs("clean_up")) == 1


def tell_somebody(station):
    """Open an account with a proven address and write a notice to it; gives the address."""
    told = "wang.shifan@example.cn"
    given = SigningUp(contact(told), "a password of many words", consent.CURRENT)
    opened = sign_up(station.transaction, given, at=station.now(), hash_password=str.upper)
    holder = mark_proven(station.transaction, opened, station.now())
    with station.transaction() as session:
        notify(session, holder.account_id, NoticeKind.IDENTITY_VERIFIED, {}, station.now())
    return told


def mail_to(port):
    return {"LUOHU_SMTP_URL": f"smtp+plain://127.0.0.1:{port}", "LUOHU_MAIL_FROM": "notices@office.example.cn"}


def test_a_job_whose_worker_is_killed_whole_is_found_when_the_next_starts(station):
    number = order(station)
    with working(station.environment) as process:
        wait_until(is_running_at(station, number, 3))
        for pid in [process.pid, *children(process.pid)]:
            os.kill(pid, signal.SIGKILL)
    assert station.job(number).state is JobState.RUNNING
    with working(station.environment) as process:
        wait_until(lambda: station.job(number).state is JobState.DONE)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert station.job(number).attempts == 2


def test_nobody_is_left_behind_when_the_first_process_alone_is_killed(station):
    number = order(station, Order("try_out", {"steps": 20, "pause": 50}))
    with working(station.environment) as process:
        wait_until(is_running_at(station, number, 1))
        orphans = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert orphans
    wait_until(lambda: not any(is_alive(pid) for pid in orphans))
    assert station.job(number).state is JobState.DONE  # what it had begun it brought to an end


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

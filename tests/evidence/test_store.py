"""Files lie under random names, whole or not at all, readable by their owner alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scoring.evidence import store

BEFORE, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def test_what_is_put_is_got_again(tmp_path):
    folder = tmp_path / "instance" / "evidence"
    names = {store.put(folder, b"same") for _time in range(5)}
    assert len(names) == 5
    assert {store.get(folder, name) for name in names} == {b"same"}
    assert {path.stat().st_mode & 0o777 for path in folder.glob("*/*")} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in [folder, *folder.glob("*")]} == {0o700}
    assert set(store.names(folder, LATER)) == names


def test_what_is_discarded_is_gone(tmp_path):
    name = store.put(tmp_path, b"x")
    store.discard(tmp_path, name)
    store.discard(tmp_path, name)
    with pytest.raises(FileNotFoundError):
        store.get(tmp_path, name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "a" * 31 + "\n", "/" + "a" * 31, "a" * 32 + "\n"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    for act in (store.get, store.discard):
        with pytest.raises(ValueError, match=r".*"):
            act(tmp_path, name)


def test_what_was_never_finished_goes_with_time_and_strangers_stay(tmp_path):
    name = store.put(tmp_path, b"x")
    unfinished, stranger = tmp_path / name[:2] / f"{name}.new", tmp_path / name[:2] / "readme"
    for path in (unfinished, stranger):
        path.write_bytes(b"half")
    assert list(store.names(tmp_path, BEFORE)) == []
    assert unfinished.exists()
    assert list(store.names(tmp_path, LATER)) == [name]
    assert (unfinished.exists(), stranger.exists()) == (False, True)


def test_a_write_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(tmp_path, b"x")
    assert list(store.names(tmp_path, LATER)) == []
    assert not [path for path in tmp_path.glob("*/*") if path.suffix != ".new"]

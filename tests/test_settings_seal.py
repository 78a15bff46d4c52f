"""The settings of the seal: all or none, and whatever cannot be used is named with its remedy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.errors import SettingsRefused
from scoring.settings import Settings
from scoring.settings_seal import CERTIFICATE, IMAGE, PASSPHRASE, read_seal
from tests.certificates import AUTHORITY, FROM, OFFICE, TO, authority, certify, laid_out, picture, store


def test_none_is_needed(environment):
    assert Settings.from_environment(environment).seal is None


def test_a_seal_is_read_and_shows_no_secret(environment, tmp_path):
    office = certify(OFFICE, authority())
    found = Settings.from_environment({**environment, **laid_out(tmp_path, kept=store(office))}).seal
    assert found.subject == f"CN={OFFICE}"
    assert (found.serial, len(found.fingerprint)) == (f"{office.certificate.serial_number:x}", 64)
    assert [found.is_valid(at) for at in (FROM - timedelta(1), FROM, TO, TO + timedelta(1))] == [False, True, True, False]
    assert found.passphrase == b"correct horse", "the end of the line is none of it"
    assert "horse" not in repr(found)
    assert AUTHORITY not in found.subject


@pytest.mark.parametrize("missing", [IMAGE, CERTIFICATE, PASSPHRASE])
def test_one_without_the_others_is_refused(missing, tmp_path):
    with pytest.raises(SettingsRefused, match="set all of them, or none") as refused:
        read_seal({**laid_out(tmp_path), missing: ""})
    assert refused.value.setting == missing


@pytest.mark.parametrize("name", [IMAGE, CERTIFICATE, PASSPHRASE])
def test_a_file_that_is_not_there_is_named(name, tmp_path):
    with pytest.raises(SettingsRefused, match=r"/nowhere/at/all cannot be read .*Name a file") as refused:
        read_seal({**laid_out(tmp_path), name: "/nowhere/at/all"})
    assert refused.value.setting == name


@pytest.mark.parametrize(
    ("setting", "made", "remedy"),
    [
        (IMAGE, lambda: {"image": b"no picture"}, "is no PNG that can be read. Write a PNG of at most"),
        (IMAGE, lambda: {"image": picture(form="JPEG")}, "is no PNG"),
        (IMAGE, lambda: {"image": picture()[:-40]}, "is no PNG"),
        (IMAGE, lambda: {"image": picture((2001, 1))}, "has 2001 × 1 pixels"),
        (IMAGE, lambda: {"image": picture() + b"\0" * 1024 * 1024}, "is larger"),
        (CERTIFICATE, lambda: {"kept": b"no store"}, "or is no PKCS#12"),
        (CERTIFICATE, lambda: {"secret": b"wrong"}, f"cannot be opened with this passphrase.*{PASSPHRASE}"),
        (CERTIFICATE, lambda: {"kept": store(certify(OFFICE, authority()), key=False)}, "holds no key"),
        (CERTIFICATE, lambda: {"kept": store(certify(OFFICE, authority(), use=("key_encipherment",)))}, "not for signing"),
        (CERTIFICATE, lambda: {"kept": store(certify(OFFICE, authority(), use=()))}, "not for signing"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_remedy(setting, made, remedy, tmp_path):
    with pytest.raises(SettingsRefused, match=remedy) as refused:
        read_seal(laid_out(tmp_path, **made()))
    assert refused.value.setting == setting


def test_one_that_expired_lets_the_service_start(tmp_path):
    old = certify(OFFICE, authority(), end=FROM + timedelta(days=1))
    assert not read_seal(laid_out(tmp_path, kept=store(old))).is_valid(TO)

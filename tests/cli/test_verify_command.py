"""`luohu verify` checks a bundle without a database, and says what was changed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from scoring.casework.prove import list_pieces, prove
from scoring.cli import command
from tests.pages.own_files import office_of


@pytest.fixture
def bundle(services, transaction, tmp_path):
    """A proof of a grant, with all facts shown; gives a way to write it down, changed or not."""
    office = office_of(services)
    reference, reader = office.granted().reference, {"officer": office.supervisor}
    shown = list_pieces(transaction, reference, **reader)
    content = prove(transaction, reference, shown, **reader, at=services.clock.now())

    def write(change=None):
        (tmp_path / "bundle.zip").write_bytes(content if change is None else content.replace(*change))
        return str(tmp_path / "bundle.zip")

    return write


def no_app():
    raise AssertionError("nothing but the file is read")


def luohu(*arguments):
    return CliRunner().invoke(command(no_app), ["verify", *arguments])


def test_a_whole_bundle_is_computed_again_and_its_key_is_told(bundle):
    answer = luohu(bundle())
    assert answer.exit_code == 0, answer.output
    assert "equal to the last byte" in answer.output
    key = answer.output.split("Key of the service: ")[1].split()[0]
    assert luohu(bundle(), "--service-key", key).exit_code == 0
    other = luohu(bundle(), "--service-key", "0" * 64)
    assert (other.exit_code, "not the one given" in other.output) == (1, True)
    assert "一致到最后一个字节" in luohu(bundle(), "--lang", "zh").output


def test_a_changed_bundle_is_refused_and_the_part_is_named(bundle):
    answer = luohu(bundle((b'"granted"', b'"refused"')))
    assert (answer.exit_code, "decision.json" in answer.output) == (1, True)

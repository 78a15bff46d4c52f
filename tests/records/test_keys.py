"""Personal words are unreadable without the key, in another place, or after a changed byte."""

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.identity import IdentityNumber
from scoring.errors import SettingsRefused
from scoring.records.database import transactions_on
from scoring.records.keys import Keys, key_id, new_data_key, seal, unseal
from scoring.records.sealing import Seal, seal_of
from tests.records.conftest import KEYS

KEY = new_data_key()
NUMBER = IdentityNumber("440106198702010003")


@given(st.text())
def test_what_is_sealed_can_be_read_in_its_place(words):
    assert Seal(KEY).open(Seal(KEY).close(words, "persons.name/0"), "persons.name/0") == words


@pytest.mark.parametrize(
    ("key", "place"),
    [(KEY, "persons.name/1"), (KEY, "persons.identity_number/0"), (new_data_key(), "persons.name/0")],
    ids=["another row", "another column", "another key"],
)
def test_it_cannot_be_read_elsewhere_or_with_another_key(key, place):
    sealed = seal(KEY, b"words", "persons.name/0")
    with pytest.raises(InvalidTag):
        unseal(key, sealed, place)


@pytest.mark.parametrize("place", [0, 10, 25, -1])
def test_a_changed_byte_shows(place):
    sealed = bytearray(seal(KEY, b"words", "persons.name/0"))
    sealed[place] ^= 1
    with pytest.raises(InvalidTag):
        unseal(KEY, bytes(sealed), "persons.name/0")


def test_the_key_is_named_before_the_ciphertext():
    sealed = seal(KEY, b"words", "x")
    assert sealed.startswith(b"aes256gcm:" + key_id(KEY).encode() + b".")
    assert b"words" not in sealed
    assert seal(KEY, b"words", "x") != sealed


def test_what_was_encrypted_before_algorithms_were_named_is_read():
    sealed = seal(KEY, b"words", "x").removeprefix(b"aes256gcm:")
    assert unseal(KEY, sealed, "x") == b"words"


def test_a_data_key_is_unwrapped_by_the_old_master_key_while_there_is_one():
    before, after = Keys(new_data_key(), KEYS.index), new_data_key()
    wrapped = before.wrap(KEY, "data_keys.wrapped/1")
    assert Keys(after, KEYS.index, before.master).unwrap(wrapped, "data_keys.wrapped/1") == KEY
    for other in (Keys(after, KEYS.index), Keys(after, KEYS.index, new_data_key())):
        with pytest.raises(SettingsRefused, match="another master key"):
            other.unwrap(wrapped, "data_keys.wrapped/1")


def test_a_document_comes_back_as_plain_values():
    sealed = Seal(KEY).close_document({"b": [1, "2"], "a": None}, "x")
    assert Seal(KEY).open_document(sealed, "x") == {"a": None, "b": [1, "2"]}


def test_the_blind_index_is_the_same_for_the_same_number_and_key():
    other = Keys(KEYS.master, KEYS.master)
    assert KEYS.blind(NUMBER) == KEYS.blind(IdentityNumber("440106198702010003"))
    assert KEYS.blind(NUMBER) != KEYS.blind(IdentityNumber("810000199408230021"))
    assert KEYS.blind(NUMBER) != other.blind(NUMBER)
    assert len(KEYS.blind(NUMBER)) == 32


def test_keys_are_in_no_display_form():
    assert repr(KEYS) == "Keys()"
    assert repr(Seal(KEY)) == "Seal()"


@pytest.mark.usefixtures("filled")
def test_records_of_another_master_key_say_so(engine):
    other = transactions_on(engine, Keys(new_data_key(), KEYS.index))
    with other() as session, pytest.raises(SettingsRefused, match="another master key") as refused:
        seal_of(session, 1)
    assert refused.value.setting == "LUOHU_MASTER_KEY"


def test_a_wrapped_key_belongs_to_its_application(filled):
    with filled() as session:
        wrapped = session.execute(sa.text("SELECT wrapped FROM data_keys WHERE application_id = 1")).scalar_one()
    with pytest.raises(SettingsRefused):
        KEYS.unwrap(bytes(wrapped), "data_keys.wrapped/2")


def test_nothing_personal_stands_in_the_table(filled):
    with filled() as session:
        name = session.execute(sa.text("SELECT name FROM persons")).scalar_one()
    assert "王".encode() not in bytes(name)

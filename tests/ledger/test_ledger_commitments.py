import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.canonical import JSON
from credit_registry.ledger.commitments import (
    SEED_BYTES,
    commit_fields,
    commitment,
    explicit_salts,
    field_salt,
    new_seed,
    verify_field,
)

SEEDS = st.binary(min_size=SEED_BYTES, max_size=SEED_BYTES)
NAMES = st.from_regex(r"[a-z][a-z0-9_.]{0,63}", fullmatch=True)
VALUES = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.lists(st.integers(0, 9))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FIELDS = st.dictionaries(NAMES, VALUES | TEXT, min_size=1, max_size=8)
SEED = bytes(SEED_BYTES)


@given(SEEDS, FIELDS)
def test_fields_are_committed_together_as_one_by_one(seed: bytes, fields: dict[str, JSON]) -> None:
    assert commit_fields(seed, fields) == {
        field: commitment(field_salt(seed, field), field, value).hex()
        for field, value in fields.items()
    }


@given(SEEDS, FIELDS, st.data())
def test_erasing_fields_leaves_the_others_provable(
    seed: bytes, fields: dict[str, JSON], data: st.DataObject
) -> None:
    committed = commit_fields(seed, fields)
    erased = data.draw(st.sets(st.sampled_from(sorted(fields))))
    left = explicit_salts(seed, fields, erased)
    assert set(left) == set(fields) - erased
    for field, salt in left.items():
        assert verify_field(committed[field], bytes.fromhex(salt), field, fields[field])


@given(SEEDS, NAMES, TEXT, st.integers(0, 255))
def test_a_flipped_bit_of_the_salt_or_the_commitment_fails(
    seed: bytes, field: str, value: str, bit: int
) -> None:
    salt = field_salt(seed, field)
    committed = commitment(salt, field, value)
    assert verify_field(committed.hex(), salt, field, value)
    assert not verify_field(committed.hex(), flipped(salt, bit), field, value)
    assert not verify_field(flipped(committed, bit).hex(), salt, field, value)


def flipped(digest: bytes, bit: int) -> bytes:
    return bytes(byte ^ (1 << bit % 8 if at == bit // 8 else 0) for at, byte in enumerate(digest))


@pytest.mark.parametrize(("one", "other"), [(None, "null"), (1, "1"), (1, True), (0, False)])
def test_values_of_different_types_have_different_commitments(one: JSON, other: JSON) -> None:
    salt = field_salt(SEED, "name")
    assert commitment(salt, "name", one) != commitment(salt, "name", other)


def test_the_same_value_is_committed_differently_in_another_field_or_row() -> None:
    committed = commit_fields(SEED, {"name": "甲", "former_name": "甲"})
    assert committed["name"] != committed["former_name"]
    assert committed["name"] != commit_fields(b"\1" * SEED_BYTES, {"name": "甲"})["name"]


def test_seeds_do_not_repeat() -> None:
    assert len({new_seed() for _ in range(100)}) == 100
    assert len(new_seed()) == SEED_BYTES


def test_an_unknown_field_cannot_be_erased() -> None:
    with pytest.raises(InvalidInput, match="former_name"):
        explicit_salts(SEED, {"name": "甲"}, ["former_name"])


@pytest.mark.parametrize("name", ["", "Name", "1st", "na-me", "名称", "a" * 65, "name\n", "_a"])
def test_a_malformed_field_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        commit_fields(SEED, {name: 1})


@pytest.mark.parametrize("seed", [b"", bytes(15), bytes(17), bytes(64)])
def test_a_seed_of_another_length_is_refused(seed: bytes) -> None:
    with pytest.raises(InvalidInput):
        commit_fields(seed, {"name": 1})
    with pytest.raises(InvalidInput):
        field_salt(seed, "name")


def test_a_salt_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidInput):
        commitment(bytes(16), "name", 1)


@pytest.mark.parametrize("committed", ["", "00" * 31, "0" * 63, "AB" * 32, "zz" * 32, " " * 64])
def test_a_malformed_commitment_is_refused(committed: str) -> None:
    with pytest.raises(InvalidInput):
        verify_field(committed, bytes(32), "name", 1)

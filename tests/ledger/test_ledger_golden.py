"""The format's golden vectors: the package gives them, and so does a reader of the page alone."""

import base64
import hashlib
import hmac
import json
import re
from pathlib import Path
from typing import Any

import pytest

from credit_registry.ledger import prefixes, tree
from credit_registry.ledger.canonical import canonical
from credit_registry.ledger.checkpoints import Checkpoint, parse_checkpoint
from credit_registry.ledger.commitments import (
    commit_fields,
    commitment,
    explicit_salts,
    field_salt,
    verify_field,
)
from credit_registry.ledger.events import EventBody, RowsRoot, leaf_hash
from credit_registry.ledger.proofs import verify_consistency, verify_inclusion
from credit_registry.ledger.rows import RowsAccumulator, row_leaf, rows_root, verify_row

VECTORS: dict[str, Any] = json.loads(
    Path(__file__).with_name("golden_vectors.json").read_text("utf-8")
)
PAGE = (Path(__file__).parents[2] / "docs" / "ledger-format.md").read_text("utf-8")


# A reader that knows docs/ledger-format.md and nothing of the package.


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def named(field: str) -> bytes:
    return bytes([len(field)]) + field.encode("ascii")


def json_bytes(value: object) -> bytes:
    """RFC 8785 for values without fractions."""
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def ordered(value: object) -> object:
    """The value with the keys of its objects in the order of their UTF-16 units."""
    if isinstance(value, list):
        return [ordered(each) for each in value]
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=utf_16)}
    return value


def utf_16(text: str) -> bytes:
    return text.encode("utf-16-be")


def read_salt(seed: bytes, field: str) -> bytes:
    return hmac.new(seed, b"credit-registry/salt/1\0" + named(field), "sha256").digest()


def read_commitment(salt: bytes, field: str, value: object) -> bytes:
    return sha(b"credit-registry/field/1\0", salt, named(field), json_bytes(value))


def read_row_leaf(ordinal: int, row: dict[str, str]) -> bytes:
    fields = sorted(row)
    names = b"".join(named(field) for field in fields)
    digests = b"".join(bytes.fromhex(row[field]) for field in fields)
    head = ordinal.to_bytes(8, "big") + bytes([len(fields)])
    return sha(b"credit-registry/row/1\0", head, names, digests)


def read_tree(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha(b"\1", read_tree(leaves[:middle]), read_tree(leaves[middle:]))


def read_rows_root(leaves: list[bytes]) -> bytes:
    return sha(b"credit-registry/rows/1\0", len(leaves).to_bytes(8, "big"), read_tree(leaves))


# The package and the reader against the vectors.


def tree_leaves() -> list[bytes]:
    return [leaf_hash(bytes.fromhex(each)) for each in VECTORS["tree"]["entries"]]


def stored_nodes() -> dict[tree.NodeKey, bytes]:
    frontier = tree.Frontier()
    return {key: node for leaf in tree_leaves() for key, node in frontier.append(leaf)}


def test_the_page_quotes_exactly_the_vectors_of_the_file() -> None:
    quoted: dict[str, Any] = {}
    for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL):
        quoted |= json.loads(block)
    assert quoted == VECTORS


@pytest.mark.parametrize("name", ["LEAF", "NODE", "SALT", "FIELD", "ROW", "ROWS"])
def test_the_prefixes_are_those_of_the_page(name: str) -> None:
    assert getattr(prefixes, name).hex() == VECTORS["prefixes"][name.lower()]


@pytest.mark.parametrize("case", VECTORS["canonical"])
def test_canonical_bytes_are_golden(case: dict[str, Any]) -> None:
    assert canonical(case["value"]).hex() == case["bytes"]
    assert json_bytes(case["value"]).hex() == case["bytes"]


def test_salts_and_commitments_are_golden() -> None:
    case = VECTORS["fields"]
    seed = bytes.fromhex(case["seed"])
    for field, value in case["values"].items():
        salt = field_salt(seed, field)
        assert salt.hex() == case["salts"][field] == read_salt(seed, field).hex()
        assert commitment(salt, field, value).hex() == case["commitments"][field]
        assert read_commitment(salt, field, value).hex() == case["commitments"][field]
    assert commit_fields(seed, case["values"]) == case["commitments"]


def test_erasure_is_golden() -> None:
    case, fields = VECTORS["erasure"], VECTORS["fields"]
    left = explicit_salts(bytes.fromhex(fields["seed"]), fields["values"], case["erased"])
    assert left == case["salts"]
    for field, salt in left.items():
        value = fields["values"][field]
        assert verify_field(fields["commitments"][field], bytes.fromhex(salt), field, value)


def test_rows_are_golden() -> None:
    case = VECTORS["rows"]
    leaves = [row_leaf(ordinal, row) for ordinal, row in enumerate(case["commitments"])]
    assert [leaf.hex() for leaf in leaves] == case["leaves"]
    assert [read_row_leaf(*each).hex() for each in enumerate(case["commitments"])] == case["leaves"]
    accumulator = RowsAccumulator()
    for size, golden in enumerate(case["roots"]):
        assert rows_root(leaves[:size]).hex() == golden == read_rows_root(leaves[:size]).hex()
        assert accumulator.root().hex() == golden
        if size < len(leaves):
            accumulator.add(case["commitments"][size])


def test_a_row_proof_is_golden() -> None:
    case = VECTORS["rows"]
    proof = [bytes.fromhex(each) for each in case["proof_of_row_1"]]
    row = case["commitments"][1]
    assert verify_row(bytes.fromhex(case["roots"][-1]), 3, 1, row, proof)


@pytest.mark.parametrize("case", VECTORS["events"])
def test_event_bodies_and_leaves_are_golden(case: dict[str, Any]) -> None:
    members = dict(case["body"])
    rows = members.pop("rows")
    body = EventBody(**members, rows=RowsRoot(**rows) if rows else None).canonical()
    assert body.decode() == case["canonical"]
    assert body == json_bytes(case["body"])
    assert leaf_hash(body).hex() == case["leaf"] == sha(b"\0", body).hex()


def test_tree_roots_are_golden() -> None:
    leaves = tree_leaves()
    for size, golden in enumerate(VECTORS["tree"]["roots"]):
        assert tree.root(leaves[:size]).hex() == golden == read_tree(leaves[:size]).hex()


def test_the_frontier_is_golden() -> None:
    frontier = tree.Frontier()
    for leaf in tree_leaves()[:7]:
        frontier.append(leaf)
    assert frontier.to_bytes().hex() == VECTORS["tree"]["frontier_of_7"]


def test_an_inclusion_proof_is_golden() -> None:
    golden = VECTORS["tree"]["inclusion_of_4_in_7"]
    proof = tree.inclusion_proof(4, 7, stored_nodes().__getitem__)
    assert [each.hex() for each in proof] == golden
    assert verify_inclusion(
        tree_leaves()[4], 4, 7, proof, bytes.fromhex(VECTORS["tree"]["roots"][7])
    )


def test_a_consistency_proof_is_golden() -> None:
    golden = VECTORS["tree"]["consistency_of_3_and_7"]
    proof = tree.consistency_proof(3, 7, stored_nodes().__getitem__)
    assert [each.hex() for each in proof] == golden
    roots = [bytes.fromhex(each) for each in VECTORS["tree"]["roots"]]
    assert verify_consistency(3, 7, roots[3], roots[7], proof)


def test_the_checkpoint_is_golden() -> None:
    case = VECTORS["checkpoint"]
    checkpoint = Checkpoint(case["origin"], case["size"], bytes.fromhex(case["root"]))
    assert checkpoint.text() == case["text"]
    assert parse_checkpoint(case["text"]) == checkpoint
    encoded = base64.b64encode(bytes.fromhex(case["root"])).decode()
    assert case["text"] == f"{case['origin']}\n{case['size']}\n{encoded}\n"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.checkpoints import Checkpoint, parse_checkpoint

ROOT = bytes(range(32))
TEXT = "registry.example/ledger\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"


@given(
    st.from_regex(r"[a-z0-9./\-]{1,40}", fullmatch=True),
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_a_checkpoint_is_read_as_it_was_written(origin: str, size: int, root: bytes) -> None:
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint.text()) == checkpoint


def test_a_checkpoint_is_three_lines() -> None:
    assert Checkpoint("registry.example/ledger", 7, ROOT).text() == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "extension\n",
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n7\n", "\n07\n"),
        TEXT.replace("\n7\n", "\n-7\n"),
        TEXT.replace("\n7\n", "\n٧\n"),
        TEXT.replace("\n7\n", "\n\n"),
        TEXT.replace("registry", "re gistry"),
        TEXT.replace("registry", "re+gistry"),
        TEXT.replace("8=\n", "9=\n"),
        TEXT.replace("8=\n", "8\n"),
        TEXT.replace("AAEC", "AA*C"),
        TEXT.replace("AAEC", "赣"),
        TEXT.replace("AAEC", ""),
    ],
)
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("", 7, ROOT), ("a b", 7, ROOT), ("a\n", 7, ROOT), ("a", -1, ROOT), ("a", 7, ROOT[1:])],
)
def test_a_malformed_checkpoint_is_not_made(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(InvalidInput):
        Checkpoint(origin, size, root)

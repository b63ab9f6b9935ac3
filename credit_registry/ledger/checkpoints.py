"""The text that states a tree's size and root, as in C2SP tlog-checkpoint."""

import re
from base64 import b64decode, b64encode
from binascii import Error as MalformedBase64
from dataclasses import dataclass

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.names import DIGEST_BYTES

_TEXT = re.compile(r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[^\n]+)\n")
_ORIGIN = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root of the ledger named `origin` when it had `size` events; raises InvalidInput."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not _ORIGIN.fullmatch(self.origin):
            raise InvalidInput(
                f"{self.origin!r} cannot name a ledger; accepted is text without spaces and '+'."
            )
        if self.size < 0 or len(self.root) != DIGEST_BYTES:
            raise InvalidInput(f"A checkpoint has a size and a root of {DIGEST_BYTES} bytes.")

    def text(self) -> str:
        """The three lines that are published and signed: origin, size, root in base64."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that these lines state; raises InvalidInput unless they are its very text."""
    if not (lines := _TEXT.fullmatch(text)):
        raise InvalidInput("A checkpoint is three lines: origin, size, root in base64.")
    try:
        root = b64decode(lines["root"], validate=True)
    except (MalformedBase64, ValueError) as error:
        raise InvalidInput(f"The root {lines['root']!r} is not base64.") from error
    checkpoint = Checkpoint(lines["origin"], int(lines["size"]), root)
    # Base64 can spell the same bytes in several ways; only one of them was signed.
    if checkpoint.text() != text:
        raise InvalidInput(f"The root {lines['root']!r} is not in its canonical base64.")
    return checkpoint

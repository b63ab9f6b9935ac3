"""The hashed body of an event, and its leaf in the tree.

Nothing here may be personal or ever be erased: values stand outside, under commitments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from credit_registry.domain.errors import InvalidInput
from credit_registry.ledger.canonical import canonical
from credit_registry.ledger.names import digest_from_hex, framed
from credit_registry.ledger.prefixes import LEAF

BODY_VERSION: Final = 1


def instant_text(instant: datetime) -> str:
    """The instant as RFC 3339 in UTC with microseconds; raises InvalidInput when it is naive.

    >>> instant_text(datetime(2026, 4, 1, 8, 30, tzinfo=UTC))
    '2026-04-01T08:30:00.000000Z'
    """
    if instant.tzinfo is None:
        raise InvalidInput(f"{instant.isoformat()} names no time zone.")
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def leaf_hash(body: bytes) -> bytes:
    """The leaf of an event's canonical body in the tree (RFC 6962, section 2.1)."""
    return sha256(LEAF + body).digest()


@dataclass(frozen=True, slots=True)
class RowsRoot:
    """How many rows an event carries, and their root in hexadecimal."""

    count: int
    root: str

    def __post_init__(self) -> None:
        digest_from_hex(self.root)
        if self.count < 0:
            raise InvalidInput(f"An event cannot carry {self.count} rows.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBody:
    """What is hashed of an event; `fields` holds commitments in hexadecimal by field name.

    Raises InvalidInput for an empty id, kind or actor, for an instant in another form, and for
    a field name or commitment that is malformed.
    """

    id: str
    kind: str
    subject: str | None
    actor: str
    recorded_at: str
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: RowsRoot | None = None
    version: int = BODY_VERSION

    def __post_init__(self) -> None:
        if self.version != BODY_VERSION:
            raise InvalidInput(f"Body version {self.version} is unknown; accepted is 1.")
        for name in ("id", "kind", "actor"):
            if not getattr(self, name):
                raise InvalidInput(f"An event needs its {name}.")
        if self.subject == "":
            raise InvalidInput("An event about no subject has none; an empty one is not accepted.")
        _check_instant(self.recorded_at)
        for name, committed in self.fields.items():
            framed(name)
            digest_from_hex(committed)

    def canonical(self) -> bytes:
        """The body's RFC 8785 bytes: always the same eight members, null where there is nothing."""
        rows = self.rows
        return canonical(
            {
                "actor": self.actor,
                "fields": self.fields,
                "id": self.id,
                "kind": self.kind,
                "recorded_at": self.recorded_at,
                "rows": None if rows is None else {"count": rows.count, "root": rows.root},
                "subject": self.subject,
                "version": self.version,
            }
        )


def _check_instant(text: str) -> None:
    """Raise InvalidInput unless the text is a real instant in the one form that is hashed."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant_text(instant) != text:
        raise InvalidInput(
            f"{text!r} is no instant; accepted is the form 2026-04-01T08:30:00.000000Z."
        )

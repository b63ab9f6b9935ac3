"""How many commitments were kept, are due yet, or were broken."""

from collections.abc import Mapping
from dataclasses import dataclass

from credit_registry.domain.kinds.commitments import NOT_DUE
from credit_registry.web.site.voices import Voice

WAYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("commitments.kept", "✓", ("fulfilled",)),
    ("commitments.not_due", "●", (NOT_DUE, "")),
    ("commitments.broken", "✕", ("partly", "unfulfilled")),
)
"""Each way in which commitments stand: its words, its sign and the values of the records."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How many commitments stand in one way."""

    sign: str
    label: str
    count: str


def stands(counts: Mapping[str, int], voice: Voice) -> tuple[Stand, ...]:
    """The commitments by how they stand; none where there are none at all."""
    if not any(counts.values()):
        return ()
    return tuple(
        Stand(sign, voice.say(key), f"{sum(counts.get(value, 0) for value in values):,}")
        for key, sign, values in WAYS
    )

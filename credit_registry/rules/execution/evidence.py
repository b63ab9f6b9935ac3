"""A number that tells apart which versions of records a result rests on, whatever their order."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from credit_registry.rules.dossiers import Fact
from credit_registry.rules.execution.columns import Columns

SPREAD = 0x9E3779B97F4A7C15
"""An odd number without pattern: neighbouring ids lie far apart once multiplied by it."""

MASK = (1 << 62) - 1


def evidence_of(facts: Iterable[Fact]) -> int:
    """The number of one subject's active facts, below 2^62."""
    return sum(fact.version_id * SPREAD for fact in facts if fact.is_active) & MASK


def evidence_of_columns(columns: Columns) -> npt.NDArray[np.uint64]:
    """The number of every subject."""
    found = np.zeros(len(columns.subject_ids), np.uint64)
    np.add.at(found, columns.subject, columns.version_id.astype(np.uint64) * np.uint64(SPREAD))
    return found & np.uint64(MASK)

"""Work that waits in a table: one process begins it, and what a gone one left, the next."""

from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.store.batches import KeptDelivery
from credit_registry.store.rule_changes import WhatIfTrial

WAITING, RUNNING = "waiting", "running"
"""The states of every kind of such work before it has ended."""

Work = TypeVar("Work", KeptDelivery, WhatIfTrial)


def claim(session: Session, kind: type[Work], token: int) -> Work | None:
    """Begin the oldest that waits, or that was begun under another token; None where none is."""
    row = session.scalars(
        select(kind)
        .where(or_(kind.state == WAITING, (kind.state == RUNNING) & (kind.token != token)))
        .order_by(kind.id)
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if row is not None:
        row.state, row.token, row.attempts = RUNNING, token, row.attempts + 1
    return row

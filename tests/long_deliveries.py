"""Deliveries of more rows than one slice has, and the job that takes them in, done at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import delivered
from trial_runs import held

from credit_registry.services.intake import waiting_deliveries
from credit_registry.services.intake.deliveries import AT_ONCE_ROWS
from credit_registry.services.scheduling.leases import LeasedRegistry

if TYPE_CHECKING:
    from credit_registry.services.intake.exchanging import OnProgress
    from credit_registry.services.registry import Registry

ROWS = AT_ONCE_ROWS + 1
LAST = "虚罚〔2026〕9号"
"""The number of the one row of the second slice."""


def long_csv() -> bytes:
    """One sound penalty at each end, and between them as many of a day to come as fill a slice."""
    first, future, *_ = delivered.rows()
    last = {**first, "cf_wsh": LAST}
    return delivered.as_csv([first, *[future] * (ROWS - 2), last])


def receive(registry: Registry, on_progress: OnProgress | None = None) -> int:
    """Take in what waits, as the scheduler would in a moment; how many files came to an end."""
    leased = LeasedRegistry(registry, held(registry))
    return waiting_deliveries.receive_waiting(leased, on_progress)

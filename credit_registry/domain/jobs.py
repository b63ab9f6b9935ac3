"""What can become of a job's period."""

from enum import StrEnum


class JobOutcome(StrEnum):
    """Whether a job's period was done; a missed period that nothing needs is skipped."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"

"""All tables, in one place for migrations and tests."""

from credit_registry.store import (
    accounts,
    batches,
    evaluations,
    installations,
    job_runs,
    ledgers,
    listings,
    mistake_reports,
    records,
    sign_ins,
    subjects,
)
from credit_registry.store.mapping import Entity

MODULES = (
    accounts,
    batches,
    evaluations,
    installations,
    job_runs,
    ledgers,
    listings,
    mistake_reports,
    records,
    sign_ins,
    subjects,
)
metadata = Entity.metadata

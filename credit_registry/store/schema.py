"""All tables, in one place for migrations and tests."""

from credit_registry.store import (
    accesses,
    accounts,
    batches,
    deadlines,
    endings,
    enterprise_users,
    evaluations,
    identity_numbers,
    installations,
    job_runs,
    ledgers,
    listings,
    measures,
    mistake_reports,
    peers,
    proceedings,
    records,
    rule_changes,
    sign_ins,
    subjects,
)
from credit_registry.store.mapping import Entity

MODULES = (
    accesses,
    accounts,
    batches,
    deadlines,
    endings,
    enterprise_users,
    evaluations,
    identity_numbers,
    installations,
    job_runs,
    ledgers,
    listings,
    measures,
    mistake_reports,
    peers,
    proceedings,
    records,
    rule_changes,
    sign_ins,
    subjects,
)
metadata = Entity.metadata

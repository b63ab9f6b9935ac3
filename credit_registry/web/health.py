"""Whether the process lives, and whether the registry can answer."""

from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue

from credit_registry.domain.permissions import Permission
from credit_registry.services import readiness
from credit_registry.services.scheduling import job_health
from credit_registry.web import context
from credit_registry.web.auth import needs

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@needs(Permission.READ_PUBLIC)
def live() -> ResponseReturnValue:
    """That the process answers; it asks nothing else."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@needs(Permission.READ_PUBLIC)
def ready() -> ResponseReturnValue:
    """The ledger's head and how far the index is behind it; 503 where either cannot be read."""
    found = readiness.of(context.registry())
    status = HTTPStatus.OK if found.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return {
        "status": "ok" if found.is_ready else "unavailable",
        "ledger_position": found.head,
        "index_lag": found.index_lag,
    }, status


@blueprint.get("/jobz")
@needs(Permission.READ_LEDGER)
def jobs() -> ResponseReturnValue:
    """Who holds the scheduler's lease and how each job goes; 503 where one failed or is late."""
    found = job_health.of(context.registry(), context.actor())
    status = HTTPStatus.OK if found.is_well else HTTPStatus.SERVICE_UNAVAILABLE
    return {
        "status": "ok" if found.is_well else "unwell",
        "is_held": found.is_held,
        "lags": {each.reader: each.lag for each in found.readers},
        "jobs": [
            {
                "code": state.job.code,
                "period": state.run.period if state.run else None,
                "outcome": state.run.outcome if state.run else None,
                "done_at": state.done_at.isoformat() if state.done_at else None,
                "is_late": state.is_late,
            }
            for state in found.jobs
        ],
    }, status

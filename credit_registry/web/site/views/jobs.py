"""How the jobs go, for those who look after the registry."""

from flask import Response

from credit_registry.domain.permissions import Permission
from credit_registry.services.scheduling import job_health, job_runs
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters.jobs import jobs_page
from credit_registry.web.site.voices import voice

RUNS_ON_A_PAGE = 40


@site.get("/desk/jobs")
@needs(Permission.READ_LEDGER)
def jobs() -> Response:
    """Each job's last and next run, the readers' lag, the lease, and the newest runs."""
    registry, actor = context.registry(), context.actor()
    health = job_health.of(registry, actor)
    with registry.reading() as session:
        runs = job_runs.history(session, actor, limit=RUNS_ON_A_PAGE)
    return console("jobs", page=jobs_page(health, runs, voice()))

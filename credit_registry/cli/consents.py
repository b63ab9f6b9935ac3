"""`consent CODE`: an enterprise's consent to show its grade."""

from datetime import datetime

import click

from credit_registry.cli.parts import opening
from credit_registry.cli.permitted import Command
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.services.grading import consents
from credit_registry.services.subjects import subjects

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(cls=Command, permission=Permission.RECORD_CONSENT)
@click.argument("code")
@click.option("--since", type=DAY, help="First day, YYYY-MM-DD; today by default.")
@click.option("--until", type=DAY, help="Last day; without one, until another consent is recorded.")
def consent(code: str, since: datetime | None, until: datetime | None) -> None:
    """Record that the enterprise CODE consents to show its grade; it takes an enterer's key."""
    registry = opening().registry()
    first = since.date() if since else registry.clock.today()
    last = until.date() if until else None
    with registry.transaction() as session:
        number = subjects.by_code(session, code)
        if number is None:
            raise NotFound(f"No enterprise has the code {code}.")
        actor, at = opening().actor(), registry.clock.now()
        consents.record(session, number, first, last, actor=actor, at=at)
    opening().say(f"{code} 同意公开等级", f"{code} consents to show its grade")

"""A file looked through for whoever may deliver it; nothing is written."""

from pathlib import Path

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.permissions import Permission
from credit_registry.exchange import previews
from credit_registry.exchange.layouts import Layout
from credit_registry.exchange.previews import Preview
from credit_registry.exchange.reading import open_reading
from credit_registry.services.registry import Registry


def preview(registry: Registry, path: Path, layout: Layout | None, actor: Actor) -> Preview:
    """What would become of the file's rows. Raises InvalidInput, NotPermitted."""
    permissions.require(actor, Permission.IMPORT_BATCH, division=actor.division)
    with path.open("rb") as file:
        reading = open_reading(
            file,
            today=registry.clock.today(),
            layout=layout,
            reads_identities=registry.identity_keys.is_open,
        )
        return previews.look_through(reading)

"""What Alembic runs; always on a connection that `credit_registry.store.migrating` hands over."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime

from credit_registry.store.columns import Id, Instant, KeyText
from credit_registry.store.schema import metadata

NAMED_TYPES = {repr(Id): "Id", repr(KeyText): "KeyText"}


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | bool:
    """Our column types as the names that every revision declares for itself."""
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "Instant"
    if not isinstance(item, DateTime) and repr(item) in NAMED_TYPES:
        variants = getattr(item, "_variant_mapping", {})
        return NAMED_TYPES[repr(item)] if variants else False
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

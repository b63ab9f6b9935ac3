"""Editions of the law that differ from the shipped one, and loading them."""

import json

from builders import an_officer
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.law.editions import read_seeds
from credit_registry.services.law_changes import law_loads
from credit_registry.services.law_changes.law_loads import Loaded
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event

ONE_YEAR = (
    "{severity: general, minimum: {amount: 3, unit: months}, maximum: {amount: 1, unit: years}}"
)
SIX_MONTHS = ONE_YEAR.replace("amount: 1, unit: years", "amount: 6, unit: months")


def edited(name: str, old: str, new: str) -> str:
    """The seeds with one file changed."""
    texts: dict[str, str] = json.loads(read_seeds())
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new)
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(registry: Registry, content: str) -> Loaded:
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        return law_loads.load(session, content, actor=owner, at=registry.clock.now())


def loading(registry: Registry) -> Event:
    """The event of the newest edition."""
    with registry.reading() as session:
        statement = select(Event).where(Event.kind == "law_edition_loaded")
        return session.scalars(statement.order_by(Event.position.desc()).limit(1)).one()

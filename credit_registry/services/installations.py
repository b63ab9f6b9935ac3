"""The installation: founded once, with its city, its ledger and the account that installs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, ActorKind
from credit_registry.domain.errors import AlreadyRecorded
from credit_registry.domain.events import EventKind
from credit_registry.services import ledgers
from credit_registry.services.people import accounts
from credit_registry.store.installations import Installation

ONLY = 1


@dataclass(frozen=True, slots=True)
class City:
    """The city this registry serves; an invented one is said to be so on every page."""

    city_zh: str
    city_en: str
    is_invented: bool


def install(
    session: Session, city_zh: str, city_en: str, *, is_invented: bool, at: datetime
) -> Actor:
    """Found the registry; the installing account comes back. Raises AlreadyRecorded."""
    if session.scalars(select(Installation.id)).one_or_none() is not None:
        raise AlreadyRecorded("The registry is installed already.")
    ledgers.found(session)
    session.add(
        Installation(
            id=ONLY,
            city_zh=city_zh,
            city_en=city_en,
            is_invented=is_invented,
            installed_at=at,
        )
    )
    ledgers.record(
        session,
        EventKind.REGISTRY_INSTALLED,
        actor=accounts.INSTALLER,
        at=at,
        payload={"city": city_zh, "is_invented": is_invented},
    )
    new = accounts.NewAccount(
        username=accounts.INSTALLER.username,
        display_name="安装程序",
        roles=accounts.INSTALLER.roles,
        kind=ActorKind.PROGRAM,
    )
    return accounts.create(session, new, actor=accounts.INSTALLER, at=at)


def city(session: Session) -> City | None:
    """The city, or None where nothing is installed."""
    row = session.get(Installation, ONLY)
    return None if row is None else City(row.city_zh, row.city_en, row.is_invented)

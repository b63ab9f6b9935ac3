"""What tests of screenings share: one that is made, its answers, and what it names."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from credit_registry.domain.actors import PUBLIC, Actor
from credit_registry.services.registry import Registry
from credit_registry.services.screening import certificate_checks, certificates
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.certificate_checks import Verified
from credit_registry.services.screening.certificates import Issued
from credit_registry.services.screening.screenings import Request

PROCUREMENT, TENDERING, AWARDS = (
    "government_procurement",
    "works_tendering",
    "qualification_awards",
)


def issued(
    registry: Registry,
    *rows: Asked,
    purpose: str = PROCUREMENT,
    actor: Actor = PUBLIC,
    as_of: date | None = None,
) -> Issued:
    """A screening with its certificate."""
    request = Request(purpose, rows)
    prepared = certificates.prepare(registry, request, actor=actor, as_of=as_of)
    with registry.transaction() as session:
        return certificates.issue(session, prepared, actor=actor, at=registry.clock.now())


def tree_of(made: Issued) -> dict[str, Any]:
    """What a certificate says."""
    tree: dict[str, Any] = orjson.loads(made.content)
    return tree


def answers(
    registry: Registry,
    *rows: Asked,
    purpose: str = PROCUREMENT,
    actor: Actor = PUBLIC,
    as_of: date | None = None,
) -> list[dict[str, Any]]:
    """The answers about the rows."""
    made = issued(registry, *rows, purpose=purpose, actor=actor, as_of=as_of)
    found: list[dict[str, Any]] = tree_of(made)["subjects"]
    return found


def verified(registry: Registry, number: str) -> Verified:
    """The check of a certificate."""
    with registry.reading() as session:
        return certificate_checks.verify(session, number)

"""The invented city as its pages show it: who is on them, and a path of each kind of page."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme, SubjectState
from credit_registry.services import law_editions
from credit_registry.services.public_lists import list_pages
from credit_registry.services.registry import Registry
from credit_registry.store.listings import Listing
from credit_registry.store.records import Record
from credit_registry.store.subjects import IS_ACTIVE, Subject, SubjectIdentifier, SubjectName

_CODE_AND_NAME = (SubjectIdentifier.value, SubjectName.name)


def busiest(city: Registry, count: int) -> list[tuple[str, str]]:
    """Codes and names of the enterprises with most records."""
    has_most = func.count().desc(), SubjectIdentifier.value
    statement = (
        _named().join(Record, Record.subject_id == Subject.id).group_by(*_CODE_AND_NAME)
    ).order_by(*has_most)
    with city.reading() as session:
        return [(code, name) for code, name in session.execute(statement.limit(count))]


def blameless(city: Registry) -> tuple[str, str]:
    """Code and name of an enterprise that was never penalised and is on no list."""
    penalty = select(Record.id).where(
        Record.subject_id == Subject.id, Record.kind == RecordKind.PENALTY.value
    )
    entry = select(Listing.id).where(Listing.subject_id == Subject.id)
    statement = _named().where(~penalty.exists(), ~entry.exists())
    with city.reading() as session:
        code, name = session.execute(statement.order_by(SubjectIdentifier.value).limit(1)).one()
    return code, name


def _named() -> Select[str, str]:
    return (
        select(*_CODE_AND_NAME)
        .join(Subject, Subject.id == SubjectIdentifier.subject_id)
        .join(SubjectName, SubjectName.subject_id == Subject.id)
        .where(
            Subject.state == SubjectState.CONFIRMED.value,
            SubjectIdentifier.scheme == IdentifierScheme.USCC.value,
            IS_ACTIVE,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
    )


def entries(city: Registry) -> tuple[str, ...]:
    """The page of one entry of each list."""
    with city.reading() as session:
        types = list_pages.public_types(law_editions.current(session).edition).values()
        view = city.view(session, PUBLIC)
        return tuple(
            f"/lists/{kind.colour}/{kind.code}/{to_public(row.number)}"
            for kind in types
            for row in list_pages.on_list(session, kind, view, limit=1).rows
        )


def public_paths(city: Registry) -> tuple[str, ...]:
    """A path of each kind of public page."""
    ((code, name),) = busiest(city, 1)
    return (
        "/", f"/search?q={name[:4]}", "/search?q=没有这样的名称", f"/e/{code}",
        f"/e/{code}/profiles", "/lists",
        "/lists/red/honours", "/lists/black/serious_violation", "/lists/red/honours?year=2025",
        "/lists/red/honours?decided_from=x", "/lists/red/honours?q=没有", *entries(city), "/rules",
        "/law", "/for-enterprises", "/figures", "/about", "/privacy", "/accessibility",
        "/open-data", "/api", "/desk/sign-in", "/e/not-a-code", f"/e/{code}/restoration", "/object",
        "/restore", "/follow", "/measures", "/timeliness", "/commit", "/reply", f"/e/{code}/report",
    )  # fmt: skip

"""The source units that a slice of records names, found by set; unknown ones are written."""

from collections.abc import Collection, Iterable

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import RecordDraft, SubjectDraft, UnitReference
from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission
from credit_registry.store.accounts import SourceUnit, SourceUnitName
from credit_registry.store.ids import new_ids


def resolve_units(session: Session, references: Iterable[UnitReference]) -> dict[str, int]:
    """The units by the names they bear now; unknown ones are written."""
    named = {reference.name: reference for reference in references}
    statement = select(SourceUnitName.name, SourceUnitName.unit_id).where(
        SourceUnitName.name.in_(named), SourceUnitName.until.is_(None)
    )
    found = {row.name: row.unit_id for row in session.execute(statement)}
    by_code = _units_by_code(session, named.values())
    for name in sorted(named.keys() - found.keys()):
        code = named[name].code
        unit_id, name_id = new_ids(2)
        if code and code in by_code:
            unit_id = by_code[code]
        else:
            session.execute(insert(SourceUnit).values(id=unit_id, code=code))
            if code:
                by_code[code] = unit_id
        session.execute(
            insert(SourceUnitName).values(
                id=name_id, unit_id=unit_id, name=name, since=None, until=None
            )
        )
        found[name] = unit_id
    return found


def unit_named(session: Session, name: str) -> int:
    """The id of the body that bears the name now. Raises NotFound."""
    statement = select(SourceUnitName.unit_id).where(
        SourceUnitName.name == name, SourceUnitName.until.is_(None)
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound(f"No source unit bears the name {name!r}; one is known by its first record.")
    return found


def deliverable(session: Session, actor: Actor) -> frozenset[str] | None:
    """The names of the bodies that the actor delivers for; None where it is any.

    An officer delivers whatever reached the registry; a source unit speaks for itself alone.
    """
    if permissions.may(actor, Permission.READ_INTERNAL):
        return None
    names = select(SourceUnitName.name).where(
        SourceUnitName.unit_id == actor.unit_id, SourceUnitName.until.is_(None)
    )
    return frozenset(session.scalars(names))


def is_of(draft: SubjectDraft | RecordDraft, units: Collection[str] | None) -> bool:
    """Whether a draft is a record that comes from one of the bodies; None stands for any draft."""
    if units is None:
        return True
    return isinstance(draft, RecordDraft) and draft.source_unit.name in units


def _units_by_code(session: Session, references: Iterable[UnitReference]) -> dict[str, int]:
    """The units that hold one of the codes."""
    codes = {reference.code for reference in references if reference.code}
    if not codes:
        return {}
    statement = select(SourceUnit.code, SourceUnit.id).where(SourceUnit.code.in_(codes))
    return {code: unit_id for code, unit_id in session.execute(statement) if code}

"""The public lists on which subjects stand, as the marks beside their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.listings import ListColour
from credit_registry.law.editions import Edition
from credit_registry.services.subjects import representations
from credit_registry.store.columns import Id
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.views import Sort, View, pattern, shown

_IDS = bindparam("subject_ids", expanding=True, type_=Id)


@dataclass(frozen=True, slots=True)
class Badge:
    """A list on which a subject stands, in words."""

    colour: ListColour
    list_type: str
    label_zh: str
    label_en: str


def of_subjects(
    session: Session, ids: Sequence[int], view: View, edition: Edition
) -> dict[int, tuple[Badge, ...]]:
    """The public lists of the subjects and of those they stand for, each once."""
    sources = representations.sources(session, ids)
    ends = {source: end for end, found in sources.items() for source in found}
    found: dict[int, dict[Badge, None]] = {}
    for number, code in _listed(session, [*ids, *ends], view, edition):
        kind = edition.list_types.get(code)
        if kind is not None:
            badge = Badge(kind.colour, code, kind.label_zh, kind.label_en)
            found.setdefault(ends.get(number, number), {})[badge] = None
    return {number: tuple(badges) for number, badges in found.items()}


def _listed(
    session: Session, ids: Sequence[int], view: View, edition: Edition
) -> Iterator[tuple[int, str]]:
    """Subjects with the codes of their lists: by their entries, then by the records of lists."""
    asked = view.times | {"subject_ids": ids}
    for number, code in session.execute(_entries(view.sort), asked):
        yield number, code
    lists = {kind.source_kind: kind.code for kind in edition.list_types.values()}
    kinds = [kind for kind in lists if kind]
    for number, kind in session.execute(_records(view.sort), asked | {"kinds": kinds}):
        yield number, lists[kind]


@cache
def _entries(sort: Sort) -> Select[int, str]:
    """The entries of some subjects that are shown at a view of the sort."""
    return (
        select(Listing.subject_id, Listing.list_type)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            Listing.subject_id.in_(_IDS),
            ListingVersion.superseded_by.is_(None),
            shown(pattern(sort), PublicationWindow.listing_version_id, ListingVersion.id),
        )
        .order_by(Listing.id)
    )


@cache
def _records(sort: Sort) -> Select[int, str]:
    """The records of some kinds, of some subjects, that are shown at a view of the sort."""
    version = RecordVersion
    return (
        select(version.subject_id, version.kind)
        .where(
            version.subject_id.in_(_IDS),
            version.superseded_by.is_(None),
            version.kind.in_(bindparam("kinds", expanding=True)),
            or_(version.decided_on.is_not(None), version.effective_from.is_not(None)),
            shown(pattern(sort), PublicationWindow.record_version_id, version.id),
        )
        .distinct()
    )

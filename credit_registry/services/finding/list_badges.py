"""The public lists on which subjects stand, as the marks beside their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from credit_registry.domain.listings import ListColour
from credit_registry.law.editions import Edition
from credit_registry.services.subjects import representations
from credit_registry.store.listings import Listing, ListingVersion
from credit_registry.store.records import PublicationWindow, RecordVersion
from credit_registry.store.views import View, shown


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
    entries = (
        select(Listing.subject_id, Listing.list_type)
        .join(ListingVersion, ListingVersion.listing_id == Listing.id)
        .where(
            Listing.subject_id.in_(ids),
            ListingVersion.superseded_by.is_(None),
            shown(view, PublicationWindow.listing_version_id, ListingVersion.id),
        )
        .order_by(Listing.id)
    )
    for number, code in session.execute(entries):
        yield number, code
    version = RecordVersion
    lists = {each.source_kind: each.code for each in edition.list_types.values()}
    records = (
        select(version.subject_id, version.kind)
        .where(
            version.subject_id.in_(ids),
            version.superseded_by.is_(None),
            version.kind.in_([kind for kind in lists if kind]),
            or_(version.decided_on.is_not(None), version.effective_from.is_not(None)),
            shown(view, PublicationWindow.record_version_id, version.id),
        )
        .distinct()
    )
    for number, kind in session.execute(records):
        yield number, lists[kind]

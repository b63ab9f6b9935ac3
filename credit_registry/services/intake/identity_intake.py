"""The identity documents of a slice: compared with those that stand, and sealed where they differ.

Without a key nothing is compared and nothing is kept.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.identity_documents import IdentityDocument
from credit_registry.services.intake.slices import Slice
from credit_registry.services.people import identity_numbers
from credit_registry.services.sealing import KeyRing
from credit_registry.store.bulk import insert_all, number
from credit_registry.store.identity_numbers import IdentityNumber

Row = dict[str, Any]


@dataclass(slots=True)
class Documents:
    """What stands of the records of a slice, and what the slice will write."""

    keys: KeyRing
    standing: Mapping[tuple[int, str], IdentityNumber]
    fresh: list[tuple[Row, Row]] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)

    def with_news(self, draft: RecordDraft, known: Mapping[str, Any] | None) -> RecordDraft:
        """The draft with those documents alone that are not kept yet.

        One that was erased is not heard again.
        """
        if not draft.identities:
            return draft
        return replace(draft, identities=tuple(self._news(draft, known)))

    def sealed(self, record_id: int, news: Collection[IdentityDocument]) -> dict[str, Row]:
        """The rows of the documents, by the names under which they are committed to."""
        rows: dict[str, Row] = {}
        for each in news:
            row = identity_numbers.sealed_row(self.keys, record_id, each)
            rows[identity_numbers.field_of(each.holder)] = row
            if stands := self.standing.get((record_id, each.holder.value)):
                self.superseded.append(stands.id)
        return rows

    def add(self, version: Row, rows: Collection[Row]) -> None:
        """Write the rows with the version that brings them."""
        self.fresh += ((version, row) for row in rows)

    def write(self, session: Session, part: Slice) -> None:
        """The rows in one statement; those they replace are ended before."""
        if self.superseded:
            session.execute(
                update(IdentityNumber)
                .where(IdentityNumber.id.in_(self.superseded))
                .values(superseded_by=part.event_id)
            )
        rows = [
            row
            | {
                "record_version_id": version["id"],
                "recorded_by": part.event_id,
                "ordinal": version["ordinal"],
                "superseded_by": None,
            }
            for version, row in self.fresh
        ]
        number(rows)
        insert_all(session, IdentityNumber, rows)

    def _news(
        self, draft: RecordDraft, known: Mapping[str, Any] | None
    ) -> Iterator[IdentityDocument]:
        """The documents that are to be kept."""
        if not self.keys.is_open:
            return
        erased = (known or {}).get("erased") or {}
        record_id = known["record_id"] if known else 0
        for each in draft.identities:
            is_erased = identity_numbers.field_of(each.holder) in erased
            if not is_erased and not self._is_kept(record_id, each):
                yield each

    def _is_kept(self, record_id: int, document: IdentityDocument) -> bool:
        """Whether the same document of the same person stands."""
        stands = self.standing.get((record_id, document.holder.value))
        if stands is None or stands.document_type != document.type.value:
            return False
        return identity_numbers.opened(self.keys, stands) == document.number


def documents(
    session: Session, drafts: Collection[RecordDraft], record_ids: Collection[int], keys: KeyRing
) -> Documents:
    """What stands of the records, where any draft states a document and a key is set."""
    if not keys.is_open or not any(draft.identities for draft in drafts):
        return Documents(keys, {})
    statement = select(IdentityNumber).where(
        IdentityNumber.record_id.in_(record_ids), IdentityNumber.superseded_by.is_(None)
    )
    found = session.scalars(statement)
    return Documents(keys, {(row.record_id, row.holder): row for row in found})

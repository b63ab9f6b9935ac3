"""One record entered by hand: what will be public of it, and its way in as a delivery."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import NotFound
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.publication_windows import publication
from credit_registry.domain.publications import Publication
from credit_registry.domain.subjects import SubjectState
from credit_registry.exchange.rows import Row
from credit_registry.law.editions import Edition
from credit_registry.services import publications
from credit_registry.services.intake import batches, exchanging
from credit_registry.services.intake.exchanging import BatchSource
from credit_registry.services.registry import Registry
from credit_registry.services.sealing import keyed_digest
from credit_registry.services.subjects import subjects
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.batches import BatchFault
from credit_registry.store.ledgers import Event
from credit_registry.store.records import RecordVersion
from credit_registry.store.views import View

LINE = 1


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an entry will come to: whose record it becomes, and on which days it is public.

    Without `subject` nobody is on record under the code, and the subject will be provisional.
    """

    publication: Publication
    subject: Identity | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the public may be shown anything about the subject at all."""
        return self.subject is not None and self.subject.state is SubjectState.CONFIRMED


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry; no `record_id` where nothing was written."""

    batch_id: int
    record_id: int | None
    refusals: Sequence[BatchFault]


def foresee(session: Session, draft: RecordDraft, view: View, edition: Edition) -> Foreseen:
    """What the record would come to if it were entered now, as far as the view may tell."""
    found = (subjects.by_code(session, code) for code in draft.subject.codes.values())
    subject_id = next((number for number in found if number is not None), None)
    identity = None if subject_id is None else _seen(session, subject_id, view)
    kind = draft.subject.kind
    if subject_id is not None:
        kind = subjects.kinds_of(session, {subject_id})[subject_id]
    facts = publications.facts_of(draft, kind)
    return Foreseen(publication(facts, edition.regimes, edition.working_days), identity)


def _seen(session: Session, subject_id: int, view: View) -> Identity | None:
    """Who the subject is; None where the view may not be told that it is on record."""
    try:
        return subjects.identity(session, subject_id, view)
    except NotFound:
        return None


def enter(
    registry: Registry, draft: RecordDraft, texts: Mapping[str, str], number: str, *, actor: Actor
) -> Entered:
    """Take the record in as a delivery of one row. Raises NotPermitted, Conflict.

    `number` is the form's own: the same form sent twice is the same delivery, and changes nothing.
    """
    layout, secret = draft.kind.value, registry.settings.secret_key
    documents = [[each.holder, each.type, each.number] for each in draft.identities]
    persons = keyed_digest(secret, "digests of deliveries", orjson.dumps(documents).decode())
    stated = orjson.dumps([number, dict(texts), persons], option=orjson.OPT_SORT_KEYS)
    source = BatchSource(hashlib.sha256(stated).hexdigest(), f"desk-{layout}", layout)
    receipt = exchanging.import_rows(registry, [Row(LINE, draft)], source, actor=actor)
    with registry.reading() as session:
        told = batches.faults(session, actor, receipt.batch_id)
        return Entered(
            batch_id=receipt.batch_id,
            record_id=_written(session, receipt.batch_id),
            refusals=[fault for fault in told if fault.is_refusal],
        )


def _written(session: Session, batch_id: int) -> int | None:
    """The record of which the delivery wrote a version."""
    statement = (
        select(RecordVersion.record_id)
        .join(Event, Event.id == RecordVersion.recorded_by)
        .where(
            Event.kind == EventKind.BATCH_SLICE_RECORDED.value,
            Event.payload["batch"].as_string() == to_public(batch_id),
        )
    )
    return session.scalars(statement).first()

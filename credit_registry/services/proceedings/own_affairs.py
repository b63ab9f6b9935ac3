"""What concerns the enterprise of a user: its commitments, its proceedings, what is due.

What a subject earned that it stands for now is its own too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import NotPermitted
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import ENDED, Disclosure, RecordKind
from credit_registry.services import deadlines
from credit_registry.services.lists.entry_names import current_code, current_name
from credit_registry.services.subjects import representations, subjects
from credit_registry.store.deadlines import LegalDeadline
from credit_registry.store.listings import Listing
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.subjects import Subject

MOST = 100
"""So many of each are read, the newest first."""
OWN_KINDS = tuple(kind for kind in ProcedureKind if kind is not ProcedureKind.MEASURE)
"""The kinds of proceeding that an enterprise is told of; measures lie between bodies."""


@dataclass(frozen=True, slots=True)
class OwnCommitment:
    """A commitment of the enterprise as it stands now."""

    record: Record
    version: RecordVersion


@dataclass(frozen=True, slots=True)
class OwnProceeding:
    """A proceeding of the enterprise: its last step, what it is about, and which periods run."""

    proceeding: Proceeding
    version: ProceedingVersion
    title: str | None
    list_type: str | None
    running: Sequence[LegalDeadline]

    @property
    def kind(self) -> ProcedureKind:
        """What kind it is."""
        return ProcedureKind(self.proceeding.kind)


@dataclass(frozen=True, slots=True)
class OwnAffairs:
    """All that the desk of an enterprise shows."""

    subject_id: int
    name: str
    code: str | None
    commitments: Sequence[OwnCommitment]
    proceedings: Sequence[OwnProceeding]


def read(session: Session, actor: Actor) -> OwnAffairs:
    """What concerns the actor's enterprise, in a fixed number of statements.

    Raises NotPermitted where the actor acts for none.
    """
    permissions.require(actor, Permission.READ_PROCEEDINGS)
    if actor.subject_id is None:
        raise NotPermitted("Bind the account to an enterprise first, by the code of a letter.")
    subject_id = subjects.forwarded(session, actor.subject_id)
    earned = [subject_id, *representations.sources(session, [subject_id]).get(subject_id, ())]
    named = select(current_name(), current_code()).where(Subject.id == subject_id)
    name, code = session.execute(named).one()
    return OwnAffairs(
        subject_id=subject_id,
        name=name or "",
        code=code,
        commitments=_commitments(session, earned),
        proceedings=_proceedings(session, earned),
    )


def _commitments(session: Session, earned: Sequence[int]) -> list[OwnCommitment]:
    """The commitments that stand and may be public, the one that ends last first."""
    version = RecordVersion
    statement = (
        select(Record, version)
        .join(version, version.record_id == Record.id)
        .where(
            version.subject_id.in_(earned),
            version.kind == RecordKind.COMMITMENT.value,
            version.superseded_by.is_(None),
            version.disclosure == Disclosure.PUBLIC.value,
            version.state.not_in([state.value for state in ENDED]),
        )
        .order_by(version.effective_to.desc(), Record.id.desc())
        .limit(MOST)
    )
    return [OwnCommitment(record, standing) for record, standing in session.execute(statement)]


def _proceedings(session: Session, earned: Sequence[int]) -> list[OwnProceeding]:
    """The proceedings of the subjects, whether over or not, the newest step first."""
    step, version = ProceedingVersion, RecordVersion
    statement = (
        select(Proceeding, step, version.title, Listing.list_type)
        .join(step, step.proceeding_id == Proceeding.id)
        .outerjoin(
            version,
            and_(version.record_id == Proceeding.record_id, version.superseded_by.is_(None)),
        )
        .outerjoin(Listing, Listing.id == Proceeding.listing_id)
        .where(
            Proceeding.subject_id.in_(earned),
            Proceeding.kind.in_([kind.value for kind in OWN_KINDS]),
            step.superseded_by.is_(None),
        )
        .order_by(step.id.desc())
        .limit(MOST)
    )
    rows = session.execute(statement).all()
    running = deadlines.running_of(session, proceedings=[row[0].id for row in rows])
    return [
        OwnProceeding(header, last, title, list_type, running.get(header.id, ()))
        for header, last, title, list_type in rows
    ]

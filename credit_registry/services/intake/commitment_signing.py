"""Commitments that an enterprise signs here: its own statement, taken in as any record is.

A signature is one event with one salted row. The record is public from its day, and its fulfilment
is found and delivered as that of every commitment.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.errors import (
    AlreadyRecorded,
    FieldError,
    NotFound,
    NotPermitted,
    Unlawful,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds import commitments
from credit_registry.domain.kinds.fields import Values
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import ENDED
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind
from credit_registry.exchange.rows import Row
from credit_registry.law.commitment_templates import CommitmentTemplate, templates_on
from credit_registry.services import ledgers
from credit_registry.services.acts import Act, require_impersonal
from credit_registry.services.intake import record_intake
from credit_registry.services.intake.row_hashing import hashings
from credit_registry.services.intake.slices import Slice
from credit_registry.services.law_changes.law_windows import Computed
from credit_registry.services.subjects import subjects
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.databases import may_write
from credit_registry.store.ids import new_id
from credit_registry.store.records import Record, RecordVersion
from credit_registry.store.signed_commitments import SignedCommitment
from credit_registry.store.subjects import Subject
from credit_registry.store.views import View

OWN_STATEMENT = "企业自主声明"
"""The source of what an enterprise states itself."""
UNPLACED = "000000"
LETTERS, SIGNS, SERIAL = "ABCDEFGHJKMNPQRSTVWXYZ", "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 6


@dataclass(frozen=True, slots=True)
class Signing:
    """What is signed: the template, the last day, and what stands in the blanks."""

    template: str
    valid_until: date
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Signed:
    """The record that a signature became."""

    record_id: int
    document_number: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be signed now: by whom, on what template, and the record as it would be."""

    subject_id: int
    template: CommitmentTemplate
    draft: RecordDraft


def foresee(session: Session, signing: Signing, *, act: Act) -> Foreseen:
    """What the signature would come to. Raises NotPermitted, Unlawful, AlreadyRecorded."""
    permissions.require(act.actor, Permission.SIGN_COMMITMENT, division=act.actor.division)
    identity = _signer(session, act)
    template = templates_on(act.law.edition.commitment_templates, act.today).get(signing.template)
    if template is None:
        raise Unlawful(f"No commitment {signing.template!r} can be signed today.")
    values = _values(template, signing, act)
    standing = standing_number(session, identity.subject_id, signing)
    if standing is not None:
        raise AlreadyRecorded(
            f"The same commitment until {signing.valid_until.isoformat()} stands: {standing}."
        )
    stated = _stated(session, identity, template, signing, values, act)
    faults = commitments.check(stated, act.today)
    if faults:
        raise Unlawful("The commitment cannot be signed as it is filled in.", faults)
    return Foreseen(identity.subject_id, template, commitments.draft(stated))


def sign(session: Session, signing: Signing, *, act: Act) -> Signed:
    """Sign the commitment for the enterprise that the actor acts for.

    Raises NotPermitted, Unlawful naming each field, AlreadyRecorded naming the one that stands.
    """
    found = foresee(session, signing, act=act)
    event = ledgers.begin(
        session,
        EventKind.COMMITMENT_SIGNED,
        actor=act.actor,
        at=act.at,
        subject_id=found.subject_id,
    )
    with hashings() as opened:
        part = Slice(
            event_id=event.id, layout=found.draft.kind.value, today=act.today,
            edition=act.law.edition, edition_id=act.law.edition_id,
            hashing=opened.for_rows(1), windows=Computed(act.law.edition),
        )  # fmt: skip
        part.hashing.begin()
        record_intake.take_in(session, [Row(1, found.draft)], part)
        if part.refusals:
            reasons = [FieldError(f"/{f.field}", f.reason) for _, fs in part.refusals for f in fs]
            raise Unlawful("The commitment was not taken in.", reasons)
        record_id = _written(session, event.id)
        payload: dict[str, ledgers.PayloadValue] = {
            "template": signing.template,
            "valid_until": signing.valid_until.isoformat(),
            "document_number": found.draft.document_number,
            "record": to_public(record_id),
        }
        ledgers.seal(session, event, payload, part.root())
    _keep(session, found.subject_id, signing, record_id, event.id, act)
    return Signed(record_id, found.draft.document_number)


def _signer(session: Session, act: Act) -> Identity:
    """Whom the actor signs for, locked where it is signed and not only looked at.

    Raises NotPermitted, Unlawful for one nobody confirmed.
    """
    if act.actor.subject_id is None:
        raise NotPermitted("Bind the account to an enterprise first, by the code of a letter.")
    subject_id = subjects.forwarded(session, act.actor.subject_id)
    if may_write(session):
        session.execute(select(Subject.id).where(Subject.id == subject_id).with_for_update())
    head = ledgers.size(session)
    view = View(act.today, act.today, head, head, is_public=True)
    try:
        identity = subjects.identity(session, subject_id, view)
    except NotFound:
        raise Unlawful("The enterprise is not confirmed; it cannot commit itself yet.") from None
    if IdentifierScheme.USCC not in identity.codes:
        raise Unlawful("An enterprise without a unified social credit code cannot sign here.")
    return identity


def _values(template: CommitmentTemplate, signing: Signing, act: Act) -> Mapping[str, str]:
    """What stands in the blanks. Raises Unlawful naming each field at fault."""
    values = {name: " ".join(text.split()) for name, text in signing.values.items()}
    faults = [
        FieldError(f"/values/{blank.name}", "is missing or does not fit", _accepted(blank.longest))
        for blank in template.blanks
        if not 0 < len(values.get(blank.name, "")) <= blank.longest
        or (blank.is_number and not is_count(values[blank.name]))
    ]
    strange = sorted(values.keys() - {blank.name for blank in template.blanks})
    faults += [FieldError(f"/values/{name}", "is no blank of the commitment") for name in strange]
    if signing.valid_until not in template.ends(act.today):
        accepted = ", ".join(day.isoformat() for day in template.ends(act.today))
        faults.append(FieldError("/valid_until", "is no last day of the commitment", accepted))
    if faults:
        named = ", ".join(fault.pointer for fault in faults)
        raise Unlawful(f"The commitment is not filled in soundly: {named}.", faults)
    require_impersonal({f"values/{name}": text for name, text in values.items()})
    return values


def _accepted(longest: int) -> str:
    """What a blank takes, in words."""
    return f"1 to {longest} characters; a whole number above 0 where a number is asked"


def is_count(text: str) -> bool:
    """Whether the text is a whole number above nothing."""
    return text.isascii() and text.isdecimal() and int(text) > 0


def standing_number(session: Session, subject_id: int, signing: Signing) -> str | None:
    """The number of the same commitment for the same period, where one stands."""
    signed, version = SignedCommitment, RecordVersion
    statement = (
        select(Record.document_number)
        .join(signed, signed.record_id == Record.id)
        .join(version, version.record_id == Record.id)
        .where(
            signed.subject_id == subject_id,
            signed.template == signing.template,
            signed.valid_until == signing.valid_until,
            version.superseded_by.is_(None),
            version.state.not_in([state.value for state in ENDED]),
        )
    )
    return session.scalars(statement.limit(1)).first()


def _stated(
    session: Session,
    identity: Identity,
    template: CommitmentTemplate,
    signing: Signing,
    values: Mapping[str, str],
    act: Act,
) -> Values:
    """The values of the record, as a source would state them."""
    kind = subjects.kinds_of(session, {identity.subject_id})[identity.subject_id]
    is_individual = kind is SubjectKind.INDIVIDUAL_BUSINESS
    place = subjects.division_of(session, identity.subject_id) or UNPLACED
    return {
        "document_number": f"{place}{act.today:%Y%m%d}{_serial()}",
        "subject_name": identity.name,
        "subject_category": "individual_business" if is_individual else "legal_person",
        "uscc": identity.codes[IdentifierScheme.USCC],
        "commitment_type": template.commitment_type,
        "commitment_matter": template.matter_zh,
        "content": template.filled_zh(values),
        "breach_liability": template.liability_zh,
        "committed_on": act.today,
        "valid_until": signing.valid_until,
        "fulfilment_status": commitments.NOT_DUE,
        "source_unit_name": OWN_STATEMENT,
        "disclosure": "public",
    }


def _serial() -> str:
    """Six characters by chance, the first a letter: digits alone could make an identity number."""
    rest: Sequence[str] = [secrets.choice(SIGNS) for _ in range(SERIAL - 1)]
    return secrets.choice(LETTERS) + "".join(rest)


def _written(session: Session, event_id: int) -> int:
    """The record of which the event wrote a version."""
    statement = select(RecordVersion.record_id).where(RecordVersion.recorded_by == event_id)
    return session.scalars(statement).one()


def _keep(
    session: Session, subject_id: int, signing: Signing, record_id: int, event_id: int, act: Act
) -> None:
    """Keep the signature; the constraint decides between two at the same time."""
    signed = SignedCommitment
    before = select(func.count()).where(
        signed.subject_id == subject_id,
        signed.template == signing.template,
        signed.valid_until == signing.valid_until,
    )
    session.add(
        SignedCommitment(
            id=new_id(), subject_id=subject_id, template=signing.template,
            valid_until=signing.valid_until, ordinal=session.scalars(before).one(),
            record_id=record_id, account_id=act.actor.account_id,
            law_edition_id=act.law.edition_id, signed_by=event_id,
        )
    )  # fmt: skip
    try:
        session.flush()  # the constraint decides
    except IntegrityError:
        raise AlreadyRecorded("The same commitment was signed for the period just now.") from None

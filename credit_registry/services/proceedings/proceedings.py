"""Proceedings: opened, taken step by step along their table, each step with its event.

A step checks its permission, its table, its separation of duties, what it has to state and what its
kind asks for; then it writes the next version, ends the periods that it meets, begins its own and
does what follows from it, all in one transaction.
"""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import (
    AlreadyRecorded,
    NotFound,
    NotPermitted,
    StaleVersion,
    Unlawful,
)
from credit_registry.domain.events import EventKind
from credit_registry.domain.permissions import Permission
from credit_registry.domain.procedures.tables import (
    About,
    Move,
    ProcedureKind,
    require_apart,
)
from credit_registry.domain.procedures.tables_of_all import PROCEDURES
from credit_registry.services import deadlines, ledgers, query_codes
from credit_registry.services.acts import Act, require_impersonal
from credit_registry.services.deadlines import Whose
from credit_registry.services.proceedings.procedure_rules import RULES
from credit_registry.services.proceedings.proceeding_steps import (
    Filed,
    Opening,
    ProceedingForm,
    Rules,
    require_stated,
    stated_day,
    told,
)
from credit_registry.services.subjects import subjects
from credit_registry.store.ids import new_id
from credit_registry.store.listings import Listing
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import Record

REPEATED = "Such a proceeding is open already about the same thing."


def about(
    session: Session,
    kind: ProcedureKind,
    *,
    record_id: int | None = None,
    listing_id: int | None = None,
    item: str = "",
) -> Opening:
    """The opening of a proceeding about a record or an entry, of whose subject. Raises NotFound."""
    owner = None
    if record_id is not None:
        owner = _owner(session, Record, record_id)
    elif listing_id is not None:
        owner = _owner(session, Listing, listing_id)
    if owner is None:
        raise NotFound("There is no such record or entry.")
    return Opening(kind, owner, record_id, listing_id, item)


def begin(
    session: Session, opening: Opening, form: ProceedingForm, *, act: Act, code: str | None = None
) -> int:
    """Open a proceeding; its id comes back. Whoever holds the code may follow it.

    Raises NotFound, NotPermitted, AlreadyRecorded, Unlawful.
    """
    procedure = PROCEDURES[opening.kind]
    move = procedure.opening
    _require_may(session, act.actor, move.permission, opening.subject_id, opening.unit_id)
    _require_about(session, opening)
    header = Proceeding(
        id=new_id(), kind=opening.kind.value, subject_id=opening.subject_id,
        record_id=opening.record_id, listing_id=opening.listing_id, item=opening.item,
        unit_id=opening.unit_id, code_digest=code and query_codes.digest(code),
        is_open=not procedure.is_over(move.to), row_version=1,
    )  # fmt: skip
    filed = Filed(procedure, header, None, {})
    _check(session, filed, move, form, act)
    session.add(header)
    try:
        session.flush()  # the unique index on open proceedings decides
    except IntegrityError:
        raise AlreadyRecorded(REPEATED) from None
    _write(session, filed, move, form, act, EventKind.PROCEEDING_OPENED)
    return header.id


def step(
    session: Session, proceeding_id: int, taken: str, form: ProceedingForm, *, act: Act
) -> ProceedingVersion:
    """Take one step; the proceeding's new version comes back.

    Raises NotFound, NotPermitted, TransitionNotAllowed, StaleVersion, Unlawful.
    """
    filed = locked(session, proceeding_id)
    header, version = filed.proceeding, filed.version
    if version is None:
        raise NotFound("There is no such proceeding.")
    asked = filed.procedure.steps.get(taken)
    if asked is not None:
        _require_may(session, act.actor, asked, header.subject_id, header.unit_id)
    move = filed.procedure.move(version.state, taken)
    if header.row_version != form.version:
        raise StaleVersion(
            f"The proceeding is at version {header.row_version}; "
            f"the step was based on {form.version}."
        )
    require_apart(move, filed.taken_by, act.actor.account_id)
    _check(session, filed, move, form, act)
    header.row_version += 1
    header.is_open = not filed.procedure.is_over(move.to)
    return _write(session, filed, move, form, act, EventKind.PROCEEDING_ADVANCED)


def locked(session: Session, proceeding_id: int) -> Filed:
    """The proceeding as it stands, locked for a step. Raises NotFound."""
    header = session.scalars(
        select(Proceeding).where(Proceeding.id == proceeding_id).with_for_update()
    ).one_or_none()
    if header is None:
        raise NotFound("There is no such proceeding.")
    versions = steps_taken(session, proceeding_id)
    taken_by = {version.step: version.actor_id for version in versions}
    return Filed(PROCEDURES[ProcedureKind(header.kind)], header, versions[-1], taken_by)


def steps_taken(session: Session, proceeding_id: int) -> list[ProceedingVersion]:
    """All versions of a proceeding, first step first."""
    statement = (
        select(ProceedingVersion)
        .where(ProceedingVersion.proceeding_id == proceeding_id)
        .order_by(ProceedingVersion.number)
    )
    return list(session.scalars(statement))


def require_own(actor: Actor, permission: Permission, subject_id: int, unit_id: int | None) -> None:
    """Pass unless the actor holds the permission for its own proceedings alone, and this is none.

    Its own are those about its enterprise, and those that lie on the desk of its unit.
    """
    if not permissions.is_bound_to_own(actor, permission):
        return
    is_its_enterprise = actor.subject_id is not None and actor.subject_id == subject_id
    is_its_unit = unit_id is not None and actor.unit_id == unit_id
    if not (is_its_enterprise or is_its_unit):
        raise NotPermitted(
            "An enterprise acts in its own proceedings alone, a body in those on its own desk."
        )


def _require_may(
    session: Session, actor: Actor, permission: Permission, subject_id: int, unit_id: int | None
) -> None:
    """Pass if the actor may take the step with this subject."""
    division = subjects.division_of(session, subject_id)
    permissions.require(actor, permission, division=division)
    require_own(actor, permission, subject_id, unit_id)


def _require_about(session: Session, opening: Opening) -> None:
    """Pass if what the proceeding is about is there, is of the kind's and is the subject's."""
    about = PROCEDURES[opening.kind].about
    owner = None
    if opening.record_id is not None:
        owner = _owner(session, Record, opening.record_id)
    if opening.listing_id is not None:
        owner = _owner(session, Listing, opening.listing_id)
    named = {About.RECORD: opening.record_id, About.LISTING: opening.listing_id}
    given = [what for what, number in named.items() if number is not None]
    if not given and About.SUBJECT in about:
        return
    if len(given) != 1 or given[0] not in about:
        raise Unlawful(
            f"A proceeding of the kind {opening.kind} is about one of: {', '.join(sorted(about))}."
        )
    if owner != opening.subject_id:
        raise NotFound("The subject has no such record or entry.")


def _owner(session: Session, entity: type[Record | Listing], number: int) -> int | None:
    """The subject of a record or an entry, which stays locked; None where there is none."""
    statement = select(entity.subject_id).where(entity.id == number).with_for_update()
    return session.scalars(statement).one_or_none()


def _check(session: Session, filed: Filed, move: Move, form: ProceedingForm, act: Act) -> None:
    """Pass if the step states what it has to and the law of its kind lets it be taken."""
    require_impersonal({"document_number": form.document_number, "note": form.note})
    require_impersonal({k: v for k, v in form.details.items() if isinstance(v, str)})
    require_stated(move, form)
    stated_day(form, filed.version, act)
    condition = _rules(filed).conditions.get(move.step)
    if condition is not None:
        condition(session, filed, form, act)


def _write(
    session: Session, filed: Filed, move: Move, form: ProceedingForm, act: Act, kind: EventKind
) -> ProceedingVersion:
    """The proceeding's next version with its event, its periods and what follows."""
    header, before = filed.proceeding, filed.version
    event = ledgers.record(
        session,
        kind,
        actor=act.actor,
        at=act.at,
        subject_id=header.subject_id,
        payload=told(header, move, form),
    )
    day = stated_day(form, before, act)
    after = ProceedingVersion(
        id=new_id(), proceeding_id=header.id, subject_id=header.subject_id,
        number=1 if before is None else before.number + 1, state=move.to, step=move.step,
        stepped_on=day, actor_id=act.actor.account_id, document_number=form.document_number.strip(),
        note=form.note.strip(), details=dict(form.details), law_edition_id=act.law.edition_id,
        recorded_by=event, ordinal=0,
    )  # fmt: skip
    if before is not None:
        before.superseded_by = event
    session.add(after)
    session.flush()  # what follows may read the version
    _keep_time(session, filed, move, after, act)
    effect = _rules(filed).effects.get(move.step)
    if effect is not None:
        taken_by = {**filed.taken_by, move.step: act.actor.account_id}
        effect(session, Filed(filed.procedure, header, after, taken_by), form, act)
    return after


def _keep_time(
    session: Session, filed: Filed, move: Move, after: ProceedingVersion, act: Act
) -> None:
    """End the periods that the step meets, and begin its own; a case that is over owes nothing."""
    whose = Whose(filed.proceeding.subject_id, proceeding_id=filed.proceeding.id)
    day, event = after.stepped_on, after.recorded_by
    if filed.version is not None:
        moves = (filed.procedure.opening, *filed.procedure.moves)
        clocks = [clock for each in moves for clock in each.starts]
        met = {clock.deadline for clock in clocks if move.step in clock.met_by}
        deadlines.end(session, whose, met, day, event)
    if filed.procedure.is_over(move.to):
        deadlines.drop(session, whose, event)
    means = deadlines.Means(act.law.edition, act.law.edition_id, event)
    deadlines.start(session, whose, move.starts, day, means)


def _rules(filed: Filed) -> Rules:
    """What the kind of the proceeding adds to its table."""
    return RULES.get(filed.procedure.kind, Rules())

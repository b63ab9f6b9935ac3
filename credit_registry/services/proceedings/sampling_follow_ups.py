"""What follows failed and refused samplings: which steps each leads to, what ends them early."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.events import EventKind
from credit_registry.domain.kinds.sampling_results import FAILED, REFUSED
from credit_registry.domain.procedures import sampling_follow_ups as steps
from credit_registry.domain.procedures.re_inspections import CONFORMS
from credit_registry.domain.procedures.sampling_follow_ups import SAMPLING_FOLLOW_UP
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordKind
from credit_registry.services import deadlines, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules, told
from credit_registry.services.records.records_in_force import current_of
from credit_registry.services.records.withdrawals import STANDING
from credit_registry.store.ids import new_id
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion

KIND = ProcedureKind.SAMPLING_FOLLOW_UP
FOLLOWED = (FAILED, REFUSED)


def possible(session: Session, record_id: int | None, state: str) -> tuple[str, ...]:
    """The steps that may be taken next, by what the record says now."""
    version = current_of(session, record_id)
    if _is_to_follow(version):
        return tuple(steps.next_steps(state, version.outcome))
    return () if SAMPLING_FOLLOW_UP.is_over(state) else (steps.DISCONTINUE,)


def end_challenge_time(session: Session, record_id: int, by: ProceedingVersion) -> None:
    """End the time to challenge the record's result: it was used on the day of the step."""
    header = _open_about(session, record_id)
    if header is not None:
        codes = {steps.CHALLENGE.deadline}
        deadlines.end(session, _whose(header), codes, by.stepped_on, by.recorded_by)


def overturn(session: Session, record_id: int, form: ProceedingForm, act: Act) -> None:
    """End what follows from a failure that a re-inspection has refuted, where it is still open."""
    header = _open_about(session, record_id)
    if header is not None:
        _end(session, header, steps.OVERTURN, form, act)


def close_cleared(session: Session, act: Act, *, brought_by: int | None = None) -> int:
    """End the follow-ups whose samplings their sources tell as cleared; their number.

    `brought_by` limits it to what an event brought.
    """
    row, version = Proceeding, RecordVersion
    statement = (
        select(row, version.effective_to)
        .join(version, and_(version.record_id == row.record_id, version.superseded_by.is_(None)))
        .where(row.kind == KIND.value, row.is_open, version.effective_to <= act.today)
        .order_by(row.id)
        .with_for_update(of=row)
    )
    if brought_by is not None:
        statement = statement.where(version.recorded_by == brought_by)
    found = session.execute(statement).all()
    for header, cleared_on in found:
        _end(session, header, steps.CLEAR, ProceedingForm(on=cleared_on), act)
    return len(found)


def _end(session: Session, header: Proceeding, step: str, form: ProceedingForm, act: Act) -> None:
    """Take a last step that follows from something else, with its event."""
    before = _standing(session, header.id)
    move = SAMPLING_FOLLOW_UP.move(before.state, step)
    event = ledgers.record(
        session,
        EventKind.PROCEEDING_ADVANCED,
        actor=act.actor,
        at=act.at,
        subject_id=header.subject_id,
        payload=told(header, move, form),
    )
    header.row_version += 1
    header.is_open = False
    before.superseded_by = event
    after = ProceedingVersion(
        id=new_id(), proceeding_id=header.id, subject_id=header.subject_id,
        number=before.number + 1, state=move.to, step=move.step,
        stepped_on=max(form.on or act.today, before.stepped_on), actor_id=act.actor.account_id,
        document_number=form.document_number.strip(), note=form.note.strip(), details={},
        law_edition_id=act.law.edition_id, recorded_by=event, ordinal=0,
    )  # fmt: skip
    session.add(after)
    deadlines.drop(session, _whose(header), event)


def _open_about(session: Session, record_id: int) -> Proceeding | None:
    """The open follow-up of the record, locked."""
    row = Proceeding
    statement = select(row).where(row.kind == KIND.value, row.record_id == record_id, row.is_open)
    return session.scalars(statement.with_for_update()).one_or_none()


def _standing(session: Session, proceeding_id: int) -> ProceedingVersion:
    """The proceeding's version that stands."""
    version = ProceedingVersion
    statement = select(version).where(
        version.proceeding_id == proceeding_id, version.superseded_by.is_(None)
    )
    return session.scalars(statement).one()


def _whose(header: Proceeding) -> Whose:
    """Whose periods those of the follow-up are."""
    return Whose(header.subject_id, proceeding_id=header.id)


def _require_served(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if the record is of a failure or a refusal that was served on the day stated."""
    version = _followed(session, filed)
    served_on, day = version.served_on, form.on or act.today
    if day != served_on:
        known = "on a day that is not on file" if served_on is None else f"on {served_on}"
        raise Unlawful(f"The result was served {known}; its follow-up begins on that day.")


def _require_standing(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """Pass while the failure or the refusal stands."""
    _followed(session, filed)


def _require_failed(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """Pass if a sample failed."""
    _require_outcome(_followed(session, filed), FAILED)


def _require_refused(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """Pass if the sampling was refused."""
    _require_outcome(_followed(session, filed), REFUSED)


def _require_outcome(version: RecordVersion, outcome: str) -> None:
    """Pass if the sampling came to that outcome. Raises Unlawful."""
    if version.outcome != outcome:
        raise Unlawful(
            f"The step follows a sampling that was {outcome}; this one was {version.outcome}."
        )


def _followed(session: Session, filed: Filed) -> RecordVersion:
    """The sampling that is followed up, as it stands. Raises Unlawful where there is nothing to."""
    version = current_of(session, filed.proceeding.record_id)
    if version.kind != RecordKind.SAMPLING.value or not _is_to_follow(version):
        raise Unlawful("Only a failed or refused sampling that stands is followed up.")
    return version


def _is_to_follow(version: RecordVersion) -> bool:
    """Whether the record still says that the sampling failed or was refused."""
    return version.state in STANDING and version.outcome in FOLLOWED


def _require_refuted(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """Pass if a re-inspection of the sample found that it conforms."""
    version = ProceedingVersion
    statement = (
        select(version.id)
        .join(Proceeding, Proceeding.id == version.proceeding_id)
        .where(
            Proceeding.record_id == filed.proceeding.record_id,
            Proceeding.kind == ProcedureKind.RE_INSPECTION.value,
            version.superseded_by.is_(None),
            version.state == CONFORMS,
        )
    )
    if session.scalars(statement).first() is None:
        raise Unlawful("No re-inspection of the sample has found that it conforms.")


def _require_cleared(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """Pass if the record's source tells of a passed re-check."""
    if current_of(session, filed.proceeding.record_id).effective_to is None:
        raise Unlawful("The source of the record does not tell of a passed re-check.")


def _require_nothing_to_follow(
    session: Session, filed: Filed, _form: ProceedingForm, _act: Act
) -> None:
    """Pass if the record was ended, or corrected to say that nothing failed."""
    if _is_to_follow(current_of(session, filed.proceeding.record_id)):
        raise Unlawful(
            "The sampling stands as failed or refused; its follow-up ends with a passed check, or "
            "after the record was withdrawn, annulled or corrected."
        )


def _end_needless_time(session: Session, filed: Filed, _form: ProceedingForm, _act: Act) -> None:
    """End the time to challenge where nothing was tested."""
    version = filed.version
    if version is None or _followed(session, filed).outcome == FAILED:
        return
    codes = {steps.CHALLENGE.deadline}
    deadlines.end(session, _whose(filed.proceeding), codes, version.stepped_on, version.recorded_by)


RULES = Rules(
    conditions={
        steps.SERVE: _require_served,
        **dict.fromkeys(steps.OF_FAILURES, _require_failed),
        **dict.fromkeys(steps.OF_REFUSALS, _require_refused),
        **dict.fromkeys((steps.SUSPEND, steps.REVOKE), _require_standing),
        steps.CLEAR: _require_cleared,
        steps.OVERTURN: _require_refuted,
        steps.DISCONTINUE: _require_nothing_to_follow,
    },
    effects={steps.SERVE: _end_needless_time},
)
"""What is added to the table of follow-ups."""

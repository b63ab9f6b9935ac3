"""Re-inspections: one asked for in time keeps a result from the public and scores until concluded.

What is asked for late is refused with the last day. A sample that conforms after all has its record
annulled and what follows the failure ended, in the same transaction.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.dates import over_at_latest
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.kinds.sampling_results import FAILED
from credit_registry.domain.procedures import re_inspections as steps
from credit_registry.domain.procedures.sampling_follow_ups import CHALLENGE
from credit_registry.domain.procedures.tables import ProcedureKind
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import sampling_follow_ups
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules
from credit_registry.services.records import withdrawals
from credit_registry.services.records.records_in_force import current_of
from credit_registry.services.records.withdrawals import STANDING
from credit_registry.store.proceedings import Proceeding, ProceedingVersion
from credit_registry.store.records import RecordVersion

CONCLUDED = (steps.CONFORMS, steps.FAILED_AGAIN)


def challengeable_until(served_on: date, edition: Edition) -> date:
    """The last day on which a result served on a day can be challenged; in doubt a later one."""
    rule = edition.deadlines[CHALLENGE.deadline].on(served_on)
    return over_at_latest(served_on, rule.period, edition.working_days)


def _require_in_time(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if the result stands, was served, and its time to be challenged is not over."""
    served_on = _served_on(current_of(session, filed.proceeding.record_id))
    day, last = form.on or act.today, challengeable_until(served_on, act.law.edition)
    if day < served_on:
        raise Unlawful(f"The result was served on {served_on.isoformat()}, not before.")
    if day > last:
        raise Unlawful(
            f"The result was served on {served_on.isoformat()}; "
            f"a re-inspection could be asked for until {last.isoformat()}."
        )
    if _is_concluded(session, filed.proceeding.record_id):
        raise Unlawful("The sample was re-inspected; the conclusion of a re-inspection is final.")


def _served_on(version: RecordVersion) -> date:
    """The day of service of a failed sampling that stands. Raises Unlawful."""
    is_failed = version.kind == RecordKind.SAMPLING.value and version.outcome == FAILED
    if not is_failed or version.state not in STANDING:
        raise Unlawful("Only the sample of a failed sampling that stands is tested again.")
    if version.served_on is None:
        raise Unlawful("On which day the result was served is not on file; have it stated first.")
    return version.served_on


def _is_concluded(session: Session, record_id: int | None) -> bool:
    """Whether a re-inspection of the record's sample has come to a conclusion."""
    version = ProceedingVersion
    statement = (
        select(version.id)
        .join(Proceeding, Proceeding.id == version.proceeding_id)
        .where(
            Proceeding.record_id == record_id,
            Proceeding.kind == ProcedureKind.RE_INSPECTION.value,
            version.superseded_by.is_(None),
            version.state.in_(CONCLUDED),
        )
    )
    return session.scalars(statement).first() is not None


def _suspend(session: Session, filed: Filed, _form: ProceedingForm, act: Act) -> None:
    """Keep the result from everybody until it is settled; the time to challenge it is used."""
    record_id, version = _stated(filed)
    withdrawals.suspend(session, record_id, version.recorded_by, act)
    sampling_follow_ups.end_challenge_time(session, record_id, version)


def _resume(session: Session, filed: Filed, _form: ProceedingForm, act: Act) -> None:
    """Let the result stand as it was."""
    record_id, version = _stated(filed)
    withdrawals.resume(session, record_id, version.recorded_by, act)


def _annul(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Annul the record and end what follows from the failure."""
    record_id, _ = _stated(filed)
    reason = f"{form.note.strip()}（{form.document_number.strip()}）"
    withdrawals.annul_by_re_inspection(session, record_id, reason, act)
    sampling_follow_ups.overturn(session, record_id, form, act)


def _stated(filed: Filed) -> tuple[int, ProceedingVersion]:
    """The record that a re-inspection is about, and the version that the step has written."""
    if filed.proceeding.record_id is None or filed.version is None:
        raise ValueError("A re-inspection is about a record, and its effects follow a step.")
    return filed.proceeding.record_id, filed.version


RULES = Rules(
    conditions={steps.FILE: _require_in_time},
    effects={
        steps.FILE: _suspend,
        steps.CONFIRM_CONFORMITY: _annul,
        **dict.fromkeys(steps.SETTLING, _resume),
    },
)
"""What is added to the table of re-inspections."""

"""What is asked before the steps of a restoration, and what a grant and its revocation bring about.

A grant is one act: in its transaction the record or the entry ends, with its windows and measures,
and the subject is graded again.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.deadlines import DeadlineState
from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import Step
from credit_registry.domain.procedures.restorations import COMPLETION, RETURNED
from credit_registry.domain.restoration_conditions import ConditionAnswer, require_met
from credit_registry.law.editions import Edition
from credit_registry.law.restoration_terms import terms_on
from credit_registry.services import deadlines
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Whose
from credit_registry.services.grading import regrading
from credit_registry.services.lists import listings
from credit_registry.services.lists.listing_steps import StepForm
from credit_registry.services.proceedings import restoration_conditions
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules
from credit_registry.services.proceedings.restoration_conditions import FINDING, FULFILMENT, PLEDGE
from credit_registry.services.records import withdrawals
from credit_registry.store.listings import Listing
from credit_registry.store.proceedings import Proceeding, ProceedingVersion

STATING = frozenset({"apply", "complete"})
"""The steps in which an applicant states something."""


def answers(
    session: Session,
    header: Proceeding,
    stated: Mapping[str, Any],
    day: date,
    edition: Edition,
) -> list[ConditionAnswer]:
    """The answers to the conditions of a restoration on a day. Raises NotFound, Unlawful."""
    thing = restoration_conditions.sought(session, edition, header.record_id, header.listing_id)
    return restoration_conditions.answers(session, thing, stated, day, edition)


def stated_in(session: Session, proceeding_id: int) -> dict[str, Any]:
    """What the applicant stated so far, and the document in which its duties were found done."""
    statement = (
        select(ProceedingVersion)
        .where(ProceedingVersion.proceeding_id == proceeding_id)
        .order_by(ProceedingVersion.number)
    )
    found: dict[str, Any] = {}
    for version in session.scalars(statement):
        if version.step in STATING:
            found |= {name: value for name, value in version.details.items() if value}
            found |= {FULFILMENT: version.document_number} if version.document_number else {}
        if version.step == "verify":
            found[FINDING] = version.document_number
    return found


def _require_applicable(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if all conditions are met on the day of the application."""
    day, edition = form.on or act.today, act.law.edition
    _require_known(form)
    require_met(answers(session, filed.proceeding, form.details, day, edition))


def _require_known(form: ProceedingForm) -> None:
    """Pass if the application states nothing but what an application states."""
    strange = sorted(form.details.keys() - {PLEDGE, FULFILMENT})
    if strange:
        raise Unlawful(f"An application does not state: {', '.join(strange)}.")


def _require_late(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass unless the applicant still has time to complete what was sent back."""
    version, header = filed.version, filed.proceeding
    if version is None or version.state != RETURNED:
        return
    day = form.on or act.today
    for each in deadlines.of(session, Whose(header.subject_id, proceeding_id=header.id)):
        runs = each.code == COMPLETION.deadline and each.state == DeadlineState.RUNNING.value
        if runs and (each.is_provisional or day <= each.due_on):
            raise Unlawful(
                f"The applicant may complete the application until {each.due_on.isoformat()}."
            )


def _require_grantable(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if all conditions are met on the day of the grant, and today."""
    stated = stated_in(session, filed.proceeding.id)
    for day in dict.fromkeys((form.on or act.today, act.today)):
        require_met(answers(session, filed.proceeding, stated, day, act.law.edition))


def _keep_words(session: Session, filed: Filed, _form: ProceedingForm, act: Act) -> None:
    """Keep the words of the pledge as they were read, and the answers to the conditions."""
    version = filed.version
    if version is None:
        return
    terms = terms_on(act.law.edition.restoration_terms, version.stepped_on)
    words = {"pledge_words": terms.pledge_zh} if version.details.get(PLEDGE) else {}
    version.details = {**version.details, **words}
    _keep_answers(session, filed, version.details, act)


def _keep_answers(session: Session, filed: Filed, stated: Mapping[str, Any], act: Act) -> None:
    """Keep with the step how the conditions were answered on its day."""
    version = filed.version
    if version is not None:
        day, edition = version.stepped_on, act.law.edition
        found = answers(session, filed.proceeding, stated, day, edition)
        version.details = {**version.details, "conditions": list(map(_kept, found))}


def _kept(answer: ConditionAnswer) -> dict[str, Any]:
    """An answer as it is kept."""
    return {
        "condition": answer.condition.value,
        "is_met": answer.is_met,
        "first_on": answer.first_on and answer.first_on.isoformat(),
        "evidence": answer.evidence,
    }


def _grant(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """End the record's publicity or remove the entry, and grade the subject again."""
    header = filed.proceeding
    _keep_answers(session, filed, stated_in(session, header.id), act)
    reason = form.note.strip() or f"准予信用修复（{form.document_number.strip()}）"
    if header.record_id is not None:
        withdrawals.restore(session, header.record_id, reason, act=act)
    if header.listing_id is not None:
        _step(session, header.listing_id, Step.REMOVE, filed, reason, act)
    regrading.regrade(session, [header.subject_id], act)


def _revoke(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Make public again what was restored on a false application, its time counted from the day."""
    header = filed.proceeding
    day = filed.version.stepped_on if filed.version else act.today
    reason = f"{form.note.strip()}（{form.document_number.strip()}）"
    if header.record_id is not None:
        withdrawals.reinstate(session, header.record_id, reason, act=act, recounted_on=day)
    if header.listing_id is not None:
        _step(session, header.listing_id, Step.RELIST, filed, reason, act)
    regrading.regrade(session, [header.subject_id], act)


def _step(
    session: Session, listing_id: int, taken: Step, filed: Filed, reason: str, act: Act
) -> None:
    """Take a step with the entry by the document and on the day of the proceeding's."""
    statement = select(Listing.row_version).where(Listing.id == listing_id).with_for_update()
    version, proceeding = session.scalars(statement).one(), filed.version
    number = proceeding.document_number if proceeding else ""
    on = proceeding.stepped_on if proceeding else act.today
    listings.step(session, listing_id, taken, StepForm(version, number, reason, on), act=act)


RULES = Rules(
    conditions={
        "apply": _require_applicable,
        "not_accept": _require_late,
        "grant": _require_grantable,
    },
    effects={"apply": _keep_words, "grant": _grant, "revoke": _revoke},
)
"""What is added to the table of restorations."""

"""What the law asks of a body's report on a measure, and what follows from it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.errors import Unlawful
from credit_registry.domain.listings import OPEN
from credit_registry.domain.procedures.measures import APPLY, LIFT, RELEASE, RELEASING, TO_LIFT
from credit_registry.services import deadlines
from credit_registry.services.acts import Act
from credit_registry.services.deadlines import Means, Whose
from credit_registry.services.lists.measure_notices import first_day_after
from credit_registry.services.proceedings.proceeding_steps import Filed, ProceedingForm, Rules
from credit_registry.store.listings import ListingVersion


def _first_day_without(session: Session, filed: Filed, act: Act) -> date | None:
    """The day from which the measure is lifted by date; None while no end is set."""
    entry = _entry(session, filed)
    measure = act.law.edition.measures.get(filed.proceeding.item)
    return first_day_after(entry.until, measure, act.today)


def _entry(session: Session, filed: Filed) -> ListingVersion:
    """The entry of the notice as it stands."""
    statement = select(ListingVersion).where(
        ListingVersion.listing_id == filed.proceeding.listing_id,
        ListingVersion.superseded_by.is_(None),
    )
    return session.scalars(statement).one()


def _require_in_force(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if the measure was not lifted yet on the day on which it was applied."""
    day, on = _first_day_without(session, filed, act), form.on or act.today
    if day is not None and day <= on:
        raise Unlawful(
            f"The measure is lifted since {day.isoformat()} and cannot be applied on "
            f"{on.isoformat()}; report that it is lifted."
        )


def _require_over(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if the measure is to be lifted: by its notice, or by date on the day of the step."""
    if filed.version is None or filed.version.state not in TO_LIFT:
        return
    day, on = _first_day_without(session, filed, act), form.on or act.today
    if day is None or day > on:
        until = "while its entry stands" if day is None else f"before {day.isoformat()}"
        raise Unlawful(f"The measure is in force; it is not lifted {until}.")


def _require_left(session: Session, filed: Filed, form: ProceedingForm, act: Act) -> None:
    """Pass if the entry has left its list, or the measure is over by date."""
    if _entry(session, filed).status in OPEN:
        _require_over(session, filed, form, act)


def _keep_lifting_time(session: Session, filed: Filed, _form: ProceedingForm, act: Act) -> None:
    """The time for reporting a lifting that no notice had started, met on the day of the report."""
    header, after = filed.proceeding, filed.version
    whose = Whose(header.subject_id, proceeding_id=header.id)
    if after is None or any(
        each.code == RELEASING.deadline for each in deadlines.of(session, whose)
    ):
        return
    day = _first_day_without(session, filed, act) or after.stepped_on
    means = Means(act.law.edition, act.law.edition_id, after.recorded_by)
    deadlines.start(session, whose, [RELEASING], day, means)
    deadlines.end(session, whose, {RELEASING.deadline}, after.stepped_on, after.recorded_by)


RULES = Rules(
    conditions={APPLY: _require_in_force, LIFT: _require_over, RELEASE: _require_left},
    effects={LIFT: _keep_lifting_time},
)
"""What is added to the table of measures."""

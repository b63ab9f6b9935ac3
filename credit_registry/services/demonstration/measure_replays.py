"""What the bodies of the invented city report of measures: all but the newest, which is late."""

from datetime import date, timedelta

from credit_registry.domain.actors import Actor
from credit_registry.domain.procedures.measures import APPLY, LIFT, LIFTING, NOT_APPLY, NOTICED
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.measures import measure_desks
from credit_registry.services.measures.measure_desks import Notice
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.registry import Registry

WITHIN_DAYS = 3
"""How soon the bodies act that report at all."""

NOT_APPLICABLE_EACH = 3
"""Of so many notices of a body one does not apply."""

NOTES = {
    APPLY: "已在办理相关事项时按目录核查并执行。",
    NOT_APPLY: "该主体未办理相关事项，暂不适用。",
    LIFT: "已停止执行。",
}


def report(registry: Registry, body: Actor) -> int:
    """Report on all notices of a body but the newest, which stays open; the number of reports."""
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        found = measure_desks.notices(session, body, registry.clock.today(), edition)
    owed = sorted(
        (each for each in found if each.is_owed),
        key=lambda each: (each.given_on, each.decision_number, each.item),
    )
    for number, notice in enumerate(owed[:-1], start=1):
        _report(registry, body, notice, number)
    return len(owed[:-1])


def _report(registry: Registry, body: Actor, notice: Notice, number: int) -> None:
    """One report, the body's so-many-th, dated some days after the notice or the lifting."""
    today = registry.clock.today()
    started = notice.lifted_from if notice.state == LIFTING else notice.given_on
    step = _step(notice, number)
    document = f"虚执〔{today.year}〕{number}号"
    form = ProceedingForm(
        version=notice.row_version,
        document_number=document if step == APPLY else "",
        note=NOTES[step],
        on=_soon_after(started or notice.stepped_on, today),
    )
    with registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(body, registry.clock.now(), today, law)
        proceedings.step(session, notice.notice_id, step, form, act=act)


def _step(notice: Notice, number: int) -> str:
    """What is reported: of the notices, one in so many does not apply."""
    if notice.state == NOTICED:
        return NOT_APPLY if number % NOT_APPLICABLE_EACH == 0 else APPLY
    return LIFT


def _soon_after(day: date, today: date) -> date:
    """Some days after the day, up to today."""
    return min(day + timedelta(days=WITHIN_DAYS), today)

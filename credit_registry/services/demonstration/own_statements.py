"""What enterprises of the invented city say themselves: commitments that they sign, and replies.

One account acts for all of them, bound to one after another by a letter each, and stays bound to
the last. Who they are follows from the order of their documents, so that a seed tells.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import NotFound, NotPermitted, Unlawful
from credit_registry.domain.procedures.replies import LET_STAND, REFUSE
from credit_registry.domain.publications import FieldSet
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.demonstration.replay_officers import Officers
from credit_registry.services.intake import commitment_signing
from credit_registry.services.intake.commitment_signing import Signing
from credit_registry.services.people import letter_codes
from credit_registry.services.proceedings import proceedings, reply_writing
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.store.records import PublicationWindow, Record, RecordVersion
from credit_registry.store.subjects import SubjectIdentifier
from credit_registry.store.views import covers

FIRMS = 6
PRODUCTS = {
    "products": "本企业全部产品",
    "responsible": "质量管理部",
    "standard": "随产品明示的标准",
    "answer_days": "3",
}
SERVICES = {"services": "售后服务", "answer_days": "5"}
REPLIES: tuple[tuple[str, str, str], ...] = (
    ("本企业已缴清罚款并完成整改，相关制度已经公示。", LET_STAND, ""),
    ("此事系原员工王某某个人所为。", REFUSE, "写有他人姓名，请删去后另行提交。"),
    ("涉及的产品已全部召回，生产线已重新验收。", LET_STAND, ""),
    ("本企业已按决定改正，第三方复检合格。", "", ""),
)
"""What is replied, what the officer does, and the reason that is given; the last one waits."""


@dataclass(frozen=True, slots=True)
class _Firm:
    """An enterprise with a record that everybody sees."""

    code: str
    subject_id: int
    record_id: int


def make(registry: Registry, officers: Officers) -> None:
    """Let some enterprises commit themselves and reply; the last of them has a reply waiting."""
    found = _firms(registry)
    first = len(found) - len(REPLIES)
    for number, firm in enumerate(found):
        user = _bound(registry, firm, officers)
        _sign(registry, user, is_of_services=number % 2 == 1)
        if number >= max(first, 0):
            _reply(registry, firm, user, REPLIES[number - first], officers.of(Role.REVIEWER))


def _firms(registry: Registry) -> Sequence[_Firm]:
    """The first organisations by the documents of their public penalties."""
    version, window, held = RecordVersion, PublicationWindow, SubjectIdentifier
    statement = (
        select(held.value, Record.subject_id, Record.id)
        .join(version, version.record_id == Record.id)
        .join(window, window.record_version_id == version.id)
        .join(held, held.subject_id == Record.subject_id)
        .where(
            Record.kind == RecordKind.PENALTY.value,
            version.superseded_by.is_(None),
            window.superseded_by.is_(None),
            window.field_set == FieldSet.FULL.value,
            covers(window, registry.clock.today()),
            held.scheme == IdentifierScheme.USCC.value,
            held.superseded_by.is_(None),
        )
        .order_by(Record.document_number, held.value)
    )
    with registry.reading() as session:
        rows = session.execute(statement).all()
        firms = {row[1]: _Firm(*row) for row in reversed(rows)}
        ordered = [firms[number] for number in dict.fromkeys(row[1] for row in rows)]
        known = (each for each in ordered if _is_itself(session, each))
        return [each for _, each in zip(range(FIRMS), known, strict=False)]


def _is_itself(session: Session, firm: _Firm) -> bool:
    """Whether the code leads to the very subject of the record."""
    number = subjects.by_code(session, firm.code)
    return number is not None and subjects.forwarded(session, number) == firm.subject_id


def _bound(registry: Registry, firm: _Firm, officers: Officers) -> Actor:
    """The user, bound to the enterprise by the code of a letter."""
    user = officers.of(Role.ENTERPRISE_USER)
    with registry.transaction() as session:
        at, enterer = registry.clock.now(), officers.of(Role.ENTERER)
        code = letter_codes.issue(session, firm.code, actor=enterer, at=at)
        letter_codes.bind(session, firm.code, code, actor=user, at=at)
    return replace(user, subject_id=firm.subject_id)


def _sign(registry: Registry, user: Actor, *, is_of_services: bool) -> None:
    """Sign a commitment up to the end of the next year; one that is not confirmed signs none."""
    year = registry.clock.today().year
    with suppress(Unlawful), registry.transaction() as session:
        act = Act(user, registry.clock.now(), registry.clock.today(), law_editions.current(session))
        templates = {each.code: each for each in act.law.edition.commitment_templates}
        code = "good_service" if is_of_services else "product_quality"
        until = next(day for day in templates[code].ends(act.today) if day.year > year)
        signing = Signing(code, until, SERVICES if is_of_services else PRODUCTS)
        commitment_signing.sign(session, signing, act=act)


def _reply(
    registry: Registry, firm: _Firm, user: Actor, said: tuple[str, str, str], reviewer: Actor
) -> None:
    """Reply to the record, and let the officer look at it."""
    text, step, reason = said
    with suppress(Unlawful, NotFound, NotPermitted), registry.transaction() as session:
        law = law_editions.current(session)
        act = Act(user, registry.clock.now(), registry.clock.today(), law)
        number = reply_writing.write(session, firm.record_id, text, act=act)
        if step:
            form = ProceedingForm(1, note=reason)
            proceedings.step(session, number, step, form, act=replace(act, actor=reviewer))

"""What tests of the services do with a registry: deliver, set the day, look into a file."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count

from builders import a_uscc, an_officer
from sqlalchemy.orm import Session

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.records import RecordState
from credit_registry.domain.subjects import LinkKind
from credit_registry.exchange.receipts import Receipt
from credit_registry.exchange.rows import Row
from credit_registry.services import law_editions, ledgers
from credit_registry.services.acts import Act
from credit_registry.services.clocks import Clock
from credit_registry.services.files import chronicles, credit_files
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.services.proceedings import proceedings, restoration_applications
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.proceedings.restoration_applications import Application
from credit_registry.services.records import withdrawals
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import representations, subject_links, subjects
from credit_registry.web.api.shapes import enterprises

ALL = 1_000
"""More records than any test files of a kind."""

_deliveries = count(1)


def deliver(
    registry: Registry, *drafts: SubjectDraft | RecordDraft, actor: Actor | None = None
) -> Receipt:
    """Import the drafts as one delivery."""
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    source = BatchSource(f"filing-{next(_deliveries)}", "rows.csv", "test")
    return import_rows(registry, rows, source, actor=actor or an_officer(registry, Role.ENTERER))


def on(registry: Registry, day: date) -> None:
    """Let it be the day."""
    registry.clock = Clock(now=registry.clock.now, fixed_day=day)


def position(registry: Registry) -> int:
    """How many events are placed."""
    with registry.reading() as session:
        return ledgers.size(session)


def subject_of(registry: Registry, code: str | None = None) -> int:
    """The subject that holds the code, by default the first of the builders'."""
    with registry.reading() as session:
        number = subjects.by_code(session, code or a_uscc(1))
    assert number is not None
    return number


def file_of(
    registry: Registry,
    actor: Actor = PUBLIC,
    *,
    subject_id: int | None = None,
    as_of: date | None = None,
    known_at: int | datetime | None = None,
) -> CreditFile:
    """The credit file as the actor may see it, with all records."""
    number = subject_id or subject_of(registry)
    with registry.reading() as session:
        view = registry.view(session, actor, as_of, known_at)
        law = law_editions.current(session, view.position)
        return credit_files.read(session, number, view, law.edition, each=ALL)


def chronicle_of(
    registry: Registry,
    actor: Actor = PUBLIC,
    *,
    subject_id: int,
    as_of: date | None = None,
    known_at: int | datetime | None = None,
) -> dict[str, object]:
    """What is on record in order of dates, as the interface gives it to the actor."""
    with registry.reading() as session:
        view = registry.view(session, actor, as_of, known_at)
        edition = law_editions.current(session, view.position).edition
        identity = subjects.identity(session, subject_id, view)
        represented = representations.at_view(session, subject_id, view)
        page = chronicles.page(session, identity, represented, view, edition, limit=ALL)
        return enterprises.history(view, None, page)


def merge(registry: Registry, duplicate: int, subject_id: int) -> int:
    """Link a subject as a duplicate of another; the link's id."""
    officer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        at, kind = registry.clock.now(), LinkKind.DUPLICATE_OF
        return subject_links.link(session, duplicate, subject_id, kind, actor=officer, at=at)


def documents(file: CreditFile) -> Sequence[str]:
    """The document numbers of the records in a file, sorted."""
    return sorted(record.document_number for record in file.records)


def withdraw(
    registry: Registry,
    record_id: int,
    state: RecordState = RecordState.WITHDRAWN,
    reason: str = "来源单位撤回。",
    actor: Actor | None = None,
) -> None:
    """End a record's publicity; a restoration goes its whole way, granted by the actor."""
    officer = actor or an_officer(registry, Role.DECIDER)
    if state is RecordState.RESTORED:
        restore(registry, record_id, officer)
        return
    with registry.transaction() as session:
        act = _act(registry, session, officer)
        withdrawals.withdraw(session, record_id, state, reason, act=act)


def restore(registry: Registry, record_id: int, decider: Actor) -> None:
    """Have a record restored: applied for, verified, and granted by the decider, all on the day."""
    enterer, reviewer = (an_officer(registry, role) for role in (Role.ENTERER, Role.REVIEWER))
    applied = Application(record_id=record_id, fulfilment="缴款书〔2026〕1号", is_pledged=True)
    with registry.transaction() as session:
        act = _act(registry, session, enterer)
        number, _ = restoration_applications.apply(session, applied, act=act)
    for step, actor, form in (
        ("accept", reviewer, ProceedingForm(1)),
        ("verify", reviewer, ProceedingForm(2, "核〔2026〕1号", "义务已履行，行为已纠正")),
        ("grant", decider, ProceedingForm(3, "修〔2026〕1号")),
    ):
        with registry.transaction() as session:
            proceedings.step(session, number, step, form, act=_act(registry, session, actor))


def _act(registry: Registry, session: Session, actor: Actor) -> Act:
    """What the actor does now."""
    law = law_editions.current(session)
    return Act(actor, registry.clock.now(), registry.clock.today(), law)

"""What-if reports that somebody asked for and need not wait for: a job makes them one by one."""

from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit_registry.domain import permissions
from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import AlreadyRecorded, LeaseLost, NotFound, RegistryError
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.rule_changes import OPEN_TRIALS, TrialState
from credit_registry.rules.documents.documents import from_tree
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.rules.versions import canonical_form, version_of
from credit_registry.services import ledgers
from credit_registry.services.grading import loaded_populations, populations
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import what_if_reports, what_ifs
from credit_registry.services.scheduling import claimed_work
from credit_registry.services.scheduling.leases import LeasedRegistry
from credit_registry.store.ids import new_id
from credit_registry.store.ledgers import Event
from credit_registry.store.rule_changes import WhatIfTrial

MOST_ATTEMPTS = 3
"""A trial under which so many processes ended is not begun again."""

GIVEN_UP = "The process ended again and again while the trial ran."
NOBODY = "The account that asked is closed."

OPEN = tuple(sorted(state.value for state in OPEN_TRIALS))


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as it is told: how far it is, and the report or what went wrong."""

    trial_id: int
    draft_version: str
    base_version: str
    code: str
    as_of: date
    state: TrialState
    done: int
    population: int
    report_id: int | None
    fault: str

    @property
    def is_open(self) -> bool:
        """Whether its report is still to come."""
        return self.state in OPEN_TRIALS


def ask(
    registry: Registry,
    rule_set: RuleSet,
    *,
    actor: Actor,
    as_of: date | None = None,
    base: str | None = None,
) -> Trial:
    """Ask for a draft's report; the trial that stands for the same comparison, if any.

    A report that is kept of the same facts is answered as a trial that is done. Raises Conflict,
    InvalidInput, NotFound, NotPermitted as `what_ifs.run` does.
    """
    permissions.require(actor, Permission.TRY_RULE_SET)
    registry.sequence()
    with registry.transaction() as session:
        day = registry.view(session, actor, as_of).as_of
        compared = what_ifs.base_of(session, rule_set.purpose, day, base)
        version, known_at = version_of(rule_set), loaded_populations.facts_known_at(session)
        report = what_if_reports.found(session, version, compared.version, day, known_at)
        standing = _standing(session, version, compared.version, day, report)
        if standing is not None:
            return _told(standing)
        state = TrialState.WAITING if report is None else TrialState.DONE
        number = new_id()
        event = ledgers.record(
            session, EventKind.WHAT_IF_ASKED, actor=actor, at=registry.clock.now(),
            payload={"trial": to_public(number), "code": rule_set.code, "draft": version,
                     "base": compared.version, "as_of": day.isoformat()},
        )  # fmt: skip
        row = WhatIfTrial(
            id=number, draft_version=version, draft_content=canonical_form(rule_set).decode(),
            base_version=compared.version, code=rule_set.code, as_of=day, state=state.value,
            attempts=0, token=0, done=0, population=_population(session), report_id=report,
            fault="", asked_by=event, ended_at=None if report is None else registry.clock.now(),
        )  # fmt: skip
        session.add(row)
        try:
            session.flush()  # the unique index decides
        except IntegrityError:
            raise AlreadyRecorded("The same trial is being asked for; ask again.") from None
        return _told(row)


def one(session: Session, trial_id: int, *, actor: Actor) -> Trial:
    """A trial. Raises NotFound, NotPermitted."""
    permissions.require(actor, Permission.READ_INTERNAL)
    row = session.get(WhatIfTrial, trial_id)
    if row is None:
        raise NotFound(f"There is no trial {to_public(trial_id)}.")
    return _told(row)


def newest(session: Session, version: str, *, actor: Actor) -> Trial | None:
    """The newest trial of a draft as it stands; None where none was asked for."""
    permissions.require(actor, Permission.READ_INTERNAL)
    statement = (
        select(WhatIfTrial)
        .where(WhatIfTrial.draft_version == version)
        .order_by(WhatIfTrial.id.desc())
        .limit(1)
    )
    row = session.scalars(statement).one_or_none()
    return None if row is None else _told(row)


def run_waiting(registry: LeasedRegistry) -> int:
    """Make the reports that are waited for, the oldest first; how many were made or failed."""
    ended = 0
    while (claimed := _claim(registry)) is not None:
        _run(registry, *claimed)
        ended += 1
    return ended


def _claim(registry: LeasedRegistry) -> tuple[int, Actor | None] | None:
    """Begin the oldest trial that waits, or that a process left which is gone; and who asked.

    Nobody has asked where the account is closed by now.
    """
    with registry.transaction() as session:
        row = claimed_work.claim(session, WhatIfTrial, registry.held.token)
        if row is None:
            return None
        asker = session.get_one(Event, row.asked_by).actor_id
        row.done = 0
        is_installer = asker == INSTALLER.account_id
        return row.id, INSTALLER if is_installer else accounts.actor(session, asker)


def _run(registry: LeasedRegistry, trial_id: int, actor: Actor | None) -> None:
    """Make the report of a trial; what keeps it from being made is written down."""
    with registry.reading() as session:
        row = session.get_one(WhatIfTrial, trial_id)
        content, base, day, attempts = row.draft_content, row.base_version, row.as_of, row.attempts
    if actor is None or attempts > MOST_ATTEMPTS:
        _end(registry, trial_id, None, GIVEN_UP if actor else NOBODY)
        return

    def progress(done: int) -> None:
        with registry.transaction() as session:
            session.get_one(WhatIfTrial, trial_id).done = done

    try:
        rule_set = from_tree(orjson.loads(content))
        found = what_ifs.run(
            registry, rule_set, actor=actor, as_of=day, base=base, on_progress=progress
        )
        with registry.transaction() as session:
            at = registry.clock.now()
            report = what_if_reports.save(session, found, actor=actor, at=at)
    except LeaseLost:
        raise
    except RegistryError as error:
        _end(registry, trial_id, None, str(error))
        return
    _end(registry, trial_id, report, "")


def _end(registry: LeasedRegistry, trial_id: int, report: int | None, fault: str) -> None:
    """Write down what came of a trial."""
    with registry.transaction() as session:
        row = session.get_one(WhatIfTrial, trial_id)
        row.state = (TrialState.FAILED if report is None else TrialState.DONE).value
        row.report_id, row.fault, row.ended_at = report, fault, registry.clock.now()


def _standing(
    session: Session, version: str, base: str, day: date, report: int | None
) -> WhatIfTrial | None:
    """The trial of the same comparison that is open, or that gave the report."""
    row = WhatIfTrial
    is_same = (row.draft_version == version) & (row.base_version == base) & (row.as_of == day)
    gave = row.state.in_(OPEN) if report is None else row.report_id == report
    return session.scalars(select(row).where(is_same, gave).order_by(row.id).limit(1)).one_or_none()


def _population(session: Session) -> int:
    """How many subjects will be read."""
    evaluated = populations.evaluated().subquery()
    return session.scalars(select(func.count()).select_from(evaluated)).one()


def _told(row: WhatIfTrial) -> Trial:
    """A trial as it is told."""
    return Trial(
        trial_id=row.id, draft_version=row.draft_version, base_version=row.base_version,
        code=row.code, as_of=row.as_of, state=TrialState(row.state), done=row.done,
        population=row.population, report_id=row.report_id, fault=row.fault,
    )  # fmt: skip

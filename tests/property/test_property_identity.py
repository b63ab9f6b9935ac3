"""Enters, corrects, withdraws, merges, splits and erases at random: the past stays, proofs hold."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, on, position, withdraw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC, Actor, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.errors import RegistryError
from credit_registry.domain.records import Disclosure, RecordKind, RecordState, Severity
from credit_registry.domain.subjects import IdentifierScheme, LinkKind
from credit_registry.services import ledgers
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.histories import erasures
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_links, subject_states, subjects
from credit_registry.store.ledgers import Event
from credit_registry.store.subjects import SubjectLink
from credit_registry.web.api.shapes import enterprises, records

ACTS = ("enter", "enter", "correct", "withdraw", "merge", "merge", "split", "erase", "settle")
DEEDS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 5)),
    min_size=5,
    max_size=12,
)
SETTINGS = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Deeds = list[tuple[str, int, int]]
KINDS = (RecordKind.PENALTY, RecordKind.SAMPLING, RecordKind.HONOUR)
STATES = (RecordState.WITHDRAWN, RecordState.ANNULLED, RecordState.RESTORED)
SUBJECTS = 4
_firsts = count(100, SUBJECTS)


@dataclass
class Machine:
    """Four subjects, the last of them provisional, and an officer of every role."""

    registry: Registry
    first: int
    officer: Actor
    ids: list[int] = field(default_factory=list)
    today: date = date(2026, 11, 23)
    erased: set[int] = field(default_factory=set)

    def do(self, act: str, one: int, other: int) -> int:
        """One act; how many events it brought. What is refused brings none."""
        before = position(self.registry)
        with suppress(RegistryError):
            getattr(self, f"_{act}")(one, other)
        return position(self.registry) - before

    def file(self, number: int, actor: Actor, **times: Any) -> CreditFile | None:  # noqa: ANN401
        """The subject's file at the times; None where the actor may see none."""
        with suppress(RegistryError):
            return file_of(self.registry, actor, subject_id=number, **times)
        return None

    def _act(self, change: Callable[..., object], *what: object) -> None:
        with self.registry.transaction() as session:
            change(session, *what, actor=self.officer, at=self.registry.clock.now())

    def _enter(self, one: int, other: int) -> None:
        """A record, or another version of one that stands."""
        number = self.first + one % SUBJECTS
        draft = a_record_draft(
            KINDS[other % 3],
            subject=SubjectReference("虚构", {IdentifierScheme.USCC: a_uscc(number)}),
            document_number=f"{number}-{other}",
            decided_on=date(2026, 4, 1) + timedelta(days=31 * other),
            severity=list(Severity)[(one + other) % 4],
            disclosure=list(Disclosure)[(one * other) % 3],
            detail={"facts": f"事实{one}", "basis": f"依据{other}"},
            amount_fen=position(self.registry),
        )
        deliver(self.registry, draft, actor=self.officer)

    def _correct(self, one: int, other: int) -> None:
        draft = a_subject_draft(self.first + one % 3, address=f"虚构市新路{other}号")
        deliver(self.registry, draft, actor=self.officer)

    def _records(self, one: int) -> list[int]:
        file = self.file(self.ids[one % SUBJECTS], self.officer)
        return sorted(record.record_id for record in file.records) if file else []

    def _withdraw(self, one: int, other: int) -> None:
        if found := self._records(one):
            number = found[other % len(found)]
            withdraw(self.registry, number, STATES[other % 3], actor=self.officer)

    def _erase(self, one: int, other: int) -> None:
        if found := self._records(one):
            number = found[other % len(found)]
            self._act(erasures.erase_record_field, number, ("facts", "basis")[other % 2], "误报")
            self.erased.add(number)

    def _merge(self, one: int, other: int) -> None:
        pair = self.ids[one % SUBJECTS], self.ids[other % SUBJECTS]
        kind = list(LinkKind)[0 if one + other < 8 else (one + other) % 6]
        self._act(subject_links.link, *pair, kind)

    def _split(self, one: int, _other: int) -> None:
        with self.registry.reading() as session:
            standing = select(SubjectLink.id).where(
                SubjectLink.superseded_by.is_(None), SubjectLink.subject_id.in_(self.ids)
            )
            links = session.scalars(standing.order_by(SubjectLink.id)).all()
        if links:
            self._act(subject_links.reverse, links[one % len(links)], "误认")

    def _settle(self, _one: int, other: int) -> None:
        if other % 2:
            self._act(subject_states.confirm, self.ids[-1])
        else:
            self._act(subject_states.reject, self.ids[-1], "查无此主体")


def begin(registry: Registry) -> Machine:
    machine = Machine(registry, next(_firsts), an_officer(registry, *Role))
    on(registry, machine.today)
    numbers = range(machine.first, machine.first + SUBJECTS)
    deliver(registry, *(a_subject_draft(number) for number in numbers[:-1]), actor=machine.officer)
    deliver(registry, a_record_draft(RecordKind.HONOUR, numbers[-1]), actor=machine.officer)
    with registry.reading() as session:
        machine.ids = [subjects.by_code(session, a_uscc(number)) or 0 for number in numbers]
    return machine


def told(file: CreditFile | None, erased: set[int]) -> object:
    """All that an officer is told of a file, but for the fields of records that were erased."""
    if file is None:
        return None
    shown = {
        key: value for key, value in enterprises.internal(file).items() if key != "ledger_position"
    }
    return shown | {
        "records": [
            {
                **records.internal(record),
                **({"detail": None, "title": None} if record.record_id in erased else {}),
            }
            for record in (*file.records, *file.inherited)
        ],
        "relations": [(each.kind, each.other_id, each.is_from) for each in file.relations],
    }


def versions(file: CreditFile | None) -> set[int]:
    """The record versions that a file holds."""
    if file is None:
        return set()
    return {record.version.id for record in (*file.records, *file.inherited)}


@SETTINGS
@given(DEEDS)
def test_the_past_answers_alike_and_nothing_that_is_not_public_leaks(
    registry: Registry, deeds: Deeds
) -> None:
    machine = begin(registry)
    asked: list[tuple[int, dict[str, Any], CreditFile | None]] = []
    for act, one, other in deeds:
        brought = machine.do(act, one, other)
        # A delivery is opened, recorded and closed; every other change has exactly one event.
        # A restoration is applied for, accepted, verified and granted, as far as it is lawful.
        is_restored = act == "withdraw" and STATES[other % 3] is RecordState.RESTORED
        several = set(range(5)) if is_restored else {0, 1}
        assert brought in ({0, 3} if act in {"enter", "correct"} else several), act
        times = {"as_of": date(2026, 11, 23 - other), "known_at": position(registry)}
        number = machine.ids[one % SUBJECTS]
        asked.append((number, times, machine.file(number, machine.officer, **times)))
    for number, times, answer in asked:
        again = machine.file(number, machine.officer, **times)
        assert told(again, machine.erased) == told(answer, machine.erased)
        present = versions(machine.file(number, PUBLIC))
        assert versions(machine.file(number, PUBLIC, **times)) <= present
    for file in (machine.file(number, PUBLIC) for number in machine.ids):
        for record in (*file.records, *file.inherited) if file else ():
            assert record.version.state == RecordState.ACTIVE
            assert record.version.disclosure == Disclosure.PUBLIC
    with registry.reading() as session:
        assert all(ledgers.verify(session, at) for at in range(ledgers.size(session)))
        kinds = set(session.scalars(select(Event.kind)))
    assert "batch_slice_recorded" in kinds

"""Subjects screened a second of one processor, beside looking each up by itself in the same run.

The invented city is installed in a scratch directory. Half of the subjects are asked for by code
and name, a quarter by name alone, a quarter by a name that lacks its legal form or has a slip. The
peer does what a plain program would: for each row the code, or else the exact name, by a statement
of its own, then the subject's profile; it tells no candidates and no reasons, and keeps no
certificate. Times are of the processor; a screening includes its certificate.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from founding import cities
from sqlalchemy import select

from credit_registry.domain.actors import PUBLIC
from credit_registry.domain.subjects import SubjectState
from credit_registry.services import law_editions
from credit_registry.services.grading import profiles
from credit_registry.services.registry import Registry
from credit_registry.services.screening import certificate_checks, certificates
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.screenings import Request
from credit_registry.services.subjects import subjects
from credit_registry.store.subjects import IS_ACTIVE, Subject, SubjectIdentifier, SubjectName

PURPOSE = "government_procurement"
A_CALL = 500
SEED = 20261126
LEGAL_FORM = "有限公司"


def main() -> None:
    """Print the rates, their ratio, and how the target stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=4_000)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--subjects", type=int, default=10_000, help="how many are asked for")
    parser.add_argument("--peer-subjects", type=int, default=1_000)
    parser.add_argument("--target", type=int, default=100, help="subjects a second of a processor")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        registry = cities.installed(Path(directory), asked.enterprises, asked.records)
        rows = _rows(registry, asked.subjects)
        screened = _measured("screened with explanations and certificate", len(rows),
                             lambda: _screen(registry, rows))  # fmt: skip
        peer = _measured("each looked up by itself, no explanation", asked.peer_subjects,
                         lambda: _look_up(registry, rows[: asked.peer_subjects]))  # fmt: skip
        _verify(registry, rows[:A_CALL])
        registry.close()
    print(f"ratio to the peer: {screened / peer:.2f}")
    verdict = "holds" if screened >= asked.target else "does not hold"
    print(f"target of {asked.target} subjects/s of a processor: {verdict}")


def _rows(registry: Registry, count: int) -> list[Asked]:
    """The subjects that are asked for, in the ways that the docstring says."""
    statement = (
        select(SubjectIdentifier.value, SubjectName.name)
        .join(SubjectName, SubjectName.subject_id == SubjectIdentifier.subject_id)
        .join(Subject, Subject.id == SubjectIdentifier.subject_id)
        .where(
            Subject.state == SubjectState.CONFIRMED.value,
            SubjectIdentifier.scheme == "uscc",
            IS_ACTIVE,
            SubjectName.superseded_by.is_(None),
            SubjectName.until.is_(None),
        )
        .order_by(SubjectIdentifier.value)
    )
    with registry.reading() as session:
        known = session.execute(statement).all()
    chance = random.Random(SEED)  # noqa: S311 - the same rows in every run
    return [_asked(place, *chance.choice(known)) for place in range(count)]


def _asked(place: int, code: str, name: str) -> Asked:
    """One subject: by code, by its name, or by a name that is not quite its own."""
    if place % 4 < 2:
        return Asked(code=code, name=name)
    if place % 4 == 2:
        return Asked(name=name)
    return Asked(name=name.removesuffix(LEGAL_FORM) if place % 8 == 3 else name[:4] + name[5:])


def _measured(title: str, count: int, work: Callable[[], None]) -> float:
    """How many subjects a second of the processor the work takes; it is told with the clock's."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    took, of_processor = time.perf_counter() - clock, time.process_time() - processor
    print(
        f"{title}: {count:,} subjects in {took:.1f} s, {count / of_processor:,.0f}/s of a processor"
    )
    return count / of_processor


def _screen(registry: Registry, rows: Sequence[Asked]) -> None:
    """Screen all rows, a call for each five hundred."""
    for start in range(0, len(rows), A_CALL):
        _issue(registry, rows[start : start + A_CALL])


def _issue(registry: Registry, rows: Sequence[Asked]) -> str:
    """One screening with its certificate; its number."""
    prepared = certificates.prepare(registry, Request(PURPOSE, tuple(rows)), actor=PUBLIC)
    with registry.transaction() as session:
        at = registry.clock.now()
        return certificates.issue(session, prepared, actor=PUBLIC, at=at).number


def _look_up(registry: Registry, rows: Sequence[Asked]) -> None:
    """Each row by itself."""
    with registry.reading() as session:
        view = registry.view(session, PUBLIC)
        edition = law_editions.current(session).edition
        profile = [profiles.one(view, PURPOSE)]
        for row in rows:
            number = subjects.by_code(session, row.code) if row.code else None
            if number is None:
                named = select(SubjectName.subject_id).where(SubjectName.name == row.name)
                number = session.scalars(named).first()
            if number is not None:
                end = subjects.forwarded(session, number)
                profiles.check_one(session, end, profile, view, edition)


def _verify(registry: Registry, rows: Sequence[Asked]) -> None:
    """How long a certificate takes to be checked."""
    number = _issue(registry, rows)
    began = time.process_time()
    with registry.reading() as session:
        found = certificate_checks.verify(session, number)
    took = time.process_time() - began
    print(
        f"a certificate of {found.subjects} subjects checked in {took:.2f} s: "
        f"{len(found.faults)} faults"
    )


if __name__ == "__main__":
    main()

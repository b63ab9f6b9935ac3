"""An account bound to a division identifies, links and consents for its own subjects alone."""

from collections.abc import Callable
from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, subject_of
from sqlalchemy.orm import Session

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.errors import NotPermitted
from credit_registry.domain.subjects import LinkKind
from credit_registry.services.grading import consents
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subject_links, subject_states


@pytest.fixture
def numbers(registry: Registry) -> tuple[int, int, int]:
    """Two enterprises of one division, and one that no register has named."""
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    deliver(registry, a_record_draft(number=3))
    first, second, third = (subject_of(registry, a_uscc(number)) for number in (1, 2, 3))
    return first, second, third


def attempt(registry: Registry, actor: Actor, work: Callable[[Session, Actor], object]) -> None:
    with registry.transaction() as session:
        work(session, actor)


def test_a_stranger_neither_links_nor_consents_nor_corrects(
    registry: Registry, numbers: tuple[int, int, int]
) -> None:
    first, second, _ = numbers
    at = registry.clock.now()
    works: tuple[Callable[[Session, Actor], object], ...] = (
        lambda session, actor: consents.record(
            session, first, date(2026, 11, 1), None, actor=actor, at=at
        ),
        lambda session, actor: subject_links.link(
            session, first, second, LinkKind.BRANCH_OF, actor=actor, at=at
        ),
    )
    stranger = an_officer(registry, Role.ENTERER, division="999902")
    neighbour = an_officer(registry, Role.ENTERER, division="999901")
    for work in works:
        with pytest.raises(NotPermitted, match="for division 999901"):
            attempt(registry, stranger, work)
        attempt(registry, neighbour, work)
    with pytest.raises(NotPermitted, match="for division 999901"):
        attempt(
            registry,
            stranger,
            lambda session, actor: subject_states.correct_code(
                session, first, a_uscc(9), actor=actor, at=at
            ),
        )


def test_a_subject_of_no_known_division_is_confirmed_by_any_enterer(
    registry: Registry, numbers: tuple[int, int, int]
) -> None:
    at = registry.clock.now()
    anybody = an_officer(registry, Role.ENTERER, division="999902")
    attempt(
        registry,
        anybody,
        lambda session, actor: subject_states.confirm(session, numbers[2], actor=actor, at=at),
    )

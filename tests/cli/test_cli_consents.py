"""`consent`: a grade is public by the enterprise's own consent, as long as it lasts."""

import pytest
from builders import a_subject_draft, a_uscc, an_officer
from command_line import CommandLine
from deliveries import taken_in
from rule_texts import the_extract

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.services import law_editions
from credit_registry.services.files import credit_files
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects


@pytest.fixture
def key(line: CommandLine, registry: Registry) -> str:
    """The key of an enterer, beside one enterprise and a rule set."""
    taken_in(registry, an_officer(registry, Role.ENTERER), "subjects", [a_subject_draft(1)])
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        now = registry.clock.now()
        rule_sets.publish(session, the_extract(), actor=owner, at=now)
    line.said("account", "create", "entering", "--kind", "program", "--role", "enterer")
    return line.said("account", "key", "entering").strip()


def is_public(registry: Registry) -> bool:
    with registry.reading() as session:
        number = subjects.by_code(session, a_uscc(1))
        assert number is not None
        view = registry.view(session, PUBLIC)
        edition = law_editions.current(session).edition
        return credit_files.read(session, number, view, edition).grade.is_shown


def test_a_grade_is_shown_by_consent_alone(line: CommandLine, registry: Registry, key: str) -> None:
    assert not is_public(registry)
    text = line.said("--language", "en", "--key", key, "consent", a_uscc(1))
    assert text.strip() == f"{a_uscc(1)} consents to show its grade"
    assert is_public(registry)


@pytest.mark.parametrize(
    ("last", "shown"), [("2026-11-22", False), ("2026-11-23", True), ("2026-11-24", True)]
)
def test_the_last_day_of_a_consent_is_still_covered(
    line: CommandLine, registry: Registry, key: str, last: str, shown: bool
) -> None:
    line.said("--key", key, "consent", a_uscc(1), "--since", "2026-11-01", "--until", last)
    assert is_public(registry) is shown


def test_a_later_consent_takes_the_place_of_an_earlier_one(
    line: CommandLine, registry: Registry, key: str
) -> None:
    line.said("--key", key, "consent", a_uscc(1))
    over = ("--since", "2026-11-01", "--until", "2026-11-02")
    line.said("--key", key, "consent", a_uscc(1), *over)
    assert not is_public(registry)


def test_a_consent_that_ends_before_it_begins_is_refused(line: CommandLine, key: str) -> None:
    words = ("--key", key, "consent", a_uscc(1), "--since", "2026-11-02", "--until", "2026-11-01")
    assert "before it begins" in line.said(*words, status=1)


def test_only_an_enterer_records_it_and_only_of_somebody_known(line: CommandLine, key: str) -> None:
    assert "enterer" in line.said("consent", a_uscc(1), status=1)
    assert a_uscc(8) in line.said("--key", key, "consent", a_uscc(8), status=1)

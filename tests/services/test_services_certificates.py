"""Certificates: real names asked for, later events, bytes served unchanged and decisions again."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import installed
import orjson
import pytest
from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver, position
from name_questions import chosen, core_of, enterprises, pairs, respelled
from postgres import Cluster
from screenings_made import issued, tree_of, verified

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.finding import indexing
from credit_registry.services.grading import consents
from credit_registry.services.lists import mirrors
from credit_registry.services.registry import Registry
from credit_registry.services.screening import certificate_checks, certificates
from credit_registry.services.screening.asked_subjects import Asked
from credit_registry.services.screening.certificates import Issued
from credit_registry.services.subjects import subjects
from search_index.documents import Document

EACH = 200
"""How many are asked for in each way: a thousand together."""

LATER = 10_000
MIRRORED = "national_serious_violation"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a real enterprise, and the code that it must be answered with, if any."""

    way: str
    asked: Asked
    code: str | None
    is_certain: bool


@pytest.fixture(scope="module")
def register() -> tuple[list[Document], Path]:
    """Every enterprise of the near misses, and some thousand others of their city."""
    directory = os.environ.get("REGISTRY_SAMPLES")
    if not directory:
        pytest.skip("REGISTRY_SAMPLES does not name the directory of sample files")
    folder = Path(directory)
    paired = {code for pair in pairs(folder) for code in pair[1::2]}
    everybody = enterprises(folder)
    others = chosen([one for one in everybody if one.id not in paired], 6 * EACH)
    near = [one for one in everybody if one.id in paired]
    return others + near, folder


@pytest.fixture(scope="module")
def filed(
    register: tuple[list[Document], Path],
    tmp_path_factory: pytest.TempPathFactory,
    cluster: Cluster | None,
) -> Iterator[Registry]:
    """A registry with them, but for those that nobody is to know."""

    def fill(registry: Registry) -> None:
        installed.found(registry)
        drafts = [
            a_subject_draft(
                name=one.name, uscc=one.id, address=one.address, division_code=one.id[2:8]
            )
            for one in register[0][EACH:]
        ]
        deliver(registry, *drafts)
        indexing.follow(registry)

    folder = tmp_path_factory.mktemp("certificates")
    template = installed.build("certificates", folder, cluster, fill)
    with installed.copied(template, folder, cluster) as copy:
        yield copy


@pytest.fixture(scope="module")
def questions(register: tuple[list[Document], Path]) -> list[Question]:
    """A thousand: exact with the code, varied with and without, near misses, unknown ones."""
    documents, folder = register
    parts = [documents[start : start + EACH] for start in range(0, 5 * EACH, EACH)]
    unknown, exact, varied, named, short = parts
    asked = [Question("unknown", Asked(code=one.id, name=one.name), None, False) for one in unknown]
    asked += [Question("exact", Asked(code=one.id, name=one.name), one.id, True) for one in exact]
    asked += [
        Question("varied", Asked(code=one.id.lower(), name=respelled(one)), one.id, True)
        for one in varied
    ]
    asked += [Question("name", Asked(name=respelled(one)), one.id, False) for one in named]
    near = list(pairs(folder))[: EACH // 2]
    asked += [Question("near", Asked(name=f" {name} "), code, False) for name, code, _, _ in near]
    asked += [
        Question("short", Asked(name=core_of(one)), one.id, False)
        for one in short[: EACH - len(near)]
    ]
    return asked


@pytest.fixture(scope="module")
def made(filed: Registry, questions: list[Question]) -> list[Issued]:
    """Their screening, in two certificates."""
    rows = [question.asked for question in questions]
    return [issued(filed, *rows[:500]), issued(filed, *rows[500:])]


def answered(made: Sequence[Issued]) -> list[dict[str, Any]]:
    return [subject for each in made for subject in tree_of(each)["subjects"]]


def test_a_thousand_real_names_are_right_by_code_and_never_the_same_by_name(
    made: list[Issued], questions: list[Question]
) -> None:
    subjects = answered(made)
    assert len(questions) == len(subjects) == 1_000
    for question, subject in zip(questions, subjects, strict=True):
        identity = subject["identity"]
        assert (identity["sureness"] == "certain") is question.is_certain, question
        assert identity["code"] == (question.code if question.is_certain else None), question
        scores = [each["score_centi"] for each in subject["candidates"]]
        assert (
            max(scores, default=0) == 10_000
            if question.is_certain
            else max(scores, default=0) < 10_000
        )


@pytest.mark.parametrize(("way", "floor"), [("name", 0.99), ("near", 0.99), ("short", 0.9)])
def test_by_name_the_right_one_is_suggested_first(
    made: list[Issued], questions: list[Question], way: str, floor: float
) -> None:
    found = [
        [each["code"] for each in subject["candidates"]][:1] == [question.code]
        for question, subject in zip(questions, answered(made), strict=True)
        if question.way == way
    ]
    assert sum(found) / len(found) >= floor


def go_on(registry: Registry, codes: Sequence[str], until: int) -> None:
    """Let the ledger grow to a size: each consents to a public grade, then what costs least."""
    enterer = an_officer(registry, Role.ENTERER)
    since = registry.clock.today()
    with registry.transaction() as session:
        at = registry.clock.now()
        for code in codes:
            number = subjects.by_code(session, code)
            assert number is not None
            consents.record(session, number, since, None, actor=enterer, at=at)
    while (left := until - position(registry)) > 0:
        with registry.transaction() as session:
            act = Act(enterer, registry.clock.now(), since, law_editions.current(session))
            for _ in range(min(left, 2_000)):
                mirrors.confirm(session, MIRRORED, [], act=act, may_be_empty=True)


def test_after_ten_thousand_later_events_certificates_are_the_same_and_their_decisions_too(
    filed: Registry, made: list[Issued], register: tuple[list[Document], Path]
) -> None:
    """It takes some twenty seconds: each event is a command of its own, in its place in the tree.

    Nothing of it is the database's own, so that it runs on one of them.
    """
    if os.environ.get("TEST_DATABASE") == "postgresql":
        pytest.skip("ten thousand events are told to SQLite alone, for the time that they take")
    before = [each.content for each in made]
    later = register[0][EACH : 2 * EACH]
    first = position(filed)
    suspensions = [
        a_record_draft(
            RecordKind.PENALTY, title="虚构的处罚", category="suspend_business",
            severity=Severity.SERIOUS, decided_on=date(2026, 11, 20), served_on=date(2026, 11, 20),
            subject=SubjectReference(one.name, {IdentifierScheme.USCC: one.id}),
        )
        for one in later
    ]  # fmt: skip
    renamed = [
        a_subject_draft(
            name=f"改名后的{one.name}", uscc=one.id, address="虚构市新址一号",
            division_code=one.id[2:8],
        )
        for one in later
    ]  # fmt: skip
    new = [a_subject_draft(number) for number in range(1, 500)]
    deliver(filed, *suspensions)
    deliver(filed, *renamed)
    deliver(filed, *new)
    go_on(filed, [one.id for one in later], first + LATER)
    indexing.follow(filed)
    assert position(filed) >= first + LATER
    for content, each in zip(before, made, strict=True):
        assert verified(filed, each.number).faults == ()
        with filed.reading() as session:
            row = certificates.of_code(session, each.number, each.code)
            assert (
                bytes(row.content)
                == content
                == orjson.dumps(orjson.loads(content), option=orjson.OPT_SORT_KEYS)
            )
            view = filed.view(session, PUBLIC)
            is_later = each is made[0]
            assert certificate_checks.has_changed(session, row, view) is is_later
    assert issued(filed, Asked(code=later[0].id)).content != before[0]

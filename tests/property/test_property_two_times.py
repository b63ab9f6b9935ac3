"""The same pair of times gives officers the same answer for ever, and the public never more."""

from datetime import date, timedelta
from itertools import count

from deeds import DEEDS, History, begin
from hypothesis import HealthCheck, given, settings

from credit_registry.domain.actors import PUBLIC
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.registry import Registry
from credit_registry.web.api.shapes import enterprises, grades, listings, records

SETTINGS = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Deeds = list[tuple[str, int]]
_numbers = count(1)


def told(history: History, **asked: object) -> dict[str, object]:
    """All that an officer is told, the ledger's present size apart."""
    file = history.file(history.officer, **asked)
    answer = enterprises.internal(file) | {
        "records": [records.internal(record) for record in file.records],
        "grade": grades.internal(file.grade),
        "entries": [listings.internal(entry) for entry in file.listings],
    }
    return {key: value for key, value in answer.items() if key != "ledger_position"} | {
        "history": history.chronicle(history.officer, **asked)["events"]
    }


@SETTINGS
@given(DEEDS)
def test_an_officer_who_asks_again_is_told_the_same(registry: Registry, deeds: Deeds) -> None:
    history = begin(registry, next(_numbers))
    answers = []
    for deed in deeds:
        history.do(*deed)
        as_of, known_at = history.pairs[-1]
        asked = {"as_of": as_of, "known_at": known_at}
        answers.append((asked, told(history, **asked)))
    history.today += timedelta(days=400)
    for asked, answer in answers:
        assert told(history, **asked) == answer


def versions(file: CreditFile) -> set[int]:
    """The versions of records and entries that a file holds."""
    return {record.version.id for record in file.records} | {
        entry.version.id for entry in file.listings
    }


@SETTINGS
@given(DEEDS)
def test_a_look_back_shows_the_public_nothing_that_is_not_public_today(
    registry: Registry, deeds: Deeds
) -> None:
    history = begin(registry, next(_numbers))
    for deed in deeds:
        history.do(*deed)
    first = history.today
    for stretch in (0, 150, 370):
        history.today = first + timedelta(days=stretch)
        public_today = versions(history.file(PUBLIC))
        for as_of, known_at in _pairs(history):
            seen = versions(history.file(PUBLIC, as_of=as_of, known_at=known_at))
            assert seen <= public_today


def _pairs(history: History) -> list[tuple[date, int]]:
    """Pairs of times to look back to, the earliest position left out at which nothing is known."""
    return [*history.pairs, *((date(2026, 6, 1), known_at) for _, known_at in history.pairs[::2])]

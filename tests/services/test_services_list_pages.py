"""What is asked of a public list, in which order, and how many came and left in a month."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, on, subject_of
from test_services_entries import NATIONAL, confirm, mirrored
from test_services_listings import Case

from credit_registry.domain.actors import PUBLIC, Role
from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.listings import Step
from credit_registry.domain.records import RecordKind
from credit_registry.services import law_editions
from credit_registry.services.public_lists import list_movements, list_pages, list_questions
from credit_registry.services.public_lists.list_movements import Movement
from credit_registry.services.public_lists.list_pages import ListPage, ListRow
from credit_registry.services.public_lists.list_questions import ListOrder, ListQuestion
from credit_registry.services.registry import Registry

HONOURS = "honours"


@pytest.fixture
def case(registry: Registry) -> Case:
    deliver(registry, a_subject_draft(1))
    return Case(
        registry,
        an_officer(registry, Role.PROPOSER),
        an_officer(registry, Role.DECIDER),
        an_officer(registry, Role.PUBLISHER),
    )


@pytest.fixture
def praised(registry: Registry) -> Registry:
    """Three honoured enterprises in different divisions and sections, decided in three years."""
    drafts = [
        a_subject_draft(
            1, name="虚构市甲家具有限公司", division_code="360782", industry_code="C2110"
        ),
        a_subject_draft(2, name="虚构市乙Paper商店", division_code="360703", industry_code="F51"),
        a_subject_draft(3, name="虚构市丙家具厂", division_code="360702", industry_code="21"),
    ]
    deliver(registry, *drafts)
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2026, 5, 1))
    honours = [
        a_record_draft(RecordKind.HONOUR, number, decided_on=day, effective_from=day)
        for number, day in enumerate(days, start=1)
    ]
    deliver(registry, *honours)
    return registry


def asked(
    registry: Registry,
    list_type: str = HONOURS,
    stated: Mapping[str, object] = MappingProxyType({}),
) -> ListPage:
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        question = ListQuestion(**stated)  # type: ignore[arg-type] # fields by name
        view = registry.view(session, PUBLIC)
        found = list_questions.wanted(question, edition, view.as_of)
        kind = edition.list_types[list_type]
        page = list_pages.on_list(session, kind, view, found)
        rows = list(list_pages.all_rows(session, kind, view, found))
        assert tuple(rows) == page.rows
        assert len(rows) == page.total
        return page


def codes(page: ListPage) -> list[str | None]:
    return [row.code for row in page.rows]


@pytest.mark.parametrize(
    ("stated", "numbers"),
    [
        ({}, [3, 2, 1]),
        ({"order": ListOrder.OLDEST}, [1, 2, 3]),
        ({"order": ListOrder.NAME}, [3, 2, 1]),
        ({"text": "家具"}, [3, 1]),
        ({"text": "paper"}, [2]),
        ({"text": "%"}, []),
        ({"text": a_uscc(2)[8:].lower()}, [2]),
        ({"industry": "C"}, [3, 1]),
        ({"industry": "F"}, [2]),
        ({"division": "360703"}, [2, 1]),
        ({"division": "360782"}, [2, 1]),
        ({"division": "360702"}, [3]),
        ({"division": "360700"}, [3, 2, 1]),
        ({"decided_from": date(2025, 1, 1)}, [3, 2]),
        ({"decided_to": date(2025, 1, 1)}, [2, 1]),
        ({"decided_from": date(2025, 1, 1), "decided_to": date(2025, 12, 31)}, [2]),
        ({"text": "家具", "decided_from": date(2026, 1, 1)}, [3]),
    ],
    ids=[
        "everything", "oldest", "name", "part-of-a-name", "letters-of-either-case", "no-wildcard",
        "part-of-a-code", "section-with-and-without-letter", "another-section",
        "division-with-its-former-code", "division-by-its-former-code", "another-division",
        "all-below-a-division", "from-a-day",
        "to-a-day", "a-year", "two-filters",
    ],
)  # fmt: skip
def test_a_filter_leaves_what_it_says(
    praised: Registry, stated: dict[str, object], numbers: list[int]
) -> None:
    assert codes(asked(praised, stated=stated)) == [a_uscc(number) for number in numbers]


@pytest.mark.parametrize("order", list(ListOrder))
def test_every_order_is_read_to_its_end_page_by_page(praised: Registry, order: ListOrder) -> None:
    whole = asked(praised, stated={"order": order}).rows
    with praised.reading() as session:
        edition = law_editions.current(session).edition
        view = praised.view(session, PUBLIC)
        wanted = list_questions.wanted(ListQuestion(order=order), edition, view.as_of)
        kind, after = edition.list_types[HONOURS], None
        read: list[ListRow] = []
        while True:
            page = list_pages.on_list(session, kind, view, wanted, after=after, limit=1)
            read += page.rows
            rest = list_pages.all_rows(session, kind, view, wanted, page.after)
            if (after := page.after) is None:
                break
            assert [*read, *rest] == list(whole)
    assert tuple(read) == whole


@pytest.mark.parametrize(
    ("stated", "pointer"),
    [
        ({"division": "123456"}, "/division"),
        ({"industry": "9"}, "/industry"),
        ({"text": "11010519491231002X"}, "/q"),
    ],
    ids=["division", "industry", "personal-number"],
)
def test_what_is_on_no_table_is_refused(
    praised: Registry, stated: dict[str, object], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        asked(praised, stated=stated)
    assert [error.pointer for error in refused.value.errors] == [pointer]


def movement(registry: Registry, list_type: str, day: date) -> Movement:
    on(registry, day)
    with registry.reading() as session:
        kind = law_editions.current(session).edition.list_types[list_type]
        return list_movements.this_month(session, kind, day)


def test_who_came_and_who_left_is_counted_by_the_month(case: Case, registry: Registry) -> None:
    assert case.publish().version.stepped_on == date(2026, 12, 1)
    black = "serious_violation"
    assert movement(registry, black, date(2026, 12, 31)) == Movement(date(2026, 12, 1), 1, 0)
    assert movement(registry, black, date(2027, 1, 1)) == Movement(date(2027, 1, 1), 0, 0)


def test_what_is_taken_off_on_the_day_of_its_publication_has_left(
    case: Case, registry: Registry
) -> None:
    case.publish()
    case.step(
        Step.WITHDRAW, case.decider, 5, document_number="移1号", note="撤销",
    )  # fmt: skip
    on(registry, case.today)
    assert asked(registry, "serious_violation").rows == ()


def test_a_mirrored_entry_leaves_by_the_day_alone_and_counts_once(registry: Registry) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    first, second = subject_of(registry), subject_of(registry, a_uscc(2))
    monday = date(2026, 11, 23)
    confirm(registry, monday, mirrored(first), mirrored(second))
    assert movement(registry, NATIONAL, monday) == Movement(date(2026, 11, 1), 2, 0)
    assert movement(registry, NATIONAL, date(2026, 11, 30)).left == 0
    assert movement(registry, NATIONAL, date(2026, 12, 1)) == Movement(date(2026, 12, 1), 0, 2)
    assert movement(registry, NATIONAL, date(2027, 1, 1)) == Movement(date(2027, 1, 1), 0, 0)


def test_an_honour_leaves_on_the_day_after_its_last(registry: Registry) -> None:
    last = date(2026, 11, 30)
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(RecordKind.HONOUR, effective_to=last))
    assert movement(registry, HONOURS, last) == Movement(date(2026, 11, 1), 1, 0)
    assert movement(registry, HONOURS, date(2026, 12, 1)) == Movement(date(2026, 12, 1), 0, 1)
    assert movement(registry, HONOURS, date(2027, 1, 1)).left == 0


def test_a_line_is_had_by_itself_only_while_it_is_public(case: Case, registry: Registry) -> None:
    number = case.publish().listing_id
    for day, is_there in ((date(2029, 12, 1), True), (date(2029, 12, 2), False)):
        on(registry, day)
        with registry.reading() as session:
            kind = law_editions.current(session).edition.list_types["serious_violation"]
            row = list_pages.one(session, kind, registry.view(session, PUBLIC), number)
        assert (row is not None) is is_there


def test_a_mirrored_line_says_when_it_was_confirmed_and_until_when_it_is_shown(
    registry: Registry,
) -> None:
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    first, second = subject_of(registry), subject_of(registry, a_uscc(2))
    monday, early = date(2026, 11, 23), date(2026, 11, 25)
    confirm(registry, monday, mirrored(first), mirrored(second, until=early))
    rows = {row.code: row for row in asked(registry, NATIONAL).rows}
    assert {row.confirmed_on for row in rows.values()} == {monday}
    assert rows[a_uscc(1)].shown_until == date(2026, 11, 30)
    assert rows[a_uscc(2)].shown_until == early

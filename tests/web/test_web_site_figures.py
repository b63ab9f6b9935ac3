"""Figures: samplings as they came out, told of no few, beside lists and the plan's targets."""

from __future__ import annotations

from datetime import date

import pytest
import served
import statements
from builders import a_record_draft, a_subject_draft
from filings import file_of, withdraw
from flask.testing import FlaskClient
from page_elements import Page
from served import PLAIN, Served

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.proportions import Proportion
from credit_registry.domain.records import Level, RecordKind, RecordState
from credit_registry.services import law_editions
from credit_registry.services.records import sampling_rates
from credit_registry.services.records.sampling_rates import SamplingRates

MAKER = 6


def a_sampling(day: date, outcome: str = "passed", **changes: object) -> RecordDraft:
    return a_record_draft(
        RecordKind.SAMPLING, MAKER, occurred_on=day, served_on=day, first_displayed_on=day,
        outcome=outcome, category="ordinary" if outcome == "failed" else None, **changes,
    )  # fmt: skip


def file_samplings(filled: Served, *drafts: RecordDraft) -> None:
    registry = filled.registry
    served.deliver(registry, filled.enterer, "maker", [a_subject_draft(MAKER, industry_code="C21")])
    served.deliver(registry, filled.enterer, "samplings", drafts)


def rates(filled: Served) -> SamplingRates:
    registry = filled.registry
    with registry.reading() as session:
        edition = law_editions.current(session).edition
        view = registry.view(session, filled.enterer)
        return sampling_rates.of_years(session, view, edition)


def test_a_sampling_counts_in_the_year_in_which_it_was_taken(filled: Served) -> None:
    file_samplings(
        filled,
        a_sampling(date(2024, 12, 31)),
        a_sampling(date(2025, 1, 1), "failed"),
        a_sampling(date(2025, 12, 31), level=Level.PROVINCIAL),
        a_sampling(date(2021, 12, 31)),
    )
    found = rates(filled)
    assert found.years == {2024: Proportion(1, 1), 2025: Proportion(1, 2)}
    assert found.by_industry[2025] == {"C": Proportion(1, 2)}
    assert sum(each.whole for each in found.by_division[2025].values()) == 2
    assert found.higher == {2025: Proportion(1, 1)}


def test_what_came_to_nothing_or_was_taken_back_does_not_count(filled: Served) -> None:
    day = date(2026, 2, 2)
    file_samplings(
        filled,
        a_sampling(day),
        a_sampling(day, "failed"),
        a_record_draft(
            RecordKind.SAMPLING, MAKER, occurred_on=day, outcome="failed", category="recheck"
        ),
        a_record_draft(RecordKind.SAMPLING, MAKER, occurred_on=day, outcome="refused"),
    )
    assert rates(filled).years == {2026: Proportion(1, 2)}
    of_maker = file_of(filled.registry, filled.enterer, subject_id=filled.subject_id(MAKER))
    failed = next(
        each
        for each in of_maker.records
        if each.version.outcome == "failed" and each.version.category == "ordinary"
    )
    withdraw(filled.registry, failed.record_id, RecordState.ANNULLED)
    assert rates(filled).years == {2026: Proportion(1, 1)}


def text_of(client: FlaskClient, path: str) -> str:
    return " ".join(Page(client.get(path).text).text.split())


def test_nine_are_not_told_of_and_ten_are_with_their_interval(
    client: FlaskClient, filled: Served
) -> None:
    few = [a_sampling(date(2025, 3, 3), level=Level.NATIONAL) for _ in range(9)]
    file_samplings(filled, *few)
    text = text_of(client, "/figures?year=2025")
    assert "样本少，不显示（下限 10 批次）" in text
    assert "100.00%" not in text
    assert "样本少于 10 批次，不测算" in text
    served.deliver(
        filled.registry, filled.enterer, "one", [a_sampling(date(2025, 4, 4), level=Level.NATIONAL)]
    )
    text = text_of(client, "/figures?year=2025")
    assert "72.25%—100.00%" in text
    assert "制造业产品质量抽查合格率" in text
    assert "100.00%（10 批次） 达到" in text
    assert "100.00% (10 samples) reached" in text_of(client, "/en/figures?year=2025")


@pytest.mark.parametrize("year", ["2021", "2027", "x", ""])
def test_a_year_that_is_not_told_of_is_refused(
    client: FlaskClient, filled: Served, year: str
) -> None:
    assert client.get(f"/figures?year={year}").status_code == 400
    assert client.get("/figures?year=2022").status_code == 200


def test_nobody_is_named_and_the_statements_are_as_many_however_much_there_is(
    client: FlaskClient, filled: Served
) -> None:
    client.get("/figures")
    served.deliver(
        filled.registry, filled.enterer, "p", [a_record_draft(RecordKind.SAMPLING, PLAIN)]
    )
    with statements.counted(filled.registry.database) as few:
        text = client.get("/figures").text
    assert filled.code(PLAIN) not in text
    file_samplings(filled, *(a_sampling(date(2026, 1, day)) for day in range(1, 20)))
    with statements.counted(filled.registry.database) as many:
        client.get("/figures")
    assert few.count == many.count

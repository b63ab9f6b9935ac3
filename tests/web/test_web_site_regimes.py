"""The law's page and its reading by programs, and what officers are told of a display."""

from datetime import date

import pytest
from builders import a_record_draft, a_subject_draft
from editions import edited, load
from filings import deliver, file_of, on
from flask.testing import FlaskClient
from page_elements import Page

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.registry import Registry


def test_the_page_shows_the_regimes_with_how_far_each_was_checked(client: FlaskClient) -> None:
    chinese = Page(client.get("/law").text).text
    for words in (
        "市场监督管理行政处罚信息公示规定（国家市场监督管理总局令第45号）第2、13、14条",
        "条文已核对",
        "首次公示日期（未记载的，自认定日期）",
        "新旧规定不一致时从短",
    ):
        assert words in chinese
    english = Page(client.get("/en/law").text).text
    assert "SAMR Order No. 107" in english
    assert "The shorter display wins" in english


def test_programs_read_bands_clock_precedence_and_transition(client: FlaskClient) -> None:
    answer = client.get("/api/v1/law/editions/current").get_json()
    regimes = {each["code"]: each for each in answer["regimes"]}
    assert list(regimes) == ["registry", "order_45", "order_107", "order_36", "safety_alerts"]
    old = regimes["order_45"]
    assert (old["since"], old["until"]) == ("2021-09-01", "2025-12-24")
    assert (old["clock"], old["otherwise"]) == ("first_displayed_on", "decided_on")
    assert (old["precedence"], old["transition"]["code"]) == (2, "shorter_wins")
    assert old["bands"][1]["maximum"] == {"amount": 3, "unit": "years"}
    assert regimes["order_36"]["bands"][0]["maximum"] is None


def test_an_edition_of_a_single_regime_is_shown_too(
    registry: Registry, client: FlaskClient
) -> None:
    load(registry, edited("publication_regimes.yaml", "  clock: decided_on\n", ""))
    assert client.get("/law").status_code == 200


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 31), "尚未公示：未到公示起始日"),
        (date(2027, 6, 2), "已停止公示：公示期届满"),
    ],
    ids=["the day before", "the day after"],
)
def test_officers_are_told_why_a_record_is_not_public_on_a_day(
    registry: Registry, officers: dict[Role, FlaskClient], day: date, words: str
) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft())
    (record,) = file_of(registry).records
    on(registry, day)
    page = officers[Role.REVIEWER].get(f"/desk/records/{to_public(record.record_id)}")
    assert words in Page(page.text).text

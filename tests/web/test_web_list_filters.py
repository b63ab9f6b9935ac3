"""A filtered list is the same on its page, in the API and in every file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
import served
from builders import a_record_draft, a_subject_draft, a_uscc
from flask.testing import FlaskClient
from page_elements import Page
from served import Served
from test_web_list_removals import words

from credit_registry.domain.records import RecordKind

API, PAGE = "/api/v1/lists/honours/entries", "/lists/red/honours"
FIRST, SECOND, THIRD = 11, 12, 13


@pytest.fixture
def praised(filled: Served) -> Served:
    """Three honoured enterprises more, in different divisions and sections."""
    places = {FIRST: ("360782", "C2110"), SECOND: ("360703", "F51"), THIRD: ("360702", "21")}
    days = {FIRST: date(2024, 12, 31), SECOND: date(2025, 1, 1), THIRD: date(2026, 5, 1)}
    drafts = [
        a_subject_draft(number, division_code=division, industry_code=industry)
        for number, (division, industry) in places.items()
    ]
    served.deliver(filled.registry, filled.enterer, "more", drafts)
    honours = [
        a_record_draft(RecordKind.HONOUR, number, decided_on=day, effective_from=day)
        for number, day in days.items()
    ]
    served.deliver(filled.registry, filled.enterer, "praise", honours)
    return filled


def in_every_form(client: FlaskClient, query: str) -> Iterator[tuple[str, list[str]]]:
    """The codes that each form of the list names, in its order."""
    shown = client.get(f"{API}?{query}").get_json()
    assert shown["total"] == len(shown["entries"])
    yield "api", [row["code"] for row in shown["entries"]]
    lines = client.get(f"{API}?{query}", headers={"Accept": "application/x-ndjson"})
    yield "ndjson", [json.loads(line)["code"] for line in lines.data.splitlines()]
    page = client.get(f"{PAGE}?{query}")
    assert page.status_code == 200
    yield (
        "page",
        [text for text in Page(page.text).texts if text.startswith("91") and len(text) == 18],
    )
    table = csv.DictReader(
        io.StringIO(client.get(f"{PAGE}.csv?{query}").text.removeprefix("\ufeff"))
    )
    yield "csv", [row["统一社会信用代码"] for row in table]
    whole = json.loads(client.get(f"{PAGE}.json?{query}").data)
    yield "json", [row["code"] for row in whole["entries"]]
    for form in ("xlsx", "atom"):
        text = words(client.get(f"{PAGE}.{form}?{query}"))
        names = {number: f"虚构市第{number}制造有限公司" for number in (1, FIRST, SECOND, THIRD)}
        found = sorted((text.index(name), number) for number, name in names.items() if name in text)
        yield form, [a_uscc(number) for _, number in found]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("division=360703", [SECOND, FIRST]),
        ("industry=C&sort=oldest", [FIRST, THIRD]),
        ("year=2025&division=360700", [SECOND]),
        ("decided_from=2025-01-01&decided_to=2026-05-01&industry=F", [SECOND]),
        ("division=360700&sort=name", [FIRST, SECOND, THIRD]),
        (f"q={a_uscc(THIRD)}", [THIRD]),
        ("q=第1", [THIRD, 1, SECOND, FIRST]),
        ("q=没有这样的名称", []),
    ],
    ids=["division", "industry", "year", "days", "by-name", "code", "part-of-a-name", "nobody"],
)  # fmt: skip
def test_a_filtered_list_is_the_same_in_every_form(
    client: FlaskClient, praised: Served, query: str, numbers: list[int]
) -> None:
    expected = [a_uscc(number) for number in numbers]
    for form, codes in in_every_form(client, query):
        assert codes == expected, form


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("divison=360703", "/divison"),
        ("division=999999", "/division"),
        ("industry=X", "/industry"),
        ("year=20255", "/year"),
        ("decided_from=gestern", "/decided_from"),
        ("sort=grade", "/sort"),
    ],
    ids=["mistyped", "division", "industry", "year", "day", "order"],
)
def test_what_is_not_understood_is_refused_by_api_and_files(
    client: FlaskClient, praised: Served, query: str, pointer: str
) -> None:
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == 400
    assert pointer in [each["pointer"] for each in answer.get_json()["errors"]]
    for form in ("csv", "json", "xlsx", "atom"):
        assert client.get(f"{PAGE}.{form}?{query}").status_code == 400, form


def test_a_faulty_filter_is_told_beside_its_field_and_what_was_typed_stays(
    client: FlaskClient, praised: Served
) -> None:
    answer = client.get(f"{PAGE}?decided_from=gestern&q=家具")
    assert answer.status_code == 400
    page = Page(answer.text)
    (field,) = (each for each in page.all("input") if each.get("name") == "decided_from")
    assert field["aria-invalid"] == "true"
    assert [each["value"] for each in page.all("input") if each.get("name") == "q"] == ["家具"]
    assert "日期无法识别" in page.text
    assert "没有符合这些条件的条目" not in page.text


def test_an_identity_number_is_not_searched_for(client: FlaskClient, praised: Served) -> None:
    number = "11010519491231002X"
    assert client.get(f"{API}?q={number}").status_code == 400
    assert client.get(f"{PAGE}?q={number}").status_code == 400
    assert client.get(f"{PAGE}.csv?q={number}").status_code == 400


def test_an_empty_answer_says_why_and_what_next(client: FlaskClient, praised: Served) -> None:
    filtered = Page(client.get(f"{PAGE}?q=没有这样的名称").text)
    assert "没有符合这些条件的条目" in filtered.text
    assert PAGE in [each["href"] for each in filtered.all("a")]
    empty = Page(client.get("/lists/black/serious_violation").text)
    assert "目前没有主体在此名单上" in empty.text
    assert "不等于没有其他信用记录" in empty.text


def test_a_filtered_page_offers_the_files_of_what_it_shows(
    client: FlaskClient, praised: Served
) -> None:
    links = [
        str(each["href"]) for each in Page(client.get(f"{PAGE}?year=2025&q=制造").text).all("a")
    ]
    for form in ("csv", "xlsx", "json", "atom"):
        (found,) = (link for link in links if f"honours.{form}" in link)
        assert "year=2025" in found
        assert "q=" in found


def test_a_file_that_has_not_changed_is_not_sent_again(
    client: FlaskClient, praised: Served
) -> None:
    for form in ("csv", "xlsx", "json", "atom"):
        first = client.get(f"{PAGE}.{form}")
        tag = {"If-None-Match": first.headers["ETag"]}
        assert client.get(f"{PAGE}.{form}", headers=tag).status_code == 304, form
        head = client.head(f"{PAGE}.{form}")
        assert head.headers["Content-Length"] == str(len(first.data)), form
        assert client.get(f"/en{PAGE}.{form}", headers=tag).status_code == 200, form


@pytest.mark.parametrize(
    "path",
    [
        "/lists/black/honours", "/lists/black/honours.csv", "/lists/red/none", "/lists/watch/none",
        "/lists/red/honours/0000000000001", "/lists/red/honours/none", "/api/v1/lists/none/entries",
    ],
)  # fmt: skip
def test_what_is_no_public_list_or_entry_is_not_found(
    client: FlaskClient, praised: Served, path: str
) -> None:
    assert client.get(path).status_code == 404

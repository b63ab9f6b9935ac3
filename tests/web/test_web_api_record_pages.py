"""The records of an enterprise in pages: all of them, each once, in as many statements as ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver, file_of, merge, position, subject_of
from flask.testing import FlaskClient
from signed_in import OfficerClient
from statements import counted

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.services.registry import Registry

RECORDS = f"/api/v1/enterprises/{a_uscc(1)}/records"


@pytest.fixture
def on_file(registry: Registry) -> Registry:
    """An enterprise with two dozen records, many of one day, and some that are not public."""
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        *(a_record_draft(decided_on=date(2026, 5, 1 + number // 4)) for number in range(16)),
        *(a_record_draft(severity=Severity.UNDETERMINED) for _ in range(3)),
        *(a_record_draft(kind) for kind in RecordKind),
    )
    return registry


def pages(client: FlaskClient, limit: int, also: str = "") -> list[list[str]]:
    """The document numbers of every page, by following the links."""
    found, address = [], f"{RECORDS}?limit={limit}{also}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        body = answer.get_json()
        found.append([record["document_number"] for record in body["records"]])
        link = answer.headers.get("Link", "")
        assert bool(link) is (body["next"] is not None)
        address = link.partition(">")[0].removeprefix("<")
        assert not urlsplit(address).netloc
    return found


@pytest.mark.parametrize("limit", [1, 5, 20, 21, 200])
def test_pages_hold_every_public_record_once_in_order(
    on_file: Registry, client: FlaskClient, limit: int
) -> None:
    found = pages(client, limit)
    expected = [record.document_number for record in file_of(on_file).records]
    assert [number for page in found for number in page] == expected
    assert len(expected) == 16 + len(set(RecordKind) - {RecordKind.COMPLAINT})
    assert all(len(page) == limit for page in found[:-1])
    assert 0 < len(found[-1]) <= limit


def test_an_officers_pages_hold_what_is_withheld_too(
    on_file: Registry, officers: Mapping[Role, OfficerClient]
) -> None:
    found = [number for page in pages(officers[Role.AUDITOR], 7) for number in page]
    assert len(found) == len(set(found)) == 19 + len(RecordKind)


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_pages_hold_the_records_of_a_duplicate_too(
    on_file: Registry, client: FlaskClient, limit: int
) -> None:
    deliver(on_file, a_subject_draft(2))
    deliver(on_file, *(a_record_draft(number=2) for _ in range(5)))
    merge(on_file, subject_of(on_file, a_uscc(2)), subject_of(on_file))
    before = position(on_file)
    found = [number for page in pages(client, limit) for number in page]
    everything = file_of(on_file).records
    assert found == [record.document_number for record in everything]
    assert sum(record.earned_by is not None for record in everything) == 5
    deliver(on_file, *(a_record_draft() for _ in range(4)))
    assert len([n for page in pages(client, limit) for n in page]) == len(found) + 4
    then = pages(client, limit, f"&known_at={before}")
    assert [number for page in then for number in page] == found


def test_a_page_goes_on_where_it_ended_whatever_has_come_since(
    on_file: Registry, client: FlaskClient
) -> None:
    whole = client.get(f"{RECORDS}?limit=200").get_json()["records"]
    first = client.get(f"{RECORDS}?limit=5").get_json()
    deliver(on_file, *(a_record_draft(decided_on=date(2026, 6, 1)) for _ in range(3)))
    rest = client.get(f"{RECORDS}?limit=200&after={first['next']}").get_json()["records"]
    known = [record["id"] for record in whole]
    assert [record["id"] for record in rest if record["id"] in known] == known[5:]


def test_a_cursor_is_good_for_its_own_question_alone(
    on_file: Registry, client: FlaskClient
) -> None:
    cursor = client.get(f"{RECORDS}?limit=2").get_json()["next"]
    assert client.get(f"{RECORDS}?limit=2&after={cursor}&as_of=2026-06-01").status_code == 400
    assert client.get(f"{RECORDS}?limit=2&after={cursor}x").status_code == 400


def test_a_page_costs_as_many_statements_whatever_there_is(
    on_file: Registry, client: FlaskClient
) -> None:
    client.get(RECORDS)
    with counted(on_file.database) as few:
        client.get(f"{RECORDS}?limit=2")
    deliver(on_file, *(a_record_draft() for _ in range(60)))
    with counted(on_file.database) as many:
        client.get(f"{RECORDS}?limit=50")
    assert few.count == many.count

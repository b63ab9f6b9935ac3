"""Pages to the end: by cursor, by the Link header, and as one stream of lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import served
from builders import a_record_draft
from flask.testing import FlaskClient
from served import PRAISED, Served
from signed_in import officer_client

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind
from credit_registry.services.registry import Registry

NDJSON = "application/x-ndjson"
PAGED = [
    ("/lists/honours/entries?limit=2", "entries", 5),
    ("/changes?limit=2", "changes", 6),
    ("/search?q=虚构市&limit=2", "hits", 3),
    ("/search?q=虚构市&limit=1&sort=name", "hits", 3),
]


@pytest.fixture
def filled(filled: Served, registry: Registry) -> Served:
    """Three enterprises with five honours and a penalty that are public."""
    holders = enumerate((1, 2, 3, 1), start=1)
    more = [a_record_draft(RecordKind.HONOUR, holder, title=f"奖{n}") for n, holder in holders]
    served.deliver(registry, filled.enterer, "more", more)
    return filled


def page(client: FlaskClient, path: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = json.loads(answer.data)
    return found


def rows_by_link(client: FlaskClient, path: str, name: str) -> list[dict[str, Any]]:
    """All rows, from page to page by the Link header alone."""
    address: str | None = f"/api/v1{path}"
    found: list[dict[str, Any]] = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        found += answer.json[name]
        link = answer.headers.get("Link", "")
        address = link.removeprefix("<").partition(">")[0] or None
        if link:
            assert link.endswith('>; rel="next"')
            assert answer.json["next"]
    return found


@pytest.mark.parametrize(("path", "name", "total"), PAGED)
def test_pages_lead_to_the_end_and_are_the_whole(
    client: FlaskClient, filled: Served, path: str, name: str, total: int
) -> None:
    paged = rows_by_link(client, path, name)
    whole = rows_by_link(client, path.replace("limit=2", "limit=50"), name)
    assert paged == whole
    assert len(paged) == total
    assert len({json.dumps(row, sort_keys=True) for row in paged}) == total


@pytest.mark.parametrize(("path", "name", "total"), PAGED)
def test_the_stream_is_the_pages_line_by_line(
    client: FlaskClient, filled: Served, path: str, name: str, total: int
) -> None:
    streamed = client.get(f"/api/v1{path}", headers={"Accept": NDJSON})
    assert streamed.mimetype == NDJSON
    assert "ETag" not in streamed.headers
    lines = [json.loads(line) for line in streamed.data.splitlines()]
    assert lines == rows_by_link(client, path, name)
    assert len(lines) == total


def test_deliveries_are_paged_too(client: FlaskClient, filled: Served) -> None:
    officer = officer_client(client.application, filled.enterer)
    paged = rows_by_link(officer, "/batches?limit=1", "batches")
    whole = page(officer, "/batches")
    assert paged == whole["batches"]
    assert whole["next"] is None
    assert [each["filename"] for each in paged] == ["more.csv", "records.csv", "subjects.csv"]


def test_a_stream_begins_where_the_cursor_stands(client: FlaskClient, filled: Served) -> None:
    path = "/lists/honours/entries?limit=2"
    first = page(client, path)
    rest = client.get(f"/api/v1{path}&after={first['next']}", headers={"Accept": NDJSON})
    whole = rows_by_link(client, path, "entries")
    assert [json.loads(line) for line in rest.data.splitlines()] == whole[2:]


@pytest.mark.parametrize(
    "path",
    [
        "/lists/serious_violation/entries?after={cursor}",
        "/lists/honours/entries?as_of=2026-11-01&after={cursor}",
        "/lists/honours/entries?after={cursor}x",
        "/lists/honours/entries?after=nonsense",
        "/search?q=虚构市&after={cursor}",
    ],
)
def test_a_cursor_is_good_for_its_own_question_alone(
    client: FlaskClient, filled: Served, path: str
) -> None:
    cursor = page(client, "/lists/honours/entries?limit=1")["next"]
    problem = page(client, path.format(cursor=cursor), 400)
    assert problem["errors"][0]["pointer"] == "/after"
    assert problem["errors"][0]["accepted"]


@pytest.mark.parametrize(
    "path", ["/lists/honours/entries", "/changes", "/search?q=虚构市", "/suggestions?q=虚构"]
)
@pytest.mark.parametrize("limit", ["0", "-1", "100000", "many"])
def test_a_page_has_its_bounds(client: FlaskClient, filled: Served, path: str, limit: str) -> None:
    joint = "&" if "?" in path else "?"
    problem = page(client, f"{path}{joint}limit={limit}", 400)
    assert problem["errors"][0]["pointer"] == "/limit"


def test_the_feed_goes_on_where_it_was_left(client: FlaskClient, filled: Served) -> None:
    first = page(client, "/changes?limit=1")
    rest = page(client, f"/changes?after={first['next']}")
    titles = [change["title"] for change in (*first["changes"], *rest["changes"])]
    assert sorted(titles) == ["公开的处罚", "奖1", "奖2", "奖3", "奖4", "市长质量奖"]
    end = page(client, f"/changes?after={rest['next']}")
    assert (end["changes"], end["next"]) == ([], rest["next"])
    more = [a_record_draft(RecordKind.HONOUR, 2, title="又一个奖")]
    served.deliver(filled.registry, filled.enterer, "yet more", more)
    fresh = page(client, f"/changes?after={rest['next']}")
    assert [change["title"] for change in fresh["changes"]] == ["又一个奖"]


def test_a_search_says_why_it_found(client: FlaskClient, filled: Served) -> None:
    answer = page(client, f"/search?q={filled.code(PRAISED)}")
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert hit["code"] == filled.code(PRAISED)
    assert hit["reason"]
    assert hit["grade"] is None


def test_a_search_is_filtered(client: FlaskClient, filled: Served) -> None:
    assert page(client, "/search?q=虚构市&standing=operating")["total"] == 3
    assert page(client, "/search?q=虚构市&standing=revoked")["total"] == 0


def test_an_officer_without_a_session_sees_no_deliveries(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    page(client, "/batches", 401)
    assert page(officers[Role.AUDITOR], "/batches")["batches"]

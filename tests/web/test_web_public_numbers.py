"""No identity or telephone number of a text reaches the public, however it was stored."""

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver
from flask.testing import FlaskClient

from credit_registry.domain.records import RecordKind
from credit_registry.services.registry import Registry

IDENTITY, MOBILE = "11010519491231002X", "13800138000"
TITLE = f"虚构的记录，联系人{IDENTITY}，电话{MOBILE}"
CODE = a_uscc(1)
PATHS = [
    "/",
    f"/e/{CODE}",
    f"/en/e/{CODE}",
    f"/e/{CODE}/records",
    f"/e/{CODE}/restoration",
    f"/e/{CODE}/profiles",
    "/lists/red/honours",
    "/lists/red/honours.csv",
    "/lists/red/honours.json",
    "/lists/red/honours.atom",
    "/api/v1/changes",
    f"/api/v1/enterprises/{CODE}",
    f"/api/v1/enterprises/{CODE}/records",
    f"/api/v1/enterprises/{CODE}/history",
    f"/api/v1/enterprises/{CODE}/evaluation",
    f"/api/v1/enterprises/{CODE}/restoration",
    f"/api/v1/search?q={CODE}",
]


@pytest.fixture
def stored(registry: Registry) -> Registry:
    """A registry whose records were stored before texts were looked through."""
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        a_record_draft(
            title=TITLE,
            detail={
                "facts": f"当事人{IDENTITY}无证生产",
                "content": f"罚款，联系电话{MOBILE}",
                "permit": f"许可证{MOBILE}",
            },
        ),
        a_record_draft(RecordKind.HONOUR, title=TITLE),
        a_record_draft(RecordKind.SAMPLING, title=TITLE, detail={"report_number": IDENTITY}),
    )
    return registry


@pytest.mark.parametrize("path", PATHS)
def test_no_public_page_shows_a_number(stored: Registry, client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert IDENTITY not in answer.text
    assert MOBILE not in answer.text


def test_the_words_around_a_number_are_shown(stored: Registry, client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/enterprises/{CODE}/records").get_json()
    records = answer["records"]
    assert {record["title"] for record in records} == {"虚构的记录，联系人***，电话***"}
    (penalty,) = [each for each in records if each["kind"]["code"] == "administrative_penalty"]
    shown = {name: each["value"] for name, each in penalty["detail"].items()}
    assert shown["facts"] == "当事人***无证生产"
    assert shown["content"] == "罚款，联系电话***"

"""Use profiles in the interface and on the site: sources, audiences, and what is never said."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc
from filings import deliver, subject_of
from flask.testing import FlaskClient
from page_elements import Page
from signed_in import OfficerClient

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import Disclosure, RecordKind, Severity
from credit_registry.services.registry import Registry

PROFILES = ("bank_credit", "government_procurement", "qualification_awards", "works_tendering")
TOLD = ("outcome", "reasons", "gaps", "summary", "next_change_on")
SECRET = "不公开的停产处罚"
ARTICLES = re.compile(r"第[\d、]+条|articles [\d, ]+\d")
READ = {"第22条", "第19条", "articles 22", "articles 19"}


@pytest.fixture
def filed(registry: Registry) -> Registry:
    """One suspended and in the directory, one with an internal record, one without any."""
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 3)))
    suspension: dict[str, Any] = {"category": "suspend_business", "severity": Severity.SERIOUS}
    deliver(
        registry,
        a_record_draft(number=1, title="责令停产停业", **suspension),
        a_record_draft(RecordKind.ABNORMAL_OPERATIONS, 1),
        a_record_draft(number=2, title=SECRET, disclosure=Disclosure.INTERNAL, **suspension),
    )
    return registry


def answer(client: FlaskClient, number: int, profile: str, language: str = "zh") -> dict[str, Any]:
    path = f"/api/v1/enterprises/{a_uscc(number)}/profiles/{profile}"
    found = client.get(path, headers={"Accept-Language": language})
    assert found.status_code == 200, found.text
    body: dict[str, Any] = json.loads(found.data)
    return body


@pytest.mark.usefixtures("filed")
def test_a_bar_names_its_record_its_articles_and_its_last_day(client: FlaskClient) -> None:
    body = answer(client, 1, "government_procurement")
    assert body["outcome"] == {"code": "barred", "label": "存在禁止情形"}
    bar = next(each for each in body["reasons"] if each["row_code"] == "GP-1")
    assert [each["instrument"] for each in bar["bases"]] == [
        "中华人民共和国政府采购法第22条",
        "中华人民共和国政府采购法实施条例第19条",
    ]
    assert {each["verification"]["code"] for each in bar["bases"]} == {"article"}
    (ground,) = bar["grounds"]
    assert (ground["title"], ground["until"]) == ("责令停产停业", "2029-06-01")
    assert "is_public" not in ground
    assert len(body["profile"]["version"]) == 64


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_article_that_nobody_has_checked_is_told(client: FlaskClient, language: str) -> None:
    headers = {"Accept-Language": language}
    texts = [client.get("/api/v1/profiles", headers=headers).text]
    texts += [
        json.dumps(answer(client, 1, code, language), ensure_ascii=False) for code in PROFILES
    ]
    prefix = "/en" if language == "en" else ""
    texts.append(client.get(f"{prefix}/e/{a_uscc(1)}/profiles").text)
    told = " ".join(texts)
    assert "企业信息公示暂行条例" in told or "Interim Regulations" in told
    assert set(ARTICLES.findall(told)) <= READ
    assert ARTICLES.findall(texts[0])
    assert '"articles"' not in texts[0]


@pytest.mark.usefixtures("filed")
def test_an_internal_record_reaches_officers_alone(
    client: FlaskClient, officers: dict[Role, OfficerClient]
) -> None:
    public = answer(client, 2, "government_procurement")
    assert (public["outcome"]["code"], public["reasons"]) == ("no_bar_found", [])
    assert public["next_change_on"] is None
    page = client.get(f"/e/{a_uscc(2)}/profiles").text
    assert SECRET not in json.dumps(public, ensure_ascii=False) + page
    officer = answer(officers[Role.AUDITOR], 2, "government_procurement")
    assert officer["outcome"]["code"] == "needs_review"
    (ground,) = officer["reasons"][0]["grounds"]
    assert (ground["title"], ground["is_public"]) == (SECRET, False)
    again = answer(client, 2, "government_procurement")
    assert [again[name] for name in TOLD] == [public[name] for name in TOLD]


@pytest.mark.usefixtures("filed")
def test_an_unknown_profile_is_404_and_names_those_there_are(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/enterprises/{a_uscc(1)}/profiles/housing")
    assert found.status_code == 404
    assert found.mimetype == "application/problem+json"
    assert all(code in found.text for code in PROFILES)


@pytest.mark.usefixtures("filed")
def test_before_the_profiles_there_is_none(client: FlaskClient) -> None:
    body = json.loads(client.get("/api/v1/profiles?as_of=2019-01-28").data)
    assert body["profiles"] == []
    assert client.get(f"/e/{a_uscc(3)}/profiles?as_of=2019-01-28").status_code == 200


@pytest.mark.usefixtures("filed")
def test_the_page_says_what_an_outcome_means_and_that_it_is_no_certificate(
    client: FlaskClient,
) -> None:
    page = Page(client.get(f"/e/{a_uscc(3)}/profiles").text)
    told = page.text
    assert "它不是证明" in told
    assert "不等于信用良好" in told
    assert told.count("在本系统所载信息中未发现") >= len(PROFILES)
    assert "未查：刑事处罚" in told
    assert "不读取等级" in told
    english = client.get(f"/en/e/{a_uscc(3)}/profiles").text
    assert "It is no certificate" in english
    assert "it does not mean good credit" in english


@pytest.mark.usefixtures("filed")
def test_the_page_leads_to_the_records_and_is_led_to_from_the_file(client: FlaskClient) -> None:
    file = client.get(f"/e/{a_uscc(1)}").text
    assert f'href="/e/{a_uscc(1)}/profiles"' in file
    page = client.get(f"/e/{a_uscc(1)}/profiles")
    found = re.search(rf'href="(/e/{a_uscc(1)}/records\?record=[^"]+)"', page.text)
    assert found is not None
    assert client.get(found.group(1)).status_code == 200
    assert page.headers["Cache-Control"] == "no-cache"


def test_a_page_by_id_leads_to_the_code(client: FlaskClient, filed: Registry) -> None:
    number = to_public(subject_of(filed))
    moved = client.get(f"/s/{number}/profiles?as_of=2026-11-01")
    assert moved.status_code == 307
    assert moved.location == f"/e/{a_uscc(1)}/profiles?as_of=2026-11-01"
    assert client.get(f"/e/{a_uscc(9)}/profiles").status_code == 404

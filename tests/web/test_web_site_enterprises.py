from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
import served
import statements
from builders import a_record_draft, a_subject_draft, a_uscc
from flask.testing import FlaskClient
from instants import Instants
from page_elements import Page
from served import PENALISED, PLAIN, PRAISED, SECRET_TITLE, Served

from credit_registry.domain.actors import Role
from credit_registry.domain.drafts import SubjectReference
from credit_registry.domain.events import EventKind
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind
from credit_registry.services import ledgers
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry
from credit_registry.store.ids import new_id
from credit_registry.store.subjects import PublicityConsent

LAST_DAY = date(2027, 6, 1)
"""The last day on which the penalty of `served.fill` is shown: a year after its decision."""

HOSTILE = "<script>alert(1)</script>&amp;\"'有限公司"


def page_of(client: FlaskClient, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def consent(filled: Served, number: int) -> None:
    registry = filled.registry
    with registry.transaction() as session:
        subject_id = filled.subject_id(number)
        event = ledgers.record(
            session,
            EventKind.SUBJECT_CONFIRMED,
            actor=filled.enterer,
            at=registry.clock.now(),
            subject_id=subject_id,
        )
        session.add(
            PublicityConsent(
                id=new_id(), subject_id=subject_id, since=date(2026, 1, 1), until=None,
                recorded_by=event, ordinal=0,
            )
        )  # fmt: skip


def let_pass(registry: Registry, to: date) -> None:
    clock = registry.clock.now
    assert isinstance(clock, Instants)
    clock.advance(days=(to - registry.clock.today()).days)
    assert registry.clock.today() == to


def test_the_first_sentence_says_how_the_enterprise_stands(
    client: FlaskClient, filled: Served
) -> None:
    page = page_of(client, f"/e/{filled.code(PRAISED)}")
    assert "未列入任何公开的黑名单或转载名单。有1项有效荣誉列入“质量荣誉红名单”。" in page.text
    english = page_of(client, f"/en/e/{filled.code(PRAISED)}")
    assert "It has 1 valid honour on the Red list of quality honours." in english.text


def test_a_record_says_who_made_it_and_until_when_it_is_shown(
    client: FlaskClient, filled: Served
) -> None:
    page = page_of(client, f"/e/{filled.code(PENALISED)}")
    assert "公开的处罚" in page.text
    assert "虚构市市场监督管理局" in page.text
    assert "公示至2027年6月1日（含当日）" in page.text


def test_what_is_withheld_is_not_on_the_public_page_but_on_an_officers_with_the_reason(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    assert SECRET_TITLE not in client.get(path).text
    page = page_of(officers[Role.AUDITOR], path)
    assert SECRET_TITLE in page.text
    assert "不向公众显示" in page.text


def test_an_enterprise_without_records_is_told_not_to_be_good_for_that(
    client: FlaskClient, filled: Served
) -> None:
    page = page_of(client, f"/e/{filled.code(PLAIN)}")
    assert "这不等于该主体信用良好" in page.text


def test_nothing_of_a_record_shows_on_the_day_after_its_last(
    client: FlaskClient, filled: Served
) -> None:
    paths = (
        f"/e/{filled.code(PENALISED)}",
        f"/e/{filled.code(PENALISED)}?as_of=2026-10-01",
        f"/en/e/{filled.code(PENALISED)}?known_at=99",
        "/",
    )
    let_pass(filled.registry, LAST_DAY)
    assert "公开的处罚" in client.get(paths[0]).text
    assert "公开的处罚" in client.get("/").text
    let_pass(filled.registry, date(2027, 6, 2))
    for path in paths:
        assert "公开的处罚" not in client.get(path).text, path


def test_looking_back_shows_what_was_public_then_and_says_so(
    client: FlaskClient, filled: Served
) -> None:
    code = filled.code(PENALISED)
    page = page_of(client, f"/e/{code}?as_of=2026-05-31")
    assert "公开的处罚" not in page.text
    assert "您正在查看2026年5月31日" in page.text
    assert {"href": f"/e/{code}"} in page.all("a")
    assert "公开的处罚" in page_of(client, f"/e/{code}?as_of=2026-11-01").text


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("as_of=2026-11-24", "日期不能晚于今天（2026年11月23日）"),
        ("as_of=2026-02-30", "日期无法识别"),
        ("known_at=yesterday", "时点无法识别"),
        ("known_at=2026-11-01T10:00", "时点无法识别"),
    ],
)
def test_a_faulty_time_is_told_beside_its_field_and_kept(
    client: FlaskClient, filled: Served, query: str, fault: str
) -> None:
    page = page_of(client, f"/e/{filled.code(PENALISED)}?{query}")
    name, typed = query.split("=")
    field = next(field for field in page.all("input") if field["name"] == name)
    assert fault in page.text
    assert field["value"] == typed
    assert field["aria-invalid"] == "true"
    assert "公开的处罚" in page.text


def test_a_grade_is_shown_only_with_a_basis_and_names_every_rule_and_record(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    before = client.get(path).text
    assert "公布等级须有依据" in before
    assert "grade-letter" not in before
    consent(filled, PENALISED)
    page = page_of(client, path)
    assert "公开依据：经企业同意公开。" in page.text
    for code in ("A1", "A2", "C1", "D1", "P1"):
        assert f"GZ-QC-1 {code}" in page.text
    used = [str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#r-")]
    shown = [str(article["id"]) for article in page.all("article") if "id" in article]
    assert used
    assert set(used) <= set(shown)


def test_that_a_rule_proposes_a_candidate_is_told_to_officers_alone(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    serious = [
        a_record_draft(RecordKind.PENALTY, PENALISED, severity=Severity.SERIOUS) for _ in range(2)
    ]
    served.deliver(filled.registry, filled.enterer, "serious", serious)
    consent(filled, PENALISED)
    path = f"/e/{filled.code(PENALISED)}"
    told = "提示为名单（serious_violation）候选"
    assert "按规则V，等级不高于C" in client.get(path).text
    assert told not in client.get(path).text
    assert told not in client.get(f"/api/v1/enterprises/{filled.code(PENALISED)}/evaluation").text
    assert told in officers[Role.AUDITOR].get(path).text


def test_the_number_of_statements_does_not_grow_with_the_records(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    consent(filled, PENALISED)
    client.get(path)
    with statements.counted(filled.registry.database) as few:
        client.get(path)
    more = [
        a_record_draft(kind, PENALISED, title=f"第{n}条")
        for n in range(12)
        for kind in (RecordKind.PENALTY, RecordKind.SAMPLING, RecordKind.COMMITMENT)
    ]
    served.deliver(filled.registry, filled.enterer, "more", more)
    client.get(path)  # the grade is computed once, from all records
    with statements.counted(filled.registry.database) as many:
        assert "第3条" in client.get(path).text
    assert many.count == few.count
    assert 0 < many.count <= 24


def test_a_hostile_name_is_text_and_nothing_else(client: FlaskClient, filled: Served) -> None:
    registry = filled.registry
    served.deliver(
        registry, filled.enterer, "hostile", [a_subject_draft(7, name=HOSTILE, address=HOSTILE)]
    )
    record = a_record_draft(
        RecordKind.HONOUR,
        7,
        title=HOSTILE,
        subject=SubjectReference(HOSTILE, {IdentifierScheme.USCC: a_uscc(7)}),
    )
    served.deliver(registry, filled.enterer, "hostile records", [record])
    indexing.follow(registry)
    for path in (f"/e/{a_uscc(7)}", "/", "/lists/red/honours", "/search?q=script"):
        page = page_of(client, path)
        sources = [script.get("src") or "" for script in page.all("script")]
        assert all(source.startswith("/static/") for source in sources), path
        assert HOSTILE in "".join(page.texts), path


def test_the_public_is_not_shown_where_an_individual_business_lives(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    draft = a_subject_draft(
        8, uscc=a_uscc(8, "92"), kind=SubjectKind.INDIVIDUAL_BUSINESS, address="测试路八号三单元"
    )
    served.deliver(filled.registry, filled.enterer, "individual", [draft])
    path = f"/e/{a_uscc(8, '92')}"
    assert "三单元" not in client.get(path).text
    assert "三单元" in officers[Role.AUDITOR].get(path).text


def test_a_former_name_stands_on_the_page_with_its_days(
    client: FlaskClient, filled: Served
) -> None:
    renamed = a_subject_draft(PLAIN, name="虚构市更名后有限公司")
    served.deliver(filled.registry, filled.enterer, "renamed", [renamed])
    page = page_of(client, f"/e/{filled.code(PLAIN)}")
    assert "更名后" in page.text
    assert "曾用名 虚构市第3制造有限公司" in page.text


def test_an_officers_page_is_not_the_publics(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    tag = client.get(path).headers["ETag"]
    answer = officers[Role.AUDITOR].get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Cookie" in answer.headers["Vary"]


def test_who_may_propose_is_led_to_a_new_case_and_nobody_else(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    assert "提出列入名单" not in client.get(path).text
    assert "提出列入名单" not in officers[Role.AUDITOR].get(path).text
    page = page_of(officers[Role.PROPOSER], path)
    links = [str(a["href"]) for a in page.all("a")]
    way = next(link for link in links if link.startswith("/desk/propose?subject="))
    assert officers[Role.PROPOSER].get(way).status_code == 200


def test_a_candidate_is_nowhere_for_the_public(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    served.propose(filled.registry, filled.subject_id(PENALISED))
    path = f"/e/{filled.code(PENALISED)}"
    assert "两年内三次受罚" not in client.get(path).text
    assert "两年内三次受罚" not in client.get("/lists/black/serious_violation").text
    assert "两年内三次受罚" in officers[Role.AUDITOR].get(path).text

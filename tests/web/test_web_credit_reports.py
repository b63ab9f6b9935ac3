"""The report to print and the badge: of what is public today, whoever asks."""

from __future__ import annotations

import re
from datetime import date

import pytest
from desk_cases import Desk
from filings import withdraw
from flask.testing import FlaskClient
from served import PENALISED, PLAIN, SECRET_TITLE, Served
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.grading import consents
from credit_registry.services.registry import Registry
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.records import RecordVersion
from credit_registry.store.subjects import SubjectIdentifier


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", "公共信用信息报告"), ("/en", "Credit report (public version)")],
    ids=["zh", "en"],
)
def test_the_report_holds_what_is_public_today_and_says_which_day_that_is(
    desk: Desk, client: FlaskClient, prefix: str, said: str
) -> None:
    code = desk.given.code(PENALISED)
    for reader in (client, desk.officers[Role.AUDITOR]):
        page = reader.get(f"{prefix}/e/{code}/report")
        assert page.status_code == 200
        assert said in page.text
        assert "公开的处罚" in page.text
        assert SECRET_TITLE not in page.text
        assert f"{code}-20261123-" in page.text
        assert '<meta name="robots" content="noindex">' in page.text
    assert f'href="{prefix}/e/{code}/report"' in client.get(f"{prefix}/e/{code}").text


def test_what_is_withdrawn_leaves_the_report_at_once(client: FlaskClient, filled: Served) -> None:
    path = f"/e/{filled.code(PENALISED)}/report"
    tag = client.get(path).headers["ETag"]
    with filled.registry.reading() as session:
        titled = select(RecordVersion.record_id).where(RecordVersion.title == "公开的处罚")
        number = session.scalars(titled).one()
    withdraw(filled.registry, number)
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, "公开的处罚" in again.text) == (200, False)


def test_a_subject_is_reported_under_its_code(client: FlaskClient, filled: Served) -> None:
    answer = client.get(f"/s/{to_public(filled.subject_id(PLAIN))}/report")
    assert (answer.status_code, answer.location) == (307, f"/e/{filled.code(PLAIN)}/report")
    assert client.get("/e/nothing/report").status_code == 404


def test_without_a_public_grade_there_is_no_badge(client: FlaskClient, filled: Served) -> None:
    code, number = filled.code(PLAIN), filled.subject_id(PLAIN)
    assert client.get(f"/e/{code}/badge.svg").status_code == 404
    with filled.registry.transaction() as session:
        at, since = filled.registry.clock.now(), date(2026, 1, 1)
        consents.record(session, number, since, None, actor=filled.enterer, at=at)
    assert "不予评级" in client.get(f"/e/{code}").text
    assert client.get(f"/e/{code}/badge.svg").status_code == 404
    assert "badge.svg" not in client.get(f"/e/{code}").text


def test_a_badge_says_grade_day_and_address_in_words(client: FlaskClient, city: Registry) -> None:
    graded, held = Evaluation, SubjectIdentifier
    statement = (
        select(held.value)
        .join(graded, graded.subject_id == held.subject_id)
        .where(
            graded.purpose == "grade",
            graded.superseded_by.is_(None),
            graded.score_centi.is_not(None),
            held.scheme == "uscc",
            held.superseded_by.is_(None),
        )
    )
    with city.reading() as session:
        codes = session.scalars(statement.order_by(held.value)).all()
    shown = (code for code in codes if client.get(f"/e/{code}/badge.svg").status_code == 200)
    code = next(shown)
    answer = client.get(f"/e/{code}/badge.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "no-cache"
    (title,) = re.findall(r"<title [^>]*>([^<]+)</title>", answer.text)
    assert re.search(r"质量信用等级 [A-D]+ · [0-9.]+ 分 · 2026年11月23日评", title)
    assert f"/e/{code}" in title
    assert "Check at" in client.get(f"/en/e/{code}/badge.svg").text
    assert f'href="/e/{code}/badge.svg"' in client.get(f"/e/{code}").text

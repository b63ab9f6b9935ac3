"""The page of the paths to restoration: silent where the grade is not shown."""

from __future__ import annotations

from flask.testing import FlaskClient
from served import PENALISED, SECRET_TITLE, Served
from test_web_site_enterprises import consent, page_of

from credit_registry.domain.actors import Role


def test_the_page_is_linked_from_the_grade_that_is_shown(
    client: FlaskClient, filled: Served
) -> None:
    code = filled.code(PENALISED)
    address = f"/e/{code}/restoration"
    assert address not in client.get(f"/e/{code}").text
    consent(filled, PENALISED)
    assert address in client.get(f"/e/{code}").text
    assert f"/en{address}" in client.get(f"/en/e/{code}").text


def test_nothing_is_told_where_the_grade_is_not_shown(client: FlaskClient, filled: Served) -> None:
    text = client.get(f"/e/{filled.code(PENALISED)}/restoration").text
    assert "未公开" in text
    assert "达到" not in text


def test_the_paths_stand_in_both_languages(client: FlaskClient, filled: Served) -> None:
    consent(filled, PENALISED)
    address = f"/e/{filled.code(PENALISED)}/restoration"
    chinese, english = client.get(address).text, client.get(f"/en{address}").text
    for text in (chinese, english):
        assert "截至2026年" in text
        assert "the grade is" in text
    assert "信用修复路径" in chinese
    assert "Path to restoration" in english
    assert SECRET_TITLE not in chinese


def test_another_writing_of_the_code_leads_to_the_page(client: FlaskClient, filled: Served) -> None:
    code = filled.code(PENALISED)
    answer = client.get(f"/e/{code.lower()}/restoration?as_of=2026-11-01")
    assert answer.status_code == 307
    assert answer.location == f"/e/{code}/restoration?as_of=2026-11-01"


def test_an_officer_reads_the_page_without_a_basis(
    officers: dict[Role, FlaskClient], filled: Served
) -> None:
    page = page_of(officers[Role.AUDITOR], f"/e/{filled.code(PENALISED)}/restoration")
    assert page is not None

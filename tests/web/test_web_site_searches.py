from __future__ import annotations

import shutil

import pytest
import served
from builders import a_subject_draft, a_uscc
from flask.testing import FlaskClient
from page_elements import Page
from served import PENALISED, PLAIN, Served

from credit_registry.domain.subjects import Standing
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry

RENAMED = 20


@pytest.fixture
def filled(filled: Served, registry: Registry) -> Served:
    many = [a_subject_draft(n, name=f"虚构市霁岚{n}家具厂") for n in range(RENAMED, RENAMED + 25)]
    served.deliver(registry, filled.enterer, "many", many)
    renamed = a_subject_draft(RENAMED, name="虚构市桂屿木业有限公司", standing=Standing.REVOKED)
    served.deliver(registry, filled.enterer, "renamed", [renamed])
    indexing.follow(registry)
    return filled


def searched(client: FlaskClient, query: str) -> Page:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def question(page: Page) -> dict[str, str | None]:
    """The field that the question is typed into."""
    (found,) = (field for field in page.all("input") if field.get("name") == "q")
    return found


def hits(page: Page) -> list[str]:
    found = [str(a["href"]) for a in page.all("a")]
    return [href for href in found if href.startswith(("/e/", "/s/"))]


@pytest.mark.parametrize("form", [str, str.lower, lambda code: f" {code[:8]} {code[8:]} "])
def test_a_code_leads_straight_to_its_page(client: FlaskClient, filled: Served, form) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    answer = client.get("/search", query_string={"q": form(filled.code(PENALISED))})
    assert answer.status_code == 303
    assert answer.location == f"/e/{filled.code(PENALISED)}"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("q=桂屿", "名称中含有"),
        ("q=桂屿 木业 有限公司", "名称中含有"),
        ("q=虚构市桂屿木业有限公司", "名称完全相符"),
        (f"q=霁岚{RENAMED}", "曾用名中含有"),
        (f"q=测试路{RENAMED}号", "地址中含有"),
    ],
)
def test_a_subject_is_found_by_name_former_name_and_address(
    client: FlaskClient, filled: Served, query: str, reason: str
) -> None:
    page = searched(client, query)
    assert hits(page) == [f"/e/{a_uscc(RENAMED)}"]
    assert reason in page.text


def test_a_former_name_that_matched_is_shown(client: FlaskClient, filled: Served) -> None:
    assert f"曾用名：虚构市霁岚{RENAMED}家具厂" in searched(client, f"q=霁岚{RENAMED}").text


def test_how_the_words_were_understood_is_said(client: FlaskClient, filled: Served) -> None:
    page = searched(client, "q=桂屿 木业 有限公司")
    assert "按名称片段“桂屿 木业”查找" in page.text
    assert "忽略“有限公司”" in page.text


def test_what_matched_is_marked_in_the_name(client: FlaskClient, filled: Served) -> None:
    assert "<mark>桂屿</mark>" in client.get("/search?q=桂屿").text


def test_more_leads_on_until_every_hit_was_shown_once(client: FlaskClient, filled: Served) -> None:
    path, seen = "/search?q=霁岚", []
    while path:
        page = Page(client.get(path).text)
        seen += hits(page)
        path = next((str(a["href"]) for a in page.all("a") if a.get("rel") == "next"), "")
    assert sorted(seen) == sorted(f"/e/{a_uscc(n)}" for n in range(RENAMED, RENAMED + 25))


def test_a_filter_narrows_and_is_taken_away_again(client: FlaskClient, filled: Served) -> None:
    page = searched(client, "q=虚构市&standing=revoked")
    assert hits(page) == [f"/e/{a_uscc(RENAMED)}"]
    chosen = [
        a
        for a in page.all("a")
        if a.get("aria-current") == "true" and "standing" not in str(a["href"])
    ]
    assert any(str(a["href"]).startswith("/search?q=") for a in chosen)


def test_names_can_be_sorted(client: FlaskClient, filled: Served) -> None:
    page = searched(client, "q=虚构市&sort=name")
    assert "桂屿" in page.text
    assert hits(page) != hits(searched(client, "q=虚构市"))


def test_nothing_found_says_what_that_means_and_what_to_do(
    client: FlaskClient, filled: Served
) -> None:
    page = searched(client, "q=虚构市桂屿木业股份公司分厂")
    assert "没有与之相符的公开记录；这不等于该主体信用良好" in page.text
    assert "2026年11月23日 10:00" in page.text
    assert "名称相近的主体" in page.text
    assert f"/e/{a_uscc(RENAMED)}" in hits(page)


def test_a_mistyped_code_is_told_and_the_meant_one_offered(
    client: FlaskClient, filled: Served
) -> None:
    code = filled.code(PLAIN)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "校验位不符" in searched(client, f"q={wrong}").text


@pytest.mark.parametrize("text", ["长" * 201, "a b c d e f g h i j k"])
def test_a_question_that_is_too_long_is_kept_and_told(
    client: FlaskClient, filled: Served, text: str
) -> None:
    answer = client.get("/search", query_string={"q": text})
    assert answer.status_code == 400
    page = Page(answer.text)
    assert question(page)["value"] == text
    assert question(page)["aria-invalid"] == "true"


def test_a_hostile_question_is_text(client: FlaskClient, filled: Served) -> None:
    page = searched(client, "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    (script,) = page.all("script")
    assert "/static/suggestions.js?" in (script["src"] or "")
    assert question(page)["value"] == '"><script>alert(1)</script>'


def test_without_its_index_the_registry_still_finds_codes_and_whole_names(
    client: FlaskClient, filled: Served
) -> None:
    shutil.rmtree(filled.registry.settings.index_directory)
    page = searched(client, "q=虚构市桂屿木业有限公司")
    assert "检索服务正在恢复" in page.text
    assert hits(page) == [f"/e/{a_uscc(RENAMED)}"]
    answer = client.get(f"/search?q={filled.code(PLAIN)}")
    assert answer.location == f"/e/{filled.code(PLAIN)}"


def test_a_question_of_nothing_lists_everybody(client: FlaskClient, filled: Served) -> None:
    assert "列出全部主体" in searched(client, "q=").text

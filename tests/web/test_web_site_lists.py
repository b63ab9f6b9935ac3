from __future__ import annotations

import csv
import io

import pytest
import served
from builders import a_record_draft
from flask.testing import FlaskClient
from page_elements import Page
from served import PLAIN, PRAISED, Served

from credit_registry.domain.records import RecordKind
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry

HONOURS = 60
COLUMNS = [
    "名称", "统一社会信用代码", "行政区划代码", "事由", "文号", "决定日期", "由谁决定", "起始日期",
    "截止日期", "来源最近确认", "未再确认则显示至", "异议", "名单", "依据", "核对情况", "期限",
    "后果", "措施", "怎样移出", "怎样提出异议", "页面",
]  # fmt: skip


@pytest.fixture
def filled(filled: Served, registry: Registry) -> Served:
    more = [a_record_draft(RecordKind.HONOUR, PLAIN, title=f"第{n}号荣誉") for n in range(HONOURS)]
    more.append(a_record_draft(RecordKind.HONOUR, PRAISED, title='=HYPERLINK("x")'))
    served.deliver(registry, filled.enterer, "honours", more)
    return filled


def test_the_lists_are_told_apart_in_words(client: FlaskClient, filled: Served) -> None:
    text = Page(client.get("/lists").text).text
    assert "★ 红名单" in text
    assert "■ 黑名单" in text
    assert "现有 62 条" in text


def test_what_a_list_is_stands_above_who_is_on_it(client: FlaskClient, filled: Served) -> None:
    html = client.get("/lists/black/serious_violation").text
    places = [html.index(word) for word in ("依据", "由谁决定", "期限", "怎样移出", "名单内容")]
    assert places == sorted(places)
    assert "总局令第44号" in html
    assert "目前没有主体在此名单上" in html


def test_a_list_is_read_to_its_end_without_a_gap(client: FlaskClient, filled: Served) -> None:
    path, titles = "/lists/red/honours", []
    while path:
        page = Page(client.get(path).text)
        titles += [text.strip() for text in page.texts if "号荣誉" in text]
        path = next((str(a["href"]) for a in page.all("a") if a.get("rel") == "next"), "")
    assert sorted(titles) == sorted(f"第{n}号荣誉" for n in range(HONOURS))


def test_a_cursor_of_another_list_is_refused(client: FlaskClient, filled: Served) -> None:
    page = Page(client.get("/lists/red/honours").text)
    following = next(str(a["href"]) for a in page.all("a") if a.get("rel") == "next")
    other = following.replace("red/honours", "black/serious_violation")
    assert client.get(other).status_code == 400


def test_the_file_of_a_list_holds_all_of_it_and_no_formula(
    client: FlaskClient, filled: Served
) -> None:
    answer = client.get("/lists/red/honours.csv")
    assert answer.mimetype == "text/csv"
    assert 'filename="honours-2026-11-23.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0] == COLUMNS
    assert len(rows) == 1 + HONOURS + 2
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert {row[3] for row in rows if "HYPERLINK" in row[3]} == {'\'=HYPERLINK("x")'}


def test_the_file_has_english_heads_at_its_english_address(
    client: FlaskClient, filled: Served
) -> None:
    text = client.get("/en/lists/red/honours.csv").text.removeprefix("\ufeff")
    assert text.startswith(
        "Name,Unified code,Division code,Grounds,Document,Decided,Who decides,Since,Until"
    )


def test_a_rule_set_shows_every_rule_with_its_clause(client: FlaskClient, filled: Served) -> None:
    with filled.registry.reading() as session:
        row = rule_sets.published(session)[0]
        rules = rule_sets.compiled(row.content).rule_set.rules
    zh, en = (Page(client.get(f"{prefix}/rules/{row.version}").text) for prefix in ("", "/en"))
    for rule in rules:
        assert rule.clause.zh in zh.text
        assert rule.clause.en in en.text


def test_the_law_page_says_what_is_shown_how_long_and_on_what_basis(
    client: FlaskClient, filled: Served
) -> None:
    page = Page(client.get("/law").text)
    assert "国家发展和改革委员会令第36号" in page.text
    assert "一般 3个月 1年" in page.text
    assert "只有本人同意公开的企业才显示等级" in page.text
    english = Page(client.get("/en/law").text)
    assert "NDRC Order No. 36" in english.text
    assert "General 3 months 1 year" in english.text
    assert "（现行）" in page.text
    assert "没有公示期因此变动" in page.text
    assert "No display moved" in english.text


def test_the_home_page_shows_what_was_published_last_and_three_figures(
    client: FlaskClient, filled: Served
) -> None:
    page = Page(client.get("/").text)
    assert len(page.all("tr")) == 1 + 5
    assert "公开信用记录 63 截至2026年11月23日" in page.text

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote

import installed
import pytest
import served
from flask.testing import FlaskClient
from installed import Template
from page_elements import Page
from postgres import Cluster
from served import PENALISED, PRAISED, Served

from credit_registry.domain.actors import Role
from credit_registry.services.grading import rule_sets
from credit_registry.web.application import create_app

LONG = "长" * 300
PATHS = (
    "/",
    "/search?q=虚构市",
    "/search?q=没有这个名字",
    f"/search?q={LONG}",
    "/e/{code}",
    "/e/{code}?as_of=2026-10-01",
    "/lists",
    "/lists/red/honours",
    "/lists/black/serious_violation",
    "/lists/mirrored/national_serious_violation",
    "/rules",
    "/rules/{rules}",
    "/law",
    "/measures",
    "/for-enterprises",
    "/figures",
    "/about",
    "/privacy",
    "/accessibility",
    "/open-data",
    "/nothing-here",
)


@pytest.fixture(scope="module")
def pages(
    _founded: Template, tmp_path_factory: pytest.TempPathFactory, cluster: Cluster | None
) -> Iterator[dict[str, Page]]:
    """Every page in both languages; they are read once for the whole module."""
    with installed.copied(_founded, tmp_path_factory.mktemp("pages"), cluster) as registry:
        filled = served.fill(registry)
        client = create_app(registry).test_client()
        with registry.reading() as session:
            version = rule_sets.published(session)[0].version
        yield {
            path: Page(client.get(path).text)
            for prefix in ("", "/en")
            for each in PATHS
            for path in [prefix + each.format(code=filled.code(PENALISED), rules=version)]
        }


def test_every_page_has_one_heading_its_landmarks_and_a_way_past_the_frame(
    pages: dict[str, Page],
) -> None:
    for path, page in pages.items():
        assert len(page.all("h1")) == 1, path
        assert len(page.all("main")) == 1, path
        assert len(page.all("header")) == 1, path
        assert len(page.all("footer")) == 1, path
        assert page.all("a")[0] == {"class": "skip", "href": "#content"}, path
        assert page.all("main")[0]["id"] == "content", path
        assert all("aria-label" in nav or "aria-labelledby" in nav for nav in page.all("nav")), path


def test_every_page_says_its_language_and_leads_to_the_other(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        is_english = path.startswith("/en")
        assert page.all("html")[0]["lang"] == ("en" if is_english else "zh-Hans-CN"), path
        switch = next(a for a in page.all("a") if "hreflang" in a)
        assert str(switch["href"]).startswith("/en") is not is_english, path


def test_every_page_says_that_the_city_is_invented(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        said = "are invented" if path.startswith("/en") else "全部为虚构"
        assert said in page.text, path


@pytest.mark.parametrize(
    ("path", "said"), [("/api", "全部为虚构"), ("/en/api", "all their records are invented")]
)
def test_the_page_of_the_interface_says_it_too(
    client: FlaskClient, filled: Served, path: str, said: str
) -> None:
    assert said in Page(client.get(path).text).text


def test_no_page_has_a_script_or_a_style_of_its_own(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        sources = [script.get("src") or "" for script in page.all("script")]
        assert all(source.startswith("/static/") for source in sources), path
        assert page.all("style") == [], path
        for tag, given in page.elements:
            assert "style" not in given, (path, tag)
            assert not [name for name in given if name.startswith("on")], (path, tag)


def test_every_table_has_a_caption_and_every_field_a_label(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert len(page.all("caption")) == len(page.all("table")), path
        assert all("scope" in head for head in page.all("th")), path
        labelled = {label["for"] for label in page.all("label")}
        fields = page.all("input") + page.all("select") + page.all("textarea")
        assert {field["id"] for field in fields if field.get("type") != "hidden"} <= labelled, path


def test_no_id_stands_twice_and_every_reference_within_a_page_leads_somewhere(
    pages: dict[str, Page],
) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        names = ("aria-labelledby", "aria-describedby", "for")
        wanted = [given[name] for _, given in page.elements for name in names if given.get(name)]
        wanted += [str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#")]
        assert {part for each in wanted for part in str(each).split()} <= set(page.ids), path


def test_headings_step_down_one_at_a_time(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1, path
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), (path, levels)


def test_every_link_of_the_site_leads_to_a_page(
    client: FlaskClient, filled: Served, pages: dict[str, Page]
) -> None:
    links = {
        str(a["href"]).partition("#")[0]
        for page in pages.values()
        for a in [*page.all("a"), *page.all("link")]
        if str(a["href"]).startswith("/")
        and LONG not in unquote(str(a["href"]))
        and "record=" not in str(a["href"])  # the pages' registry numbers its records itself
        and not re.search(r"/lists/\w+/\w+/", str(a["href"]))  # and its entries
    }
    for link in sorted(links):
        answer = client.get(link, buffered=True)
        has_way = answer.status_code == 404 and "nothing-here" in link
        assert answer.status_code in {200, 302} or has_way, link


def test_a_page_is_asked_for_anew_and_304_where_nothing_changed(
    client: FlaskClient, filled: Served
) -> None:
    for path in (f"/e/{filled.code(PRAISED)}", "/", "/lists/red/honours", "/lists/red/honours.csv"):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "no-cache"
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path


def test_a_page_carries_a_policy_without_exceptions(client: FlaskClient, filled: Served) -> None:
    for path in ("/", "/en/", "/nothing-here", f"/e/{filled.code(PRAISED)}"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "Set-Cookie" not in client.get(path).headers


def test_a_static_file_is_kept_for_a_year_under_a_name_that_changes_with_it(
    client: FlaskClient, filled: Served
) -> None:
    html = client.get("/").text
    address = re.search(r'href="(/static/site\.css\?v=[0-9a-f]{12})"', html)
    assert address is not None
    answer = client.get(address[1], buffered=True)
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_names_in_the_query_that_mean_something_to_the_frame_do_no_harm(
    client: FlaskClient, filled: Served
) -> None:
    hostile = "language=x&page=y&endpoint=z&_scheme=ftp&_external=1&_anchor=a&code=9&values=1"
    for path in ("/", "/search", f"/e/{filled.code(PRAISED)}", "/en/lists/red/honours"):
        answer = client.get(f"{path}?{hostile}")
        assert answer.status_code == 200, path
        assert "ftp:" not in answer.text


def test_the_other_language_keeps_the_question(client: FlaskClient, filled: Served) -> None:
    html = client.get("/search?q=虚构市&standing=operating&standing=revoked").text
    assert 'href="/en/search?q=' in html
    assert "standing=operating&amp;standing=revoked" in html


def test_an_officer_is_named_in_the_frame(
    officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    html = officers[Role.AUDITOR].get("/").text
    assert "当前账号：" in html
    assert "工作台" in html

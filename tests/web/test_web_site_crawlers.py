from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import served
import statements
from builders import a_subject_draft
from flask.testing import FlaskClient
from page_elements import Page
from served import PENALISED, PRAISED, Served

from credit_registry.domain.actors import Role
from credit_registry.domain.subjects import SubjectKind
from credit_registry.services.finding import sitemaps

BUSINESS = 4
"""An individual business, whose name is a person's."""


def located(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.mimetype == "application/xml"
    found = ET.fromstring(answer.data).iter(f"{{{SITEMAP}}}loc")  # noqa: S314 - our own
    return [urlsplit(each.text or "").path for each in found]


SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def add_a_business(filled: Served) -> str:
    draft = a_subject_draft(BUSINESS, kind=SubjectKind.INDIVIDUAL_BUSINESS)
    served.deliver(filled.registry, filled.enterer, "businesses", [draft])
    return f"/e/{filled.code(BUSINESS)}"


def links(client: FlaskClient, path: str) -> tuple[Page, dict[str, str]]:
    page = Page(client.get(path).text)
    found = {
        str(each.get("hreflang") or each["rel"]): str(each["href"])
        for each in page.all("link")
        if each["rel"] in {"alternate", "canonical"} and each.get("type") is None
    }
    return page, found


def robots(client: FlaskClient, path: str) -> str:
    page = Page(client.get(path).text)
    return next(str(each["content"]) for each in page.all("meta") if each.get("name") == "robots")


def test_the_sitemap_leads_to_enterprises_but_to_no_individual_business(
    client: FlaskClient, filled: Served
) -> None:
    business = add_a_business(filled)
    parts = located(client, "/sitemap.xml")
    assert parts[0] == "/sitemaps/pages.xml"
    found = [path for part in parts for path in located(client, part)]
    assert {f"/e/{filled.code(n)}" for n in (1, 2, 3)} <= set(found)
    assert business not in found
    assert not [path for path in found if "/lists/black" in path or "/lists/mirrored" in path]
    assert "/lists/red/honours" in found


def test_every_address_of_the_sitemap_is_there_and_may_be_kept(
    client: FlaskClient, filled: Served
) -> None:
    for part in located(client, "/sitemap.xml"):
        for path in located(client, part):
            assert robots(client, path) == "noarchive", path


def test_a_long_sitemap_comes_in_parts_that_follow_one_another(
    filled: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "ENTERPRISES_A_PART", 2)
    with filled.registry.reading() as session:
        starts = sitemaps.starts(session)
        parts = [sitemaps.codes(session, first) for first in starts]
    assert [len(part) for part in parts] == [2, 1]
    assert sorted(code for part in parts for code in part) == sorted(
        filled.code(n) for n in (1, 2, 3)
    )


def test_the_sitemap_takes_a_fixed_number_of_statements(
    client: FlaskClient, filled: Served
) -> None:
    part = located(client, "/sitemap.xml")[1]
    with statements.counted(filled.registry.database) as few:
        client.get(part)
    add_a_business(filled)
    with statements.counted(filled.registry.database) as more:
        client.get(part)
    assert few.count == more.count


@pytest.mark.parametrize(
    "path",
    ["/search?q=虚构", "/lists/black/serious_violation", "/object", "/follow", "/nothing-here"],
)
def test_what_must_not_outlive_a_removal_is_not_kept(
    client: FlaskClient, filled: Served, path: str
) -> None:
    assert robots(client, path) == "noindex"
    assert links(client, path)[1] == {}


def test_an_individual_business_is_not_kept(client: FlaskClient, filled: Served) -> None:
    assert robots(client, add_a_business(filled)) == "noindex"
    assert robots(client, f"/e/{filled.code(PRAISED)}") == "noarchive"


def test_the_desk_is_not_kept(officers: Mapping[Role, FlaskClient], filled: Served) -> None:
    assert robots(officers[Role.AUDITOR], "/desk") == "noindex"


def test_a_page_of_a_past_day_names_the_present_one_and_both_languages(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    _, found = links(client, f"/en{path}?as_of=2026-10-01")
    assert found["canonical"] == f"http://localhost/en{path}"
    _, found = links(client, path)
    assert found == {
        "canonical": f"http://localhost{path}",
        "zh-Hans-CN": f"http://localhost{path}",
        "en": f"http://localhost/en{path}",
        "x-default": f"http://localhost{path}",
    }


def test_crawlers_are_kept_from_what_they_have_no_business_at(
    client: FlaskClient, filled: Served
) -> None:
    text = client.get("/robots.txt").text
    for path in ("/desk", "/en/desk", "/search", "/follow", "/api/v1/"):
        assert f"Disallow: {path}\n" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


@pytest.mark.parametrize(("prefix", "name"), [("", "企业质量信用查询"), ("/en", "Quality credit")])
def test_a_browser_learns_how_to_search(
    client: FlaskClient, filled: Served, prefix: str, name: str
) -> None:
    page = Page(client.get(f"{prefix}/").text)
    named = next(each for each in page.all("link") if each["rel"] == "search")
    root = ET.fromstring(client.get(str(named["href"])).data)  # noqa: S314 - our own
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{space}ShortName") == name
    assert len(name) <= 16
    address = root.find(f"{space}Url")
    assert address is not None
    asked = address.attrib["template"].replace("{searchTerms}", filled.code(PRAISED))
    assert client.get(asked).status_code == 303

from __future__ import annotations

import gzip
from collections.abc import Mapping

import pytest
from desk_cases import Desk
from flask.testing import FlaskClient
from page_elements import Page
from served import PENALISED, Served

from credit_registry.domain.actors import Role


def look(client: FlaskClient, path: str) -> str | None:
    return Page(client.get(path).text).all("html")[0].get("class")


def switch(client: FlaskClient, path: str) -> dict[str, str]:
    """What the switch of a page sends."""
    fields = Page(client.get(path).text).all("input")
    return {str(each["name"]): str(each["value"]) for each in fields if each["type"] == "hidden"}


def test_large_text_stays_on_every_page_until_it_is_switched_off(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}?as_of=2026-10-01"
    assert look(client, path) is None
    answer = client.post("/display", data=switch(client, path))
    assert (answer.status_code, answer.location) == (303, path)
    for each in (path, "/", "/en/about", "/nothing-here", "/desk/sign-in"):
        assert look(client, each) == "large", each
    client.post("/display", data=switch(client, "/"))
    assert look(client, "/") is None


def test_the_choice_is_kept_for_a_year_and_says_nothing_of_the_visitor(
    client: FlaskClient, filled: Served
) -> None:
    cookies = client.post("/display", data={"display": "large"}).headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("display=large;")
    for part in ("Max-Age=31536000", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookies[0]


@pytest.mark.parametrize("page", ["https://example.com/", "//example.com", "/\\example.com", ""])
def test_the_switch_leads_nowhere_else(client: FlaskClient, filled: Served, page: str) -> None:
    answer = client.post("/display", data={"display": "large", "next": page})
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_way_of_showing_pages_that_is_unknown_is_refused(
    client: FlaskClient, filled: Served
) -> None:
    answer = client.post("/display", data={"display": "huge"})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_pages_and_style_sheets_go_out_compressed_and_are_revalidated(
    client: FlaskClient, filled: Served
) -> None:
    path = f"/e/{filled.code(PENALISED)}"
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    small = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2
    assert "Accept-Encoding" in small.headers["Vary"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": small.headers["ETag"]}
    assert client.get(path, headers=headers).status_code == 304
    sheet = client.get("/static/site.css", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert sheet.headers["Content-Encoding"] == "gzip"


def test_the_first_view_of_a_public_page_weighs_little(client: FlaskClient, filled: Served) -> None:
    wanted = {"Accept-Encoding": "gzip"}
    page = client.get(f"/e/{filled.code(PENALISED)}", headers=wanted)
    elements = Page(gzip.decompress(page.data).decode())
    files = [str(each["href"]) for each in elements.all("link") if each["rel"] == "stylesheet"]
    files += [str(each["src"]) for each in elements.all("img")]
    weights = [len(client.get(each, headers=wanted, buffered=True).data) for each in files]
    assert len(page.data) + sum(weights) <= 100 * 1024
    assert len(page.data) <= 20 * 1024


def test_a_page_with_the_token_of_a_form_is_never_compressed(
    client: FlaskClient, officers: Mapping[Role, FlaskClient], desk: Desk
) -> None:
    for visitor, path in ((client, "/desk/sign-in"), (officers[Role.AUDITOR], "/desk")):
        answer = visitor.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "csrf_token" in answer.text
        assert "Content-Encoding" not in answer.headers


def test_a_style_sheet_goes_out_compressed_to_whoever_has_a_session_too(
    client: FlaskClient,
) -> None:
    wanted = {"Accept-Encoding": "gzip"}
    assert "Set-Cookie" in client.get("/check", headers=wanted).headers
    sheet = client.get("/static/site.css", headers=wanted, buffered=True)
    assert sheet.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/check", headers=wanted).headers


def test_the_interfaces_documentation_is_shown_in_large_text_and_goes_out_compressed(
    client: FlaskClient,
) -> None:
    wanted = {"Accept-Encoding": "gzip"}
    plain = client.get("/en/api", headers=wanted)
    assert plain.headers["Content-Encoding"] == "gzip"
    assert 'class="large"' not in gzip.decompress(plain.data).decode()
    answer = client.post("/en/display", data={"display": "large", "next": "/en/api"})
    assert answer.location == "/en/api"
    again = {"If-None-Match": plain.headers["ETag"]}
    assert 'class="large"' in client.get("/en/api", headers=again).text

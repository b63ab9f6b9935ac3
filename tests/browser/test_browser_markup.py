"""Every kind of page is valid HTML, in both languages, before any browser mends it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import markup
import pytest
import served_app
from builders import an_officer
from city_pages import busiest, public_paths
from flask import Flask
from flask.testing import FlaskClient
from signed_in import OfficerClient, officer_client
from werkzeug.exceptions import HTTPException

from credit_registry.domain.actors import Role
from credit_registry.domain.permissions import OUTSIDERS
from credit_registry.services.registry import Registry

LINK = re.compile(r'<a[^>]*? href="(/[^"#]*)')
PAGES_OF_A_KIND = 1


@pytest.fixture
def app(city: Registry) -> Iterator[Flask]:
    """The application over the invented city."""
    with served_app.over(city) as found:
        yield found


def kind_of(app: Flask, path: str) -> str:
    """The name of the route that answers; empty where none does."""
    with app.test_request_context(path) as asked:
        return (
            ""
            if isinstance(asked.request.routing_exception, HTTPException)
            else (asked.request.endpoint or "")
        )


def found_from(app: Flask, client: FlaskClient, starts: tuple[str, ...]) -> dict[str, str]:
    """The texts of all pages by address: those given, and one of each kind they lead to."""
    pages: dict[str, str] = {}
    kinds: set[str] = set()
    waiting = deque(starts)
    while waiting:
        path = waiting.popleft().replace("&amp;", "&")
        kind = kind_of(app, path)
        if path in pages or (path not in starts and (not kind or kind in kinds)):
            continue
        kinds.add(kind)
        answer = client.get(path)
        if answer.mimetype == "text/html" and answer.status_code not in {301, 302, 303, 307, 308}:
            pages[path] = answer.text
            waiting.extend(LINK.findall(answer.text))
    return pages


@pytest.mark.markup
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_no_page_has_an_error_in_its_html(
    app: Flask, city: Registry, tmp_path: Path, prefix: str
) -> None:
    officer = an_officer(city, *(role for role in Role if role not in OUTSIDERS))
    desk = officer_client(app, officer)
    starts = tuple(f"{prefix}{path}" for path in public_paths(city))
    pages = found_from(app, app.test_client(), starts)
    pages |= {
        f"{path} (signed in)": text
        for path, text in found_from(app, desk, (f"{prefix}/desk",)).items()
    }
    pages |= answers_to_forms(city, desk, prefix)
    assert len(pages) > 80
    assert markup.faults(pages, tmp_path / "pages") == []


def answers_to_forms(city: Registry, desk: OfficerClient, prefix: str) -> dict[str, str]:
    """What forms are answered with, faulty ones among them."""
    listed = "\n".join(name for _, name in busiest(city, 3))
    sent: tuple[tuple[str, dict[str, str]], ...] = (
        ("/check", {"purpose": "government_procurement", "listed": listed}),
        ("/check", {"listed": ""}),
        ("/follow", {"follow_code": ""}),
        ("/report", {}),
        ("/desk/sign-in", {"username": "nobody", "password": "nothing"}),
        ("/desk/propose", {"grounds": ""}),
    )
    return {
        f"POST {path} {number}": desk.post(f"{prefix}{path}", data=form).text
        for number, (path, form) in enumerate(sent)
    }

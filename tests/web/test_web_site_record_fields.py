"""The dictionary of fields says what the catalogue says, in both languages."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from page_elements import Page

from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.definitions import Kind
from credit_registry.services.registry import Registry


def table_of(html: str, kind: Kind) -> str:
    """The part of the page about a kind."""
    return html.partition(f'<details id="{kind.code.value}">')[2].partition("</details>")[0]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_field_of_every_kind_stands_in_the_dictionary(
    client: FlaskClient, registry: Registry, language: str
) -> None:
    html = client.get(f"{language}/open-data/fields").text
    for kind in KINDS.values():
        part = table_of(html, kind)
        words = Page(part).text
        assert part.count("<tr>") == 1 + len(kind.fields)
        for field in kind.fields:
            assert f"<code>{field.name}</code>" in part
            assert (field.label_en if language else field.label_zh) in words
            if field.enumeration:
                assert all(f"{code} (" in words for code in field.enumeration.values)


def test_what_is_never_public_says_so(client: FlaskClient, registry: Registry) -> None:
    html = client.get("/open-data/fields").text
    for kind in KINDS.values():
        rows = table_of(html, kind).split("<tr>")[2:]
        hidden = {field.name for field in kind.fields if not field.is_public}
        told = {row.split("<code>")[1].split("<")[0] for row in rows if "不公开</td>" in row}
        assert told == hidden


def test_open_data_leads_to_the_dictionary(client: FlaskClient, registry: Registry) -> None:
    assert 'href="/open-data/fields"' in client.get("/open-data").text

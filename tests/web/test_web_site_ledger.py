"""The ledger on the desk: who did what, and one event with its bytes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from page_elements import Page
from served import Served
from signed_in import OfficerClient
from sqlalchemy import update
from statements import counted

from credit_registry.domain.actors import Role
from credit_registry.domain.events import EventKind
from credit_registry.services import ledgers
from credit_registry.services.registry import Registry
from credit_registry.store.ledgers import Event

Officers = Mapping[Role, OfficerClient]
LEDGER = "/desk/ledger"


def events(page: Page) -> list[str]:
    """The positions that the page lists."""
    addresses = [link.get("href") or "" for link in page.all("a")]
    return [each.rpartition("/")[2] for each in addresses if each.startswith(f"{LEDGER}/")]


def test_the_auditor_reads_who_did_what_newest_first(
    officers: Officers, filled: Served, registry: Registry
) -> None:
    auditor = officers[Role.AUDITOR]
    with registry.reading() as session:
        size = ledgers.size(session)
    page = Page(auditor.get(LEDGER).text)
    shown = events(page)
    assert shown == [str(each) for each in range(size - 1, max(size - 51, -1), -1)]
    assert f"账本共有 {size} 个事件" in page.text


def test_filters_name_kind_account_and_days(officers: Officers, filled: Served) -> None:
    auditor = officers[Role.AUDITOR]
    page = Page(auditor.get(f"{LEDGER}?kind={EventKind.LAW_EDITION_LOADED}").text)
    assert len(events(page)) == 1
    assert events(Page(auditor.get(f"{LEDGER}?account=nobody").text)) == []
    assert events(Page(auditor.get(f"{LEDGER}?until=2000-01-01").text)) == []
    assert events(Page(auditor.get(f"{LEDGER}?since=2000-01-01&account=installer").text)) != []


@pytest.mark.parametrize(
    ("query", "told"),
    [("kind=unheard", "请选择列出的一项"), ("since=tomorrow", "日期无法识别")],
    ids=["kind", "day"],
)
def test_a_faulty_filter_is_told_and_kept(
    officers: Officers, filled: Served, query: str, told: str
) -> None:
    page = officers[Role.AUDITOR].get(f"{LEDGER}?{query}").text
    assert 'role="alert"' in page
    assert told in page
    assert f'value="{query.partition("=")[2]}"' in page


def test_a_stretch_leads_to_what_came_before(officers: Officers, filled: Served) -> None:
    page = Page(officers[Role.AUDITOR].get(f"{LEDGER}?before=2").text)
    assert events(page) == ["1", "0"]


def test_an_event_shows_its_bytes_and_that_they_agree(officers: Officers, filled: Served) -> None:
    page = Page(officers[Role.AUDITOR].get(f"{LEDGER}/0").text)
    assert "本事件的内容与哈希树一致" in page.text
    assert '"kind": "registry_installed"' in page.text
    assert {"href": "/api/v1/ledger/events/0/proof"} in page.all("a")


def test_an_event_that_was_tampered_with_is_told(
    officers: Officers, filled: Served, registry: Registry
) -> None:
    with registry.transaction() as session:
        tampered = update(Event).where(Event.position == 0).values(leaf=bytes(32))
        session.execute(tampered)
    page = Page(officers[Role.AUDITOR].get(f"/en{LEDGER}/0").text)
    assert "does not agree with the hash tree" in page.text


def test_an_event_that_is_not_there_is_not_found(officers: Officers, filled: Served) -> None:
    assert officers[Role.AUDITOR].get(f"{LEDGER}/999999").status_code == 404


def test_the_ledger_takes_the_same_statements_however_long(
    officers: Officers, filled: Served, registry: Registry
) -> None:
    auditor = officers[Role.AUDITOR]
    auditor.get(LEDGER)
    with counted(registry.database) as few:
        auditor.get(f"{LEDGER}?before=2")
    with counted(registry.database) as many:
        auditor.get(LEDGER)
    assert few.count == many.count

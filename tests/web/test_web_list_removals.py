"""An entry that leaves is gone from every outward surface in the very next request."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

import early_removals
import pytest
from builders import an_officer
from desk_cases import GROUNDS, LIST_NAME, Desk
from flask.testing import FlaskClient
from served import PLAIN, Served
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.listings import Step
from credit_registry.domain.opaque_ids import from_public
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.finding import indexing
from credit_registry.services.lists import mirrors
from credit_registry.services.lists.mirrors import MirroredEntry
from credit_registry.services.registry import Registry
from credit_registry.services.sessions import Session

NDJSON = "application/x-ndjson"
BLACK, MIRRORED = "black/serious_violation", "mirrored/national_serious_violation"
MIRRORED_NAME, MIRRORED_GROUNDS = "国家企业信用信息公示系统", "转载的理由"


@dataclass
class Surfaces:
    """Where an entry is seen: by address, the word that tells it; and the tags of its answers."""

    client: FlaskClient
    marks: Mapping[str, str]
    accept: Mapping[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def read(self, path: str) -> TestResponse:
        headers = {"Accept": self.accept.get(path, "*/*")}
        if path in self.tags:
            headers["If-None-Match"] = self.tags[path]
        return self.client.get(path, headers=headers)

    def require_seen(self) -> None:
        """Every surface shows the entry, and its tag is kept."""
        for path, mark in self.marks.items():
            answer = self.read(path)
            assert answer.status_code == 200, (path, answer.status_code)
            assert mark in words(answer), path
            assert answer.headers["Cache-Control"] == "no-cache", path
            if "ETag" in answer.headers:
                self.tags[path] = answer.headers["ETag"]

    def require_gone(self) -> None:
        """No surface shows the entry, not even to a caller who states the tag of before."""
        for path, mark in self.marks.items():
            answer = self.read(path)
            assert answer.status_code in {200, 404}, (path, answer.status_code)
            assert mark not in words(answer), path
            assert mark not in words(self.client.get(path)), path


def words(answer: TestResponse) -> str:
    """What an answer says, be it packed or not."""
    if not answer.data.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as workbook:
        return "".join(workbook.read(name).decode() for name in workbook.namelist())


def entry_of(client: FlaskClient, name: str) -> str:
    """The address of the list's one entry."""
    found = re.findall(rf"/lists/{name}/[0-9a-z]{{13}}", client.get(f"/lists/{name}").text)
    (path,) = set(found)
    return str(path)


def surfaces(client: FlaskClient, name: str, code: str, grounds: str, title: str) -> Surfaces:
    """Every surface that shows the entry of the enterprise on the list."""
    list_type = name.split("/")[1]
    files = [f"/lists/{name}.{form}" for form in ("csv", "json", "xlsx", "atom")]
    entries, own = f"/api/v1/lists/{list_type}/entries", entry_of(client, name)
    pages = [f"/lists/{name}", f"/lists/{name}?q={code}", own, *files]
    marks = {f"{prefix}{path}": grounds for path in pages for prefix in ("", "/en")}
    api = f"/api/v1/enterprises/{code}"
    marks |= {
        entries: grounds,
        f"{entries}/{own[-13:]}": grounds,
        f"{entries}?limit=1": grounds,
        f"{entries}?q={code}": grounds,
        f"/e/{code}": grounds,
        f"/en/e/{code}": grounds,
        api: title,
        f"{api}/listings": grounds,
        f"{api}/history": title,
        f"{api}/profiles/government_procurement": title,
        f"/e/{code}/profiles": title,
        "/search?q=虚构市": title,
        "/api/v1/search?q=虚构市": list_type,
        "/api/v1/changes": grounds,
        "/": grounds,
    }
    return Surfaces(client, marks, {entries: NDJSON})


@pytest.fixture
def published(desk: Desk, client: FlaskClient) -> Surfaces:
    """One entry of the black list, which every surface shows."""
    desk.decided()
    desk.take(Step.PUBLISH)
    seen = surfaces(client, BLACK, desk.code, GROUNDS, LIST_NAME)
    seen.require_seen()
    return seen


@pytest.fixture
def mirrored(registry: Registry, filled: Served, client: FlaskClient) -> Surfaces:
    """One mirrored entry, confirmed today, which every surface shows."""
    confirm(registry, filled.subject_id(PLAIN))
    seen = surfaces(client, MIRRORED, filled.code(PLAIN), MIRRORED_GROUNDS, MIRRORED_NAME)
    seen.require_seen()
    return seen


def confirm(registry: Registry, *subject_ids: int) -> None:
    """Let the source state whom it lists."""
    entries = [
        MirroredEntry(
            number, "国市监列〔2026〕1号", MIRRORED_GROUNDS, date(2026, 1, 5), None, "虚构局"
        )
        for number in subject_ids
    ]
    enterer = an_officer(registry, Role.ENTERER)
    with registry.transaction() as session:
        law, clock = law_editions.current(session), registry.clock
        act = Act(enterer, clock.now(), clock.today(), law)
        kind = "national_serious_violation"
        mirrors.confirm(session, kind, entries, act=act, may_be_empty=True)


def test_an_entry_that_is_taken_off_is_gone_everywhere_in_the_next_request(
    desk: Desk, published: Surfaces
) -> None:
    desk.take(Step.WITHDRAW)
    published.require_gone()
    began = perf_counter()
    indexing.follow(desk.given.registry)
    assert perf_counter() - began < 1
    published.require_gone()


def test_an_entry_that_leaves_early_on_application_is_gone_everywhere_in_the_next_request(
    desk: Desk, published: Surfaces
) -> None:
    registry = desk.given.registry
    desk.advance(days=366)
    published.tags.clear()
    assert GROUNDS in published.client.get(f"/lists/{BLACK}").text

    @contextmanager
    def acting(actor: Actor) -> Iterator[tuple[Session, Act]]:
        with registry.transaction() as session:
            law, clock = law_editions.current(session), registry.clock
            yield session, Act(actor, clock.now(), clock.today(), law)

    decider = an_officer(registry, Role.DECIDER)
    early_removals.remove(registry, acting, from_public(desk.case), decider, "移〔2027〕1号")
    published.require_gone()


def test_who_left_is_a_number_and_no_name(desk: Desk, published: Surfaces) -> None:
    before = published.client.get(f"/lists/{BLACK}").text
    assert "新列入 1 条，离开名单 0 条" in before
    desk.take(Step.WITHDRAW)
    after = published.client.get(f"/lists/{BLACK}").text
    assert "新列入 0 条，离开名单 1 条" in after
    assert desk.code not in after


def test_a_page_of_an_entry_that_left_names_nobody_to_anybody(
    desk: Desk, published: Surfaces
) -> None:
    path = entry_of(published.client, BLACK)
    desk.take(Step.WITHDRAW)
    for reader in (published.client, *desk.officers.values()):
        answer = reader.get(path)
        assert answer.status_code == 404
        assert desk.code not in answer.text
        assert "虚构市第2制造有限公司" not in answer.text


def test_a_term_that_ends_takes_the_entry_off_though_no_job_runs(
    desk: Desk, published: Surfaces
) -> None:
    """Decided on 2026-12-01, the entry is shown until 2029-12-01, and not on the day after."""
    clock = desk.given.registry.clock
    assert clock.today() == date(2026, 12, 1)
    desk.advance(days=(date(2029, 12, 1) - date(2026, 12, 1)).days)
    published.tags.clear()
    published.require_seen()
    desk.advance(days=1)
    assert clock.today() == date(2029, 12, 2)
    published.require_gone()


def test_a_confirmation_that_does_not_come_takes_a_mirrored_entry_off(
    desk: Desk, mirrored: Surfaces
) -> None:
    desk.advance(days=7)
    mirrored.tags.clear()
    mirrored.require_seen()
    desk.advance(days=1)
    mirrored.require_gone()


def test_an_entry_that_its_source_lists_no_more_is_gone_in_the_next_request(
    registry: Registry, mirrored: Surfaces
) -> None:
    confirm(registry)
    mirrored.require_gone()


def test_an_objection_is_marked_on_every_form_of_the_list_at_once(
    desk: Desk, published: Surfaces
) -> None:
    path = entry_of(published.client, BLACK)
    forms = [f"/lists/{BLACK}{end}" for end in ("", ".csv", ".xlsx", ".atom")]
    form = {"enterprise": desk.code, "about": f"l-{path[-13:]}", "objection_note": "并无主观故意"}
    answer = desk.officers[Role.ENTERER].post("/object", data=form)
    assert answer.status_code == 201, answer.text
    for address in (path, *forms):
        assert "已有异议，正在核实" in words(published.read(address)), address
    for address in (f"/lists/{BLACK}.json", "/api/v1/lists/serious_violation/entries?limit=1"):
        (entry,) = published.client.get(address).get_json()["entries"]
        assert entry["is_objected"] is True, address

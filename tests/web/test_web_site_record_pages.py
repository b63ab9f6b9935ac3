"""The records of a subject on the site: the newest of each kind, and the rest in pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, file_of, merge, subject_of, withdraw
from flask.testing import FlaskClient
from page_elements import Page
from rule_texts import the_extract
from signed_in import OfficerClient

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.services.files.credit_files import EACH
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry

PATH = f"/e/{a_uscc(1)}"
PENALTY = RecordKind.PENALTY.value
PENALTIES, COMMITMENTS = 120, 3


@pytest.fixture
def on_file(registry: Registry) -> Registry:
    """An enterprise with many penalties, the later ones of later days, and three commitments."""
    with registry.transaction() as session:
        rule_set = the_extract()
        actor = an_officer(registry, Role.RULE_OWNER)
        rule_sets.publish(session, rule_set, actor=actor, at=registry.clock.now())
    deliver(registry, a_subject_draft(1))
    deliver(
        registry,
        *(
            a_record_draft(title=f"处罚{n}号。", decided_on=date(2026, 4, 1) + timedelta(days=n))
            for n in range(PENALTIES)
        ),
        *(a_record_draft(RecordKind.COMMITMENT) for _ in range(COMMITMENTS)),
        a_record_draft(severity=Severity.UNDETERMINED, title="未定档的处罚"),
    )
    return registry


def articles(page: Page) -> list[str]:
    """The anchors of the records on a page, in their order."""
    anchors = [each.get("id") or "" for each in page.all("article")]
    return [anchor for anchor in anchors if anchor.startswith("r-")]


def everything(registry: Registry) -> list[str]:
    """The anchors of all public records, in their order."""
    return [f"r-{to_public(record.record_id)}" for record in file_of(registry).records]


def followed(client: FlaskClient, address: str) -> list[str]:
    """The anchors of the records on all pages from an address on."""
    found = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        page = Page(answer.text)
        found += articles(page)
        address = next((a["href"] or "" for a in page.all("a") if a.get("rel") == "next"), "")
    return found


def test_the_page_lists_the_newest_of_each_kind_and_says_how_many_there_are(
    on_file: Registry, client: FlaskClient
) -> None:
    page = Page(client.get(PATH).text)
    assert len(articles(page)) == EACH + COMMITMENTS
    assert f"共{PENALTIES}条记录" in page.text
    assert f"共{PENALTIES}条，此处列出最近{EACH}条" in page.text
    assert {"href": f"{PATH}/records?kind={PENALTY}"} in page.all("a")
    assert "处罚119号。" in page.text
    assert "处罚100号。" not in page.text
    english = Page(client.get(f"/en{PATH}").text)
    assert f"{PENALTIES} in all, the newest {EACH} listed here" in english.text


def test_a_small_file_stands_on_its_page_whole(registry: Registry, client: FlaskClient) -> None:
    deliver(registry, a_subject_draft(1))
    deliver(registry, *(a_record_draft() for _ in range(EACH)))
    page = Page(client.get(PATH).text)
    assert articles(page) == everything(registry)
    assert "条记录" not in page.text
    assert f"{PATH}/records" not in page.text


@pytest.mark.parametrize("query", ["", f"?kind={PENALTY}"])
def test_pages_of_records_hold_each_once_in_order(
    on_file: Registry, client: FlaskClient, query: str
) -> None:
    shown = file_of(on_file).records
    wanted = [r for r in shown if not query or r.kind is RecordKind.PENALTY]
    found = followed(client, f"{PATH}/records{query}")
    assert found == [f"r-{to_public(record.record_id)}" for record in wanted]
    assert len(found) == PENALTIES + (0 if query else COMMITMENTS)


def test_pages_hold_the_records_of_a_duplicate_and_look_back(
    on_file: Registry, client: FlaskClient
) -> None:
    deliver(on_file, a_subject_draft(2))
    deliver(on_file, *(a_record_draft(number=2) for _ in range(15)))
    merge(on_file, subject_of(on_file, a_uscc(2)), subject_of(on_file))
    assert followed(client, f"{PATH}/records") == everything(on_file)
    moved = client.get(f"/e/{a_uscc(2)}/records?kind={PENALTY}")
    assert (moved.status_code, moved.location) == (307, f"{PATH}/records?kind={PENALTY}")
    number = to_public(subject_of(on_file))
    assert client.get(f"/s/{number}/records").location == f"{PATH}/records"
    back = file_of(on_file, as_of=date(2026, 7, 1)).records
    found = followed(client, f"{PATH}/records?as_of=2026-07-01")
    assert found == [f"r-{to_public(record.record_id)}" for record in back]


def test_what_the_public_may_not_see_is_on_no_page_of_records(
    on_file: Registry, client: FlaskClient, officers: Mapping[Role, OfficerClient]
) -> None:
    assert "未定档的处罚" not in client.get(f"{PATH}/records?kind={PENALTY}").text
    auditor = officers[Role.AUDITOR]
    found = followed(auditor, f"{PATH}/records?kind={PENALTY}")
    assert len(found) == PENALTIES + 1
    record = file_of(on_file).records[0]
    alone = f"{PATH}/records?record={to_public(record.record_id)}"
    assert articles(Page(client.get(alone).text)) == [f"r-{to_public(record.record_id)}"]
    withdraw(on_file, record.record_id)
    assert client.get(alone).status_code == 404
    assert auditor.get(alone).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [("kind=rumour", 400), ("after=made-up", 400), ("record=nothing", 404), ("kind=", 200)],
)
def test_a_question_that_makes_no_sense_is_refused(
    on_file: Registry, client: FlaskClient, query: str, status: int
) -> None:
    assert client.get(f"{PATH}/records?{query}").status_code == status


def test_the_grade_rests_on_all_records_and_names_some(
    on_file: Registry, officers: Mapping[Role, OfficerClient]
) -> None:
    page = Page(officers[Role.AUDITOR].get(PATH).text)
    assert f"另有{PENALTIES - 10}条记录同样计入或核对" in page.text
    assert any("records?record=" in (a.get("href") or "") for a in page.all("a"))


def test_a_case_is_proposed_on_a_record_that_is_not_among_the_newest(
    on_file: Registry, officers: Mapping[Role, OfficerClient]
) -> None:
    oldest = next(r for r in reversed(file_of(on_file).records) if r.kind is RecordKind.PENALTY)
    number = to_public(oldest.record_id)
    proposer = officers[Role.PROPOSER]
    address = f"/desk/propose?subject={to_public(subject_of(on_file))}"
    assert number not in proposer.get(address).text
    chosen = Page(proposer.get(f"{address}&record={number}").text)
    option = next(each for each in chosen.all("option") if each["value"] == number)
    assert "selected" in option
    desk = Page(proposer.get(f"/desk/records/{number}").text)
    assert {"href": f"{address}&record={number}"} in desk.all("a")

"""What the desk shows of the law's editions and of the jobs."""

from __future__ import annotations

from collections.abc import Mapping

from builders import a_record_draft, a_subject_draft
from editions import ONE_YEAR, SIX_MONTHS, edited, load
from filings import deliver, file_of
from flask.testing import FlaskClient
from page_elements import Page
from signed_in import OfficerClient

from credit_registry.domain.actors import Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.jobs.runners import Runner
from credit_registry.jobs.works import WORKS
from credit_registry.services.registry import Registry

Officers = Mapping[Role, OfficerClient]


def with_a_shorter_display(registry: Registry) -> str:
    """A registry in which an edition shortened two displays; their subject."""
    deliver(registry, a_subject_draft(1))
    deliver(registry, a_record_draft(), a_record_draft())
    load(registry, edited("publication_regimes.yaml", ONE_YEAR, SIX_MONTHS))
    return to_public(file_of(registry).subject_id)


def test_everybody_reads_what_an_edition_moved_in_numbers_alone(
    client: FlaskClient, registry: Registry
) -> None:
    subject = with_a_shorter_display(registry)
    page = Page(client.get("/law").text)
    assert "行政处罚：公示期缩短 2 件" in page.text
    assert subject not in client.get("/law").text
    english = Page(client.get("/en/law").text)
    assert "Administrative penalty: display shortened, 2" in english.text


def test_the_desk_shows_examples_of_what_moved(officers: Officers, registry: Registry) -> None:
    subject = with_a_shorter_display(registry)
    page = Page(officers[Role.AUDITOR].get("/desk/law").text)
    assert page.text.count(subject) == 2
    assert "2026年6月1日至2027年6月1日 2026年6月1日至2026年12月1日" in page.text
    assert {"href": f"/s/{subject}"} in page.all("a")


def test_the_desk_shows_how_the_jobs_go(officers: Officers, registry: Registry) -> None:
    operator = officers[Role.OPERATOR]
    assert "目前没有调度进程在执行" in operator.get("/desk/jobs").text
    assert operator.get("/jobz").status_code == 503
    runner = Runner(registry)
    runner.beat()
    for code in WORKS:
        runner.run_logged(code)
    page = Page(operator.get("/desk/jobs").text)
    assert runner.holder in page.text
    assert "办结到期或依据已撤销的名单条目 完成" in page.text
    assert "重新评价全部主体 失败，已延误 No rule set is in force" in page.text
    assert "搜索索引：还有 0 个事件未读" in page.text
    answer = operator.get("/jobz")
    assert (answer.status_code, answer.get_json()["is_held"]) == (503, True)
    outcomes = {each["code"]: each["outcome"] for each in answer.get_json()["jobs"]}
    assert outcomes == {
        "sequence": "done",
        "follow": "done",
        "expire": "done",
        "lift": "done",
        "evaluate": "failed",
        "follow_up": "done",
        "remind": "done",
        "try_rules": "done",
        "receive": "done",
    }
    english = Page(operator.get("/en/desk/jobs").text)
    assert "search index: 0 events behind" in english.text


def test_only_operators_and_auditors_are_led_to_the_jobs(
    officers: Officers, registry: Registry
) -> None:
    for role, is_led in ((Role.AUDITOR, True), (Role.OPERATOR, True), (Role.ENTERER, False)):
        links = [link["href"] for link in Page(officers[role].get("/desk").text).all("a")]
        assert ("/desk/jobs" in links) is is_led

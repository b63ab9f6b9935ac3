"""Changes of the rules on the desk: the report, and its release asked once more."""

from __future__ import annotations

import re

import pytest
from builders import a_uscc
from filled_forms import FilledForm
from flask import Flask
from flask.testing import FlaskClient
from rule_drafts import FINED, SERIOUS, a_draft, populate
from signed_in import officer_client

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.opaque_ids import to_public
from credit_registry.rules.rule_sets import RuleSet
from credit_registry.services.registry import Registry
from credit_registry.services.rule_changes import rule_set_drafts, what_if_reports

DESK = "/desk/rule-changes"


@pytest.fixture
def owner(registry: Registry) -> Actor:
    """The rule owner of the population that is made by hand."""
    return populate(registry)


@pytest.fixture
def other(owner: Actor, officers: dict[Role, FlaskClient]) -> FlaskClient:
    """Another rule owner at the desk."""
    return officers[Role.RULE_OWNER]


def reported(registry: Registry, owner: Actor, draft: RuleSet) -> str:
    """The id of a kept report."""
    return to_public(what_if_reports.kept(registry, draft, actor=owner)[0])


def submitted(registry: Registry, owner: Actor, draft: RuleSet) -> str:
    """The address of a draft that waits."""
    number, _ = what_if_reports.kept(registry, draft, actor=owner)
    with registry.transaction() as session:
        made = rule_set_drafts.submit(
            session, draft, number, "新裁量基准", actor=owner, clock=registry.clock
        )
    return f"{DESK}/{to_public(made)}"


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_a_report_shows_its_matrix_its_counts_and_its_changes(
    registry: Registry, owner: Actor, officers: dict[Role, FlaskClient]
) -> None:
    report = reported(registry, owner, a_draft(serious=True))
    auditor = officers[Role.AUDITOR]
    shown = page(auditor, f"/desk/what-if/{report}")
    rows = re.findall(r'<tr><th scope="row">(\w+)</th>((?:<td class="figure">.*?</td>)+)', shown)
    counts = {label: [int(n) for n in re.findall(r">(\d+)<", cells)] for label, cells in rows}
    grades = ("AAA", "AA", "A", "B", "C", "D", "N")
    assert sum(sum(counts[grade]) for grade in grades) == 6
    assert counts["AA"] == [0, 0, 0, 1, 0, 0, 0]
    assert "登记中无规模字段" in shown
    assert all(a_uscc(number) in shown for number in (FINED, SERIOUS))
    assert "有等级的 5 个主体中 2 个（40.0 %）" in shown
    english = page(auditor, f"/en/desk/what-if/{report}?which=newly_capped")
    assert a_uscc(FINED) not in english
    assert a_uscc(SERIOUS) in english
    assert "Newly below A: 2" in english
    page(auditor, f"/desk/what-if/{report}?which=none", 400)


def test_what_waits_is_listed_with_the_newest_reports(
    registry: Registry, owner: Actor, other: FlaskClient
) -> None:
    assert "没有待批准的草案" in page(other, DESK)
    address = submitted(registry, owner, a_draft())
    shown = page(other, DESK)
    assert address in shown
    assert "新裁量基准" in shown
    assert "/desk/what-if/" in shown


def test_a_release_is_asked_once_more_and_takes_a_reason_above_the_limit(
    registry: Registry, owner: Actor, other: FlaskClient
) -> None:
    address = submitted(registry, owner, a_draft())
    assert "等级变化比例超过限值" in page(other, address)
    assert other.post(f"{address}/approval", data={}).status_code == 422
    asked = other.post(f"{address}/approval", data={"override_reason": "已施行"})
    html = asked.get_data(as_text=True)
    assert (asked.status_code, "确认批准发布" in html) == (200, True)
    kept = FilledForm(html).value("override_reason")
    back = other.post(f"{address}/approval", data={"override_reason": kept, "confirmed": "no"})
    assert FilledForm(back.get_data(as_text=True)).value("override_reason") == "已施行"
    done = other.post(f"{address}/approval", data={"override_reason": kept, "confirmed": "yes"})
    assert (done.status_code, done.headers["Location"]) == (303, address)
    shown = page(other, address)
    assert "已发布" in shown
    assert '<form method="post" action="/desk/rule-changes' not in shown
    again = other.post(f"{address}/approval", data={"confirmed": "yes"})
    assert again.status_code == 409


def test_who_submitted_a_draft_is_told_that_another_has_to_approve_it(
    registry: Registry, owner: Actor, app: Flask
) -> None:
    address = submitted(registry, owner, a_draft(fines=False))
    mine = officer_client(app, owner)
    shown = page(mine, address)
    assert "须由另一名规则负责人批准" in shown
    assert f"{address}/approval" not in shown
    assert mine.post(f"{address}/approval", data={"confirmed": "yes"}).status_code == 403


def test_a_draft_is_withdrawn_with_a_reason_and_asked_once_more(
    registry: Registry, owner: Actor, other: FlaskClient
) -> None:
    address = submitted(registry, owner, a_draft(fines=False))
    assert other.post(f"{address}/withdrawal", data={}).status_code == 422
    stated = {"draft_withdrawal_reason": "改期施行"}
    asked = other.post(f"{address}/withdrawal", data=stated)
    assert "确认撤回草案" in asked.get_data(as_text=True)
    done = other.post(f"{address}/withdrawal", data=stated | {"confirmed": "yes"})
    assert done.status_code == 303
    assert "改期施行" in page(other, address)


def test_other_officers_read_and_settle_nothing(
    registry: Registry, owner: Actor, officers: dict[Role, FlaskClient], client: FlaskClient
) -> None:
    address = submitted(registry, owner, a_draft(fines=False))
    decider = officers[Role.DECIDER]
    assert "批准发布" not in page(decider, address)
    for act in ("approval", "withdrawal"):
        assert decider.post(f"{address}/{act}", data={"confirmed": "yes"}).status_code == 403
    assert client.get(DESK).status_code == 302

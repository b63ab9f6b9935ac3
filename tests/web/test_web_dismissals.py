"""Dismissed candidates: added from a check, seen with their state, ended with a reason."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, on
from filled_forms import FilledForm
from flask import Flask
from signed_in import OfficerClient, officer_client
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry

NAME = "虚构市第2制造有限公司"
PATH = "/desk/dismissals"


@pytest.fixture
def filed(registry: Registry) -> Registry:
    """Three enterprises whose names are near each other."""
    deliver(registry, *(a_subject_draft(number) for number in (1, 2, 6)))
    indexing.follow(registry)
    return registry


@pytest.fixture
def buyer(app: Flask, filed: Registry) -> OfficerClient:
    """A buyer with an account."""
    return officer_client(app, an_officer(filed, Role.SOURCE_UNIT))


def check(client: OfficerClient) -> TestResponse:
    """Check one name."""
    form = {"purpose": "government_procurement", "listed": NAME}
    return client.post("/check", data=form)


def begun(client: OfficerClient, prefix: str = "") -> dict[str, str]:
    """The form of a dismissal, as the check's page and then its own carry it."""
    html = check(client).text
    chosen = re.search(r'name="dismiss" value="([^"]+)"', html)
    assert chosen is not None
    sent = {"rows": FilledForm(html).values["rows"][0], "dismiss": chosen.group(1)}
    answer = client.post(f"{prefix}{PATH}/new", data=sent)
    assert answer.status_code == 200
    page = FilledForm(answer.text)
    return {name: page.value(name) for name in ("rows", "dismiss", "dismissal_until")}


def keep(client: OfficerClient, **form: str) -> TestResponse:
    """Send the form."""
    return client.post(PATH, data={**begun(client), "dismissal_reason": "同名不同企业", **form})


def test_a_candidate_is_dismissed_from_a_check_and_marked_in_the_next(
    buyer: OfficerClient, filed: Registry
) -> None:
    assert "不是这一家" in check(buyer).text
    assert begun(buyer)["dismissal_until"] == "2027-11-23"
    assert keep(buyer).location == PATH
    page = buyer.get(PATH).text
    assert NAME in page
    assert a_uscc(2) in page
    assert "2027年11月23日" in page
    assert "同名不同企业" in page
    assert "（已排除）" in check(buyer).text
    english = buyer.get(f"/en{PATH}").text
    assert "23 November 2027" in english
    assert "Holds" in english
    other = officer_client(buyer.application, an_officer(filed, Role.SOURCE_UNIT))
    assert NAME not in other.get(PATH).text
    assert "（已排除）" not in check(other).text


def test_a_faulty_form_keeps_what_was_typed_and_names_the_fields(buyer: OfficerClient) -> None:
    for form in (
        {"dismissal_reason": ""},
        {"dismissal_reason": "见11010519491231002X"},
        {"dismissal_until": "2026-11-22"},
        {"dismissal_until": "下个月"},
    ):
        answer = keep(buyer, **form)
        assert answer.status_code == 422, form
        (name, value), *_ = form.items()
        assert f"#field-{name}" in answer.text
        assert FilledForm(answer.text).value(name) == value
        assert FilledForm(answer.text).value("rows")
    assert NAME not in buyer.get(PATH).text
    assert keep(buyer).status_code == 303
    form = {**begun_again(buyer), "dismissal_reason": "再次"}
    assert buyer.post(PATH, data=form).status_code == 409
    assert buyer.post(PATH, data={"dismiss": "7.x", "rows": "[]"}).status_code == 400


def begun_again(client: OfficerClient) -> dict[str, str]:
    """The same form once more, as an old page would send it."""
    shown = FilledForm(check(client).text).values
    return {"rows": shown["rows"][0], "dismiss": f"1.{shown['shown-1'][0]}"}


def test_a_dismissal_says_when_it_holds_no_longer_and_is_ended_with_a_reason(
    buyer: OfficerClient, filed: Registry
) -> None:
    today = filed.clock.today()
    keep(buyer, dismissal_until=today.isoformat())
    assert "已到期" not in buyer.get(PATH).text
    on(filed, today + timedelta(days=1))
    assert "已到期，不再有效" in buyer.get(PATH).text
    address = buyer.get(PATH).text.partition(f'action="{PATH}/')[2].partition('"')[0]
    refused = buyer.post(f"{PATH}/{address}", data={"end_reason": ""})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    other = officer_client(buyer.application, an_officer(filed, Role.SOURCE_UNIT))
    assert other.post(f"{PATH}/{address}", data={"end_reason": "核实"}).status_code == 404
    assert buyer.post(f"{PATH}/{address}", data={"end_reason": "已核实"}).status_code == 303
    page = buyer.get(PATH).text
    assert "您还没有排除过候选" in page
    assert "已核实" in page
    assert keep(buyer).status_code == 303

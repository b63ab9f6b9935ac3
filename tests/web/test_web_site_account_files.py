"""Accounts on the desk: made, settled, and given keys, by operators alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from builders import PASSWORD, an_officer
from flask.testing import FlaskClient
from page_elements import Page
from served import Served
from signed_in import OfficerClient
from statements import counted
from test_web_site_desk_sessions import sign_in

from credit_registry.domain.actors import Role
from credit_registry.domain.errors import Unauthenticated
from credit_registry.domain.opaque_ids import from_public
from credit_registry.services.people import api_keys
from credit_registry.services.registry import Registry

Officers = Mapping[Role, OfficerClient]
ACCOUNTS = "/desk/accounts"
NEW = {
    "username": "chen",
    "display_name": "陈某",
    "account_kind": "person",
    "roles": ["proposer", "reviewer"],
}


def shown_once(text: str) -> str:
    """The secret that a page shows."""
    found = re.search(r"<p><code>([^<]+)</code></p>", text)
    assert found is not None
    return found.group(1)


def address_of(operator: OfficerClient, username: str) -> str:
    """The address of the account's page."""
    page = operator.get(f"{ACCOUNTS}?q={username}").text
    found = re.search(rf'href="({ACCOUNTS}/\w+)">{username}</a>', page)
    assert found is not None
    return found.group(1)


def test_a_new_person_signs_in_with_the_password_that_was_shown_once(
    officers: Officers, client: FlaskClient
) -> None:
    operator = officers[Role.OPERATOR]
    made = operator.post(f"{ACCOUNTS}/new", data=NEW)
    password = shown_once(made.text)
    assert sign_in(client, "chen", password).status_code == 303
    assert "一次性密码" in client.get("/desk/account").text
    page = operator.get(address_of(operator, "chen")).text
    assert "待更换一次性密码" in page
    assert password not in page
    assert "经办人" in page
    assert "复核员" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"username": ""}, "field-username"),
        ({"roles": []}, "field-roles"),
        ({"account_kind": "public"}, "field-account_kind"),
        ({"account_unit": "无此单位"}, "field-account_unit"),
        ({"display_name": "13812345678"}, "field-display_name"),
    ],
    ids=["no-name", "no-role", "kind", "unit", "number"],
)
def test_a_faulty_account_is_refused_with_what_was_typed(
    officers: Officers, changed: dict[str, object], told: str
) -> None:
    operator = officers[Role.OPERATOR]
    answer = operator.post(f"{ACCOUNTS}/new", data={**NEW, **changed})
    assert answer.status_code == 422
    assert f'<a href="#{told}">' in answer.text
    assert 'value="proposer" checked' in answer.text or "roles" in changed
    assert "chen" not in operator.get(ACCOUNTS).text


def test_a_name_is_taken_once(officers: Officers) -> None:
    operator = officers[Role.OPERATOR]
    operator.post(f"{ACCOUNTS}/new", data=NEW)
    again = operator.post(f"{ACCOUNTS}/new", data=NEW)
    assert again.status_code == 422
    assert "此账号已被使用" in again.text


def test_closing_is_asked_first_and_can_be_undone(
    officers: Officers, client: FlaskClient, registry: Registry
) -> None:
    an_officer(registry, Role.PROPOSER, username="zhang", password=PASSWORD)
    operator = officers[Role.OPERATOR]
    address = address_of(operator, "zhang")
    asked = operator.post(f"{address}/close")
    assert "账户的所有登录立即结束" in asked.text
    operator.post(f"{address}/close", data={"confirmed": "no"})
    assert sign_in(client, "zhang", PASSWORD).status_code == 303
    operator.post(f"{address}/close", data={"confirmed": "yes"})
    assert client.get("/desk").status_code == 302
    assert "已关闭" in operator.get(address).text
    operator.post(f"{address}/reopen")
    assert sign_in(client, "zhang", PASSWORD).status_code == 303


def test_a_reset_password_is_shown_once_and_ends_the_former_one(
    officers: Officers, client: FlaskClient, registry: Registry
) -> None:
    an_officer(registry, Role.PROPOSER, username="zhang", password=PASSWORD)
    operator = officers[Role.OPERATOR]
    address = address_of(operator, "zhang")
    answer = operator.post(f"{address}/reset_password", data={"confirmed": "yes"})
    assert sign_in(client, "zhang", PASSWORD).status_code == 401
    assert sign_in(client, "zhang", shown_once(answer.text)).status_code == 303


def test_nobody_closes_the_account_they_act_with(officers: Officers) -> None:
    operator = officers[Role.OPERATOR]
    address = address_of(operator, operator.actor.username)
    assert f"{address}/close" not in operator.get(address).text
    assert operator.post(f"{address}/close", data={"confirmed": "yes"}).status_code == 409


def test_a_key_has_the_days_and_scopes_that_were_asked_for_until_it_is_ended(
    officers: Officers, registry: Registry
) -> None:
    operator = officers[Role.OPERATOR]
    holder = an_officer(registry, Role.ENTERER, username="feeder")
    address = address_of(operator, "feeder")
    asked = {"key_days": "30", "scopes": ["import_batch"]}
    key = shown_once(operator.post(f"{address}/keys", data=asked).text)
    found = api_keys.identify(registry, key)
    assert (found.account_id, found.scopes) == (holder.account_id, frozenset({"import_batch"}))
    assert Page(operator.get(address).text).text.count(f"{key[:10]}…") == 1
    operator.post(f"{address}/keys/revoke", data={"prefix": key[:10]})
    with pytest.raises(Unauthenticated):
        api_keys.identify(registry, key)


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"key_days": "0"}, "field-key_days"), ({"scopes": "everything"}, "field-scopes")],
    ids=["no-day", "unheard"],
)
def test_a_key_on_impossible_terms_is_refused(
    officers: Officers, registry: Registry, asked: dict[str, str], told: str
) -> None:
    operator = officers[Role.OPERATOR]
    an_officer(registry, Role.ENTERER, username="feeder")
    answer = operator.post(f"{address_of(operator, 'feeder')}/keys", data=asked)
    assert answer.status_code == 422
    assert f"#{told}" in answer.text


def test_accounts_take_the_same_statements_however_many(
    officers: Officers, registry: Registry
) -> None:
    operator = officers[Role.OPERATOR]
    operator.get(ACCOUNTS)
    with counted(registry.database) as few:
        operator.get(ACCOUNTS)
    for number in range(8):
        an_officer(registry, Role.PROPOSER, username=f"officer{number}")
    with counted(registry.database) as many:
        page = operator.get(ACCOUNTS)
    assert "officer7" in page.text
    assert few.count == many.count


def test_an_account_is_addressed_by_no_name(officers: Officers, filled: Served) -> None:
    operator = officers[Role.OPERATOR]
    address = address_of(operator, operator.actor.username)
    assert from_public(address.rpartition("/")[2]) == operator.actor.account_id

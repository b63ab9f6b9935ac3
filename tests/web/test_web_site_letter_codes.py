from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from served import PLAIN, Served

from credit_registry.domain.actors import Role


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "您的账户已与企业绑定"), ("/en", "Your account is bound")]
)
def test_a_letter_goes_out_and_its_code_binds_the_account(
    officers: Mapping[Role, FlaskClient], filled: Served, prefix: str, said: str
) -> None:
    uscc = filled.code(PLAIN)
    issued = officers[Role.ENTERER].post(f"{prefix}/desk/letters", data={"uscc": uscc})
    code = re.search(r"<code>([0-9A-Z-]+)</code>", issued.text)
    assert code is not None
    user = officers[Role.ENTERPRISE_USER]
    assert said not in user.get(f"{prefix}/desk/enterprise").text
    wrong = user.post(f"{prefix}/desk/enterprise", data={"uscc": uscc, "code": "WRONG"})
    assert wrong.status_code == 422
    values = {"uscc": uscc, "code": code.group(1)}
    assert user.post(f"{prefix}/desk/enterprise", data=values).status_code == 303
    assert said in user.get(f"{prefix}/desk/enterprise").text


def test_guessing_letters_of_many_enterprises_becomes_slow(
    officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    user = officers[Role.ENTERPRISE_USER]
    values = {"uscc": "nothing", "code": "WRONG"}
    answers = [user.post("/desk/enterprise", data=values).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_letter_to_nobody_is_refused(
    officers: Mapping[Role, FlaskClient], filled: Served
) -> None:
    answer = officers[Role.ENTERER].post("/desk/letters", data={"uscc": "nothing"})
    assert answer.status_code == 404
    assert "没有登记使用此代码的主体" in answer.text

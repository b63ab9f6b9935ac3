"""An enterprise's user, bound to it by the code of a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient

from credit_registry.domain.actors import Role


def bound(officers: Mapping[Role, FlaskClient], code: str) -> FlaskClient:
    """The browser of a user who acts for the enterprise of the code from now on."""
    letter = officers[Role.ENTERER].post("/desk/letters", data={"uscc": code}).text
    found = re.search(r"<code>([0-9A-Z-]+)</code>", letter)
    assert found is not None
    user = officers[Role.ENTERPRISE_USER]
    values = {"uscc": code, "code": found.group(1)}
    assert user.post("/desk/enterprise", data=values).status_code == 303
    return user

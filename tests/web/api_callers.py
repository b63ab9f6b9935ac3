"""Officers at the API, and the entry that they work on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from builders import an_officer
from flask import Flask
from flask.testing import FlaskClient
from instants import Instants
from served import PENALISED, Served
from signed_in import OfficerClients, officer_client
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role

GROUNDS = "两年内三次受到较重处罚（罚〔2026〕3号）"
COMMANDS: dict[str, tuple[Role, dict[str, str]]] = {
    "notice": (Role.PROPOSER, {"document_number": "告〔2026〕1号"}),
    "statement": (Role.PROPOSER, {"note": "请求从轻处理", "on": "2026-11-23"}),
    "decision": (Role.DECIDER, {"document_number": "列〔2026〕1号"}),
    "refusal": (
        Role.DECIDER,
        {"ground": "circumstances_not_serious", "note": "违法行为轻微"},
    ),
    "consent": (Role.DECIDER, {"document_number": "同〔2026〕1号"}),
    "publication": (Role.PUBLISHER, {}),
    "withdrawal": (Role.DECIDER, {"document_number": "撤〔2026〕1号", "note": "处罚被撤销"}),
}
"""Who gives each command, and the least that its body says."""


@dataclass
class Caller:
    """Officers at the API, and the entry that they work on."""

    app: Flask
    given: Served
    officers: Mapping[Role, FlaskClient]
    listing: str = ""
    tag: str = ""

    @property
    def path(self) -> str:
        return f"/api/v1/listings/{self.listing}"

    def advance(self, days: int) -> None:
        cast("Instants", self.given.registry.clock.now).advance(days=days)

    def superior(self) -> FlaskClient:
        """A decider of the next higher bureau."""
        return officer_client(self.app, an_officer(self.given.registry, Role.DECIDER))

    def proposal(self) -> dict[str, str]:
        code = self.given.code(PENALISED)
        return {"enterprise": code, "list_type": "serious_violation", "grounds": GROUNDS}

    def propose(self, client: FlaskClient | None = None, **headers: str) -> TestResponse:
        chosen = client or self.officers[Role.PROPOSER]
        answer = chosen.post("/api/v1/listings", json=self.proposal(), headers=headers)
        if answer.status_code == 201:
            self.listing, self.tag = body(answer)["id"], answer.headers["ETag"]
        return answer

    def send(
        self,
        name: str,
        client: FlaskClient | None = None,
        headers: dict[str, str] | None = None,
        **stated: str,
    ) -> TestResponse:
        """Give a command; its If-Match is the entry's last tag unless the test says otherwise."""
        role, least = COMMANDS[name]
        chosen = client or (self.superior() if name == "consent" else self.officers[role])
        given = {"If-Match": self.tag} if headers is None else headers
        return chosen.post(f"{self.path}/{name}", json={**least, **stated}, headers=given)

    def take(self, name: str, **stated: str) -> dict[str, Any]:
        answer = self.send(name, None, None, **stated)
        assert answer.status_code == 200, answer.text
        self.tag = answer.headers["ETag"]
        return body(answer)


def body(answer: TestResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer.data)
    return found


def open_api(app: Flask, given: Served) -> Caller:
    """The API of a registry with a handful of enterprises."""
    return Caller(app, given, OfficerClients(app))

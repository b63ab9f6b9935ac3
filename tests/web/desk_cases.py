"""The desk as officers walk through it: a browser a role, and a clock that the test moves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from builders import an_officer
from flask import Flask
from flask.testing import FlaskClient
from instants import Instants
from served import PENALISED, Served
from signed_in import OfficerClient, OfficerClients, officer_client
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step

GROUNDS = "两年内三次受到较重处罚，情节严重（虚市监罚〔2026〕3号）"
LIST_NAME = "严重违法失信名单"
DAYS_OF_HEARING = 7
"""From Monday, the day of the notice, to the next Monday, its fifth working day."""

NEEDED: dict[Step, tuple[Role, dict[str, str]]] = {
    Step.SERVE_NOTICE: (Role.PROPOSER, {"document_number": "虚市监列告〔2026〕1号"}),
    Step.RECORD_STATEMENT: (Role.PROPOSER, {"note": "请求从轻处理"}),
    Step.DECIDE: (Role.DECIDER, {"document_number": "虚市监列〔2026〕1号", "grounds": GROUNDS}),
    Step.DECLINE: (
        Role.DECIDER,
        {"ground": "circumstances_not_serious", "note": "违法行为轻微"},
    ),
    Step.GIVE_CONSENT: (Role.DECIDER, {"document_number": "虚省监同〔2026〕1号"}),
    Step.PUBLISH: (Role.PUBLISHER, {}),
    Step.WITHDRAW: (
        Role.DECIDER,
        {"document_number": "虚市监撤〔2026〕1号", "note": "处罚被撤销"},
    ),
}
"""Who takes each step, and the least that is to be stated with it."""


@dataclass
class Desk:
    """A served registry, its officers, and the case that the test is about."""

    app: Flask
    given: Served
    officers: Mapping[Role, FlaskClient]
    case: str = ""
    version: int = 1

    @property
    def code(self) -> str:
        """The code of the enterprise concerned."""
        return self.given.code(PENALISED)

    @property
    def path(self) -> str:
        """The address of the case."""
        return f"/desk/cases/{self.case}"

    def advance(self, **stretch: float) -> None:
        """Let time pass."""
        cast("Instants", self.given.registry.clock.now).advance(**stretch)

    def propose(self, client: FlaskClient | None = None) -> str:
        """Propose the case through its form; its id comes back."""
        form = {"list_type": "serious_violation", "record": "", "grounds": GROUNDS}
        chosen = client or self.officers[Role.PROPOSER]
        answer = chosen.post(f"/desk/propose?code={self.code}", data=form)
        assert answer.status_code == 303, answer.text
        found = re.search(r"/desk/cases/(\w+)", answer.location)
        assert found is not None
        self.case, self.version = found.group(1), 1
        return self.case

    def send(self, step: Step, client: FlaskClient | None = None, **form: str) -> TestResponse:
        """Send the form of a step, confirmed unless the test says otherwise."""
        role, least = NEEDED[step]
        values = {"version": str(self.version), "confirmed": "yes", **least, **form}
        if step is Step.RECORD_STATEMENT:
            values.setdefault("on", self.given.registry.clock.today().isoformat())
        if step is Step.GIVE_CONSENT and client is None:
            client = self.an_officer(Role.DECIDER)
        return (client or self.officers[role]).post(f"{self.path}/{step.value}", data=values)

    def take(self, step: Step, **form: str) -> None:
        """Take a step."""
        answer = self.send(step, None, **form)
        assert answer.status_code == 303, answer.text
        self.version += 1

    def decided(self) -> None:
        """Bring a new case to its decision and the consent, after the time to answer has passed."""
        self.propose()
        self.take(Step.SERVE_NOTICE)
        self.advance(days=DAYS_OF_HEARING + 1)
        self.take(Step.DECIDE)
        self.take(Step.GIVE_CONSENT)

    def an_officer(self, *roles: Role, division: str | None = None) -> OfficerClient:
        """A further officer."""
        actor = an_officer(self.given.registry, *roles, division=division)
        return officer_client(self.app, actor)


def open_desk(app: Flask, given: Served) -> Desk:
    """The desk of a registry with a handful of enterprises."""
    return Desk(app, given, OfficerClients(app))

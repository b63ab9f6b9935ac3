"""A mirrored entry is public while its source confirmed it lately, and on no other day anywhere.

It is delivered, confirmed again, lapses where nobody confirms it, and leaves when its source lists
it no more. On which days it is public is told anew here, day by day. The environment variable
LIFECYCLES names how many random lives are tried; without it they are few and the same.
"""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver, on, subject_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from credit_registry.domain.actors import Role
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.finding import indexing
from credit_registry.services.lists import mirrors
from credit_registry.services.lists.mirrors import MirroredEntry
from credit_registry.store.ledgers import Event

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from credit_registry.domain.actors import Actor
    from credit_registry.services.registry import Registry

LIST = "national_serious_violation"
DAYS_CONFIRMED = 7
"""So many days after a confirmation the entry is public, rest days or not."""
FIRST = date(2026, 9, 28)
"""Before a holiday week, which must not count."""
WAITS = (1, 6, 7, 8, 30)
TERMS = (None, 3, -1)
"""In how many days the term ends that the source states."""
LIVES = os.environ.get("LIFECYCLES")
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("confirm"), st.sets(st.sampled_from([1, 2])), st.sampled_from(TERMS)),
        st.tuples(st.just("wait"), st.sampled_from(WAITS), st.none()),
        st.tuples(st.just("edge"), st.sampled_from([0, 1]), st.none()),
    ),
    min_size=4,
    max_size=7,
)
_lives = count(1)


@dataclass
class Source:
    """What the source lists: by enterprise, when it said so last, and when the term ends."""

    registry: Registry
    client: FlaskClient
    enterer: Actor
    life: int
    today: date = FIRST
    listed: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    confirmations: int = 0

    def do(self, deed: str, what: object, term: int | None) -> None:
        """One thing that happens."""
        match deed, what:
            case "confirm", set(those):
                self.confirm(those, term)
            case "wait", int(days):
                self.today += timedelta(days=days)
            case "edge", int(days):
                self.today = max(self.today, self.next_end() + timedelta(days=days))
        on(self.registry, self.today)

    def next_end(self) -> date:
        """The last day of the display that ends next."""
        ends = [self.last_of(number) for number in self.listed if self.is_shown(number)]
        return min(ends, default=self.today)

    def last_of(self, number: int) -> date:
        """The last day of an enterprise's display, counted on the calendar."""
        confirmed, until = self.listed[number]
        last = date.fromordinal(confirmed.toordinal() + DAYS_CONFIRMED)
        return last if until is None or last < until else until

    def is_shown(self, number: int) -> bool:
        """Whether the public is to see the enterprise on the list today."""
        return number in self.listed and self.today <= self.last_of(number)

    def grounds(self, number: int) -> str:
        """Words that stand nowhere but in the enterprise's entry."""
        return f"转载理由第{self.life}之{number}"

    def confirm(self, those: set[int], term: int | None) -> None:
        """The source states whom it lists; who is not among them leaves."""
        until = None if term is None else self.today + timedelta(days=term)
        entries = [
            MirroredEntry(
                subject_of(self.registry, a_uscc(number)), f"国列〔2026〕{number}号",
                self.grounds(number), date(2026, 1, 5), until, "虚构局",
            )
            for number in sorted(those)
        ]  # fmt: skip
        with self.registry.transaction() as session:
            law = law_editions.current(session)
            act = Act(self.enterer, self.registry.clock.now(), self.today, law)
            mirrors.confirm(session, LIST, entries, act=act, may_be_empty=True)
        self.listed = dict.fromkeys(those, (self.today, until))
        self.confirmations += 1

    def require_shown(self) -> None:
        """Every outward surface shows the entries that are to be shown, and no other."""
        shared = [f"/lists/mirrored/{LIST}{form}" for form in ("", ".csv", ".json", ".xlsx")]
        shared += [f"/lists/mirrored/{LIST}.atom", f"/api/v1/lists/{LIST}/entries"]
        told = {path: words(self.client.get(path)) for path in shared}
        for number in (1, 2):
            code, grounds = a_uscc(number), self.grounds(number)
            own = dict.fromkeys((f"/e/{code}", f"/api/v1/enterprises/{code}/listings"), grounds)
            own[f"/api/v1/search?q={code}"] = LIST
            own[f"/api/v1/enterprises/{code}/profiles/government_procurement"] = "国家企业信用"
            is_shown = self.is_shown(number)
            for path, text in told.items():
                assert (grounds in text) is is_shown, (path, self.today)
            for path, mark in own.items():
                assert (mark in words(self.client.get(path))) is is_shown, (path, self.today)
            if not is_shown:
                for path in ("/", "/api/v1/changes"):
                    assert grounds not in words(self.client.get(path)), (path, self.today)


def words(answer: TestResponse) -> str:
    """What an answer says, be it packed or not."""
    assert answer.status_code == 200
    if not answer.data.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as workbook:
        return "".join(workbook.read(name).decode() for name in workbook.namelist())


@settings(
    max_examples=int(LIVES or 3),
    derandomize=LIVES is None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(deeds=DEEDS)
def test_a_mirrored_entry_is_public_on_its_days_and_on_no_other_anywhere(
    registry: Registry,
    client: FlaskClient,
    deeds: list[tuple[str, object, int | None]],
) -> None:
    enterer = an_officer(registry, Role.ENTERER)
    source = Source(registry, client, enterer, next(_lives))
    on(registry, FIRST)
    deliver(registry, a_subject_draft(1), a_subject_draft(2))
    indexing.follow(registry)
    source.confirm(set(), None)
    before = confirmed(registry) - source.confirmations
    source.do("confirm", {1, 2}, None)
    for deed in (*deeds, ("edge", 0, None), ("edge", 1, None), ("confirm", {1}, None)):
        source.do(*deed)
        source.require_shown()
    assert confirmed(registry) - before == source.confirmations


def confirmed(registry: Registry) -> int:
    """How many confirmations the ledger tells of."""
    with registry.reading() as session:
        about = select(func.count()).where(Event.kind == "mirror_confirmed")
        return session.scalars(about).one()

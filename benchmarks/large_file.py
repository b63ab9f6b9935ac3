"""The first page of a subject with ten thousand records, against a trivial view of the same
application.

The grade is shown with the enterprise's consent and rests on all records. What is told is the time
of the processor within this process, and how many statements a page sends; beside it stands a
subject with ten records. The first time is told apart: what the same records came to is kept.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient
from founding import registries
from founding.codes import NEVER_ASSIGNED, a_code

from credit_registry.bootstrap import app_of
from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.drafts import (
    RecordDraft,
    SubjectDraft,
    SubjectReference,
    UnitReference,
)
from credit_registry.domain.permissions import Permission
from credit_registry.domain.records import Level, RecordKind, Severity
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.exchange.rows import Row
from credit_registry.rules.documents.documents import shipped_rule_sets
from credit_registry.services.grading import consents, rule_sets
from credit_registry.services.intake.exchanging import BatchSource, import_rows
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER, NewAccount
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import subjects
from credit_registry.web import auth

TRIVIAL = "/trivial"
LARGE, SMALL = a_code(1), a_code(2)
FEW = 10
MOST_MILLISECONDS = 50
MILLI = 1_000
SHARES = (
    RecordKind.PENALTY, RecordKind.PENALTY, RecordKind.PENALTY, RecordKind.SAMPLING,
    RecordKind.SAMPLING, RecordKind.SAMPLING, RecordKind.RANDOM_INSPECTION,
    RecordKind.COMMITMENT, RecordKind.HONOUR, RecordKind.CERTIFICATE,
)  # fmt: skip
"""The kinds of ten records that follow one another."""


def main() -> None:
    """Print milliseconds and statements of the pages, and their ratios to the trivial view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000, help="of the large subject")
    parser.add_argument("--rounds", type=int, default=15)
    registries.add_option(parser)
    asked = parser.parse_args()
    with registries.founded(asked.database) as (registry, _):
        _filled(registry, asked.records)
        slowest = _measure(registry, asked.rounds)
    if slowest > MOST_MILLISECONDS:
        raise SystemExit(f"a page takes {slowest:.1f} ms, more than {MOST_MILLISECONDS} ms")


def _measure(registry: Registry, rounds: int) -> float:
    """Tell of each page; the milliseconds of the large subject's page on the site."""
    client = _app(registry).test_client()
    names = ("/e/{}", "/api/v1/enterprises/{}", "/api/v1/enterprises/{}/records",
             "/api/v1/enterprises/{}/history", "/api/v1/enterprises/{}/listings")  # fmt: skip
    pages = [name.format(code) for name in names for code in (SMALL, LARGE)]
    took = _times(client, (TRIVIAL, *pages), rounds)
    print(f"a trivial view: {took[TRIVIAL]:.2f} ms")
    for page in pages:
        sent = _statements(registry, client, page)
        ratio = took[page] / took[TRIVIAL]
        print(f"{page}: {took[page]:.1f} ms, {sent} statements, {ratio:.0f} times the trivial view")
    return took[pages[1]]


def _times(client: FlaskClient, pages: Sequence[str], rounds: int) -> dict[str, float]:
    """The median milliseconds of the processor for each page, asked for in turn."""
    took: dict[str, list[float]] = {page: [] for page in pages}
    for number in range(rounds + 1):
        for page in pages:
            begun = time.process_time()
            answer = client.get(page)
            spent = time.process_time() - begun
            if answer.status_code != 200:
                raise SystemExit(f"{page} answered {answer.status_code}")
            if number:  # the first round meets cold caches of the application
                took[page].append(spent * MILLI)
            elif page == f"/e/{LARGE}":
                print(f"{page}, the first time, its grade computed: {spent * MILLI:.0f} ms")
    return {page: statistics.median(spent) for page, spent in took.items()}


def _statements(registry: Registry, client: FlaskClient, page: str) -> int:
    """How many statements a page sends."""
    sys.path.append(str(registries.TESTS))
    from statements import counted

    with counted(registry.database) as sent:
        client.get(page)
    return sent.count


def _app(registry: Registry) -> Flask:
    """The application with a view that does nothing."""
    app = app_of(registry)

    @app.get(TRIVIAL)
    @auth.needs(Permission.READ_PUBLIC)
    def trivial() -> str:
        return "trivial"

    return app


def _filled(registry: Registry, records: int) -> None:
    """Both subjects with their records, the rules, and the consents to show the grades."""
    new = NewAccount(username="officer", display_name="经办", roles=tuple(Role))
    with registry.transaction() as session:
        at = registry.clock.now()
        actor = accounts.create(session, new, actor=INSTALLER, at=at)
        for rule_set in shipped_rule_sets():
            rule_sets.publish(session, rule_set, actor=actor, at=at)
    day = registry.clock.today()
    drafts = [
        SubjectDraft(
            f"虚构企业{code}", code, division_code=NEVER_ASSIGNED, established_on=date(2015, 6, 1)
        )
        for code in (LARGE, SMALL)
    ]
    _deliver(registry, "subjects", drafts, actor)
    for code, count in ((LARGE, records), (SMALL, FEW)):
        _deliver(registry, code, [_record(code, number, day) for number in range(count)], actor)
    with registry.transaction() as session:
        for code in (LARGE, SMALL):
            number = subjects.by_code(session, code) or 0
            since = day - timedelta(days=1)
            consents.record(session, number, since, None, actor=actor, at=registry.clock.now())


def _record(code: str, number: int, today: date) -> RecordDraft:
    """A record of lately; it is public."""
    kind = SHARES[number % len(SHARES)]
    day = today - timedelta(days=number % 80)
    draft = {
        "kind": kind,
        "subject": SubjectReference(f"虚构企业{code}", {IdentifierScheme.USCC: code}),
        "source_unit": UnitReference("虚构市市场监督管理局"),
        "document_number": f"虚市监〔2026〕{code[-3:]}{number}号",
        "title": f"虚构的记录{number}",
    }
    return RecordDraft(**(draft | _facts(kind, day)))  # type: ignore[arg-type] # fields by name


def _facts(kind: RecordKind, day: date) -> dict[str, object]:
    """What a record of the kind states."""
    valid = {"effective_from": day, "effective_to": day + timedelta(days=700), "outcome": "valid"}
    match kind:
        case RecordKind.PENALTY:
            return {
                "decided_on": day, "served_on": day, "severity": Severity.GENERAL,
                "category": "confiscate_illegal_gains", "amount_fen": 10_000, "level": Level.CITY,
            }  # fmt: skip
        case RecordKind.SAMPLING:
            return {
                "occurred_on": day - timedelta(days=30), "served_on": day - timedelta(days=20),
                "first_displayed_on": day, "outcome": "passed", "level": Level.CITY,
            }  # fmt: skip
        case RecordKind.RANDOM_INSPECTION:
            return {
                "occurred_on": day - timedelta(days=30), "first_displayed_on": day,
                "outcome": "no_problem", "level": Level.COUNTY, "category": "untargeted",
            }  # fmt: skip
        case RecordKind.COMMITMENT:
            return valid | {"decided_on": day, "outcome": "not_due", "category": "quality"}
        case RecordKind.HONOUR:
            return valid | {"decided_on": day, "level": Level.CITY, "category": "quality_award"}
        case _:
            return valid | {"category": "quality_management"}


def _deliver(
    registry: Registry, name: str, drafts: Sequence[SubjectDraft | RecordDraft], actor: Actor
) -> None:
    """Take the drafts in as one delivery."""
    rows = [Row(line, draft) for line, draft in enumerate(drafts, start=2)]
    receipt = import_rows(registry, rows, BatchSource(name, f"{name}.csv", "own"), actor=actor)
    if receipt.accepted != len(drafts):
        raise SystemExit(f"{receipt.refused} rows were refused")


if __name__ == "__main__":
    main()

"""A population made by hand, and drafts that move exactly known firms of it."""

from dataclasses import replace
from datetime import date

from builders import a_record_draft, a_subject_draft, an_officer
from filings import deliver
from rule_texts import the_extract

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.records import RecordKind, Severity
from credit_registry.domain.subjects import SubjectKind
from credit_registry.rules.rule_sets import Band, RuleSet
from credit_registry.services.grading import rule_sets
from credit_registry.services.registry import Registry

FIRST, SECOND = "999901", "999902"
CLEAN, FINED, FINED_MORE, SERIOUS, SILENT, TRADER = range(1, 7)
TODAY = date(2026, 11, 23)


def populate(registry: Registry) -> Actor:
    """Six subjects in two divisions under the extract's rules; the rule owner comes back.

    CLEAN and TRADER hold AAA, FINED holds AA, FINED_MORE and SERIOUS hold A, SILENT has no data.
    """
    owner = an_officer(registry, Role.RULE_OWNER)
    with registry.transaction() as session:
        rule_sets.publish(session, the_extract(), actor=owner, at=registry.clock.now())
    first = {"division_code": FIRST, "industry_code": "C2110"}
    second = {"division_code": SECOND, "industry_code": "F5211"}
    deliver(
        registry,
        a_subject_draft(CLEAN, **first),
        a_subject_draft(FINED, **first),
        a_subject_draft(FINED_MORE, **second),
        a_subject_draft(SERIOUS, **second),
        a_subject_draft(SILENT, **first),
        a_subject_draft(TRADER, kind=SubjectKind.INDIVIDUAL_BUSINESS, **second),
    )
    graded = (CLEAN, FINED, FINED_MORE, SERIOUS, TRADER)
    fines = {FINED: 1_000_000, FINED_MORE: 10_000_000}
    serious = {"severity": Severity.SERIOUS, "amount_fen": 10_000_000}
    deliver(
        registry,
        *(a_record_draft(RecordKind.COMMITMENT, number) for number in graded),
        *(a_record_draft(RecordKind.SAMPLING, number) for number in graded),
        *(
            a_record_draft(RecordKind.PENALTY, number, amount_fen=amount)
            for number, amount in fines.items()
        ),
        a_record_draft(RecordKind.PENALTY, SERIOUS, **serious),
    )
    return owner


def a_draft(since: date = TODAY, *, fines: bool = True, serious: bool = False) -> RuleSet:
    """The extract from a day on.

    With `fines`, fines from 10,000 yuan on leave no points (FINED falls from AA to B); with
    `serious`, one serious penalty is enough for the cap and the candidate (SERIOUS falls to C).
    """
    extract = replace(the_extract(), code="GZ-QC-1-draft", since=since)
    rules = tuple(_changed(rule, fines=fines, serious=serious) for rule in extract.rules)
    return replace(extract, rules=rules)


def _changed(rule, *, fines: bool, serious: bool):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - a rule
    """One rule of the draft."""
    if rule.code == "D1" and fines:
        bands = [
            Band(each.at_least, 0) if each.at_least == 1_000_000 else each for each in rule.bands
        ]
        return replace(rule, bands=tuple(bands))
    if rule.code == "V" and serious:
        return replace(rule, effect=replace(rule.effect, at_least=1))
    return rule

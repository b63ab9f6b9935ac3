"""Facts, entries and findings for the tests of use profiles."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import yaml
from rule_builders import a_dossier, a_penalty

from credit_registry.domain.measures import BasisLevel, Family, Measure
from credit_registry.domain.sources import Source, Verification
from credit_registry.domain.uses import Force, Use
from credit_registry.rules.dossiers import Fact
from credit_registry.rules.profiles.profile_documents import (
    named,
    read_profile,
    shipped_profiles,
    to_tree,
)
from credit_registry.rules.profiles.profile_evaluation import evaluate
from credit_registry.rules.profiles.profile_findings import CaseFile, Listed, ProfileFinding
from credit_registry.rules.profiles.profiles import Profile
from credit_registry.rules.rule_sets import Wording

TODAY = date(2026, 11, 23)
MILLION = 100_000_000

PROCUREMENT = named(shipped_profiles(), "government_procurement")
AWARDS = named(shipped_profiles(), "qualification_awards")
BANK = named(shipped_profiles(), "bank_credit")


def suspended(on: date | None, **changes: Any) -> Fact:  # noqa: ANN401 - any field
    return replace(a_penalty(on), category="suspend_business", **changes)


def a_measure(**changes: Any) -> Measure:  # noqa: ANN401 - any column
    """A measure of discipline that is weighed in procurement."""
    words = {
        f"{name}_{language}": word
        for name in ("matter", "content", "object", "body", "frequency")
        for language, word in (("zh", "措施"), ("en", "measure"))
    }
    columns: dict[str, Any] = {
        "code": "D01", "family": Family.DISCIPLINE, **words, "body": "a_body",
        "source": Source("某办法", "some measures", Verification.INSTRUMENT),
        "level": BasisLevel.ADMINISTRATIVE_REGULATION, "limits_rights": True,
        "since": date(2021, 9, 1), "until": None, "use": Use.GOVERNMENT_PROCUREMENT,
        "force": Force.WEIGHED,
    }  # fmt: skip
    return Measure(**(columns | changes))


def an_entry(
    use: Use,
    force: Force,
    verification: Verification = Verification.INSTRUMENT,
    *,
    until: date | None = date(2029, 11, 22),
    measure_until: date | None = None,
) -> Listed:
    source = Source("某办法", "some measures", verification)
    measure = a_measure(use=use, force=force, source=source, until=measure_until)
    return Listed(9, Wording("名单", "list"), "列〔2026〕1号", TODAY, until, (measure,))


def found(
    profile: Profile, *facts: Fact, on: date = TODAY, withheld: frozenset[int] = frozenset()
) -> ProfileFinding:
    return evaluate(profile, CaseFile(a_dossier(*facts), withheld=withheld), on)


def rows_of(finding: ProfileFinding) -> list[str]:
    return [reason.row for reason in finding.reasons]


def edited(change: Callable[[dict[str, Any]], object], row: int = 0) -> Profile:
    """The procurement profile with a row changed."""
    tree = to_tree(PROCUREMENT)
    change(tree["rows"][row])
    return read_profile(yaml.safe_dump(tree, allow_unicode=True))

"""`samplings`: what is owed after failed samplings."""

from datetime import date

from builders import a_record_draft, a_subject_draft
from command_line import CommandLine
from filings import deliver

from credit_registry.domain.records import RecordKind
from credit_registry.services.registry import Registry

FRIDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 16)


def test_the_overdue_steps_are_listed_with_their_last_day_and_owner(
    line: CommandLine, registry: Registry
) -> None:
    line.said("account", "create", "deciding", "--kind", "program", "--role", "decider")
    key = line.said("account", "key", "deciding").strip()
    deliver(registry, a_subject_draft(1))
    failures = [
        a_record_draft(
            RecordKind.SAMPLING, document_number=number, outcome="failed", category="ordinary",
            occurred_on=date(2026, 10, 20), served_on=served, first_displayed_on=None,
        )
        for number, served in (("BG-1", FRIDAY), ("BG-2", MONDAY))
    ]  # fmt: skip
    deliver(registry, *failures)
    assert line.clock.today() == date(2026, 11, 23), "the last day to order what was told on Monday"
    words = ("--key", key, "samplings", "overdue")
    (row,) = line.said(*words).splitlines()
    due, days, _, name, number, state, period, owner = row.split("\t")
    assert (due, days, name, number) == ("2026-11-20", "3", "虚构市第1制造有限公司", "BG-1")
    assert (state, period, owner) == ("结果已送达", "抽查不合格责令改正期限", "办理抽检后处理")
    english = line.said("--language", "en", *words)
    assert "time to order that a failure be put right" in english

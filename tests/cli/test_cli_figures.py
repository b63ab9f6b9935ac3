"""`figures`: subjects by division on a day."""

from datetime import date

from builders import a_subject_draft
from command_line import CommandLine
from filings import deliver

from credit_registry.services.registry import Registry


def test_subjects_are_counted_where_they_were_on_the_day(
    line: CommandLine, registry: Registry
) -> None:
    deliver(registry, a_subject_draft(1, division_code="360702"))
    deliver(registry, a_subject_draft(1, division_code="360703", since=date(2026, 3, 1)))
    before = line.said("figures", "--as-of", "2026-02-28").split()
    after = line.said("figures", "--as-of", "2026-03-01").split()
    assert before == ["2026-02-28", "360702", "章贡区", "1"]
    assert after == ["2026-03-01", "360703", "南康区", "1"]

"""Penalties and samplings state what the publication regimes ask for."""

from datetime import date

import pytest
from kind_readings import draft, reasons

from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind

K = RecordKind
REFUSED = {"result": "拒绝抽样", "sampled_on": "2026-05-10", "batch": "", "inspection_body": ""}
FAILED = {"result": "不合格", "failed_items": "铅含量", "sampled_on": "2026-05-10"}
SERVED = {"result_served_on": "2026-05-20", "announced_on": "2026-06-01"}


def test_a_penalty_states_its_procedure_and_the_day_of_its_display() -> None:
    stated = {"procedure": "简易程序", "displayed_on": "2026-05-20"}
    found = draft(K.PENALTY, **stated)
    assert (found.is_summary, found.first_displayed_on) == (True, date(2026, 5, 20))
    assert draft(K.PENALTY, procedure="普通程序").is_summary is False
    assert draft(K.PENALTY, procedure="").is_summary is None


def test_a_sampling_states_its_challenge_and_its_alert() -> None:
    days = {"challenged_on": "2026-05-25", "challenge_settled_on": "2026-06-20"}
    found = draft(K.SAMPLING, **FAILED, **SERVED, **days, alerted_on="2026-05-22")
    assert found.challenged_on == date(2026, 5, 25)
    assert found.challenge_settled_on == date(2026, 6, 20)
    assert found.alerted_on == date(2026, 5, 22)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (SERVED | {"alerted_on": "2026-05-22"}, ("/alerted_on", Reason.NO_ALERT)),
        (FAILED | SERVED | {"alerted_on": "2026-05-09"}, ("/alerted_on", Reason.BEFORE)),
        (FAILED | SERVED | {"alerted_on": "2026-11-25"}, ("/alerted_on", Reason.FUTURE_DATE)),
        (FAILED | SERVED | {"challenged_on": "2026-05-19"}, ("/challenged_on", Reason.BEFORE)),
        (
            FAILED | SERVED | {"challenged_on": "2026-05-25", "challenge_settled_on": "2026-05-24"},
            ("/challenge_settled_on", Reason.BEFORE),
        ),
    ],
    ids=["of a pass", "before the sample", "in the future", "before service", "before it"],
)
def test_a_challenge_or_an_alert_out_of_order_is_refused(
    changes: dict[str, str], fault: tuple[str, Reason]
) -> None:
    assert fault in reasons(K.SAMPLING, **changes)

"""An enterprise's page: its industry's middle, its grades over time, how its commitments stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
import served
from builders import a_record_draft, a_subject_draft, an_officer
from flask.testing import FlaskClient
from page_elements import Page
from served import PLAIN, Served

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind
from credit_registry.services.grading import consents, grading, rule_sets
from credit_registry.services.grading.grade_histories import GradePoint
from credit_registry.store.peers import PeerMedian
from credit_registry.web.site.presenters import commitments, grade_histories
from credit_registry.web.site.voices import Voice

MAKER = 5


@pytest.fixture
def graded(filled: Served) -> str:
    """The page of a maker that consented to its grade being shown, and was graded."""
    registry = filled.registry
    served.deliver(registry, filled.enterer, "m", [a_subject_draft(MAKER, industry_code="C2110")])
    kinds = (RecordKind.COMMITMENT, RecordKind.CERTIFICATE, RecordKind.SAMPLING)
    records = [a_record_draft(kind, MAKER) for kind in kinds]
    served.deliver(registry, filled.enterer, "r", records)
    owner = an_officer(registry, *Role)
    with registry.transaction() as session:
        consents.record(
            session, filled.subject_id(MAKER), date(2026, 1, 1), None, actor=owner,
            at=registry.clock.now(),
        )  # fmt: skip
    grading.evaluate_all(registry, actor=owner)
    return f"/e/{filled.code(MAKER)}"


def tell_medians(filled: Served) -> None:
    """Medians as a run of the rules over a larger city would leave them."""
    registry, today = filled.registry, filled.registry.clock.today()
    with registry.transaction() as session:
        compiled = rule_sets.in_force(session, today)
        assert compiled is not None
        session.add_all(
            PeerMedian(
                rule_set_version=compiled.version, section="C", dimension=dimension.code,
                enterprises=1_234, median_centi=500, as_of=today,
            )
            for dimension in compiled.rule_set.dimensions
        )  # fmt: skip


def test_dimensions_stand_beside_the_middle_of_the_industry(
    client: FlaskClient, filled: Served, graded: str
) -> None:
    assert "行业中位数" not in client.get(graded).text
    tell_medians(filled)
    page = Page(client.get(graded).text)
    assert "同行业（制造业）1,234 家在营并已评级企业的中位数，2026年11月23日评" in page.text
    assert "bar-median" in {str(each.get("class")) for each in page.all("rect")}
    assert "median of the 1,234 graded" in client.get(f"/en{graded}").text
    assert "行业中位数" not in client.get(f"{graded}?as_of=2026-11-22").text


def test_grades_over_time_stand_in_a_chart_and_in_a_table(
    client: FlaskClient, filled: Served, graded: str
) -> None:
    page = Page(client.get(graded).text)
    chart = next(each for each in page.all("svg") if each["class"] == "chart")
    assert chart["role"] == "img"
    assert set(str(chart["aria-labelledby"]).split()) <= set(page.ids)
    assert "历次评价，最近的在前" in page.text


def test_without_a_basis_neither_grade_nor_history_nor_middle_is_told(
    client: FlaskClient, filled: Served, graded: str
) -> None:
    tell_medians(filled)
    page = Page(client.get(f"/e/{filled.code(PLAIN)}").text)
    assert not [each for each in page.all("svg") if each["class"] in {"chart", "bar"}]
    assert "等级变化" not in page.text


def a_point(days: int, score_centi: int | None) -> GradePoint:
    return GradePoint(date(2026, 1, 1) + timedelta(days=days), "A", score_centi, "f" * 64)


def chart(*points: GradePoint) -> tuple[grade_histories.Mark, ...]:
    return grade_histories.marks(points, Voice("zh"))


def test_marks_stand_by_day_and_score_within_the_chart() -> None:
    first, middle, last = chart(a_point(0, 0), a_point(50, 5_000), a_point(100, 10_000))
    assert (first.x, middle.x, last.x) == (36, 204, 372)
    assert (first.y, middle.y, last.y) == (152, 84, 16)
    assert (first.anchor, middle.anchor, last.anchor) == ("start", "middle", "end")
    assert grade_histories.steps([first, middle, last]) == "M36 152H204V84H372V16"


def test_labels_that_would_crowd_one_another_are_left_out_but_for_the_last() -> None:
    found = chart(*(a_point(number, 5_000) for number in range(11)))
    named = [at for at, mark in enumerate(found) if mark.label]
    assert named[-1] == 10
    assert all(found[b].x - found[a].x >= 84 for a, b in pairwise(named))


def test_a_single_grade_stands_in_the_middle() -> None:
    (mark,) = chart(a_point(0, 7_850))
    assert (mark.x, mark.anchor, mark.label) == (204, "middle", "A 78.50")


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, []),
        ({"fulfilled": 2}, ["2", "0", "0"]),
        ({"not_due": 1, "": 1, "partly": 3, "unfulfilled": 1_000}, ["0", "2", "1,003"]),
    ],
    ids=["none", "kept", "all"],
)
def test_commitments_are_counted_by_how_they_stand(
    counts: Mapping[str, int], shown: list[str]
) -> None:
    assert [each.count for each in commitments.stands(counts, Voice("zh"))] == shown


def test_the_page_counts_commitments_kept_due_and_broken(
    client: FlaskClient, filled: Served
) -> None:
    drafts = [
        a_record_draft(RecordKind.COMMITMENT, PLAIN, outcome=outcome)
        for outcome in ("fulfilled", "not_due", "partly")
    ]
    served.deliver(filled.registry, filled.enterer, "commitments", drafts)
    text = " ".join(Page(client.get(f"/e/{filled.code(PLAIN)}").text).text.split())
    assert "已履行 1" in text
    assert "未到期 1" in text
    assert "未履行或部分履行 1" in text

"""Why an entry was removed stands wherever officers read of its past, and nowhere else."""

from __future__ import annotations

import pytest
from desk_cases import Desk
from page_elements import Page

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step
from credit_registry.domain.opaque_ids import to_public

REASON = "所依据的处罚被撤销"


@pytest.fixture
def removed(desk: Desk) -> Desk:
    """A case that was published and removed, because its penalty was annulled."""
    desk.decided()
    desk.take(Step.PUBLISH)
    desk.take(Step.WITHDRAW)
    return desk


def test_the_case_says_why_it_was_removed(removed: Desk) -> None:
    page = Page(removed.officers[Role.AUDITOR].get(removed.path).text).text
    assert f"移出原因 {REASON}" in page
    english = Page(removed.officers[Role.AUDITOR].get(f"/en{removed.path}").text).text
    assert "The penalty behind it was annulled" in english


def test_a_case_that_stands_says_nothing_of_a_removal(desk: Desk) -> None:
    desk.decided()
    assert f"移出原因 {REASON}" not in Page(desk.officers[Role.AUDITOR].get(desk.path).text).text


def test_a_later_case_and_the_history_tell_it_of_the_earlier_one(removed: Desk) -> None:
    earlier = removed.case
    assert removed.propose() != earlier
    auditor = removed.officers[Role.AUDITOR]
    assert REASON in Page(auditor.get(removed.path).text).text
    subject = to_public(removed.given.subject_id(2))
    assert REASON in Page(auditor.get(f"/desk/subjects/{subject}/history").text).text


def test_the_public_is_not_told(removed: Desk) -> None:
    assert REASON not in removed.app.test_client().get(f"/e/{removed.code}").text
    listings = removed.app.test_client().get(f"/api/v1/enterprises/{removed.code}/listings")
    assert "removal_reason" not in listings.text

"""The propagation board on the desk and at the interface."""

from __future__ import annotations

from datetime import date

from api_callers import Caller
from desk_cases import Desk
from filings import file_of, position, withdraw

from credit_registry.domain.actors import Role
from credit_registry.domain.listings import Step
from credit_registry.domain.records import RecordState
from credit_registry.services.finding import indexing
from credit_registry.services.registry import Registry

NAME, TITLE = "虚构市第2制造有限公司", "公开的处罚"


def ended(registry: Registry, subject_id: int) -> int:
    """End the publicity of the penalty; the ending's position."""
    found = file_of(registry, subject_id=subject_id).records
    (number,) = [each.record_id for each in found if each.title == TITLE]
    withdraw(registry, number, RecordState.ANNULLED)
    registry.sequence()
    return position(registry) - 1


def test_an_officer_sees_who_has_taken_an_ending_in_and_who_is_late(desk: Desk) -> None:
    registry, officers = desk.given.registry, desk.officers
    assert "没有等待落实" in officers[Role.AUDITOR].get("/desk/propagation").text
    number = ended(registry, desk.given.subject_id(2))
    indexing.follow(registry)
    page = officers[Role.AUDITOR].get("/desk/propagation").text
    assert NAME in page
    assert (page.count(": 已落实"), page.count("逾期未落实")) == (1, 0)
    desk.advance(days=10)
    assert officers[Role.AUDITOR].get("/desk/propagation").text.count("<strong>逾期未落实") == 4
    form = {"downstream": "credit_china", "ending_evidence": "已查看，不再展示"}
    path = f"/desk/propagation/{number}"
    assert officers[Role.AUDITOR].post(path, data=form).status_code == 403
    assert "<form method" not in officers[Role.AUDITOR].get(path).text.split("<h1")[1]
    publisher = officers[Role.PUBLISHER]
    assert publisher.post(path, data={"downstream": "credit_china"}).status_code == 422
    assert publisher.post(path, data=form).status_code == 303
    assert publisher.post(path, data=form).status_code == 422, "it is offered no more"
    assert "2026年12月3日" in publisher.get(path).text
    assert publisher.get("/desk/propagation/999999").status_code == 404
    assert publisher.get("/desk/propagation?after=x").status_code == 400


def test_the_board_tells_of_displays_that_ended_by_their_date(desk: Desk) -> None:
    """An entry of 2026-12-01 is shown for the last time on 2029-12-01."""
    desk.decided()
    desk.take(Step.PUBLISH)
    auditor = desk.officers[Role.AUDITOR]
    assert "近期期满自动停止公示" not in auditor.get("/desk/propagation").text
    desk.advance(days=(date(2029, 12, 2) - date(2026, 12, 1)).days)
    page = auditor.get("/desk/propagation").text.partition("近期期满自动停止公示")[2]
    assert "2029年12月1日" in page
    assert "列入期限或者来源确认期满" in page


def test_an_ending_is_read_and_confirmed_at_the_interface(caller: Caller) -> None:
    registry, publisher = caller.given.registry, caller.officers[Role.PUBLISHER]
    number = ended(registry, caller.given.subject_id(2))
    read = publisher.get("/api/v1/propagation").get_json()
    (ending,) = read["endings"]
    assert (ending["position"], ending["kind"]) == (number, "record_withdrawn")
    assert NAME not in str(ending)
    assert TITLE not in str(ending)
    assert ending["due_on"] == "2026-11-26"
    path = f"/api/v1/propagation/{number}"
    stated = {"downstream": "change_feed", "note": "订阅方回执"}
    assert caller.officers[Role.DECIDER].post(path, json=stated).status_code == 403
    made = publisher.post(path, json=stated)
    assert (made.status_code, made.get_json()["position"]) == (201, number)
    assert publisher.post(path, json=stated).status_code == 409
    assert publisher.post(f"{path}9", json=stated).status_code == 404
    (ending,) = publisher.get("/api/v1/propagation").get_json()["endings"]
    standings = {each["downstream"]["code"]: each["is_taken"] for each in ending["downstreams"]}
    assert standings["change_feed"] is True
    assert standings["credit_china"] is False

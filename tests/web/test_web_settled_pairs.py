"""Many pairs at once: asked once with every name, all or none, one event each, and taken back."""

from __future__ import annotations

import re

import pytest
from builders import a_subject_draft, an_officer
from desk_cases import Desk
from filings import deliver
from sqlalchemy import select
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.events import EventKind
from credit_registry.domain.opaque_ids import from_public
from credit_registry.services.registry import Registry
from credit_registry.services.subjects import duplicate_searches, duplicates, settled_pairs
from credit_registry.store.ledgers import Event

QUEUE = "/desk/duplicates"
TWINS = ("双生甲有限公司", "双生乙有限公司", "双生丙有限公司")


@pytest.fixture
def desk(desk: Desk, registry: Registry) -> Desk:
    """The desk, with three pairs that wait."""
    drafts = [a_subject_draft(number, name=TWINS[number // 2 - 10]) for number in range(20, 26)]
    deliver(registry, *drafts)
    actor = an_officer(registry, *Role)
    with registry.transaction() as session:
        found = duplicate_searches.find(session, actor=actor, at=registry.clock.now())
    assert found == 3
    return desk


def boxes(page: str) -> list[str]:
    """The values of the boxes of a page, or of the fields that keep them."""
    return re.findall(r'name="pair" value="([^"]+)"', page)


def send(desk: Desk, act: str, pairs: list[str], **form: str) -> TestResponse:
    """Send the chosen pairs."""
    values: dict[str, object] = {"pair": pairs, **form}
    return desk.officers[Role.ENTERER].post(f"{QUEUE}/{act}", data=values)


def kinds(registry: Registry) -> list[str]:
    """What happened to pairs, in order."""
    wanted = (EventKind.DUPLICATE_REFUSED.value, EventKind.DUPLICATE_REOPENED.value)
    with registry.reading() as session:
        statement = select(Event.kind).where(Event.kind.in_(wanted)).order_by(Event.position)
        return list(session.scalars(statement))


@pytest.mark.parametrize(
    ("prefix", "word", "done"),
    [
        ("", "确认 2 对为不同主体", "已将 2 对认定为不同主体"),
        ("/en", "Settle 2 pairs as different", "2 pairs are settled as different"),
    ],
    ids=["zh", "en"],
)
def test_pairs_are_named_once_before_all_are_settled(
    desk: Desk, registry: Registry, prefix: str, word: str, done: str
) -> None:
    officer = desk.officers[Role.ENTERER]
    chosen = boxes(officer.get(QUEUE).text)[:2]
    question = officer.post(f"{prefix}{QUEUE}/differ", data={"pair": chosen})
    assert question.status_code == 200
    assert word in question.text
    assert [name in question.text for name in TWINS] == [True, True, False]
    assert boxes(question.text) == chosen
    assert kinds(registry) == []
    form = {"pair": boxes(question.text), "confirmed": "yes"}
    answer = officer.post(f"{prefix}{QUEUE}/differ", data=form)
    assert answer.status_code == 303
    assert done in officer.get(answer.location).text
    assert kinds(registry) == ["duplicate_refused"] * 2
    assert len(boxes(officer.get(QUEUE).text)) == 1


def test_what_somebody_settled_meanwhile_keeps_all_from_being_settled(
    desk: Desk, registry: Registry
) -> None:
    officer = desk.officers[Role.ENTERER]
    chosen = boxes(officer.get(QUEUE).text)
    with registry.transaction() as session:
        number, other = from_public(chosen[1].partition(".")[0]), an_officer(registry, *Role)
        duplicates.refuse(session, number, actor=other, at=registry.clock.now())
    answer = send(desk, "differ", chosen, confirmed="yes")
    assert answer.location == f"{QUEUE}?done=changed"
    assert "没有办理任何一对" in officer.get(answer.location).text
    assert kinds(registry) == ["duplicate_refused"]
    assert len(boxes(officer.get(QUEUE).text)) == 2


def test_none_and_a_change_of_mind_settle_nothing(desk: Desk, registry: Registry) -> None:
    chosen = boxes(desk.officers[Role.ENTERER].get(QUEUE).text)
    assert send(desk, "differ", []).location == f"{QUEUE}?done=none"
    assert send(desk, "differ", chosen, confirmed="no").location == QUEUE
    assert send(desk, "differ", ["0000000000001.1"], confirmed="yes").location.endswith("changed")
    assert send(desk, "differ", ["x"], confirmed="yes").status_code == 400
    assert kinds(registry) == []
    auditor = desk.officers[Role.AUDITOR]
    assert boxes(auditor.get(QUEUE).text) == []
    refused = auditor.post(f"{QUEUE}/differ", data={"pair": chosen, "confirmed": "yes"})
    assert refused.status_code == 403


def test_what_was_settled_is_taken_back_for_a_week_and_no_longer(
    desk: Desk, registry: Registry
) -> None:
    officer = desk.officers[Role.ENTERER]
    send(desk, "differ", boxes(officer.get(QUEUE).text), confirmed="yes")
    assert boxes(officer.get(QUEUE).text) == []
    settled = boxes(officer.get(f"{QUEUE}/settled").text)
    assert [each.partition(".")[2] for each in settled] == ["2", "2", "2"]
    assert "确认撤回 1 对的认定" in send(desk, "reopen", settled[:1]).text
    answer = send(desk, "reopen", settled[:1], confirmed="yes")
    assert "已撤回 1 对的认定" in officer.get(answer.location).text
    assert [each.partition(".")[2] for each in boxes(officer.get(QUEUE).text)] == ["3"]
    assert kinds(registry)[-1] == "duplicate_reopened"
    assert send(desk, "reopen", settled[:1], confirmed="yes").location.endswith("changed")
    desk.advance(days=settled_pairs.UNDO_DAYS)
    late = send(desk, "reopen", settled[1:2], confirmed="yes")
    assert late.location == f"{QUEUE}/settled?done=late"
    assert "已超过7日" in officer.get(late.location).text
    assert boxes(officer.get(f"{QUEUE}/settled").text) == []

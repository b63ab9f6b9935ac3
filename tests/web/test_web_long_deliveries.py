"""Long deliveries: accepted at once, taken in by the job, and told of while they go on."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import delivered
import pytest
from builders import an_officer
from delivered import GOOD
from desk_cases import Desk
from flask.testing import FlaskClient
from long_deliveries import LAST, ROWS, long_csv, receive
from sqlalchemy import func, select
from trial_runs import held
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.deliveries import DeliveryFault, DeliveryState
from credit_registry.domain.errors import LeaseLost
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.services.intake import deliveries, waiting_deliveries
from credit_registry.services.intake.exchanging import Progress
from credit_registry.services.people import accounts
from credit_registry.services.people.accounts import INSTALLER
from credit_registry.services.registry import Registry
from credit_registry.services.scheduling.leases import LeasedRegistry
from credit_registry.store.batches import Batch, KeptDelivery, KeptPart

CONTENT = gzip.compress(long_csv(), mtime=0)


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def registry_of(desk: Desk) -> Registry:
    """The registry behind the desk."""
    return desk.given.registry


@pytest.fixture
def enterer(registry_of: Registry) -> Actor:
    """Somebody who delivers."""
    return an_officer(registry_of, Role.ENTERER)


def send(client: FlaskClient, path: str, content: bytes, name: str = "long.csv.gz") -> TestResponse:
    """Send the file as a form does."""
    values: dict[str, object] = {"layout": "", "file": (io.BytesIO(content), name)}
    return client.post(path, data=values, content_type="multipart/form-data")


def accepted(registry: Registry, actor: Actor, folder: Path) -> int:
    """A long file that waits."""
    path = folder / "long.csv.gz"
    path.write_bytes(CONTENT)
    kept = deliveries.accept(registry, path, actor=actor, layout=None, filename="long.csv.gz")
    assert (kept.state, kept.is_long) == (DeliveryState.WAITING, True)
    return kept.delivery_id


def told(registry: Registry, actor: Actor, number: int) -> deliveries.Delivery:
    """The delivery as it stands."""
    with registry.reading() as session:
        return deliveries.one(session, actor, number)


def parts(registry: Registry) -> int:
    """How many parts of files are kept."""
    with registry.reading() as session:
        return session.scalars(select(func.count()).select_from(KeptPart)).one()


def test_a_long_file_is_accepted_and_its_page_leads_to_the_receipt(desk: Desk) -> None:
    client, registry = desk.officers[Role.ENTERER], desk.given.registry
    answer = send(client, "/desk/deliveries", CONTENT)
    assert answer.status_code == 303
    waiting = client.get(answer.location)
    assert "文件已收下，正在排队接收。" in waiting.text
    assert waiting.headers["Refresh"] == "3"
    assert "The file is accepted" in client.get(f"/en{answer.location}").text
    assert answer.location in client.get("/desk/deliveries").text
    assert GOOD not in client.get(f"/api/v1/enterprises/{desk.code}/records").text
    assert receive(registry) == 1
    receipt = client.get(answer.location)
    assert receipt.status_code == 303
    page = client.get(receipt.location).text
    assert f"读取 {ROWS:,} 行 ＝ 接收 2 ＋ 未变化 0 ＋ 拒收 {ROWS - 2:,}" in page
    assert answer.location not in client.get("/desk/deliveries").text
    assert parts(registry) == 0
    assert receive(registry) == 0


def test_a_running_delivery_says_how_many_of_its_rows_are_dealt_with(
    desk: Desk, enterer: Actor, tmp_path: Path
) -> None:
    registry = desk.given.registry
    number = accepted(registry, enterer, tmp_path)
    begin_and_kill(registry)
    running = told(registry, enterer, number)
    assert (running.state, running.done, running.rows) == (DeliveryState.RUNNING, 4_000, ROWS)
    officer = desk.officers[Role.AUDITOR]
    address = f"/desk/deliveries/kept/{to_public(number)}"
    page = officer.get(address).text
    assert f"共 {ROWS:,} 行，已处理 4,000 行。" in page
    assert f'<progress value="4000" max="{ROWS}"' in page
    assert f"4,000 of {ROWS:,} rows are dealt with." in officer.get(f"/en{address}").text


def begin_and_kill(registry: Registry) -> None:
    """A process that takes the file in and is killed after the first slice."""
    with pytest.raises(Killed):
        receive(registry, killed)


def killed(_progress: Progress) -> None:
    """End the process."""
    raise Killed


def test_a_killed_delivery_goes_on_under_the_next_process_and_nothing_is_taken_in_twice(
    registry_of: Registry, enterer: Actor, tmp_path: Path
) -> None:
    number = accepted(registry_of, enterer, tmp_path)
    begin_and_kill(registry_of)
    assert receive(registry_of) == 1
    done = told(registry_of, enterer, number)
    assert (done.state, done.done, done.fault) == (DeliveryState.DONE, ROWS, None)
    with registry_of.reading() as session:
        batch = session.scalars(select(Batch).where(Batch.id == done.batch_id)).one()
        assert (batch.read, batch.accepted, batch.refused) == (ROWS, 2, ROWS - 2)
        assert batch.closed_at is not None
        same = select(func.count()).where(Batch.digest == batch.digest)
        assert session.scalars(same).one() == 1
    again = accepted(registry_of, enterer, tmp_path)
    assert receive(registry_of) == 1
    assert told(registry_of, enterer, again).is_repeat


def test_a_delivery_is_given_up_and_one_of_a_closed_account_not_begun(
    registry_of: Registry, enterer: Actor, tmp_path: Path
) -> None:
    first, second = (accepted(registry_of, enterer, tmp_path) for _ in range(2))
    with registry_of.transaction() as session:
        row = session.get_one(KeptDelivery, first)
        row.state, row.attempts = DeliveryState.RUNNING.value, waiting_deliveries.MOST_ATTEMPTS
    lost = held(registry_of)
    held(registry_of)
    with pytest.raises(LeaseLost):
        waiting_deliveries.receive_waiting(LeasedRegistry(registry_of, lost))
    with registry_of.transaction() as session:
        accounts.close(session, enterer.username, actor=INSTALLER, at=registry_of.clock.now())
    assert receive(registry_of) == 2
    faults = {told(registry_of, enterer, each).fault for each in (first, second)}
    assert faults == {DeliveryFault.ACCOUNT_CLOSED}
    other = an_officer(registry_of, Role.ENTERER)
    third = accepted(registry_of, other, tmp_path)
    with registry_of.transaction() as session:
        session.get_one(KeptDelivery, third).attempts = waiting_deliveries.MOST_ATTEMPTS
    assert receive(registry_of) == 1
    assert told(registry_of, other, third).fault is DeliveryFault.GIVEN_UP


def test_what_was_looked_through_is_what_is_delivered(desk: Desk) -> None:
    client, registry = desk.officers[Role.ENTERER], desk.given.registry
    page = send(client, "/desk/deliveries/preview", delivered.as_csv(), "short.csv").text
    address = page.partition('action="/desk/deliveries/kept/')[2].partition('"')[0]
    path = f"/desk/deliveries/kept/{address}"
    assert "已预检，尚未报送" in client.get(path).text
    stranger = desk.an_officer(Role.ENTERER)
    assert stranger.post(path).status_code == 404
    with registry.reading() as session:
        kept = session.scalars(select(KeptPart)).one()
        assert GOOD.encode() not in kept.sealed
    answer = client.post(path)
    assert answer.status_code == 303
    assert "读取 4 行 ＝ 接收 1 ＋ 未变化 0 ＋ 拒收 3" in client.get(answer.location).text
    assert client.post(path).location == answer.location
    assert parts(registry) == 0


def test_a_long_file_that_was_looked_through_goes_to_the_background(desk: Desk) -> None:
    client, registry = desk.officers[Role.ENTERER], desk.given.registry
    page = send(client, "/en/desk/deliveries/preview", CONTENT).text
    assert "It is long" in page
    address = page.partition('action="/en/desk/deliveries/kept/')[2].partition('"')[0]
    answer = client.post(f"/desk/deliveries/kept/{address}")
    assert answer.location == f"/desk/deliveries/kept/{address}"
    assert told(registry, client.actor, from_public(address)).state is DeliveryState.WAITING  # type: ignore[attr-defined]


def test_a_file_that_nobody_delivered_within_a_day_is_let_go(desk: Desk) -> None:
    client, registry = desk.officers[Role.ENTERER], desk.given.registry
    page = send(client, "/desk/deliveries/preview", delivered.as_csv()).text
    address = page.partition('action="/desk/deliveries/kept/')[2].partition('"')[0]
    desk.advance(hours=deliveries.KEPT_HOURS - 1)
    assert receive(registry) == 0
    assert parts(registry) == 1
    desk.advance(hours=1)
    assert client.post(f"/desk/deliveries/kept/{address}").status_code == 409
    assert "没有在期限内报送" in client.get(f"/desk/deliveries/kept/{address}").text
    assert receive(registry) == 0
    assert parts(registry) == 0


def test_the_interface_answers_a_long_file_with_where_its_state_is_read(desk: Desk) -> None:
    client, registry = desk.officers[Role.ENTERER], desk.given.registry
    key = {"Idempotency-Key": "long-1"}
    sent = []
    for _ in range(2):
        values: dict[str, object] = {"layout": "", "file": (io.BytesIO(CONTENT), "long.csv.gz")}
        sent.append(client.post("/api/v1/batches", data=values, headers=key))
    assert {each.status_code for each in sent} == {202}
    assert sent[0].json == sent[1].json
    location = sent[0].headers["Location"]
    waiting = client.get(location).get_json()
    assert (waiting["state"]["code"], waiting["rows"], waiting["batch"]) == ("waiting", None, None)
    assert receive(registry) == 1
    done = client.get(location).get_json()
    assert (done["state"]["code"], done["rows"], done["done"]) == ("done", ROWS, ROWS)
    receipt = client.get(f"/api/v1/batches/{done['batch']}").get_json()
    assert (receipt["accepted"], receipt["refused"]) == (2, ROWS - 2)
    assert desk.an_officer(Role.SOURCE_UNIT).get(location).status_code == 404
    assert LAST in desk.officers[Role.AUDITOR].get(f"/api/v1/enterprises/{desk.code}/records").text

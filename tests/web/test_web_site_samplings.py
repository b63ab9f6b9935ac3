"""What follows failed samplings on the desk, in the overdue file, and for everybody."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from builders import a_record_draft, a_subject_draft, a_uscc, an_officer
from filings import deliver, on
from flask.testing import FlaskClient
from page_elements import Page
from signed_in import OfficerClient
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.domain.records import RecordKind
from credit_registry.services import law_editions
from credit_registry.services.acts import Act
from credit_registry.services.proceedings import proceedings
from credit_registry.services.proceedings.proceeding_steps import ProceedingForm
from credit_registry.services.registry import Registry
from credit_registry.store.proceedings import Proceeding

Officers = Mapping[Role, OfficerClient]
SERVED = date(2026, 9, 1)


def with_a_failure(registry: Registry) -> None:
    """A registry in which a sampling failed whose order was due on 8 September."""
    on(registry, SERVED)
    deliver(registry, a_subject_draft(1))
    failed = a_record_draft(
        RecordKind.SAMPLING, document_number="BG-1", title="监督抽查不合格：虚构的产品",
        outcome="failed", category="ordinary", occurred_on=date(2026, 8, 10), served_on=SERVED,
        first_displayed_on=None,
    )  # fmt: skip
    deliver(registry, failed)


def linked(page: Page, start: str) -> str:
    """The first address on the page that begins so, with an id at its end."""
    found = (each["href"] or "" for each in page.all("a"))
    return next(each for each in found if each.startswith(start) and len(each) > len(start) + 9)


def test_the_desk_lists_what_is_next_and_what_is_overdue(
    officers: Officers, registry: Registry
) -> None:
    with_a_failure(registry)
    clerk = officers[Role.PROPOSER]
    on(registry, date(2026, 9, 8))
    page = Page(clerk.get("/desk/samplings").text)
    assert "监督抽查不合格：虚构的产品" in page.text
    assert "责令停止生产销售并限期改正" in page.text
    assert "已逾期" not in page.text
    assert "没有这样的事项" in clerk.get("/desk/samplings?only=overdue").text
    on(registry, date(2026, 9, 10))
    late = Page(clerk.get("/desk/samplings?only=overdue").text)
    assert "已逾期2天" in late.text
    english = Page(clerk.get("/en/desk/samplings").text)
    assert "Result served" in english.text
    assert "overdue for days: 2" in english.text


def test_the_overdue_are_a_file_that_a_spreadsheet_opens(
    officers: Officers, registry: Registry
) -> None:
    with_a_failure(registry)
    on(registry, date(2026, 9, 10))
    answer = officers[Role.DECIDER].get("/desk/samplings/overdue.csv")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="samplings-overdue-2026-09-10.csv"'
    )
    heading, row = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    told = dict(zip(heading, row, strict=True))
    assert told["最后期限"] == "2026-09-08"
    assert told["已逾期天数"] == "2"
    assert told["期限名称"] == "抽查不合格责令改正期限"
    assert told["责任岗位"] == "办理抽检后处理"
    assert (told["企业"], told["文号"]) == ("虚构市第1制造有限公司", "BG-1")


def test_a_re_test_is_asked_for_on_the_desk_within_its_time(
    officers: Officers, registry: Registry
) -> None:
    with_a_failure(registry)
    clerk = officers[Role.ENTERER]
    listed = Page(clerk.get("/desk/samplings").text)
    record = linked(listed, "/desk/records/")
    address = f"{record}/re-inspection"
    assert address in clerk.get(record).text
    on(registry, date(2026, 9, 17))
    late = clerk.post(address, data={"note": "对结论有异议"})
    assert (late.status_code, "2026-09-16" in late.text) == (422, True)
    on(registry, date(2026, 9, 16))
    assert clerk.post(address, data={}).status_code == 422
    made = clerk.post(address, data={"note": "对结论有异议"})
    assert made.status_code == 303, made.text
    assert "待受理" in clerk.get(made.location).text
    assert clerk.post(address, data={"note": "对结论有异议"}).status_code == 409
    assert officers[Role.AUDITOR].get(address).status_code == 403


def test_a_follow_up_leads_to_the_request_while_its_time_runs(
    officers: Officers, registry: Registry
) -> None:
    with_a_failure(registry)
    clerk = officers[Role.ENTERER]
    listed = Page(clerk.get("/desk/samplings").text)
    case = linked(listed, "/desk/proceedings/")
    assert "/re-inspection" in clerk.get(case).text
    assert "/re-inspection" not in officers[Role.AUDITOR].get(case).text


def test_the_desk_offers_what_follows_a_failure_and_not_what_follows_a_refusal(
    officers: Officers, registry: Registry
) -> None:
    with_a_failure(registry)
    clerk = officers[Role.PROPOSER]
    case = linked(Page(clerk.get("/desk/samplings").text), "/desk/proceedings/")
    page = clerk.get(case).text
    next_step = page.partition('class="next-step"')[2].partition("</section>")[0]
    assert next_step.count('<button type="submit">') == 1
    assert f'action="{case}/sampling_follow_up/order"' in page
    assert "给予警告，责令改正" not in page
    assert "终止后处理" not in page
    warned = {"version": "1", "document_number": "警〔2026〕1号", "confirmed": "yes"}
    assert clerk.post(f"{case}/sampling_follow_up/warn", data=warned).status_code == 412
    number = case.rpartition("/")[2]
    told = clerk.get(f"/api/v1/proceedings/{number}").get_json()
    assert told["possible_steps"] == ["order"]


def test_a_re_test_is_asked_for_and_concluded_at_the_interface(
    officers: Officers, registry: Registry
) -> None:
    with_a_failure(registry)
    clerk, reviewer = officers[Role.ENTERER], officers[Role.REVIEWER]
    (line,) = clerk.get("/api/v1/proceedings?kind=sampling_follow_up").get_json()["proceedings"]
    file = clerk.get(f"/api/v1/proceedings/{line['id']}").get_json()
    body = {"record_id": file["record_id"], "note": "对结论有异议"}
    on(registry, date(2026, 9, 17))
    assert clerk.post("/api/v1/re-inspections", json=body).status_code == 422
    made = clerk.post("/api/v1/re-inspections", json={**body, "on": "2026-09-16"})
    assert (made.status_code, made.get_json()["state"]["code"]) == (201, "filed")
    at, tag = f"/api/v1/re-inspections/{made.get_json()['id']}", made.headers["ETag"]
    taken = reviewer.post(f"{at}/accept", json={}, headers={"If-Match": tag})
    assert taken.get_json()["state"]["code"] == "accepted"
    done = {"document_number": "虚检复〔2026〕1号", "note": "复检合格"}
    tag = taken.headers["ETag"]
    over = reviewer.post(f"{at}/find_conforming", json=done, headers={"If-Match": tag})
    assert over.get_json()["state"]["code"] == "conforms"
    after = clerk.get(f"/api/v1/proceedings/{line['id']}").get_json()
    assert (after["state"]["code"], after["is_open"]) == ("overturned", False)


def test_a_page_begins_after_a_place_or_is_refused(officers: Officers, registry: Registry) -> None:
    with_a_failure(registry)
    clerk = officers[Role.PROPOSER]
    assert clerk.get("/desk/samplings?day=never&after=x").status_code == 400
    assert clerk.get("/desk/samplings?day=2026-09-08&after=!").status_code in {400, 404}


def test_the_list_is_for_those_who_keep_the_registry(
    client: FlaskClient, registry: Registry
) -> None:
    with_a_failure(registry)
    assert client.get("/desk/samplings/overdue.csv").status_code in {302, 303, 401}


def test_everybody_reads_that_the_enterprise_was_ordered_and_not_before_the_result_is_public(
    client: FlaskClient, registry: Registry
) -> None:
    with_a_failure(registry)
    order(registry)
    words = "已责令停止生产、销售并限期改正"
    on(registry, date(2026, 9, 16))
    assert words not in client.get(f"/e/{a_uscc(1)}").text
    on(registry, date(2026, 9, 17))
    assert words in client.get(f"/e/{a_uscc(1)}").text
    assert "Ordered to stop producing and selling" in client.get(f"/en/e/{a_uscc(1)}").text


def order(registry: Registry) -> None:
    """Let the order be given on 3 September."""
    day = date(2026, 9, 3)
    on(registry, day)
    officer = an_officer(registry, Role.PROPOSER)
    with registry.transaction() as session:
        number = session.scalars(select(Proceeding.id)).one()
        act = Act(officer, registry.clock.now(), day, law_editions.current(session))
        form = ProceedingForm(1, "虚市监责改〔2026〕1号")
        proceedings.step(session, number, "order", form, act=act)

"""One record of any kind entered on the desk: the form, the question once more, the record."""

from __future__ import annotations

import re

import pytest
from builders import a_uscc, an_officer
from desk_cases import Desk
from filings import documents, file_of
from filled_forms import FilledForm
from page_elements import Page
from record_texts import TEXTS, UNIT_CODE
from signed_in import officer_client
from werkzeug.test import TestResponse

from credit_registry.domain.actors import Role
from credit_registry.domain.kinds.catalogue import KINDS
from credit_registry.domain.kinds.fields import FieldType
from credit_registry.domain.records import RecordKind
from credit_registry.services.intake import unit_matching

PENALTY = RecordKind.PENALTY
NUMBER = "0123456789abcdef"
IDENTITY = "11010519491231002X"
SUBJECT = {"subject_name": "虚构市第3制造有限公司", "uscc": a_uscc(3)}


def texts(kind: RecordKind, **changes: str) -> dict[str, str]:
    """What an enterer types: amounts in yuan, the subject on record."""
    typed = TEXTS[kind] | SUBJECT
    for field in KINDS[kind].fields:
        if field.type is FieldType.AMOUNT and field.name in typed:
            typed[field.name] = str(int(typed[field.name]) / 100)
    return typed | {"entry_number": NUMBER} | changes


def send(desk: Desk, kind: RecordKind, language: str = "", **changes: str) -> TestResponse:
    """Send the form of a kind."""
    path = f"{language}/desk/records/new?kind={kind.value}"
    return desk.officers[Role.ENTERER].post(path, data=texts(kind, **changes))


def save(desk: Desk, kind: RecordKind, **changes: str) -> str:
    """Save a record; the address of its page comes back."""
    answer = send(desk, kind, confirmed="yes", **changes)
    assert answer.status_code == 303, Page(answer.text).text
    return answer.location.partition("?")[0]


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_kind_has_a_form_made_of_its_fields(desk: Desk, language: str) -> None:
    enterer = desk.officers[Role.ENTERER]
    choosing = Page(enterer.get(f"{language}/desk/records/new").text)
    for code, kind in KINDS.items():
        path = f"{language}/desk/records/new?kind={code.value}"
        assert path in {link["href"] for link in choosing.all("a")}
        html = enterer.get(path).text
        page = Page(html)
        names = {field.name for field in kind.fields if field.type is not FieldType.CHOICES}
        assert names <= FilledForm(html).values.keys()
        for field in kind.fields:
            label = field.label_en if language else field.label_zh
            assert re.sub(r"\s*[(（](?:万元|元|10,000 yuan|yuan)[)）]", "", label) in page.text
        for field in kind.fields:
            if field.enumeration and field.type is FieldType.CHOICE:
                values = {option["value"] for option in page.all("option")}
                assert set(map(str, field.enumeration.values)) <= values


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_record_of_every_kind_is_entered_and_is_on_record(desk: Desk, kind: RecordKind) -> None:
    asked = send(desk, kind)
    assert asked.status_code == 200
    assert "请核对后保存" in asked.text
    enterer = desk.officers[Role.ENTERER]
    assert kind.value not in enterer.get(f"/api/v1/enterprises/{a_uscc(3)}/records").text
    page = enterer.get(save(desk, kind)).text
    assert "第 1 版" in page
    file = file_of(
        desk.given.registry, enterer.actor, subject_id=desk.given.subject_id(3)  # type: ignore[attr-defined] # an officer's client
    )  # fmt: skip
    assert [record.kind for record in file.records] == [kind]


def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    answer = send(desk, PENALTY, decided_on="2026/13/45", fine_fen="五万", violation_type="")
    assert answer.status_code == 422
    page = Page(answer.text)
    again = FilledForm(answer.text)
    for name, text in texts(PENALTY, decided_on="2026/13/45", fine_fen="五万").items():
        if name not in {"violation_type", "categories", "subject_category"}:
            assert again.value(name) == text
    assert {"fault-decided_on", "fault-fine_fen", "fault-violation_type"} <= set(page.ids)
    assert "不是日期；可接受：YYYY-MM-DD" in page.text


def test_faults_are_told_in_english_too(desk: Desk) -> None:
    page = Page(send(desk, PENALTY, "/en", decided_on="2026-11-30").text)
    assert "the date lies in the future; accepted: ≤ 2026-11-23." in page.text


def test_an_incomplete_date_is_asked_for_and_not_dropped(desk: Desk) -> None:
    answer = send(desk, PENALTY, valid_until="2027-05")
    assert answer.status_code == 422
    assert FilledForm(answer.text).value("valid_until") == "2027-05"


def test_a_personal_number_is_refused_and_not_shown_again(desk: Desk) -> None:
    answer = send(desk, PENALTY, facts=f"当事人{IDENTITY}称")
    assert answer.status_code == 422
    assert IDENTITY not in answer.text
    assert "当事人***称" in answer.text


def test_the_question_says_what_will_be_public_and_until_when(desk: Desk) -> None:
    typed = {"decided_on": "2026-05-20", "served_on": "2026-05-22", "severity": "一般"}
    asked = Page(send(desk, PENALTY, **typed).text).text
    assert "向社会公开：2026年5月20日至2027年5月20日（一般失信信息公示期）。" in asked
    public, _, internal = asked.partition("只供内部查看的内容")
    assert "生产的产品不符合标准。" in public
    assert "50,000元" in public
    assert "某甲" not in public
    assert "某甲" in internal


def test_the_question_says_why_nothing_will_be_public(desk: Desk) -> None:
    typed = {"decided_on": "2026-05-20", "served_on": "2026-05-22"}
    asked = Page(send(desk, PENALTY, **typed).text).text
    assert "不向公众显示：失信程度未确定，待人工核定。" in asked
    assert "将向社会公开的内容" not in asked


def test_the_question_tells_of_a_subject_that_is_not_on_record(desk: Desk) -> None:
    asked = Page(send(desk, RecordKind.CERTIFICATE, uscc=a_uscc(77)).text).text
    assert "主体尚未确认" in asked


def test_what_was_typed_comes_back_to_be_changed(desk: Desk) -> None:
    asked = FilledForm(send(desk, RecordKind.TRACEABILITY, stages="production").text)
    kept: dict[str, object] = {**asked.values}
    path = f"/desk/records/new?kind={RecordKind.TRACEABILITY.value}"
    enterer = desk.officers[Role.ENTERER]
    again = FilledForm(enterer.post(path, data=kept | {"confirmed": "no"}).text)
    assert again.value("product") == "木椅"
    assert again.values["stages"] == ["production"]
    saved = enterer.post(path, data=kept | {"confirmed": "yes"})
    assert saved.status_code == 303


def test_several_choices_are_sent_as_a_browser_sends_them(desk: Desk) -> None:
    kind = RecordKind.TRACEABILITY
    values: dict[str, object] = {**texts(kind), "stages": ["inputs", "sale"], "confirmed": "yes"}
    enterer = desk.officers[Role.ENTERER]
    answer = enterer.post(f"/desk/records/new?kind={kind.value}", data=values)
    assert answer.status_code == 303
    assert "原料及投入品、销售" in enterer.get(answer.location).text


def test_money_is_typed_in_yuan(desk: Desk) -> None:
    page = desk.officers[Role.ENTERER].get(save(desk, PENALTY, fine_fen="1234.56")).text
    assert "1,234.56元" in page


def test_the_same_form_sent_twice_is_one_record(desk: Desk) -> None:
    first, second = save(desk, PENALTY), save(desk, PENALTY)
    assert first == second
    page = desk.officers[Role.ENTERER].get(first).text
    assert "第 1 版" in page
    assert "第 2 版" not in page


def test_a_record_that_is_on_file_already_leads_to_the_receipt(desk: Desk) -> None:
    save(desk, PENALTY)
    assert "/desk/deliveries/" in save(desk, PENALTY, entry_number="another")


def test_another_entry_under_the_number_is_another_version(desk: Desk) -> None:
    first = save(desk, RecordKind.CERTIFICATE)
    changed = {"state": "暂停", "entry_number": "another"}
    assert save(desk, RecordKind.CERTIFICATE, **changed) == first
    page = Page(desk.officers[Role.AUDITOR].get(first).text).text
    assert "第 2 版" in page
    assert "证书状态 有效 暂停" in page


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_record_is_corrected_from_all_that_it_states(desk: Desk, kind: RecordKind) -> None:
    address, enterer = save(desk, kind), desk.officers[Role.ENTERER]
    found = re.search(r'href="(/desk/records/new\?kind=[^"]+)"', enterer.get(address).text)
    assert found
    path = found.group(1).replace("&amp;", "&")
    form: dict[str, object] = {**FilledForm(enterer.get(path).text).values}
    changes = {"remarks": "更正", "source_unit_code": UNIT_CODE, "confirmed": "yes"}
    again = enterer.post(path, data=form | changes)
    assert again.location.partition("?")[0] == address
    page = enterer.get(address).text
    changed = Page(page.partition("<tbody>")[2].partition("</tbody>")[0]).text
    assert changed == "备注 — 更正"


def test_a_record_is_not_corrected_as_another_kind(desk: Desk) -> None:
    number = save(desk, PENALTY).rpartition("/")[2]
    path = f"/desk/records/new?kind=certificate&record={number}"
    assert desk.officers[Role.ENTERER].get(path).status_code == 404


def test_the_name_of_a_quality_officer_never_leaves_the_desk(desk: Desk) -> None:
    address = save(desk, RecordKind.QUALITY_OFFICER)
    assert "某乙" in desk.officers[Role.ENTERER].get(address).text
    public = desk.app.test_client()
    code = a_uscc(3)
    page = public.get(f"/e/{code}").text
    assert "设立首席质量官" in page
    for path in (f"/e/{code}", f"/api/v1/enterprises/{code}/records", "/api/v1/changes"):
        assert "某乙" not in public.get(path).text


def test_a_comparison_test_is_marked_wherever_the_public_sees_it(desk: Desk) -> None:
    save(desk, RecordKind.COMPARISON_TEST)
    public, code = desk.app.test_client(), a_uscc(3)
    assert "非官方" in public.get(f"/e/{code}").text
    assert "not official" in public.get(f"/en/e/{code}").text
    assert "非官方" in public.get(f"/api/v1/enterprises/{code}/records").text
    assert "第三方比较试验" not in public.get("/desk/propose").text


def test_a_case_cannot_rest_on_a_comparison_test(desk: Desk) -> None:
    save(desk, RecordKind.COMPARISON_TEST)
    page = Page(desk.officers[Role.PROPOSER].get(f"/desk/propose?code={a_uscc(3)}").text)
    offered = {option["value"] for option in page.all("option") if option["value"]}
    assert offered == {"serious_violation", "quality_integrity", "key_watch"}


def test_the_form_is_filled_in_for_a_subject_on_record(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    html = enterer.get(f"/desk/records/new?kind=certificate&code={a_uscc(3)}").text
    filled = FilledForm(html)
    assert filled.value("uscc") == a_uscc(3)
    assert filled.value("subject_name") == SUBJECT["subject_name"]
    public = enterer.get(f"/e/{a_uscc(3)}").text
    assert f"/desk/records/new?code={a_uscc(3)}" in public
    assert "/desk/records/" not in desk.app.test_client().get(f"/e/{a_uscc(3)}").text


def test_a_code_that_names_nobody_stays_in_the_form(desk: Desk) -> None:
    enterer = desk.officers[Role.ENTERER]
    html = enterer.get(f"/desk/records/new?kind=certificate&code={a_uscc(88)}").text
    assert FilledForm(html).value("uscc") == a_uscc(88)


def test_a_kind_that_is_none_has_no_page(desk: Desk) -> None:
    assert desk.officers[Role.ENTERER].get("/desk/records/new?kind=subject").status_code == 404


def test_only_enterers_enter(desk: Desk) -> None:
    save(desk, PENALTY)
    assert "虚市监罚〔2024〕1号" in documents(
        file_of(
            desk.given.registry,
            desk.an_officer(Role.AUDITOR).actor,
            subject_id=desk.given.subject_id(3),
        )
    )
    decider = desk.officers[Role.DECIDER]
    path = f"/desk/records/new?kind={PENALTY.value}"
    assert decider.post(path, data=texts(PENALTY, confirmed="yes")).status_code == 403
    assert "/desk/records/new" not in decider.get("/desk").text


def test_a_source_unit_enters_its_own_records_and_goes_to_their_receipts(desk: Desk) -> None:
    registry = desk.given.registry
    save(desk, PENALTY)
    own = TEXTS[PENALTY]["source_unit_name"]
    with registry.reading() as session:
        unit_id = unit_matching.unit_named(session, own)
    officer = an_officer(registry, Role.SOURCE_UNIT, unit_id=unit_id)
    unit = officer_client(desk.app, officer)
    desk.officers = {Role.ENTERER: unit}
    assert save(desk, PENALTY, document_number="2").startswith("/desk/deliveries/")
    refused = send(desk, PENALTY, confirmed="yes", document_number="3", source_unit_name="二局")
    assert refused.status_code == 422
    assert "该账户只能报送本单位的记录" in refused.text
    for path in ("/desk/subjects", "/desk/withheld", "/desk/reports", "/desk/law"):
        assert unit.get(path).status_code == 403
        assert f'href="{path}"' not in unit.get("/desk/deliveries").text

"""The field tables of the exchange standards, in every form in which files come."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from field_tables import (
    COMMITMENT,
    FILLER,
    FORMS,
    IDENTITY,
    LICENCE,
    PENALTY,
    PENALTY_HEADINGS,
    SAMPLING,
    Cells,
)
from record_texts import CODE, UNIT_CODE, WRONG_CODE

from credit_registry.domain.drafts import RecordDraft
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import Disclosure, RecordKind
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.exchange.reading import open_reading
from credit_registry.exchange.rows import Row, RowError

TODAY = date(2026, 11, 24)


def read(content: bytes, kind: RecordKind) -> Row | RowError:
    reading = open_reading(io.BytesIO(content), today=TODAY)
    assert reading.layout.kind is not None
    assert reading.layout.kind.code is kind
    assert set(reading.dropped_columns) == {
        name for name in reading.dropped_columns if "zjhm" in name or "证件号" in name
    }
    (row,) = reading.rows
    assert IDENTITY not in repr(row)
    return row


def draft(content: bytes, kind: RecordKind) -> RecordDraft:
    row = read(content, kind)
    assert isinstance(row, Row), row
    assert isinstance(row.draft, RecordDraft)
    return row.draft


def refusal(cells: Cells, kind: RecordKind) -> tuple[str, str]:
    row = read(FORMS["json-lines"]([cells]), kind)
    assert isinstance(row, RowError), row
    return row.field, row.reason


def in_chinese(cells: Cells) -> Cells:
    return dict(zip(PENALTY_HEADINGS.split(","), cells.values(), strict=True))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", [dict, in_chinese], ids=["exchange-names", "chinese"])
def test_a_penalty_is_the_same_in_every_form_and_under_both_headings(
    form: str, heading: Callable[[Cells], Cells]
) -> None:
    found = draft(FORMS[form]([heading(PENALTY)]), RecordKind.PENALTY)
    assert found == draft(FORMS["json-lines"]([PENALTY]), RecordKind.PENALTY)
    assert (found.amount_fen, found.detail["confiscated_fen"]) == (1_234_567, 1)
    assert found.decided_on == date(2026, 1, 31)
    assert found.detail["categories"] == ["confiscate_illegal_property", "fine"]
    assert found.document_number == "虚市监罚〔2026〕1号"
    assert found.source_unit.code == UNIT_CODE


@pytest.mark.parametrize("form", FORMS)
def test_a_commitment_is_the_same_in_every_form(form: str) -> None:
    found = draft(FORMS[form]([COMMITMENT]), RecordKind.COMMITMENT)
    assert (found.effective_from, found.effective_to) == (date(2026, 1, 5), None)
    assert (found.outcome, found.disclosure) == ("not_due", Disclosure.LIMITED)
    assert found.source_unit.name == "虚构市行政审批局"


@pytest.mark.parametrize("form", FORMS)
def test_a_licence_is_the_same_in_every_form(form: str) -> None:
    found = draft(FORMS[form]([LICENCE]), RecordKind.LICENCE)
    assert (found.effective_from, found.effective_to) == (date(2026, 1, 31), None)
    assert (found.outcome, found.category) == ("valid", "ordinary")
    assert (found.document_number, found.item_serial) == ("虚市监许〔2026〕1号", "XK1")
    assert found.source_unit.code == UNIT_CODE


@pytest.mark.parametrize("name", ["xk_nr", "xk_jdrq", "xk_yxqz", "xk_yxqzi", "xk_xkjgdm", "xk_zt"])
def test_a_licence_needs_what_the_field_table_requires(name: str) -> None:
    assert refusal(LICENCE | {name: ""}, RecordKind.LICENCE) == (name, Reason.MISSING)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("unit", ["被抽样单位名称*", "经营者", "销售单位", "网店名称"])
def test_a_sampling_result_is_the_same_in_every_form(form: str, unit: str) -> None:
    cells = {unit if name == "销售单位" else name: text for name, text in SAMPLING.items()}
    found = draft(FORMS[form]([cells]), RecordKind.SAMPLING)
    assert (found.outcome, found.category) == ("failed", "safety")
    assert found.detail["failed_items"] == "甲醛释放量║1.9║≤1.5；耐划痕║3║≥4"
    assert found.detail["sampled_unit_name"] == "虚构乙商店"
    assert found.first_displayed_on == date(2026, 4, 1)


@pytest.mark.parametrize("text", ["2026/01/31", "2026-01-31", "20260131", "2026年1月31日"])
def test_a_date_is_read_in_every_form_that_sources_write(text: str) -> None:
    cells = PENALTY | {"cf_jdrq": text}
    found = draft(FORMS["utf-8"]([cells]), RecordKind.PENALTY)
    assert found.decided_on == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "amount"), [("5", 5_000_000), ("0.000001", 1), ("200.500000", 200_500_000)]
)
def test_ten_thousand_yuan_with_six_decimals_are_exact_fen(text: str, amount: int) -> None:
    cells = PENALTY | {"cf_nr_fk": text}
    assert draft(FORMS["utf-8"]([cells]), RecordKind.PENALTY).amount_fen == amount


def test_less_than_a_fen_is_no_amount() -> None:
    cells = PENALTY | {"cf_nr_fk": "0.0000001"}
    assert refusal(cells, RecordKind.PENALTY) == ("cf_nr_fk", Reason.NOT_AN_AMOUNT)


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("警告", "warning"),
        ("没收违法所得", "confiscate_illegal_gains"),
        ("没收非法财物", "confiscate_illegal_property"),
        ("责令停产停业", "suspend_business"),
        ("暂扣或者吊销许可证", "seize_permit"),
        ("暂扣或者吊销执照", "seize_permit"),
        ("行政拘留", "detention"),
        ("其他-责令改正", "other"),
    ],
)
def test_an_older_word_for_a_penalty_is_one_of_the_act(word: str, category: str) -> None:
    changes = {"cf_cflb": word, "cf_nr": "暂扣三个月", "cf_nr_zkdx": "许可证1号"}
    found = draft(FORMS["utf-8"]([PENALTY | changes]), RecordKind.PENALTY)
    assert (found.category, found.detail["categories"]) == (category, [category])


@pytest.mark.parametrize("name", ["cf_xdr_shxym", "cf_cfjgdm", "cf_sjlydm"])
def test_the_filler_says_that_there_is_no_code_and_nothing_does_not(name: str) -> None:
    found = draft(FORMS["utf-8"]([PENALTY | {name: FILLER}]), RecordKind.PENALTY)
    assert FILLER not in found.subject.codes.values()
    assert found.source_unit.code != FILLER
    assert refusal(PENALTY | {name: ""}, RecordKind.PENALTY) == (name, Reason.MISSING)


def test_an_older_code_stands_in_for_the_unified_one() -> None:
    changes = {"cf_xdr_shxym": "", "cf_xdr_zzjg": f"{CODE[8:16]}-{CODE[16]}"}
    found = draft(FORMS["utf-8"]([PENALTY | changes]), RecordKind.PENALTY)
    assert found.subject.codes == {IdentifierScheme.ORGANIZATION_CODE: CODE[8:17]}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"cf_xdr_lb": "自然人"}, "cf_xdr_lb", Reason.NATURAL_PERSON),
        ({"cf_xdr_mc": "关于虚构甲公司的处罚决定"}, "cf_xdr_mc", Reason.DOCUMENT_TITLE_AS_NAME),
        ({"cf_xdr_mc": "将虚构甲公司列入的公告"}, "cf_xdr_mc", Reason.DOCUMENT_TITLE_AS_NAME),
        ({"cf_xdr_mc": f"虚构甲公司{CODE}"}, "cf_xdr_mc", Reason.CODE_IN_NAME),
        ({"cf_wsh": ""}, "cf_wsh", Reason.MISSING),
        ({"cf_sy": "", "cf_nr": ""}, "cf_sy", Reason.MISSING),
        ({"cf_jdrq": ""}, "cf_jdrq", Reason.MISSING),
        ({"cf_jdrq": "2026-11-25"}, "cf_jdrq", Reason.FUTURE_DATE),
        ({"cf_gsjzq": "2026-01-30"}, "cf_gsjzq", Reason.BEFORE),
        ({"cf_xdr_shxym": WRONG_CODE}, "cf_xdr_shxym", Reason.WRONG_CHECK_CHARACTER),
        ({"cf_sy": f"当事人身份证{IDENTITY}"}, "cf_sy", Reason.PERSONAL_NUMBER),
        ({name: name for name in PENALTY}, "", Reason.HEADING_REPEATED),
    ],
)
def test_a_defect_that_real_penalties_have_is_refused(
    changes: Cells, field: str, reason: Reason
) -> None:
    assert refusal(PENALTY | changes, RecordKind.PENALTY) == (field, reason)


def test_a_decision_of_today_is_no_future_one() -> None:
    cells = PENALTY | {"cf_jdrq": "2026-11-24", "cf_gsjzq": "2026-11-24"}
    assert draft(FORMS["utf-8"]([cells]), RecordKind.PENALTY).decided_on == TODAY


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"publicationType": ""}, "publicationType", Reason.MISSING),
        ({"acceptanceUnitIdentify": ""}, "acceptanceUnitIdentify", Reason.MISSING),
        ({"identify": ""}, "identify", Reason.MISSING),
        ({"code": "1"}, "code", Reason.WRONG_NUMBER),
        ({"code": "99990120260230000001"}, "code", Reason.WRONG_NUMBER),
        ({"subjectCategory": "自然人", "identify": IDENTITY}, "subjectCategory",
         Reason.NATURAL_PERSON),
        ({"fulfillmentStatus": "部分履行"}, "unperformedCommitmentContent", Reason.MISSING),
        ({"fulfillmentStatus": "全部未履行", "unperformedCommitmentContent": "全部",
          "liabilityBreachCommitmentContent": "约谈"}, "fulfillmentStatus", Reason.NOT_DUE),
    ],
)  # fmt: skip
def test_a_commitment_that_the_table_does_not_allow_is_refused(
    changes: Cells, field: str, reason: Reason
) -> None:
    assert refusal(COMMITMENT | changes, RecordKind.COMMITMENT) == (field, reason)


@pytest.mark.parametrize(
    "name",
    ["产品名称*", "生产日期/批号*", "标称生产企业名称*", "销售单位", "主要不合格项目", "承检机构*"],
)
def test_a_sampling_row_without_what_makes_it_usable_is_refused(name: str) -> None:
    assert refusal(SAMPLING | {name: ""}, RecordKind.SAMPLING) == (name, Reason.MISSING)

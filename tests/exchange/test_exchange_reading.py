import io
from datetime import date

import pytest
from record_texts import CODE, TEXTS, UNIT_CODE, WRONG_CODE, invented_code

from credit_registry.domain.drafts import RecordDraft, SubjectDraft
from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.records import RecordKind
from credit_registry.domain.subjects import IdentifierScheme, Standing, SubjectKind
from credit_registry.exchange.reading import open_reading, read
from credit_registry.exchange.rows import Row, RowError

TODAY = date(2026, 11, 24)
REGISTER = "name\tuscc\tprovince\tcity\testablished"
IDENTITY = "11010519491231002X"
PENALTY_CELLS = {
    "cf_xdr_mc": "虚构甲制造有限公司",
    "cf_xdr_lb": "法人及非法人组织",
    "cf_xdr_shxym": CODE,
    "cf_frdb": "某甲",
    "cf_fr_zjhm": IDENTITY,
    "cf_wsh": "虚罚〔2024〕1号",
    "cf_wfxw": "生产不合格产品",
    "cf_sy": "产品不符合标准",
    "cf_yj": "第四十九条",
    "cf_cflb": "警告;罚款",
    "cf_nr": "罚款五万元",
    "cf_nr_fk": "5.000000",
    "cf_jdrq": "2024/03/01",
    "cf_cfjg": "虚构市监局",
    "cf_cfjgdm": UNIT_CODE,
    "cf_sjly": "虚构市监局",
    "cf_sjlydm": UNIT_CODE,
}
PENALTY_HEADINGS = tuple(PENALTY_CELLS)


def lines(*texts: str) -> list[Row | RowError]:
    return list(read(io.BytesIO("\n".join(texts).encode()), today=TODAY))


def subject(line: str) -> tuple[SubjectDraft, list[str]]:
    row = lines(REGISTER, line)[0]
    assert isinstance(row, Row)
    assert isinstance(row.draft, SubjectDraft)
    return row.draft, [remark.reason for remark in row.remarks]


def refused(row: Row | RowError) -> tuple[str, str, str]:
    assert isinstance(row, RowError)
    return row.field, row.reason, row.given


def penalty(**changes: str) -> Row | RowError:
    cells = PENALTY_CELLS | changes
    return lines("\t".join(PENALTY_HEADINGS), "\t".join(cells[name] for name in PENALTY_HEADINGS))[
        0
    ]


def test_a_clean_row_becomes_a_subject() -> None:
    draft, _ = subject(f"虚构甲公司\t{CODE}\t江西\t赣州\t2003-01-23")
    assert (draft.name, draft.uscc) == ("虚构甲公司", CODE)
    assert (draft.province, draft.city) == ("江西", "赣州")
    assert draft.established_on == date(2003, 1, 23)
    assert draft.standing is Standing.UNKNOWN


def test_the_code_says_what_kind_of_subject_it_is() -> None:
    business = invented_code("MA0000015", "92")
    cooperative = invented_code("MA0000015", "93")
    assert subject(f"甲\t{business}\t\t\t")[0].kind is SubjectKind.INDIVIDUAL_BUSINESS
    assert subject(f"甲\t{cooperative}\t\t\t")[0].kind is SubjectKind.FARMERS_COOPERATIVE


def test_a_wrong_check_character_is_quarantined_with_a_suggestion() -> None:
    draft, remarks = subject(f"虚构甲公司\t{WRONG_CODE}\t\t\t2003-01-23")
    assert (draft.uscc, draft.quarantined_code) == (None, WRONG_CODE)
    assert draft.suggested_code == CODE
    assert Reason.QUARANTINED in remarks


@pytest.mark.parametrize("code", ["00000000000000000X", "", "N/A", "***", "/"])
def test_a_filler_or_nothing_is_no_code(code: str) -> None:
    draft, remarks = subject(f"虚构甲公司\t{code}\t\t\t2003-01-23")
    assert draft.uscc is None
    assert draft.quarantined_code is None
    assert Reason.NO_CODE in remarks


@pytest.mark.parametrize("number", ["110108000000016", "1101081234567"])
def test_an_older_registration_number_is_kept_as_such(number: str) -> None:
    draft, remarks = subject(f"虚构甲公司\t{number}\t\t\t2003-01-23")
    assert (draft.uscc, draft.registration_number) == (None, number)
    assert Reason.LEGACY_CODE in remarks


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.MISSING_DATE),
        ("N/A", Reason.MISSING_DATE),
        ("2013-11", Reason.PARTIAL_DATE),
        ("1998", Reason.PARTIAL_DATE),
    ],
)
def test_a_missing_or_partial_date_is_empty_and_remarked(text: str, reason: Reason) -> None:
    draft, remarks = subject(f"虚构甲公司\t{CODE}\t\t\t{text}")
    assert draft.established_on is None
    assert reason in remarks


def test_a_code_in_full_width_with_spaces_is_the_same_code() -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in CODE)
    assert subject(f"虚构甲公司\t {wide[:9]} {wide[9:]}\t\t\t")[0].uscc == CODE


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (f"\t{CODE}\t江西\t赣州\t", "name", Reason.MISSING),
        (f"{CODE}\t虚构甲公司\t江西\t赣州\t", "name", Reason.SHIFTED_VALUE),
        (f"虚构甲公司\t{CODE}\t800(万元人民币)\t赣州\t", "province", Reason.SHIFTED_VALUE),
        (f"虚构甲公司\t{CODE}\t江西\t赣州\t生产加工", "established", Reason.NOT_A_DATE),
        (f"虚构甲公司\t{CODE}\t江西\t赣州\t2027-01-01", "established", Reason.FUTURE_DATE),
        (f"虚构甲公司\t{CODE}\t江西\t赣州", "", Reason.SHIFTED),
        (f"虚构甲公司\t{CODE}\t江西\t赣州\t2003-01-23\t多", "", Reason.SHIFTED),
        (REGISTER, "", Reason.HEADING_REPEATED),
        (f"虚构\x00公司\t{CODE}\t江西\t赣州\t", "name", Reason.UNREADABLE_TEXT),
        ("虚构甲公司\t12345\t江西\t赣州\t", "uscc", Reason.WRONG_CODE),
        (f"虚构甲公司\t{CODE}\t江西\t电话13800138000\t", "city", Reason.PERSONAL_NUMBER),
        (f"某甲{IDENTITY}\t{CODE}\t江西\t赣州\t", "name", Reason.PERSONAL_NUMBER),
        (f"某甲\t{IDENTITY}\t江西\t赣州\t", "uscc", Reason.PERSONAL_NUMBER),
    ],
)
def test_a_faulty_row_names_its_field_and_reason(line: str, field: str, reason: Reason) -> None:
    assert refused(lines(REGISTER, line)[0])[:2] == (field, reason)


def test_a_faulty_row_leaves_the_others_alone_and_keeps_the_line_numbers() -> None:
    good = f"虚构甲公司\t{CODE}\t江西\t赣州\t2003-01-23"
    found = lines(REGISTER, good, "错", "", good)
    assert [(type(row), row.line) for row in found] == [(Row, 2), (RowError, 3), (Row, 5)]


def test_bytes_that_are_no_text_refuse_their_row_only() -> None:
    good = f"虚构甲公司\t{CODE}\t江西\t赣州\t2003-01-23\n"
    content = (REGISTER + "\n" + good * 50).encode() + b"\xe7\x94\t1\t2\t3\t4\n" + good.encode()
    found = list(read(io.BytesIO(content), today=TODAY))
    errors = [row for row in found if isinstance(row, RowError)]
    assert [(error.line, error.reason) for error in errors] == [(52, Reason.UNREADABLE_TEXT)]


def test_an_unknown_heading_is_refused_with_the_known_layouts() -> None:
    with pytest.raises(InvalidInput) as caught:
        read(io.BytesIO(b"one,two\n1,2\n"), today=TODAY)
    assert "enterprise_register" in caught.value.errors[0].accepted


def test_a_penalty_in_the_code_names_of_the_standard_is_read() -> None:
    row = penalty()
    assert isinstance(row, Row)
    assert isinstance(row.draft, RecordDraft)
    assert row.draft.amount_fen == 5_000_000
    assert row.draft.decided_on == date(2024, 3, 1)
    assert row.draft.detail["categories"] == ["fine", "warning"]


def test_an_identity_number_column_is_dropped_and_named() -> None:
    content = "\t".join(PENALTY_HEADINGS) + "\n" + "\t".join(PENALTY_CELLS.values())
    reading = open_reading(io.BytesIO(content.encode()), today=TODAY)
    assert reading.keyless_columns == ("cf_fr_zjhm",)
    assert Reason.KEYLESS_COLUMN in {remark.reason for remark in reading.remarks}
    assert IDENTITY not in repr(list(reading.rows))


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("cf_wsh", "", Reason.MISSING),
        ("cf_jdrq", "", Reason.MISSING),
        ("cf_jdrq", "2030/01/01", Reason.FUTURE_DATE),
        ("cf_sy", "", Reason.MISSING),
        ("cf_nr_fk", "", Reason.MISSING),
        ("cf_xdr_mc", "关于虚构甲公司的处罚决定", Reason.DOCUMENT_TITLE_AS_NAME),
        ("cf_xdr_mc", f"虚构甲公司{CODE}", Reason.CODE_IN_NAME),
        ("cf_xdr_lb", "自然人", Reason.NATURAL_PERSON),
        ("cf_cflb", "鞭笞", Reason.NOT_IN_LIST),
        ("cf_xdr_shxym", WRONG_CODE, Reason.WRONG_CHECK_CHARACTER),
    ],
)
def test_a_defect_of_real_penalty_data_is_refused_under_the_files_own_heading(
    column: str, text: str, reason: Reason
) -> None:
    assert refused(penalty(**{column: text}))[:2] == (column, reason)


@pytest.mark.parametrize(
    ("column", "text"),
    [("cf_sy", f"当事人{IDENTITY}"), ("cf_sy", "电话138 0013 8000"), ("cf_xdr_shxym", IDENTITY)],
)
def test_a_personal_number_is_never_echoed(column: str, text: str) -> None:
    row = penalty(**{column: text})
    assert refused(row) == (column, Reason.PERSONAL_NUMBER, "")
    assert IDENTITY not in repr(row)


def test_a_natural_persons_number_is_never_echoed() -> None:
    row = penalty(cf_xdr_lb="自然人", cf_xdr_shxym=IDENTITY)
    assert IDENTITY not in repr(row)


def test_the_earlier_form_of_penalties_is_read_without_what_it_lacks() -> None:
    found = lines(
        "行政处罚决定书文号,处罚名称,处罚类别1,处罚类别2,处罚事由,处罚依据,行政相对人名称,"
        "行政相对人代码_1(统一社会信用代码),行政相对人代码_5(居民身份证号),处罚结果,处罚决定日期,处罚机关",
        f"虚罚1号,不合格,罚款,没收违法所得,事由,依据,虚构甲公司,{CODE},{IDENTITY},罚款,2019-01-02,虚构局",
    )[0]
    assert isinstance(found, Row)
    assert isinstance(found.draft, RecordDraft)
    assert found.draft.category == "confiscate_illegal_gains"
    assert found.draft.source_unit.name == "虚构局"


def test_a_class_a_taxpayer_is_an_honour_without_a_date_of_award() -> None:
    taxpayer = "999900" + CODE[8:17]
    found = lines(
        "taxpayer_code,code_kind,name,province,rating_year,tax_authority,registry_uscc",
        f"{CODE},uscc,虚构甲公司,江西,2018,虚构税务局,",
        f"{taxpayer},legacy15,虚构甲公司,江西,2018,虚构税务局,",
    )
    drafts = [row.draft for row in found if isinstance(row, Row)]
    assert [draft.subject.codes for draft in drafts if isinstance(draft, RecordDraft)] == [
        {IdentifierScheme.USCC: CODE},
        {IdentifierScheme.TAXPAYER_NUMBER: taxpayer},
    ]
    first = drafts[0]
    assert isinstance(first, RecordDraft)
    assert (first.document_number, first.category) == ("纳税信用A级-2018", "class_a_taxpayer")
    assert (first.decided_on, first.effective_from) == (None, date(2018, 1, 1))


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_is_read_under_its_chinese_headings(kind: RecordKind) -> None:
    from credit_registry.domain.kinds.catalogue import KINDS

    fields = [field for field in KINDS[kind].fields if field.name in TEXTS[kind]]
    texts = [TEXTS[kind][field.name] for field in fields]
    found = lines("\t".join(field.label_zh for field in fields), "\t".join(texts))[0]
    assert isinstance(found, Row), found

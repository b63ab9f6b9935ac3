import pytest

from credit_registry.domain.privacy import (
    PersonalNumber,
    is_identity_number,
    masked,
    personal_numbers,
)

IDENTITY = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"当事人身份证号{IDENTITY}。", PersonalNumber.IDENTITY),
        ("１１０１０５１９４９１２３１００２Ｘ", PersonalNumber.IDENTITY),
        ("110105 19491231 002x", PersonalNumber.IDENTITY),
        (f"纳税人识别号{IDENTITY}00", PersonalNumber.IDENTITY),
        ("联系电话13800138000", PersonalNumber.MOBILE),
        ("138-0013-8000", PersonalNumber.MOBILE),
        ("Tel13800138000", PersonalNumber.MOBILE),
    ],
)
def test_a_personal_number_is_found(text: str, kind: PersonalNumber) -> None:
    assert [span.kind for span in personal_numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "913717001688556000",
        "91330281744986087P",
        "110105194912310021",
        "批号20240115001",
        "13800138000.50元",
        "LOT13800138000",
        "0797-8391234",
        "",
    ],
)
def test_a_code_a_batch_or_an_amount_is_no_personal_number(text: str) -> None:
    assert personal_numbers(text) == []


def test_the_span_points_at_the_number() -> None:
    text = f"张某，{IDENTITY}，住址"
    span = personal_numbers(text)[0]
    assert text[span.start : span.end] == IDENTITY


def test_an_identity_number_needs_a_real_date_and_its_check_character() -> None:
    assert is_identity_number(IDENTITY)
    assert not is_identity_number("110105194902300021")
    assert not is_identity_number("110105194912310020")


def test_masking_also_hides_a_number_with_a_typing_error() -> None:
    assert masked("身份证110105194912310020，手机13800138000") == "身份证***，手机***"
    assert masked("纳税人110105491231002") == "纳税人***"
    assert masked("91330281744986087P") == "91330281744986087P"

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_registry.domain import (
    identifiers,
    organization_codes,
    registration_numbers,
    taxpayer_numbers,
    usccs,
)
from credit_registry.domain.privacy import is_identity_number
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind


@pytest.mark.parametrize("code", ["754225484", "57877546X", "33299905X", "MA36YYB57", "M000100Y4"])
def test_an_organisation_code_of_a_real_body_is_valid(code: str) -> None:
    assert organization_codes.is_valid(code)


@pytest.mark.parametrize(
    "code",
    ["", "754225485", "75422548-4", "75422548", "754225484B", "57877546x", "赣州逸豪新材料股份"],
)
def test_anything_else_is_no_organisation_code(code: str) -> None:
    assert not organization_codes.is_valid(code)


def test_an_organisation_code_has_no_check_character_for_other_bodies() -> None:
    with pytest.raises(ValueError, match="8 characters"):
        organization_codes.check_character("7542254")


@pytest.mark.parametrize("number", ["110108000000016", "440301103097413"])
def test_a_registration_number_with_its_check_digit_is_valid(number: str) -> None:
    assert registration_numbers.is_valid(number)


@pytest.mark.parametrize(("number", "digit"), [("440300000025945", "2"), ("360700210003412", "8")])
def test_a_registration_number_with_another_digit_is_not(number: str, digit: str) -> None:
    assert not registration_numbers.is_valid(number)
    assert registration_numbers.check_digit(number[:14]) == digit


@pytest.mark.parametrize("number", ["", "11010800000001", "11010800000001X", "１10108000000016"])
def test_anything_else_is_no_registration_number(number: str) -> None:
    assert not registration_numbers.is_valid(number)


def test_a_check_digit_needs_fourteen_digits() -> None:
    with pytest.raises(ValueError, match="14 digits"):
        registration_numbers.check_digit("1101080000000")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("360700210003418", SubjectKind.LEGAL_PERSON),
        ("360700400003418", SubjectKind.LEGAL_PERSON),
        ("360700600003418", SubjectKind.INDIVIDUAL_BUSINESS),
        ("360700900003418", SubjectKind.INDIVIDUAL_BUSINESS),
    ],
)
def test_the_sequence_tells_an_individual_business(number: str, kind: SubjectKind) -> None:
    assert registration_numbers.subject_kind(number) is kind


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 14), st.integers(1, 9))
def test_any_single_wrong_digit_of_a_registration_number_is_noticed(
    body: str, position: int, step: int
) -> None:
    number = body + registration_numbers.check_digit(body)
    other = str((int(number[position]) + step) % 10)
    assert registration_numbers.is_valid(number)
    assert not registration_numbers.is_valid(number[:position] + other + number[position + 1 :])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("230110756348242", "756348242"),
        ("23020382696122X", "82696122X"),
        ("230223L29428572", "L29428572"),
        ("91360700754225484B", "754225484"),
        ("913607007542254838", None),
        ("91360700754225484C", None),
        ("230110756348243", None),
        ("A30110756348242", None),
        ("11010519491231002X", None),
        ("11010519491231002X00", None),
        ("", None),
    ],
)
def test_a_taxpayer_number_gives_the_organisation_code_it_embeds(
    number: str, code: str | None
) -> None:
    assert taxpayer_numbers.organization_code_of(number) == code


def test_the_older_taxpayer_numbers_of_a_real_list_embed_the_code_in_the_register() -> None:
    samples = os.environ.get("REGISTRY_SAMPLES")
    if not samples:
        pytest.skip("REGISTRY_SAMPLES does not say where the sample data are.")
    path = Path(samples) / "class-a-taxpayers" / "class_a_2018_heilongjiang.csv"
    with path.open(encoding="utf-8-sig") as rows:
        older = [row for row in csv.DictReader(rows) if len(row["taxpayer_code"]) == 15]
    assert older
    for row in older:
        code = taxpayer_numbers.organization_code_of(row["taxpayer_code"])
        assert code
        assert not row["registry_uscc"] or usccs.parts(row["registry_uscc"])[3] == code


@pytest.mark.parametrize(
    ("text", "scheme", "code"),
    [
        (" 9136 0700-7542 2548 4b", IdentifierScheme.USCC, "91360700754225484B"),
        ("７５４２２５４８－４", IdentifierScheme.ORGANIZATION_CODE, "754225484"),
        ("440301103097413", IdentifierScheme.REGISTRATION_NUMBER, "440301103097413"),
        ("23020382696122x", IdentifierScheme.TAXPAYER_NUMBER, "23020382696122X"),
        ("N2360722MF0000013P", IdentifierScheme.USCC, "N2360722MF0000013P"),
    ],
)
def test_a_code_is_recognised_in_any_form(text: str, scheme: IdentifierScheme, code: str) -> None:
    assert identifiers.recognise(text) == (scheme, code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "赣州逸豪新材料股份有限公司",
        "00000000000000000X",
        "91360700754225484C",
        "9136070075422",
        "11010519491231002X",
    ],
)
def test_what_is_no_whole_and_valid_code_is_not_recognised(text: str) -> None:
    assert identifiers.recognise(text) is None


@pytest.mark.parametrize("number", ["110105194912312252", "110105194912312164"])
def test_an_identity_number_that_satisfies_gb_32100_is_not_recognised(number: str) -> None:
    assert is_identity_number(number)
    assert usccs.is_valid(number)
    assert identifiers.recognise(number) is None


def test_an_enterprise_code_that_reads_like_an_identity_number_is_recognised() -> None:
    code = next(
        code
        for body in map("918507197001{:05}".format, range(100_000))
        if is_identity_number(code := body + usccs.check_character(body))
    )
    assert identifiers.recognise(code) == (IdentifierScheme.USCC, code)


def test_digits_that_satisfy_two_schemes_name_both() -> None:
    number = "440301754225484"
    assert organization_codes.is_valid(number[6:])
    both = (IdentifierScheme.REGISTRATION_NUMBER, IdentifierScheme.TAXPAYER_NUMBER)
    doubles = (
        division + number[6:]
        for division in map(str, range(440300, 440400))
        if registration_numbers.is_valid(division + number[6:])
    )
    double = next(doubles)
    assert identifiers.schemes(double) == both
    assert identifiers.recognise(double) == (IdentifierScheme.REGISTRATION_NUMBER, double)

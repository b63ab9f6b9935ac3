import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from credit_registry.domain import organization_codes, usccs
from credit_registry.domain.subjects import SubjectKind
from credit_registry.domain.uscc_classes import CLASSES, DEPARTMENTS
from credit_registry.domain.usccs import UsccVerdict

VALID = "91360700754225484B"
VECTORS = list(
    csv.DictReader(Path(__file__).with_name("uscc_vectors.csv").read_text("utf-8-sig").splitlines())
)
NUMERIC_CLASSES = sorted(prefix for prefix in CLASSES if prefix.isdecimal())

divisions = st.integers(110000, 829999).map(str)
subject_bodies = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)


@st.composite
def sound_codes(draw: st.DrawFn, prefixes: tuple[str, ...] = tuple(CLASSES)) -> str:
    body = draw(subject_bodies)
    organization = body + organization_codes.check_character(body)
    first17 = draw(st.sampled_from(prefixes)) + draw(divisions) + organization
    return first17 + usccs.check_character(first17)


def vectors(verdict: str) -> list[str]:
    return [row["code"] for row in VECTORS if row["valid"] == verdict]


def test_every_vector_is_read() -> None:
    assert len(VECTORS) == 52
    assert {row["valid"] for row in VECTORS} == {"yes", "no", "normalise", "warn"}


@pytest.mark.parametrize("code", vectors("yes"))
def test_a_valid_code_is_valid_in_both_paths(code: str) -> None:
    checked = usccs.check(code)
    assert usccs.is_valid(code)
    assert checked.verdict is UsccVerdict.VALID
    assert (checked.code, checked.suggestion, checked.organization_code_mismatch) == (
        code,
        None,
        False,
    )
    assert not checked.accepted


@pytest.mark.parametrize("code", vectors("no"))
def test_an_invalid_code_is_refused_with_a_reason_and_what_is_accepted(code: str) -> None:
    checked = usccs.check(code)
    assert not usccs.is_valid(code)
    assert checked.verdict is not UsccVerdict.VALID
    assert checked.reason.endswith(".")
    assert checked.accepted.endswith(".")


@pytest.mark.parametrize("text", vectors("normalise"))
def test_a_code_in_another_form_is_valid_once_normalised(text: str) -> None:
    assert usccs.check(text).verdict is UsccVerdict.VALID
    assert usccs.check(text).code == VALID


@pytest.mark.parametrize("code", vectors("warn"))
def test_a_wrong_organisation_code_inside_a_valid_code_is_a_warning(code: str) -> None:
    checked = usccs.check(code)
    assert checked.verdict is UsccVerdict.VALID
    assert checked.organization_code_mismatch


@pytest.mark.parametrize(
    ("code", "verdict", "suggestion"),
    [
        ("00000000000000000X", UsccVerdict.FILLER, None),
        ("", UsccVerdict.WRONG_LENGTH, None),
        ("9136070075422548B", UsccVerdict.WRONG_LENGTH, None),
        ("91360700754225484BB", UsccVerdict.WRONG_LENGTH, None),
        ("赣州逸豪新材料股份有限公司赣州逸豪新", UsccVerdict.WRONG_CHARACTER, None),
        ("9136070O754225484B", UsccVerdict.WRONG_CHARACTER, VALID),
        ("9I360700754225484B", UsccVerdict.WRONG_CHARACTER, VALID),
        ("9136070075422S484B", UsccVerdict.WRONG_CHARACTER, VALID),
        ("9136070075Z2Z5484B", UsccVerdict.WRONG_CHARACTER, None),
        ("91360700754ZZ5484B", UsccVerdict.WRONG_CHARACTER, VALID),
        ("91360700754225484I", UsccVerdict.WRONG_CHARACTER, None),
        ("9A360700754225484B", UsccVerdict.UNKNOWN_DEPARTMENT_CLASS, None),
        ("91ABCDEF754225484B", UsccVerdict.WRONG_DIVISION_PART, None),
        ("91360700754225484C", UsccVerdict.WRONG_CHECK_CHARACTER, VALID),
        ("913607007542254848", UsccVerdict.WRONG_CHECK_CHARACTER, VALID),
        ("9136070075422548BB", UsccVerdict.WRONG_CHECK_CHARACTER, None),
        ("91360700754252484B", UsccVerdict.WRONG_CHECK_CHARACTER, VALID),
        ("19360700754225484B", UsccVerdict.WRONG_CHECK_CHARACTER, VALID),
        ("91360700754225494B", UsccVerdict.WRONG_CHECK_CHARACTER, None),
    ],
)
def test_a_slip_is_named_and_suggested_only_where_it_is_sure(
    code: str, verdict: UsccVerdict, suggestion: str | None
) -> None:
    checked = usccs.check(code)
    assert (checked.verdict, checked.suggestion) == (verdict, suggestion)
    assert suggestion is None or suggestion in checked.accepted


def test_a_suggestion_never_replaces_the_code_that_was_given() -> None:
    assert usccs.check("9136070O754225484B").code == "9136070O754225484B"


def test_a_full_width_code_is_valid_only_once_normalised() -> None:
    text = "９１３６０７００７５４２２５４８４ｂ"
    assert not usccs.is_valid(text)
    assert usccs.check(text).code == VALID


def test_a_code_keeps_a_division_that_no_longer_exists() -> None:
    assert usccs.parts("91360727693748854U").division_code == "360727"
    assert usccs.is_valid("91360727693748854U")


def test_a_code_falls_into_its_parts() -> None:
    assert usccs.parts(VALID) == ("9", "1", "360700", "754225484", "B")
    with pytest.raises(ValueError, match="17 characters"):
        usccs.parts(VALID[:-1])


@pytest.mark.parametrize("first17", ["", VALID, "9136070O754225484"])
def test_a_check_character_is_given_for_seventeen_permitted_characters_only(first17: str) -> None:
    with pytest.raises(ValueError, match="17 of the 18 characters"):
        usccs.check_character(first17)


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("91", SubjectKind.LEGAL_PERSON),
        ("92", SubjectKind.INDIVIDUAL_BUSINESS),
        ("93", SubjectKind.FARMERS_COOPERATIVE),
        ("11", SubjectKind.LEGAL_PERSON),
        ("12", SubjectKind.LEGAL_PERSON),
        ("51", SubjectKind.LEGAL_PERSON),
        ("54", SubjectKind.LEGAL_PERSON),
        ("N2", SubjectKind.LEGAL_PERSON),
        ("31", SubjectKind.UNINCORPORATED),
        ("Y1", SubjectKind.UNINCORPORATED),
        ("9A", SubjectKind.UNINCORPORATED),
    ],
)
def test_the_class_tells_the_kind_of_subject(prefix: str, kind: SubjectKind) -> None:
    assert usccs.subject_kind(prefix + VALID[2:]) is kind


def test_every_department_has_a_class() -> None:
    assert {prefix[0] for prefix in CLASSES} == set(DEPARTMENTS)


@given(sound_codes())
def test_every_code_with_its_check_character_is_valid(code: str) -> None:
    assert usccs.is_valid(code)
    assert usccs.check(code).verdict is UsccVerdict.VALID


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ ", min_size=16, max_size=20))
def test_both_paths_agree_on_any_text(text: str) -> None:
    checked = usccs.check(text)
    assert usccs.is_valid(checked.code) == (checked.verdict is UsccVerdict.VALID)
    assert checked.suggestion is None or usccs.is_valid(checked.suggestion)


@given(
    st.sampled_from(NUMERIC_CLASSES),
    divisions,
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=10, max_size=10),
)
def test_codes_that_begin_with_digits_are_judged_as_by_an_independent_check(
    prefix: str, division: str, rest: str
) -> None:
    code = prefix + division + rest
    assert usccs.is_valid(code) == oracle.is_valid(code)


@given(sound_codes(prefixes=tuple(NUMERIC_CLASSES)))
def test_the_check_character_is_that_of_an_independent_check(code: str) -> None:
    assert oracle.calc_check_digit(code[:17]) == usccs.check_character(code[:17])


@given(sound_codes(), st.integers(0, 16))
def test_neighbours_exchanged_are_noticed_and_the_code_is_among_the_suggestions(
    code: str, position: int
) -> None:
    slip = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert (slip == code) == usccs.is_valid(slip) or not slip[2:8].isdecimal()
    assert slip == code or code in usccs.suggestions(slip)


@given(sound_codes(), st.integers(0, 17), st.sampled_from(usccs.ALPHABET))
def test_any_single_wrong_character_is_noticed(code: str, position: int, other: str) -> None:
    slip = code[:position] + other + code[position + 1 :]
    assert usccs.is_valid(slip) == (slip == code)

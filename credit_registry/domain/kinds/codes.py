"""Codes of subjects and units as sources write them, read into a scheme and a normal form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from credit_registry.domain import organization_codes, registration_numbers, taxpayer_numbers, usccs
from credit_registry.domain.kinds.reasons import Reason
from credit_registry.domain.privacy import is_identity_number
from credit_registry.domain.subjects import IdentifierScheme, SubjectKind
from credit_registry.domain.usccs import UsccVerdict

_NO_CODE = frozenset({"", "/", "无", "-", "—", "--"})
_USCC_LENGTH = 18
_OLD_NUMBER_LENGTH = 13
"""Registration numbers before GS15-2006 had 13 digits and no check digit."""

ACCEPTED = {
    IdentifierScheme.USCC: "GB 32100-2015, 18 characters; 00000000000000000X where there is none",
    IdentifierScheme.ORGANIZATION_CODE: "GB 11714, 9 characters",
    IdentifierScheme.REGISTRATION_NUMBER: "GS15-2006, 15 digits",
    IdentifierScheme.TAXPAYER_NUMBER: "15, 18 or 20 characters",
}


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What a text is as a code; without scheme it is no code, with `reason` a faulty one.

    `is_mismatched` marks a code whose organisation code fails its own check: worth a remark only.
    """

    scheme: IdentifierScheme | None = None
    code: str | None = None
    reason: Reason | None = None
    suggestion: str | None = None
    accepted: str = ""
    is_mismatched: bool = False


@lru_cache(maxsize=4096)
def read_code(text: str, expected: IdentifierScheme) -> CodeReading:
    """The code in the text: of the expected scheme, or of an older one that stands in its place."""
    if text.strip() in _NO_CODE:
        return CodeReading()
    code = usccs.normalise(text)
    if len(code) == _USCC_LENGTH and expected is not IdentifierScheme.REGISTRATION_NUMBER:
        return _read_uscc(code)
    scheme = _older_scheme(code, expected)
    if scheme is None:
        return CodeReading(reason=Reason.WRONG_CODE, accepted=ACCEPTED[expected])
    return CodeReading(scheme, code)


def codes_of(given: Mapping[IdentifierScheme, str]) -> dict[IdentifierScheme, str]:
    """The codes under the schemes they really belong to; a code in its own column wins."""
    found: dict[IdentifierScheme, str] = {}
    for expected, text in given.items():
        reading = read_code(text, expected)
        if (
            reading.scheme
            and reading.code
            and (reading.scheme is expected or reading.scheme not in found)
        ):
            found[reading.scheme] = reading.code
    return found


def subject_kind_of(uscc: str | None, registration_number: str | None = None) -> SubjectKind:
    """The kind of subject that a code is for; a legal person where no code says so."""
    if uscc:
        return usccs.subject_kind(uscc)
    if registration_number:
        return registration_numbers.subject_kind(registration_number)
    return SubjectKind.LEGAL_PERSON


def _read_uscc(code: str) -> CodeReading:
    # No province's code begins with 9, so a code of market regulation is never an identity number.
    if not code.startswith("9") and is_identity_number(code):
        return CodeReading(reason=Reason.PERSONAL_NUMBER, accepted=ACCEPTED[IdentifierScheme.USCC])
    check = usccs.check(code)
    if check.verdict is UsccVerdict.VALID:
        return CodeReading(
            IdentifierScheme.USCC, code, is_mismatched=check.organization_code_mismatch
        )
    if check.verdict is UsccVerdict.FILLER:
        return CodeReading()
    accepted = check.suggestion or ACCEPTED[IdentifierScheme.USCC]
    if check.verdict is UsccVerdict.WRONG_CHECK_CHARACTER:
        return CodeReading(None, code, Reason.WRONG_CHECK_CHARACTER, check.suggestion, accepted)
    return CodeReading(None, code, Reason.WRONG_CODE, check.suggestion, accepted)


def _older_scheme(code: str, expected: IdentifierScheme) -> IdentifierScheme | None:
    if expected is IdentifierScheme.TAXPAYER_NUMBER:
        return expected if taxpayer_numbers.organization_code_of(code) else None
    if organization_codes.is_valid(code):
        return IdentifierScheme.ORGANIZATION_CODE
    if registration_numbers.is_valid(code) or (
        len(code) == _OLD_NUMBER_LENGTH and code.isdecimal()
    ):
        return IdentifierScheme.REGISTRATION_NUMBER
    return IdentifierScheme.TAXPAYER_NUMBER if taxpayer_numbers.organization_code_of(code) else None

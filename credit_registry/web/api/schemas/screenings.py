"""Screenings: what is asked about many subjects at once, and the certificate that answers."""

from marshmallow import fields, validate

from credit_registry.domain.screenings import MOST_SUBJECTS, Algorithm, AskedKind
from credit_registry.services.screening.asked_subjects import (
    DEFAULT_CANDIDATES,
    DEFAULT_LEAST_SCORE_CENTI,
    LONGEST_TEXT,
    MOST_CANDIDATES,
)
from credit_registry.web.api.schemas.certificates import (
    CertificateHead,
    ConsortiumAnswer,
    SubjectAnswer,
)
from credit_registry.web.api.schemas.fields import Shape, day, described, part, text, truth, whole

MOST_CENTI = 10_000


def _stated(meaning: str, example: str) -> fields.String:
    """A text that may be left out; its length is looked at row by row."""
    return fields.String(load_default="", metadata=described(meaning, example))


class AskedSubject(Shape):
    """One subject that is asked for: a code decides, everything else can only suggest."""

    reference = _stated("The caller's own name for the row, repeated in the answer.", "投标人1")
    code = _stated(
        "Unified social credit code, registration number, taxpayer number or organisation code.",
        "91990101MA9990XA2M",
    )
    name = _stated(f"The name, up to {LONGEST_TEXT} characters.", "虚构市某木业有限公司")
    former_name = _stated("A name it is said to have borne.", "")
    address = _stated("Its address.", "")
    division = _stated("Its division: GB/T 2260 code or name.", "")
    kind = fields.Enum(
        AskedKind,
        by_value=True,
        load_default=None,
        allow_none=True,
        metadata=described("What it is; a natural person's name is not looked for.", None),
    )
    id = _stated("The id of a subject of this registry that the caller has chosen.", "")
    consortium = _stated("The caller's name for the consortium that it is a member of.", "")
    most_candidates = fields.Integer(
        strict=True,
        load_default=DEFAULT_CANDIDATES,
        validate=validate.Range(1, MOST_CANDIDATES),
        metadata=described("How many candidates are told at most.", 5, unit="candidates"),
    )
    least_score_centi = fields.Integer(
        strict=True,
        load_default=DEFAULT_LEAST_SCORE_CENTI,
        validate=validate.Range(0, MOST_CENTI),
        metadata=described("The score from which a candidate is told.", 3000, unit="hundredths"),
    )
    dismissed = fields.List(
        fields.String(),
        load_default=list,
        metadata=described("The ids of subjects that are not meant.", []),
    )


class ScreeningRequest(Shape):
    """A screening: one purpose, and the subjects."""

    purpose = fields.String(
        required=True,
        metadata=described("The code of the use profile.", "government_procurement"),
    )
    algorithm = fields.Enum(
        Algorithm,
        by_value=True,
        load_default=Algorithm.IDENTITY_1,
        metadata=described("The named algorithm by which identities are matched.", "identity-1"),
    )
    as_of = fields.Date(
        load_default=None,
        allow_none=True,
        metadata=described(
            "The legal date to look at; the public is answered for today.",
            None,
            unit="legal date, Asia/Shanghai",
        ),
    )
    subjects = fields.List(
        fields.Nested(AskedSubject),
        required=True,
        validate=validate.Length(1, MOST_SUBJECTS),
        metadata={
            "description": f"The subjects, up to {MOST_SUBJECTS}; a fault of one is its own."
        },
    )


class ScreeningLine(Shape):
    """One line of the answer: the certificate first, then each subject, then each consortium."""

    certificate = part(CertificateHead, "The certificate; null on other lines.", nullable=True)
    subject = part(SubjectAnswer, "The answer about one subject; else null.", nullable=True)
    consortium = part(ConsortiumAnswer, "The answer about a consortium; else null.", nullable=True)


class ScreeningProgress(Shape):
    """How far the screening of a table is."""

    done = whole("How many rows are answered.", 500, unit="rows")
    of = whole("How many rows the table has.", 10000, unit="rows")


class ScreeningFileLine(ScreeningLine):
    """One line of the answer to a table: those of each slice, and then how far it is."""

    progress = part(ScreeningProgress, "How far it is; null on other lines.", nullable=True)


class ScreeningUpload(Shape):
    """A table of subjects, and the purpose."""

    file = fields.Raw(
        required=True,
        metadata={
            "type": "string",
            "format": "binary",
            "description": "CSV or XLSX; the first row names the columns: code, name, former_name, "
            "address, division, consortium, reference.",
            "example": "name,code",
        },
    )
    purpose = fields.String(
        required=True,
        metadata=described("The code of the use profile.", "government_procurement"),
    )


class ScreeningCode(Shape):
    """The code of a certificate."""

    code = fields.String(
        required=True,
        validate=validate.Length(1, 64),
        metadata=described("The code that was shown once.", "0123456789abcdef"),
    )


class DismissalNamed(Shape):
    """Which dismissal is meant."""

    id = fields.String(
        required=True, metadata=described("The dismissal's permanent id.", "028t5cy4tqkff")
    )
    reason = fields.String(
        load_default="", metadata=described("Why it ends; no personal numbers.", "已核实为同一企业")
    )


class DismissalRequest(Shape):
    """That a subject is not the one that is asked for."""

    asked = fields.Nested(
        AskedSubject,
        required=True,
        metadata={"description": "What is asked; its spelling does not matter."},
    )
    subject = fields.String(
        required=True, metadata=described("The subject that is not meant.", "028t5cy4tqkff")
    )
    reason = fields.String(
        required=True, metadata=described("Why; no personal numbers.", "同名不同企业")
    )
    until = fields.Date(
        load_default=None,
        allow_none=True,
        metadata=described(
            "The last day on which it holds; null for no end.",
            "2027-11-23",
            unit="legal date, Asia/Shanghai",
        ),
    )


class Dismissal(Shape):
    """A dismissal of the account."""

    id = text("Its permanent id.", "028t5cy4tqkff")
    subject = text("The subject that is not meant.", "028t5cy4tqkff")
    reason = text("Why.", "同名不同企业")
    until = day("The last day on which it holds; null for no end.", "2027-11-23")
    is_reopened = truth("Whether the subject's identity has changed since: it holds no longer.")


class Dismissals(Shape):
    """The account's dismissals."""

    dismissals = fields.List(
        fields.Nested(Dismissal),
        required=True,
        metadata={"description": "Those that were not withdrawn, the newest first."},
    )

"""Certificates as they are served: the very bytes that were issued, field by field."""

from marshmallow import fields

from credit_registry.web.api.schemas.fields import (
    DOCUMENT,
    REGISTRY,
    Shape,
    day,
    described,
    instant,
    part,
    several,
    text,
    texts,
    truth,
    whole,
)

PROFILE = "the profile named"
OUTCOMES = "`no_bar_found`, `needs_review` or `barred`."


def _count(meaning: str) -> fields.Integer:
    """A number of subjects."""
    return whole(meaning, 1, unit="subjects")


class Worded(Shape):
    """A text in both languages."""

    zh = text("In Chinese.", "可以确定为同一主体。")
    en = text("In English.", "It is the same subject.")


class AnswerVersions(Shape):
    """By what the answer was made."""

    law = text("The digest of the law edition.", "9f2c…", source=REGISTRY)
    rule_set = text("The rule set in force; no grade is read.", "9f2c…", nullable=True)
    profile = text("The version of the use profile.", "9f2c…", source=REGISTRY)
    profile_engine = text("The version of what evaluates profiles.", "1", source=REGISTRY)
    index_cursor = whole("How far the search index had read.", 1042, unit="ledger position")
    index_is_degraded = truth("Whether names were looked up by exact spelling alone.")


class ScreeningPurpose(Shape):
    """What the screening was for."""

    code = text("The code of the use profile.", "government_procurement", source=REGISTRY)
    title = part(Worded, "The use.")
    is_information_only = truth("Whether the profile tells and never bars.")
    gaps = several(Worded, "What the profile does not look at, or did not see in full.")


class ScreeningSummary(Shape):
    """How many subjects have each answer."""

    subjects = _count("How many were asked for.")
    no_bar_found = _count("Of how many nothing was found.")
    needs_review = _count("How many somebody has to look at.")
    barred = _count("How many are barred.")


class CertificateClause(Worded):
    """What a reason rests on; an article only where its text was read."""

    verification = text("How far it was checked.", "article", source=REGISTRY)
    checked = part(Worded, "What was checked against what.")


class ConsortiumClause(CertificateClause):
    """The dated rule about consortia."""

    code = text("The rule's code.", "procurement_consortium", source=REGISTRY)


class CertificateGround(Shape):
    """A record, or else an entry on a list."""

    record = text("The record; null for an entry.", "028t5cy4tqkff", nullable=True)
    entry = text("The entry; null for a record.", None, nullable=True)
    title = part(Worded, "The record's title, or the list.")
    document_number = text("The number of its document.", "虚市监罚〔2026〕1号", source=DOCUMENT)
    since = day("The first legal date on which it counts.", "2026-06-01", nullable=False)
    until = day("The last legal date on which it counts; null for no end.", "2029-06-01")
    is_public = truth("Whether it is on public display.", example=True)


class CertificateReason(Shape):
    """What one row of the profile found."""

    row = text("The row's code.", "GP-1", source=PROFILE)
    title = part(Worded, "What was found.")
    outcome = text(f"What follows: {OUTCOMES}", "barred", source=PROFILE)
    clauses = several(CertificateClause, "What it rests on.")
    grounds = several(CertificateGround, "The records and entries.")
    until = day("The last legal date on which it stands by itself.", "2029-06-01")


class ProfileAnswer(Shape):
    """What the profile came to for one subject."""

    outcome = text(OUTCOMES, "no_bar_found", source=PROFILE)
    reasons = several(CertificateReason, "What the rows found; none where nothing was found.")
    missing = texts("What records lack that a row needs.", [])
    next_change_on = day("The next legal date on which it can change by itself.", None)


class IdentityFeature(Shape):
    """What of the one met what of the other."""

    trait = text("The trait.", "name", source="the algorithm named")
    asked = text("What was asked.", "虚构市某木业有限公司")
    on_file = text("What stands on file.", "虚构市某木业有限公司")
    points_centi = whole("What it adds to the score.", 7000, unit="hundredths")


class IdentityCandidate(Shape):
    """A subject that may be meant, and why."""

    subject = text("Its permanent id.", "028t5cy4tqkff")
    code = text("Its unified social credit code.", "91990101MA9990XA2M", nullable=True)
    name = text("Its name.", "虚构市某木业有限公司")
    former_names = texts("The names it bore.", [])
    kind = text("What kind of subject it is.", "legal_person")
    standing = text("Its standing, as registered.", "operating")
    division = text("Its division.", "360703", nullable=True)
    score_centi = whole("How near it comes; 10000 is certain.", 7000, unit="hundredths")
    features = several(IdentityFeature, "What was met.")
    sentence = part(Worded, "The same in a sentence.")
    is_decided = truth("Whether a code or a choice decided for it.")
    is_dismissed = truth("Whether the caller said that it is not meant.")
    profile = part(ProfileAnswer, "What the profile comes to; null where decided.", nullable=True)


class AskedFault(Shape):
    """Why a row was refused."""

    field = text("The field at fault.", "name")
    reason = text("`too_long`, `personal_number`, `nothing_asked` or `no_id`.", "too_long")
    accepted = text("What would be accepted.", "up to 200 characters")


class AskedAs(Shape):
    """What was asked, as it was understood."""

    code = text("The code in normal form.", "91990101MA9990XA2M", nullable=True)
    code_schemes = texts("The schemes whose check the code passes.", ["uscc"])
    suggested_codes = texts("Sound codes that a faulty one may be a slip of.", [])
    name = text("The name.", "虚构市某木业有限公司", nullable=True)
    former_name = text("The former name.", None, nullable=True)
    address = text("The address.", None, nullable=True)
    division = text("The division, by its key.", None, nullable=True)
    kind = text("What it was said to be.", None, nullable=True)
    id = text("The subject that was chosen.", None, nullable=True)
    consortium = text("The consortium.", None, nullable=True)
    most_candidates = whole("How many candidates were wanted.", 5, unit="candidates")
    least_score_centi = whole("From which score on.", 3000, unit="hundredths")
    dismissed = texts("The subjects that are not meant.", [])


class IdentityFound(Shape):
    """Who is meant, how sure that is, and why."""

    sureness = text("`certain`, `unsure` or `nobody`.", "certain")
    reason = text("The reason, for programs.", "code_decides")
    words = part(Worded, "The reason, for people.")
    subject = text("The subject; null where nothing decided.", "028t5cy4tqkff", nullable=True)
    code = text("Its unified social credit code.", "91990101MA9990XA2M", nullable=True)
    name = text("Its name.", "虚构市某木业有限公司", nullable=True)


class SubjectAnswer(Shape):
    """The answer about one subject."""

    place = whole("Its place among those asked for.", 1, unit="place, from 1")
    reference = text("The caller's name for it.", "投标人1")
    asked = part(AskedAs, "What was asked, as understood.")
    fault = part(AskedFault, "Why it was refused; null where it was not.", nullable=True)
    identity = part(IdentityFound, "Who is meant.")
    cautions = texts("What to look at although it is decided.", [])
    answer = text(f"{OUTCOMES} Without an identity it needs a review.", "no_bar_found")
    profile = part(ProfileAnswer, "What the profile came to; null if open.", nullable=True)
    candidates = several(IdentityCandidate, "Who may be meant, the nearest first.")


class ConsortiumAnswer(Shape):
    """The answer about a consortium: barred if a member is, where a dated rule says so."""

    name = text("The caller's name for it.", "甲联合体")
    members = fields.List(
        fields.Integer(),
        required=True,
        metadata=described("The places of its members.", [1, 2]),
    )
    answer = text(f"{OUTCOMES} Null without a rule.", "no_bar_found", nullable=True)
    rule = part(ConsortiumClause, "The rule of the day; null without one.", nullable=True)


class _Certificate(Shape):
    """What every form of a certificate has."""

    format = text("The name of the form.", "screening-1", source=REGISTRY)
    number = text("The certificate's number.", "20261123-0123456789", source=REGISTRY)
    made_at = instant("When it was issued.", "2026-11-23T10:15:00+08:00")
    audience = text("`public` or `internal`: from which records it was answered.", "public")
    purpose = part(ScreeningPurpose, "What it was for.")
    algorithm = text("The algorithm by which identities were matched.", "identity-1")
    as_of = day("The legal date that it looks at.", "2026-11-23", nullable=False)
    known_at = whole("The events before this position.", 1042, unit="ledger position")
    versions = part(AnswerVersions, "By what it was made.")
    summary = part(ScreeningSummary, "How many have each answer.")
    notice = part(Worded, "What it says and what it does not.")


class CertificateHead(_Certificate):
    """A certificate without its subjects, with what opens and proves it."""

    digest = text("SHA-256 of its canonical bytes without number and instant.", "9f2c…")
    code = text(
        "What opens it beside the number, shown this once; null where the answer is repeated.",
        "0123456789abcdef",
        nullable=True,
    )


class Certificate(_Certificate):
    """A certificate: the bytes as they were issued, in canonical form (RFC 8785)."""

    subjects = several(SubjectAnswer, "The answers, in the order in which they were asked.")
    consortia = several(ConsortiumAnswer, "The consortia that were named.")


class CertificateConfirmation(Shape):
    """That a certificate was issued, without what it says."""

    number = text("The certificate's number.", "20261123-0123456789", source=REGISTRY)
    digest = text("SHA-256 of its canonical bytes without number and instant.", "9f2c…")
    made_at = instant("When it was issued.", "2026-11-23T10:15:00+08:00")
    as_of = day("The legal date that it looks at.", "2026-11-23", nullable=False)
    known_at = whole("The events before this position.", 1042, unit="ledger position")
    has_changed = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={
            "description": "Whether the registry would answer otherwise today, not how; null for "
            "a certificate that was answered from internal records.",
            "example": False,
        },
    )

"""Use profiles, and what they come to."""

from credit_registry.web.api.schemas.fields import (
    REGISTRY,
    Shape,
    day,
    part,
    several,
    term,
    text,
    texts,
    truth,
)
from credit_registry.web.api.schemas.times import Timed

PROFILE = "the profile named"


class Basis(Shape):
    """What a row or a measure rests on."""

    instrument = text(
        "The instrument, with its articles only where their text was read.",
        "中华人民共和国政府采购法第22条", source=PROFILE,
    )  # fmt: skip
    verification = term(
        "How far the basis has been checked: only `article` and a measure of a list can bar.",
        "article", "条文已核对", source=REGISTRY,
    )  # fmt: skip
    checked = text("What was checked against what.", "条文已读。", source=REGISTRY)


class ProfileRow(Shape):
    """One thing that a profile looks at."""

    code = text("The row's code.", "GP-1", source=PROFILE)
    title = text("What it looks at.", "三年内受到责令停产停业的处罚", source=PROFILE)
    yields = term(
        "What follows where it finds something; of measures the most that can follow.",
        "barred", "存在禁止情形", source=PROFILE,
    )  # fmt: skip
    since = day("The first legal date it applies to; null from the beginning.", None)
    until = day("The last legal date it applies to; null without end.", None)
    bases = several(Basis, "What it rests on; a row of measures has the source of each measure.")


class Profile(Shape):
    """A use profile."""

    code = text("The profile's code.", "government_procurement", source=REGISTRY)
    title = text("The use.", "政府采购", source=REGISTRY)
    version = text("The SHA-256 digest of its canonical form.", "9f2c…", source=REGISTRY)
    since = day("The first legal date it applies to.", "2019-01-29", nullable=False)
    source = text("What the profile was made for.", "本系统用途条件，非官方标准", source=REGISTRY)
    is_information_only = truth("Whether it tells and never bars.", source=REGISTRY)
    rows = several(ProfileRow, "The rows, in their order.")
    unheld = texts(
        "What the use's rules look at and no source here delivers.", ["刑事处罚"], source=REGISTRY
    )


class Profiles(Timed):
    """The use profiles in force."""

    profiles = several(Profile, "The profiles, by code.")


class Ground(Shape):
    """A record, or else an entry on a list, that a reason rests on."""

    record_id = text("The record; null for an entry.", "028t5cy4tqkff", nullable=True)
    listing_id = text("The entry; null for a record.", None, nullable=True)
    title = text("The record's title, or the list.", "行政处罚：无证生产")
    document_number = text("The number of its document.", "虚市监罚〔2026〕1号")
    since = day("The first day on which it counts.", "2026-06-01", nullable=False)
    until = day("The last day on which it counts; null where no end is set.", "2029-06-01")


class InternalGround(Ground):
    """A ground as an officer sees it."""

    is_public = truth(
        "Whether it is on public display; what is not calls for a review and never bars.",
        example=True, source=REGISTRY,
    )  # fmt: skip


class Reason(Shape):
    """What one row found."""

    row_code = text("The row's code.", "GP-1", source=PROFILE)
    title = text("What was found.", "三年内受到责令停产停业的处罚", source=PROFILE)
    outcome = term("What follows from it.", "barred", "存在禁止情形", source=PROFILE)
    bases = several(Basis, "What it rests on.")
    grounds = several(Ground, "The records and entries; none where it is the subject's age.")
    until = day("The last day on which it stands by itself; null for no end.", "2029-06-01")
    sentences = texts("The reason in words.", ["该情形计至2029年6月1日（含当日）。"])


class InternalReason(Reason):
    """A reason as an officer sees it."""

    grounds = several(
        InternalGround, "The records and entries; none where it is the subject's age."
    )


class ProfileNamed(Shape):
    """The profile of an answer."""

    code = text("The profile's code.", "government_procurement", source=REGISTRY)
    title = text("The use.", "政府采购", source=REGISTRY)
    version = text("The SHA-256 digest of its canonical form.", "9f2c…", source=REGISTRY)
    is_information_only = truth("Whether it tells and never bars.", source=REGISTRY)


class PublicCheck(Timed):
    """What a profile came to for one enterprise. It is no certificate."""

    code = text("The current unified social credit code.", "91990101MA9990XA2M", nullable=True)
    profile = part(ProfileNamed, "The profile in force on the day.")
    outcome = term(
        "no_bar_found: nothing in what this registry holds; needs_review: whoever decides has to "
        "look; barred: a clause or a measure cited bars the use, as far as it reaches.",
        "no_bar_found", "未发现禁止情形", source=PROFILE,
    )  # fmt: skip
    reasons = several(Reason, "What the rows found; none where nothing was found.")
    gaps = texts("What was not looked at, or not seen in full.", ["未查：刑事处罚。"])
    summary = texts("The outcome in words, and what it is not.", ["本结果不是证明。"])
    next_change_on = day("The next day on which it can change by itself.", "2029-06-02")


class InternalCheck(PublicCheck):
    """What a profile came to, as an officer sees it."""

    reasons = several(InternalReason, "What the rows found; none where nothing was found.")

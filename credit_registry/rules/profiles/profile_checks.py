"""What a well-formed use profile must also satisfy; each fault names its row by JSON pointer."""

from collections.abc import Iterator

from credit_registry.domain.errors import FieldError, InvalidInput
from credit_registry.domain.sources import Verification
from credit_registry.domain.uses import Outcome
from credit_registry.rules.profiles.profiles import ANY, OF_RECORDS, Profile, Reads, Row
from credit_registry.rules.rule_sets import Timing

WHOLE_PERCENT = 100
COUNTING = frozenset({Reads.COUNT, Reads.AMOUNT, Reads.ESTABLISHED_MONTHS})
"""What a row can read of which it states how much is needed."""


def require_sound(profile: Profile) -> None:
    """Pass if the profile has no fault. Raises InvalidInput with all of them."""
    faults = faults_of(profile)
    if faults:
        raise InvalidInput(f"The profile {profile.code} has {len(faults)} faults.", faults)


def faults_of(profile: Profile) -> tuple[FieldError, ...]:
    """Every fault of the profile, in the order of its rows."""
    return tuple(_faults(profile))


def _faults(profile: Profile) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, row in enumerate(profile.rows):
        pointer = f"/rows/{index}"
        if row.code in seen:
            yield FieldError(f"{pointer}/code", f"The code {row.code} is used twice.")
        seen.add(row.code)
        yield from _outcome(profile, row, pointer)
        yield from _reading(row, pointer)
        yield from _timing(row.timing, f"{pointer}/timing")
        if row.since and row.until and row.until < row.since:
            yield FieldError(f"{pointer}/until", "The row ends before it begins.")


def _outcome(profile: Profile, row: Row, pointer: str) -> Iterator[FieldError]:
    """What a row may yield; nothing bars but an article that was read, or a measure of a list."""
    if row.yields is Outcome.NO_BAR_FOUND:
        yield FieldError(
            f"{pointer}/yields", "A row says what follows where it finds something.",
            "needs_review, barred",
        )  # fmt: skip
    if row.yields is not Outcome.BARRED:
        return
    if profile.is_information_only:
        yield FieldError(
            f"{pointer}/yields", "A profile for information bars nothing.", "needs_review"
        )
    if row.reads is not Reads.MEASURE and not _is_article(row):
        yield FieldError(
            f"{pointer}/basis",
            "A row bars only on an article whose text was read.",
            "verification: article, with its articles; or yields: needs_review",
        )


def _is_article(row: Row) -> bool:
    """Whether the row rests on articles that were read, and on nothing else."""
    read = [each.verification is Verification.ARTICLE and each.articles for each in row.basis]
    return bool(read) and all(read)


def _reading(row: Row, pointer: str) -> Iterator[FieldError]:
    """A row has what its reading needs, and nothing that it does not look at."""
    is_of_records, is_measure = row.reads in OF_RECORDS, row.reads is Reads.MEASURE
    needed = {
        "kind": (row.kind is not None, is_of_records),
        "timing": (row.timing is not None, is_of_records),
        "use": (row.use is not None, is_measure),
        "basis": (bool(row.basis), not is_measure),
    }
    for name, (is_there, is_needed) in needed.items():
        if is_there != is_needed:
            told = "needs this" if is_needed else "has no use for this"
            yield FieldError(f"{pointer}/{name}", f"A row that reads {row.reads} {told}.")
    if row.match != ANY and not is_of_records:
        yield FieldError(f"{pointer}/match", f"A row that reads {row.reads} means no records.")
    if row.at_least != 1 and row.reads not in COUNTING:
        yield FieldError(f"{pointer}/at_least", f"A row that reads {row.reads} finds one.", "1")


def _timing(timing: Timing | None, pointer: str) -> Iterator[FieldError]:
    """A record counts or does not: it has a span, or one step that runs from a date."""
    if timing is None:
        return
    if len(timing.steps) > 1 or any(step.percent != WHOLE_PERCENT for step in timing.steps):
        yield FieldError(f"{pointer}/steps", "A record counts in whole.", "one step of 100 %")
    if timing.steps and timing.dated_by is None:
        yield FieldError(f"{pointer}/dated_by", "Steps need the date they run from.")
    if timing.steps and timing.is_of_span:
        yield FieldError(pointer, "Months after the beginning or the end belong to a span.")

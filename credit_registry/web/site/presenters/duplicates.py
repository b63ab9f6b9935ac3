"""Pairs of subjects that may be one, as the desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.services.subjects.duplicates import Candidate
from credit_registry.services.subjects.identities import QueuedSubject
from credit_registry.services.subjects.settled_pairs import MOST_AT_ONCE, UNDO_DAYS
from credit_registry.web.site.addresses import here
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    name: str
    code: str
    state: str
    records: str
    address: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair: the duplicate, and the one that would stand for it."""

    duplicate: Side
    kept: Side
    pair: str
    reason: str
    merge_address: str
    differ_address: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A stretch of the queue; `more` is the address of what follows, empty at its end."""

    lines: tuple[PairLine, ...]
    more: str
    undo_days: int = UNDO_DAYS


def queue_page(found: Sequence[Candidate], limit: int, voice: Voice) -> QueuePage:
    """The queue; `found` may hold one pair more than are shown."""
    shown = found[:limit]
    more = ""
    if len(found) > limit:
        more = here("duplicate_queue", after=to_public(shown[-1].candidate_id))
    return QueuePage(tuple(_line(each, voice) for each in shown), more)


@dataclass(frozen=True, slots=True)
class PairsQuestion:
    """The question about many pairs: what is to be done, what follows, and to which."""

    title: str
    consequence: str
    yes: str
    lines: tuple[PairLine, ...]
    address: str
    back: str


def question(
    found: Sequence[Candidate], act: str, address: str, back: str, voice: Voice
) -> PairsQuestion:
    """The question whether an act is meant, which names every pair."""
    return PairsQuestion(
        title=voice.say(f"pairs.{act}"),
        consequence=voice.say(f"pairs.{act}_follows", days=UNDO_DAYS),
        yes=voice.say(f"pairs.{act}_yes", count=len(found)),
        lines=tuple(_line(each, voice) for each in found),
        address=address,
        back=back,
    )


def told(done: str, voice: Voice) -> tuple[str, bool]:
    """What came of an act on many pairs, and whether it was done; empty where none was."""
    if done in {"none", "changed", "late"}:
        return voice.say(f"pairs.{done}", days=UNDO_DAYS, most=MOST_AT_ONCE), False
    act, _, count = done.partition(".")
    if act in {"differ", "reopen"} and count.isascii() and count.isdigit():
        return voice.say(f"pairs.{act}_done", count=int(count)), True
    return "", False


def _line(candidate: Candidate, voice: Voice) -> PairLine:
    """One pair in the table."""
    number = to_public(candidate.candidate_id)
    return PairLine(
        duplicate=_side(candidate.duplicate, voice),
        kept=_side(candidate.kept, voice),
        pair=f"{number}.{candidate.version}",
        reason=voice.label(candidate.reason),
        merge_address=here("merge_pair", pair=number),
        differ_address=here("differ_pair", pair=number),
    )


def _side(subject: QueuedSubject, voice: Voice) -> Side:
    """One of the two."""
    return Side(
        name=subject.name,
        code=voice.listed([code.value for code in subject.codes]),
        state=voice.label(subject.state),
        records=f"{subject.record_count:,}",
        address=here("subject_case", subject=to_public(subject.subject_id)),
    )

"""A screening: what was asked, whom each row means, and what the purpose's profile comes to.

Everything is found by set: a screening takes a fixed number of statements for any number of rows.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.identity_matching import Scored, Trait, scored
from credit_registry.domain.personal_names import may_be_personal
from credit_registry.domain.screenings import (
    MOST_SUBJECTS,
    Algorithm,
    Caution,
    Identified,
    IdentityReason,
    answer,
    without_decision,
)
from credit_registry.domain.subjects import Standing
from credit_registry.domain.uses import Outcome
from credit_registry.law.editions import Edition
from credit_registry.rules.profiles.profiles import Profile
from credit_registry.services.grading import profiles
from credit_registry.services.grading.profiles import Checked
from credit_registry.services.screening import (
    asked_subjects,
    identity_decisions,
    identity_facts,
    name_candidates,
)
from credit_registry.services.screening.asked_subjects import Asked, Understood
from credit_registry.services.screening.identity_decisions import Decision
from credit_registry.services.screening.identity_facts import Facts
from credit_registry.services.screening.name_candidates import Candidates
from credit_registry.services.subject_indexes import SubjectIndex
from credit_registry.store.views import View

Dismissed = Mapping[str, frozenset[int]]
"""The subjects that the asker dismissed, by the digest of the question."""

Dismissals = Callable[[Collection[str]], Dismissed]
"""What finds them for many questions at once."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: for which purpose, by which algorithm, and the rows."""

    purpose: str
    rows: tuple[Asked, ...]
    algorithm: Algorithm = Algorithm.IDENTITY_1

    def __post_init__(self) -> None:
        """Refuse a screening of nobody or of too many."""
        if not 0 < len(self.rows) <= MOST_SUBJECTS:
            accepted = f"1 to {MOST_SUBJECTS} subjects"
            error = FieldError("/subjects", f"there are {len(self.rows)}", accepted)
            raise Unlawful(f"A screening takes {accepted}.", [error])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject that a row may mean: what was met, and what the profile comes to for it."""

    facts: Facts
    found: Scored
    checked: Checked
    is_decided: bool = False
    is_dismissed: bool = False

    @property
    def outcome(self) -> Outcome:
        """What the profile comes to."""
        return self.checked.finding.outcome


@dataclass(frozen=True, slots=True)
class Row:
    """The answer about one row; the first candidate is the subject where it is decided."""

    understood: Understood
    identified: Identified
    candidates: tuple[Candidate, ...]
    cautions: tuple[Caution, ...]

    @property
    def subject(self) -> Candidate | None:
        """Whom the row means, where that is decided."""
        return next((each for each in self.candidates if each.is_decided), None)

    @property
    def answer(self) -> Outcome:
        """The answer for the purpose."""
        subject = self.subject
        outcome = None if subject is None else subject.outcome
        return answer(self.identified.sureness, outcome)


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening as it was answered, and what of the index it rests on."""

    request: Request
    profile: Profile
    view: View
    edition: Edition
    rows: tuple[Row, ...]
    index_cursor: int
    is_degraded: bool


def screen(
    session: Session,
    index: SubjectIndex,
    request: Request,
    view: View,
    edition: Edition,
    dismissals: Dismissals | None = None,
) -> Screened:
    """The answer to a request at a view. Raises NotFound for a purpose without a profile."""
    profile = profiles.one(view, request.purpose)
    rows = [asked_subjects.understood(row, edition.divisions, view.as_of) for row in request.rows]
    decisions = identity_decisions.of_rows(session, rows, view)
    open_rows = [
        (place, row)
        for place, (row, decision) in enumerate(zip(rows, decisions, strict=True))
        if not decision.is_decided
    ]
    named = name_candidates.of_rows(session, index, open_rows, view)
    meant = [_meant(decision, place, named) for place, decision in enumerate(decisions)]
    facts = identity_facts.of_subjects(session, {n for each in meant for n in each}, view)
    gone = dismissals({row.digest for row in rows}) if dismissals else {}
    looks = _looks(rows, decisions, meant, facts, gone, (edition, view))
    ids = sorted({look.facts.subject_id for each in looks for look in each})
    checked = profiles.check(session, ids, [profile], view, edition) if ids else {}
    answered = tuple(
        _row(row, decision, found, checked)
        for row, decision, found in zip(rows, decisions, looks, strict=True)
    )
    return Screened(request, profile, view, edition, answered, named.cursor, named.is_degraded)


@dataclass(frozen=True, slots=True)
class _Look:
    """A subject that was looked at for a row."""

    facts: Facts
    found: Scored
    is_decided: bool
    is_dismissed: bool


def _meant(decision: Decision, place: int, named: Candidates) -> tuple[int, ...]:
    """The subjects to look at for a row."""
    if decision.subject_id is not None:
        return (decision.subject_id,)
    return tuple(dict.fromkeys((*decision.suggested, *named.by_place.get(place, ()))))


def _looks(
    rows: Sequence[Understood],
    decisions: Sequence[Decision],
    meant: Sequence[tuple[int, ...]],
    facts: Mapping[int, Facts],
    dismissed: Dismissed,
    at: tuple[Edition, View],
) -> list[list[_Look]]:
    """The subjects that come near enough to each row, the nearest first."""
    edition, view = at
    known = {number: each.known(edition.divisions, view) for number, each in facts.items()}
    looked: list[list[_Look]] = []
    for row, decision, numbers in zip(rows, decisions, meant, strict=True):
        gone = row.dismissed
        if dismissed:
            gone |= dismissed.get(row.digest, frozenset())
        found = [
            _Look(
                facts[number],
                scored(row.wanted, known[number], is_decided=decision.is_decided),
                decision.is_decided,
                number in gone and not decision.is_decided,
            )
            for number in numbers
            if number in facts
        ]
        looked.append(_nearest(row, found))
    return looked


def _nearest(row: Understood, found: Iterable[_Look]) -> list[_Look]:
    """Those near enough, the nearest first; of equals the one on file longer."""
    least = row.asked.least_score_centi
    near = [each for each in found if each.is_decided or each.found.score_centi >= least]
    near.sort(key=lambda each: (-each.found.score_centi, each.facts.subject_id))
    return near[: row.asked.most_candidates]


def _row(
    row: Understood,
    decision: Decision,
    looks: Sequence[_Look],
    checked: Mapping[int, tuple[Checked, ...]],
) -> Row:
    """The answer about one row."""
    candidates = tuple(
        Candidate(
            look.facts,
            look.found,
            checked[look.facts.subject_id][0],
            look.is_decided,
            look.is_dismissed,
        )
        for look in looks
    )
    return Row(
        row,
        _identified(decision, candidates),
        candidates,
        tuple(_cautions(row, decision, candidates)),
    )


def _identified(decision: Decision, candidates: Sequence[Candidate]) -> Identified:
    """How sure it is who is meant."""
    if decision.is_decided and candidates:
        return decision.identified
    left = sum(not each.is_dismissed for each in candidates)
    if candidates and not left:
        return without_decision(IdentityReason.ALL_DISMISSED, 0)
    return without_decision(decision.reason, left)


def _cautions(
    row: Understood, decision: Decision, candidates: Sequence[Candidate]
) -> Iterable[Caution]:
    """What to look at; of one that is not decided only that a name may be a person's."""
    if not decision.is_decided or not candidates:
        if row.wanted.name is not None and may_be_personal(row.wanted.name.text):
            yield Caution.MAY_BE_NATURAL_PERSON
        return
    subject = candidates[0]
    traits = subject.found.traits
    if row.wanted.name is not None and Trait.NAME not in traits:
        is_former = Trait.NAME_FORMER in traits
        yield Caution.NAME_IS_FORMER if is_former else Caution.NAME_DIFFERS
    if decision.is_forwarded:
        yield Caution.CODE_FORWARDED
    if Trait.DIVISION_OTHER in traits:
        yield Caution.DIVISION_DIFFERS
    if subject.facts.standing not in (Standing.OPERATING, Standing.UNKNOWN):
        yield Caution.NOT_IN_OPERATION

"""Against whom an enterprise is seen: the middle of its industry, dimension by dimension.

Medians are of the enterprises in operation that the rules in force graded. They are made from
stored results whenever a run changed any, and say nothing of a group that is small.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit_registry.domain.industries import Industries
from credit_registry.domain.proportions import SMALLEST
from credit_registry.domain.subjects import Standing
from credit_registry.rules.execution.compilation import CompiledRuleSet
from credit_registry.rules.execution.outcomes import dimension_points
from credit_registry.rules.rule_sets import Purpose
from credit_registry.store.evaluations import Evaluation
from credit_registry.store.peers import PeerMedian
from credit_registry.store.subjects import REGISTERED_NOW, Registration


@dataclass(frozen=True, slots=True)
class Peers:
    """An industry's medians in hundredths by the code of the dimension.

    `enterprises` is the largest number that any of them rests on, `as_of` the day of the run.
    """

    enterprises: int
    medians: Mapping[str, int]
    as_of: date


def renew(session: Session, compiled: CompiledRuleSet, industries: Industries, day: date) -> int:
    """Write the medians under the rules anew, from all results that stand; how many there are."""
    found = list(_medians(session, compiled, industries, day))
    session.execute(delete(PeerMedian))
    session.add_all(found)
    return len(found)


def has_any(session: Session, version: str) -> bool:
    """Whether any median was made under a version of the rules."""
    statement = select(PeerMedian.section).where(PeerMedian.rule_set_version == version)
    return session.scalars(statement.limit(1)).first() is not None


def of_section(session: Session, version: str, section: str) -> Peers | None:
    """The medians of an industry under a version of the rules; None where none are told."""
    row = PeerMedian
    statement = select(row).where(row.rule_set_version == version, row.section == section)
    found = session.scalars(statement).all()
    if not found:
        return None
    return Peers(
        enterprises=max(each.enterprises for each in found),
        medians={each.dimension: each.median_centi for each in found},
        as_of=found[0].as_of,
    )


def _medians(
    session: Session, compiled: CompiledRuleSet, industries: Industries, day: date
) -> Iterator[PeerMedian]:
    """The medians of every industry that is large enough."""
    outcomes, letters = _graded(session, compiled.version, industries)
    points, has_data = dimension_points(compiled, outcomes)
    for letter in sorted(set(letters.tolist()) - {""}):
        of_letter = letters == letter
        for at, dimension in enumerate(compiled.rule_set.dimensions):
            kept = np.sort(points[of_letter & has_data[:, at], at])
            if len(kept) >= SMALLEST:
                yield PeerMedian(
                    rule_set_version=compiled.version,
                    section=letter,
                    dimension=dimension.code,
                    enterprises=len(kept),
                    median_centi=int(kept[(len(kept) - 1) // 2]),
                    as_of=day,
                )


def _graded(
    session: Session, version: str, industries: Industries
) -> tuple[list[bytes], npt.NDArray[np.str_]]:
    """What the graded enterprises in operation came to, and the letter of each one's industry."""
    row = Evaluation
    statement = (
        select(row.outcome, Registration.industry_code)
        .join(Registration, Registration.subject_id == row.subject_id)
        .where(
            row.superseded_by.is_(None),
            row.purpose == Purpose.GRADE.value,
            row.rule_set_version == version,
            row.score_centi.is_not(None),
            REGISTERED_NOW,
            Registration.standing == Standing.OPERATING.value,
        )
    )
    rows = session.connection().execute(statement).all()
    sections = {code: industries.section_of(code or "") for code in {code for _, code in rows}}
    letters = [found.letter if (found := sections[code]) else "" for _, code in rows]
    return [outcome for outcome, _ in rows], np.array(letters, np.str_)

"""What is seen beside a credit file: its industry's middle, its grades over time, what was kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from credit_registry.domain.industries import Section
from credit_registry.domain.records import RecordKind
from credit_registry.law.editions import Edition
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.grading import grade_histories, peers
from credit_registry.services.grading.grade_histories import GradePoint
from credit_registry.services.grading.peers import Peers
from credit_registry.services.records import record_outcomes


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside the file.

    `peers` is None where nothing is told of the industry, `history` is empty where no grade is
    shown, and `commitments` counts by how they were fulfilled.
    """

    section: Section | None
    peers: Peers | None
    history: tuple[GradePoint, ...]
    commitments: Mapping[str, int]


def read(session: Session, file: CreditFile, edition: Edition) -> Surroundings:
    """What stands beside a file, in five statements at most."""
    code = file.registration.industry_code if file.registration else None
    section = edition.industries.section_of(code) if code else None
    grade, view = file.grade, file.view
    is_graded = grade.is_shown and bool(grade.grade)
    told = (
        peers.of_section(session, grade.rule_set_version, section.letter)
        if is_graded and section and view.is_present
        else None
    )
    history = (
        grade_histories.of_subject(session, file.represented, view, edition) if is_graded else ()
    )
    counts = record_outcomes.counted(session, file.represented, view, RecordKind.COMMITMENT)
    return Surroundings(section, told, history, counts)

"""What the groups are called by which the subjects of a what-if report are counted."""

from datetime import date

from credit_registry.domain.labels import label
from credit_registry.domain.rule_changes import Trait
from credit_registry.domain.subjects import SubjectKind
from credit_registry.law.editions import Edition

NOT_STATED = {"zh": "未载明", "en": "Not stated"}


def group_word(trait: Trait, code: str, edition: Edition, day: date, language: str) -> str:
    """The group's name on the day; its code where nobody knows a name."""
    if not code:
        return NOT_STATED[language]
    match trait:
        case Trait.SUBJECT_KIND:
            return label(SubjectKind(code), language)
        case Trait.SECTION:
            section = edition.industries.section_of(code)
            names = (section.name, section.name_en) if section else (code, code)
        case Trait.DIVISION:
            division = edition.divisions.named(code, day)
            names = (division.name, division.name_en or division.name) if division else (code, code)
    return names[0 if language == "zh" else 1]

"""Screening: who is meant by what was asked, what says so, and what may be concluded from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from credit_registry.domain.uses import Outcome

MOST_SUBJECTS = 500
"""In one screening; more are screened one after another."""


class Algorithm(StrEnum):
    """The named ways of matching; what one of them finds never changes under its name."""

    IDENTITY_1 = "identity-1"


class AskedKind(StrEnum):
    """What the asker says it is; nothing is concluded where nothing is said."""

    ORGANIZATION = "organization"
    NATURAL_PERSON = "natural_person"


class Sureness(StrEnum):
    """How far it is established who is meant."""

    CERTAIN = "certain"
    UNSURE = "unsure"
    NOBODY = "nobody"


class IdentityReason(StrEnum):
    """Why the identity stands as it does: one code for each case, for programs to read."""

    CODE_DECIDES = "code_decides"
    CHOSEN_BY_ASKER = "chosen_by_asker"
    CODE_NOT_ON_FILE = "code_not_on_file"
    CODE_FAULTY = "code_faulty"
    CODE_AMBIGUOUS = "code_ambiguous"
    NAME_ONLY_SUGGESTS = "name_only_suggests"
    NATURAL_PERSON = "natural_person"
    NOTHING_FOUND = "nothing_found"
    ALL_DISMISSED = "all_dismissed"
    REFUSED = "refused"


class Caution(StrEnum):
    """What whoever decides should look at, although the identity is established."""

    NAME_DIFFERS = "name_differs"
    NAME_IS_FORMER = "name_is_former"
    CODE_FORWARDED = "code_forwarded"
    DIVISION_DIFFERS = "division_differs"
    NOT_IN_OPERATION = "not_in_operation"
    MAY_BE_NATURAL_PERSON = "may_be_natural_person"


@dataclass(frozen=True, slots=True)
class Identified:
    """How sure it is who is meant, and why."""

    sureness: Sureness
    reason: IdentityReason


def without_decision(reason: IdentityReason, candidates: int) -> Identified:
    """What stands where no code has decided: candidates make it unsure, none makes it nobody."""
    if candidates:
        return Identified(Sureness.UNSURE, reason)
    if reason is IdentityReason.NAME_ONLY_SUGGESTS:
        return Identified(Sureness.NOBODY, IdentityReason.NOTHING_FOUND)
    return Identified(Sureness.NOBODY, reason)


def answer(found: Sureness, outcome: Outcome | None) -> Outcome:
    """The answer about one that was asked for: without an identity, a person has to look.

    >>> answer(Sureness.CERTAIN, Outcome.BARRED)
    <Outcome.BARRED: 'barred'>
    >>> answer(Sureness.NOBODY, None)
    <Outcome.NEEDS_REVIEW: 'needs_review'>
    """
    if found is not Sureness.CERTAIN or outcome is None:
        return Outcome.NEEDS_REVIEW
    return outcome


def of_consortium(answers: Iterable[Outcome]) -> Outcome:
    """The answer about a consortium, where the law looks at its members together: the gravest."""
    found = set(answers)
    for each in (Outcome.BARRED, Outcome.NEEDS_REVIEW):
        if each in found:
            return each
    return Outcome.NO_BAR_FOUND


WORDS: tuple[tuple[StrEnum, tuple[str, str]], ...] = (
    (Sureness.CERTAIN, ("已确定", "Established")),
    (Sureness.UNSURE, ("不确定，请选择", "Not sure: please choose")),
    (Sureness.NOBODY, ("未找到", "Nobody found")),
    (IdentityReason.CODE_DECIDES, ("代码相符", "The code decides")),
    (IdentityReason.CHOSEN_BY_ASKER, ("由查询人选定", "Chosen by whoever asked")),
    (
        IdentityReason.CODE_NOT_ON_FILE,
        ("代码正确，登记系统没有该主体", "The code is sound, and nobody here holds it"),
    ),
    (IdentityReason.CODE_FAULTY, ("代码有误", "The code is faulty")),
    (
        IdentityReason.CODE_AMBIGUOUS,
        ("代码对应多个主体", "The code speaks of more than one subject"),
    ),
    (
        IdentityReason.NAME_ONLY_SUGGESTS,
        ("仅有名称，只能提示", "A name alone only suggests"),
    ),
    (
        IdentityReason.NATURAL_PERSON,
        ("自然人姓名不能确定身份", "A natural person's name never decides"),
    ),
    (IdentityReason.NOTHING_FOUND, ("没有相符的主体", "Nothing found")),
    (
        IdentityReason.ALL_DISMISSED,
        ("相近的主体均已被查询人排除", "The asker has dismissed all that come near"),
    ),
    (IdentityReason.REFUSED, ("该行不予受理", "The row was refused")),
    (Caution.NAME_DIFFERS, ("代码相符，名称不同", "The code fits, the name differs")),
    (Caution.NAME_IS_FORMER, ("所用名称为曾用名", "The name is a former one")),
    (
        Caution.CODE_FORWARDED,
        ("所用代码已更正或合并", "The code has been corrected or merged"),
    ),
    (Caution.DIVISION_DIFFERS, ("所在县区不同", "The division differs")),
    (Caution.NOT_IN_OPERATION, ("登记状态不是存续", "Not in operation")),
    (
        Caution.MAY_BE_NATURAL_PERSON,
        ("名称可能是自然人姓名", "The name may be that of a natural person"),
    ),
    (AskedKind.ORGANIZATION, ("单位", "Organisation")),
    (AskedKind.NATURAL_PERSON, ("自然人", "Natural person")),
)
"""What each is called in Chinese and English."""

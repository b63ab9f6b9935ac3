"""The forms by which an officer settles who a subject is, one for each act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission
from credit_registry.domain.subjects import LinkKind
from credit_registry.services.subjects.identities import SubjectCase
from credit_registry.web.site.forms.typed import LONGEST_LINE, Typed


class SubjectAct(StrEnum):
    """What an officer may do about who a subject is."""

    CORRECT = "correct"
    CONFIRM = "confirm"
    REJECT = "reject"
    LINK = "link"
    UNLINK = "unlink"
    CHANGE = "change"


RIGHT_CODE, REJECT_REASON = "right_code", "reject_reason"
LINK_KIND, OTHER_SUBJECT, LINK_SINCE = "link_kind", "other_subject", "link_since"
STANDING_LINK, UNLINK_REASON = "standing_link", "unlink_reason"
NEW_NAME, NEW_DIVISION = "new_name", "new_division"
CHANGED_SINCE, CHANGE_DOCUMENT = "changed_since", "change_document"

PERMISSION: Mapping[SubjectAct, Permission] = {
    SubjectAct.CORRECT: Permission.CORRECT_IDENTIFIER,
    SubjectAct.CONFIRM: Permission.CONFIRM_SUBJECT,
    SubjectAct.REJECT: Permission.CONFIRM_SUBJECT,
    SubjectAct.LINK: Permission.LINK_SUBJECTS,
    SubjectAct.UNLINK: Permission.LINK_SUBJECTS,
    SubjectAct.CHANGE: Permission.CHANGE_REGISTRATION,
}

FIELDS: Mapping[SubjectAct, tuple[str, ...]] = {
    SubjectAct.CORRECT: (RIGHT_CODE,),
    SubjectAct.CONFIRM: (),
    SubjectAct.REJECT: (REJECT_REASON,),
    SubjectAct.LINK: (LINK_KIND, OTHER_SUBJECT, LINK_SINCE),
    SubjectAct.UNLINK: (STANDING_LINK, UNLINK_REASON),
    SubjectAct.CHANGE: (NEW_NAME, NEW_DIVISION, CHANGED_SINCE, CHANGE_DOCUMENT),
}
"""The fields of each act, in the order in which they are asked; the first is told of a refusal."""

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Stated:
    """What was typed; it counts only where `Typed` found no fault."""

    typed: Typed
    code: str = ""
    reason: str = ""
    kind: LinkKind | None = None
    other: str = ""
    since: date | None = None
    link: str = ""
    name: str = ""
    division: str = ""
    document_number: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Whether the officer was asked once more and meant it."""
        return self.typed.values.get("confirmed") == "yes"

    @property
    def is_to_change(self) -> bool:
        """Whether the officer was asked once more and goes back."""
        return self.typed.values.get("confirmed") == "no"


def read(act: SubjectAct, case: SubjectCase, typed: Typed, today: date) -> Stated:
    """The form of an act; faults are noted in `typed`."""
    match act:
        case SubjectAct.CORRECT:
            return Stated(typed, code=typed.needed(RIGHT_CODE, longest=LONGEST_LINE))
        case SubjectAct.CONFIRM:
            return Stated(typed)
        case SubjectAct.REJECT:
            return Stated(typed, reason=typed.needed(REJECT_REASON))
        case SubjectAct.LINK:
            kind = typed.chosen(LINK_KIND, {each.value: "" for each in LinkKind})
            return Stated(
                typed,
                kind=None if LINK_KIND in typed.faults else LinkKind(kind),
                other=typed.needed(OTHER_SUBJECT, longest=LONGEST_LINE),
                since=typed.day(LINK_SINCE, today),
            )
        case SubjectAct.UNLINK:
            link = typed.chosen(STANDING_LINK, links(case))
            return Stated(typed, link=link, reason=typed.needed(UNLINK_REASON))
        case SubjectAct.CHANGE:
            return _change(typed, today)


def _change(typed: Typed, today: date) -> Stated:
    """Another name, another division, or both, from a day on."""
    typed.needed(CHANGED_SINCE, longest=LONGEST_LINE)
    since = typed.day(CHANGED_SINCE, today)
    name = typed.text(NEW_NAME, longest=LONGEST_NAME)
    division = typed.text(NEW_DIVISION, longest=LONGEST_LINE)
    if not (name or division):
        typed.faults[NEW_NAME] = typed.voice.say("form.needed")
    document = typed.needed(CHANGE_DOCUMENT, longest=LONGEST_LINE)
    typed.impersonal(NEW_NAME, CHANGE_DOCUMENT)
    return Stated(typed, since=since, name=name, division=division, document_number=document)


def links(case: SubjectCase) -> Mapping[str, str]:
    """The links that may be taken back, by id."""
    return {to_public(each.link_id): "" for each in case.relations}

"""Who acts: every event has an actor, and every actor is an account."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """What stands behind an account."""

    PERSON = "person"
    PROGRAM = "program"
    PUBLIC = "public"


class Role(StrEnum):
    """What an account may be trusted with; several may be held, duties stay separated per case."""

    ENTERER = "enterer"
    REVIEWER = "reviewer"
    PROPOSER = "proposer"
    DECIDER = "decider"
    PUBLISHER = "publisher"
    RULE_OWNER = "rule_owner"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    EXECUTING_BODY = "executing_body"
    SOURCE_UNIT = "source_unit"
    ENTERPRISE_USER = "enterprise_user"


class Duty(StrEnum):
    """What an account owes before it may do anything else."""

    GIVE_CODE = "give_code"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - the name of a duty
    ENROL_SECOND_FACTOR = "enrol_second_factor"


@dataclass(frozen=True, slots=True)
class Actor:
    """An account as a command sees it; `unit_id` and `division` None mean the whole city.

    `subject_id` is the enterprise that an enterprise user acts for, once that is proved.
    `scopes` are the permissions that its key is limited to; None means all of its roles'.
    """

    account_id: int
    username: str
    kind: ActorKind = ActorKind.PERSON
    unit_id: int | None = None
    division: str | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    subject_id: int | None = None
    owes: Duty | None = None
    scopes: frozenset[str] | None = None

    @property
    def is_public(self) -> bool:
        """Whether nobody has signed in."""
        return self.kind is ActorKind.PUBLIC


PUBLIC = Actor(account_id=0, username="public", kind=ActorKind.PUBLIC)
"""The visitor who has not signed in."""

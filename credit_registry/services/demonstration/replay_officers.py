"""Who acts in the history of the invented city: one person a role, and the superior."""

from dataclasses import dataclass

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.listings import Step

_ACTING = {
    Step.SERVE_NOTICE: Role.PROPOSER,
    Step.RECORD_STATEMENT: Role.PROPOSER,
    Step.REQUEST_HEARING: Role.PROPOSER,
    Step.HOLD_HEARING: Role.REVIEWER,
    Step.DECIDE: Role.DECIDER,
    Step.DECLINE: Role.DECIDER,
    Step.PUBLISH: Role.PUBLISHER,
    Step.REMOVE: Role.DECIDER,
    Step.WITHDRAW: Role.DECIDER,
    Step.REVOKE: Role.DECIDER,
    Step.CHECK: Role.REVIEWER,
    Step.ANNOUNCE: Role.PUBLISHER,
    Step.END: Role.PROPOSER,
    Step.EXPIRE: Role.OPERATOR,
}

_SUPERIOR = frozenset({Step.GIVE_CONSENT, Step.REFUSE_CONSENT, Step.RELIST})


@dataclass(frozen=True, slots=True)
class Officers:
    """Who acts: the program that delivers, one person a role, the superior, those who execute."""

    sender: Actor
    people: dict[Role, Actor]
    superior: Actor
    bodies: tuple[Actor, ...] = ()

    def of(self, role: Role) -> Actor:
        """The person of the role."""
        return self.people[role]

    def acting(self, step: Step) -> Actor:
        """Who takes a step with an entry."""
        return self.superior if step in _SUPERIOR else self.people[_ACTING[step]]

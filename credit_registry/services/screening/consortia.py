"""Consortia in a screening: what a dated rule says of them, from the answers about the members."""

from dataclasses import dataclass

from credit_registry.domain.screenings import of_consortium
from credit_registry.domain.uses import Outcome
from credit_registry.law.consortia import ConsortiumRule, rule_on
from credit_registry.services.screening.screenings import Screened


@dataclass(frozen=True, slots=True)
class Consortium:
    """A consortium by the asker's name for it, the places of its members, and the answer.

    Without a rule for the purpose and the day each member stands for itself, and nothing is said.
    """

    name: str
    places: tuple[int, ...]
    rule: ConsortiumRule | None
    answer: Outcome | None


def of(screened: Screened) -> list[Consortium]:
    """The consortia that the rows name, in the order of their first members."""
    rule = rule_on(screened.edition.consortia, screened.profile.code, screened.view.as_of)
    members: dict[str, list[int]] = {}
    for place, row in enumerate(screened.rows, start=1):
        name = row.understood.asked.consortium.strip()
        if name:
            members.setdefault(name, []).append(place)
    found = []
    for name, places in members.items():
        together = of_consortium(screened.rows[place - 1].answer for place in places)
        found.append(Consortium(name, tuple(places), rule, under(rule, together)))
    return found


def under(rule: ConsortiumRule | None, together: Outcome) -> Outcome | None:
    """What the rule makes of the members' gravest answer: one that may not bar asks for review."""
    if rule is None:
        return None
    is_beyond = together is Outcome.BARRED and not rule.may_bar
    return Outcome.NEEDS_REVIEW if is_beyond else together

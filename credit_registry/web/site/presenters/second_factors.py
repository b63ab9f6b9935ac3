"""The page on which an account comes to a second factor."""

from dataclasses import dataclass

from credit_registry.domain.actors import Actor, Duty
from credit_registry.services.people import second_factors

GROUP = 4


@dataclass(frozen=True, slots=True)
class FactorPage:
    """A fresh secret, or none where the account has a second factor."""

    secret: str
    grouped: str
    address: str
    fault: str
    must_enrol: bool


def second_factor(actor: Actor, secret: str, fault: str) -> FactorPage:
    """The page; the secret is written in groups to be typed, and as an address to be opened."""
    is_sound = second_factors.SECRET.fullmatch(secret) is not None
    shown = secret if is_sound else ""
    return FactorPage(
        secret=shown,
        grouped=" ".join(shown[at : at + GROUP] for at in range(0, len(shown), GROUP)),
        address=second_factors.address(shown, actor.username) if shown else "",
        fault=fault,
        must_enrol=actor.owes is Duty.ENROL_SECOND_FACTOR,
    )

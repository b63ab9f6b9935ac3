"""An act of an officer: who acts, when, under which law; and what no text of one may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import FieldError, Unlawful
from credit_registry.domain.privacy import personal_numbers
from credit_registry.services.law_editions import CurrentLaw


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when, and under which law: what every step needs."""

    actor: Actor
    at: datetime
    today: date
    law: CurrentLaw


def require_impersonal(texts: Mapping[str, str]) -> None:
    """Pass if no personal number stands in the texts, which are public or kept for good."""
    faults = [
        FieldError(f"/{name}", "holds a personal number", "the same words without it")
        for name, text in texts.items()
        if personal_numbers(text)
    ]
    if faults:
        named = ", ".join(fault.pointer.removeprefix("/") for fault in faults)
        raise Unlawful(f"A personal number stands in: {named}.", faults)

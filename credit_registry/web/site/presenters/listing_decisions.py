"""A decision to list in words: what it rests on, what follows from it, and what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from credit_registry.services.lists.listing_decisions import Content
from credit_registry.web.site.addresses import here
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The decision, part by part in the order in which the law names them."""

    name: str
    code: str
    number: str
    address: str
    sentence: str
    facts: tuple[Fact, ...]
    measures: tuple[str, ...]
    edition: str


def decision(content: Content, case: str, voice: Voice) -> DecisionPage:
    """The page of a decision."""
    said = voice.say(
        "decision.sentence",
        name=content["name"],
        list=_either(content["list"], voice),
        since=_day(content["since"], voice),
        until=voice.until(_parsed(content["until"])),
    )
    return DecisionPage(
        name=content["name"],
        code=content["code"],
        number=content["document_number"],
        address=here("case", case=case),
        sentence=said,
        facts=tuple(fact for fact in _facts(content, voice) if fact[1]),
        measures=tuple(_either(words, voice) for words in content["measures"]),
        edition=content["law_edition"],
    )


def _facts(content: Content, voice: Voice) -> Iterable[Fact]:
    """The decision's parts."""
    yield voice.say("listing.decided_on"), _day(content["decided_on"], voice)
    yield voice.say("listing.decided_by"), _either(content["decided_by"], voice)
    yield voice.say("listing.grounds"), content["grounds"]
    yield voice.say("decision.penalty"), _penalty(content, voice)
    yield voice.say("listing.basis"), _either(content["basis"], voice)
    if content["consent"]:
        consent = _either(content["consent"], voice)
        yield voice.say("list.consent"), voice.say("decision.consent", by=consent)
    yield voice.say("field.restricted_until"), _day(content["restricted_until"], voice)
    yield voice.say("listing.consequences"), _either(content["consequences"], voice)
    yield voice.say("listing.leaving"), _either(content["leaving"], voice)
    yield voice.say("list.removal"), _either(content["removal"], voice)
    yield voice.say("list.remedies"), _either(content["remedies"], voice)


def _penalty(content: Content, voice: Voice) -> str:
    """The penalty that the decision was made with, or why none is named."""
    penalty = content["penalty"]
    if penalty is None:
        return str(content["unnamed"])
    day = _day(penalty["decided_on"], voice)
    return voice.say("decision.penalty_of", document=penalty["document_number"], day=day)


def _either(words: Mapping[str, Any], voice: Voice) -> str:
    """The words in the language of the page."""
    return voice.either(words["zh"], words["en"])


def _parsed(day: str | None) -> date | None:
    """The day as it was kept."""
    return date.fromisoformat(day) if day else None


def _day(day: str | None, voice: Voice) -> str:
    """The day in words; empty where there is none."""
    return voice.day(_parsed(day)) if day else ""

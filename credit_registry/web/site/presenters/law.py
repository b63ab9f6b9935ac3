"""The law page: what the loaded edition says of display, lists, deadlines and grades."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.publications import Band, Regime
from credit_registry.domain.sources import Verification
from credit_registry.law.editions import Edition, PublicationBasis
from credit_registry.law.list_types import public_types
from credit_registry.law.periods import DeadlineRule
from credit_registry.services.law_changes.law_loads import KeptEdition
from credit_registry.web.site.presenters.law_editions import EditionItem, public_edition
from credit_registry.web.site.voices import Voice

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegimeItem:
    """A regime of display: its source and how far it was checked, its days, and its bands.

    `clock` says which day starts a display, `transition` what becomes of one that runs already.
    """

    source: str
    checked: str
    since: str
    clock: str
    transition: str
    bands: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """The edition in words."""

    digest: str
    day: str
    regimes: tuple[RegimeItem, ...]
    lists: tuple[Row, ...]
    deadlines: tuple[Row, ...]
    bases: tuple[Row, ...]
    editions: tuple[EditionItem, ...]


def law_page(edition: Edition, kept: Sequence[KeptEdition], today: date, voice: Voice) -> LawPage:
    """The page of an edition, with the editions there have been."""
    types = public_types(edition.list_types.values())
    return LawPage(
        digest=edition.digest,
        day=voice.day(today),
        regimes=tuple(_regime(regime, voice) for regime in edition.regimes),
        lists=tuple(
            (
                voice.either(kind.label_zh, kind.label_en),
                voice.either(kind.basis.text_zh, kind.basis.text_en),
                checked(kind.basis.verification, voice),
            )
            for kind in types
        ),
        deadlines=tuple(
            row for rule in edition.deadlines.values() for row in _deadline(rule, today, voice)
        ),
        bases=tuple(_basis(basis, voice) for basis in edition.bases),
        editions=tuple(public_edition(each, edition, voice) for each in kept),
    )


def _regime(regime: Regime, voice: Voice) -> RegimeItem:
    """One regime with its bands."""
    return RegimeItem(
        source=voice.either(regime.source, regime.source_en or regime.source),
        checked=checked(regime.verification, voice),
        since=voice.span(regime.since, regime.until),
        clock=_clock(regime, voice),
        transition=voice.label(regime.transition),
        bands=tuple(_band(band, voice) for band in regime.bands.values()),
    )


def _clock(regime: Regime, voice: Voice) -> str:
    """Which day a display is counted from; editions of a single regime said so by kind alone."""
    if not regime.clock:
        return voice.say("law.clock_by_kind")
    clock = voice.say(f"column.{regime.clock}")
    if regime.otherwise is None:
        return clock
    otherwise = voice.say(f"column.{regime.otherwise}")
    return voice.say("law.clock_otherwise", clock=clock, otherwise=otherwise)


def _band(band: Band, voice: Voice) -> Row:
    """How long one class is shown."""
    if band.maximum is None:
        return voice.label(band.severity), "—", voice.say("law.not_shown")
    least = voice.period(band.minimum)
    return voice.label(band.severity), least, voice.period(band.maximum)


def _deadline(rule: DeadlineRule, today: date, voice: Voice) -> list[Row]:
    """The period in force today, if there is one."""
    return [
        (
            voice.either(rule.label_zh, rule.label_en),
            voice.period(dated.period),
            voice.either(dated.source.text_zh, dated.source.text_en),
        )
        for dated in rule.history
        if dated.since <= today and (dated.until is None or today <= dated.until)
    ]


def _basis(basis: PublicationBasis, voice: Voice) -> Row:
    """A local rule under which grades are public."""
    source = voice.either(basis.source.text_zh, basis.source.text_en)
    return source, voice.span(basis.since, basis.until)


VERIFIED = {
    Verification.ARTICLE: "law.article",
    Verification.INSTRUMENT: "law.instrument",
    Verification.REGISTRY: "law.registry",
    Verification.UNVERIFIED: "law.unverified",
}


def checked(verification: Verification, voice: Voice) -> str:
    """How far the source was checked."""
    return voice.say(VERIFIED[verification])

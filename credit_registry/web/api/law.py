"""The law edition in force: what the registry holds to be the law, with its sources."""

from credit_registry.domain.dates import Period
from credit_registry.domain.publications import Regime
from credit_registry.law.list_types import public_types
from credit_registry.law.periods import DeadlineRule
from credit_registry.web.api.operations import Answer, Subject, read
from credit_registry.web.api.readings import Query, reading
from credit_registry.web.api.schemas.law import LawEdition
from credit_registry.web.api.schemas.times import TimesQuery
from credit_registry.web.api.shapes import listings
from credit_registry.web.api.shapes.terms import Shape, either, term, times

subject = Subject("law", __name__, description="法律依据 · Law")


@read(subject, "/law/editions/current", TimesQuery, Answer(schema=LawEdition))
def current(query: Query) -> object:
    """Read the law edition.

    The newest, or the one that was known at `known_at`: regimes, deadlines and lists.
    """
    with reading(query) as given:
        edition, day = given.edition, given.view.as_of
        basis = edition.grade_basis(day)
        source = basis.source if basis else None
        return times(given.view) | {
            "digest": edition.digest,
            "regimes": [_regime(regime) for regime in edition.regimes],
            "deadlines": [_deadline(rule) for rule in edition.deadlines.values()],
            "lists": [
                listings.list_kind(kind, day) for kind in public_types(edition.list_types.values())
            ],
            "grade_basis": either(source.text_zh, source.text_en) if source else None,
        }


def _regime(regime: Regime) -> Shape:
    """One publication regime."""
    return {
        "code": regime.code,
        "since": regime.since,
        "until": regime.until,
        "source": either(regime.source, regime.source_en or regime.source),
        "verification": term(regime.verification),
        "precedence": regime.precedence,
        "clock": regime.clock or None,
        "otherwise": regime.otherwise,
        "transition": term(regime.transition),
        "bands": [
            {
                "severity": term(band.severity),
                "minimum": _period(band.minimum),
                "maximum": _period(band.maximum),
            }
            for band in regime.bands.values()
        ],
    }


def _period(period: Period | None) -> Shape | None:
    """A period of a band."""
    return None if period is None else {"amount": period.amount, "unit": period.unit.value}


def _deadline(rule: DeadlineRule) -> Shape:
    """One deadline with its history."""
    return {
        "code": rule.code,
        "label": either(rule.label_zh, rule.label_en),
        "history": [
            {
                "since": dated.since,
                "until": dated.until,
                "amount": dated.period.amount,
                "unit": dated.period.unit.value,
                "source": either(dated.source.text_zh, dated.source.text_en),
            }
            for dated in rule.history
        ],
    }

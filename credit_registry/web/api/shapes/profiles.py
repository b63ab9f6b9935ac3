"""Use profiles and what they come to, listed field by field."""

from collections.abc import Callable

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.sources import Source
from credit_registry.rules.profiles import profile_explanations
from credit_registry.rules.profiles.profile_documents import version_of
from credit_registry.rules.profiles.profile_findings import Ground, Reason
from credit_registry.rules.profiles.profiles import Profile, Row
from credit_registry.rules.sentences import Sentence
from credit_registry.services.grading.profiles import Checked
from credit_registry.web.api.shapes.terms import Shape, either, term

Told = Callable[[Ground], Shape]


def profile(given: Profile) -> Shape:
    """A profile with its rows."""
    return named(given) | {
        "since": given.since,
        "source": either(given.source.zh, given.source.en),
        "rows": [_row(row) for row in given.rows],
        "unheld": [either(each.zh, each.en) for each in given.unheld],
    }


def named(given: Profile) -> Shape:
    """A profile in short."""
    return {
        "code": given.code,
        "title": either(given.title.zh, given.title.en),
        "version": version_of(given),
        "is_information_only": given.is_information_only,
    }


def public(checked: Checked) -> Shape:
    """What a profile came to, from public records."""
    return _check(checked, _ground)


def internal(checked: Checked) -> Shape:
    """What a profile came to, as an officer sees it."""
    return _check(checked, lambda ground: _ground(ground) | {"is_public": ground.is_public})


def _check(checked: Checked, told: Told) -> Shape:
    """The outcome with its reasons."""
    finding = checked.finding
    return {
        "profile": named(checked.profile),
        "outcome": term(finding.outcome),
        "reasons": [_reason(each, told) for each in finding.reasons],
        "gaps": [_said(each) for each in profile_explanations.gaps(checked.profile, finding)],
        "summary": [_said(each) for each in checked.summary],
        "next_change_on": finding.next_change_on,
    }


def _row(row: Row) -> Shape:
    """One row."""
    return {
        "code": row.code,
        "title": either(row.title.zh, row.title.en),
        "yields": term(row.yields),
        "since": row.since,
        "until": row.until,
        "bases": [_basis(source) for source in row.basis],
    }


def _basis(source: Source) -> Shape:
    """A source; an article that nobody has read is not in its text."""
    return {
        "instrument": either(source.text_zh, source.text_en),
        "verification": term(source.verification),
        "checked": either(source.checked_zh, source.checked_en),
    }


def _reason(reason: Reason, told: Told) -> Shape:
    """What one row found."""
    return {
        "row_code": reason.row,
        "title": either(reason.title.zh, reason.title.en),
        "outcome": term(reason.outcome),
        "bases": [_basis(source) for source in reason.sources],
        "grounds": [told(ground) for ground in reason.grounds],
        "until": reason.until,
        "sentences": [_said(each) for each in profile_explanations.reason_sentences(reason)],
    }


def _ground(ground: Ground) -> Shape:
    """A record or an entry."""
    return {
        "record_id": None if ground.record_id is None else to_public(ground.record_id),
        "listing_id": None if ground.listing_id is None else to_public(ground.listing_id),
        "title": either(ground.title.zh, ground.title.en),
        "document_number": ground.document_number,
        "since": ground.since,
        "until": ground.until,
    }


def _said(sentence: Sentence) -> str:
    """The sentence in the answer's language."""
    return either(sentence.zh, sentence.en)

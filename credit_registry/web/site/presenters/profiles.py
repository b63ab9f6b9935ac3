"""Use profiles as their page shows them: the outcome in words, the reasons, what was not seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.subjects import IdentifierScheme
from credit_registry.domain.uses import Outcome
from credit_registry.rules.profiles import profile_explanations
from credit_registry.rules.profiles.profile_documents import version_of
from credit_registry.rules.profiles.profile_findings import Ground, Reason
from credit_registry.rules.sentences import Sentence
from credit_registry.services.grading.profiles import Checked
from credit_registry.services.subjects.subjects import Identity
from credit_registry.store.views import View
from credit_registry.web.site.addresses import of_records, of_subject
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.voices import Voice

SHORT = 12
LOOKS = {
    Outcome.NO_BAR_FOUND: ("○", "past"),
    Outcome.NEEDS_REVIEW: ("△", "pending"),
    Outcome.BARRED: ("■", "black"),
}
"""The sign of each outcome, and the look that supports it."""


@dataclass(frozen=True, slots=True)
class ReasonItem:
    """What one row found; `records` are addresses with the words for them."""

    title: str
    badge: Badge
    sentences: tuple[str, ...]
    checked: tuple[str, ...]
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProfileItem:
    """What one profile came to."""

    code: str
    title: str
    badge: Badge
    summary: tuple[str, ...]
    reasons: tuple[ReasonItem, ...]
    gaps: tuple[str, ...]
    version: str
    json_address: str


@dataclass(frozen=True, slots=True)
class ProfilesPage:
    """All that stands on the page."""

    name: str
    code: str
    subject_address: str
    seen: str
    looking_back: str
    profiles: tuple[ProfileItem, ...]
    meanings: tuple[tuple[Badge, str], ...]


def page(identity: Identity, checked: Sequence[Checked], view: View, voice: Voice) -> ProfilesPage:
    """The page of one subject."""
    code = identity.codes.get(IdentifierScheme.USCC)
    times = {"day": voice.day(view.as_of), "count": view.position}
    return ProfilesPage(
        name=identity.name,
        code=code or "",
        subject_address=of_subject(identity.subject_id, code),
        seen=voice.say("enterprise.seen", **times),
        looking_back="" if view.is_present else voice.say("enterprise.looking_back", **times),
        profiles=tuple(_profile(each, identity.subject_id, code, voice) for each in checked),
        meanings=tuple(
            (_badge(outcome, voice), voice.say(f"profile.means_{outcome.value}"))
            for outcome in Outcome
        ),
    )


def _profile(checked: Checked, subject_id: int, code: str | None, voice: Voice) -> ProfileItem:
    """What one profile came to."""
    profile, finding = checked.profile, checked.finding
    return ProfileItem(
        code=profile.code,
        title=voice.either(profile.title.zh, profile.title.en),
        badge=_badge(finding.outcome, voice),
        summary=_said(checked.summary, voice),
        reasons=tuple(_reason(each, subject_id, code, voice) for each in finding.reasons),
        gaps=_said(profile_explanations.gaps(profile, finding), voice),
        version=version_of(profile)[:SHORT],
        json_address=f"/api/v1/enterprises/{code}/profiles/{profile.code}" if code else "",
    )


def _reason(reason: Reason, subject_id: int, code: str | None, voice: Voice) -> ReasonItem:
    """What one row found."""
    checked = (voice.either(each.checked_zh, each.checked_en) for each in reason.sources)
    return ReasonItem(
        title=voice.either(reason.title.zh, reason.title.en),
        badge=_badge(reason.outcome, voice),
        sentences=_said(profile_explanations.reason_sentences(reason), voice),
        checked=tuple(words for words in checked if words),
        records=tuple(
            (_address(each, subject_id, code), voice.say("grade.record", count=place))
            for place, each in enumerate(reason.grounds, start=1)
        ),
    )


def _address(ground: Ground, subject_id: int, code: str | None) -> str:
    """Where a record stands, or the lists that the subject is on."""
    if ground.record_id is None:
        return f"{of_subject(subject_id, code)}#lists"
    return of_records(subject_id, code, record=to_public(ground.record_id))


def _badge(outcome: Outcome, voice: Voice) -> Badge:
    """An outcome: sign and words."""
    sign, look = LOOKS[outcome]
    return Badge(look, sign, voice.label(outcome))


def _said(sentences: Iterable[Sentence], voice: Voice) -> tuple[str, ...]:
    """The sentences in the page's language."""
    return tuple(voice.either(each.zh, each.en) for each in sentences)

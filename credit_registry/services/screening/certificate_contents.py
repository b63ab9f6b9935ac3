"""What a certificate says: everything that was asked, found and answered, as one canonical tree.

The tree holds texts, whole numbers, truths and nulls alone, so that it has one sequence of bytes
(RFC 8785). Ids are those the registry shows; days are ISO 8601; scores and likenesses hundredths.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from credit_registry.domain import labels
from credit_registry.domain.identity_matching import Feature
from credit_registry.domain.identity_sentences import sentence
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.screenings import IdentityReason
from credit_registry.domain.sources import Source
from credit_registry.domain.uses import Outcome
from credit_registry.rules.profiles import profile_explanations
from credit_registry.rules.profiles.profile_documents import ENGINE, version_of
from credit_registry.rules.profiles.profile_findings import Ground, Reason
from credit_registry.rules.sentences import Sentence
from credit_registry.services.grading.profiles import Checked
from credit_registry.services.screening import consortia
from credit_registry.services.screening.asked_subjects import Understood
from credit_registry.services.screening.consortia import Consortium
from credit_registry.services.screening.screenings import Candidate, Row, Screened

FORMAT = "screening-1"
Tree = dict[str, Any]

NOTICE_ZH = (
    "本证书记载登记系统在所载位置对所问事项的答复。“未发现限制”只说明本系统所载记录中未发现，"
    "不等于该主体信用良好；仅凭名称不能确定主体。"
)
NOTICE_EN = (
    "This certificate states what the registry answered at the position named. “No bar found” says "
    "that nothing was found in what this registry holds, not that the subject is of good credit; a "
    "name alone never establishes who is meant."
)


def content(screened: Screened, rule_set: str | None) -> Tree:
    """The certificate's tree without number and instant."""
    view = screened.view
    return {
        "format": FORMAT,
        "audience": "public" if view.is_public else "internal",
        "purpose": _purpose(screened),
        "algorithm": screened.request.algorithm.value,
        "as_of": view.as_of.isoformat(),
        "known_at": view.position,
        "versions": {
            "law": screened.edition.digest,
            "rule_set": rule_set,
            "profile": version_of(screened.profile),
            "profile_engine": ENGINE,
            "index_cursor": screened.index_cursor,
            "index_is_degraded": screened.is_degraded,
        },
        "subjects": [_row(place, row) for place, row in enumerate(screened.rows, start=1)],
        "consortia": [_consortium(each) for each in consortia.of(screened)],
        "summary": summary(row.answer for row in screened.rows),
        "notice": {"zh": NOTICE_ZH, "en": NOTICE_EN},
    }


def summary(answers: Iterable[Outcome]) -> Tree:
    """How many subjects were asked for, and how many have each answer."""
    found = list(answers)
    return {"subjects": len(found)} | {each.value: found.count(each) for each in Outcome}


def profile_answer(checked: Checked) -> Tree:
    """What the profile came to for one subject, with clauses and records."""
    finding = checked.finding
    return {
        "outcome": finding.outcome.value,
        "reasons": [_reason(each) for each in finding.reasons],
        "missing": [each.lack.value for each in finding.missing],
        "next_change_on": _day(finding.next_change_on),
    }


def decision_of(subject: Mapping[str, Any]) -> Tree:
    """The part of one subject's answer that versions and positions alone determine.

    Who is meant where a code or a choice decides, and what the profile came to: the outcome, and
    for each reason its row, its outcome, and the ids and days of its grounds.
    """
    identity = subject["identity"]
    reasons = [
        {
            "row": reason["row"],
            "outcome": reason["outcome"],
            "grounds": [
                {name: ground[name] for name in ("record", "entry", "since", "until")}
                for ground in reason["grounds"]
            ],
        }
        for reason in (subject["profile"] or {"reasons": []})["reasons"]
    ]
    is_decided = identity["subject"] is not None
    return {
        "subject": identity["subject"],
        "reason": identity["reason"] if is_decided else None,
        "outcome": subject["profile"]["outcome"] if is_decided else None,
        "reasons": reasons if is_decided else [],
    }


def _purpose(screened: Screened) -> Tree:
    """The purpose: its profile, and what that does not look at."""
    profile = screened.profile
    findings = [each.checked.finding for row in screened.rows for each in row.candidates]
    gaps: Iterable[Sentence] = (
        Sentence(None, f"未查：{each.zh}。", f"Not looked at: {each.en}.")
        for each in profile.unheld
    )
    if findings:
        gaps = profile_explanations.gaps(profile, replace(findings[0], missing=()))
    return {
        "code": profile.code,
        "title": {"zh": profile.title.zh, "en": profile.title.en},
        "is_information_only": profile.is_information_only,
        "gaps": [_said(each) for each in gaps],
    }


def _row(place: int, row: Row) -> Tree:
    """The answer about one row."""
    subject, reason = row.subject, row.identified.reason
    return {
        "place": place,
        "reference": row.understood.asked.reference.strip(),
        "asked": _asked(row.understood),
        "fault": _fault(row.understood),
        "identity": {
            "sureness": row.identified.sureness.value,
            "reason": reason.value,
            "words": {lang: labels.label(reason, lang) for lang in ("zh", "en")},
            "subject": None if subject is None else to_public(subject.facts.subject_id),
            "code": None if subject is None else subject.facts.uscc,
            "name": None if subject is None else subject.facts.name,
        },
        "cautions": [each.value for each in row.cautions],
        "answer": row.answer.value,
        "profile": None if subject is None else profile_answer(subject.checked),
        "candidates": [
            _candidate(each, is_chosen=reason is IdentityReason.CHOSEN_BY_ASKER)
            for each in row.candidates
        ],
    }


def _asked(understood: Understood) -> Tree:
    """What was asked, as it was understood."""
    asked, wanted = understood.asked, understood.wanted
    return {
        "code": wanted.code or None,
        "code_schemes": [each.value for each in understood.schemes],
        "suggested_codes": list(understood.suggested_codes),
        "name": wanted.name.text if wanted.name else None,
        "former_name": wanted.former_name.text if wanted.former_name else None,
        "address": wanted.address or None,
        "division": wanted.division or None,
        "kind": None if asked.kind is None else asked.kind.value,
        "id": asked.id or None,
        "consortium": asked.consortium.strip() or None,
        "most_candidates": asked.most_candidates,
        "least_score_centi": asked.least_score_centi,
        "dismissed": sorted(map(to_public, understood.dismissed)),
    }


def _fault(understood: Understood) -> Tree | None:
    """Why the row was refused."""
    fault = understood.fault
    if fault is None:
        return None
    return {"field": fault.field, "reason": fault.reason, "accepted": fault.accepted}


def _candidate(candidate: Candidate, *, is_chosen: bool) -> Tree:
    """A subject that the row may mean; one that is decided has its profile's answer in the row."""
    facts, found = candidate.facts, candidate.found
    zh, en = sentence(
        found.features,
        is_certain=candidate.is_decided,
        is_chosen=candidate.is_decided and is_chosen,
    )
    return {
        "subject": to_public(facts.subject_id),
        "code": facts.uscc,
        "name": facts.name,
        "former_names": list(facts.former_names),
        "kind": facts.kind.value,
        "standing": facts.standing.value,
        "division": (facts.registration.division_code or None) if facts.registration else None,
        "score_centi": found.score_centi,
        "features": [_feature(each) for each in found.features],
        "sentence": {"zh": zh, "en": en},
        "is_decided": candidate.is_decided,
        "is_dismissed": candidate.is_dismissed,
        "profile": None if candidate.is_decided else profile_answer(candidate.checked),
    }


def _feature(feature: Feature) -> Tree:
    """What of the one met what of the other."""
    return {
        "trait": feature.trait.value,
        "asked": feature.asked,
        "on_file": feature.on_file,
        "points_centi": feature.points_centi,
    }


def _reason(reason: Reason) -> Tree:
    """What one row of the profile found."""
    return {
        "row": reason.row,
        "title": {"zh": reason.title.zh, "en": reason.title.en},
        "outcome": reason.outcome.value,
        "clauses": [_clause(each) for each in reason.sources],
        "grounds": [_ground(each) for each in reason.grounds],
        "until": _day(reason.until),
    }


def _clause(source: Source) -> Tree:
    """A source; an article that nobody has read is not in its text."""
    return {
        "zh": source.text_zh,
        "en": source.text_en,
        "verification": source.verification.value,
        "checked": {"zh": source.checked_zh, "en": source.checked_en},
    }


def _ground(ground: Ground) -> Tree:
    """A record or an entry on a list."""
    return {
        "record": None if ground.record_id is None else to_public(ground.record_id),
        "entry": None if ground.listing_id is None else to_public(ground.listing_id),
        "title": {"zh": ground.title.zh, "en": ground.title.en},
        "document_number": ground.document_number,
        "since": ground.since.isoformat(),
        "until": _day(ground.until),
        "is_public": ground.is_public,
    }


def _consortium(each: Consortium) -> Tree:
    """A consortium with its members' places, the rule and the answer."""
    rule = each.rule
    return {
        "name": each.name,
        "members": list(each.places),
        "answer": None if each.answer is None else each.answer.value,
        "rule": None if rule is None else {"code": rule.code} | _clause(rule.source),
    }


def _said(each: Sentence) -> Tree:
    """A sentence in both languages."""
    return {"zh": each.zh, "en": each.en}


def _day(day: object) -> str | None:
    """A day as text."""
    return None if day is None else str(day)

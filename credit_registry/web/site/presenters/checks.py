"""The buyers' check and its certificate as pages and files show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.screenings import Caution, IdentityReason, Sureness
from credit_registry.domain.uses import Outcome
from credit_registry.rules.profiles.profiles import Profile
from credit_registry.web.site.addresses import here, of_records, of_subject
from credit_registry.web.site.forms import checks as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.badges import Badge
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.profiles import LOOKS
from credit_registry.web.site.voices import Voice

FACTS = ("digest", "algorithm", "position", "law", "profile", "index", "audience")
COLUMNS = ("place", "asked", "found", "sure", "answer", "why")
GROUP = 4
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PurposeCard:
    """A purpose that can be chosen, and what is looked at for it."""

    code: str
    title: str
    looked_at: tuple[str, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form of the check."""

    purposes: tuple[PurposeCard, ...]
    fault: str
    listed: FieldItem
    file: FieldItem
    faults: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why an answer is what it is: the words, the clauses, and the records with their addresses."""

    words: str
    clauses: tuple[str, ...]
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A candidate that can be chosen."""

    subject: str
    address: str
    words: str
    sentence: str
    score: str
    is_dismissed: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One row of the answer."""

    place: int
    asked: str
    asked_code: str
    found: str
    found_code: str
    address: str
    sure: str
    why_sure: str
    badge: Badge
    notes: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]
    choices: tuple[ChoiceLine, ...]


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate as a page."""

    number: str
    made: str
    day: str
    purpose: str
    digest: str
    code: str
    spaced_code: str
    counts: str
    lines: tuple[AnswerLine, ...]
    consortia: tuple[tuple[str, str, Badge | None, str], ...]
    gaps: tuple[str, ...]
    notice: str
    facts: tuple[tuple[str, str], ...]
    address: str
    confirm_address: str


def form_page(profiles: Sequence[Profile], typed: Typed) -> FormPage:
    """The form, with what was typed."""
    voice = typed.voice
    chosen = typed.values.get(forms.PURPOSE, "")
    listed = fields.item(forms.LISTED, "text", typed, is_needed=True)
    purpose = fields.item(forms.PURPOSE, "choice", typed, is_needed=True)
    return FormPage(
        purposes=tuple(
            PurposeCard(
                each.code,
                voice.either(each.title.zh, each.title.en),
                tuple(voice.either(row.title.zh, row.title.en) for row in each.rows),
                each.code == chosen,
            )
            for each in profiles
        ),
        fault=typed.faults.get(forms.PURPOSE, ""),
        listed=listed,
        file=fields.item(forms.FILE, "file", typed),
        faults=tuple(each for each in (purpose, listed) if each.fault),
    )


def certificate_page(tree: Tree, digest: str, code: str, voice: Voice) -> CertificatePage:
    """A certificate, with the code that its reader gave or is shown this once."""
    counts = tree["summary"]
    return CertificatePage(
        number=tree["number"],
        made=voice.instant(datetime.fromisoformat(tree["made_at"])),
        day=voice.day(date.fromisoformat(tree["as_of"])),
        purpose=_said(tree["purpose"]["title"], voice),
        digest=digest,
        code=code,
        spaced_code=" ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)),
        counts=voice.say("check.counts", **counts),
        lines=tuple(_line(each, voice) for each in tree["subjects"]),
        consortia=tuple(_consortium(each, voice) for each in tree["consortia"]),
        gaps=tuple(_said(each, voice) for each in tree["purpose"]["gaps"]),
        notice=_said(tree["notice"], voice),
        facts=_facts(tree, digest, voice),
        address=here("open_certificate", number=tree["number"]),
        confirm_address=here("certificate", number=tree["number"]),
    )


def file_rows(page: CertificatePage, voice: Voice) -> Iterator[dict[str, str | int]]:
    """The answers as the rows of a file, under the words of `columns`."""
    names = columns(voice)
    for line in page.lines:
        why = [*line.notes, *(reason.words for reason in line.reasons)]
        cells = (
            line.place,
            " ".join(filter(None, (line.asked, line.asked_code))),
            " ".join(filter(None, (line.found, line.found_code))),
            f"{line.sure} {line.why_sure}",
            line.badge.text,
            "；".join(why),
        )
        yield dict(zip(names, cells, strict=True))


def columns(voice: Voice) -> tuple[str, ...]:
    """The headings of a file."""
    return tuple(voice.say(f"check.column_{name}") for name in COLUMNS)


def _facts(tree: Tree, digest: str, voice: Voice) -> tuple[tuple[str, str], ...]:
    """By what the certificate was made."""
    versions = tree["versions"]
    told = (
        digest,
        tree["algorithm"],
        str(tree["known_at"]),
        versions["law"],
        versions["profile"],
        str(versions["index_cursor"]),
        voice.say(f"check.audience_{tree['audience']}"),
    )
    named = zip(FACTS, told, strict=True)
    return tuple((voice.say(f"check.fact_{name}"), value) for name, value in named)


def _line(subject: Tree, voice: Voice) -> AnswerLine:
    """One row."""
    asked, identity = subject["asked"], subject["identity"]
    sureness = Sureness(identity["sureness"])
    number = identity["subject"]
    reasons = (subject["profile"] or {"reasons": ()})["reasons"]
    place = None if number is None else (from_public(number), identity["code"])
    return AnswerLine(
        place=subject["place"],
        asked=asked["name"] or asked["former_name"] or "",
        asked_code=asked["code"] or "",
        found=identity["name"] or "",
        found_code=identity["code"] or "",
        address=of_subject(*place) if place else "",
        sure=voice.label(sureness),
        why_sure=voice.label(IdentityReason(identity["reason"])),
        badge=answer_badge(Outcome(subject["answer"]), voice),
        notes=tuple(_notes(subject, voice)),
        reasons=tuple(_reason(each, place, voice) for each in reasons),
        choices=tuple(
            _choice(each, voice) for each in subject["candidates"] if not each["is_decided"]
        ),
    )


def answer_badge(outcome: Outcome, voice: Voice) -> Badge:
    """An answer: sign and words."""
    sign, look = LOOKS[outcome]
    return Badge(look, sign, voice.say(f"check.answer_{outcome.value}"))


def _notes(subject: Tree, voice: Voice) -> Iterator[str]:
    """What to look at, and why a row was refused."""
    for caution in subject["cautions"]:
        yield voice.label(Caution(caution))
    if subject["fault"]:
        yield voice.say(f"check.fault_{subject['fault']['reason']}")
    if subject["asked"]["suggested_codes"]:
        codes = "、".join(subject["asked"]["suggested_codes"])
        yield voice.say("check.suggested_codes", codes=codes)


def _reason(reason: Tree, place: tuple[int, str | None] | None, voice: Voice) -> ReasonLine:
    """Why the profile answers as it does."""
    records = []
    for ground in reason["grounds"]:
        words = " ".join(filter(None, (_said(ground["title"], voice), ground["document_number"])))
        if place is None:
            continue
        records.append(
            (
                of_records(*place, record=ground["record"])
                if ground["record"]
                else f"{of_subject(*place)}#lists",
                words,
            )
        )
    return ReasonLine(
        _said(reason["title"], voice),
        tuple(_said(clause, voice) for clause in reason["clauses"]),
        tuple(records),
    )


def _choice(candidate: Tree, voice: Voice) -> ChoiceLine:
    """A candidate."""
    number = from_public(candidate["subject"])
    words = " ".join(filter(None, (candidate["name"], candidate["code"])))
    return ChoiceLine(
        candidate["subject"],
        of_subject(number, candidate["code"]),
        words,
        _said(candidate["sentence"], voice),
        voice.score(candidate["score_centi"]),
        candidate["is_dismissed"],
    )


def _consortium(each: Tree, voice: Voice) -> tuple[str, str, Badge | None, str]:
    """A consortium: its name, its members, the answer, and the rule behind it."""
    members = "、".join(map(str, each["members"]))
    if each["answer"] is None:
        return each["name"], members, None, voice.say("check.no_consortium_rule")
    rule = each["rule"]
    told = f"{_said(rule, voice)}。{_said(rule['checked'], voice)}"
    return each["name"], members, answer_badge(Outcome(each["answer"]), voice), told


def _said(words: Tree, voice: Voice) -> str:
    """A text in the page's language."""
    return voice.either(words["zh"], words["en"])

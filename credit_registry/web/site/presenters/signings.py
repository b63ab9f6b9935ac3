"""Commitments to be signed: the templates, the form of one, and the question asked once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.law.commitment_templates import Blank, CommitmentTemplate
from credit_registry.services.intake.commitment_signing import Foreseen
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import commitments as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """A commitment that can be signed: its words with open blanks, and where its text is from."""

    title: str
    paragraphs: tuple[str, ...]
    liability: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class SigningQuestion:
    """The whole commitment as it will be signed, and what follows; `kept` is sent again.

    `translation` is the text in the reader's language where that is not the one that is signed.
    """

    title: str
    name: str
    facts: tuple[Fact, ...]
    paragraphs: tuple[str, ...]
    liability: str
    translation: tuple[str, ...]
    consequence: str
    kept: tuple[Fact, ...]


def items(templates: Iterable[CommitmentTemplate], voice: Voice) -> tuple[TemplateItem, ...]:
    """The commitments that can be signed today."""
    return tuple(_item(template, voice) for template in templates)


def _item(template: CommitmentTemplate, voice: Voice) -> TemplateItem:
    """One commitment with its blanks open, each under its own words."""
    labels = {
        each.name: f"［{voice.either(each.label_zh, each.label_en)}］" for each in template.blanks
    }
    filled = voice.either(template.filled_zh(labels), template.filled_en(labels))
    source = template.source
    return TemplateItem(
        title=voice.either(template.label_zh, template.label_en),
        paragraphs=tuple(filled.splitlines()),
        liability=voice.either(template.liability_zh, template.liability_en),
        source=voice.either(
            f"{source.text_zh}。{source.checked_zh}", f"{source.text_en}. {source.checked_en}"
        ),
        address=here("commit", template=template.code),
    )


def ends(template: CommitmentTemplate, today: date, voice: Voice) -> Mapping[str, str]:
    """The last days that may be chosen, in words."""
    return {day.isoformat(): voice.day(day) for day in template.ends(today)}


def fields_of(
    template: CommitmentTemplate, offered: Mapping[str, str], typed: Typed
) -> tuple[FieldItem, ...]:
    """The fields of a commitment: its last day and its blanks."""
    until = fields.item(
        forms.UNTIL, "choice", typed, is_needed=True, options=tuple(offered.items())
    )
    return (until, *(_blank(each, typed) for each in template.blanks))


def _blank(blank: Blank, typed: Typed) -> FieldItem:
    """The field of a blank, in the template's words."""
    name, either = forms.named(blank), typed.voice.either
    return FieldItem(
        name=name,
        kind="line",
        label=either(blank.label_zh, blank.label_en),
        hint=either(blank.hint_zh, blank.hint_en),
        value=typed.values.get(name, ""),
        fault=typed.faults.get(name, ""),
        is_needed=True,
    )


def question(
    found: Foreseen,
    offered: tuple[FieldItem, ...],
    values: Mapping[str, str],
    typed: Typed,
) -> SigningQuestion:
    """The question whether the commitment is meant as it stands."""
    template, draft, said = found.template, found.draft, typed.voice.say
    until = typed.voice.day(draft.effective_to)
    english = template.filled_en(values) if typed.voice.language == "en" else ""
    return SigningQuestion(
        title=typed.voice.either(template.label_zh, template.label_en),
        name=draft.subject.name,
        facts=(
            (said("commitment.from"), typed.voice.day(draft.effective_from)),
            (said("field.commitment_until"), until),
        ),
        paragraphs=tuple(template.filled_zh(values).splitlines()),
        liability=template.liability_zh,
        translation=(*english.splitlines(), template.liability_en) if english else (),
        consequence=said("commitment.consequence", until=until),
        kept=(
            (forms.TEMPLATE, template.code),
            *((item.name, typed.values.get(item.name, "")) for item in offered),
        ),
    )

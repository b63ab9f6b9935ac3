"""The page on which a case is proposed: whom it is about, and its form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from credit_registry.domain.actors import Actor, Role
from credit_registry.domain.listing_courses import OPENS
from credit_registry.domain.listings import ListProcedure
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.records import RecordState
from credit_registry.domain.subjects import SubjectState
from credit_registry.law.editions import Edition
from credit_registry.services.files.credit_files import CreditFile
from credit_registry.services.records.records import RecordView
from credit_registry.web.site.addresses import of_subject
from credit_registry.web.site.forms import proposals as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields, record_sections
from credit_registry.web.site.presenters.cases import subject_of_proposal
from credit_registry.web.site.presenters.enterprises import CONDUCT, GROUNDS
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_sections import Section
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Whom the case is about, its records of conduct, and the form or what stands in its way."""

    name: str
    code: str
    subject_address: str
    address: str
    conduct: Section
    fields: tuple[FieldItem, ...]
    obstacles: tuple[str, ...]


def lists(edition: Edition, today: date, voice: Voice) -> Mapping[str, str]:
    """The lists that take candidates today, by code."""
    return {
        kind.code: voice.either(kind.label_zh, kind.label_en)
        for kind in edition.list_types.values()
        if kind.procedure in OPENS and kind.is_active(today)
    }


def resting(edition: Edition) -> frozenset[str]:
    """The lists whose entries need a record or a decision behind them."""
    return frozenset(
        kind.code
        for kind in edition.list_types.values()
        if kind.procedure is ListProcedure.DUE_PROCESS
    )


def behind(file: CreditFile, named: RecordView | None, voice: Voice) -> Mapping[str, str]:
    """The records of conduct that a case can rest on, by id: the one named, and the newest."""
    apart = [] if named is None else [named]
    return {
        to_public(record.record_id): voice.say(
            "proposal.record", title=record.title, document=record.document_number
        )
        for record in (*apart, *file.records)
        if record.kind in GROUNDS and record.version.state == RecordState.ACTIVE.value
    }


def proposal(
    file: CreditFile,
    chosen: Mapping[str, str],
    grounds: Mapping[str, str],
    actor: Actor,
    typed: Typed,
) -> ProposalPage:
    """The page; `chosen` are the lists that may be chosen, `grounds` the records."""
    voice = typed.voice
    none = ("", voice.say("proposal.no_record"))
    return ProposalPage(
        name=file.name,
        code=file.code or "",
        subject_address=of_subject(file.subject_id, file.code),
        address=subject_of_proposal(file),
        conduct=record_sections.section(file, CONDUCT, voice, is_linked=True),
        fields=(
            fields.item(
                forms.LIST_TYPE, "choice", typed, is_needed=True, options=tuple(chosen.items())
            ),
            fields.item(forms.RECORD, "choice", typed, options=(none, *grounds.items())),
            fields.item(forms.GROUNDS, "text", typed, is_needed=True),
        ),
        obstacles=tuple(_obstacles(file, actor, voice)),
    )


def _obstacles(file: CreditFile, actor: Actor, voice: Voice) -> Iterable[str]:
    """Why no case can be proposed against the subject, or not by this officer."""
    division = file.registration.division_code if file.registration else None
    if file.state is not SubjectState.CONFIRMED:
        yield voice.say("obstacle.provisional")
    if not may(actor, Permission.PROPOSE_LISTING, division=division):
        yield voice.say("obstacle.division", roles=voice.label(Role.PROPOSER))

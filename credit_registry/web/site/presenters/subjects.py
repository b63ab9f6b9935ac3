"""Who subjects are, as the desk shows it: those that wait, and one with all that may be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from credit_registry.domain.actors import Actor
from credit_registry.domain.opaque_ids import to_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.domain.subjects import IdentifierScheme, LinkKind, SubjectState
from credit_registry.services.subjects.identities import Code, QueuedSubject, SubjectCase
from credit_registry.services.subjects.subject_links import Relation
from credit_registry.web.site.addresses import here, of_subject
from credit_registry.web.site.forms import subjects as forms
from credit_registry.web.site.forms.subjects import SubjectAct
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem, Option
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject that waits."""

    address: str
    name: str
    state: str
    code: str
    suggestion: str
    records: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A stretch of the queue; `more` is the address of what follows, empty at its end."""

    lines: tuple[SubjectLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ActForm:
    """The form of one act, with what follows from it."""

    act: str
    title: str
    lead: str
    address: str
    fields: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """A subject with its codes, its relations, and the acts that the officer may take."""

    name: str
    address: str
    public_address: str
    history_address: str
    erasure_address: str
    sentence: str
    facts: tuple[Fact, ...]
    relations: tuple[tuple[str, str], ...]
    acts: tuple[ActForm, ...]


def queue_page(found: list[QueuedSubject], limit: int, voice: Voice) -> QueuePage:
    """The queue; `found` may hold one subject more than are shown."""
    shown = found[:limit]
    more = ""
    if len(found) > limit:
        more = here("subject_queue", after=to_public(shown[-1].subject_id))
    return QueuePage(tuple(_line(each, voice) for each in shown), more)


def _line(queued: QueuedSubject, voice: Voice) -> SubjectLine:
    """One subject in the table."""
    faulty = queued.quarantined
    shown = faulty or next(iter(queued.codes), None)
    return SubjectLine(
        address=here("subject_case", subject=to_public(queued.subject_id)),
        name=queued.name,
        state=voice.label(queued.state),
        code=shown.value if shown else "",
        suggestion=(faulty.suggestion or "") if faulty else "",
        records=f"{queued.record_count:,}",
    )


def subject_page(case: SubjectCase, actor: Actor, typed: Typed) -> SubjectPage:
    """The page of one subject; what was typed stands in its form again."""
    voice, subject = typed.voice, case.subject
    return SubjectPage(
        name=subject.name,
        address=here("subject_case", subject=to_public(subject.subject_id)),
        public_address=of_subject(subject.subject_id, _unified(subject)),
        history_address=here("subject_history", subject=to_public(subject.subject_id)),
        erasure_address=_erasure(subject, actor),
        sentence=_sentence(subject, voice),
        facts=tuple(_facts(case, voice)),
        relations=tuple(_relation(each, voice) for each in case.relations),
        acts=tuple(act_form(case, act, typed) for act in _offered(case, actor)),
    )


def _erasure(subject: QueuedSubject, actor: Actor) -> str:
    """Where a field of the registration is erased; empty for whoever may not."""
    is_allowed = may(actor, Permission.ERASE_FIELD, division=actor.division)
    number = to_public(subject.subject_id)
    return here("registration_erasure", subject=number) if is_allowed else ""


def _unified(subject: QueuedSubject) -> str | None:
    """The unified code that names the subject."""
    return next(
        (
            code.value
            for code in subject.codes
            if code.scheme is IdentifierScheme.USCC and not code.is_quarantined
        ),
        None,
    )


def _sentence(subject: QueuedSubject, voice: Voice) -> str:
    """How the subject stands, in one sentence."""
    if subject.state is SubjectState.REJECTED:
        return voice.say("identity.is_rejected")
    if subject.quarantined is not None:
        return voice.say("identity.is_quarantined")
    if subject.state is SubjectState.PROVISIONAL:
        return voice.say("identity.is_provisional")
    return voice.say("identity.is_confirmed")


def _facts(case: SubjectCase, voice: Voice) -> Iterable[Fact]:
    """The subject's codes, names and number of records."""
    subject = case.subject
    yield voice.say("identity.state"), voice.label(subject.state)
    yield voice.say("identity.names"), voice.listed(list(case.names))
    for code in subject.codes:
        yield voice.label(code.scheme), _code(code, voice)
    yield voice.say("identity.records"), f"{subject.record_count:,}"


def _code(code: Code, voice: Voice) -> str:
    """A code, with what a faulty one may have meant."""
    if not code.is_quarantined:
        return code.value
    if code.suggestion:
        return voice.say("identity.code_suggested", code=code.value, suggestion=code.suggestion)
    return voice.say("identity.code_faulty", code=code.value)


def _relation(relation: Relation, voice: Voice) -> tuple[str, str]:
    """A link in words, and the other subject's page on the desk."""
    key = "identity.link_from" if relation.is_from else "identity.link_to"
    words = voice.say(key, kind=voice.label(relation.kind), name=_named(relation))
    return words, here("subject_case", subject=to_public(relation.other_id))


def _named(relation: Relation) -> str:
    """The other subject's name with its code."""
    return f"{relation.name} {relation.code}" if relation.code else relation.name


def _offered(case: SubjectCase, actor: Actor) -> Iterable[SubjectAct]:
    """The acts that the subject's state allows and the officer may take."""
    state = case.subject.state
    is_possible = {
        SubjectAct.CORRECT: case.subject.quarantined is not None,
        SubjectAct.CONFIRM: state is not SubjectState.CONFIRMED,
        SubjectAct.REJECT: state is SubjectState.PROVISIONAL,
        SubjectAct.LINK: True,
        SubjectAct.UNLINK: bool(case.relations),
        SubjectAct.CHANGE: True,
    }
    return (act for act in SubjectAct if is_possible[act] and _may(actor, act))


def _may(actor: Actor, act: SubjectAct) -> bool:
    """Whether the officer may take the act somewhere; the service decides for the subject."""
    return may(actor, forms.PERMISSION[act], division=actor.division)


def act_form(case: SubjectCase, act: SubjectAct, typed: Typed) -> ActForm:
    """The form of an act."""
    voice = typed.voice
    return ActForm(
        act=act.value,
        title=voice.say(f"settle.{act.value}"),
        lead=voice.say(f"settle_lead.{act.value}"),
        address=here(f"settle_{act.value}", subject=to_public(case.subject.subject_id)),
        fields=tuple(_fields(case, act, typed)),
    )


def _fields(case: SubjectCase, act: SubjectAct, typed: Typed) -> Iterable[FieldItem]:
    """The fields of an act, the suggestion filled in."""
    faulty = case.subject.quarantined
    suggestion = (faulty.suggestion or "") if faulty else ""
    for name in forms.FIELDS[act]:
        yield fields.item(
            name,
            _KINDS.get(name, "line"),
            typed,
            preset=suggestion if name == forms.RIGHT_CODE else "",
            is_needed=name not in _OPTIONAL,
            options=_options(name, case, typed.voice),
        )


_OPTIONAL = frozenset({forms.LINK_SINCE, forms.NEW_NAME, forms.NEW_DIVISION})
_KINDS = {
    forms.CHANGED_SINCE: "day",
    forms.LINK_KIND: "choice",
    forms.STANDING_LINK: "choice",
    forms.LINK_SINCE: "day",
    forms.REJECT_REASON: "text",
    forms.UNLINK_REASON: "text",
}


def _options(name: str, case: SubjectCase, voice: Voice) -> tuple[Option, ...]:
    """What a field lets choose."""
    if name == forms.LINK_KIND:
        return tuple((kind.value, voice.label(kind)) for kind in LinkKind)
    if name == forms.STANDING_LINK:
        return tuple(
            (to_public(each.link_id), _relation(each, voice)[0]) for each in case.relations
        )
    return ()


def summary(form: ActForm) -> tuple[Fact, ...]:
    """What the officer is about to state."""
    return tuple(
        (item.label, dict(item.options).get(item.value, item.value))
        for item in form.fields
        if item.value
    )

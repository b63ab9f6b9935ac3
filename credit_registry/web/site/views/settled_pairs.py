"""Many pairs at once: settled as different, or asked about again; asked once, all or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import InvalidInput, NotFound, StaleVersion, Unlawful
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission, may
from credit_registry.services.subjects import settled_pairs as services
from credit_registry.services.subjects.settled_pairs import Chosen
from credit_registry.web import context
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.presenters import duplicates as presenters
from credit_registry.web.site.voices import voice

PATH = "/desk/duplicates"
PAIR = "pair"


@dataclass(frozen=True, slots=True)
class BulkAct:
    """What is done to many pairs: its words, where it is asked for, and what does it."""

    name: str
    page: str
    do: Callable[..., int]


DIFFER = BulkAct("differ", "duplicate_queue", services.differ)
REOPEN = BulkAct("reopen", "settled_pairs", services.reopen)


@site.get(f"{PATH}/settled")
@needs(Permission.READ_INTERNAL)
def settled_pairs() -> ResponseReturnValue:
    """The pairs settled as different a short while ago, which can be asked about again."""
    registry, actor = context.registry(), context.actor()
    with registry.reading() as session:
        found = services.recent(session, actor, registry.clock.now(), services.MOST_AT_ONCE)
    page = presenters.queue_page(found, services.MOST_AT_ONCE, voice())
    told = presenters.told(context.current_request().args.get("done", ""), voice())
    may_settle = may(actor, Permission.LINK_SUBJECTS, division=actor.division)
    return console("pairs_settled", page=page, told=told, may_settle=may_settle)


@site.post(f"{PATH}/differ")
@needs(Permission.LINK_SUBJECTS)
def differ_pairs() -> ResponseReturnValue:
    """Settle the chosen pairs as different, once that is confirmed."""
    return _bulk(DIFFER)


@site.post(f"{PATH}/reopen")
@needs(Permission.LINK_SUBJECTS)
def reopen_pairs() -> ResponseReturnValue:
    """Ask about the chosen pairs again, once that is confirmed."""
    return _bulk(REOPEN)


def _bulk(act: BulkAct) -> ResponseReturnValue:
    """The question which names every pair, or the list after it was answered."""
    form, registry, actor = context.current_request().form, context.registry(), context.actor()
    chosen = [_chosen(text) for text in form.getlist(PAIR)]
    confirmed = form.get("confirmed", "")
    if confirmed == "no":
        return redirect(here(act.page), HTTPStatus.SEE_OTHER)
    if not 0 < len(chosen) <= services.MOST_AT_ONCE:
        return redirect(here(act.page, done="none"), HTTPStatus.SEE_OTHER)
    if confirmed != "yes":
        return _question(act, chosen, actor)
    try:
        with registry.transaction() as session:
            done = act.do(session, chosen, actor=actor, at=registry.clock.now())
    except (NotFound, StaleVersion):
        return redirect(here(act.page, done="changed"), HTTPStatus.SEE_OTHER)
    except Unlawful:
        return redirect(here(act.page, done="late"), HTTPStatus.SEE_OTHER)
    return redirect(here("settled_pairs", done=f"{act.name}.{done}"), HTTPStatus.SEE_OTHER)


def _question(act: BulkAct, chosen: Sequence[Chosen], actor: Actor) -> ResponseReturnValue:
    """The one question, naming every pair and what follows."""
    with context.registry().reading() as session:
        numbers = [each.candidate_id for each in chosen]
        found = services.described(session, actor, numbers)
    page = presenters.question(found, act.name, here(f"{act.name}_pairs"), here(act.page), voice())
    kept = context.current_request().form.getlist(PAIR)
    return console("pairs_confirm", page=page, kept=kept)


def _chosen(text: str) -> Chosen:
    """A pair as its box states it. Raises InvalidInput, NotFound."""
    number, _, version = text.partition(".")
    if not (version.isascii() and version.isdigit()):
        raise InvalidInput("A pair is named as the page wrote it.")
    return Chosen(from_public(number), int(version))

"""Deliveries: a file comes in, and a receipt that adds up goes out."""

from collections.abc import Iterator

from flask import Response, redirect
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from credit_registry.domain.actors import Actor
from credit_registry.domain.errors import Conflict, InvalidInput
from credit_registry.domain.opaque_ids import from_public, to_public
from credit_registry.domain.permissions import Permission
from credit_registry.exchange.layouts import Layout
from credit_registry.services.intake import batches as services
from credit_registry.services.intake import deliveries as kept_deliveries
from credit_registry.services.intake import exchanging, previews
from credit_registry.services.registry import Registry
from credit_registry.store.batches import BatchFault
from credit_registry.web import context, uploads
from credit_registry.web.auth import needs
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import deliveries as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import batches as presenters
from credit_registry.web.site.presenters import deliveries as kept_pages
from credit_registry.web.site.presenters import previews as shown
from credit_registry.web.site.voices import voice

PATH = "/desk/deliveries"
DELIVERIES_ON_A_PAGE, FAULTS_ON_A_PAGE, FAULTS_AT_ONCE = 50, 100, 1_000
OK, SEE_OTHER, CONFLICT, UNPROCESSABLE = 200, 303, 409, 422


@site.get(PATH)
@needs(Permission.READ_DELIVERIES)
def deliveries() -> ResponseReturnValue:
    """The newest deliveries, and the form for another."""
    return _page(Typed({}, voice()))


@site.post(PATH)
@needs(Permission.IMPORT_BATCH)
def deliver() -> ResponseReturnValue:
    """Take a file in, and go to its receipt; a long one goes to the background."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    sent = forms.read(typed)
    if not typed.is_sound or sent.file is None:
        return _page(typed, UNPROCESSABLE)
    try:
        return redirect(_taken_in(sent.file, sent.layout), SEE_OTHER)
    except InvalidInput as error:
        typed.faults[forms.FILE] = presenters.refusal(error, typed.voice)
        return _page(typed, UNPROCESSABLE)
    except Conflict:
        typed.faults[forms.FILE] = typed.voice.say("delivery.conflict")
        return _page(typed, CONFLICT)


@site.post(f"{PATH}/preview")
@needs(Permission.IMPORT_BATCH)
def preview_delivery() -> ResponseReturnValue:
    """Look a file through, and say what would become of its rows; it is kept, not taken in."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    sent = forms.read(typed)
    if not typed.is_sound or sent.file is None:
        return _page(typed, UNPROCESSABLE)
    registry, actor, name = context.registry(), context.actor(), uploads.name_of(sent.file)
    try:
        with uploads.kept(sent.file) as path:
            found = previews.preview(registry, path, sent.layout, actor)
            kept = kept_deliveries.keep(
                registry, path, actor=actor, layout=sent.layout, filename=name
            )
    except InvalidInput as error:
        typed.faults[forms.FILE] = presenters.refusal(error, typed.voice)
        return _page(typed, UNPROCESSABLE)
    fields = presenters.form_fields(typed)
    page, number = shown.page(found, name, typed.voice), to_public(kept.delivery_id)
    return console("delivery_preview", page=page, fields=fields, kept=kept, kept_id=number)


@site.get(f"{PATH}/<string:batch>")
@needs(Permission.READ_DELIVERIES)
def batch(batch: str) -> ResponseReturnValue:
    """A delivery: its receipt, and what was wrong line by line."""
    query, number = context.current_request().args, from_public(batch)
    after = Typed(query.to_dict(), voice()).number("after")
    with context.registry().reading() as session:
        actor = context.actor()
        delivery = services.one(session, actor, number)
        faults = services.faults(session, actor, number, after, FAULTS_ON_A_PAGE)
    page = presenters.delivery_page(delivery, faults, FAULTS_ON_A_PAGE, voice())
    return console("delivery", page=page, is_repeat="again" in query, is_first=after == 0)


@site.get(f"{PATH}/<string:batch>/refused.csv")
@needs(Permission.READ_DELIVERIES)
def refused_rows(batch: str) -> ResponseReturnValue:
    """The refused rows as a file."""
    registry, actor, number = context.registry(), context.actor(), from_public(batch)
    with registry.reading() as session:
        services.one(session, actor, number)
    lines = presenters.refused_csv(_faults(registry, actor, number))
    response = Response(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="refused-{batch}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _faults(registry: Registry, actor: Actor, number: int) -> Iterator[BatchFault]:
    """All faults of a delivery, read part by part."""
    after = 0
    while True:
        with registry.reading() as session:
            found = services.faults(session, actor, number, after, FAULTS_AT_ONCE)
        yield from found
        if len(found) < FAULTS_AT_ONCE:
            return
        after = found[-1].line


def _taken_in(file: FileStorage, layout: Layout | None) -> str:
    """Where the receipt of the file stands, or how far a long one is."""
    registry, actor, name = context.registry(), context.actor(), uploads.name_of(file)
    with uploads.kept(file) as path:
        if kept_deliveries.is_long(path):
            kept = kept_deliveries.accept(registry, path, actor=actor, layout=layout, filename=name)
            return here("kept_delivery", delivery=to_public(kept.delivery_id))
        receipt = exchanging.import_file(registry, path, actor=actor, layout=layout, filename=name)
    again = 1 if receipt.is_repeat else None
    return here("batch", batch=to_public(receipt.batch_id), again=again)


def _page(typed: Typed, status: int = OK) -> ResponseReturnValue:
    """The newest deliveries with the form as it was filled in."""
    with context.registry().reading() as session:
        found = services.recent(session, context.actor(), DELIVERIES_ON_A_PAGE)
        items = [presenters.batch(delivery, typed.voice) for delivery in found]
        waiting = kept_deliveries.under_way(session, context.actor())
    now = context.registry().clock.now()
    under_way = [kept_pages.page(each, now, typed.voice) for each in waiting]
    fields = presenters.form_fields(typed)
    at_once = f"{kept_deliveries.AT_ONCE_ROWS:,}"
    return console(
        "deliveries", status=status, deliveries=items, fields=fields, under_way=under_way,
        at_once=at_once,
    )  # fmt: skip

"""The buyers' check: a list is looked up for a purpose, and its certificate is read again."""

import io
from typing import Any, BinaryIO

import orjson
from flask import Response
from flask.typing import ResponseReturnValue

from credit_registry.domain.errors import NotFound
from credit_registry.domain.permissions import Permission, may
from credit_registry.exchange import writing
from credit_registry.rules.profiles.profiles import Profile
from credit_registry.services.grading import profiles
from credit_registry.services.screening import certificates, confirmations
from credit_registry.services.screening.screenings import Request
from credit_registry.web import context
from credit_registry.web.api.readings import reading
from credit_registry.web.auth import needs
from credit_registry.web.responses import JSON
from credit_registry.web.rule_set_files import XLSX
from credit_registry.web.site import rendering
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.forms import checks as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import checks as presenter
from credit_registry.web.site.presenters.checks import CertificatePage
from credit_registry.web.site.presenters.fields import item
from credit_registry.web.site.voices import voice

OK, NOT_FOUND, UNPROCESSABLE = 200, 404, 422
CODE, FORM = "certificate_code", "form"
CSV = "text/csv"


@site.get("/check")
@needs(Permission.READ_PUBLIC)
def check() -> ResponseReturnValue:
    """The form: the purpose first, then the list."""
    args = context.current_request().args
    preset = {forms.LISTED: args.get("code", ""), forms.PURPOSE: args.get("purpose", "")}
    return _form(Typed(preset, voice()))


@site.post("/check")
@needs(Permission.SCREEN_SUBJECTS)
def check_list() -> ResponseReturnValue:
    """Look the list up, and show the answers with their certificate."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    request = forms.read(typed, {each.code: "" for each in _offered()})
    if request is None:
        return _form(typed, UNPROCESSABLE)
    registry, actor = context.registry(), context.actor()
    prepared = certificates.prepare(registry, request, actor=actor)
    with registry.transaction() as session:
        made = certificates.issue(session, prepared, actor=actor, at=registry.clock.now())
    page = presenter.certificate_page(
        orjson.loads(made.content), prepared.digest, made.code, typed.voice
    )
    return _answered(page, request)


@site.get("/certificates/<string:number>")
@needs(Permission.READ_PUBLIC)
def certificate(number: str) -> ResponseReturnValue:
    """Confirm a certificate by its number, and ask for its code."""
    return _confirmed(number, Typed({}, voice()))


@site.post("/certificates/<string:number>")
@needs(Permission.READ_PUBLIC)
def open_certificate(number: str) -> ResponseReturnValue:
    """Show or save a certificate whose code is sent; the code is in no address."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    code = typed.needed(CODE)
    if not typed.is_sound:
        return _confirmed(number, typed, UNPROCESSABLE)
    try:
        with context.registry().reading() as session:
            row = certificates.of_code(session, number, code)
            content, digest = bytes(row.content), row.digest
    except NotFound:
        typed.faults[CODE] = typed.voice.say("check.unknown_code")
        return _confirmed(number, typed, NOT_FOUND)
    page = presenter.certificate_page(orjson.loads(content), digest, code, typed.voice)
    form = typed.values.get(FORM, "")
    if form in FORMS:
        return _file(number, form, content, page)
    return rendering.desk_page("certificate_opened", page=page)


def _offered() -> tuple[Profile, ...]:
    """The profiles that can be chosen."""
    with reading({}) as given:
        return profiles.offered(given.view)


def _form(typed: Typed, status: int = OK) -> ResponseReturnValue:
    """The form with what was typed."""
    page = presenter.form_page(_offered(), typed)
    return rendering.desk_page("check", status=status, page=page)


def _answered(page: CertificatePage, request: Request) -> ResponseReturnValue:
    """The answers, with the form by which somebody chooses among candidates."""
    may_dismiss = may(context.actor(), Permission.DISMISS_CANDIDATE)
    return rendering.desk_page(
        "checked", page=page, rows=forms.as_field(request), purpose=request.purpose,
        dismissing=here("new_dismissal") if may_dismiss else "",
    )  # fmt: skip


def _confirmed(number: str, typed: Typed, status: int = OK) -> ResponseReturnValue:
    """What the number alone tells."""
    with reading({}) as given:
        found = confirmations.of(given.session, number, given.view)
        told: dict[str, Any] = {
            "number": found.row.number,
            "digest": found.row.digest,
            "made": typed.voice.instant(found.row.made_at),
            "day": typed.voice.day(found.row.as_of),
            "has_changed": found.has_changed,
        }
    field = item(CODE, "line", typed, is_needed=True)
    return rendering.desk_page("certificate", status=status, told=told, field=field)


def _file(number: str, form: str, content: bytes, page: CertificatePage) -> Response:
    """The certificate as a file: its very bytes, or its answers for spreadsheets."""
    media, write = FORMS[form]
    target = io.BytesIO(content) if write is None else io.BytesIO()
    if write is not None:
        write(page, target)
    response = Response(target.getvalue(), mimetype=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _csv(page: CertificatePage, target: BinaryIO) -> None:
    """The answers as text."""
    text = io.TextIOWrapper(target, "utf-8", newline="", write_through=True)
    speaking = voice()
    writing.write_csv(presenter.file_rows(page, speaking), presenter.columns(speaking), text)
    text.detach()


def _xlsx(page: CertificatePage, target: BinaryIO) -> None:
    """The answers as a workbook."""
    speaking = voice()
    rows = presenter.file_rows(page, speaking)
    writing.write_xlsx(rows, presenter.columns(speaking), target, day=context.today())


FORMS = {"json": (JSON, None), "csv": (CSV, _csv), "xlsx": (XLSX, _xlsx)}
"""The forms of a file: its type, and what writes it; JSON is the bytes themselves."""

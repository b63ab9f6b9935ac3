"""A record's own page on the desk, the end of its publicity, and the queue of what is withheld."""

from http import HTTPStatus

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from credit_registry.domain.accesses import AccessKind
from credit_registry.domain.errors import Conflict, NotPermitted, StaleVersion, Unlawful
from credit_registry.domain.opaque_ids import from_public
from credit_registry.domain.permissions import Permission
from credit_registry.services.histories import record_histories as services
from credit_registry.services.histories.record_histories import RecordHistory
from credit_registry.services.records import withdrawals, withheld_records
from credit_registry.web import accesses, context
from credit_registry.web.acts import acting
from credit_registry.web.auth import needs
from credit_registry.web.problems import status_of
from credit_registry.web.site.addresses import here
from credit_registry.web.site.blueprint import site
from credit_registry.web.site.consoles import console
from credit_registry.web.site.forms import withdrawals as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.forms.withdrawals import Withdrawal
from credit_registry.web.site.presenters import record_histories as presenters
from credit_registry.web.site.presenters import withheld_records as queues
from credit_registry.web.site.presenters.record_histories import HistoryPage
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import voice

PATH = "/desk/records/<string:record>"
RECORDS_ON_A_PAGE = 50


@site.get("/desk/withheld")
@needs(Permission.READ_INTERNAL)
def withheld() -> Response:
    """The records that wait until a person has settled what the law makes of them."""
    after = context.current_request().args.get("after", "")
    with context.registry().reading() as session:
        place = from_public(after) if after else 0
        found = withheld_records.queue(session, context.actor(), place, RECORDS_ON_A_PAGE + 1)
    return console("withheld", page=queues.page(found, RECORDS_ON_A_PAGE, voice()))


@site.get(PATH)
@needs(Permission.READ_INTERNAL)
def record(record: str) -> Response:
    """The record with all its versions."""
    done = context.current_request().args.get("done", "")
    history = read_history(record)
    accesses.note(AccessKind.RECORD, history.subject.subject_id, stated=record)
    return history_page(history, Typed({}, voice()), done=done)


@site.post(f"{PATH}/withdrawal")
@needs(Permission.WITHDRAW_RECORD)
def withdraw_record(record: str) -> ResponseReturnValue:
    """End the record's publicity; asked once more, as nothing takes it back."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read(typed)
    history = read_history(record)
    page = presenters.page(history, context.actor(), context.today(), typed)
    refused = None
    if page.obstacles:
        refused = status_of(NotPermitted if history.is_active else Conflict)
    status = _in_the_way(page, typed, stated, refused)
    if status is not None:
        return history_page(history, typed, status, is_stale=status == status_of(StaleVersion))
    if not stated.is_confirmed:
        told = presenters.summary(typed, stated)
        return console("withdrawal_confirm", page=page, summary=told, typed=typed.values)
    try:
        _withdraw(history, stated)
    except (Conflict, NotPermitted, Unlawful) as error:
        return history_page(read_history(record), typed, status_of(type(error)), is_refused=True)
    return redirect(here("record", record=record, done="withdrawn"), HTTPStatus.SEE_OTHER)


@site.post(f"{PATH}/reinstatement")
@needs(Permission.REINSTATE_RECORD)
def reinstate_record(record: str) -> ResponseReturnValue:
    """Give a record its publicity back whose end was a mistake; asked once more."""
    typed = Typed(context.current_request().form.to_dict(), voice())
    stated = forms.read_return(typed)
    history = read_history(record)
    page = presenters.page(history, context.actor(), context.today(), typed)
    refused = None
    if not page.return_fields:
        refused = status_of(Conflict if history.is_active else NotPermitted)
    status = _in_the_way(page, typed, stated, refused)
    if status is not None:
        return history_page(history, typed, status, is_stale=status == status_of(StaleVersion))
    if not stated.is_confirmed:
        told = presenters.return_summary(typed, stated)
        return console("reinstatement_confirm", page=page, summary=told, typed=typed.values)
    try:
        with context.registry().transaction() as session:
            number, act = history.record.id, acting(session)
            withdrawals.reinstate(session, number, stated.reason, act=act)
    except (Conflict, NotPermitted, Unlawful) as error:
        return history_page(read_history(record), typed, status_of(type(error)), is_refused=True)
    return redirect(here("record", record=record, done="reinstated"), HTTPStatus.SEE_OTHER)


def _in_the_way(
    page: HistoryPage, typed: Typed, stated: Withdrawal, refused: int | None
) -> int | None:
    """The status with which the form is shown again; None where nothing stands in the way.

    `refused` is the status where the act itself is not possible now.
    """
    if not typed.is_sound:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if stated.is_to_change:
        return HTTPStatus.OK
    if refused is not None:
        return refused
    return None if page.version == stated.version else status_of(StaleVersion)


def _withdraw(history: RecordHistory, stated: Withdrawal) -> None:
    """End it. Raises Conflict, NotPermitted, Unlawful."""
    with context.registry().transaction() as session:
        act, number = acting(session), history.record.id
        withdrawals.withdraw(session, number, stated.state, stated.reason, act=act)


def read_history(record: str) -> RecordHistory:
    """The record as it stands now."""
    registry, actor = context.registry(), context.actor()
    with registry.reading() as session:
        view = registry.view(session, actor)
        return services.read(session, from_public(record), actor, view)


def history_page(
    history: RecordHistory,
    typed: Typed,
    status: int = HTTPStatus.OK,
    *,
    is_stale: bool = False,
    is_refused: bool = False,
    done: str = "",
    numbers: tuple[Fact, ...] = (),
) -> Response:
    """The page of the record; `numbers` are its identity numbers, masked, where they are shown."""
    page = presenters.page(history, context.actor(), context.today(), typed)
    return console(
        "record",
        status=int(status),
        page=page,
        is_stale=is_stale,
        is_refused=is_refused,
        numbers=numbers,
        done=done if done in {"entered", "withdrawn", "reinstated"} else "",
    )

"""Deliveries as the desk shows them: a receipt that adds up, and the rows that were refused."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from credit_registry.domain.errors import InvalidInput
from credit_registry.domain.kinds.reasons import in_chinese
from credit_registry.domain.opaque_ids import to_public
from credit_registry.exchange.layouts import all_layouts
from credit_registry.exchange.receipts import LABELS
from credit_registry.exchange.spreadsheet_text import guarded
from credit_registry.services.intake.batches import Delivery
from credit_registry.store.batches import BatchFault
from credit_registry.web.site.addresses import here
from credit_registry.web.site.forms import deliveries as forms
from credit_registry.web.site.forms.typed import Typed
from credit_registry.web.site.presenters import fields
from credit_registry.web.site.presenters.fields import FieldItem
from credit_registry.web.site.presenters.record_words import Fact
from credit_registry.web.site.voices import Voice

SUM = ("read", "accepted", "unchanged", "refused")
REFUSED_COLUMNS = ("line", "field", "reason", "reason_zh", "accepted")


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One delivery."""

    address: str
    filename: str
    layout: str
    opened: str
    state: str
    digest: str
    figures: tuple[Fact, ...]
    read: str
    accepted: str
    unchanged: str
    refused: str


@dataclass(frozen=True, slots=True)
class FaultItem:
    """One fault of one row."""

    line: str
    what: str
    is_refusal: bool
    field: str
    reason: str
    accepted: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A delivery: how it adds up, its faults, and the addresses of the file and of further ones."""

    delivery: BatchItem
    sentence: str
    sum: str
    faults: tuple[FaultItem, ...]
    file_address: str
    more: str


def batch(delivery: Delivery, voice: Voice) -> BatchItem:
    """One delivery with its receipt."""
    receipt = delivery.receipt
    figures = tuple(
        (voice.either(*words), f"{getattr(receipt, name):,}") for name, words in LABELS.items()
    )
    return BatchItem(
        address=here("batch", batch=to_public(receipt.batch_id)),
        filename=receipt.filename,
        layout=_title(receipt.layout, voice),
        opened=voice.instant(delivery.batch.opened_at),
        state=voice.say("batch.closed" if delivery.is_closed else "batch.open"),
        digest=receipt.digest,
        figures=figures,
        read=f"{receipt.read:,}",
        accepted=f"{receipt.accepted:,}",
        unchanged=f"{receipt.unchanged:,}",
        refused=f"{receipt.refused:,}",
    )


def _title(name: str, voice: Voice) -> str:
    """What a layout is called; its name where it is no longer known."""
    for layout in all_layouts():
        if layout.name == name:
            return voice.either(layout.title_zh, layout.title_en)
    return name


def delivery_page(
    delivery: Delivery, faults: list[BatchFault], limit: int, voice: Voice
) -> DeliveryPage:
    """The page of a delivery; `limit` is how many faults were asked for."""
    number = to_public(delivery.batch.id)
    receipt = delivery.receipt
    following = here("batch", batch=number, after=faults[-1].line) if len(faults) >= limit else ""
    return DeliveryPage(
        delivery=batch(delivery, voice),
        sentence=_sentence(delivery, voice),
        sum=voice.say("batch.sum", **{name: f"{getattr(receipt, name):,}" for name in SUM}),
        faults=tuple(fault(row, voice) for row in faults),
        file_address=here("refused_rows", batch=number) if receipt.refused else "",
        more=following,
    )


def _sentence(delivery: Delivery, voice: Voice) -> str:
    """What became of the file, in one sentence."""
    receipt = delivery.receipt
    if not delivery.is_closed:
        return voice.say("batch.sentence_open")
    if not receipt.refused:
        return voice.say("batch.sentence_all", read=f"{receipt.read:,}")
    return voice.say(
        "batch.sentence_refused",
        read=f"{receipt.read:,}",
        count=receipt.refused,
        taken=f"{receipt.accepted + receipt.unchanged:,}",
    )


def fault(row: BatchFault, voice: Voice) -> FaultItem:
    """One fault."""
    return FaultItem(
        line=f"{row.line:,}",
        what=voice.say("batch.refused" if row.is_refusal else "batch.remark"),
        is_refusal=row.is_refusal,
        field=row.field or voice.say("batch.whole_row"),
        reason=voice.either(in_chinese(row.reason), row.reason),
        accepted=row.accepted,
    )


def form_fields(typed: Typed) -> tuple[FieldItem, ...]:
    """The fields of a new delivery."""
    voice = typed.voice
    known = tuple(
        (layout.name, voice.either(layout.title_zh, layout.title_en)) for layout in all_layouts()
    )
    options = (("", voice.say("delivery.recognise")), *known)
    return (
        fields.item(forms.FILE, "file", typed, is_needed=True),
        fields.item(forms.LAYOUT, "choice", typed, options=options),
    )


def refusal(error: InvalidInput, voice: Voice) -> str:
    """Why a file cannot be read as a whole."""
    key = "delivery.unknown_layout" if error.errors else "delivery.unreadable"
    return voice.say(key)


def refused_csv(faults: Iterable[BatchFault]) -> Iterator[str]:
    """The refused rows as lines of CSV, one for each fault; spreadsheets know it as UTF-8."""
    yield "\ufeff" + _csv(REFUSED_COLUMNS)
    for row in faults:
        if row.is_refusal:
            cells = (row.field, row.reason, in_chinese(row.reason), row.accepted)
            yield _csv([str(row.line), *map(guarded, cells)])


def _csv(cells: Sequence[str]) -> str:
    """One line."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()

"""The receipt of a delivery: what was read and what became of each row; it adds up."""

import csv
from dataclasses import dataclass
from typing import TextIO

from credit_registry.exchange.rows import RowFault
from credit_registry.exchange.spreadsheet_text import guarded

ERROR_COLUMNS = ("line", "refused", "field", "reason", "reason_zh", "accepted")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a delivery; `read` is `accepted` + `unchanged` + `refused`."""

    batch_id: int
    filename: str
    layout: str
    digest: str
    read: int
    accepted: int
    changed: int
    unchanged: int
    refused: int
    provisional: int
    quarantined: int
    ambiguous: int
    warned: int
    is_repeat: bool

    @property
    def adds_up(self) -> bool:
        """Whether every row read has an answer."""
        return self.read == self.accepted + self.unchanged + self.refused


LABELS = {
    "read": ("读取", "read"),
    "accepted": ("接收", "accepted"),
    "changed": ("其中更新", "of which changed"),
    "unchanged": ("未变化", "unchanged"),
    "refused": ("拒收", "refused"),
    "provisional": ("待确认主体", "provisional subjects"),
    "quarantined": ("隔离代码", "quarantined codes"),
    "ambiguous": ("代码指向不止一个主体", "codes naming more than one subject"),
    "warned": ("有提示的行", "rows with remarks"),
}
"""The figures of a receipt in the order in which they are read out."""


def text_zh(receipt: Receipt) -> str:
    """The receipt in Chinese, for a person."""
    lines = [
        f"文件 {receipt.filename}（{receipt.layout}）",
        f"摘要 {_digest(receipt)}",
        *(f"{zh} {getattr(receipt, name):,}" for name, (zh, _) in LABELS.items()),
    ]
    if receipt.is_repeat:
        lines.insert(1, "此文件以前已经送达，本次没有改变任何内容。")
    return "\n".join(lines)


def text_en(receipt: Receipt) -> str:
    """The receipt in English, for a person."""
    lines = [
        f"file {receipt.filename} ({receipt.layout})",
        f"digest {_digest(receipt)}",
        *(f"{en} {getattr(receipt, name):,}" for name, (_, en) in LABELS.items()),
    ]
    if receipt.is_repeat:
        lines.insert(1, "This file was delivered before; nothing was changed.")
    return "\n".join(lines)


def _digest(receipt: Receipt) -> str:
    """The digest with its kind; a keyed one says its own."""
    return receipt.digest if ":" in receipt.digest else f"sha256:{receipt.digest}"


class ErrorFile:
    """Writes refused and remarked rows to CSV, one line for each fault; no cell is echoed."""

    def __init__(self, target: TextIO) -> None:
        target.write("\ufeff")  # spreadsheets need the byte order mark for Chinese
        self._writer = csv.writer(target)
        self._writer.writerow(ERROR_COLUMNS)

    def write(self, line: int, fault: RowFault, *, is_refusal: bool) -> None:
        """Add a fault of a line."""
        cells = (fault.field, fault.reason, fault.reason_zh, fault.accepted)
        self._writer.writerow([line, "yes" if is_refusal else "no", *map(guarded, cells)])


def fault_zh(line: int, fault: RowFault) -> str:
    """A fault in Chinese, for a person."""
    accepted = f"；可接受：{fault.accepted}" if fault.accepted else ""
    return f"第 {line} 行 {fault.field or '整行'}：{fault.reason_zh}{accepted}"


def fault_en(line: int, fault: RowFault) -> str:
    """A fault in English, for a person."""
    accepted = f"; accepted: {fault.accepted}" if fault.accepted else ""
    return f"line {line}, {fault.field or 'whole row'}: {fault.reason}{accepted}"

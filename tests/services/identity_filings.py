"""Deliveries with identity numbers, to a registry that has keys for them."""

import io
from datetime import date
from pathlib import Path

from builders import a_subject_draft, a_uscc, an_officer
from filings import deliver
from record_texts import UNIT_CODE
from sqlalchemy import select

from credit_registry.domain.actors import Role
from credit_registry.exchange import writing
from credit_registry.exchange.receipts import Receipt
from credit_registry.services.intake import exchanging
from credit_registry.services.people import identity_numbers
from credit_registry.services.registry import Registry
from credit_registry.services.sealing import KeyRing
from credit_registry.store.identity_numbers import IdentityNumber
from credit_registry.store.records import Record

NUMBER, OTHER = "11010519491231002X", "110105194912310011"
TYPE, COLUMN = "cf_fr_zjlx", "cf_fr_zjhm"
FIRST_KEY = "Zmlyc3QgaWRlbnRpdHkga2V5IG9mIHRoZSB0ZXN0ISE="
SECOND_KEY = "c2Vjb25kIGlkZW50aXR5IGtleSBvZiB0aGUgdGVzdCE="
CELLS: dict[str, str | int] = {
    "cf_xdr_mc": "虚构市第1制造有限公司",
    "cf_xdr_lb": "法人及非法人组织",
    "cf_xdr_shxym": a_uscc(1),
    "cf_frdb": "某甲",
    TYPE: "身份证",
    COLUMN: NUMBER,
    "cf_wsh": "虚罚〔2026〕1号",
    "cf_wfxw": "生产不合格产品",
    "cf_sy": "产品不符合标准",
    "cf_yj": "产品质量法第四十九条",
    "cf_cflb": "警告;罚款",
    "cf_nr": "罚款五万元",
    "cf_nr_fk": "5.000000",
    "cf_jdrq": date(2026, 10, 8).isoformat(),
    "cf_cfjg": "虚构市市场监督管理局",
    "cf_cfjgdm": UNIT_CODE,
    "cf_sjly": "虚构市市场监督管理局",
    "cf_sjlydm": UNIT_CODE,
}


def keyed(registry: Registry, *keys: str) -> Registry:
    """The registry with these keys for identity numbers; by default with the first."""
    registry.identity_keys = KeyRing(keys or (FIRST_KEY,), "identity numbers")
    return registry


def delivered(registry: Registry, directory: Path, *rows: dict[str, str | int]) -> Receipt:
    """Import the rows as a file, with an officer's account; each is the penalty with changes."""
    target = io.StringIO()
    full = [CELLS | row for row in rows or ({},)]
    writing.write_csv(full, tuple(full[0]), target)
    path = directory / "delivery.csv"
    path.write_text(target.getvalue(), "utf-8")
    return exchanging.import_file(registry, path, actor=an_officer(registry, Role.ENTERER))


def penalised(registry: Registry, directory: Path) -> int:
    """The record of an enterprise whose representative's number came with it."""
    deliver(registry, a_subject_draft(1))
    receipt = delivered(registry, directory)
    assert (receipt.accepted, receipt.refused) == (1, 0)
    with registry.reading() as session:
        return session.scalars(select(Record.id)).one()


def kept(registry: Registry) -> list[IdentityNumber]:
    """Every row of the table, in order."""
    with registry.reading() as session:
        return list(session.scalars(select(IdentityNumber).order_by(IdentityNumber.id)))


def numbers(registry: Registry) -> list[str]:
    """The numbers that stand."""
    keys = registry.identity_keys
    return [
        identity_numbers.opened(keys, row) for row in kept(registry) if row.superseded_by is None
    ]
